#!/usr/bin/env python3
"""Reads `terraform show -json PLAN` from standard input and writes it so that it can be committed.

What differs from run to run is dropped (the timestamp, which attributes contributed to changes); the order of keys is
kept; every resource has a line of its own, so that a change of one shows as a change of one line.
"""

import json
import sys

DROPPED = ("timestamp", "relevant_attributes")
ONE_PER_LINE = ("resources", "resource_changes", "resource_drift", "child_modules")


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(value, key=""):
    if isinstance(value, dict):
        return "{" + ",".join(compact(k) + ":" + write(v, k) for k, v in value.items()) + "}"
    if isinstance(value, list) and key in ONE_PER_LINE:
        return "[\n" + ",\n".join(write(v) for v in value) + "\n]"
    if isinstance(value, list):
        return "[" + ",".join(write(v) for v in value) + "]"
    return compact(value)


plan = json.load(sys.stdin)
kept = {key: value for key, value in plan.items() if key not in DROPPED}
print("{\n" + ",\n".join(compact(k) + ":" + write(v, k) for k, v in kept.items()) + "\n}")

#!/usr/bin/env python3
"""Reads `terraform show -json PLAN` from standard input and writes what `tests/configurations.rs` compares.

The values of outputs, of planned resources and of data sources that were read while planning, each with what is unknown
in it: `{"?": true}` stands for an unknown part. Attributes that are null are left out. Where the plan marks something
as sensitive, `sensitive` says so for the address or output.
"""

import json
import sys

UNKNOWN = {"?": True}


def merged(value, unknown):
    """The value with its unknown parts filled in."""
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict) and isinstance(value, dict):
        names = list(value) + [name for name in unknown if name not in value]
        return {name: merged(value.get(name), unknown.get(name)) for name in names}
    if isinstance(unknown, list) and isinstance(value, list):
        length = max(len(value), len(unknown))
        value = value + [None] * (length - len(value))
        unknown = unknown + [False] * (length - len(unknown))
        return [merged(*parts) for parts in zip(value, unknown)]
    return value


def marked(marks):
    """The part of a tree of marks that marks something; None where nothing does."""
    if marks is True:
        return True
    if isinstance(marks, dict):
        kept = {name: marked(inner) for name, inner in marks.items()}
        return {name: inner for name, inner in kept.items() if inner is not None} or None
    if isinstance(marks, list):
        kept = [marked(inner) for inner in marks]
        return kept if any(inner is not None for inner in kept) else None
    return None


def without_null(values):
    return {name: value for name, value in values.items() if value is not None}


def modules(module):
    yield module
    for child in module.get("child_modules", ()):
        yield from modules(child)


plan = json.load(sys.stdin)
outputs, resources, sensitive = {}, {}, {}
for name, change in plan.get("output_changes", {}).items():
    outputs[name] = merged(change.get("after"), change["after_unknown"])
    sensitive["output." + name] = marked(change["after_sensitive"])
for read in modules(plan.get("prior_state", {}).get("values", {}).get("root_module", {})):
    for resource in read.get("resources", ()):
        if resource["mode"] == "data":
            resources[resource["address"]] = without_null(resource["values"])
for resource in plan.get("resource_changes", ()):
    change = resource["change"]
    if change.get("after") is not None:
        values = merged(change.get("after"), change["after_unknown"])
        resources[resource["address"]] = without_null(values)
        sensitive[resource["address"]] = marked(change["after_sensitive"])


def lines(entries):
    rows = [json.dumps(name) + ":" + json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
            for name, entry in sorted(entries.items())]
    return "{\n" + ",\n".join(rows) + "\n}" if rows else "{}"


print("{\n" + ",\n".join(f'"{name}":{lines(part)}' for name, part in (
    ("outputs", outputs), ("resources", resources), ("sensitive", without_null(sensitive)))) + "\n}")

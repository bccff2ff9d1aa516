#!/usr/bin/env python3
"""Reads `terraform show -json PLAN` of a first plan from standard input, and writes the state that applying it could
leave: what is planned, with made-up ids and ARNs. What else only the provider could tell is null.
"""

import json
import sys


def resources(module):
    yield from module.get("resources", [])
    for child in module.get("child_modules", []):
        yield from resources(child)


def identity(resource):
    values = resource["values"]
    names = (values.get(name) for name in ("bucket", "identifier", "cluster_identifier", "name"))
    return next((name for name in names if name), resource["address"].replace("_", "-"))


def made_up(attribute, name):
    """What a provider could have made of an attribute."""
    return {"id": name, "arn": f"arn:aws:made-up:eu-west-1:123456789012:{name}", "tags_all": {}}.get(attribute)


def ways(marks, way=()):
    """The ways to what is sensitive, as a state has them."""
    if marks is True:
        yield [{"type": "get_attr" if isinstance(step, str) else "index",
                "value": step if isinstance(step, str) else {"value": step, "type": "number"}} for step in way]
    elif isinstance(marks, dict):
        for key, inner in marks.items():
            yield from ways(inner, (*way, key))
    elif isinstance(marks, list):
        for index, inner in enumerate(marks):
            yield from ways(inner, (*way, index))


plan = json.load(sys.stdin)
unknown = {change["address"]: change["change"]["after_unknown"] for change in plan["resource_changes"]}
blocks = {}
for resource in resources(plan["planned_values"]["root_module"]):
    if resource["mode"] != "managed":
        continue
    values = dict(resource["values"])
    name = identity(resource)
    for attribute, is_unknown in unknown[resource["address"]].items():
        if is_unknown is True:
            values[attribute] = made_up(attribute, name)
    within = f'{resource["type"]}.{resource["name"]}'
    module = resource["address"].split(within)[0].rstrip(".")
    key = (module, resource["type"], resource["name"])
    block = blocks.setdefault(key, {
        "module": module,
        "mode": "managed",
        "type": resource["type"],
        "name": resource["name"],
        "provider": f'provider["{resource["provider_name"]}"]',
        "instances": [],
    })
    if not module:
        block.pop("module", None)
    instance = {
        "schema_version": resource["schema_version"],
        "attributes": values,
        "sensitive_attributes": list(ways(resource.get("sensitive_values", {}))),
    }
    if "index" in resource:
        instance["index_key"] = resource["index"]
    block["instances"].append(instance)

json.dump({
    "version": 4,
    "terraform_version": plan["terraform_version"],
    "serial": 1,
    "lineage": "00000000-0000-0000-0000-000000000000",
    "outputs": {},
    "resources": list(blocks.values()),
}, sys.stdout, indent=2)

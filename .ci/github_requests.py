"""Compares the requests that the tests noted with GitHub's own description of its interface."""

import json
import re
import sys

import jsonschema


def operations(description):
    """For each path its pattern and its operations."""
    for path, item in description["paths"].items():
        pattern = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path))
        yield re.compile(pattern), path, item


def main(description, requests):
    with open(description, encoding="utf-8") as file:
        description = json.load(file)
    known = list(operations(description))
    compared, wrong = {}, []
    with open(requests, encoding="utf-8") as file:
        lines = sorted(set(file))
    for line in lines:
        request = json.loads(line)
        method, path = request["method"].lower(), request["path"].split("?")[0]
        path = path.removeprefix("/api/v3")
        if path.endswith("/graphql"):
            continue
        found = [(p, i[method]) for pattern, p, i in known if method in i and pattern.fullmatch(path)]
        if not found:
            wrong.append(f"there is no {method} {path}")
            continue
        name, operation = found[0]
        compared[f"{method} {name}"] = compared.get(f"{method} {name}", 0) + 1
        if "requestBody" not in operation:
            continue
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        schema = {**schema, "components": description["components"]}
        unknown = set(request["body"]) - set(schema.get("properties", {}))
        errors = [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(request["body"])]
        if unknown or errors:
            wrong.append(f"{method} {name}: {unknown or ''} {errors[:1]}")
    for name, count in sorted(compared.items()):
        print(f"{count:6} {name}")
    for reason in wrong[:20]:
        print(reason, file=sys.stderr)
    # Each way of writing has to be among them, or the comparison proves nothing.
    writes = [name for name in compared if not name.startswith("get ")]
    return 1 if wrong or len(writes) < 6 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

#!/usr/bin/env python3
"""Writes cases.jsonl: what the real Terraform makes of each expression in the lists beside this file, and names.txt:
which functions it has.

Needs `terraform` on the path and nothing else. In a list each line that is not empty and does not begin with `#` is an
expression; `<NL>` in it stands for a line break. A line such as `@ upper` says which function or operator the
expressions after it are about; without one, an expression is about the function that it calls first. Expressions may
name the values of values.tf and read the files in the folder `files`.

Each case has the `kind` of its result. It is `error` with the `message`, or a type with the `json` of the value. For
what is known after apply only it is `unknown`, with the `plan`, in which `(unknown)` stands for each unknown part, and
the `json` after apply.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
LISTS = ["expressions.txt", "operators.txt", "functions.txt", "yaml.txt", "provider.txt"]
# Functions whose results depend on the moment, on chance or on the machine.
VARYING = re.compile(r"\b(abspath|bcrypt|timestamp|uuid)\(")


def expressions():
    """Each expression and what it is about."""
    for name in LISTS:
        heading = None
        for line in (HERE / name).read_text().splitlines():
            if line.startswith("@ "):
                heading = line[2:]
            elif line.strip() and not line.startswith("#"):
                call = re.match(r"((?:\w+::)*\w+)\(", line)
                yield line.replace("<NL>", "\n"), heading or (call and call[1])


def output(number, expression):
    return (
        f'output "c{number}" {{\n'
        "  sensitive = true\n"
        f"  value = {{ json = jsonencode(\n{expression}\n), value = (\n{expression}\n) }}\n"
        "}\n"
    )


class Terraform:
    """A folder in which it runs."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.environment = os.environ | {"TF_CLI_CONFIG_FILE": os.devnull}

    def run(self, *arguments):
        return subprocess.run(
            ["terraform", *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            env=self.environment,
        )

    def must(self, *arguments):
        run = self.run(*arguments)
        if run.returncode:
            raise SystemExit(run.stderr + run.stdout)
        return run.stdout

    def errors(self):
        """The message of the first error of each file, by the number of its case."""
        errors = {}
        for line in self.run("plan", "-json", "-out=plan").stdout.splitlines():
            diagnostic = json.loads(line).get("diagnostic", {})
            if diagnostic.get("severity") != "error":
                continue
            file = diagnostic.get("range", {}).get("filename", "")
            if not (found := re.fullmatch(r"c(\d+)\.tf", file)):
                raise SystemExit(line)
            # A panic has its stack in further lines.
            detail = diagnostic["detail"].split("\n")[0]
            message = f"{diagnostic['summary']}: {detail}".replace(str(self.folder), ".")
            errors.setdefault(int(found[1]), message)
        return errors


def planned(after, unknown):
    """A planned value with `(unknown)` in place of each unknown part."""
    if unknown is True:
        return "(unknown)"
    if isinstance(unknown, dict):
        after = after or {}
        names = after.keys() | unknown.keys()
        return {name: planned(after.get(name), unknown.get(name)) for name in sorted(names)}
    if isinstance(unknown, list):
        after = after or []
        count = max(len(after), len(unknown))
        at = lambda parts, index: parts[index] if index < len(parts) else None
        return [planned(at(after, index), at(unknown, index)) for index in range(count)]
    return after


def kind(of):
    return of if isinstance(of, str) else of[0]


def case(number, expression, planning, results, error):
    """What became of a case."""
    if error:
        return {"kind": "error", "message": error}
    name = f"c{number}"
    change, result = planning[name], results.get(name)
    if change["after_unknown"]:
        plan = planned(change["after"], change["after_unknown"])
        plan = "(unknown)" if plan == "(unknown)" else plan["value"]
        json_after = None if VARYING.search(expression) else result and result["value"]["json"]
        return {"kind": "unknown", "plan": plan, "json": json_after}
    return {"kind": kind(result["type"][1]["value"]), "json": result["value"]["json"]}


def write_names(terraform):
    """Writes which functions there are."""
    found = json.loads(terraform.must("metadata", "functions", "-json"))
    names = [name for name in found["function_signatures"] if not name.startswith("core::")]
    (HERE / "names.txt").write_text("\n".join(sorted(names)) + "\n")


def main():
    cases = list(dict(expressions()).items())
    errors = {}
    with tempfile.TemporaryDirectory() as folder:
        terraform = Terraform(folder)
        shutil.copy(HERE / "values.tf", folder)
        shutil.copytree(HERE / "files", terraform.folder / "files")
        terraform.must("init")
        write_names(terraform)
        for number, (expression, _) in enumerate(cases):
            (terraform.folder / f"c{number}.tf").write_text(output(number, expression))
        while found := terraform.errors():
            errors |= found
            for number in found:
                (terraform.folder / f"c{number}.tf").unlink()
        planning = json.loads(terraform.must("show", "-json", "plan"))["output_changes"]
        # What is known after apply may be an error then; the other outputs are there all the same.
        terraform.run("apply", "plan")
        results = json.loads(terraform.must("output", "-json"))
    with open(HERE / "cases.jsonl", "w") as file:
        for number, (expression, about) in enumerate(cases):
            head = {"expr": expression} | ({"of": about} if about else {})
            found = case(number, expression, planning, results, errors.get(number))
            file.write(json.dumps(head | found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

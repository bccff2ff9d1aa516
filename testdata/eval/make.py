#!/usr/bin/env python3
"""Writes cases.jsonl: what the real Terraform makes of each expression in expressions.txt.

Needs `terraform` on the path and nothing else. Each line of expressions.txt that is not empty and does not begin with
`#` is an expression; `\\n` in it stands for a line break between tokens only if written as `<NL>`.
"""

import json
import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent


def expressions():
    for line in (HERE / "expressions.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.replace("<NL>", "\n")


def outputs(cases):
    for number, expression in enumerate(cases):
        yield (
            f'output "c{number}" {{\n'
            "  sensitive = true\n"
            f"  value = try({{ json = jsonencode(\n{expression}\n), value = (\n{expression}\n) }}, null)\n"
            "}\n"
        )


def main():
    cases = list(dict.fromkeys(expressions()))
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "main.tf").write_text("".join(outputs(cases)))

        def terraform(*arguments):
            run = subprocess.run(
                ["terraform", *arguments], cwd=folder, capture_output=True, text=True
            )
            if run.returncode:
                raise SystemExit(run.stderr)
            return run.stdout

        terraform("init", "-no-color")
        terraform("apply", "-auto-approve", "-no-color")
        results = json.loads(terraform("output", "-json"))
    with open(HERE / "cases.jsonl", "w") as file:
        for number, expression in enumerate(cases):
            # An output that is null is left out.
            result = results.get(f"c{number}", {"value": None})
            case = {"expr": expression, "kind": "error"}
            if result["value"] is not None:
                kind = result["type"][1]["value"]
                case["kind"] = kind if isinstance(kind, str) else kind[0]
                case["json"] = result["value"]["json"]
            file.write(json.dumps(case, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

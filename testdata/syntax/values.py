"""Asks Terraform for the values of the accepted cases and writes values.jsonl.

Run it here with `terraform` in the PATH: python3 values.py

The names that an expression uses are given values by `for` expressions around it, in several ways, since an expression
that wants numbers has no value with lists. Each line holds the text of a file with one attribute `v` and what
Terraform's `jsonencode` makes of it.
"""

import json
import re
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
RICH = (
    '{a = "A", b = {c = {d = {e = [{f = {"0" = {g = 7}}}]}}}, bar = {baz = "z"}, x = " x ", y = [1, 2], '
    '"0" = {bar = "l"}, "é" = "e", "for" = 1, if = 2, "true" = 3, "null" = 4, bar-baz = 5, value = {"for" = 6}}'
)
WAYS = {
    "numbers": lambda index: str(index + 2),
    "bools": lambda index: "true" if index % 2 == 0 else "false",
    "strings": lambda index: json.dumps(f"  s{index}\n "),
    "objects": lambda index: RICH,
    "lists": lambda index: f'[{RICH}, {{a = "B", b = {{c = "{index}"}}, bar = {{baz = "y"}}, x = 2, "0" = 1}}]',
    "lists of numbers": lambda index: f"[{index}, 1, 2]",
    "maps": lambda index: f'{{a = "x{index}", b = "y"}}',
}
KEYWORDS = {"true", "false", "null", "try"}


def expressions():
    for line in (HERE / "cases.jsonl").read_text().splitlines():
        case = json.loads(line)
        source = case.get("source", "")
        if not case["accepts"] or not source.startswith("a = "):
            continue
        text = source.removeprefix("a = ")
        for tail in ("\nb = 1\n", "\n"):
            if text.endswith(tail):
                text = text.removesuffix(tail)
                break
        if re.search(r"e[+-]?\d{4}", text):
            continue  # Its digits would fill a screen or a disk.
        text = re.sub(r"\b[fgh](?=(\s|/\*c\*/)*\()", "try", text)
        yield case["name"], text


def wrapped(text, way):
    names = sorted(set(re.findall(r"[^\W\d][\w-]*", text)) - KEYWORDS)
    for index, name in enumerate(names):
        text = f"[for {name} in [{way(index)}] : {text}\n][0]"
    return text


def evaluate(entries):
    """The values of the entries that have one. Entries that Terraform finds wrong before evaluation are dropped."""
    while True:
        with tempfile.TemporaryDirectory() as directory:
            lines, starts = [], []
            for index, (_, text) in enumerate(entries):
                starts.append(sum(line.count("\n") for line in lines) + 1)
                lines.append(f"locals {{\n v{index} = try(jsonencode({text}\n), null)\n}}\n")
            Path(directory, "main.tf").write_bytes("".join(lines).encode())
            ask = "jsonencode([" + ", ".join(f"local.v{i}" for i in range(len(entries))) + "])"
            result = subprocess.run(
                ["terraform", "console"], input=ask, cwd=directory, capture_output=True, text=True
            )
            wrong = [int(n) for n in re.findall(r"on main\.tf line (\d+)", result.stderr)]
            if not wrong:
                return json.loads(json.loads(result.stdout))
            bad = {max(i for i, start in enumerate(starts) if start <= line) for line in wrong}
            entries[:] = [entry for i, entry in enumerate(entries) if i not in bad]


def main():
    entries = []
    for name, text in expressions():
        seen = set()
        for way in WAYS.values():
            full = wrapped(text, way)
            if full not in seen:
                seen.add(full)
                entries.append((name, full))
    values = evaluate(entries)
    kept, seen = [], set()
    for (name, text), value in zip(entries, values):
        if value is not None and (name, value) not in seen:
            seen.add((name, value))
            kept.append(json.dumps({"name": name, "source": f"v = {text}\n", "value": value}))
    (HERE / "values.jsonl").write_text("\n".join(kept) + "\n")
    print(len(kept), "values of", len({json.loads(line)["name"] for line in kept}), "cases")


main()

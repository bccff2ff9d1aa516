"""Validates the SARIF and JUnit reports of a directory: check_reports.py MULTITOOL XSD DIRECTORY.

The validator of SARIF ends with success whatever it finds, so what counts is the report that it writes.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import xmlschema

# The tool has no page of its own to point to.
ACCEPTED = {"SARIF2005"}


def validate(multitool, path):
    """The ids of the errors and warnings that the validator finds in a file."""
    report = path.with_name(path.name + ".validated.sarif")
    command = [multitool, "validate", str(path), "--rule-kind", "Sarif;Ghas", "--output", str(report)]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run(command + ["--log", "ForceOverwrite"], env=environment, check=False, capture_output=True)
    [run] = json.loads(report.read_text(encoding="utf-8-sig"))["runs"]
    assert all(invocation["executionSuccessful"] for invocation in run["invocations"]), path
    return {result["ruleId"] for result in run.get("results", []) if result.get("level", "warning") != "note"}


def check_sarif(multitool, directory):
    """Every report is valid, and the validator does see what is not."""
    paths = sorted([*directory.glob("*.sarif"), *directory.glob("*.sarif-full")])
    assert paths, "there are no reports"
    wrong = {}
    for path in paths:
        copy = directory / (path.name.replace(".", "-") + ".checked.sarif")
        copy.write_bytes(path.read_bytes())
        found = validate(multitool, copy) - ACCEPTED
        if found:
            wrong[path.name] = sorted(found)
    assert not wrong, wrong
    broken = json.loads((directory / "shop.sarif").read_text(encoding="utf-8"))
    for result in broken["runs"][0]["results"]:
        del result["locations"]
    copy = directory / "broken.checked.sarif"
    copy.write_text(json.dumps(broken), encoding="utf-8")
    found = validate(multitool, copy)
    assert any(rule.startswith("GH") for rule in found), f"the rules for GitHub did not run: {found}"
    print(f"{len(paths)} reports are valid SARIF")


def check_junit(schema, directory):
    """Every report follows the schema."""
    schema = xmlschema.XMLSchema(schema)
    paths = sorted(directory.glob("*.junit"))
    assert paths, "there are no reports"
    for path in paths:
        schema.validate(str(path))
    print(f"{len(paths)} reports are valid JUnit")


def main():
    multitool, schema, directory = sys.argv[1:]
    check_junit(schema, Path(directory))
    check_sarif(multitool, Path(directory))


main()

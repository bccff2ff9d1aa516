#!/usr/bin/env bash
# Writes terraform.json of every case here (or of those named): what the real Terraform, which must be on the PATH,
# makes of it. That is the outputs it plans, and its errors and warnings with their places. No case needs a provider.
#
# run.json of a case names what it is run with: arguments, the environment without the prefix TF_VAR_, the workspace.
set -euo pipefail
cd "$(dirname "$0")"
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1

cases=("$@")
if [ ${#cases[@]} -eq 0 ]; then
  cases=(*/)
fi
for case in "${cases[@]}"; do
  python3 - "${case%/}" <<'PYTHON'
import json, os, shutil, subprocess, sys, tempfile

case = sys.argv[1]
run = json.load(open(f"{case}/run.json")) if os.path.exists(f"{case}/run.json") else {}
work = tempfile.mkdtemp()
own = shutil.ignore_patterns("run.json", "terraform.json", "expected.json")
shutil.copytree(case, work, dirs_exist_ok=True, ignore=own)
given = {f"TF_VAR_{name}": text for name, text in run.get("environment", {}).items()}


def terraform(*arguments):
    return subprocess.run(
        ["terraform", *arguments], cwd=work, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True
    ).stdout


def place(diagnostic):
    found = diagnostic.get("range") or {}
    named = "filename" in found and not found["filename"].startswith("<")
    return {
        "severity": diagnostic["severity"],
        "summary": diagnostic["summary"],
        "file": found["filename"] if named else None,
        "line": found["start"]["line"] if named else None,
    }


def diagnostics(text):
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    return [place(line["diagnostic"]) for line in lines if "diagnostic" in line]


said = diagnostics(terraform("init", "-json", "-input=false"))
result = {"diagnostics": said}
if not any(diagnostic["severity"] == "error" for diagnostic in said):
    if "workspace" in run:
        terraform("workspace", "new", run["workspace"])
    arguments = ["-" + text[2:] if text.startswith("--") else text for text in run.get("arguments", [])]
    result["diagnostics"] = diagnostics(terraform("plan", "-json", "-input=false", "-out=plan.bin", *arguments))
    if os.path.exists(f"{work}/plan.bin"):
        planned = json.loads(terraform("show", "-json", "plan.bin"))["planned_values"]
        outputs = planned.get("outputs", {})
        result["outputs"] = {name: output.get("value") for name, output in outputs.items()}
with open(f"{case}/terraform.json", "w") as out:
    json.dump(result, out, indent=2)
    out.write("\n")
shutil.rmtree(work)
print(f"made {case}/terraform.json")
PYTHON
done

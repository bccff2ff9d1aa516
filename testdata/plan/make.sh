#!/usr/bin/env bash
# Makes plan.json of every case here (or of those named) with the real Terraform, which must be on the PATH.
# TF_PLUGIN_DIR names the directory of providers for `terraform init -plugin-dir`. A case with a directory `before` is
# planned over the state that applying `before` leaves; such a case may use terraform_data only.
set -euo pipefail
cd "$(dirname "$0")"
: "${TF_PLUGIN_DIR:?the directory of providers for terraform init}"
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1
normalise="$PWD/../normalise_plan.py"

cases=("$@")
if [ ${#cases[@]} -eq 0 ]; then
  cases=(*/)
fi
for case in "${cases[@]}"; do
  case="${case%/}"
  work="$(mktemp -d)"
  if [ -d "$case/before" ]; then
    cp -r "$case/before/." "$work"
    terraform -chdir="$work" init -no-color -plugin-dir="$TF_PLUGIN_DIR" > "$work/log"
    terraform -chdir="$work" apply -no-color -auto-approve > "$work/log"
    find "$work" -maxdepth 1 -name '*.tf' -delete
  fi
  find "$case" -mindepth 1 -maxdepth 1 -not -name before -not -name plan.json -not -name model.txt \
    -exec cp -r {} "$work" \;
  terraform -chdir="$work" init -no-color -plugin-dir="$TF_PLUGIN_DIR" > "$work/log" || { cat "$work/log"; exit 1; }
  terraform -chdir="$work" plan -no-color -out=plan.bin > "$work/log" || { cat "$work/log"; exit 1; }
  terraform -chdir="$work" show -json plan.bin | python3 "$normalise" > "$case/plan.json"
  rm -r "$work"
  echo "made $case/plan.json"
done

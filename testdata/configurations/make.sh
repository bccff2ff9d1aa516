#!/usr/bin/env bash
# Plans every case here (or those named) with the real Terraform, which must be on the PATH, and writes what is compared
# beside it as plan.json.
#
#   TF_PLUGIN_DIR=/path/to/plugins testdata/configurations/make.sh [CASE]...
#
# TF_PLUGIN_DIR holds the AWS provider as `terraform providers mirror` lays it out. Nothing is asked of AWS: the
# credentials are made up, and no case reads a data source that would ask. A case with provider blocks of its own writes
# the settings in them that let the provider start without an account; to others they are added. `given.tfvars` in a
# case holds values that Terraform is given and the linter is not.
set -euo pipefail
cd "$(dirname "$0")"
: "${TF_PLUGIN_DIR:?the directory of providers for terraform init}"
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 AWS_EC2_METADATA_DISABLED=true
export AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none
reduce="$PWD/reduce.py"

plan() {
  local case="$1" work given=()
  work="$(mktemp -d)"
  cp -r "$case/." "$work"
  rm -f "$work/plan.json"
  if grep -rqE 'aws_' "$work" && ! grep -rqE '^provider "aws"|"provider": *\{ *"aws"' "$work"; then
    cat > "$work/offline.tf" <<'OFFLINE'
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
OFFLINE
  fi
  if [ -e "$work/given.tfvars" ]; then
    given=(-var-file=given.tfvars)
  fi
  if ! {
    terraform -chdir="$work" init -no-color -plugin-dir="$TF_PLUGIN_DIR" \
      && terraform -chdir="$work" plan -input=false -no-color -refresh=false -out=plan.bin "${given[@]}"
  } > "$work/log" 2>&1; then
    cat "$work/log"
    echo "cannot plan: $case"
    return 1
  fi
  terraform -chdir="$work" show -json plan.bin | python3 "$reduce" > "$work/plan.json" || return 1
  mv "$work/plan.json" "$case/plan.json"
  rm -rf "$work"
  echo "planned: $case"
}

cases=("$@")
if [ ${#cases[@]} -eq 0 ]; then
  cases=(*/)
fi
failed=0
for case in "${cases[@]}"; do
  plan "${case%/}" || failed=1
done
exit "$failed"

#!/usr/bin/env bash
# Plans the AWS fixtures, the cases of joined/ and change/ and the AWS example with the real Terraform, and writes plan.json
# beside each.
#
#   TF_PLUGIN_DIR=/path/to/plugins testdata/plan.sh [DIRECTORY]...
#
# TF_PLUGIN_DIR holds the AWS provider as `terraform providers mirror` lays it out. Nothing is asked of AWS: the
# credentials are made up, and no fixture reads a data source that would ask. A configuration that lacks the value of a
# variable cannot be planned: it is named and left without plan.json. A directory that has a directory `before` is planned
# over a state that applying that one could leave. Needs terraform, python3.

set -euo pipefail

directories=()
for directory in "$@"; do
  directories+=("$(cd "$directory" && pwd)")
done
cd "$(dirname "$0")"
: "${TF_PLUGIN_DIR:?set it to the folder with the AWS provider}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Settings that let the provider start without an account. They are left out of plan.json again.
offline='
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
'

# Prints the aliases of the provider blocks in the root module, `-` for the block without one.
provider_blocks() {
  awk '
    /^provider "aws"/ { inside = 1; alias = "-" }
    inside && $1 == "alias" { gsub(/"/, "", $3); alias = $3 }
    inside && /}$/ && (/^}/ || /^provider/) { print alias; inside = 0 }
  ' "$@"
}

# Takes what this script added out of the plan on standard input; $1 is 0 where the default provider block was added too.
without_offline_settings() {
  python3 -c '
import json, sys
plan = json.load(sys.stdin)
for name, provider in plan["configuration"].get("provider_config", {}).items():
    if name == "aws" and sys.argv[1] == "0":
        provider.pop("expressions", None)
    for setting in ("access_key", "secret_key", "skip_credentials_validation", "skip_requesting_account_id",
                    "skip_metadata_api_check"):
        provider.get("expressions", {}).pop(setting, None)
json.dump(plan, sys.stdout)
' "$1"
}

# Adds to a copy of a configuration what lets the provider start; sets `default` where that is a block of its own.
make_offline() {
  local copy=$1 alias
  default=0
  while read -r alias; do
    if [[ $alias == - ]]; then
      default=1
      printf 'provider "aws" {%s}\n' "$offline"
    else
      printf 'provider "aws" {\n  alias = "%s"%s}\n' "$alias" "$offline"
    fi
  done < <(provider_blocks "$copy"/*.tf) >"$copy/offline_override.tf"
  if [[ $default == 0 ]]; then
    printf 'provider "aws" {\n  region = "eu-west-1"%s}\n' "$offline" >"$copy/offline.tf"
  fi
}

# Plans in a directory, into plan.bin.
terraform_plan() (
  cd "$1"
  export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 AWS_EC2_METADATA_DISABLED=true
  terraform init -input=false -no-color -backend=false -plugin-dir="$TF_PLUGIN_DIR" &&
    terraform plan -input=false -no-color -refresh=false -out=plan.bin
)

plan() {
  local directory=$1 copy=$work/case before=$work/before default
  rm -rf "$copy" "$before"
  cp -r "$directory" "$copy"
  rm -rf "$copy/plan.json" "$copy/before"
  if [[ -d $directory/before ]]; then
    cp -r "$directory/before" "$before"
    make_offline "$before"
    terraform_plan "$before" >"$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }
    (cd "$before" && terraform show -json plan.bin) | python3 state_of_plan.py >"$copy/terraform.tfstate"
  fi
  make_offline "$copy"

  if ! terraform_plan "$copy" >"$work/log" 2>&1; then
    rm -f "$directory/plan.json"
    if grep -q 'No value for required variable' "$work/log"; then
      echo "not planned, a variable has no value: $directory"
      return 0
    fi
    echo "cannot plan: $directory" >&2
    cat "$work/log" >&2
    return 1
  fi
  (cd "$copy" && terraform show -json plan.bin) \
    | without_offline_settings "$default" | python3 normalise_plan.py >"$work/plan.json"
  mv "$work/plan.json" "$directory/plan.json"
  echo "planned: $directory"
}

if [[ $# == 0 ]]; then
  directories=(rules/aws-*/*/ joined/*/ change/*/ examples/shop)
fi
failed=0
for directory in "${directories[@]}"; do
  directory=${directory#"$PWD"/}
  plan "${directory%/}" || failed=1
done
exit "$failed"

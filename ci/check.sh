#!/usr/bin/env bash
# Judges, and keeps the reports and the exit status. Ends well whatever it finds: the gate is the last step of the action.
set -euo pipefail

directory=$(mktemp -d "${RUNNER_TEMP:?}/cldlint.XXXXXX")
arguments=(check --format "json=$directory/report.json" --format "sarif=$directory/report.sarif" --format short)

add() {
  if [[ -n "$2" ]]; then arguments+=("$1=$2"); fi
}

add --source "${CLDLINT_SOURCE:-}"
add --terraform-bin "${CLDLINT_TERRAFORM_BIN:-}"
add --config "${CLDLINT_CONFIG:-}"
add --fail-on "${CLDLINT_FAIL_ON:-}"
add --scope "${CLDLINT_SCOPE:-}"
while IFS= read -r line; do
  add --var-file "${line%$'\r'}"
done <<<"${CLDLINT_VAR_FILES:-}"
arguments+=(--)
while IFS= read -r line; do
  line=${line%$'\r'}
  if [[ -n "$line" ]]; then arguments+=("$line"); fi
done <<<"${CLDLINT_PATHS:-.}"

# What is printed comes from files of the repository, so nothing in it is to be taken for a command.
stop="cldlint-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
printf '::stop-commands::%s\n' "$stop"
status=0
"${CLDLINT:?}" "${arguments[@]}" || status=$?
printf '::%s::\n' "$stop"

printf 'exit-code=%s\n' "$status" >>"$GITHUB_OUTPUT"
if [[ -s "$directory/report.json" ]]; then
  printf 'report=%s\nsarif-file=%s\n' "$directory/report.json" "$directory/report.sarif" >>"$GITHUB_OUTPUT"
fi

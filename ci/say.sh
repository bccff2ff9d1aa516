#!/usr/bin/env bash
# Says in the pull request, or else in the log and the summary of the step, what the report says.
set -euo pipefail

exec "${CLDLINT:?}" github \
  "--comment=${CLDLINT_COMMENT:-on-findings}" \
  "--comment-id=${CLDLINT_COMMENT_ID:-}" \
  "--review=${CLDLINT_REVIEW:-suggestions}" \
  "--max-review-comments=${CLDLINT_MAX_REVIEW_COMMENTS:-20}" \
  "--annotations=${CLDLINT_ANNOTATIONS:-true}" \
  "--step-summary=${CLDLINT_STEP_SUMMARY:-true}" \
  -- "${CLDLINT_REPORT:?}"

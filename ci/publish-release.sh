#!/usr/bin/env bash
# Publishes what is in dist/, and pushes the commit of the action that names its checksums.
set -euo pipefail
cd "$(dirname "$0")/.."

tag=${GITHUB_REF_NAME:?}
repository=${GITHUB_SERVER_URL:?}/${GITHUB_REPOSITORY:?}
sums=$(cd dist && sha256sum ./*.tar.gz | sed 's|  \./|  |')
printf 'url %s/releases/download/%s\n%s\n' "$repository" "$tag" "$sums" >ci/checksums.txt
cp ci/checksums.txt dist/checksums.txt

# A release is published only when it is whole, since a published one may be immutable.
gh release create "$tag" --draft --verify-tag --title "$tag" --notes-file CHANGELOG.md
gh release upload "$tag" dist/*
gh release edit "$tag" --draft=false

git config user.name 'github-actions[bot]'
git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
git checkout -b "action/$tag"
git add ci/checksums.txt
git commit -m "Pin the bytes of $tag"
git -c credential.helper= -c 'credential.helper=!gh auth git-credential' push "$repository" "action/$tag"
printf 'pin this commit: %s\n' "$(git rev-parse HEAD)" | tee -a "${GITHUB_STEP_SUMMARY:?}"

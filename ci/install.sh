#!/usr/bin/env bash
# Finds cldlint for this machine and names it in the output `binary`: what the user gives, or what was released with this
# commit, or what this commit builds.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
  printf '::error title=cldlint::%s\n' "$1"
  exit 2
}

use() {
  "$1" --version || fail "the cldlint that was installed does not run here"
  printf 'binary=%s\n' "$1" >>"$GITHUB_OUTPUT"
  exit 0
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

if [[ -n "${CLDLINT_BINARY:-}" ]]; then
  use "$CLDLINT_BINARY"
fi

case "${CLDLINT_OS:-}-${CLDLINT_ARCH:-}" in
  Linux-X64) target=x86_64-unknown-linux-musl ;;
  Linux-ARM64) target=aarch64-unknown-linux-musl ;;
  macOS-X64) target=x86_64-apple-darwin ;;
  macOS-ARM64) target=aarch64-apple-darwin ;;
  Windows-X64) target=x86_64-pc-windows-msvc ;;
  *) target=none ;;
esac
program=cldlint
if [[ "$target" == *windows* ]]; then program=cldlint.exe; fi
directory=$(mktemp -d "${RUNNER_TEMP:?}/cldlint.XXXXXX")

# The sums are part of this commit, so that whoever pins it pins the bytes of the program.
url='' sum='' archive=''
while read -r first second; do
  if [[ "$first" == url ]]; then
    url=$second
  elif [[ "$second" == *"-$target.tar.gz" ]]; then
    sum=$first archive=$second
  fi
done <"$here/checksums.txt"

if [[ -n "$sum" ]]; then
  protocol='=https'
  # A server on this machine is for tests.
  if [[ "$url" == http://127.0.0.1:* ]]; then protocol='=http'; fi
  curl --proto "$protocol" --tlsv1.2 -fsSL --retry 5 --retry-connrefused -o "$directory/$archive" "$url/$archive" ||
    fail "$archive could not be fetched from $url"
  [[ "$(sha256 "$directory/$archive")" == "$sum" ]] ||
    fail "$archive is not what was released: its checksum differs"
  tar -xzf "$directory/$archive" -C "$directory"
  use "$directory/$program"
fi

command -v cargo >/dev/null ||
  fail "there is no release for ${CLDLINT_OS:-this system} on ${CLDLINT_ARCH:-this machine}, and no cargo to build one; give the input binary"
cargo build --release --locked --manifest-path "$here/../Cargo.toml" --target-dir "$directory/target"
use "$directory/target/release/$program"

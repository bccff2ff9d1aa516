#!/usr/bin/env bash
# Builds the release for one target and packs it as dist/cldlint-<tag>-<target>.tar.gz.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${TARGET:?}" "${GITHUB_REF_NAME:?}"
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
if [[ "$GITHUB_REF_NAME" != "v$version" ]]; then
  printf '::error::the tag is %s, and Cargo.toml says %s\n' "$GITHUB_REF_NAME" "$version"
  exit 1
fi

rustup target add "$TARGET"
case "$TARGET" in
  *-linux-musl)
    sudo apt-get update -q
    sudo apt-get install -qy musl-tools
    # The cryptography has parts in C and assembly.
    export "CC_${TARGET//-/_}=musl-gcc"
    ;;
esac
cargo build --release --locked --target "$TARGET"

program=cldlint
if [[ "$TARGET" == *windows* ]]; then program=cldlint.exe; fi
"target/$TARGET/release/$program" --version || [[ "$TARGET" == x86_64-apple-darwin ]]
mkdir -p dist
tar -czf "dist/cldlint-$GITHUB_REF_NAME-$TARGET.tar.gz" -C "target/$TARGET/release" "$program" -C "$PWD" \
  LICENSE-APACHE LICENSE-MIT

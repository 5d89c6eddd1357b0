#!/usr/bin/env bash
# Prints again what is committed and printed from the registry: the tables of the document format, the TypeScript
# declarations and the fuzzer's dictionary. Takes the build directory; by default that of the release preset.
set -euo pipefail
cd "$(dirname "$0")/.."
dump=${1:-build/release}/bin/registry_dump

"$dump" typescript >bindings/typescript/northline.d.ts
"$dump" dictionary >tests/fuzz/northline.dict

page=docs/document-format.md
new=$(mktemp)
trap 'rm -f "$new"' EXIT
sed '/^<!-- tables: printed from the registry -->$/q' "$page" >"$new"
{
  echo
  "$dump" tables
  echo
} >>"$new"
sed -n '/^<!-- end of the tables -->$/,$p' "$page" >>"$new"
cat "$new" >"$page"

#!/usr/bin/env bash
# Runs every test there is, from a bare Debian 12 on: installs what it needs, builds, tests, and ends with a
# line `N passed, N failed`. Exits with 1 if anything failed.
#
# NORTHLINE_FUZZ_SECONDS=60   how long each fuzzer runs
# NORTHLINE_JOBS=             how many compilers run at once (default: one per core)
# Logs of all stages are in build/logs.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD

jobs=${NORTHLINE_JOBS:-$(nproc)}
fuzz_seconds=${NORTHLINE_FUZZ_SECONDS:-60}
logs=$root/build/logs
mkdir -p "$logs"

# Compiled objects are found again from other clones of the same tree.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
export CMAKE_BUILD_PARALLEL_LEVEL=$jobs
export NORTHLINE_BUILD=$root/build/release
export NORTHLINE_BIN=$NORTHLINE_BUILD/bin/northline
export NORTHLINE_SHARED=
if [ -d "$root/../shared" ]; then
  NORTHLINE_SHARED=$(cd "$root/../shared" && pwd)
fi
export PYTHONDONTWRITEBYTECODE=1
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1

passed=0 failed=0 skipped=0
failures=()

# A stage sets `ok` and `bad` (and `left_out`) to what it counted; one that counts nothing itself is one test.
stage() {
  local name=$1 started=$SECONDS status=0
  shift
  local log=$logs/${name// /-}.log
  printf '== %s ...\n' "$name"
  ok=0 bad=0 left_out=0
  "$@" "$log" </dev/null || status=$?
  if [ $((ok + bad)) -eq 0 ]; then
    if [ "$status" -eq 0 ]; then ok=1; else bad=1; fi
  elif [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    bad=1 # every test passed, yet the program did not end well
  fi
  # Tests that read documents from beside the clone say how many they found, so that nobody takes none for all.
  grep -hE '^[^=].* cases? (came )?from ' "$log" 2>/dev/null | sort -u | sed 's/^ */   /'
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + left_out))
  printf '== %s: %d passed, %d failed (%d s)\n' "$name" "$ok" "$bad" $((SECONDS - started))
  if [ "$bad" -gt 0 ]; then
    failures+=("$name")
    echo "---- the end of $log"
    tail -n 60 "$log"
    echo "----"
    return 1
  fi
}

install_packages() { tests/install_dependencies.sh tests >"$1" 2>&1; }

build() { # preset, target..., log
  local preset=$1 log=${!#}
  local targets=("${@:2:$#-2}")
  cmake --preset "$preset" -DNORTHLINE_TESTS=ON >"$log" 2>&1 &&
    cmake --build --preset "$preset" ${targets[@]+--target "${targets[@]}"} >>"$log" 2>&1
}

# The fuzzers' names, one a line.
fuzzers() {
  find tests/fuzz -name '*_fuzz.cpp' -printf '%f\n' | sed 's/\.cpp$//' | sort
}

# Catch2 ends with `All tests passed (N assertions in N test cases)` or `test cases: N | N passed | N failed`.
# The cases are dealt out to several processes, small hands each, so that no core waits for a long one.
catch() { # program, log
  local hands=$logs/hands status=0 names hand
  rm -rf "$hands"
  mkdir "$hands"
  names=$("$1" --list-test-names-only 2>/dev/null)                              # Catch2 2
  [ -n "$names" ] || names=$("$1" --list-tests --verbosity quiet 2>/dev/null)   # Catch2 3
  [ -n "$names" ] || return 1
  sed 's/[\\,]/\\&/g' <<<"$names" | split -e -n "r/$((jobs * 12))" - "$hands/" # a comma would end a name
  # shellcheck disable=SC2016 # the inner shell's variables
  printf '%s\n' "$hands"/* |
    xargs -P "$jobs" -n 1 bash -c '"$0" --rng-seed 1 --input-file "$1" >"$1.log" 2>&1 || echo "ended with $?" >>"$1.log"' "$1"
  cat "$hands"/*.log >"$2"
  for hand in "$hands"/*.log; do
    if tail -n 1 "$hand" | grep -q '^ended with ' && ! grep -qE '^test cases: .* failed' "$hand"; then
      bad=$((bad + 1)) status=1 # it crashed, or every test passed and the program did not end well
    fi
  done
  ok=$(sed -nE 's/^All tests passed \(.* in ([0-9]+) test cases?\).*/\1/p; s/^test cases: .*[| ]+([0-9]+) passed.*/\1/p' "$2" |
    awk '{n += $1} END {print n + 0}')
  bad=$(sed -nE 's/^test cases: .*[| ]+([0-9]+) failed( *[|].*|$)/\1/p' "$2" | awk -v n="$bad" '{n += $1} END {print n}')
  return "$status"
}

quick_start() { examples/quickstart.sh >"$1" 2>&1; }

python_environment() {
  {
    [ -x .venv/bin/python ] || python3 -m venv .venv
    # Everything the Python tests use comes from PyPI: Debian's own packages would bring Boost 1.74 along.
    .venv/bin/python -m pip install -q --disable-pip-version-check -r tests/python/requirements.txt
  } >"$1" 2>&1
}

python_package() {
  # Compiler and flags are those of the release build, so that the compiler cache knows every object: it tells
  # compilers apart by their names too.
  CC=cc CXX=c++ .venv/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps --force-reinstall \
    --config-settings=build-dir="$root/build/python" --config-settings=cmake.define.NORTHLINE_WERROR=ON . >"$1" 2>&1
}

node_packages() {
  (cd tests/node && npm ci --no-audit --no-fund --loglevel=error) >"$1" 2>&1
}

python_tests() {
  local status=0 line
  .venv/bin/python -m pytest -q -rsfEP -n "$jobs" --dist loadfile tests/python >"$1" 2>&1 || status=$?
  line=$(tail -n 1 "$1")
  ok=$(grep -oE '[0-9]+ passed' <<<"$line" | cut -d ' ' -f 1)
  bad=$(grep -oE '[0-9]+ (failed|errors?)' <<<"$line" | awk '{n += $1} END {print n + 0}')
  left_out=$(grep -oE '[0-9]+ skipped' <<<"$line" | cut -d ' ' -f 1)
  ok=${ok:-0} left_out=${left_out:-0}
  grep -E '^SKIPPED' "$1"
  return "$status"
}

# Floors 0 to 5 have to be acceptable to the WebAssembly compiler as well. It sees only the headers that the
# library may use; /usr/include as a whole would give it this machine's C library. A file that was accepted is
# not asked about again while it, every header and the compiler stay as they are.
wasm_syntax() {
  local headers=$root/build/wasm/include accepted=$root/build/wasm/accepted state file
  mkdir -p "$headers"
  touch "$accepted"
  for file in boost fmt fast_float pugixml.hpp pugiconfig.hpp re2; do
    ln -sfn "/usr/include/$file" "$headers/$file"
  done
  export -f wasm_compiler wasm_files
  export WASM_HEADERS=$headers WASM_CHECKS=$root/build/wasm/checks.pch
  state=$({
    emcc --version
    declare -f wasm_compiler
    find src include -type f -not -name '*.cpp' -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum | cut -c 1-16)
  # Most files are checks, and most of what those include is one header.
  wasm_compiler -x c++-header src/check/rule.hpp -o "$WASM_CHECKS" >"$1" 2>&1 || return 1
  find src -name '*.cpp' -not -path 'src/cli/*' -print0 | sort -z | xargs -0 sha256sum | sed "s/^/$state /" >"$accepted.wanted"
  ok=$(grep -cxFf "$accepted" "$accepted.wanted")
  grep -vxFf "$accepted" "$accepted.wanted" | sed 's/.*  //' |
    xargs -r -P "$jobs" -n 12 bash -c 'wasm_files "$@"' - >>"$1" 2>&1
  ok=$((ok + $(grep -c '^accepted: ' "$1"))) bad=$(grep -c '^refused: ' "$1")
  sed -n 's/^refused: /  /p' "$1" | grep -vFf - "$accepted.wanted" >"$accepted"
  [ "$bad" -eq 0 ]
}

wasm_compiler() {
  emcc -fwasm-exceptions -std=c++20 -Wall -Wextra -Isrc -Iinclude -isystem "$WASM_HEADERS" -DFMT_HEADER_ONLY=1 "$@"
}

# One call for many files, because starting the compiler takes longer than reading one of them. It stops at
# the first that it refuses, so then they are asked one by one.
wasm_files() { # file...
  local file
  local -a checks=() others=()
  for file in "$@"; do
    case $file in
    src/check/rules/*) checks+=("$file") ;;
    *) others+=("$file") ;;
    esac
  done
  if { [ ${#checks[@]} -eq 0 ] || wasm_compiler -fsyntax-only -include-pch "$WASM_CHECKS" "${checks[@]}"; } &&
    { [ ${#others[@]} -eq 0 ] || wasm_compiler -fsyntax-only "${others[@]}"; }; then
    printf 'accepted: %s\n' "$@"
    return
  fi 2>/dev/null
  for file in "$@"; do
    if wasm_compiler -fsyntax-only "$file"; then echo "accepted: $file"; else echo "refused: $file"; fi
  done
}

# The corpus of the last run is kept, so that minutes add up.
fuzz() { # log
  local name place kind pair pids=() names=()
  : >"$1"
  for name in $(fuzzers); do
    place=build/fuzz/$name
    rm -rf "$place/seeds"
    mkdir -p "$place/corpus"
    case "$name" in
    stratml*) kind=xml ;;
    cel*) kind=cel ;;
    *) kind=json ;;
    esac
    .venv/bin/python tests/fuzz/seeds.py $kind "$place/seeds" >>"$1" 2>&1 || return 1
    case $kind in
    xml) .venv/bin/python tests/fuzz/xml_dictionary.py ;;
    cel) cat tests/fuzz/cel.dict ;;
    *) "$NORTHLINE_BUILD/bin/registry_dump" dictionary ;;
    esac >"$place/dictionary" 2>>"$1" || return 1
    names+=("$name")
  done
  # All at once, so that each has its minute while the others have theirs.
  for name in "${names[@]}"; do
    fuzz_one "$name" >"$logs/$name.log" 2>&1 &
    pids+=("$name:$!")
  done
  for pair in "${pids[@]}"; do
    if wait "${pair#*:}"; then ok=$((ok + 1)); else bad=$((bad + 1)); fi
    name=${pair%:*}
    echo "-- $name" >>"$1"
    tail -n 40 "$logs/$name.log" >>"$1"
    case "$name" in
    stratml*) kind="io/stratml.cpp io/xml_text.cpp" ;;
    cel*) kind="check/cel/parser.cpp check/cel/binder.cpp check/cel/evaluator.cpp" ;;
    *) kind="io/json_reader.cpp io/json_writer.cpp" ;;
    esac
    # shellcheck disable=SC2086 # several sources
    printf '   %s: %s; %s\n' "$name" \
      "$(sed -nE 's/^Done ([0-9]+) runs in ([0-9]+) second.*/\1 inputs in \2 s/p' "$logs/$name.log" | tail -n 1)" \
      "$(.venv/bin/python tests/fuzz/coverage.py "$logs/$name.log" $kind)"
  done
}

fuzz_one() { # name
  local place=$root/build/fuzz/$1
  # Anything that takes 10 s or 2 GB for 128 kB of input is as wrong as a crash.
  "$root/build/asan/bin/$1" -seed=1 -max_total_time="$fuzz_seconds" -max_len=131072 -timeout=10 -rss_limit_mb=2048 \
    -dict="$place/dictionary" -artifact_prefix="$place/" -print_coverage=1 "$place/corpus" "$place/seeds"
}

finish() {
  echo
  if [ ${#failures[@]} -gt 0 ]; then
    printf 'Failed: %s\n' "${failures[*]}"
  fi
  echo "All stages took $SECONDS s."
  if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
  else
    echo "$passed passed, $failed failed"
  fi
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

stage "install packages" install_packages || finish
stage "build release" build release && {
  stage "quick start" quick_start
  stage "unit tests" catch build/release/bin/northline_tests
  stage "footprint tests" catch build/release/bin/northline_recording_tests
  stage "python environment" python_environment && {
    stage "node packages" node_packages
    stage "python package" python_package
    stage "python tests" python_tests
  }
}
# shellcheck disable=SC2046 # one word per fuzzer
stage "build asan" build asan northline_tests $(fuzzers) && {
  stage "unit tests asan" catch build/asan/bin/northline_tests
  stage "fuzzers" fuzz
}
stage "build tsan" build tsan northline_tsan_tests && stage "thread tests" catch build/tsan/bin/northline_tsan_tests
stage "wasm syntax" wasm_syntax
finish

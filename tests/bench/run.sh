#!/usr/bin/env bash
# Runs the benchmark and writes docs/performance.md. Takes about a quarter of an hour on two cores; nothing else
# should run on the machine meanwhile.
#
# tests/bench/run.sh [build directory]      by default build/bench, configured when it is not there yet
# NORTHLINE_BENCH_ROUNDS=11                 interleaved rounds; the medians count
# NORTHLINE_BENCH_SIZES="10000 100000 1000000"
# NORTHLINE_BENCH_OUT=docs/performance.md   where the page goes
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
build=${1:-$root/build/bench}
rounds=${NORTHLINE_BENCH_ROUNDS:-11}
sizes=${NORTHLINE_BENCH_SIZES:-10000 100000 1000000}
page=${NORTHLINE_BENCH_OUT:-$root/docs/performance.md}

if [ ! -f "$build/CMakeCache.txt" ]; then
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DNORTHLINE_BENCH=ON
fi
cmake --build "$build" --target northline_generate northline_tool bench_read bench_memory bench_evaluation \
  bench_gradient bench_influence bench_uncertainty
program() { find "$build" -maxdepth 2 -type f -perm -u+x -name "$1" | head -n 1; }
generate=$(program northline-generate)
bench_read=$(program bench_read)
bench_memory=$(program bench_memory)
tool=$(program northline)
bench_evaluation=$(program bench_evaluation)
bench_gradient=$(program bench_gradient)
bench_influence=$(program bench_influence)
bench_uncertainty=$(program bench_uncertainty)

data=$build/bench-data
mkdir -p "$data"
if [ ! -x "$data/venv/bin/python" ]; then
  python3 -m venv "$data/venv"
fi
"$data/venv/bin/python" -m pip install -q --disable-pip-version-check networkx==3.6.1 numpy==2.4.6 scipy==1.17.1
python=$data/venv/bin/python

echo "== documents"
files=() memory=()
for size in $sizes; do
  "$generate" --elements "$size" -o "$data/plan-$size.json"
  "$generate" --elements "$size" --compact -o "$data/plan-$size-compact.json"
  "$generate" --elements "$size" --defects -o "$data/plan-$size-defects.json"
  files+=("$data/plan-$size.json" "$data/plan-$size-compact.json")
  memory+=("$data/plan-$size.json" "$data/plan-$size-compact.json" "$data/plan-$size-defects.json")
done
"$generate" --elements 10000 --defects --broken -o "$data/plan-broken.json"

echo "== the same findings as the peer"
"$python" tests/bench/networkx_peer.py --runs 1 --findings "$data/peer-findings.json" "$data/plan-broken.json" >/dev/null
"$python" tests/bench/agreement.py "$tool" "$data/plan-broken.json" "$data/peer-findings.json" >"$data/agreement.json"

echo "== reading, checking, scoring beside Boost.JSON"
"$bench_read" --rounds "$rounds" "${files[@]}" >"$data/read.json"

echo "== memory"
{
  echo "["
  separator=
  for file in "${memory[@]}"; do
    printf '%s{"file": "%s", "measured": ' "$separator" "$(basename "$file")"
    "$bench_memory" "$file"
    printf '}'
    separator=$',\n'
  done
  echo "]"
} >"$data/memory.json"

echo "== ten structural checks beside networkx"
peers=()
for size in $sizes; do
  if [ "$size" -le 100000 ]; then peers+=("$data/plan-$size.json"); fi
done
"$python" tests/bench/networkx_peer.py --runs "$rounds" "${peers[@]}" >"$data/networkx.json"

echo "== evaluation, gradient, influence, simulation"
"$bench_evaluation" --rounds "$rounds" >"$data/evaluation.json"
"$generate" --elements 1000 -o "$data/plan-1000.json"
"$bench_gradient" --rounds "$rounds" examples/strategies/council.json "$data/plan-1000.json" "$data/plan-10000.json" \
  >"$data/gradient.json"
"$bench_influence" --rounds "$rounds" --documents "$data" >"$data/influence.json"
"$python" tests/bench/influence_peer.py "$data" --runs 3 >"$data/influence-peer.json"
"$bench_uncertainty" --rounds "$rounds" >"$data/uncertainty.json"

"$python" tests/bench/report.py "$data" "$build" >"$page"
echo "== written: $page"

#!/usr/bin/env bash
# Installs Debian packages that are missing, and nothing when all are there.
#   tests/install_dependencies.sh build    what building and running the tool needs
#   tests/install_dependencies.sh tests    that and what tests/run.sh needs
set -euo pipefail

build=(cmake ninja-build g++ libboost1.81-dev libfmt-dev libfast-float-dev libpugixml-dev libre2-dev
  libcli11-dev)
tests=(catch2 ccache clang-16 libclang-rt-16-dev llvm-16 pkg-config python3-venv python3-dev git
  libxml2-utils emscripten)

case "${1:-}" in
build) wanted=("${build[@]}") ;;
tests) wanted=("${build[@]}" "${tests[@]}") ;;
*)
  echo "usage: tests/install_dependencies.sh build|tests" >&2
  exit 2
  ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "This is not Debian or Ubuntu, so nothing is installed. Northline needs what these packages hold: ${wanted[*]}" >&2
  exit 0
fi

there=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null || true)
missing=()
for package in "${wanted[@]}"; do
  grep -qxF "$package installed" <<<"$there" || missing+=("$package")
done
# Node comes from other sources on many machines, and Debian's package would fight with those.
if [ "$1" = tests ]; then
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
fi
if [ ${#missing[@]} -eq 0 ]; then
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "These packages are missing and only root can install them: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# A package index that is a little old is no reason to stop; the installation itself says what it lacks.
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update >"$log" 2>&1 || cat "$log" >&2
# Boost 1.81 excludes Boost 1.74: better to stop and say so than to remove somebody's packages.
if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get -q -y --no-install-recommends --no-remove install "${missing[@]}" >"$log" 2>&1 </dev/null; then
  tail -n 30 "$log" >&2
  echo "The packages above could not be installed. If Boost 1.74 stands in the way, remove libboost1.74-dev first: Northline needs 1.81." >&2
  exit 1
fi

#!/usr/bin/env bash
# From a fresh clone to a checked and scored strategy. Installs what the build needs (it asks for sudo when
# not run as root), builds the tool, and walks through two plans.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n%s\n' "$@"; }
# Shows the command before its output. A check that finds errors ends with 1, which is an answer and not a
# failure of this script; 2 means that the tool could not do its work.
show() {
  printf '\n  $ %s\n\n' "$*"
  local status=0
  "$@" || status=$?
  if [ "$status" -gt 1 ]; then
    echo "The command above ended with status $status, so the quick start stops here." >&2
    exit "$status"
  fi
}

say "Step 1 of 4. Building the tool (a few minutes the first time) ..."
tests/install_dependencies.sh build
cmake --preset release >/dev/null
cmake --build --preset release --target northline_tool northline_shared northline_static
PATH="$PWD/build/release/bin:$PATH"

council=examples/strategies/council.json
say "Step 2 of 4. What is wrong with a strategy?" \
  "$council is the plan of a town council: what it wants to reach, for whom, with which" \
  "people, money and projects, and how it will know. Northline reads it as a web of promises and looks for" \
  "the places where the web is torn: a goal nobody works on, a project that serves no goal, a target without" \
  "a measure. Each finding says where it is, why it matters and what would be right."
show northline check "$council"

say "Step 3 of 4. How well does it hang together?" \
  "The score asks, for every goal, ten plain questions: does it lead to the top, does somebody need it, are" \
  "the means there, is somebody answerable, can it be measured ... 1 is fully answered, 0 is not at all." \
  "Where the plan does not say enough, the score is a range, not a guess."
show northline score "$council"

say "And where does a number come from? Every score can be taken apart down to the lines of the plan. Here are" \
  "the first lines for the weakest goal above:"
show northline why "$council" easy-words | sed -n 1,40p

say "Step 4 of 4. Plans that come as StratML" \
  "Many public bodies publish their plans in the StratML format. Northline reads those too, tells what it" \
  "had to repair, and judges them by the same rules. Such plans seldom say who works on what and for whom," \
  "so expect many findings and low scores: the plan may be good, but it does not show that it is."
for plan in examples/stratml/*.xml; do
  [ -e "$plan" ] || continue
  say "--- $plan"
  show northline check "$plan"
  show northline score "$plan"
done

say "That was it. The tool is build/release/bin/northline; try it on a plan of your own:" \
  "  build/release/bin/northline check my-strategy.json" \
  "  build/release/bin/northline explain NL202        what a finding means and how to mend it" \
  "  build/release/bin/northline convert plan.xml --to json"

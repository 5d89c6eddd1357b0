"""Says how much of a reader a fuzzer has reached, from its output with -print_coverage=1.

Branches are the compiler's edges, with those of every inlined string and of every allocation that could fail, so
that even a perfect fuzzer stays far from all of them; the number is for comparing one run with another.

    tests/fuzz/coverage.py LOG SOURCE...
"""

import re
import sys

LINE = re.compile(r"^(UN)?COVERED_FUNC: hits: \d+ edges: (\d+)/(\d+) .*/src/([^:]+)[:\d]*$")


def main():
    log, sources = sys.argv[1], sys.argv[2:]
    reached, edges, functions, entered = 0, 0, 0, 0
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            match = LINE.match(line.rstrip())
            if match and match[4] in sources:
                functions += 1
                entered += match[1] is None
                reached += int(match[2])
                edges += int(match[3])
    if edges == 0:
        print("no coverage of " + ", ".join(sources) + " was reported")
    else:
        print(f"{entered} of {functions} functions and {100 * reached // edges} % of {edges} branches of {', '.join(sources)} reached")


main()

"""Says how much of the readers a fuzzer has reached, from its output with -print_coverage=1.

    tests/fuzz/coverage.py LOG
"""

import re
import sys

LINE = re.compile(r"^(UN)?COVERED_FUNC: hits: \d+ edges: (\d+)/(\d+) .*/src/io/([^/:]+)[:\d]*$")


def main():
    reached, edges, functions, entered = 0, 0, 0, 0
    with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
        for line in log:
            match = LINE.match(line.rstrip())
            if match:
                functions += 1
                entered += match[1] is None
                reached += int(match[2])
                edges += int(match[3])
    if edges == 0:
        print("no coverage of src/io was reported")
    else:
        print(f"{reached} of {edges} branches ({100 * reached // edges} %) in {entered} of {functions} functions of src/io reached")


main()

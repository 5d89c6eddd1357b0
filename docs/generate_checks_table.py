#!/usr/bin/env python3
"""Prints the table of checks in docs/checks.md from the pages in docs/checks.

    python3 docs/generate_checks_table.py            prints it
    python3 docs/generate_checks_table.py --write    puts it into docs/checks.md, and the severities of all checks
                                                     into tests/cases/rule-set.json

A page begins with `# NL202 no-line-of-sight` and `**Warning · goals.** question`. The categories stand in the order
in which a strategy is usually written. Under "How to fix" a page has a paragraph `**Fix (safe):** what it does.` for
each level of the fixes that the check states: safe, unsafe or suggestion.
"""

import pathlib
import re
import sys

DOCS = pathlib.Path(__file__).resolve().parent
BEGIN = "<!-- table of the checks: printed by docs/generate_checks_table.py -->\n"
END = "<!-- end of the table -->\n"
CATEGORIES = ["structure", "landscape", "goals", "audience", "channels", "resources", "metrics", "people", "order",
              "governance", "execution", "benefits"]


def checks():
    """(category, code, name, severity, question, fixes) of every page, in the order of the table."""
    found = []
    for page in sorted((DOCS / "checks").glob("NL[0-9][0-9][0-9].md")):
        lines = page.read_text(encoding="utf-8").split("\n")
        first = re.fullmatch(r"# (NL\d{3}) ([a-z0-9-]+)", lines[0])
        second = re.fullmatch(r"\*\*(Error|Warning|Advice) · ([a-z]+)\.\*\* (.+)", " ".join(lines[2:]).split("  ")[0])
        if not first or not second or first[1] != page.stem or second[2] not in CATEGORIES:
            raise SystemExit(f"docs/checks/{page.name} has to begin with `# {page.stem} name` and, after an empty line, "
                             f"`**Severity · category.** question`; the categories are {', '.join(CATEGORIES)}.")
        fixes = [line.partition("(")[2].partition(")")[0] for line in lines if line.startswith("**Fix (")]
        found.append((second[2], first[1], first[2], second[1].lower(), second[3], ", ".join(fixes) or "–"))
    return sorted(found, key=lambda c: (CATEGORIES.index(c[0]), c[1]))


def table():
    out = []
    category = None
    for check in checks():
        if check[0] != category:
            category = check[0]
            out += ["", f"### {category.capitalize()}", "", "| code | name | severity | question | fix |", "|---|---|---|---|---|"]
        _, code, name, severity, question, fixes = check
        out.append(f"| [{code}](checks/{code}.md) | `{name}` | {severity} | {question} | {fixes} |")
    return "\n".join(out[1:]) + "\n"


def written():
    """docs/checks.md with the table of today."""
    page = (DOCS / "checks.md").read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def rule_set():
    """tests/cases/rule-set.json of today: what a release promises about its checks."""
    header = (DOCS.parent / "src/check/configuration.hpp").read_text(encoding="utf-8")
    version = re.search(r'rule_set_version = "([0-9.]+)"', header)[1]
    rows = ",\n".join(f'    "{code}": "{severity}"' for _, code, _, severity, *_ in sorted(checks(), key=lambda c: c[1]))
    return f'{{\n  "rule_set": "{version}",\n  "severities": {{\n{rows}\n  }}\n}}\n'


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        (DOCS / "checks.md").write_text(written(), encoding="utf-8")
        (DOCS.parent / "tests/cases/rule-set.json").write_text(rule_set(), encoding="utf-8")
    elif not sys.argv[1:]:
        print(table(), end="")
    else:
        raise SystemExit(__doc__)

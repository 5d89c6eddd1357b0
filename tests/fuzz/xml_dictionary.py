"""Prints a libFuzzer dictionary for the StratML reader: the element names of the plans in examples and cases.

Without such words random bytes never get deep into a reader. The JSON readers' dictionary is printed from the
registry (`registry_dump dictionary`); StratML's names are not ours and are in no registry.
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]


def words():
    tokens = {"<?xml version=\"1.0\"?>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#x41;", "<!DOCTYPE x>", "xsi:nil=\"true\"",
              "xmlns=\"urn:ISO:std:iso:17469:tech:xsd:stratml_core\"", "2025-01-31"}
    for plan in [*(ROOT / "examples").rglob("*.xml"), *(ROOT / "tests/cases").rglob("*.xml")]:
        for tag in re.findall(r"<([A-Za-z_][\w.:-]*)", plan.read_text(encoding="utf-8", errors="replace")):
            tokens |= {f"<{tag}>", f"</{tag}>"}
    return tokens


def quoted(token):
    return "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in token.encode())


for token in sorted(words()):
    print(f'"{quoted(token)}"')

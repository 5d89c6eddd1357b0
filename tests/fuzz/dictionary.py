"""Prints a libFuzzer dictionary: words without which random bytes would never get deep into a reader.

For the JSON reader these are all names and values in the schema that the tool prints from its registry, for
the StratML reader the element names of the plans in examples and cases.

    tests/fuzz/dictionary.py FUZZER
"""

import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def words_of_schema(node, words):
    """Member names under `properties` and `$defs`, and the strings of `enum` and `const`."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("properties", "patternProperties") and isinstance(value, dict):
                words.update(value)
            if key == "enum":
                words.update(v for v in value if isinstance(v, str))
            if key == "const" and isinstance(value, str):
                words.add(value)
            words_of_schema(value, words)
    elif isinstance(node, list):
        for value in node:
            words_of_schema(value, words)


def json_words():
    tool = os.environ.get("NORTHLINE_BIN", str(ROOT / "build/release/bin/northline"))
    schema = json.loads(subprocess.run([tool, "schema"], check=True, capture_output=True).stdout)
    words = set()
    words_of_schema(schema, words)
    tokens = {json.dumps(word) for word in words if len(word) < 40}
    tokens |= {"{", "}", "[", "]", ":", ",", "null", "true", "false", "1e308", "-0.0", "0.1", "\\ud83d\\ude00", "//", "/*", "*/",
               "2025-01-31", "\ufeff"}
    return tokens


def xml_words():
    tokens = {"<?xml version=\"1.0\"?>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#x41;", "<!DOCTYPE x>", "xsi:nil=\"true\"",
              "xmlns=\"urn:ISO:std:iso:17469:tech:xsd:stratml_core\"", "2025-01-31"}
    for plan in [*(ROOT / "examples").rglob("*.xml"), *(ROOT / "tests/cases").rglob("*.xml")]:
        for tag in re.findall(r"<([A-Za-z_][\w.:-]*)", plan.read_text(encoding="utf-8", errors="replace")):
            tokens |= {f"<{tag}>", f"</{tag}>"}
    return tokens


def quoted(token):
    return "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in token.encode())


def main():
    fuzzer = sys.argv[1]
    tokens = xml_words() if fuzzer.startswith(("stratml", "xml")) else json_words()
    for token in sorted(tokens):
        print(f'"{quoted(token)}"')


main()

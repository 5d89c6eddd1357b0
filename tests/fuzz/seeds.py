"""Fills a folder with what a fuzzer starts from: every example and case, those beside the clone where they are, and
for the JSON reader one mutant of each class that the schema tests try.

    tests/fuzz/seeds.py json|xml|cel FOLDER
"""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NORTHLINE_BUILD") or ROOT / "build/release")
SHARED = os.environ.get("NORTHLINE_SHARED") or ""
LARGEST = 128 * 1024  # the -max_len of tests/run.sh: longer ones would be cut in the middle

sys.path.insert(0, str(ROOT / "tests/python"))
import mutants  # noqa: E402


def files(kind):
    folders = [ROOT / "examples", ROOT / "tests/cases", ROOT / "tests/fuzz"]
    if SHARED:
        folders += [pathlib.Path(SHARED) / "cases", pathlib.Path(SHARED) / "data"]
    for folder in folders:
        for file in sorted(folder.rglob(f"*.{kind}")):
            if file.is_file() and file.stat().st_size <= LARGEST:
                yield file.read_bytes()


def one_mutant_per_class():
    printed = subprocess.run([BUILD / "bin/registry_dump", "registry"], check=True, capture_output=True, encoding="utf-8")
    seen = {}
    for what, text in mutants.mutants(json.loads(printed.stdout), wholes=20, broken=10):
        # "whole" and "broken" are different documents each time; the others are told apart by what they try,
        # numbers aside.
        name = f"{what} {len(seen)}" if what in ("whole", "broken") else re.sub(r"[-\d.]+", "0", what)
        seen.setdefault(name, text)
    return [text.encode() for text in seen.values()]


def expressions():
    """Of all cases of the condition language."""
    folders = [ROOT / "tests/cases/cel"] + ([pathlib.Path(SHARED) / "cases/cel"] if SHARED else [])
    for folder in folders:
        for file in sorted(folder.glob("*.json")):
            for case in json.loads(file.read_text(encoding="utf-8"))["cases"]:
                yield case["expr"].encode()


def main():
    kind, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    seeds = list(expressions() if kind == "cel" else files(kind))
    if kind == "json":
        seeds += one_mutant_per_class()
    for seed in seeds:
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


main()

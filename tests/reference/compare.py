"""Compares `northline score` with the reference evaluator, number by number.

    NORTHLINE_BIN=build/release/bin/northline python3 tests/reference/compare.py [--documents N] [--first SEED]

Every number must agree to 1e-12 (amounts of money and hours relative to their size), null with null, words exactly.
The first differences are printed with the document's seed; `--write DIR` keeps the documents that differ.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

if __package__ in (None, ""):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from reference import alignment, random_strategy  # noqa: E402

TOLERANCE = 1e-12


def tool_score(document: dict, tool: str | None = None) -> dict:
    """What `northline score` prints for the document."""
    tool = tool or os.environ["NORTHLINE_BIN"]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "strategy.json")
        path.write_text(json.dumps(document), encoding="utf-8")
        run = subprocess.run([tool, "score", path, "--format", "json"], capture_output=True, encoding="utf-8",
                             timeout=120, check=False)
    if run.returncode != 0:
        raise RuntimeError(f"{tool} score ended with {run.returncode}: {run.stderr.strip() or run.stdout.strip()}")
    return json.loads(run.stdout)


def batch_scores(documents: list[dict], program: str | os.PathLike) -> list[dict]:
    """The same for many documents in one process: one a line, in and out (tests/tools/score_batch.cpp)."""
    run = subprocess.run([program], input="".join(json.dumps(d) + "\n" for d in documents), capture_output=True,
                         encoding="utf-8", timeout=600, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def differences(expected, found, where: str = "", tolerance: float = TOLERANCE) -> list[str]:
    """Members the other side adds are no difference; members it lacks are."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [f"{where}: an object is missing, found {found!r}"]
        if expected.get("applicable") is False:
            return [] if found.get("applicable") is False else [f"{where}: does not apply, found {found!r}"]
        listed = []
        for name, value in expected.items():
            if name == "why":  # explanations are words; the numbers beside them are what is compared
                continue
            if name not in found:
                listed.append(f"{where}/{name}: missing, expected {value!r}")
            else:
                listed += differences(value, found[name], f"{where}/{name}", tolerance)
        if where == "/goals":
            listed += [f"{where}/{name}: is not scored" for name in found if name not in expected]
        return listed
    if isinstance(expected, bool) or isinstance(found, bool) or expected is None or isinstance(expected, str):
        same = expected == found and type(expected) is type(found)
        return [] if same else [f"{where}: expected {expected!r}, found {found!r}"]
    if not isinstance(found, (int, float)):
        return [f"{where}: expected {expected!r}, found {found!r}"]
    off = abs(expected - found)
    if off <= tolerance * max(1.0, abs(expected)):
        return []
    return [f"{where}: expected {expected!r}, found {found!r} (off by {off:.3g})"]


def compare(document: dict, tool: str | None = None) -> list[str]:
    return differences(alignment.score(document), tool_score(document, tool))


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare the tool's alignment score with the reference evaluator.")
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--batch", help="path of score_batch: scores all documents in one process")
    parser.add_argument("--show", type=int, default=20, help="how many differences to print")
    parser.add_argument("--write", type=pathlib.Path, help="folder for the documents that differ")
    options = parser.parse_args()
    if not options.batch and "NORTHLINE_BIN" not in os.environ:
        parser.error("NORTHLINE_BIN must be the path of the northline tool, unless --batch is given.")
    seeds = range(options.first, options.first + options.documents)
    scores = batch_scores([random_strategy.generate(seed) for seed in seeds], options.batch) if options.batch else None
    shown = differing = 0
    for i, seed in enumerate(seeds):
        document = random_strategy.generate(seed)
        try:
            found = differences(alignment.score(document), scores[i]) if scores else compare(document)
        except RuntimeError as error:
            found = [str(error)]
        if not found:
            continue
        differing += 1
        if options.write:
            options.write.mkdir(parents=True, exist_ok=True)
            (options.write / f"seed-{seed}.json").write_text(json.dumps(document, indent=1), encoding="utf-8")
        for line in found:
            if shown < options.show:
                print(f"seed {seed} {line}")
                shown += 1
    print(f"{options.documents - differing} of {options.documents} documents agree to {TOLERANCE}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())

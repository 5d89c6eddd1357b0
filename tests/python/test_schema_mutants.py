"""The published JSON Schema and the strict reader accept the same documents, as far as shape goes.

Three judges see some twenty thousand documents: the schema through jsonschema (Python) and through ajv (Node), and
the strict reader. Shape is member names, types, enumerations, ranges, the syntax of dates and ids and the forms of
relations; what a schema cannot know (duplicates, references and their ends, the order of bounds, days that do not
exist) is left out of the reader's verdict by tests/tools/strict_batch.cpp.
"""

import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import jsonschema
import pytest

import mutants

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NORTHLINE_BUILD", ROOT / "build/release"))
SHARED = os.environ.get("NORTHLINE_SHARED") or (ROOT.parent / "shared" if (ROOT.parent / "shared").is_dir() else "")


def printed(what):
    tool = BUILD / "bin" / "registry_dump"
    return subprocess.run([tool, what], check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture(scope="module")
def registry():
    return json.loads(printed("registry"))


@pytest.fixture(scope="module")
def schema():
    return json.loads(printed("schema"))


def strict_reader(lines):
    return verdicts([BUILD / "bin" / "strict_batch"], lines)


def ajv(lines, schema):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "schema.json"
        file.write_text(json.dumps(schema), encoding="utf-8")
        return verdicts(["node", ROOT / "tests/node/ajv_batch.mjs", file], lines)


def verdicts(command, lines):
    run = subprocess.run(command, input="".join(f"{x}\n" for x in lines), capture_output=True, encoding="utf-8")
    assert run.returncode == 0, f"{command[0]} ended with {run.returncode}: {run.stderr[-2000:]}"
    answers = run.stdout.splitlines()
    assert len(answers) == len(lines), f"{command[0]} answered {len(answers)} times for {len(lines)} documents."
    return [a == "1" for a in answers]


def test_schema_is_valid(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_schema_and_strict_reader_agree(registry, schema):
    assert shutil.which("node"), "node is missing; tests/run.sh installs it."
    cases = list(mutants.mutants(registry))
    assert len(cases) >= 3000
    lines = [text for _, text in cases]
    validator = jsonschema.Draft202012Validator(schema)
    judges = {
        "jsonschema": [validator.is_valid(json.loads(text)) for text in lines],
        "ajv": ajv(lines, schema),
        "strict reader": strict_reader(lines),
    }

    apart = []
    for i, (what, text) in enumerate(cases):
        said = {name: answers[i] for name, answers in judges.items()}
        if len(set(said.values())) > 1:
            apart.append(f"{what}: {said} for {text[:400]}")
    assert not apart, f"{len(apart)} of {len(cases)} documents are judged differently:\n" + "\n".join(apart[:25])

    # Judges who refuse everything agree as well, so both verdicts must have been given to everything tried.
    accepted = collections.Counter(what for (what, _), yes in zip(cases, judges["ajv"]) if yes)
    refused = collections.Counter(what for (what, _), yes in zip(cases, judges["ajv"]) if not yes)
    rows = {f"{k['name']}.{a['name']}" for k in registry["kinds"] for a in k["attributes"]}
    relations = {f"{kind}-{r['name']}" for r in registry["relations"] for kind in r["ends"]}
    never_right = sorted((rows | relations | {"whole", "broken", "id"}) - set(accepted))
    assert not never_right, f"No document with these was accepted: {never_right}."
    common = set.intersection(*({a["name"] for a in k["attributes"]} for k in registry["kinds"]))
    own_rows = {r for r in rows if r.split(".")[1] not in common}
    never_wrong = sorted((own_rows | {r for r in relations if r.startswith("goal-")} | {"broken", "id"}) - set(refused))
    assert len(never_wrong) <= 5, f"No document with these was refused: {never_wrong}."
    assert refused["whole"] == 0, "A document that follows the registry was refused."
    print(f"{len(cases)} documents: {sum(accepted.values())} accepted, {sum(refused.values())} refused by all three.")


def test_every_problem_is_told_in_a_sentence(registry):
    lines = [text for what, text in mutants.mutants(registry, seed=7, wholes=10) if text.startswith("{")]
    run = subprocess.run(
        [BUILD / "bin" / "strict_batch", "--why"], input="\n".join(lines), capture_output=True, encoding="utf-8", errors="replace"
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told = run.stdout.splitlines()
    assert len(told) > len(lines) // 2
    broken = [t for t in told if not re.search(r"^\d+: (\(not shape\) )?NL\d{3} .*[.?]$", t)]
    assert not broken, "\n".join(broken[:20])


def documents_in(node):
    """Documents inside a JSON file: whole files or parts of collections of cases."""
    if isinstance(node, dict):
        if "northline" in node:
            yield node
        else:
            for value in node.values():
                yield from documents_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from documents_in(value)


def test_schema_accepts_what_people_wrote(schema):
    validator = jsonschema.Draft202012Validator(schema)
    places = [("examples", ROOT / "examples"), ("../shared/cases", pathlib.Path(SHARED) / "cases" if SHARED else None)]
    wrong = []
    for name, folder in places:
        found = 0
        for file in sorted(folder.rglob("*.json")) if folder else ():
            if file.parent.name == "checks" and file.stem in ("NL013", "NL014", "NL020"):
                continue  # the examples of these checks are documents of a wrong shape
            if file.parent.name == "world":
                continue  # every check fires there, those of shape too
            try:
                content = json.loads(file.read_text(encoding="utf-8"))
            except json.JSONDecodeError:
                continue  # comments, which are the reader's matter
            for document in documents_in(content):
                found += 1
                wrong += [f"{file.name}: {e.json_path}: {e.message[:200]}" for e in validator.iter_errors(document)]
        print(f"{found} cases came from {name}")
    assert not wrong, "\n".join(wrong[:20])

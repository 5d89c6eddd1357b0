"""Fixes: carrying one out removes its finding and adds no error, the text edits say the same as the JSON Patch, and
undoing them restores the bytes (tests/unit/fixing_test.cpp)."""

import copy
import datetime
import json
import os
import pathlib
import random
import re
import subprocess

import pytest

TOOL = os.environ["NORTHLINE_BIN"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
AS_OF = "2026-11-21"
PACKS = ["okr", "measurement", "governance", "money", "channels", "public-sector", "landscape", "clover", "five-steps",
         "channels-later", "smacad"]
ALL = [a for pack in PACKS for a in ("--pack", pack)]
PAIRS = sorted((ROOT / "examples/checks").glob("*.json"))


def tool(*arguments, text=None):
    return subprocess.run([TOOL, *map(str, arguments)], input=text, capture_output=True, text=True, encoding="utf-8")


def check(path, *more):
    r = tool("check", path, "--format", "json", "--fail-on", "never", "--as-of", AS_OF, *more)
    assert r.returncode == 0, r.stderr
    return json.loads(r.stdout)["findings"]


def apply_patch(document, patch):
    document = copy.deepcopy(document)
    for op in patch:
        parts = lambda p: [s.replace("~1", "/").replace("~0", "~") for s in p.split("/")[1:]]
        if op["op"] == "move":
            at = document
            for s in parts(op["from"])[:-1]:
                at = at[int(s)] if isinstance(at, list) else at[s]
            op = {"op": "add", "path": op["path"], "value": at.pop(parts(op["from"])[-1])}
        path = parts(op["path"])
        at = document
        for s in path[:-1]:
            at = at[int(s)] if isinstance(at, list) else at[s]
        key = path[-1]
        if isinstance(at, list):
            if op["op"] == "remove":
                del at[int(key)]
            elif op["op"] == "add":
                at.insert(len(at) if key == "-" else int(key), op["value"])
            else:
                at[int(key)] = op["value"]
        elif op["op"] == "remove":
            del at[key]
        else:
            at[key] = op["value"]
    return document


def errors(findings):
    return {(f["code"], f["focus"]) for f in findings if f["severity"] == "error"}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: p.stem)
def test_a_fix_removes_its_finding_and_adds_no_error(pair, tmp_path):
    case = json.loads(pair.read_text(encoding="utf-8"))
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(case["bad"], ensure_ascii=False, indent=2), encoding="utf-8")
    before = check(path, *ALL)
    mine = [f for f in before if f["code"] == case["code"] and "fix" in f]
    if not mine:
        pytest.skip("states no fix")
    for finding in mine:
        fix = finding["fix"]
        if not fix["patch"]:
            assert fix["safety"] == "display"
            continue
        wanted = apply_patch(case["bad"], fix["patch"])
        assert wanted != case["bad"], "the patch changes nothing"
        path.write_text(json.dumps(wanted, ensure_ascii=False, indent=2), encoding="utf-8")
        after = check(path, *ALL)
        assert finding["fingerprint"] not in {f["fingerprint"] for f in after}
        assert errors(after) <= errors(before)


def other_forms(document, form):
    """The document with its relations written in another of their forms, which say the same."""
    registry = (ROOT / "src/model/registry.def").read_text(encoding="utf-8")
    relations = set(re.findall(r"^NL_RELATION\((\w+),", registry, re.M))
    kinds = set(re.findall(r'^NL_KIND\(\w+, "(\w+)"', registry, re.M))
    document = copy.deepcopy(document)
    for element in [document] + [e for k in kinds & set(document) for e in document[k].values()]:
        for relation in relations & set(element):
            told = element[relation]
            ids = [told] if isinstance(told, str) else list(dict.fromkeys(told)) if isinstance(told, list) else None
            if ids is not None and form == "details":
                element[relation] = {i: {} for i in ids}
            elif ids is not None:
                element[relation] = ids
            elif form == "list" and all(d == {} for d in told.values()):
                element[relation] = list(told)
    return document


@pytest.mark.parametrize("form", ["list", "details"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: p.stem)
def test_a_fix_serves_every_form_of_a_relation(pair, form, tmp_path):
    case = json.loads(pair.read_text(encoding="utf-8"))
    bad = other_forms(case["bad"], form)
    if bad == case["bad"]:
        pytest.skip("is written so already")
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(bad, ensure_ascii=False), encoding="utf-8")
    before = check(path, *ALL)
    for finding in [f for f in before if f["code"] == case["code"] and f.get("fix", {}).get("patch")]:
        path.write_text(json.dumps(apply_patch(bad, finding["fix"]["patch"]), ensure_ascii=False), encoding="utf-8")
        after = check(path, *ALL)
        assert finding["fingerprint"] not in {f["fingerprint"] for f in after}
        assert errors(after) <= errors(before)


def changed_at_random(strategy, rng):
    """What happens to plans: something was never written, a day moved, work ended or somebody left."""
    document = copy.deepcopy(strategy)
    kinds = ["goals", "programs", "channels", "audiences", "stakeholders", "activities", "resources", "benefits", "metrics"]
    for _ in range(6):
        elements = document[rng.choice(kinds)]
        element = elements[rng.choice(list(elements))]
        days = [m for m in element if m in ("start", "end", "due")]
        what = rng.random()
        if what < 0.4 or (what < 0.7 and not days):
            element.pop(rng.choice([m for m in element if m != "title"] or ["title"]))
        elif what < 0.7:
            member = rng.choice(days)
            moved = datetime.date.fromisoformat(element[member]) + datetime.timedelta(rng.choice([-400, -120, 120, 300]))
            element[member] = str(moved)
        else:
            left = ["left"] if elements is document["stakeholders"] else []
            element["status"] = rng.choice(["dropped", "done", "active", "planned", *left])
    return document


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", ["council", "shop", "software-company"])
def test_a_fix_serves_in_a_whole_strategy(name, seed, tmp_path):
    strategy = json.loads((ROOT / f"examples/strategies/{name}.json").read_text(encoding="utf-8"))
    changed = changed_at_random(strategy, random.Random(f"{name} {seed}"))
    path = tmp_path / "plan.json"

    def found(document):
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return check(path, *ALL)

    there = {f["fingerprint"] for f in found(strategy)}
    before = found(changed)
    for finding in [f for f in before if f["fingerprint"] not in there and f.get("fix", {}).get("patch")]:
        after = found(apply_patch(changed, finding["fix"]["patch"]))
        assert finding["fingerprint"] not in {f["fingerprint"] for f in after}, finding
        assert errors(after) <= errors(before), finding


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: p.stem)
def test_the_tool_mends_and_the_rest_stays(pair, tmp_path):
    case = json.loads(pair.read_text(encoding="utf-8"))
    path = tmp_path / "plan.json"
    text = json.dumps(case["bad"], ensure_ascii=False, indent=2)
    path.write_text(text, encoding="utf-8")
    before = check(path)
    diff = tool("check", path, "--diff", "--fix-unsafe", "--fail-on", "never", "--as-of", AS_OF)
    assert diff.returncode == 0, diff.stderr
    assert path.read_text(encoding="utf-8") == text, "--diff changes nothing"
    r = tool("check", path, "--fix-unsafe", "--fail-on", "never", "--as-of", AS_OF)
    assert r.returncode == 0, r.stderr
    after = check(path)
    assert errors(after) <= errors(before)
    changed = path.read_text(encoding="utf-8") != text
    assert changed == bool(diff.stdout.startswith("--- "))
    assert not [f for f in after if f.get("fix", {}).get("safety") == "safe"], "a safe fix is left"


def test_a_document_from_standard_input_goes_to_standard_output():
    text = '{"northline": 1, // kept\n "goals": {"g": {"title": "G", "owned_by": ["p", "p"]}}, "stakeholders": {"p": {}}}'
    r = tool("check", "--fix", "-", "--as-of", "2026-11-22", "--fail-on", "never", text=text)
    assert r.returncode == 0, r.stderr
    assert r.stdout == text.replace('["p", "p"]', '["p"]')
    assert "mended NL006" in r.stderr

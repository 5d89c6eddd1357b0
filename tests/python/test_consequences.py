"""What follows from one mistake folds under it: a reference that leads nowhere, or goals that go round in a circle."""
import copy
import importlib.util
import json
import os
import pathlib
import random
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("NORTHLINE_BIN")
pytestmark = pytest.mark.skipif(not BIN, reason="NORTHLINE_BIN does not name the tool")

CLEAN = ["shop", "council", "software-company"]
found_by = importlib.util.spec_from_file_location("examples_of_strategies", ROOT / "tests/python/test_examples.py")
examples = importlib.util.module_from_spec(found_by)
found_by.loader.exec_module(examples)
RELATIONS = set(re.findall(r"^NL_RELATION\((\w+)", (ROOT / "src/model/registry.def").read_text(), re.M))
# What a reference that leads nowhere may bring besides, and why that is no consequence.
STANDS_FOR_ITSELF = {
    "NL613": "its values are as old as they are; the goal that had not begun yet was no more than an excuse",
}


def check(plan):
    done = subprocess.run([BIN, "check", "-", "--format", "json", "--consequences", "--fail-on", "never"],
                          input=json.dumps(plan), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return [f for f in json.loads(done.stdout)["findings"] if not f.get("suppressed")]


def grave(findings):
    return [f for f in findings if f["severity"] != "advice" and "caused_by" not in f]


def references(plan):
    for collection, elements in plan.items():
        named = [("", plan)] if collection in RELATIONS else []
        if isinstance(elements, dict) and collection not in RELATIONS | {"x", "organisation", "checks"}:
            named = [(id, e) for id, e in elements.items() if isinstance(e, dict)]
        for id, element in named:
            for member in [collection] if element is plan else RELATIONS & element.keys():
                value = element[member]
                for target in [value] if isinstance(value, str) else list(value):
                    if isinstance(target, str):
                        yield collection, id, member, target


def redirected(plan, reference, to):
    collection, id, member, target = reference
    plan = copy.deepcopy(plan)
    element = plan[collection][id] if id else plan  # without an id: the strategy's own relation
    value = element[member]
    if isinstance(value, str):
        element[member] = to
    elif isinstance(value, list):
        element[member] = [to if v == target else v for v in value]
    else:
        element[member] = {(to if k == target else k): v for k, v in value.items()}
    return plan


@pytest.mark.parametrize("name", CLEAN)
def test_what_a_broken_reference_breaks_is_its_consequence(name):
    plan = examples.mended(name)
    assert grave(check(plan)) == []
    all_of_them = sorted(references(plan))
    assert len(all_of_them) > 100
    by_relation = {}
    for reference in all_of_them:
        by_relation.setdefault(reference[2], []).append(reference)
    rng = random.Random(20261121)
    # Of each relation some, so that none is left out.
    some = [r for group in by_relation.values() for r in rng.sample(group, min(4, len(group)))]
    for reference in some:
        found = check(redirected(plan, reference, "zz-nobody-here"))
        causes = [f for f in found if f["code"] == "NL001"]
        assert len(causes) == 1, reference
        rest = [f for f in grave(found) if f["code"] != "NL001" and f["code"] not in STANDS_FOR_ITSELF]
        assert not rest, (reference, [(f["code"], f["message"]) for f in rest])
        prints = {f["fingerprint"]: f for f in found}
        for f in found:
            if "caused_by" in f:
                assert "caused_by" not in prints[f["caused_by"]]


def goals_above(plan, goal):
    for relation in ("supports", "refines"):
        value = plan["goals"][goal].get(relation, [])
        for target in [value] if isinstance(value, str) else value:
            if target in plan["goals"]:
                yield target


def goals_below(plan, goal, seen=None):
    seen = set() if seen is None else seen
    for other in plan["goals"]:
        if other not in seen and goal in goals_above(plan, other):
            seen.add(other)
            goals_below(plan, other, seen)
    return seen


@pytest.mark.parametrize("name", CLEAN)
@pytest.mark.parametrize("only_way", [False, True], ids=["another way up", "the only way up"])
@pytest.mark.parametrize("relation", ["supports", "refines"])
def test_what_a_circle_of_goals_brings_is_its_consequence(name, only_way, relation):
    plan = examples.mended(name)
    pairs = [(top, low) for top in plan["goals"] for low in sorted(goals_below(plan, top))]
    assert pairs
    for top, low in random.Random(7).sample(pairs, min(8, len(pairs))):
        turned = copy.deepcopy(plan)
        goal = turned["goals"][top]
        if only_way:
            goal.pop("supports", None)
            goal.pop("refines", None)
        value = goal.get(relation, {})
        value = {value: {}} if isinstance(value, str) else {v: {} for v in value} if isinstance(value, list) else value
        goal[relation] = {**value, low: {}}
        found = check(turned)
        circle = [f for f in found if f["code"] == "NL003"]
        assert len(circle) == 1, (top, low)
        rest = [f for f in grave(found) if f["code"] != "NL003"]
        assert not rest, (top, low, [(f["code"], f["message"]) for f in rest])
        if only_way:
            assert {f["caused_by"] for f in found if f["code"] == "NL202"} == {circle[0]["fingerprint"]}



def test_goals_behind_the_broken_reference_follow_from_it():
    plan = {"northline": 1, "visions": {"v": {"title": "V"}}, "goals": {
        "top": {"title": "Top", "supports": "nobody-here"}, "mid": {"title": "Middle", "supports": "top"},
        "low": {"title": "Low", "refines": "mid"}, "ok": {"title": "Fine", "supports": "v"}}}
    findings = check(plan)
    broken = next(f for f in findings if f["code"] == "NL001")
    found = {f["focus"]: f for f in findings if f["code"] == "NL202"}
    assert set(found) == {"top", "mid", "low"}
    assert {f["caused_by"] for f in found.values()} == {broken["fingerprint"]}
    # A goal that leads nowhere for reasons of its own stands for itself, whatever else is broken.
    plan["goals"]["stray"] = {"title": "Stray"}
    assert "caused_by" not in next(f for f in check(plan) if f["code"] == "NL202" and f["focus"] == "stray")

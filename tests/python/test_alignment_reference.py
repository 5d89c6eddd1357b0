"""The alignment score: worked examples, properties, and the tool against the reference evaluator.

The reference (tests/reference/alignment.py) is tested alone; where the tool is there (NORTHLINE_BIN), it is held to the
same examples and properties and compared with the reference on random strategies.
"""

import copy
import json
import os
import pathlib
import random
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from reference import alignment, compare, properties, random_strategy  # noqa: E402

SHARED = pathlib.Path(os.environ.get("NORTHLINE_SHARED") or ROOT.parent / "shared")
TOOL = os.environ.get("NORTHLINE_BIN")
TINY = 1e-12

needs_tool = pytest.mark.skipif(not TOOL, reason="NORTHLINE_BIN is not set, so there is no tool to compare with.")
evaluators = [pytest.param(alignment.score, id="reference"),
              pytest.param(compare.tool_score, id="tool", marks=needs_tool)]


def close(expected, found):
    if expected is None or found is None:
        return expected is found
    return abs(expected - found) <= TINY


# ---- worked examples -------------------------------------------------------------------------------------

def sources():
    """The cases of the repository, and those beside the clone where there are any."""
    own = json.loads((ROOT / "tests/cases/alignment.json").read_text(encoding="utf-8"))
    listed = [("tests/cases/alignment.json", own)]
    beside = SHARED / "cases/alignment/oracles.json"
    if beside.exists():
        listed.append(("../shared/cases/alignment/oracles.json", json.loads(beside.read_text(encoding="utf-8"))))
    return listed


@pytest.mark.parametrize("score", evaluators)
@pytest.mark.parametrize(("origin", "cases"), sources(), ids=lambda x: x.split("/")[0] if isinstance(x, str) else "")
def test_worked_examples(score, origin, cases):
    wrong = []
    for case in cases["cases"]:
        goals = score(case["document"])["goals"]
        for goal, expected in case["expect"].items():
            found = goals[goal]["dimensions"][case["dimension"]]
            if expected == "n/a":
                if found["applicable"]:
                    wrong.append(f"{case['id']} {goal}: {case['dimension']} should not apply")
                continue
            wrong += [f"{case['id']} {goal} {name}: expected {value}, found {found.get(name)}"
                      for name, value in expected.items() if not close(value, found.get(name))]
    print(f"{len(cases['cases'])} alignment cases from {origin}")
    assert len(cases["cases"]) == 74
    assert not wrong, "\n".join(wrong)


def exact_or(value):
    if isinstance(value, dict):
        return alignment.Value(value["score"], value["lower"], value["upper"], 0.0)
    return alignment.unknown() if value == "unknown" else alignment.exact(value)


def combined(case):
    """The value a combination case asks for, and T of its goals where it asks for them."""
    given = case["given"]
    if "parts" in given:
        return alignment.plain_mean([exact_or(p) for p in given["parts"]]), {}
    if "dimensions" in given:
        return alignment.Alignment({}).goal_score({n: exact_or(v) for n, v in given["dimensions"].items()}), {}
    goals = {}
    for goal in given["scores"]:
        goals[goal] = {"refines": given["parents"].get(goal, [])}
        if goal in given["importance"]:
            goals[goal]["importance"] = given["importance"][goal]
    plan = alignment.Alignment({"goals": goals})
    scores = {g: alignment.exact(s) for g, s in given["scores"].items()}
    only = {}
    for g in scores:  # T of one goal is the overall of the document that ends with it
        kept = set(plan.down[g])
        part = alignment.Alignment({"goals": {x: {**goals[x], "refines": [p for p in goals[x]["refines"] if p in kept]}
                                              for x in goals if x in kept}})
        only[g] = part.overall({x: scores[x] for x in kept})
    return plan.overall(scores), only


@pytest.mark.parametrize(("origin", "cases"), sources(), ids=lambda x: x.split("/")[0] if isinstance(x, str) else "")
def test_combination_examples(origin, cases):
    for case in cases["combination"]:
        if "given" not in case:
            continue
        value, trees = combined(case)
        for name, expected in case["expect"].items():
            if name in ("score", "lower", "upper", "known"):
                assert close(expected, getattr(value, name)), (case["id"], name, expected, value)
            elif name in trees:
                assert close(expected, trees[name].score), (case["id"], name)
            elif name == "weakest":
                assert alignment.Alignment.weakest(
                    {n: exact_or(v).score for n, v in case["given"]["dimensions"].items()}) == expected
            elif name == "sound":
                assert alignment.Alignment({}).sound(
                    {n: exact_or(v) for n, v in case["given"]["dimensions"].items()}) is expected
    print(f"{len(cases['combination'])} combination cases from {origin}")


@pytest.mark.parametrize("score", evaluators)
def test_combination_documents(score):
    cases = {c["id"]: c for c in sources()[0][1]["combination"] if "document" in c}
    for name in ("wish-without-a-plan", "wish-with-a-middling-plan"):
        found = score(cases[name]["document"])["goals"]["g"]
        for member, expected in cases[name]["expect"]["g"].items():
            assert close(expected, found[member]), (name, member, expected, found[member])
    spend = score(cases["aligned-spend"]["document"])["aligned_spend"]["money"]
    expected = cases["aligned-spend"]["expect"]
    assert close(expected["aligned"], spend["share"])
    for cause, amount in spend["by_cause"].items():
        assert close(expected[cause], amount / spend["total"]), cause


@pytest.mark.parametrize("score", evaluators)
def test_empty_document(score):
    found = score({"northline": 1, "title": "empty", "as_of": "2026-11-21"})
    assert found["overall"] == {"score": None, "lower": 0, "upper": 1, "known": 0}
    assert found["weakest"] is None and found["sound"] is None and found["goals"] == {}


def test_examples_of_the_definition():
    """Every example that the written definition gives is a worked example, and has the score that is written there."""
    cases = {c["id"]: c for c in sources()[0][1]["cases"]}
    page = (ROOT / "docs/scores-definition.md").read_text(encoding="utf-8")
    examples = re.findall(r"\*Example\* `([a-z-]+)`:(.*?)(?=\*Example\*|\n)", page)
    assert len(examples) >= 15
    for name, text in examples:
        numbers = [float(x) for x in re.findall(r"\d+(?:\.\d+)?", text)]
        goals = alignment.score(cases[name]["document"])["goals"]
        expected = goals[next(iter(cases[name]["expect"]))]["dimensions"][cases[name]["dimension"]]
        score = expected["lower"] if expected["score"] is None else expected["score"]
        assert any(close(score, x) for x in numbers), (name, text, expected)
        for member in ("lower", "upper", "known"):
            if expected["known"] < 1 and expected[member] not in (0.0, 1.0):
                assert any(close(expected[member], x) for x in numbers), (name, member, text)


# ---- the tool against the reference ----------------------------------------------------------------------

@needs_tool
def test_tool_agrees_with_the_reference():
    wrong, goals, numbers = [], 0, 0
    for seed in range(300):
        document = random_strategy.generate(seed)
        expected = alignment.score(document)
        goals += len(expected["goals"])
        numbers += json.dumps(expected).count("score")
        wrong += [f"seed {seed} {line}" for line in compare.differences(expected, compare.tool_score(document))]
    print(f"{goals} goals of 300 random strategies compared")
    assert not wrong, "\n".join(wrong[:30])


BATCH = pathlib.Path(os.environ.get("NORTHLINE_BUILD") or ROOT / "build/release") / "bin/score_batch"


@pytest.mark.skipif(not BATCH.exists(), reason="score_batch is not built.")
def test_library_agrees_with_the_reference_on_thousands():
    documents = random_strategy.extremes() + [random_strategy.generate(seed) for seed in range(10_000, 11_200)]
    wrong = []
    for i, (document, found) in enumerate(zip(documents, compare.batch_scores(documents, BATCH), strict=True)):
        wrong += [f"document {i} {line}" for line in compare.differences(alignment.score(document), found)]
    print(f"{len(documents)} random strategies compared")
    assert not wrong, "\n".join(wrong[:30])


@needs_tool
def test_random_strategies_pass_strict_reading(tmp_path):
    for seed in range(0, 300, 6):
        file = tmp_path / "strategy.json"
        file.write_text(json.dumps(random_strategy.generate(seed)), encoding="utf-8")
        run = subprocess.run([TOOL, "check", "--strict", "--fail-on", "never", file], capture_output=True, encoding="utf-8")
        assert run.returncode == 0, f"seed {seed}: {run.stderr or run.stdout}"


# ---- properties ------------------------------------------------------------------------------------------

SEEDS = {alignment.score: range(1000, 1024), compare.tool_score: range(1000, 1006)}
MOST_CHANGES = {alignment.score: 40, compare.tool_score: 8}


def strategies(score):
    for seed in SEEDS[score]:
        yield seed, random_strategy.generate(seed)


def chosen(score, seed, changes):
    """A seeded handful: a document has hundreds of deletions, and each costs an evaluation."""
    changes = list(changes)
    return random.Random(seed).sample(changes, min(len(changes), MOST_CHANGES[score]))


def values(before, after):
    """Every goal and dimension that both scores have."""
    for goal, one in before["goals"].items():
        other = after["goals"].get(goal)
        if other is None:
            continue
        yield f"{goal}", one, other
        for name, value in one["dimensions"].items():
            if value["applicable"] and other["dimensions"][name]["applicable"]:
                yield f"{goal} {name}", value, other["dimensions"][name]


@pytest.mark.parametrize("score", evaluators)
def test_score_lies_in_its_bounds(score):
    for seed, document in strategies(score):
        found = score(document)
        everything = [("overall", found["overall"])] + [(w, a) for w, a, _ in values(found, found)]
        for where, value in everything:
            assert -TINY <= value["lower"] <= value["upper"] + TINY <= 1 + 2 * TINY, (seed, where, value)
            assert -TINY <= value["known"] <= 1 + TINY, (seed, where, value)
            if value["score"] is not None:
                assert value["lower"] - TINY <= value["score"] <= value["upper"] + TINY, (seed, where, value)
        for amounts in found["aligned_spend"].values():
            assert amounts["total"] == pytest.approx(amounts["aligned"] + sum(amounts["by_cause"].values()))


@pytest.mark.parametrize("score", evaluators)
def test_leaving_out_an_attribute_never_raises_a_lower_bound(score):
    """And what is left out open-world, when it is filled in again, lies inside the bounds."""
    tried = 0
    for seed, document in strategies(score):
        before, plan = score(document), alignment.Alignment(document)
        for name, kind, attribute, less in chosen(score, seed, properties.attribute_deletions(document, plan)):
            after = score(less)
            tried += 1
            for where, full, part in values(before, after):
                said = f"seed {seed}, without {attribute} of {name or 'the strategy'}: {where} {full} -> {part}"
                assert part["lower"] <= full["lower"] + TINY, said
                if attribute in properties.OPEN.get(kind, ()) and "dimensions" not in full:
                    assert part["upper"] >= full["upper"] - TINY, said
                    if full["score"] is not None:
                        assert part["lower"] - TINY <= full["score"] <= part["upper"] + TINY, said
    print(f"{tried} attributes left out")


@pytest.mark.parametrize("score", evaluators)
def test_leaving_out_a_payload_never_raises_a_lower_bound(score):
    tried = 0
    for seed, document in strategies(score):
        before, plan = score(document), alignment.Alignment(document)
        for name, relation, target, member, less in chosen(score, seed, properties.payload_deletions(document, plan)):
            after = score(less)
            tried += 1
            open_world = (relation in properties.OPEN_PAYLOADS
                          and not properties.contradicts(document, name, relation, target))
            for where, full, part in values(before, after):
                said = f"seed {seed}, without {member} of {name} {relation} {target}: {where} {full} -> {part}"
                assert part["lower"] <= full["lower"] + TINY, said
                if open_world and "dimensions" not in full:
                    assert part["upper"] >= full["upper"] - TINY, said
    print(f"{tried} payload members left out")


def keep(document, member, count):
    """The document with at most so many elements of one kind, and without relations to those that are gone."""
    less = copy.deepcopy(document)
    less[member] = dict(list(less.get(member, {}).items())[:count])
    names = {name for name, _, _ in properties.places(less)}
    for _, _, body in properties.places(less):
        for relation in properties.RELATIONS & set(body):
            written = [body[relation]] if isinstance(body[relation], str) else body[relation]
            kept = [t for t in written if t in names]
            body[relation] = {t: written[t] for t in kept} if isinstance(written, dict) else kept
    return less


# What programs need and who stands behind them are the plan's burden: without the last program the burden is gone too,
# because relations are closed-world (the worked example readiness-needs shows it), and so these may rise.
BURDENS = {"programs": {"readiness", "accountability"}}


@pytest.mark.parametrize("score", evaluators)
@pytest.mark.parametrize("member", ["programs", "policies", "capabilities", "stakeholders"])
def test_deleting_the_last_of_a_kind_never_raises_a_lower_bound(score, member):
    tried = 0
    for seed, document in strategies(score):
        if not document.get(member):
            continue
        if member == "programs":  # an activity that is left alone is work of its own
            document = keep(document, "activities", 0)
        before, after = score(keep(document, member, 1)), score(keep(document, member, 0))
        tried += 1
        for where, full, part in values(before, after):
            if where.split()[-1] in BURDENS.get(member, ()) or (member in BURDENS and "dimensions" in full):
                continue
            assert part["lower"] <= full["lower"] + TINY, f"seed {seed}, without {member}: {where} {full} -> {part}"
    print(f"{tried} times the last of {member} deleted")


@pytest.mark.parametrize("score", evaluators)
def test_doubling_every_importance_changes_nothing(score):
    for seed, document in strategies(score):
        for i, goal in enumerate(document.get("goals", {}).values()):
            goal["importance"] = 1 + (seed * 7 + i * 13) % 50
        doubled = copy.deepcopy(document)
        for goal in doubled.get("goals", {}).values():
            goal["importance"] *= 2
        assert compare.differences(score(document), score(doubled)) == [], seed


@pytest.mark.parametrize("score", evaluators)
def test_cutting_a_part_into_many_moves_no_weight_outside(score):
    """A goal with a part beside another goal: however often the part is cut, the two keep their weights."""
    def document(pieces):
        goals = {"a": {"importance": 70}, "b": {"importance": 30, "owned_by": "x"}}
        for i in range(pieces):
            goals[f"part{i}"] = {"importance": 60, "refines": ["a"], "owned_by": "x"}
        return {"northline": 1, "title": "cut", "as_of": "2026-11-21", "visions": {"v": {"title": "v"}},
                "stakeholders": {"x": {"title": "x", "type": "manager", "stance": "supporter", "influence": 0.2}},
                "goals": goals}

    one, many = score(document(1)), score(document(9))
    for bound in ("score", "lower", "upper", "known"):
        assert close(one["overall"][bound], many["overall"][bound]), bound


@pytest.mark.parametrize("score", evaluators)
def test_a_bare_goal_scores_next_to_nothing(score):
    found = score({"northline": 1, "title": "bare", "as_of": "2026-11-21", "goals": {"g": {"title": "g"}}})
    assert found["overall"]["lower"] <= 0.1
    assert found["goals"]["g"]["lower"] <= 0.1

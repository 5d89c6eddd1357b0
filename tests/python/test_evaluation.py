"""Goal evaluation: published cases, examples, properties, and the tool against the reference on random strategies."""

import copy
import json
import math
import os
import pathlib
import random
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from reference import evaluation as reference  # noqa: E402

SHARED = pathlib.Path(os.environ.get("NORTHLINE_SHARED") or ROOT.parent / "shared")
TOOL = os.environ.get("NORTHLINE_BIN")
WAYS = [(m, a) for m in ("native", "compatible") for a in ("quantitative", "qualitative", "hybrid")]
WORDS = {"Denied": "denied", "WeaklyDenied": "weakly_denied", "None": "none", "WeaklySatisfied": "weakly_satisfied",
         "Satisfied": "satisfied", "Conflict": "conflict", "Unknown": "undecided", "Undecided": "undecided"}

needs_tool = pytest.mark.skipif(not TOOL, reason="NORTHLINE_BIN is not set, so there is no tool to compare with.")
pytestmark = needs_tool


def run(*arguments):
    return subprocess.run([TOOL, *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=120, check=False)


def evaluated(folder, documents, scenario=None, mode="native", algorithm="quantitative"):
    """What the tool says of each document, in one call."""
    paths = []
    for i, document in enumerate(documents):
        paths.append(folder / f"{i}.json")
        paths[-1].write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    done = run("evaluate", *paths, "--mode", mode, "--algorithm", algorithm, "--format", "json",
               *(["--scenario", scenario] if scenario else []))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def same(expected, found):
    if expected is None or found is None:
        return expected is found
    return abs(expected - found) <= 1e-9


# ---- published cases -----------------------------------------------------------------------------------------------


def converted(path, folder, *more):
    out = folder / path.name
    done = run("convert", "--from", "grl-case", path, "-o", out, *more)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert run("check", out, "--strict", "--as-of", "2026-11-21", "--fail-on", "never").returncode == 0
    return out.read_text(encoding="utf-8")


def published(path, folder):
    """(document, scenario, algorithm, what leads the ids, expected, unevaluated or None) of a file of cases."""
    content = json.loads(path.read_text(encoding="utf-8"))
    document = converted(path, folder)
    if "runs" in content:
        for one in content["runs"]:
            for algorithm, expected in one["expected"].items():
                yield document, one["strategy"]["id"], algorithm, "", expected, one.get("unevaluated_cycle_members")
    elif "cases" in content:
        for one in content["cases"]:
            if "graph" in one:
                yield document, one["name"], one["algorithm"], one["name"] + "/", one["expected"], one["unevaluated"]
                alone = converted(path, folder, "--case", one["name"])
                yield alone, one["name"], one["algorithm"], "", one["expected"], one["unevaluated"]
    else:
        yield (document, content["strategy"]["id"], content["algorithm"], "", content["expected"],
               content.get("unevaluated_cycle_members"))


def test_published_cases(tmp_path):
    cases = count = 0
    wrong = []
    for path in sorted((SHARED / "cases/grl").glob("*.json")):
        for document, scenario, algorithm, lead, expected, unevaluated in published(path, tmp_path):
            cases += 1
            [found] = evaluated(tmp_path, [document], scenario, "compatible", algorithm)
            numbers = [(found["elements"], i, "value", v) for i, v in expected["elements"].items()]
            numbers += [(found["actors"], i, "value", v) for i, v in expected.get("actors", {}).items()]
            numbers += [(found["elements"], i, "label", WORDS[v])
                        for i, v in expected.get("elements_qualitative", {}).items()]
            for where, id, what, value in numbers:
                count += 1
                if where[lead + id][what] != value:
                    wrong.append(f"{path.name} {scenario} {algorithm} {id}: {what} {where[lead + id][what]}, not {value}")
            if unevaluated is not None:
                left = [i for u in found["unevaluated"] for i in u["members"] if i.startswith(lead)]
                if sorted(left) != sorted(lead + i for i in unevaluated):
                    wrong.append(f"{path.name} {scenario}: {left} are not evaluated, expected {unevaluated}")
    print(f"{cases} cases from cases/grl, {count} numbers")
    assert not wrong, "\n".join(wrong)


def test_published_indicators(tmp_path):
    count = 0
    for path in sorted((SHARED / "cases/grl").glob("*kpi*.json")):
        cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
        [found] = evaluated(tmp_path, [converted(path, tmp_path)], "indicators", "compatible")
        for i, case in enumerate(cases):
            count += 1
            for id in (f"case-{i + 1}", f"case-{i + 1} indicator"):
                assert found["elements"][id]["value"] == case["expected"], case
    print(f"{count} cases of indicators from cases/grl")


# ---- examples ---------------------------------------------------------------------------------------------------------


def examples():
    return json.loads((ROOT / "tests/cases/evaluation.json").read_text(encoding="utf-8"))["cases"]


def example_document(case):
    return {"northline": 1, "goals": case["goals"], "scenarios": {"s": {"evaluations": case["given"]}}}


@pytest.mark.parametrize("mode", ["native", "compatible"])
def test_examples(tmp_path, mode):
    cases = examples()
    found = evaluated(tmp_path, [example_document(c) for c in cases], "s", mode)
    for case, f in zip(cases, found):
        assert same(case[mode], f["elements"][case["of"]]["value"]), (case["name"], f["elements"])
        again = reference.evaluate(example_document(case), "s", mode)[0].get(case["of"], (None if mode == "native" else 0,))
        assert same(case[mode], again[0]), (case["name"], again)


def test_circle_is_named(tmp_path):
    [case] = [c for c in examples() if c["name"] == "circle"]
    [found] = evaluated(tmp_path, [example_document(case)], "s")
    assert found["unevaluated"] == [{"members": ["g", "a"], "reason": "cycle"},
                                    {"members": ["above"], "reason": "downstream"}]
    assert found["elements"]["above"] == {"value": None, "label": "undecided", "evaluated": False, "basis": "computed"}
    assert found["elements"]["h"]["value"] == 70


def test_metrics_scenarios_and_work(tmp_path):
    metric = {"baseline": {"value": 100, "date": "2026-01-01"}, "targets": [{"value": 200, "due": "2026-12-31"}],
              "observations": [{"date": "2026-06-01", "value": 175}, {"date": "2026-09-01", "value": 110},
                               {"date": "2026-03-01", "value": 190}]}
    document = {
        "northline": 1, "as_of": "2026-07-01",
        "goals": {"g": {"measured_by": "m"}, "h": {"decomposition": "or"}, "dropped": {"status": "dropped", "refines": "h"}},
        "metrics": {"m": metric},
        "programs": {"p": {"contributes_to": {"h": {"contribution": 60}}},
                     "q": {"contributes_to": {"h": {"contribution": {"low": 10, "high": 30}}}}},
        "scenarios": {"measured": {"from_metrics": True}, "late": {"based_on": "measured", "evaluations": {"p": 50}},
                      "without": {"based_on": "late", "set": {"programs": {"q": None}}, "title": "Without q"}},
    }
    [plain] = evaluated(tmp_path, [document])
    assert plain["elements"]["g"]["basis"] == "nothing" and plain["elements"]["g"]["value"] == 0
    assert plain["elements"]["h"]["value"] == 80
    assert (plain["elements"]["h"]["lower"], plain["elements"]["h"]["upper"]) == (70, 90)
    assert "dropped" not in plain["elements"]
    [measured] = evaluated(tmp_path, [document], "measured")
    # 175 of a way from 100 to 200 whose middle counts as nothing: halfway between the middle and the target.
    assert measured["elements"]["g"] == {"value": 50, "label": "weakly_satisfied", "evaluated": True,
                                         "basis": "metrics", "lower": 50, "upper": 50}
    assert measured["elements"]["m"]["value"] == 50
    [late] = evaluated(tmp_path, [document], "late")
    assert late["elements"]["h"]["value"] == 50 and late["elements"]["g"]["value"] == 50
    [without] = evaluated(tmp_path, [document], "without")
    assert "q" not in without["elements"] and without["elements"]["h"]["value"] == 30


def test_actors(tmp_path):
    document = {"northline": 1, "stakeholders": {"A": {}, "B": {"part_of": "A"}, "idle": {}},
                "goals": {"a": {"importance": 75, "owned_by": "A"}, "b": {"importance": 25, "owned_by": "A"},
                          "c": {"importance": 0, "owned_by": "A"}, "d": {"owned_by": "B"}},
                "scenarios": {"s": {"evaluations": {"a": 50, "b": -30, "c": 100, "d": 100}}},
                "scoring": {"evaluation": {"importance": {"B": 100}}}}
    [native] = evaluated(tmp_path, [document], "s")
    assert native["actors"] == {"A": {"value": 65, "label": "weakly_satisfied"}, "B": {"value": 100, "label": "satisfied"}}
    [whole] = evaluated(tmp_path, [document], "s", "compatible")
    assert {k: v["value"] for k, v in whole["actors"].items()} == {"A": 15, "B": 0, "idle": 0}


def test_bounds_need_no_size(tmp_path):
    document = {"northline": 1, "goals": {"g": {}, "h": {"supports": "g"}}, "scenarios": {"s": {"evaluations": {"h": 60}}}}
    [found] = evaluated(tmp_path, [document], "s")
    assert found["assumed_contributions"] == 1
    assert found["elements"]["g"] | {} == {"value": 15, "label": "weakly_satisfied", "evaluated": True, "basis": "computed",
                                           "lower": 0, "upper": 60}


def test_set_anything(tmp_path):
    """`scoring.evaluation` sets tolerance, factors, scale and words."""
    document = {"northline": 1, "goals": {"g": {}, "a": {"supports": {"g": 75}}, "b": {"supports": {"g": 75}}},
                "scenarios": {"s": {"evaluations": {"a": 100, "b": 100}}}, "scoring": {"evaluation": {"tolerance": 0}}}
    value = lambda mode="native", algorithm="quantitative": evaluated(  # noqa: E731
        tmp_path, [document], "s", mode, algorithm)[0]["elements"]["g"]
    assert value()["value"] == 100
    document["scoring"]["evaluation"] = {"factors": {"some_positive": 0.4}}
    assert value(algorithm="hybrid")["value"] == 80
    document["scoring"]["evaluation"] = {"labels": {"contributions": {"b": {"g": "some_negative"}}}}
    assert value(algorithm="hybrid")["value"] == 0 and value(algorithm="qualitative")["label"] == "none"
    document["scoring"]["evaluation"] = {"scale": "0..100"}
    assert value("compatible")["value"] == 90
    assert value("compatible", "qualitative") == {"value": 75, "label": "weakly_satisfied", "evaluated": True,
                                                 "basis": "computed"}


# ---- hostile documents -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scenarios", "scoring", "said"), [
    ({}, {}, 'There is no scenario "s". The document has none.'),
    ({"t": {}}, {}, 'There is no scenario "s". The document has t.'),
    ({"s": {"evaluations": {"g": 101}}}, {}, 'Scenario "s" gives "g" the value 101; values lie between -100 and 100.'),
    ({"s": {"evaluations": {"g": -1e300}}}, {}, "values lie between -100 and 100"),
    ({"s": {"evaluations": {"g": "splendid"}}}, {}, '/scenarios/s/evaluations/g says "splendid"; it has to be one of denied'),
    ({"s": {"evaluations": {"g": None}}}, {}, "/scenarios/s/evaluations/g has to be a text."),
    ({"s": {"evaluations": {"nobody": 1}}}, {}, 'No element has the id "nobody".'),
    ({"s": {"evaluations": {"m": 1}}}, {}, 'gives a value to "m", which takes no part in the evaluation'),
    ({"s": {"evaluations": []}}, {}, "/scenarios/s/evaluations has to be an object."),
    ({"s": 7}, {}, "/scenarios/s has to be an object."),
    ({"s": {"based_on": "s"}}, {}, 'Scenario "s" is based on itself'),
    ({"s": {"based_on": "t"}, "t": {"based_on": "s"}}, {}, "is based on itself"),
    ({"s": {"based_on": "nobody"}}, {}, 'Scenario "s" is based on "nobody", which does not exist.'),
    ({"s": {"set": 3}}, {}, "/scenarios/s/set has to be an object."),
    ({"s": {"from_metrics": "yes"}}, {}, "/scenarios/s/from_metrics has to be true or false."),
    ({"s": {}}, {"evaluation": {"tolerance": 200}}, "/scoring/evaluation/tolerance has to be a number between 0 and 100"),
    ({"s": {}}, {"evaluation": {"scale": "0..100"}}, "only --mode compatible knows"),
    ({"s": {}}, {"evaluation": {"scale": "0..10"}}, "has to be one of -100..100, 0..100"),
    ({"s": {}}, {"evaluation": {"colour": 1}}, 'The evaluation has no setting "colour"'),
    ({"s": {}}, {"evaluation": {"factors": {"make": 7}}}, "/scoring/evaluation/factors/make has to be a number"),
])
def test_what_cannot_be_followed_is_refused(tmp_path, scenarios, scoring, said):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"northline": 1, "goals": {"g": {}}, "metrics": {"m": {}}, "scenarios": scenarios,
                                "scoring": scoring}), encoding="utf-8")
    done = run("evaluate", path, "--scenario", "s")
    assert done.returncode == 2 and done.stdout == "" and said in done.stderr, done.stderr


def test_no_graph_is_too_deep(tmp_path):
    """A cascade of 200,000 goals, and as many in one circle."""
    n = 200_000
    goals = {f"g{i}": {"refines": f"g{i + 1}"} for i in range(n)}
    document = {"northline": 1, "goals": {**goals, f"g{n}": {}}, "scenarios": {"s": {"evaluations": {"g0": 42}}}}
    [found] = evaluated(tmp_path, [document], "s")
    assert found["elements"][f"g{n}"]["value"] == 42 and found["unevaluated"] == []
    document["goals"][f"g{n}"] = {"refines": "g1"}
    [found] = evaluated(tmp_path, [document], "s")
    assert [(len(u["members"]), u["reason"]) for u in found["unevaluated"]] == [(n, "cycle")]


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"graph": 3}', '{"graph": {"elements": 1}} x', '"graph"'])
def test_what_is_no_case_is_refused(tmp_path, text):
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")
    done = run("convert", "--from", "grl-case", path)
    assert done.returncode == 2 and done.stdout == "" and "GRL case" in done.stderr or "not JSON" in done.stderr


def test_repairs_of_a_case_are_told(tmp_path):
    case = {"graph": {"range": "-100..100", "elements": [{"id": "a", "type": "Task"}, {"id": "b"}, {"id": "a"}, {}],
                      "links": [{"type": "contribution", "src": "a", "dest": "b", "qualitative": "Help", "quantitative": 300},
                                {"type": "contribution", "src": "a", "dest": "nobody"}, {"type": "owns", "src": "a", "dest": "b"}]},
            "strategy": {"id": 7, "initial": {"a": 500, "nobody": 3, "b": "Satisfied"}}}
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    done = run("convert", "--from", "grl-case", path)
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["goals"]["a"]["supports"] == {"b": 100} and document["goals"]["a"]["x"] == {"grl": {"type": "Task"}}
    assert document["scenarios"]["7"]["evaluations"] == {"a": 100, "b": "satisfied"}
    assert len(done.stderr.splitlines()) == 7, done.stderr
    assert run("convert", "--from", "grl-case", path, "--strict").returncode == 2


# ---- random strategies -------------------------------------------------------------------------------------------------


def random_document(rng, circles=False):
    """Goals in a random graph, work below, owners; values for some of them."""
    n = rng.randint(2, 12)
    ids = [f"g{i}" for i in range(n)]
    rng.shuffle(ids)
    goals = {}
    for i, id in enumerate(ids):
        goal = goals[id] = {}
        if rng.random() < 0.7:
            goal["decomposition"] = rng.choice(["and", "or", "xor"])
        if rng.random() < 0.6:
            goal["importance"] = rng.randint(0, 100)
        if rng.random() < 0.5:
            goal["owned_by"] = rng.choice(["A", "B"])
        if rng.random() < 0.05:
            goal["status"] = "dropped"
        above = [g for j, g in enumerate(ids) if (j != i if circles and rng.random() < 0.2 else j > i)]
        for relation, chance in (("refines", 0.35), ("supports", 0.4), ("depends_on", 0.1)):
            targets = [t for t in above if rng.random() < chance * 4 / (len(above) + 1)]
            if relation == "depends_on" and not circles:
                targets = [t for j, t in enumerate(ids) if j < i and rng.random() < 0.05]
            if targets and relation == "supports":
                goal[relation] = {t: rng.choice([100, 75, 50, 25, 10, 1, 0, -25, -50, -75, -100, rng.randint(-100, 100)])
                                  for t in targets}
            elif targets:
                goal[relation] = targets
    work = {f"p{i}": {"contributes_to": {t: rng.randint(-100, 100) for t in rng.sample(ids, rng.randint(1, min(3, n)))}}
            for i in range(rng.randint(0, 3))}
    words = ["denied", "weakly_denied", "weakly_satisfied", "satisfied", "none", *["conflict", "undecided"] * (rng.random() < 0.3)]
    given = {g: rng.choice([rng.randint(-100, 100), rng.choice([-100, 0, 50, 100]), rng.choice(words)])
             for g in [*ids, *work] if rng.random() < 0.35 and goals.get(g, {}).get("status") != "dropped"}
    document = {"northline": 1, "goals": goals, "scenarios": {"s": {"evaluations": given}},
                "stakeholders": {"A": {}, "B": {}}}
    if work:
        document["programs"] = work
    return document


@pytest.mark.parametrize(("mode", "algorithm"), WAYS)
def test_random_strategies(tmp_path, mode, algorithm):
    rng = random.Random(f"{mode} {algorithm}")
    documents = [random_document(rng, circles=i % 3 == 0) for i in range(250)]
    for i, (document, found) in enumerate(zip(documents, evaluated(tmp_path, documents, "s", mode, algorithm))):
        values, circles, downstream = reference.evaluate(document, "s", mode, algorithm)
        for id, e in found["elements"].items():
            where = f"document {i}: {id}: {json.dumps(document)}"
            assert e["evaluated"] == (id in values), where
            if id in values:
                assert same(values[id][0], e["value"]) and values[id][1] == e["label"], f"{values[id]} {e} {where}"
        named = {r: sorted(x for u in found["unevaluated"] if u["reason"] == r for x in u["members"])
                 for r in ("cycle", "downstream")}
        assert named == {"cycle": sorted(circles), "downstream": sorted(downstream)}, document
        if algorithm != "qualitative":
            people = reference.actors(document, values, mode)
            assert set(found["actors"]) == set(people)
            for id, value in people.items():
                assert same(value, found["actors"][id]["value"]), f"{id}: {value} {found['actors'][id]} {document}"


def renamed(document, names):
    def text(x):
        return names.get(x, x) if isinstance(x, str) else {names.get(k, k): text(v) for k, v in x.items()} \
            if isinstance(x, dict) else [text(y) for y in x] if isinstance(x, list) else x
    out = copy.deepcopy(document)
    for member in ("goals", "programs", "stakeholders"):
        if member in out:
            out[member] = {names.get(k, k): {a: text(v) if a != "decomposition" and a != "status" else v for a, v in e.items()}
                           for k, e in out[member].items()}
    given = out["scenarios"]["s"]["evaluations"]
    out["scenarios"]["s"]["evaluations"] = {names.get(k, k): v for k, v in given.items()}
    return out


@pytest.mark.parametrize(("mode", "algorithm"), WAYS)
def test_names_and_order_do_not_matter(tmp_path, mode, algorithm):
    rng = random.Random(5)
    documents = [random_document(rng, circles=i % 3 == 0) for i in range(60)]
    others = []
    for d in documents:
        ids = list(d["goals"])
        new = [f"z{i}" for i in range(len(ids))]
        rng.shuffle(new)
        other = renamed(d, dict(zip(ids, new)))
        items = list(other["goals"].items())
        rng.shuffle(items)
        other["goals"] = dict(items)
        others.append((other, dict(zip(ids, new))))
    before = evaluated(tmp_path, documents, "s", mode, algorithm)
    after = evaluated(tmp_path, [o for o, _ in others], "s", mode, algorithm)
    for b, a, (_, names) in zip(before, after, others):
        assert {names.get(k, k): v for k, v in b["elements"].items()} == a["elements"]
        assert b["actors"] == a["actors"]


def test_an_unrelated_element_changes_nothing(tmp_path):
    rng = random.Random(6)
    documents = [random_document(rng, circles=i % 3 == 0) for i in range(60)]
    others = copy.deepcopy(documents)
    for d in others:
        d["goals"] = {"new": {}, **d["goals"]}
    for (mode, algorithm) in WAYS:
        for b, a in zip(evaluated(tmp_path, documents, "s", mode, algorithm), evaluated(tmp_path, others, "s", mode, algorithm)):
            del a["elements"]["new"]
            assert a == b


def test_help_never_hurts_what_it_helps(tmp_path):
    """Native: a program more that contributes positively never lowers the goal."""
    rng = random.Random(7)
    documents, others, goals = [], [], []
    for _ in range(300):
        d = random_document(rng)
        goal = rng.choice([g for g in d["goals"] if d["goals"][g].get("status") != "dropped"] or [None])
        if goal is None:
            continue
        other = copy.deepcopy(d)
        other.setdefault("programs", {})["more"] = {"contributes_to": {goal: rng.randint(1, 100)}}
        documents.append(d), others.append(other), goals.append(goal)
    for algorithm in ("quantitative", "hybrid"):
        before = evaluated(tmp_path, documents, "s", "native", algorithm)
        after = evaluated(tmp_path, others, "s", "native", algorithm)
        for b, a, g in zip(before, after, goals):
            x, y = b["elements"][g]["value"], a["elements"][g]["value"]
            assert x is None or y >= x, (g, x, y)


def test_bounds_hold_whatever_the_sizes_turn_out_to_be(tmp_path):
    rng = random.Random(8)
    documents, completed = [], []
    for _ in range(80):
        d = random_document(rng)
        full = copy.deepcopy(d)
        for id, goal in d["goals"].items():
            for target in list(goal.get("supports", {})):
                if rng.random() < 0.5:
                    low, high = sorted((rng.randint(-100, 100), rng.randint(-100, 100)))
                    goal["supports"][target] = {"contribution": {"low": low, "high": high}} if rng.random() < 0.6 else {}
                    if goal["supports"][target] == {}:
                        low, high = 0, 100
                    full["goals"][id]["supports"][target] = rng.uniform(low, high)
        documents.append(d), completed.append(full)
    for found, truth in zip(evaluated(tmp_path, documents, "s"), evaluated(tmp_path, completed, "s")):
        for id, e in found["elements"].items():
            value = truth["elements"][id]["value"]
            if "lower" in e and value is not None:
                assert e["lower"] - 1e-9 <= e["value"] <= e["upper"] + 1e-9
                assert e["lower"] - 1e-9 <= value <= e["upper"] + 1e-9 and math.isfinite(value), (id, e, value)

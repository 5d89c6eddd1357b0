"""Weights from pairwise comparisons: published cases, a slow second evaluator, and what comparisons refuse."""

import json
import math
import os
import pathlib
import random
import subprocess
import sys

import jsonschema
import numpy as np
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from reference import alignment, compare, pairwise, random_strategy  # noqa: E402

SHARED = pathlib.Path(os.environ.get("NORTHLINE_SHARED") or ROOT.parent / "shared")
TOOL = os.environ.get("NORTHLINE_BIN")
SCHEMA = json.loads((ROOT / "docs/schemas/weigh.schema.json").read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(not TOOL, reason="NORTHLINE_BIN is not set, so there is no tool to run.")


def run(comparisons, *options):
    return subprocess.run([TOOL, "weigh", "-", *options], input=json.dumps(comparisons), encoding="utf-8",
                          capture_output=True)


def weigh(comparisons):
    done = run(comparisons, "--format", "json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, SCHEMA)
    return answer


def refusal(comparisons):
    done = run(comparisons)
    assert done.returncode == 2, done.stdout
    return done.stderr


def alone(comparisons):
    return weigh(comparisons)["sets"][0]


# ---- published cases -------------------------------------------------------------------------------------------

def cases():
    """The cases that are copied into the repository, and any others beside the clone."""
    found = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in
             sorted((ROOT / "tests/cases/weighing").glob("ahp_*.json"))}
    beside = SHARED / "cases/decision-and-finance"
    if beside.is_dir():
        found |= {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(beside.glob("ahp_*.json"))}
    print(f"{len(found)} cases from tests/cases/weighing and {beside}")
    return found


def case(name):
    found = cases().get(name)
    if found is None:
        pytest.skip(f"The case {name} is not there.")
    return found


def test_consistency_measures():
    c = case("ahp_consistency_measures_r_mcda")
    s = alone({"matrix": c["input"]["matrix"], "random_index": c["input"]["random_index"]})
    expected = {"CR": s["consistency_ratio"], **{k: s["inconsistency"][k] for k in ("congruence", "dissonance", "koczkodaj")}}
    for name, value in c["expected"].items():
        assert abs(expected[name] - value) <= c["tolerance"], name
        assert abs(expected[name] - c["independent_check"]["recomputed"][name]) <= 1e-9, name
    named = alone({"matrix": c["input"]["matrix"], "random_index": "aguaron-moreno"})
    assert named["random_index"] == {"name": "aguaron-moreno", "value": 0.882}
    assert named["consistency_ratio"] == s["consistency_ratio"] and s["random_index"]["name"] == "given"
    assert not s["agrees"]


def test_measured():
    c = case("ahp_direct_measure_haas")
    s = alone({"values": c["input"]["values"]})
    for name, value in c["independent_check"]["recomputed"]["weights"].items():
        assert abs(s["weights"][name] - value) <= 1e-15
    assert s["method"] == "measured" and s["consistency_ratio"] == 0


def test_incomplete():
    c = case("ahp_incomplete_bozoki_4")
    judged = c["input"]["judgements"]
    s = alone({"judgements": judged, "random_index": "donegan-dodd"})
    assert s["random_index"]["value"] == c["input"]["random_index"] == 0.8286
    for name, value in c["expected"]["weights"].items():
        assert abs(s["weights"][name] - value) <= c["tolerance"]["abs"]
    assert abs(s["consistency_ratio"] - c["expected"]["consistency_ratio"]) <= c["tolerance"]["abs"]
    assert s["filled"][0]["items"] == ["c", "d"]
    assert abs(s["filled"][0]["ratio"] - math.sqrt(8 / 15)) <= 1e-13  # the closed form


def test_three_criteria_four_cars():
    c = case("ahp_r_mcda_cars")
    cars = ["Corsa", "Clio", "Fiesta", "Sandero"]
    names = ["style", "reliability", "fuel"]
    r = weigh({"items": names, "matrix": c["input"]["criteria"],
               "below": {n: {"items": cars, "matrix": c["input"][n]} for n in names}})
    found = {x["item"]: x["weight"] for x in r["ranking"]}
    for name, value in c["independent_check"]["recomputed"]["scores"].items():
        assert abs(found[name] - value) <= 1e-9
    assert [x["item"] for x in r["ranking"]] == ["Sandero", "Corsa", "Clio", "Fiesta"]
    assert [s["of"] for s in r["sets"]] == [[], ["style"], ["reliability"], ["fuel"]]


def test_column_averages():
    c = case("ahp_skcriteria_rank")
    below = {str(i + 1): {"items": ["a", "b", "c"], "matrix": m} for i, m in
             enumerate(c["input"]["alternatives_by_criterion"])}
    tree = {"matrix": c["input"]["criteria"], "method": "column_average", "below": below}
    r = weigh(tree)
    found = {x["item"]: x for x in r["ranking"]}
    points = c["independent_check"]["recomputed"]["points"]
    for name, value, rank in zip("abc", points, c["expected"]["rank"]):
        assert abs(found[name]["weight"] - value) <= 1e-12 and found[name]["rank"] == rank
    assert {s["method"] for s in r["sets"]} == {"column_average"}  # what stands above holds below
    by_vector = {x["item"]: x["weight"] for x in weigh({**tree, "method": "eigenvector"})["ranking"]}
    for name, value in zip("abc", [0.4219, 0.2642, 0.3139]):
        assert abs(by_vector[name] - value) <= 5e-5


def test_three_levels():
    c = case("ahp_vehicle_three_level")
    given = c["input"]
    leaf = {name: {"judgements": j} for name, j in given["leaves"].items()}
    r = weigh({
        "random_index": "donegan-dodd", "judgements": given["criteria"],
        "below": {"Cost": {"judgements": given["cost"], "below": {n: leaf[n] for n in ("Price", "Fuel", "Maintenance", "Resale")}},
                  "Capacity": {"judgements": given["capacity"], "below": {n: leaf[n] for n in ("Cargo", "Passenger")}},
                  "Safety": leaf["Safety"], "Style": leaf["Style"]}})
    exact = c["independent_check"]["recomputed"]
    sets = {tuple(s["of"]): s for s in r["sets"]}
    found = {x["item"]: x["weight"] for x in r["ranking"]}
    for name, value in exact["target_weights"].items():
        assert abs(found[name] - value) <= 1e-9
    for name, value in exact["criteria_weights"].items():
        assert abs(sets[()]["weights"][name] - value) <= 1e-9
    for name, value in exact["price_local"].items():
        assert abs(sets[("Cost", "Price")]["weights"][name] - value) <= 1e-9
    for path, name in (((), "criteria_cr"), (("Safety",), "safety_cr"), (("Style",), "style_cr"),
                       (("Capacity", "Cargo"), "cargo_cr")):
        assert abs(sets[path]["consistency_ratio"] - exact[name]) <= 1e-9
    assert abs(sum(found.values()) - 1) <= 1e-14


# ---- the second evaluator --------------------------------------------------------------------------------------

SCALE = [1 / x for x in range(9, 1, -1)] + list(range(1, 10))


def random_judgements(rng, n, gaps, wild):
    names = [f"i{k}" for k in range(n)]
    pairs = [(names[i], names[j]) for i in range(n) for j in range(i + 1, n)]
    tree = [(names[rng.randrange(k)], names[k]) for k in range(1, n)]
    chosen = set(tree) | {p for p in pairs if rng.random() >= gaps}
    ratio = (lambda: math.exp(rng.gauss(0, 3))) if wild else (lambda: rng.choice(SCALE))
    judgements = []
    for a, b in sorted(chosen):
        x = ratio()
        judgements.append([a, b, x] if rng.random() < 0.5 else [b, a, x])
    return names, judgements


@pytest.mark.parametrize("method", ["eigenvector", "geometric_mean", "column_average"])
@pytest.mark.parametrize("completion", ["eigenvalue", "harker"])
def test_against_the_second_evaluator(method, completion):
    rng = random.Random(method + completion)
    slow = completion == "eigenvalue" and method != "geometric_mean"  # minimised in as many directions as gaps
    for round_ in range(25):
        n = rng.randint(1, 6 if slow else 9)
        gaps = rng.choice([0, 0, 0.2, 0.6, 1])
        names, judgements = random_judgements(rng, n, gaps, wild=round_ % 5 == 0)
        a = pairwise.matrix_of(names, judgements)
        reference = pairwise.weigh(a, method, completion)
        s = alone({"items": names, "judgements": judgements, "method": method, "completion": completion})
        found = np.array([s["weights"][x] for x in names])
        # A general minimiser finds the place of a flat minimum to half the digits of its value.
        minimised = bool(pairwise.missing_of(a)) and completion == "eigenvalue" and method != "geometric_mean"
        near = 2e-5 if minimised else 1e-11
        np.testing.assert_allclose(found, reference["weights"], rtol=near)
        assert abs(found.sum() - 1) <= 1e-14
        assert abs(s["eigenvalue"] - reference["eigenvalue"]) <= (1e-5 if minimised and method == "column_average" else 1e-8 if minimised else 1e-11) * reference["eigenvalue"]
        if n >= 3:
            expected = reference["consistency_index"] / pairwise.INDEX["saaty"][n - 3]
            assert abs(s["consistency_ratio"] - expected) <= 1e-4 * max(1, expected) if minimised else 1e-10
        for name, value in zip(("congruence", "dissonance", "koczkodaj"), pairwise.inconsistency(a)):
            assert s["inconsistency"][name] == value or abs(s["inconsistency"][name] - value) <= 1e-11
        assert len(s["filled"]) == len(pairwise.missing_of(a))


def test_filled_in_entries_leave_the_least_eigenvalue():
    """No change of any of them, up or down, lowers the principal eigenvalue."""
    rng = random.Random(7)
    for _ in range(20):
        n = rng.randint(4, 8)
        names, judgements = random_judgements(rng, n, 0.6, wild=False)
        s = alone({"items": names, "judgements": judgements})
        b = pairwise.matrix_of(names, judgements)
        for f in s["filled"]:
            i, j = names.index(f["items"][0]), names.index(f["items"][1])
            b[i, j], b[j, i] = f["ratio"], 1 / f["ratio"]
        least = pairwise.principal(b)[0]
        for f in s["filled"]:
            i, j = names.index(f["items"][0]), names.index(f["items"][1])
            for factor in (0.999, 1.001):
                c = b.copy()
                c[i, j] *= factor
                c[j, i] /= factor
                assert pairwise.principal(c)[0] >= least - 1e-12


def test_random_indices_are_what_random_matrices_have():
    """A simulation of the tables: they were simulated too, some from few matrices."""
    rng = np.random.default_rng(3)
    for n in (3, 4, 6, 9):
        total = 0.0
        rounds = 2000
        for _ in range(rounds):
            a = np.ones((n, n))
            for i in range(n):
                for j in range(i + 1, n):
                    a[i, j] = SCALE[rng.integers(17)]
                    a[j, i] = 1 / a[i, j]
            total += (pairwise.principal(a)[0] - n) / (n - 1)
        for name, table in pairwise.INDEX.items():
            assert abs(table[n - 3] - total / rounds) <= 0.08, f"{name} {n}"


def test_scaling_and_order():
    """The order of judgements and items changes no weight; agreeing judgements give back what they came from."""
    rng = random.Random(11)
    for n in (2, 3, 7, 15, 40):
        truth = [math.exp(rng.gauss(0, 1)) for _ in range(n)]
        names = [f"i{k}" for k in range(n)]
        judgements = [[names[i], names[j], truth[i] / truth[j]] for i in range(n) for j in range(i + 1, n)]
        for method in ("eigenvector", "geometric_mean", "column_average"):
            s = alone({"judgements": judgements, "method": method, "random_index": "donegan-dodd"})
            for name, x in zip(names, truth):
                assert abs(s["weights"][name] - x / sum(truth)) <= 1e-13
            assert abs(s["consistency_ratio"]) <= 1e-12
            shuffled = judgements[:]
            rng.shuffle(shuffled)
            again = alone({"judgements": shuffled, "method": method})
            for name in names:
                assert abs(again["weights"][name] - s["weights"][name]) <= 1e-14


def test_hierarchies_multiply():
    """Weights down every branch multiply, and those at its ends sum to 1."""
    rng = random.Random(5)

    def tree(depth, prefix):
        names, judgements = random_judgements(rng, rng.randint(2, 4), 0.3, wild=False)
        renamed = {n: f"{prefix}{n}" for n in names}
        node = {"judgements": [[renamed[a], renamed[b], x] for a, b, x in judgements]}
        if depth:
            node["below"] = {renamed[n]: tree(depth - 1, renamed[n] + "/") for n in names if rng.random() < 0.6}
        return node

    for _ in range(10):
        r = weigh(tree(3, ""))
        sets = {tuple(s["of"]): s for s in r["sets"]}
        for path, s in sets.items():
            share = sets[path[:-1]]["overall"][path[-1]] if path else 1
            for name, local in s["weights"].items():
                assert abs(s["overall"][name] - share * local) <= 1e-15
        assert abs(sum(x["weight"] for x in r["ranking"]) - 1) <= 1e-13


def test_circles_of_preference():
    """a over b over c over a, strongly: everything weighs the same, and the ratio says what that is worth."""
    for strength in (9, 1e4, 1e9):
        s = alone({"judgements": [["a", "b", strength], ["b", "c", strength], ["c", "a", strength]]})
        assert all(abs(w - 1 / 3) <= 1e-12 for w in s["weights"].values())
        assert s["consistency_ratio"] > 1
    # All but circular, where power iteration crawls.
    names, judgements = random_judgements(random.Random(2), 6, 0, wild=True)
    a = pairwise.matrix_of(names, [[x, y, min(1e9, max(1e-9, z ** 3))] for x, y, z in judgements])
    s = alone({"items": names, "judgements": [[x, y, min(1e9, max(1e-9, z ** 3))] for x, y, z in judgements]})
    reference = pairwise.weigh(a)
    assert abs(s["eigenvalue"] / reference["eigenvalue"] - 1) <= 1e-11


# ---- forms and refusals ----------------------------------------------------------------------------------------

def test_forms_say_the_same():
    full = alone({"items": ["a", "b", "c"], "matrix": [[1, 3, 5], [1 / 3, 1, 2], [0.2, 0.5, 1]]})
    upper = alone({"items": ["a", "b", "c"], "matrix": [[1, 3, 5], [None, 1, 2], [None, None, 1]]})
    listed = alone({"items": ["a", "b", "c"], "judgements": [["a", "b", 3], ["c", "a", 0.2], ["b", "c", 2]]})
    rounded = alone({"items": ["a", "b", "c"], "matrix": [[1, 3, 5], [0.33, 1, 2], [0.2, 0.5, 1]]})
    assert full["weights"] == upper["weights"] == rounded["weights"]
    for name in "abc":
        assert abs(listed["weights"][name] - full["weights"][name]) <= 1e-15


def test_large_sets():
    names, judgements = random_judgements(random.Random(1), 30, 0.8, wild=False)
    s = alone({"items": names, "judgements": judgements})
    assert s["consistency_ratio"] is None and s["agrees"] is None  # the table ends at 15
    s = alone({"items": names, "judgements": judgements, "random_index": "donegan-dodd"})
    assert s["random_index"]["value"] == 1.5772
    s = alone({"judgements": [["a", f"i{k}", 2] for k in range(46)], "random_index": "donegan-dodd"})
    assert abs(s["random_index"]["value"] - (1.5976 + 0.7 * (1.6102 - 1.5976))) <= 1e-12  # 47 lies between 40 and 50
    assert "No more than 100 things" in refusal({"judgements": [["a", f"i{k}", 2] for k in range(101)]})


@pytest.mark.parametrize(("comparisons", "said"), [
    ({"judgements": [["a", "b", 2], ["c", "d", 3], ["d", "e", 1]]}, '2 groups with another: ("a", "b"), ("c", "d", "e")'),
    ({"items": ["a", "b", "c"], "judgements": [["a", "b", 2]]}, '("a", "b"), ("c")'),
    ({"judgements": [["a", "b", 2], ["b", "a", 2]]}, "in another place"),
    ({"judgements": [["a", "b", 0]]}, "above 0"),
    ({"judgements": [["a", "b", -3]]}, "above 0"),
    ({"judgements": [["a", "b", "1/3"]]}, "above 0"),
    ({"judgements": [["a", "b"]]}, "list of three"),
    ({"judgements": [["a", "a", 2]]}, "with itself"),
    ({"judgements": {}}, "has to be a list"),
    ({"judgements": []}, "compares nothing"),
    ({"items": ["a"], "judgements": [["a", "b", 2]]}, "not among the items"),
    ({"items": ["a", "a"], "judgements": []}, "listed twice"),
    ({"matrix": [[1, 2], [0.5, 1, 3]]}, "3 entries for 2 items"),
    ({"items": ["a"], "matrix": [[1, 2], [0.5, 1]]}, "2 rows for 1 items"),
    ({"matrix": [[2, 2], [0.5, 1]]}, "has to be 1"),
    ({"matrix": [[1, 2], [2, 1]]}, "in another place"),
    ({"values": {"a": 0}}, "above 0"),
    ({"items": ["a", "b"], "values": {"a": 1}}, 'no number for "b"'),
    ({}, "exactly one of judgements, matrix and values"),
    ({"matrix": [[1]], "values": {"a": 1}}, "exactly one of judgements, matrix and values"),
    ({"matrix": [[1]], "random_index": "none"}, "There is no table"),
    ({"matrix": [[1]], "method": "best"}, "eigenvector, geometric_mean or column_average"),
    ({"matrix": [[1]], "completion": "best"}, "eigenvalue or harker"),
    ({"matrix": [[1]], "what": 1}, 'no member "what"'),
    ({"matrix": [[1]], "below": {"9": {"matrix": [[1]]}}}, "not among what is compared above"),
    ({"northline": 1}, "compares nothing"),
])
def test_refusals(comparisons, said):
    assert said in refusal(comparisons)


# ---- in a document ---------------------------------------------------------------------------------------------

DOCUMENT = {"northline": 1, "as_of": "2026-11-21", "visions": {"v": {"title": "Everybody rides"}},
            "goals": {"g": {"title": "Riders ask us first", "supports": "v", "type": "process", "owned_by": "p"}},
            "stakeholders": {"p": {"title": "Mara"}}}


def score(document):
    done = subprocess.run([TOOL, "score", "-", "--format", "json"], input=json.dumps(document), encoding="utf-8",
                          capture_output=True)
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


def with_judgements(judgements, **more):
    return {**DOCUMENT, "scoring": {"comparisons": {"dimensions": {"judgements": judgements}}, **more}}


def test_document_weights_count():
    judged = [["direction", "means", 4], ["means", "timing", 2], ["direction", "timing", 8]]
    document = with_judgements(judged)
    found = weigh(document)
    assert found["sets"][0]["weights"] == pytest.approx({"direction": 8 / 11, "means": 2 / 11, "timing": 1 / 11}, abs=1e-14)
    # The three share what they would weigh without judgements; the others keep their 1.
    as_numbers = {**DOCUMENT, "scoring": {"weights": {"direction": 24 / 11, "means": 6 / 11, "timing": 3 / 11}}}
    assert abs(score(document)["overall"]["score"] - score(as_numbers)["overall"]["score"]) <= 1e-13
    assert score(document)["overall"]["score"] > score(DOCUMENT)["overall"]["score"]


def test_weighed_scores_against_the_second_evaluator():
    rng = random.Random(8)
    for seed in range(20):
        document = random_strategy.generate(500 + seed)
        names = rng.sample(list(alignment.DIMENSIONS), rng.randint(2, 10))
        judged = [[a, b, rng.choice(SCALE)] for i, a in enumerate(names) for b in names[i + 1:]]
        document["scoring"] = {**document.get("scoring", {}), "weights": {}, "comparisons": {"dimensions": {"judgements": judged}}}
        assert not compare.differences(alignment.score(document), compare.tool_score(document), tolerance=1e-11)


def test_document_refusals():
    assert "weighed twice" in score(with_judgements([["need", "means", 2]], weights={"need": 3}))
    assert "nothing called" in score(with_judgements([["need", "fame", 2]]))
    assert "above 0" in score(with_judgements([["need", "means", 0]]))
    said = score({**DOCUMENT, "scoring": {"comparisons": {"goals": {}}}})
    assert "Only the dimensions" in said and ":1:" in said


def findings(document):
    done = subprocess.run([TOOL, "check", "-", "--format", "json", "--fail-on", "never"], input=json.dumps(document),
                          encoding="utf-8", capture_output=True)
    return [f for f in json.loads(done.stdout)["findings"] if f["code"] == "NL034"]


def test_contradicting_judgements_are_a_finding():
    agreeing = [["need", "timing", 2], ["timing", "means", 3], ["need", "means", 5]]
    assert findings(with_judgements(agreeing)) == []
    (found,) = findings(with_judgements([*agreeing[:2], ["means", "need", 2]]))
    assert found["severity"] == "warning" and found["pointer"] == "/scoring/comparisons/dimensions/judgements/2"
    assert found["line"] == 1 and found["column"] > 1 and found["arguments"]["ratio"] > 0.1 and found["arguments"]["table"] == "saaty"
    assert findings(with_judgements([["need", "timing", 0]])) == []  # scoring refuses that

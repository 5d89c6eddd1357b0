"""Simulation: the tool against the slow way, which writes every draw into the document; closed forms; bytes."""

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

from reference import monte_carlo, random_strategy  # noqa: E402

TOOL = os.environ.get("NORTHLINE_BIN")
pytestmark = pytest.mark.skipif(not TOOL, reason="NORTHLINE_BIN is not set, so there is no tool to compare with.")
COUNCIL = ROOT / "examples/strategies/council.json"
AS_OF = "2026-11-21"


def run(*arguments, code=0):
    done = subprocess.run([TOOL, *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=300,
                          check=False)
    assert done.returncode == code, done.stderr
    return done


def simulated(path, *more):
    return json.loads(run("simulate", path, "--format", "json", "--as-of", AS_OF, *more).stdout)


def by_output(result):
    return {o["output"]: o for o in result["outputs"]}


def every(folder, command, documents):
    """One call of the tool for all documents."""
    paths = []
    for i, document in enumerate(documents):
        paths.append(folder / f"{command}{i}.json")
        paths[-1].write_text(json.dumps(document), encoding="utf-8")
    done = run(command, *paths, "--as-of", AS_OF, "--format", "json")
    return [json.loads(line) for line in done.stdout.splitlines()]


def unsure(document, seed):
    """More that is uncertain: contributions that may fail, risks, and ranges where plain numbers stood."""
    rng = random.Random(seed)
    document = copy.deepcopy(document)
    for kind in ("programs", "activities", "capabilities"):
        for body in document.get(kind, {}).values():
            targets = body.get("contributes_to")
            if not isinstance(targets, dict):
                continue
            for goal, value in targets.items():
                if isinstance(value, (int, float)):
                    low, high = max(-100, value - 20), min(100, value + 10)
                    targets[goal] = {"contribution": {"low": low, "likely": value, "high": high}}
                if isinstance(targets[goal], dict) and rng.random() < 0.6:
                    targets[goal]["confidence"] = rng.choice([0, 0.25, 0.5, 0.9, 1])
    document["risks"] = {
        "risk-1": {"title": "risk-1", "impact": {"low": 5, "likely": 10, "high": 40}, "probability": 0.3},
        "risk-2": {"title": "risk-2", "impact": 7, "probability": {"low": 0.2, "high": 0.8}},
        "risk-3": {"title": "risk-3", "impact": {"low": 1, "high": 2}}}
    document.setdefault("benefits", {})["benefit-1"] = {"title": "benefit-1", "value": {"low": -3, "high": 9}}
    return document


def close(expected, found):
    if expected is None or found is None:
        return expected is found
    return math.isclose(expected, found, rel_tol=1e-12, abs_tol=1e-12)


def assert_statistics(values, output):
    expected = monte_carlo.statistics(values, output["level"])
    for name, value in expected.items():
        found = output[name]
        if name == "percentiles":
            assert all(close(value[p], found[p]) for p in value), (output["output"], value, found)
        elif name == "deviation":
            # A sum of squares of differences that are nothing but rounding is nothing itself.
            assert close(value, found) or abs(value - found) <= 1e-12 * max(1.0, abs(expected["mean"])), output
        else:
            assert close(value, found), (output["output"], name, value, found)


@pytest.mark.parametrize("seed", range(8))
def test_every_result_is_that_of_the_documents_with_the_drawn_numbers(tmp_path, seed):
    document = unsure(random_strategy.generate(seed + 100), seed)
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    draws = 150
    result = simulated(path, "--draws", draws, "--seed", 2**40 + seed)
    inputs = result["inputs"]
    values = [monte_carlo.drawn(inputs, 2**40 + seed, d) for d in range(draws)]
    evaluations = every(tmp_path, "evaluate", [monte_carlo.written(document, inputs, v, True) for v in values])
    scores = every(tmp_path, "score", [monte_carlo.written(document, inputs, v, False) for v in values])
    outputs = by_output(result)
    for key, output in outputs.items():
        if output["kind"] == "evaluation":
            assert_statistics([e["elements"][output["id"]]["value"] for e in evaluations], output)
        elif key == "alignment":
            assert_statistics([s["overall"]["score"] for s in scores], output)
        elif output["kind"] == "alignment":
            assert_statistics([s["goals"][output["id"]]["score"] for s in scores], output)
        elif key in ("money:asked", "hours:asked"):
            assert_statistics([s["aligned_spend"][key[:5]]["total"] for s in scores], output)
        elif key == "risks":
            number = {(x["id"], x["shape"] == "occurrence", x["attribute"]): i for i, x in enumerate(inputs)}
            assert_statistics(
                [v[number["risk-1", False, "impact"]] * v[number["risk-1", True, "probability"]] +
                 7 * v[number["risk-2", True, "probability"]] for v in values], output)
    assert result["risks_without_probability"] == 1


def test_bytes_do_not_depend_on_threads(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(unsure(random_strategy.generate(7), 7)), encoding="utf-8")
    for file in (path, COUNCIL):
        one = run("simulate", file, "--draws", 700, "--as-of", AS_OF, "--format", "json").stdout
        for threads in (2, 3, 5):
            assert run("simulate", file, "--draws", 700, "--as-of", AS_OF, "--format", "json",
                       "--threads", threads).stdout == one
        assert run("simulate", file, "--draws", 700, "--as-of", AS_OF, "--format", "json",
                   "--seed", 2).stdout != one


def test_closed_forms(tmp_path):
    """Sums of triangles, contributions that may fail, the least and the greatest of uniform numbers."""
    document = {
        "northline": 1,
        "goals": {
            "sum": {"title": "sum"}, "fails": {"title": "fails"},
            "worst": {"title": "worst"}, "best": {"title": "best", "decomposition": "or"},
            **{f"{end}{i}": {"title": f"{end}{i}", "refines": end} for end in ("worst", "best") for i in range(2)}},
        "programs": {
            "p": {"title": "p", "contributes_to": {
                "sum": {"contribution": {"low": 0, "likely": 10, "high": 30}},
                "fails": {"contribution": 40, "confidence": 0.3},
                **{f"{end}{i}": {"contribution": {"low": 0, "high": 50}} for end in ("worst", "best")
                   for i in range(2)}}},
            "q": {"title": "q", "contributes_to": {"sum": {"contribution": {"low": -20, "likely": -5, "high": 20}}}}}}
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    n = 200_000
    outputs = by_output(simulated(path, "--draws", n, "--level", "fails=40"))

    def moments(name, mean, variance):
        found = outputs["evaluation:" + name]
        assert abs(found["mean"] - mean) < 5 * math.sqrt(variance / n), name
        assert abs(found["deviation"] / math.sqrt(variance) - 1) < 5 * math.sqrt(1 / n), name
        assert math.isclose(found["standard_error"], found["deviation"] / math.sqrt(n), rel_tol=1e-12)

    def triangle(a, m, b):
        return (a + m + b) / 3, (a * a + m * m + b * b - a * m - a * b - m * b) / 18

    (m1, v1), (m2, v2) = triangle(0, 10, 30), triangle(-20, -5, 20)
    moments("sum", m1 + m2, v1 + v2)
    moments("fails", 0.3 * 40, 0.3 * 0.7 * 40 ** 2)
    moments("worst", 50 / 3, 50 ** 2 / 18)
    moments("best", 100 / 3, 50 ** 2 / 18)
    assert abs(outputs["evaluation:fails"]["reached"] - 0.3) < 5 * math.sqrt(0.21 / n)
    # Shares of variance of a sum of independent numbers.
    shares = [bar["share"] for bar in outputs["evaluation:sum"]["tornado"]]
    assert shares == pytest.approx(sorted([v1 / (v1 + v2), v2 / (v1 + v2)], reverse=True), abs=0.01)
    # With both at the likely value 0 the least does not move when one alone goes up.
    assert outputs["evaluation:worst"]["likely"] == 25
    assert [b["at_high"] for b in outputs["evaluation:worst"]["tornado"]] == [25, 25]


def test_without_bars_everything_else_is_the_same():
    shop = ROOT / "examples/strategies/shop.json"
    whole = json.loads(run("simulate", shop, "--draws", 500, "--format", "json").stdout)
    bare = json.loads(run("simulate", shop, "--draws", 500, "--bars", 0, "--format", "json").stdout)
    assert any(o["tornado"] for o in whole["outputs"])
    for o in whole["outputs"]:
        o["tornado"] = []
    assert bare == whole


def test_tornado_is_what_plain_evaluations_give(tmp_path):
    document = unsure(json.loads(COUNCIL.read_text(encoding="utf-8")), 4)
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    result = simulated(path, "--draws", 300)
    inputs = result["inputs"]
    likely = [x["likely"] if x["shape"] != "occurrence" else float("target" in x) for x in inputs]
    ends = []
    for i, x in enumerate(inputs):
        for u in (0.1, 0.9):
            v = list(likely)
            if x["shape"] == "occurrence":
                v[i] = round(u)
            else:
                width, rise = x["high"] - x["low"], (x["likely"] - x["low"]) / (x["high"] - x["low"])
                v[i] = (x["low"] + width * u if x["shape"] == "uniform"
                        else x["low"] + width * math.sqrt(u * rise) if u < rise
                        else x["high"] - width * math.sqrt((1 - u) * (1 - rise)))
            ends.append(v)
    evaluations = every(tmp_path, "evaluate", [monte_carlo.written(document, inputs, v, True) for v in ends])
    scores = every(tmp_path, "score", [monte_carlo.written(document, inputs, v, False) for v in ends])
    bars = 0
    for output in result["outputs"]:
        if output["kind"] == "evaluation":
            at = [e["elements"][output["id"]]["value"] for e in evaluations]
        elif output["output"] == "alignment":
            at = [s["overall"]["score"] for s in scores]
        else:
            continue
        swings = [abs(bar["swing"]) for bar in output["tornado"]]
        assert swings == sorted(swings, reverse=True)
        for bar in output["tornado"]:
            bars += 1
            assert close(at[2 * bar["input"]], bar["at_low"]) and close(at[2 * bar["input"] + 1], bar["at_high"])
    assert bars > 5


def test_scenarios_change_what_is_drawn(tmp_path):
    document = {"northline": 1, "goals": {"g": {"title": "g"}},
                "programs": {"p": {"title": "p", "contributes_to": {"g": {"contribution": {"low": 20, "high": 60}}}}},
                "scenarios": {"half": {"evaluations": {"p": 50}},
                              "sure": {"set": {"programs": {"p": {"contributes_to": {"g": 30}}}}}}}
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    plain, half = simulated(path), simulated(path, "--scenario", "half")
    assert half["scenario"] == "half"
    assert close(by_output(plain)["evaluation:g"]["mean"] / 2, by_output(half)["evaluation:g"]["mean"])
    sure = simulated(path, "--scenario", "sure")
    assert sure["inputs"] == [] and by_output(sure)["evaluation:g"]["mean"] == 30


def test_refusals():
    done = run("simulate", COUNCIL, "--level", "alignment", code=2)
    assert "A level is written as RESULT=NUMBER" in done.stderr
    done = run("simulate", COUNCIL, "--level", "nobody=3", code=2)
    assert 'There is no result "nobody"' in done.stderr
    done = run("simulate", COUNCIL, "--draws", 10**12, code=2)
    assert "draws fit" in done.stderr

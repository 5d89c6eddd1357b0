"""`northline why`: every tree recomputes, its parts sum to the number asked about, and its leaves stand in the document.

The shares are held to definitions that know nothing of the code: Shapley values by enumerating coalitions, Euler shares by
numeric derivatives.
"""

import itertools
import json
import math
import os
import pathlib
import random
import subprocess
import sys

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from reference import alignment, evaluation, random_strategy  # noqa: E402

TOOL = os.environ.get("NORTHLINE_BIN")
pytestmark = pytest.mark.skipif(not TOOL, reason="NORTHLINE_BIN is not set, so there is no tool to ask.")
TINY = 1e-12
DIMENSIONS = ["direction", "need", "grounding", "audience", "means", "measurement", "accountability", "governance",
              "readiness", "timing"]


def tool(*words, code=0):
    done = subprocess.run([TOOL, *map(str, words)], capture_output=True, encoding="utf-8")
    assert done.returncode == code, f"{words}: {done.stderr}"
    return done.stdout if code == 0 else done.stderr


def ask(path, about, *options):
    answer = json.loads(tool("why", path, about, "--format", "json", *options))
    jsonschema.validate(answer, SCHEMA)
    return answer


SCHEMA = json.loads((ROOT / "docs/schemas/why.schema.json").read_text(encoding="utf-8"))


def score(path):
    return json.loads(tool("score", path, "--format", "json"))


def nodes(tree):
    yield tree
    for child in tree.get("children", []):
        yield from nodes(child)


def write(folder, document, name="strategy.json"):
    path = folder / name
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


# ---- what a node says of itself --------------------------------------------------------------------------------

def power_mean(values, weights, p):
    if p < 0 and any(v == 0 for v, w in zip(values, weights) if w):
        return 0.0
    total = sum(w for w in weights)
    return (sum(w * v ** p for v, w in zip(values, weights) if w) / total) ** (1 / p)


def recomputed(n):
    """What the node's operation makes of its children; None where it states none."""
    values = [c["value"] for c in n["children"]]
    weights = [c.get("weight") for c in n["children"]]
    match n["operation"]:
        case "sum":
            return sum(values)
        case "mean":
            return sum(values) / len(values)
        case "weighted_mean":
            return sum(w * v for w, v in zip(weights, values)) / sum(weights)
        case "minimum":
            return min(values)
        case "maximum":
            return max(values)
        case "product":
            return math.prod(values)
        case "quotient":
            return values[0] / values[1]
        case "difference":
            return values[0] - values[1]
        case "either":
            return 1 - math.prod(1 - v for v in values)
        case "held":
            return min(max(values[0], n["lower"]), n["upper"])
        case "power_mean":
            return power_mean(values, weights, n["power"])
        case "truncated":
            return float(math.trunc(values[0]))
        case "rounded":
            return float(math.floor(values[0] + 0.5))
        case "chosen":
            return values[0]
        case "root":
            return math.sqrt(values[0])
        case "triangular":
            low, likely, high, u = values
            rise = (likely - low) / (high - low)
            return (low + (high - low) * math.sqrt(u * rise) if u < rise
                    else high - (high - low) * math.sqrt((1 - u) * (1 - rise)))
        case "uniform":
            return values[0] + (values[1] - values[0]) * values[2]
        case "occurs":
            return 1.0 if values[1] < values[0] else 0.0
    return None


def shapley(worth, players):
    """By enumeration: the mean gain of each over all coalitions of the others."""
    n = len(players)
    values = []
    for i in range(n):
        others = [j for j in range(n) if j != i]
        value = 0.0
        for size in range(n):
            weight = math.factorial(size) * math.factorial(n - 1 - size) / math.factorial(n)
            for coalition in itertools.combinations(others, size):
                value += weight * (worth([players[j] for j in (*coalition, i)]) - worth([players[j] for j in coalition]))
        values.append(value)
    return values


def expected_shares(n):
    values = [c["value"] for c in n["children"]]
    weights = [c.get("weight") for c in n["children"]]
    match n["operation"]:
        case "minimum" if len(values) <= 10:  # the airport game: a coalition misses what its neediest member misses
            return shapley(lambda coalition: max([0, *(1 - x for x in coalition)]), values)
        case "either" if len(values) <= 8:
            return shapley(lambda coalition: 1 - math.prod(1 - x for x in coalition), values)
        case "product" if len(values) <= 8:  # nothing is made unless all are there
            return shapley(lambda coalition: math.prod(coalition) if len(coalition) == len(values) else 0, values)
        case "power_mean" if all(v == 0 or v > 1e-3 for v in values):
            if n["power"] < 0 and 0 in values:
                return [0.0] * len(values)
            shares = []
            for i, x in enumerate(values):
                h = 1e-5 * x
                up, down = ([*values[:i], x + s * h, *values[i + 1:]] for s in (1, -1))
                slope = 0 if x == 0 else (power_mean(up, weights, n["power"]) - power_mean(down, weights, n["power"])) / (2 * h)
                shares.append(x * slope)
            return shares
    return None


COUNTS = {"trees": 0, "nodes": 0, "leaves": 0, "shapley": 0, "euler": 0}


def check_tree(tree, number=None, scale=1.0):
    """Everything that must hold of a tree; `number` is what was printed elsewhere."""
    COUNTS["trees"] += 1
    if number is not None:
        assert tree["value"] is not None and abs(tree["value"] - number) <= TINY * max(1, abs(number))
    parts = 0.0
    for n in nodes(tree):
        COUNTS["nodes"] += 1
        children = n.get("children", [])
        shared = bool(children) and "share" in children[0]
        if not children or not shared:
            if "part" in n:
                parts += n["part"]
                COUNTS["leaves"] += 1
            if n["operation"] in ("given", "unknown", "in_words") or not children or n.get("assumed"):
                continue
        if n["value"] is None or n.get("assumed") or any(c["value"] is None for c in children):
            continue
        made = recomputed(n)
        if made is None:
            continue
        size = max(1.0, scale, abs(n["value"]), *(abs(c["value"]) for c in children))
        assert abs(made - n["value"]) <= 1e-12 * size * len(children), (made, n)
        if not shared:
            assert (n["operation"] in ("triangular", "uniform", "occurs")
                    or n["operation"] in ("held", "truncated", "rounded", "root") and children[0]["value"] == 0), n
            continue
        shares = sum(c["share"] for c in children)
        whole = n["value"] if n["operation"] != "minimum" else max(0, 1 - n["value"])
        if scale == 1 or n["operation"] != "minimum":
            assert abs(shares - whole) <= 1e-12 * size * len(children), (shares, whole, n)
        if "part" in n:
            assert abs(sum(c["part"] for c in children) - n["part"]) <= 1e-12 * size * len(children), n
        if scale == 1:
            wanted = expected_shares(n)
            if wanted is not None:
                COUNTS["euler" if n["operation"] == "power_mean" else "shapley"] += 1
                near = 1e-7 if n["operation"] == "power_mean" else 1e-12
                for c, w in zip(children, wanted):
                    assert abs(c["share"] - w) <= near, (n["operation"], c["share"], w)
    if tree["value"] is not None:
        assert abs(parts - tree["value"]) <= 1e-12 * max(1.0, scale, abs(tree["value"])) * 10, (parts, tree["value"])
        assert abs(tree["part"] - tree["value"]) <= TINY * max(1, abs(tree["value"]))


def check_places(tree, text):
    """Pointers lead to something in the document, or to a place where something could stand; lines are those."""
    document = json.loads(text)
    lines = text.split("\n")
    for n in nodes(tree):
        if not n.get("pointer"):
            continue
        tokens = [t.replace("~1", "/").replace("~0", "~") for t in n["pointer"].split("/")[1:]]
        at = document
        for i, t in enumerate(tokens):
            if isinstance(at, list):
                at = at[int(t)]
            elif isinstance(at, dict) and t in at:
                at = at[t]
            else:  # what is not written, of an element that is
                assert i >= 2 or tokens[0] in ("as_of", "scoring", "type"), n["pointer"]
                break
        if "line" in n:
            line = lines[n["line"] - 1]
            assert 1 <= n["column"] <= len(line) and not line[n["column"] - 1].isspace(), n


# ---- scores ----------------------------------------------------------------------------------------------------

AGGREGATES = [None, "mean", "weakest", {"power": -4}, {"power": -1}, {"power": -0.5}, {"power": 0.5}, {"power": 2},
              {"power": 4}]


def strategies():
    for i, seed in enumerate(range(100, 136)):
        document = random_strategy.generate(seed)
        aggregate = AGGREGATES[i % len(AGGREGATES)]
        if aggregate is not None:
            document.setdefault("scoring", {})["aggregate"] = aggregate
        yield seed, document


def test_trees_of_random_strategies(tmp_path):
    for seed, document in strategies():
        path = write(tmp_path, document)
        text = path.read_text(encoding="utf-8")
        result = score(path)
        overall = ask(path, "")["tree"]
        check_tree(overall, result["overall"]["score"])
        check_places(overall, text)
        rng = random.Random(seed)
        for goal in rng.sample(sorted(result["goals"]), min(4, len(result["goals"]))):
            tree = ask(path, goal)["tree"]
            check_tree(tree, result["goals"][goal]["score"])
            check_places(tree, text)
        for goal in result["goals"].values():
            for name, d in goal["dimensions"].items():
                if d["applicable"] and d["score"] is not None:
                    rows = [w["share"] for w in d["why"]]
                    assert None not in rows and abs(sum(rows) - d["score"]) <= TINY * 10, (seed, name, rows, d["score"])
    print(COUNTS)
    assert COUNTS["shapley"] > 100 and COUNTS["euler"] > 20


def test_trees_of_the_examples():
    for path in sorted((ROOT / "examples/strategies").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        try:
            plain = json.loads(text)
        except ValueError:
            continue
        result = score(path)
        for about in ["", *result["goals"], *plain.get("programs", {}), *plain.get("stakeholders", {}),
                      *plain.get("channels", {}), *plain.get("assessments", {})][:40]:
            answer = ask(path, about)
            check_tree(answer["tree"])
            check_places(answer["tree"], text)
            if "evaluation" in answer:
                check_tree(answer["evaluation"]["tree"], scale=100)
                check_places(answer["evaluation"]["tree"], text)


def test_every_number_of_score_can_be_asked_for(tmp_path):
    """Overall, bounds, known, weakest, sound, dimensions and aligned spend, of the whole and of each goal."""
    derived = stated = 0
    for seed, document in list(strategies())[::6]:
        path = write(tmp_path, document)
        result = score(path)
        if not result["goals"]:
            continue

        def check(about, number):
            nonlocal derived, stated
            tree = ask(path, about)["tree"]
            if number is None:
                assert tree["value"] is None, about
                return
            check_tree(tree, number)
            derived += tree["operation"] not in ("given", "unknown")
            stated += 1

        for name in ("score", "lower", "upper", "known"):
            check(f"@{name}", result["overall"][name])
        check("@overall", result["overall"]["score"])
        check("@sound", result["sound"])
        reference = alignment.score(document)
        assert abs(reference["sound"] - result["sound"]) <= TINY
        weakest = ask(path, "@weakest")["tree"]
        if result["weakest"] is None:
            assert weakest["value"] is None
        else:
            assert result["weakest"] in weakest["text"]
            assert abs(ask(path, f"@{result['weakest']}")["tree"]["value"] - weakest["value"]) <= 1e-9
        for name in DIMENSIONS:
            check_tree(ask(path, f"@{name}")["tree"])
        for what in ("money", "hours"):
            spend = result["aligned_spend"][what]
            tree = ask(path, f"@{what}")["tree"]
            if spend["share"] is None:
                assert tree["value"] is None
                continue
            check_tree(tree, spend["share"], scale=spend["total"])
            aligned, total = tree["children"]
            near = 1e-9 * max(1, spend["total"])
            assert abs(aligned["value"] - spend["aligned"]) <= near and abs(total["value"] - spend["total"]) <= near
            found = [c["value"] for c in total["children"]]
            for x, cause in zip(found[1:], ("no_goal", "no_line_of_sight", "negative")):
                assert abs(x - spend["by_cause"][cause]) <= near
        for goal in random.Random(seed).sample(sorted(result["goals"]), min(2, len(result["goals"]))):
            n = result["goals"][goal]
            for name in ("score", "lower", "upper", "known"):
                check(f"{goal}@{name}", n[name])
            assert ask(path, f"{goal}@sound")["tree"]["value"] == n["sound"]
            for name in DIMENSIONS:
                d = n["dimensions"][name]
                check(f"{goal}@{name}", d["score"] if d["applicable"] else None)
    print(f"{derived} of {stated} numbers derived from others, the rest stated by the document")
    assert derived > 0.6 * stated


def test_names_of_numbers(tmp_path):
    path = write(tmp_path, {"northline": 1, "goals": {"a": {"title": "A"}, "a@lower": {"title": "Awkward"}}})
    assert ask(path, "a@lower")["id"] == "a@lower" and ask(path, "a@upper")["number"] == "upper"
    assert ask(path, "a@lower@lower")["number"] == "lower"
    assert "There is no number \"fame\"" in tool("why", path, "a@fame", code=2)
    assert "No element of this strategy has the id \"b\"" in tool("why", path, "b@lower", code=2)
    assert ask(path, "a")["evaluation"]["tree"]["value"] == 0
    assert "tree" not in ask(path, "a@evaluation")


# ---- evaluation ------------------------------------------------------------------------------------------------

def evaluated(path, scenario, mode, algorithm):
    options = ["--scenario", scenario] if scenario else []
    return json.loads(tool("evaluate", path, "--format", "json", "--mode", mode, "--algorithm", algorithm, *options))


SHOP = {
    "northline": 1, "as_of": "2026-11-21",
    "goals": {
        "loyal": {"title": "Customers come back", "decomposition": "and"},
        "trust": {"title": "Customers trust our advice", "refines": "loyal", "importance": 80, "owned_by": "mara"},
        "speed": {"title": "Answers within a day", "refines": "loyal", "importance": 20, "owned_by": "mara",
                  "depends_on": "staff", "measured_by": {"answered": 2, "felt": 1}},
        "staff": {"title": "Two people more"},
        "either": {"title": "One way or the other", "decomposition": "or", "supports": {"loyal": 15}},
        "one": {"refines": "either"}, "two": {"refines": "either", "depends_on": "one"},
        "round": {"supports": {"about": 50}}, "about": {"supports": {"round": 50, "loyal": 5}}},
    "stakeholders": {"mara": {"title": "Mara"}, "team": {"title": "Team"}},
    "programs": {"workshop": {"contributes_to": {"trust": 70, "speed": -20, "one": 30}},
                 "chat": {"contributes_to": {"trust": 50, "speed": 60, "two": {"contribution": {"low": 20, "high": 60}}}},
                 "bare": {"contributes_to": "one"}},
    "metrics": {
        "answered": {"targets": [{"value": 95, "threshold": 80, "worst": 50, "due": "2027-06-30"}],
                     "observations": [{"date": "2026-09-30", "value": 60}, {"date": "2026-10-31", "value": 86}]},
        "felt": {"baseline": {"value": 2}, "targets": [{"value": 8, "due": "2027-06-30"}],
                 "observations": [{"date": "2026-10-31", "value": 3.3}]}},
    "scenarios": {
        "hired": {"evaluations": {"staff": "satisfied", "round": 40}},
        "half": {"based_on": "hired", "evaluations": {"chat": 50}},
        "today": {"from_metrics": True, "evaluations": {"round": -30}},
        "no-workshop": {"based_on": "hired", "set": {"programs": {"workshop": None}}}}}


@pytest.mark.parametrize("algorithm", ["quantitative", "hybrid", "qualitative"])
@pytest.mark.parametrize("mode", ["native", "compatible"])
def test_evaluation_trees(tmp_path, mode, algorithm):
    path = write(tmp_path, SHOP)
    text = path.read_text(encoding="utf-8")
    for scenario in [None, "hired", "half", "today", "no-workshop"]:
        found = evaluated(path, scenario, mode, algorithm)
        for id, e in {**found["elements"], **found["actors"]}.items():
            options = ["--mode", mode, "--algorithm", algorithm, *(["--scenario", scenario] if scenario else [])]
            answer = ask(path, id + "@evaluation", *options)["evaluation"]
            assert (answer["scenario"], answer["mode"], answer["algorithm"]) == (scenario, mode, algorithm)
            tree = answer["tree"]
            assert tree.get("label", e["label"]) == e["label"]
            if e["value"] is None:
                assert tree["value"] is None
                continue
            for end in ("lower", "upper"):
                if end not in e:
                    continue
                bound = ask(path, f"{id}@evaluation.{end}", *options)["evaluation"]["tree"]
                assert abs(bound["value"] - e[end]) <= 1e-9
                check_tree(bound, scale=10000)
                assert not (bound.get("children") and bound["operation"] == "given"), (id, bound)
            assert abs(tree["value"] - e["value"]) <= 1e-9
            if algorithm != "qualitative":
                check_tree(tree, scale=10000)
                if tree.get("children") and tree["operation"] == "given":
                    assert mode == "compatible" or e.get("basis") == "metrics", (id, tree)
            if scenario != "no-workshop":
                check_places(tree, text)
            for n in nodes(tree):
                if "given by scenario" in n["text"]:
                    assert "/evaluations/" in n["pointer"], n
    leaf = ask(path, "trust", "--scenario", "half")["evaluation"]["tree"]
    assert any(n.get("pointer") == "/scenarios/half/evaluations/chat" and n["line"] for n in nodes(leaf))


def test_evaluation_trees_of_random_graphs(tmp_path):
    rng = random.Random(4)
    for _ in range(12):
        n = rng.randint(3, 14)
        goals = {f"g{i}": {"decomposition": rng.choice(["and", "or", "xor"])} for i in range(n)}
        for i in range(n):
            for j in range(i):
                if rng.random() < 0.25:
                    kind = rng.choice(["refines", "supports", "supports", "depends_on"])
                    if kind == "supports":
                        goals[f"g{i}"].setdefault("supports", {})[f"g{j}"] = rng.choice([-100, -60, -20, 25, 33.3, 75, 100])
                    else:
                        a, b = (i, j) if kind == "refines" else (j, i)
                        goals[f"g{a}"].setdefault(kind, []).append(f"g{b}")
        values = {f"g{i}": rng.randint(-100, 100) for i in range(n) if rng.random() < 0.4}
        path = write(tmp_path, {"northline": 1, "goals": goals, "scenarios": {"s": {"evaluations": values}}})
        for mode in ("native", "compatible"):
            for algorithm in ("quantitative", "hybrid"):
                found = evaluated(path, "s", mode, algorithm)
                for id in rng.sample(sorted(goals), 3):
                    tree = ask(path, id + "@evaluation", "--scenario", "s", "--mode", mode, "--algorithm",
                               algorithm)["evaluation"]["tree"]
                    assert tree["value"] == found["elements"][id]["value"] or \
                        abs(tree["value"] - found["elements"][id]["value"]) <= 1e-9
                    check_tree(tree, scale=10000)
                    assert not (tree["operation"] == "given" and tree.get("children")), (mode, algorithm, id, tree)


def test_an_evaluation_that_cannot_be_done_does_not_hide_the_score(tmp_path):
    path = write(tmp_path, {"northline": 1, "goals": {"g": {"title": "G"}}, "metrics": {"m": {}},
                            "scoring": {"evaluation": {"scale": "0..100"}}})
    assert "evaluation" not in ask(path, "g")
    assert ask(path, "g", "--mode", "compatible")["evaluation"]["tree"]["value"] == 0
    assert "scale" in tool("why", path, "g", "--mode", "native", code=2)
    assert "takes no part" in tool("why", path, "m", "--mode", "compatible", code=2)
    assert "There is no scenario" in tool("why", path, "g", "--scenario", "s", "--mode", "compatible", code=2)


# ---- what one element brings of another ------------------------------------------------------------------------

@pytest.mark.parametrize("seeds", [range(0, 60), range(60, 120)])
def test_every_effect_of_work_is_derived_down_to_sizes_in_the_document(tmp_path, seeds):
    asked = 0
    for seed in seeds:
        document = random_strategy.generate(seed)
        path = write(tmp_path, document)
        effects = json.loads(tool("influence", path, "--format", "json"))["effects"]
        for e in random.Random(seed).sample(effects, min(4, len(effects))):
            about = f"{e['from']}@influence:{e['to']}"
            answer = ask(path, about)
            assert answer["number"] == f"influence:{e['to']}" and answer["id"] == e["from"]
            tree = answer["tree"]
            if e["value"] is None:
                assert tree["value"] is None and tree["operation"] == "unknown"
            else:
                check_tree(tree, e["value"], scale=100.0)
                for n in nodes(tree):  # what is written, 100, a plain count, or another element's number
                    if not n.get("children") and n["text"] not in ("of 100",):
                        assert n.get("line"), n
            check_places(tree, path.read_text(encoding="utf-8"))
            asked += 1
    assert asked > 60
    print(f"{asked} effects derived")


def test_effects_round_a_circle_and_none_at_all(tmp_path):
    path = write(tmp_path, {"northline": 1, "as_of": "2026-11-22",
                            "goals": {"fame": {"supports": {"sales": 50}}, "sales": {"supports": {"fame": 40}}, "a@b": {},
                                      "left": {"refines": "sales"}, "right": {"refines": "sales"}},
                            "programs": {"fair": {"contributes_to": {"fame": 80, "left": 10, "a@b": {}}}}})
    check_tree(ask(path, "fair@influence:fame")["tree"], 0.82 / 0.8 * 1.0)  # (0.8 + 0.05 * 0.4) / (1 - 0.2)
    check_tree(ask(path, "fame@influence:sales")["tree"], 0.625)
    none = ask(path, "fair@influence:right")["tree"]
    assert none["value"] == 0 and "nothing" in none["text"] and "children" not in none
    assert ask(path, "fair@influence:a@b")["tree"]["value"] is None
    assert "does not run through" in tool("why", write(tmp_path, {"northline": 1, "as_of": "2026-11-22", "goals": {"g": {}},
                                                                    "channels": {"c": {}}}, "c.json"), "c@influence:g", code=2)
    assert 'the id "nobody"' in tool("why", path, "fame@influence:nobody", code=2)

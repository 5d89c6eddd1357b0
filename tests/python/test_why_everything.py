"""Whatever a command prints as a number can be asked for with `northline why`, and what it answers is that number.

The commands are run in JSON form on examples and on random strategies; every number of theirs is either derived, compared
with what was printed and its tree recomputed, or it stands in `NOT_ASKED`, with the reason.
"""

import json
import random

import pytest
from test_why import ROOT, TINY, TOOL, ask, check_tree, nodes, recomputed, strategies, tool, write

pytestmark = pytest.mark.skipif(not TOOL, reason="NORTHLINE_BIN is not set, so there is no tool to ask.")
EXAMPLES = sorted(p for p in (ROOT / "examples/strategies").glob("*.json") if ".defects." not in p.name)


def same(tree, number):
    """The derivation is of the number that was printed, to the last digit."""
    assert tree["value"] == number, (tree["value"], number)
    if number is not None:
        check_tree(tree)


def samples(items, count, seed):
    items = list(items)
    return items if len(items) <= count else random.Random(seed).sample(items, count)


def documents(tmp_path, step=6, big=True):
    for path in EXAMPLES if big else EXAMPLES[:2]:
        yield 0, path
    for seed, document in list(strategies())[::step]:
        yield seed, write(tmp_path, document, f"random-{seed}.json")


# ---- scores and influence --------------------------------------------------------------------------------------

def test_bounds_of_dimensions_and_where_money_goes(tmp_path):
    derived = 0
    for seed, path in documents(tmp_path, 7):
        printed = json.loads(tool("score", path, "--format", "json"))
        for goal in samples(printed["goals"], 2, seed):
            for name, d in samples(printed["goals"][goal]["dimensions"].items(), 5, seed):
                for part in ("lower", "upper", "known") if d["applicable"] else ():
                    same(ask(path, f"{goal}@{name}.{part}")["tree"], d[part])
                    derived += 1
        for what, spend in printed["aligned_spend"].items():
            for part, number in {"total": spend["total"], "aligned": spend["aligned"], **spend["by_cause"]}.items():
                tree = ask(path, f"@{what}.{part}")["tree"]
                assert abs(tree["value"] - number) <= 1e-9 * max(1, number), (what, part)
                check_tree(tree, scale=max(1, number))
                derived += 1
    print(f"{derived} bounds and amounts")
    assert derived > 150
    assert "There is no number" in tool("why", EXAMPLES[0], "@money.fame", code=2)


def test_influence_and_ways(tmp_path):
    derived = ways = 0
    joined = None
    for seed, path in documents(tmp_path, 5):
        matrix = json.loads(tool("influence", path, "--format", "json"))
        for e in samples(matrix["effects"], 5, seed):
            for part in ("lower", "upper"):
                tree = ask(path, f"{e['from']}@influence.{part}:{e['to']}")["tree"]
                if e[part] is None:
                    assert tree["value"] is None
                    continue
                assert abs(tree["value"] - e[part]) <= TINY, (e, part)
                check_tree(tree)
                derived += 1
            single = json.loads(tool("influence", path, "--from", e["from"], "--to", e["to"], "--format", "json"))["effects"][0]
            for part in ("helps", "hurts"):
                tree = ask(path, f"{e['from']}@influence.{part}:{e['to']}")["tree"]
                if single[part] is not None:
                    assert abs(tree["value"] - single[part]) <= TINY
                    check_tree(tree)
            printed = json.loads(tool("path", path, e["from"], e["to"], "--max", "3", "--format", "json"))
            joined = (path, e) if printed["paths"] else joined
            for i, w in enumerate(printed["paths"], 1):
                for part, suffix in (("value", ""), ("lower", ".lower"), ("upper", ".upper")):
                    tree = ask(path, f"{e['from']}@path{suffix}(way={i}):{e['to']}")["tree"]
                    assert tree["value"] is None if w[part] is None else abs(tree["value"] - w[part]) <= TINY
                    if w[part] is not None:
                        check_tree(tree)
                    assert len(tree.get("children", [])) == len(w["steps"])
                    ways += 1
    print(f"{derived} ends of effects, {ways} numbers of ways")
    assert derived > 40 and ways > 60
    path, e = joined
    assert "There is no way 900" in tool("why", path, f"{e['from']}@path(way=900):{e['to']}", code=2)
    assert "it has lower, upper, helps" in tool("why", path, f"{e['from']}@influence.fame:{e['to']}", code=2)


# ---- weights from comparisons ----------------------------------------------------------------------------------

COMPARED = [
    {"judgements": [["trust", "sales", 3], ["sales", "fame", 2], ["trust", "fame", 5]]},
    {"judgements": [["a", "b", 3], ["b", "c", 2], ["c", "d", 2], ["a", "d", 7]]},
    {"judgements": [["a", "b", 3], ["b", "c", 2], ["c", "d", 2], ["a", "d", 7]], "completion": "harker"},
    {"judgements": [["a", "b", 3], ["b", "c", 2], ["a", "c", 2]], "method": "column_average"},
    {"judgements": [["a", "b", 3], ["b", "c", 2], ["a", "c", 2]], "method": "geometric_mean"},
    {"values": {"Civic": 34, "Saturn": 27, "Escort": 24, "Clio": 28}},
    {"judgements": [["cost", "looks", 3]],
     "below": {"cost": {"values": {"van": 2, "bike": 5}}, "looks": {"judgements": [["van", "bike", 0.25]]}}},
]


def test_weights_from_comparisons(tmp_path):
    derived = lines = recomputing = 0
    documents = [write(tmp_path, d, f"compared-{i}.json") for i, d in enumerate(COMPARED)]
    documents.append(write(tmp_path, {
        "northline": 1, "as_of": "2026-11-21", "goals": {"ask": {"title": "Riders ask us first", "type": "process"}},
        "scoring": {"comparisons": {"dimensions": {"judgements": [["direction", "timing", 3], ["timing", "means", 2],
                                                                  ["means", "direction", 2]]}}}}, "weighed.json"))
    for path in documents:
        printed = json.loads(tool("weigh", path, "--format", "json"))

        def of(name, about, number, path=path):
            nonlocal derived, lines, recomputing
            tree = ask(path, f"@weigh.{name}:{about}", "--as-of", "2026-11-21")["tree"]
            same(tree, number)
            derived += 1
            recomputing += tree["operation"] not in ("given", "unknown")
            lines += sum("line" in n for n in nodes(tree))

        for s in printed["sets"]:
            above = "/".join(s["of"])
            for item, weight in s["weights"].items():
                name = f"{above}/{item}" if above else item
                of("weight", name, weight)
                of("overall", name, s["overall"][item])
            of("eigenvalue", above, s["eigenvalue"])
            of("consistency_index", above, s["consistency_index"])
            of("random_index", above, s["random_index"]["value"])
            of("consistency_ratio", above, s["consistency_ratio"])
        for r in printed["ranking"]:
            of("ranking", r["item"], r["weight"])
    print(f"{derived} numbers of comparisons, {recomputing} from others, {lines} lines")
    assert derived > 80 and recomputing > 45 and lines > 100
    assert "called \"nobody\"" in tool("why", documents[-1], "@weigh.weight:nobody", code=2)
    assert "compares nothing" in tool("why", EXAMPLES[0], "@weigh.weight:direction", code=2)


# ---- fragility -------------------------------------------------------------------------------------------------

def test_losses(tmp_path):
    derived = lines = 0
    for seed, path in documents(tmp_path, 3):
        printed = json.loads(tool("fragility", path, "--format", "json"))
        for e in samples(printed["elements"], 12, seed):
            for about, number in (("loss", e["score_loss"]), ("loss.lower", e["lower_loss"]),
                                  ("without", e["score"]), ("without.lower", e["lower"])):
                answer = ask(path, f"{e['id']}@{about}")
                same(answer["tree"], number)
                assert (answer["id"], answer["number"]) == (e["id"], about)
                derived += 1
                lines += sum("line" in n for n in nodes(answer["tree"]))
    print(f"{derived} losses, {lines} lines")
    assert derived > 200 and lines > 1000


def test_a_loss_unfolds_what_differs(tmp_path):
    """The parts of both trees that have the same number are not unfolded, and what differs leads to the document."""
    path = EXAMPLES[0]
    printed = json.loads(tool("fragility", path, "--format", "json"))["elements"]
    worst = next(e for e in printed if e["kind"] in ("program", "resource") and e["lower_loss"] > 0)
    tree = ask(path, f"{worst['id']}@loss.lower")["tree"]
    before, after = tree["children"]
    assert before["text"].startswith("before: ") and after["text"].startswith("after: ")

    def pairs(a, b):
        yield a, b
        if len(a.get("children", [])) == len(b.get("children", [])):
            for x, y in zip(a.get("children", []), b.get("children", [])):
                if (x.get("pointer"), x["text"]) == (y.get("pointer"), y["text"]):
                    yield from pairs(x, y)

    before["text"] = after["text"]
    alike = [(a, b) for a, b in pairs(before, after) if a["value"] == b["value"]]
    assert alike and not any(n.get("children") for pair in alike for n in pair)
    assert any("line" in n for n in nodes(before))
    for about in ("nobody@loss", "@loss", f"{worst['id']}@loss.fame"):
        assert "There is" in tool("why", path, about, code=2) or "No element" in tool("why", path, about, code=2)


# ---- moves -----------------------------------------------------------------------------------------------------

def test_gains(tmp_path):
    derived = changes = 0
    for seed, path in documents(tmp_path, 5):
        printed = json.loads(tool("moves", path, "--format", "json"))
        for m in samples(printed["moves"], 4, seed):
            rank = m["rank"]
            for part, number in m["gain"].items():
                answer = ask(path, f"@gain.{part}:{rank}")
                same(answer["tree"], number)
                derived += 1
            assert {c["pointer"] for c in answer["changes"]} == {op["path"] for op in m["patch"]}
            assert all(c["after"] == op["value"] for c, op in zip(answer["changes"], m["patch"]))
            changes += sum("line" in c for c in answer["changes"])
            for part, number in m["after"].items():
                same(ask(path, f"@after.{part}:{rank}")["tree"], number)
        goals = json.loads(tool("score", path, "--format", "json"))["goals"]
        for goal in samples(goals, 2, seed):
            for m in json.loads(tool("moves", path, "--goal", goal, "--max", "2", "--format", "json"))["moves"]:
                for part, number in m["goal_gain"].items():
                    same(ask(path, f"{goal}@gain.{part}:{m['rank']}")["tree"], number)
                for part, number in m["gain"].items():
                    same(ask(path, f"{goal}@gain.overall.{part}:{m['rank']}")["tree"], number)
                    derived += 1
    print(f"{derived} gains, {changes} changes with a line")
    assert derived > 100 and changes > 20


def test_moves_there_are_not():
    assert "There is no move 4000" in tool("why", EXAMPLES[0], "@gain:4000", code=2)
    assert "whole number" in tool("why", EXAMPLES[0], "@gain:first", code=2)
    assert "There is no number" in tool("why", EXAMPLES[0], "@gain.fame:1", code=2)


# ---- slopes ----------------------------------------------------------------------------------------------------

def test_slopes(tmp_path):
    derived = lines = chains = 0
    for seed, path in documents(tmp_path, 2):
        goals = json.loads(tool("score", path, "--format", "json"))["goals"]
        asked = [("score", "", []), ("lower", ".lower", []), ("upper", ".upper", [])]
        asked += [("lower", ".lower", [goal]) for goal in samples(goals, 1, seed)]
        for bound, part, of in asked:
            printed = json.loads(tool("score", path, "--gradient", "--bound", bound, "--format", "json",
                                      *(["--of", *of] if of else [])))
            moving = [n for n in printed["numbers"] if n["slope"]]
            still = [n for n in printed["numbers"] if not n["slope"]]
            for n in samples(moving, 8, seed) + samples(still, 2, seed):
                about = part + "".join(":" + g for g in of)
                tree = ask(path, f"{n['pointer']}@slope{about}")["tree"]
                same(tree, n["slope"])
                assert tree["pointer"] == n["pointer"]
                percent = ask(path, f"{n['pointer']}@per_percent{about}")["tree"]
                assert abs(percent["value"] - n["per_percent"]) <= TINY * max(1, abs(n["per_percent"]))
                check_tree(percent)
                derived += 1
                lines += "line" in tree
                if n["slope"]:
                    assert any(x["text"].endswith(" itself") and x["value"] == 1 for x in nodes(tree)), n
                    chains += 1
    print(f"{derived} slopes, {chains} up to the score, {lines} with a line")
    assert chains > 200 and lines == derived


def test_a_slope_does_not_grow_with_the_ways(tmp_path):
    """Goals that all support each other, one below the other, are led to by more ways than can be counted."""
    n = 40
    document = {"northline": 1, "as_of": "2026-11-22", "visions": {"v": {"title": "Home"}},
                "goals": {f"g{i}": {"title": f"Goal {i}", "supports": {"v": 50, **{f"g{j}": 50 for j in range(i)}}}
                          for i in range(n)},
                "programs": {"p": {"title": "Work", "contributes_to": {f"g{n - 1}": 10},
                                   "consumes": {"t": {"hours_per_week": 40}},
                                   "start": "2026-12-01", "end": "2027-01-31"}},
                "resources": {"t": {"title": "Team", "type": "team", "capacity": 20}}}
    path = write(tmp_path, document)
    for pointer in ("/resources/t/capacity", f"/programs/p/contributes_to/g{n - 1}", f"/goals/g{n - 1}/supports/g1"):
        answer = tool("why", path, f"{pointer}@slope.lower", "--format", "json")
        tree = json.loads(answer)["tree"]
        printed = json.loads(tool("score", path, "--gradient", "--bound", "lower", "--format", "json"))["numbers"]
        assert tree["value"] == next(x["slope"] for x in printed if x["pointer"] == pointer)
        check_tree(tree)
        assert len(answer) < 3_000_000, len(answer)


def test_numbers_that_have_no_slope():
    path = EXAMPLES[0]
    assert "score --gradient" in tool("why", path, "/goals/nobody/importance@slope", code=2)
    assert "slope and per_percent" in tool("why", path, "/goals/nobody/importance@lower", code=2)
    assert "there are slope" in tool("why", path, "/goals/nobody/importance@slope.fame", code=2)
    assert "No element" in tool("why", path, "/goals/nobody/importance@slope:nobody", code=2)


# ---- simulation ------------------------------------------------------------------------------------------------

def check_input(n, scale):
    """A drawn number comes from its range or probability, and from a random number that anybody can make again."""
    for x in nodes(n):
        if x["operation"] in ("triangular", "uniform", "occurs"):
            assert abs(recomputed(x) - x["value"]) <= 1e-12 * max(1, abs(x["value"])), x
            assert 0 < x["children"][-1]["value"] < 1 and ("random" in x["children"][-1]["text"] or "percentile" in x["children"][-1]["text"])


def uncertain_documents(tmp_path):
    for path in [p for p in EXAMPLES if p.name != "first-plan.json"]:
        yield 0, path
    for seed in (3, 14, 15, 92, 65, 35):
        rng = random.Random(seed)
        document = next(d for s, d in strategies() if s == 100 + seed % 36)

        def blur(at, rng=rng):
            for key, value in list(at.items()):
                if isinstance(value, dict):
                    blur(value)
                elif key in ("contribution", "capacity", "money", "degree") and isinstance(value, (int, float)) and value > 0:
                    at[key] = ({"low": value / 2, "likely": value, "high": value * 1.0} if rng.random() < 0.5
                               else {"low": value / 2, "high": value})
        blur(document)
        for p in document.get("programs", {}).values():
            if isinstance(p.get("contributes_to"), dict):
                for k, c in p["contributes_to"].items():
                    if isinstance(c, dict) and "contribution" in c and rng.random() < 0.3:
                        c["confidence"] = 0.5
        document["start"], document["end"] = "2026-12-01", "2027-11-30"
        document["benefits"] = {"gain": {"title": "Gain", "beneficiary": "company", "value": {"low": 10, "high": 90}},
                                "calm": {"title": "Calm", "beneficiary": "customer", "value": 5}}
        document["risks"] = {"flood": {"title": "Flood", "probability": {"low": 0.1, "likely": 0.2, "high": 0.9},
                                       "impact": {"low": 100, "likely": 150, "high": 900}}}
        yield seed, write(tmp_path, document, f"uncertain-{seed}.json")


def test_simulated_numbers(tmp_path):
    derived = drawn = bars = 0
    kinds = set()
    for seed, path in uncertain_documents(tmp_path):
        options = ["--draws", "257", "--seed", str(seed)]
        printed = json.loads(tool("simulate", path, *options, "--format", "json"))
        varying = [o for o in printed["outputs"] if o["varies"]]
        for o in samples(varying, 7, seed) + samples([o for o in printed["outputs"] if not o["varies"]], 2, seed):
            kinds.add(o["kind"])
            scale = max(1, *(abs(o[k] or 0) for k in ("least", "greatest", "likely")))

            def of(name, number, o=o, scale=scale):
                nonlocal derived, drawn
                answer = ask(path, f"@simulate.{name}:{o['output']}", *options)
                assert answer["tree"]["value"] == number, (name, o["output"], answer["tree"]["value"], number)
                if number is not None:
                    check_tree(answer["tree"], scale=scale)
                    derived += 1
                for n in [answer["tree"], *answer.get("inputs", [])]:
                    check_input(n, scale)
                drawn += len(answer.get("inputs", []))
                return answer

            for name in ("likely", "mean", "deviation", "standard_error", "least", "greatest", "level", "reached", "unknown"):
                of(name, o[name])
            for p, x in o["percentiles"].items():
                answer = of("p" + p, x)
            if o["varies"]:
                assert any("line" in n for n in nodes(answer["tree"]))
            for b in o["tornado"][:2]:
                for name in ("at_low", "at_high", "swing", "correlation", "share"):
                    of(f"tornado.{b['input']}.{name}", b[name])
                    bars += 1
    print(f"{derived} simulated numbers, {drawn} drawn inputs, {bars} of tornados, of {sorted(kinds)}")
    assert derived > 800 and drawn > 800 and bars > 100
    assert {"evaluation", "alignment", "money_asked", "money_left", "benefits", "risks"} <= kinds


def test_settings_of_a_simulation(tmp_path):
    """In one word, for hosts that pass nothing else; and of an element."""
    found = ((path, o) for seed, path in uncertain_documents(tmp_path) if seed
             for o in json.loads(tool("simulate", path, "--draws", "100", "--seed", "5", "--format", "json"))["outputs"]
             if o["kind"] == "evaluation" and o["varies"])
    path, result = next(found)
    for about in (f"@simulate(draws=100,seed=5).p90:{result['output']}", f"{result['id']}@simulate.p90(draws=100,seed=5)"):
        assert ask(path, about)["tree"]["value"] == result["percentiles"]["90"]
    answer = ask(path, f"{result['id']}@simulate.level(level=17)")
    assert answer["tree"]["value"] == 17 and "asked for" in answer["tree"]["text"]
    for about, words in (("@simulate.fame:alignment", "it has likely, mean"), ("@simulate.p0:alignment", "it has likely, mean"),
                         ("@simulate.mean:fame", "it has evaluation:"), ("@simulate(luck=1).mean:alignment", "draws, seed and level"),
                         ("@simulate.tornado.999.swing:alignment", "numbers the inputs")):
        assert words in tool("why", path, about, code=2), about


# ---- differences -----------------------------------------------------------------------------------------------

def less(after, before):
    return None if after is None or before is None else after - before


def test_differences(tmp_path):
    """Of two documents, as `diff` prints both, and of each change alone."""
    derived = effects = 0
    everything = list(strategies())
    for seed, document in everything[::9]:
        other = json.loads(json.dumps(document))
        rng = random.Random(seed)
        for kind in ("programs", "goals", "resources"):
            for e in samples(other.get(kind, {}).values(), 2, seed):
                for key in ("importance", "capacity", "due", "end"):
                    if key in e and rng.random() < 0.7:
                        e[key] = e[key] / 2 if isinstance(e[key], (int, float)) else "2027-03-31"
        if other.get("programs"):
            other["programs"].pop(sorted(other["programs"])[0])
        a, b = write(tmp_path, document, f"a{seed}.json"), write(tmp_path, other, f"b{seed}.json")
        printed = json.loads(tool("diff", a, b, "--effects", "--format", "json"))
        overall = printed["scores"]["overall"]
        for part in ("score", "lower", "upper", "known"):
            answer = ask(a, f"@difference.{part}", "--against", b)
            same(answer["tree"], less(overall["after"][part], overall["before"][part]))
            assert len(answer.get("changes", [])) == len(printed["changes"])
            derived += 1
        for change in samples([x for x in printed["scores"]["changes"] if x["goal"] and not x["dimension"]
                               and x["before"] and x["after"]], 3, seed):
            tree = ask(a, f"{change['goal']}@difference.lower", "--against", b)["tree"]
            same(tree, change["after"]["lower"] - change["before"]["lower"])
            derived += 1
        for i, effect in samples(enumerate(printed["effects"]["each"], 1), 4, seed):
            for part in ("score", "lower"):
                answer = ask(a, f"@effect.{part}:{i}", "--against", b)
                same(answer["tree"], less(effect["overall"][part], overall["before"][part]))
                same(ask(a, f"@effect.after.{part}:{i}", "--against", b)["tree"], effect["overall"][part])
                assert len(answer["changes"]) == len(effect["changes"]) + len(effect["with"])
                effects += 1
    print(f"{derived} differences, {effects} effects of single changes")
    assert derived >= 16 and effects > 8
    assert "--against FILE" in tool("why", a, "@difference", code=2)
    assert "There is no effect 99" in tool("why", a, "@effect:99", "--against", b, code=2)


# ---- scenarios -------------------------------------------------------------------------------------------------

def test_what_a_scenario_sets_has_the_scenarios_line(tmp_path):
    document = {
        "northline": 1, "as_of": "2026-11-22",
        "visions": {"v": {"title": "Home"}},
        "goals": {"g": {"title": "Grow", "supports": {"v": 50}, "due": "2027-06-30"}},
        "programs": {"p": {"title": "Work", "contributes_to": {"g": 50}, "start": "2026-12-01", "end": "2027-01-31",
                           "consumes": {"t": {"hours_per_week": 40}}}},
        "resources": {"t": {"title": "Team", "type": "team", "capacity": 20}},
        "scenarios": {
            "more": {"set": {"programs": {"p": {"contributes_to": {"g": 60}}}}, "evaluations": {"p": 80}},
            "most": {"based_on": "more", "set": {"resources": {"t": {"capacity": 30}}}},
        },
    }
    path = write(tmp_path, document)
    text = path.read_text().split("\n")
    tree = ask(path, "g@means", "--scenario", "most")["tree"]
    sizes = [n for n in nodes(tree) if n["text"] == "its contribution"]
    assert sizes and all("60" in text[n["line"] - 1] for n in sizes)
    answer = ask(path, "g@evaluation", "--scenario", "most")["evaluation"]["tree"]
    assert any(n["pointer"].endswith("evaluations/p") and "80" in text[n["line"] - 1]
               for n in nodes(answer) if n.get("pointer"))
    assert any(n["value"] == 60 and "60" in text[n["line"] - 1] for n in nodes(answer))
    loss = ask(path, "t@loss.lower", "--scenario", "most")["tree"]
    printed = json.loads(tool("fragility", path, "--scenario", "most", "--format", "json"))["elements"]
    same(loss, next(e["lower_loss"] for e in printed if e["id"] == "t"))
    assert any("line" in n for n in nodes(loss))
    # A range that the scenario sets is drawn, and its ends have the scenario's lines.
    document["scenarios"]["more"]["set"]["programs"]["p"]["contributes_to"]["g"] = {
        "contribution": {"low": 50, "likely": 60, "high": 71}, "confidence": 0.7}
    path = write(tmp_path, document)
    text = path.read_text().split("\n")
    del document["scenarios"]["more"]["evaluations"]
    options = ["--scenario", "most", "--draws", "100"]
    for result in ("evaluation:g", "alignment:g"):
        printed = json.loads(tool("simulate", path, *options, "--format", "json"))["outputs"]
        answer = ask(path, f"@simulate.p25:{result}", *options)
        assert answer["scenario"] == "most"
        assert answer["tree"]["value"] == next(o for o in printed if o["output"] == result)["percentiles"]["25"]
        check_tree(answer["tree"], scale=100)
        ends = [n for n in nodes(answer["tree"]) if n["text"] == "high"]
        assert ends and all("71" in text[n["line"] - 1] for n in ends)
    # What a scenario changes, with the lines of both.
    before, after = (json.loads(tool("score", path, *o, "--format", "json"))["overall"]["lower"]
                     for o in ([], ["--scenario", "most"]))
    answer = ask(path, "@difference.lower(scenario=most)")
    same(answer["tree"], after - before)
    there, here = answer["tree"]["children"]
    capacities = [[n for n in nodes(side) if n.get("attribute") == "capacity"] for side in (there, here)]
    assert all("30" in text[n["line"] - 1] for n in capacities[0]) and all("20" in text[n["line"] - 1] for n in capacities[1])
    assert capacities[0] and capacities[1]


# ---- every number of every command -------------------------------------------------------------------------------

PLACE = (r".*(^|/)(version|line|column)", "where something stands")
DIMENSION = r"(?:direction|need|grounding|audience|means|measurement|accountability|governance|readiness|timing)"
# By command: patterns of the ways to numbers, each with the question that asks for it, or None and why there is none.
ASKED = {
    "evaluate": [
        (r"elements/(.+)/value", r"{1}@evaluation"),
        (r"elements/(.+)/(lower|upper)", r"{1}@evaluation.{2}"),
        (r"actors/(.+)/value", r"{1}@evaluation"),
        (r"assumed_contributions", None, "a count of contributions without a size"),
    ],
    "score": [
        (r"overall/(score|lower|upper|known)", r"@{1}"),
        (r"sound", r"@sound"),
        (r"goals/([^/]+)/(score|lower|upper|known)", r"{1}@{2}"),
        (r"goals/([^/]+)/dimensions/(\w+)/score", r"{1}@{2}"),
        (r"goals/([^/]+)/dimensions/(\w+)/(lower|upper|known)", r"{1}@{2}.{3}"),
        (r"goals/.+/why/\d+/share", None, "the part of a node under GOAL@DIMENSION; test_why.py sums them"),
        (r"aligned_spend/(money|hours)/share", r"@{1}"),
        (r"aligned_spend/(money|hours)/(?:by_cause/)?(\w+)", r"@{1}.{2}"),
    ],
    "gradient": [
        (r"(score|lower|upper|known)", r"@{1}"),
        (r"numbers/(\d+)/value", None, "the document's own number, beside its pointer"),
        (r"numbers/(\d+)/(slope|per_percent)", lambda d, i, what: f"{d['numbers'][int(i)]['pointer']}@{what}"),
    ],
    "moves": [
        (r"(score|lower|upper|known|sound)", r"@{1}"),
        (r"candidates|tried|moves/\d+/rank", None, "counts and ranks"),
        (r"moves/\d+/patch/.*", None, "what is proposed"),
        (r"moves/(\d+)/(gain|after)/(\w+)", lambda d, i, what, part: f"@{what}.{part}:{int(i) + 1}"),
    ],
    "influence": [
        (r"effects/(\d+)/value", lambda d, i: f"{d['effects'][int(i)]['from']}@influence:{d['effects'][int(i)]['to']}"),
        (r"effects/(\d+)/(lower|upper|helps|hurts)",
         lambda d, i, part: f"{d['effects'][int(i)]['from']}@influence.{part}:{d['effects'][int(i)]['to']}"),
        (r"conflicts/(\d+)/(value|lower|upper|helps|hurts)",
         lambda d, i, part: f"{d['conflicts'][int(i)]['work']}@influence{'' if part == 'value' else '.' + part}"
                            f":{d['conflicts'][int(i)]['goal']}"),
        (r"conflicts/\d+/(?:helping|hurting)_path/.*", None, "sizes of relations, with their lines, and their product"),
        (r"density|conflict_count", None, "counts"),
    ],
    "path": [
        (r"effect/value", lambda d: f"{d['from']}@influence:{d['to']}"),
        (r"effect/(lower|upper|helps|hurts)", lambda d, part: f"{d['from']}@influence.{part}:{d['to']}"),
        (r"paths/(\d+)/value", lambda d, i: f"{d['from']}@path(way={int(i) + 1}):{d['to']}"),
        (r"paths/(\d+)/(lower|upper)", lambda d, i, part: f"{d['from']}@path.{part}(way={int(i) + 1}):{d['to']}"),
        (r"(?:paths/\d+/steps|cut/\w+)/\d+/(?:value|lower|upper)", None, "the size of a relation, with its line"),
        (r"path_count", None, "a count"),
    ],
    "fragility": [
        (r"overall/(score|lower|upper)", r"@{1}"),
        (r"elements/(\d+)/score_loss", lambda d, i: f"{d['elements'][int(i)]['id']}@loss"),
        (r"elements/(\d+)/lower_loss", lambda d, i: f"{d['elements'][int(i)]['id']}@loss.lower"),
        (r"elements/(\d+)/(score|lower)", lambda d, i, part: f"{d['elements'][int(i)]['id']}@without.{part}"),
    ],
    "simulate": [
        (r"draws|seed|.*/input|risks_without_probability", None, "what was asked for, and counts"),
        (r"inputs/\d+/(?:low|likely|high|probability|probability_input)", None, "the document's own numbers, beside their pointer"),
        (r"outputs/(\d+)/percentiles/(\d+)", lambda d, i, p: f"@simulate.p{p}:{d['outputs'][int(i)]['output']}"),
        (r"outputs/(\d+)/tornado/(\d+)/(\w+)",
         lambda d, i, k, part: f"@simulate.tornado.{d['outputs'][int(i)]['tornado'][int(k)]['input']}.{part}"
                               f":{d['outputs'][int(i)]['output']}"),
        (r"outputs/(\d+)/(\w+)", lambda d, i, part: f"@simulate.{part}:{d['outputs'][int(i)]['output']}"),
    ],
    "diff": [
        (r"summary/\w+|findings/\w+|effects/(?:possible|tried)|effects/each/\d+/(?:changes|with)/\d+"
         r"|effects/each/\d+/findings/after", None, "counts and rows"),
        (r"changes/\d+/(?:before|after)(?:/.*)?", None, "the document's own numbers, beside their pointer"),
        (r"scores/overall/before/(\w+)", r"@{1}"),
        (r"scores/overall/after/(\w+)", r"@{1} --scenario most"),
        (r"scores/changes/(\d+)/(before|after)/(\w+)", lambda d, i, side, part: (
            "@".join([d["scores"]["changes"][int(i)]["goal"] or "", ".".join(filter(None, [
                d["scores"]["changes"][int(i)]["dimension"], part if part != "score" or not d["scores"]["changes"][int(i)]["dimension"]
                else ""]))]) + (" --scenario most" if side == "after" else ""))),
        (r"effects/each/(\d+)/overall/(\w+)", lambda d, i, part: f"@effect.after.{part}(scenario=most):{int(i) + 1}"),
        (r"effects/each/(\d+)/goals/(\d+)/before/(\w+)",
         lambda d, i, g, part: f"{d['effects']['each'][int(i)]['goals'][int(g)]['goal']}@{part}"),
        (r"effects/each/(\d+)/goals/(\d+)/after/(\w+)",
         lambda d, i, g, part: f"{d['effects']['each'][int(i)]['goals'][int(g)]['goal']}@effect.after.{part}(scenario=most):{int(i) + 1}"),
    ],
    "weigh": [
        (r"sets/(\d+)/(weight|overall)s?/(.+)",
         lambda d, i, what, item: f"@weigh.{what}:{'/'.join([*d['sets'][int(i)]['of'], item])}"),
        (r"sets/(\d+)/random_index/value", lambda d, i: f"@weigh.random_index:{'/'.join(d['sets'][int(i)]['of'])}"),
        (r"sets/(\d+)/(eigenvalue|consistency_index|consistency_ratio)",
         lambda d, i, what: f"@weigh.{what}:{'/'.join(d['sets'][int(i)]['of'])}"),
        (r"sets/\d+/inconsistency/\w+", None, "further measures of agreement, as docs/weighing.md defines them; not derived"),
        (r"sets/\d+/(?:least|filled/\d+)/\w+", None, "a judgement with its line, and the quotient of two weights; what was filled in"),
        (r"ranking/(\d+)/weight", lambda d, i: f"@weigh.ranking:{d['ranking'][int(i)]['item']}"),
        (r"ranking/\d+/rank", None, "a rank"),
    ],
    "practice": [
        (r".*/(?:asked|kept|done|left_out)|practices/\d+/done", None, "counts of what stands in the lists beside them"),
    ],
}


def numbers_in(value, way=""):
    if isinstance(value, bool):
        return
    if isinstance(value, (int, float)):
        yield way, value
    for key, inner in (value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()):
        yield from numbers_in(inner, f"{way}/{key}" if way else str(key))


@pytest.mark.parametrize("command", ASKED)
def test_every_number_of_every_command(command, tmp_path):
    import re
    path, words, more = next(p for p in EXAMPLES if "bakery" in p.name), [command], []
    if command == "gradient":
        words = ["score", "--gradient"]
    elif command == "path":
        words = ["path"]
        more = ["early-orders", "regular-mornings", "--all"]
        effects = json.loads(tool("influence", path, "--format", "json"))["effects"]
        more[:2] = next((e["from"], e["to"]) for e in effects if e["value"])
    elif command == "simulate":
        path = next(p for seed, p in uncertain_documents(tmp_path) if seed == 15)
        more = ["--draws", "64"]
    elif command == "weigh":
        path = write(tmp_path, COMPARED[-1])
    elif command == "diff":
        plain = json.loads(path.read_text(encoding="utf-8"))
        goal = next(iter(plain["goals"]))
        plain["scenarios"] = {"most": {"set": {"goals": {goal: {"importance": 33, "due": "2026-12-01"}}}}}
        path = write(tmp_path, plain)
        more = ["--scenario", "most", "--effects"]
    printed = json.loads(tool(*words, path, *more, "--format", "json"))
    count = derived = 0
    kinds = {}
    for way, number in numbers_in(printed):
        count += 1
        if re.fullmatch(PLACE[0], way):
            continue
        for pattern, question, *_ in ASKED[command]:
            if found := re.fullmatch(pattern, way):
                break
        else:
            raise AssertionError(f"{command} prints {way} = {number}, and nobody knows how to ask for it.")
        if question is None:
            continue
        about = (question(printed, *found.groups()) if callable(question)
                 else re.sub(r"\{(\d)\}", lambda m: found[int(m[1])], question))
        # Of many alike some are enough: the tests above take all sorts of documents.
        kinds[pattern] = kinds.get(pattern, 0) + 1
        if kinds[pattern] > 12:
            continue
        about, *options = about.split(" ")
        if command in ("weigh", "evaluate"):
            options += ["--as-of", "2026-11-21"]
        answer = ask(path, about, *options, *(more if command == "simulate" else []))
        tree = answer["evaluation"]["tree"] if "@evaluation" in about else answer["tree"]
        assert tree["value"] is not None and abs(tree["value"] - number) <= TINY * max(1, abs(number)), (way, about)
        derived += 1
    print(f"{command}: {count} numbers, {derived} of them asked for")
    assert derived > 0 or command == "practice"

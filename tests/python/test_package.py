"""The installed Python package: reading, editing, checking, scoring, errors with places."""
import copy
import datetime
import pathlib
import pickle
import subprocess
import sys
import threading

import numpy
import pytest

northline = pytest.importorskip("northline")

ROOT = pathlib.Path(__file__).resolve().parents[2]
COUNCIL = ROOT / "examples" / "strategies" / "council.json"


def test_elements_read_as_the_document_says():
    s = northline.load(COUNCIL)
    assert s.title and s.as_of == "2026-11-21"
    assert len(s) == sum(len(getattr(s, m)) for m in northline._kind_of_member)
    for goal in s.goals.values():
        assert goal.kind == "goal" and s[goal.id] == goal
        assert goal.to_dict().get("title") == goal.title
    plain = s.to_dict()
    assert {m: list(v) for m, v in plain.items() if m in northline._kind_of_member} == {
        m: list(getattr(s, m)) for m in northline._kind_of_member if len(getattr(s, m))}
    assert s.sponsored_by is not None


def test_simulation():
    s = northline.loads('''{"northline": 1, "goals": {"g": {}}, "benefits": {"b": {"value": {"low": 10, "high": 30}}},
        "programs": {"p": {"contributes_to": {"g": {"contribution": {"low": 0, "high": 50}, "confidence": 0.5}}}}}''')
    run = s.simulate(draws=3000, seed=5, levels={"g": 25, "benefits": 20}, keep_draws=True)
    assert run == s.simulate(draws=3000, seed=5, levels={"g": 25, "benefits": 20}, keep_draws=True, threads=3)
    assert run == pickle.loads(pickle.dumps(run)) != s.simulate(draws=3000, seed=6)
    assert run["g"] is run["evaluation:g"] is run[s.goals["g"]]
    values = run.draws("g")
    assert values.shape == (3000,) and not values.flags.writeable
    assert run.probability("g") == (values >= 25).mean() and abs(run.probability("g") - 0.25) < 0.05
    assert run.percentile("benefits", 50) == sorted(run.draws("benefits"))[1499]
    ranges = [i for i in run.inputs if i["attribute"] == "contribution"]
    occurs = run.input_draws(ranges[0]["input"] + 1)
    assert set(occurs) == {0, 1} and ((values == 0) == (occurs == 0)).all()
    frame = run.to_frame()
    assert list(frame.index) == run.outputs and frame.loc["benefits", "p50"] == run.percentile("benefits", 50)
    assert list(run.tornado("g")["swing"]) == [40, 25]
    assert "3000 draws of 3 uncertain numbers" in repr(run)
    with pytest.raises(northline.InvalidArgument, match="were not kept"):
        s.simulate(draws=10).draws("g")
    with pytest.raises(northline.NotFound, match='no result "h"'):
        s.simulate(levels={"h": 1})
    with pytest.raises(northline.InvalidArgument, match="1 to 1024"):
        s.simulate(threads=0)
    with pytest.raises(KeyError):
        run["h"]


def test_gradient_and_moves():
    s = northline.loads('''{"northline": 1, "as_of": "2026-11-21", "visions": {"v": {}},
        "goals": {"g": {"supports": {"v": 50}, "due": "2027-06-30"}},
        "programs": {"p": {"contributes_to": {"g": 50}, "start": "2026-11-30", "end": "2027-01-31",
                           "consumes": {"team": {"hours_per_week": 40}}}},
        "resources": {"team": {"type": "team", "capacity": 20}}}''')
    # Half of 40 hours are there: means 0.25, a tenth of the goal's lower bound; an hour more gives 0.5 / 40 of it.
    assert abs(s.gradient(bound="lower").slope("/resources/team/capacity") - 0.1 * 0.5 / 40) < 1e-12
    g = s.gradient()
    assert g.slope("/nowhere") == 0 and g.score == s.score().overall.score and g.slope("/resources/team/capacity") > 0
    assert pickle.loads(pickle.dumps(g)) == g != s.gradient("g", bound="lower") and "of the strategy" in repr(g)
    assert s.gradient(s["g"])[0]["pointer"]
    m = s.moves(most=3)
    assert len(m) == 3 and m[0].gain["lower"] >= m[1].gain["lower"] and m[0].patch[0]["path"].startswith("/")
    assert pickle.loads(pickle.dumps(m)) == m and "tried" in repr(m) and m[:2][1] == m[1]
    with pytest.raises(northline.NotFound):
        s.moves("nowhere")
    with pytest.raises(northline.NotFound):
        s.gradient("p")
    with pytest.raises(northline.ConfigurationError):
        s.gradient(bound="middle")
    pytest.importorskip("pandas")
    assert g.to_frame().loc["/resources/team/capacity", "slope"] > 0 and list(m.to_frame().index) == [1, 2, 3]


def test_influence():
    s = northline.loads('''{"northline": 1, "goals": {"top": {}, "g": {"supports": {"top": 50}}, "far": {}},
        "programs": {"p": {"contributes_to": {"g": 80}}, "q": {"contributes_to": ["top"]}}}''')
    for form in (None, "dense", "sparse"):
        m = s.influence(form)
        assert m.rows == ["p", "q"] and m.columns == ["top", "g", "far"] and m.sparse == (form == "sparse")
        assert m["p", "top"] == 0.4 and m[s["p"], "far"] == 0 and m["q", "top"] is None and m.bounds("q", "top") == (0, 1)
        frame = m.to_frame()
        assert frame.loc["p"].tolist() == [0.4, 0.8, 0] and frame.loc["q"].isna().tolist() == [True, False, False]
        numbers = numpy.asarray(m.values)
        assert not numbers.flags.writeable and numbers.size == (3 if m.sparse else 6)
    del m
    assert numbers[0] == 0.4
    assert [e["from"] for e in s.influence().to_rows()] == ["p", "p", "q"] and s.influence().conflicts == []
    assert [e["to"] for e in s.effects(source="p")] == ["top", "g"] and s.effects("p", "top")[0]["helps"] == 0.4
    way = s.path("p", "top", most=5)
    assert way.effect == 0.4 and repr(way) == "<p > g > top>" and way.cut["elements"] == ["g"] and way.gap is None
    assert s.path("p", "far").gap["missing"] == "contributes_to" and not s.path("p", "far").connected
    assert pickle.loads(pickle.dumps(way)) == way
    fragile = s.fragility(kinds=["program"], threads=2)
    assert list(fragile.to_frame().index) == ["p", "q"] and fragile.cuts == {"p": ["g"]} and set(fragile.losses) == {"p", "q"}
    with pytest.raises(northline.NotFound):
        s.fragility(kinds=["prgram"])
    with pytest.raises(northline.InvalidArgument):
        s.effects()


def test_evaluation():
    s = northline.loads('''{"northline": 1, "goals": {"g": {"owned_by": "o"}, "x": {"refines": "y"}, "y": {"refines": "x"}},
        "stakeholders": {"o": {}}, "programs": {"p": {"contributes_to": {"g": 60}}},
        "scenarios": {"half": {"evaluations": {"p": 50}}}}''')
    assert s.scenario_names == ["half"]
    half = s.evaluate(scenario="half")
    assert half["g"] == 30 and half.actors == {"o": 30} and half[s["p"]] == 50 and half.values["x"] is None
    assert half.unevaluated == [{"members": ["x", "y"], "reason": "cycle"}] and half.labels["g"] == "weakly_satisfied"
    assert s.evaluate(mode="compatible", algorithm="hybrid")["g"] == 75
    assert pickle.loads(pickle.dumps(half)) == half != s.evaluate() and "2 not evaluated" in repr(half)
    with pytest.raises(northline.NotFound, match="no scenario"):
        s.evaluate(scenario="nobody")
    with pytest.raises(northline.InvalidArgument):
        s.evaluate(mode="wishful")
    with pytest.raises(KeyError):
        half["nobody"]
    frame = half.to_frame()
    assert frame.loc["g", "value"] == 30 and list(frame.columns) == ["value", "label", "evaluated", "basis", "lower", "upper"]


def test_relations_lead_both_ways():
    s = northline.loads('{"northline":1,"visions":{"v":{}},"goals":{"g":{"supports":{"v":60}}}}')
    assert [e.id for e in s.goals["g"].out("supports")] == ["v"]
    assert [e.id for e in s["v"].into("supports")] == ["g"]
    assert s.goals["g"].supports == {"v": 60}


def test_editing_is_whole_or_not_at_all():
    s = northline.Strategy()
    s.title = "Built in Python"
    s.visions["v"] = {"title": "Everybody rides"}
    s.goals["g"] = {"title": "Trust", "due": datetime.date(2027, 6, 30), "supports": {"v": 60}, "importance": 80}
    s.goals["g"].importance = 90
    assert s.goals["g"].due == "2027-06-30" and s.goals["g"].importance == 90
    before = s.to_json()
    with pytest.raises(northline.Refused, match="NL013.*importance") as refused:
        s.goals["g"].importance = 900
    assert refused.value.pointer == "/goals/g/importance"
    with pytest.raises(northline.Refused):
        s.relate("g", "supports", "g2") if "g2" in s else s.goals.__setitem__("bad", {"supports": "nobody"})
    with pytest.raises(AttributeError):
        s.goals["g"].imporance = 3
    with pytest.raises(northline.NotFound):
        s.goals["nobody"]
    with pytest.raises(northline.InvalidArgument):
        s.goals["g"].importance = float("nan")
    assert s.to_json() == before
    with pytest.raises(RuntimeError):
        with s.edit():
            s.goals["h"] = {"title": "H"}
            del s.goals["g"]
            raise RuntimeError
    assert s.to_json() == before
    s.goals["g"].importance = None
    assert s.goals["g"].importance is None
    s.unrelate("g", "supports", "v")
    assert s.goals["g"].supports is None
    del s.visions["v"]
    assert "v" not in s and len(s.visions) == 0


def test_findings_and_frames():
    s = northline.loads('{"northline":1,\n "visions":{"v":{}},\n "goals":{"g":{}}}')
    found = s.check(as_of="2026-11-21").by_code("NL202")
    assert len(found) == 1
    f = found[0]
    assert (f.focus, f.pointer, f.line, f.column, f.severity) == ("g", "/goals/g", 3, 11, "warning")
    frame = s.check().to_frame()
    assert "NL202" in set(frame["code"])
    assert not s.check(severities={"NL202": "off"}).by_code("NL202")
    assert s.check(severities={"NL202": "error"}).summary["errors"] >= 1
    with pytest.raises(northline.InvalidArgument):
        s.check(severities={"NL999": "error"})
    assert pickle.loads(pickle.dumps(s.check())) == s.check()
    assert "<table>" in s.check()._repr_html_()


def test_scores_bounds_and_reasons():
    s = northline.load(COUNCIL)
    score = s.score()
    o = score.overall
    assert 0 <= o.lower <= o.score <= o.upper <= 1
    assert set(score.goals) <= set(s.goals)
    frame = score.to_frame()
    assert list(frame.columns[:4]) == ["score", "lower", "upper", "known"]
    assert len(frame.columns) == 14
    why = s.why(next(iter(score.goals)))
    assert str(why) and why.tree
    for about in ("@gain.lower:1", f"{next(iter(score.goals))}@loss", "@simulate(draws=20,seed=3).p50:alignment"):
        assert s.why(about).tree["tree"]["text"]
    lower = s.why("@lower").tree["tree"]
    assert abs(lower["value"] - o.lower) <= 1e-12 and lower["children"]
    goal = next(iter(score.goals))
    assert s.why(s.goals[goal]).tree["evaluation"]["mode"] == "native"
    whole = s.why(goal + "@evaluation", mode="compatible").tree
    assert whole["evaluation"]["mode"] == "compatible" and "tree" not in whole
    with pytest.raises(northline.NotFound):
        s.why(goal, scenario="nobody wrote this")
    assert pickle.loads(pickle.dumps(score)) == score
    assert northline.Strategy().score().overall.score is None


def test_weights_from_comparisons():
    w = northline.weigh({"judgements": [["a", "b", 2], ["b", "c", 2], ["a", "c", 4]]})
    assert list(w.weights) == ["a", "b", "c"] and abs(w["a"] - 4 / 7) <= 1e-14
    assert w.consistency_ratio == 0 and w.sets[()]["method"] == "eigenvector"
    assert w == northline.weigh('{"judgements": [["a", "b", 2], ["b", "c", 2], ["a", "c", 4]]}')
    assert list(w.to_frame().columns) == ["weight", "rank"] and "0.571" in repr(w)
    s = northline.loads('{"northline": 1, "scoring": {"comparisons": {"dimensions": {"judgements": [["need", "means", 3]]}}}}')
    assert abs(northline.weigh(s)["need"] - 0.75) <= 1e-14
    with pytest.raises(northline.ConfigurationError, match="do not join"):
        northline.weigh({"items": ["a", "b"], "judgements": []})
    with pytest.raises(northline.NotFound):
        northline.weigh(northline.Strategy())


def test_elements_copy_and_pickle_with_their_strategy():
    s = northline.load(COUNCIL)
    goal = next(iter(s.goals.values()))
    for other in (copy.deepcopy(goal), pickle.loads(pickle.dumps(goal))):
        assert other.to_dict() == goal.to_dict()
        other.title = "Another"
        assert goal.title != "Another"
    assert copy.copy(goal) == goal


def test_copies_are_independent_and_equal():
    s = northline.load(COUNCIL)
    for other in (copy.copy(s), copy.deepcopy(s), pickle.loads(pickle.dumps(s)), northline.loads(s.to_json())):
        assert other == s and other.hash == s.hash
        other.title = "Another"
        assert other != s


def test_errors_carry_their_place():
    with pytest.raises(northline.NotReadable) as e:
        northline.loads('{"northline": 1,\n "title": "a" "b"}')
    assert (e.value.line, e.value.column) == (2, 15)
    assert str(e.value).startswith("2:15: ")
    with pytest.raises(northline.NotReadable):
        northline.loads("<a><b></a>")
    with pytest.raises(northline.Refused, match="NL014") as refused:
        northline.loads('{"northline": 1, "nonsense": 2}', strict=True)
    assert (refused.value.pointer, refused.value.line, refused.value.column) == ("/nonsense", 1, 18)
    problems = northline.loads('{"northline": 1, "nonsense": 2}').problems
    assert problems[0]["code"] == "NL014" and problems[0]["pointer"] == "/nonsense"
    with pytest.raises(northline.LimitError):
        northline.loads('{"x":' + "[" * 5000 + "]" * 5000 + "}")
    again = pickle.loads(pickle.dumps(e.value))
    assert type(again) is northline.NotReadable and again.line == 2
    with pytest.raises(FileNotFoundError):
        northline.load("no-such-file.json")


def test_stratml_is_read_with_its_repairs():
    s = northline.load(ROOT / "examples" / "stratml" / "tarnbrook-plan.xml")
    assert len(s.goals) == 9 and len(s.metrics) == 9 and s.repairs == []


def test_saving_replaces_the_file_at_once(tmp_path):
    s = northline.load(COUNCIL)
    path = tmp_path / "s.json"
    s.save(path)
    assert northline.load(path) == s
    assert [p.name for p in tmp_path.iterdir()] == ["s.json"]


def test_rules_and_schema():
    rules = northline.rules()
    assert len(rules) >= 40 and [r.code for r in rules] == sorted(r.code for r in rules)
    for r in rules:
        assert r.page.startswith(f"# {r.code} {r.name}")
    assert northline.rule("no-line-of-sight").code == "NL202"
    with pytest.raises(northline.NotFound):
        northline.rule("NL999")
    assert northline.schema()["$schema"].endswith("2020-12/schema")


def test_frames_of_elements():
    frame = northline.load(COUNCIL).goals.to_frame()
    assert frame.index.name == "id" and "title" in frame.columns


def test_other_threads_work_while_the_engine_does():
    s = northline.load(COUNCIL)
    results = []
    threads = [threading.Thread(target=lambda: results.append(s.copy().check())) for _ in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert len(results) == 4 and all(r == results[0] for r in results)


def test_types_are_checked_by_a_type_checker():
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "-p", "northline"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_stubs_name_what_the_module_has(tmp_path):
    # What pybind11 itself adds to every class that is local to its module.
    allowed = tmp_path / "allowed"
    allowed.write_text("northline\\._core\\.(CancelFlag|CoreStrategy|CoreFindings|CoreInfluence|CoreNumbers)(\\.__pybind11_.*)?\n")
    done = subprocess.run([sys.executable, "-m", "mypy.stubtest", "northline", "--concise", "--allowlist", str(allowed)],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_findings_are_rendered_in_every_format():
    findings = northline.load(COUNCIL).check()
    sarif = findings.to_sarif("council.json")
    assert sarif["version"] == "2.1.0" and len(sarif["runs"][0]["results"]) == len(findings)
    assert findings.to_html().startswith("<!DOCTYPE html>") and findings.to_markdown().startswith("# ")
    assert findings.render("github", "council.json").count("\n") == len(findings)
    assert findings.render("junit").startswith("<?xml")
    assert findings.render("json") and findings.render("text")
    with pytest.raises(northline.InvalidArgument, match="sarif"):
        findings.render("pdf")
    with pytest.raises(northline.InvalidArgument, match="pickle"):
        pickle.loads(pickle.dumps(findings)).render("text")


def test_findings_speak_another_language():
    s = northline.loads('{"northline":1,"visions":{"v":{}},"goals":{"g":{"title":"Brot"}}}')
    english = northline.messages()
    assert english["northline_messages"] == 1 and "NL202" in english["checks"]
    german = {"northline_messages": 1, "language": "de", "checks": {"NL202": {"message": "{focus} führt nirgendhin."}}}
    (finding,) = s.check(messages=german).by_code("NL202")
    assert finding.message.endswith(" führt nirgendhin.")
    with pytest.raises(northline.NorthlineError, match="1:") as e:
        s.check(messages='{"northline_messages":1,"words":3}')
    assert e.value.line == 1 and e.value.pointer == "/words"


def test_what_each_change_does():
    a = northline.loads('''{"northline": 1, "as_of": "2026-11-21", "goals": {"g": {"title": "G", "owned_by": "p"}},
        "stakeholders": {"p": {"title": "P"}}}''')
    b = northline.loads('''{"northline": 1, "as_of": "2026-11-21", "goals": {"g": {"title": "G", "measured_by": "m"}},
        "stakeholders": {"p": {"title": "P"}}, "metrics": {"m": {"title": "M"}}}''')
    plain, d = a.diff(b), a.diff(b, effects=True)
    assert plain.effects == [] and plain.changes == d.changes
    by_name = {d.changes[e["changes"][0]].name: e for e in d.effects}
    assert set(by_name) == {"measured_by", "owned_by", None}
    assert [d.changes[i].id for i in by_name["measured_by"]["with"]] == ["m"]
    assert "NL704" in {f["code"] for f in by_name["owned_by"]["findings"]["new"]}
    assert "What each change does alone" in str(d)
    frame = d.effects_to_frame()
    assert len(frame) == 3 and "NL704" in frame[frame.name == "owned_by"].new.iloc[0]

"""Findings on plans as people write them: what is said once, what is not said, and in which words."""

import json
import os
import subprocess

import pytest

BIN = os.environ.get("NORTHLINE_BIN")
pytestmark = pytest.mark.skipif(not BIN, reason="NORTHLINE_BIN does not name the tool")


def run(document, *arguments, fail=(0, 1)):
    done = subprocess.run([BIN, *arguments], input=json.dumps(document), capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in fail, done.stderr
    return done.stdout


def findings(document, *more, as_of="2026-11-21"):
    return json.loads(run({"northline": 1, **document}, "check", "-", "--format", "json", "--as-of", as_of, *more))["findings"]


def codes(document, *more):
    return [f["code"] for f in findings(document, *more)]


def served_audience(**audience):
    return {"visions": {"v": {"title": "V"}},
            "audiences": {"people": {"title": "People", **audience}},
            "channels": {"shop": {"title": "Shop"}, "film": {"title": "Film"}},
            "goals": {"g": {"title": "G", "supports": "v", "serves": "people"}},
            "programs": {"p": {"title": "P", "contributes_to": "g", "uses": "shop"}}}


def test_people_on_a_channel_in_use_may_be_reached():
    for present in ("shop", {"shop": 0.4}, {"shop": {"share": {"low": 0, "high": 0.5}}}):
        assert "NL303" not in codes(served_audience(present_on=present))
    for present in ("film", {"shop": 0}, {}):
        assert "NL303" in codes(served_audience(**({"present_on": present} if present else {})))
    retired = served_audience(present_on="shop")
    retired["channels"]["shop"]["state"] = "retired"
    assert "NL303" in codes(retired)


def test_that_no_audience_exists_is_said_once():
    plan = {"goals": {f"g{i}": {"title": f"Goal {i}"} for i in range(4)}}
    assert "NL301" in codes(plan) and "NL302" not in codes(plan)
    shown = findings(plan, "--consequences")
    cause = next(f["fingerprint"] for f in shown if f["code"] == "NL301")
    assert [f["caused_by"] for f in shown if f["code"] == "NL302"] == [cause] * 4
    plan["audiences"] = {"a": {"title": "A"}}
    assert codes(plan).count("NL302") == 4


def test_an_assessment_without_findings_is_named_once():
    plan = {"assessments": {"a": {"title": "A", "subject": "brand", "date": "2026-10-01"}}, "goals": {"g": {"title": "G"}}}
    about = lambda: [f["code"] for f in findings(plan) if f["focus"] == "a"]  # noqa: E731
    assert "NL104" in about() and "NL007" not in about()
    plan["assessments"]["a"]["date"] = "2027-10-01"  # planned: it cannot have found anything
    assert "NL104" not in about() and "NL007" in about()


def test_a_listed_stakeholder_without_a_part_is_advice():
    plan = {"stakeholders": {"s": {"title": "S"}}, "channels": {"c": {"title": "C"}}}
    assert {f["focus"]: f["severity"] for f in findings(plan) if f["code"] == "NL007"} == {"s": "advice", "c": "warning"}
    louder = findings(plan, "--severity", "NL007=error")
    assert {f["severity"] for f in louder if f["code"] == "NL007"} == {"error"}


def test_an_approval_to_come_is_named_once():
    plan = {"policies": {"p": {"title": "P", "topic": "conduct", "approved": "2026-12-24", "applies_to_all": True}}}
    assert "NL030" in codes(plan) and "NL852" not in codes(plan)


def test_a_goal_far_outside_the_plan_is_named_once():
    plan = {"start": "2026-01-01", "end": "2026-12-31", "goals": {"g": {"title": "G", "due": "2027-06-30"}}}
    assert "NL029" in codes(plan) and "NL919" not in codes(plan)
    plan["goals"]["g"]["due"] = "2027-01-15"
    assert "NL029" not in codes(plan) and "NL919" in codes(plan)


def test_work_without_an_end_that_nobody_looks_at():
    plan = {"programs": {"p": {"title": "P", "start": "2027-02-01", "continuous": True}}}
    said = [f["message"] for f in findings(plan) if f["code"] == "NL905"]
    assert said == ['Nobody looks at program "P" (p) after its start on 2027-02-01, and it runs without an end.']


def test_budgets_of_programs_count_against_the_only_purse():
    plan = {"currency": "EUR", "resources": {"purse": {"title": "Purse", "type": "budget", "capacity": 1000}},
            "programs": {"p": {"title": "P", "budget": 950}}}
    assert "NL505" not in codes(plan)
    plan["programs"]["p"]["budget"] = 500
    said = [f["arguments"]["free"] for f in findings(plan) if f["code"] == "NL505"]
    assert said == [500]
    plan["resources"]["other"] = {"title": "Other", "type": "budget", "capacity": 10}
    assert codes(plan).count("NL505") == 2


def test_missing_subjects_are_joined_with_or():
    plan = {"assessments": {"a": {"title": "A", "subject": "customers", "date": "2026-10-01"}}, "goals": {"g": {"title": "G"}}}
    said = [f["message"] for f in findings(plan) if f["code"] == "NL102"]
    assert said == ["Nobody has assessed the landscape, the brand, the competitors or the partners."]


@pytest.mark.parametrize("kind, member, written, meant, safety", [
    ("goals", "importance", '"80"', 80, "safe"), ("goals", "importance", '"1,200"', None, None),
    ("goals", "importance", '"1e2"', None, None), ("goals", "importance", '"800"', None, None),
    ("goals", "due", '"2027/6/5"', "2027-06-05", "safe"), ("goals", "due", '"05.06.2027"', None, None),
    ("goals", "due", '"2027-2-30"', None, None), ("programs", "type", '"Business Process"', "business_process", "safe"),
    ("goals", "status", '"Active"', "active", "safe"), ("goals", "status", '"activ"', None, None),
    ("goals", "title", "2027", "2027", "safe"), ("goals", "tags", '"one"', ["one"], "safe"),
    ("programs", "continuous", '"true"', True, "safe"), ("programs", "continuous", '"yes"', True, "unsafe"),
    ("programs", "continuous", '"perhaps"', None, None),
])
def test_values_that_can_mean_one_thing_only_are_fixed(tmp_path, kind, member, written, meant, safety):
    text = '{"northline": 1, "%s": {"e": {"%s": %s}}}' % (kind, member, written)
    file = tmp_path / "plan.json"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run([BIN, "check", str(file), "--format", "json", "--select", "NL020"], capture_output=True, text=True)
    found = json.loads(done.stdout)["findings"]
    if not found:
        pytest.skip("the value is one of the format")
    fix = found[0].get("fix")
    if meant is None:
        assert fix is None
        return
    assert fix["safety"] == safety and fix["patch"] == [{"op": "replace", "path": f"/{kind}/e/{member}", "value": meant}]
    subprocess.run([BIN, "check", str(file), "--select", "NL020", "--fix-unsafe", "--fail-on", "never"], check=True, capture_output=True)
    assert json.loads(file.read_text(encoding="utf-8"))[kind]["e"][member] == meant


def practice(document, name):
    return json.loads(run({"northline": 1, **document}, "practice", "-", "--practice", name, "--format", "json", "--as-of", "2026-11-21"))


def answer(report, name):
    if isinstance(report, dict):
        for key, value in report.items():
            if key == name:
                return value
            if (found := answer(value, name)) is not None:
                return found
    if isinstance(report, list):
        for value in report:
            if isinstance(value, dict) and value.get("name") == name:
                return value
            if (found := answer(value, name)) is not None:
                return found
    return None


def test_hours_of_a_channel_are_counted_as_everywhere():
    plan = {"goals": {"g": {"title": "G"}}, "channels": {"c": {"title": "C"}, "d": {"title": "D"}},
            "programs": {"p": {"title": "P", "contributes_to": "g", "uses": "d",
                               "consumes": {"t": [{"hours_per_week": 3, "end": "2027-03-31"}, {"hours_per_week": 2, "start": "2027-04-01"}]}}},
            "activities": {"a": {"title": "A", "part_of": "p", "uses": "c", "cadence": "daily", "hours_each": 1, "consumes": "t"}},
            "resources": {"t": {"title": "T", "type": "team", "capacity": 20}}}
    said = json.dumps(answer(practice(plan, "five-steps"), "channel-degree"))
    assert "7 hours a week" in said and "3 hours a week" in said and "takes most, 70 % of all hours" in said


def test_a_return_without_ranges_claims_no_certainty():
    plan = {"currency": "EUR", "start": "2026-01-01", "end": "2026-12-31", "goals": {"g": {"title": "G", "delivers": "b"}},
            "benefits": {"b": {"title": "B", "beneficiary": "company", "value": 5000}},
            "programs": {"p": {"title": "P", "contributes_to": "g", "start": "2026-01-01", "end": "2026-12-31", "budget": 1000, "delivers": "b"}}}
    said = json.dumps(answer(practice(plan, "smacad"), "roi"))
    assert "None of its figures has a range" in said and "between" not in said


def test_a_script_that_lost_its_words_does_not_switch_the_checks_off():
    run({"northline": 1}, "check", "-", "--select", "", fail=(2,))


@pytest.mark.parametrize("text", ["", "{", '{"select": [', "{} x"])
def test_the_place_of_a_broken_configuration_stands_behind_its_name(tmp_path, text):
    file = tmp_path / "setup.json"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run([BIN, "check", "-", "--config", str(file)], input='{"northline": 1}', capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith(f"northline: {file}:1:"), done.stderr
    assert '"}"' not in done.stderr  # nothing that the file does not hold

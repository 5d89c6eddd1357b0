"""Checks of one's own, written as conditions: what they see, how their findings look, what is refused and where."""

import json
import os
import pathlib
import subprocess

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("NORTHLINE_BIN") or str(ROOT / "build" / "release" / "bin" / "northline")
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "configuration.schema.json").read_text(encoding="utf-8"))

DOCUMENT = {
    "northline": 1,
    "title": "A town that reads",
    "as_of": "2026-11-21",
    "organisation": {"name": "Harbour Books", "employees": 8},
    "currency": "EUR",
    "practices": ["clover", "smacad"],
    "visions": {"v": {"title": "A town that reads"}},
    "insights": {"quiet": {"title": "Quiet weekdays", "felt_by": "locals"}},
    "goals": {
        "repeat": {
            "title": "Customers come back", "supports": "v", "due": "2027-06-30", "importance": 70,
            "measured_by": ["visits"], "serves": {"locals": 1}, "addresses": "quiet", "status": "active",
            "tags": ["shop", "2027"], "lag": {"low": 10, "likely": 20, "high": 60},
        },
        "talk": {"title": "The town talks", "supports": "v", "measured_by": ["visits", "posts"], "refines": "repeat"},
        "gone": {"title": "Dropped", "supports": "v", "status": "dropped"},
    },
    "audiences": {"locals": {"title": "Locals", "size": 4000, "present_on": {"square": 0.5}}},
    "channels": {"square": {"title": "Market square", "mode": "offline", "reaches": {"locals": 0.4}}},
    "programs": {
        "club": {
            "title": "Book club", "contributes_to": {"repeat": 40, "talk": 20}, "start": "2027-01-10",
            "budget": {"value": 1000, "currency": "USD", "rate": 0.9}, "uses": ["square", "room"],
            "owned_by": "mia", "continuous": True,
        },
    },
    "activities": {"evening": {"title": "Evening", "part_of": "club", "cadence": "weekly", "hours_each": 3}},
    "resources": {"room": {"title": "Back room", "type": "tool"}},
    "metrics": {
        "visits": {
            "title": "Visits a week",
            "baseline": {"value": 50, "date": "2026-01-01"},
            "targets": [{"value": 120, "due": "2027-06-30"}, {"value": 80, "due": "2026-12-31"}],
            "observations": [
                {"start": "2026-10-01", "end": "2026-10-31", "value": 64},
                {"date": "2026-11-15", "value": 70},
                {"date": "2027-01-01", "value": 999},
            ],
        },
        "posts": {"title": "Posts"},
    },
    "stakeholders": {"mia": {"title": "Mia", "members": 1}},
}


def check(tmp_path, *custom, document=None, extra=(), **more):
    d = json.loads(json.dumps(document or DOCUMENT))
    d["checks"] = {"select": ["X-", "NL040"], "custom": list(custom), **more}
    jsonschema.validate(d["checks"], SCHEMA)
    path = tmp_path / "document.json"
    path.write_text(json.dumps(d), encoding="utf-8")
    done = subprocess.run(
        [BIN, "check", "--format", "json", "--fail-on", "never", *extra, str(path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def truths(tmp_path, kind, *conditions, document=None):
    """Which of the conditions hold for every element of the kind; failures are failures of the test."""
    definitions = [
        {"code": f"X-{i}", "kinds": kind, "must": c, "message": "{focus} does not."} for i, c in enumerate(conditions)
    ]
    found = check(tmp_path, *definitions, document=document)["findings"]
    failed = [f["message"] for f in found if f["code"] == "NL040"]
    assert not failed, failed
    wrong = {f["code"] for f in found}
    return [f"X-{i}" not in wrong for i in range(len(conditions))]


GOAL = "goal.id != 'repeat' || "
TRUE = {
    "goal": [
        GOAL + "goal.due == timestamp('2027-06-30T00:00:00Z')",
        GOAL + "goal.due - as_of > duration('24h')",
        GOAL + "goal.importance == 70 && self.importance + 1.0 == 71.0",
        GOAL + "goal.title == 'Customers come back' && goal.kind == 'goal'",
        GOAL + "goal.tags == ['shop', '2027'] && goal.status == 'active'",
        GOAL + "goal.lag == 20.0 && goal.lag_range.high == 60.0 && goal.lag_range == {'low': 10.0, 'likely': 20.0, 'high': 60.0}",
        GOAL + "goal.supports.map(x, x.id) == ['v']",
        GOAL + "goal.programs.map(p, p.id) == ['club'] && goal.contributed_to_by.size() == 1",
        GOAL + "goal.metrics.map(m, m.id) == ['visits'] && goal.measured_by == goal.metrics",
        GOAL + "goal.audiences[0].size == 4000.0",
        GOAL + "goal.insights[0].felt_by.all(a, a.kind == 'audience')",
        GOAL + "goal.metrics[0].latest.value == 70.0 && goal.metrics[0].latest.date == timestamp('2026-11-15T00:00:00Z')",
        GOAL + "goal.made_of.map(g, g.id) == ['talk']",
        "!has(goal.due) || goal.due > as_of",
        "goal.id != 'talk' || !has(goal.due) && !has(goal.importance) && goal.tags == [] && !has(goal.tags)",
        "goal.id != 'gone'",
        "strategy.goals.size() == 2 && strategy.programs.exists(p, p.goals.exists(g, g == goal))",
        "goal in strategy.goals",
    ],
    "program": [
        "program.budget == 900.0",
        "program.continuous && program.start < timestamp('2027-02-01T00:00:00Z')",
        "program.uses.map(x, x.kind) == ['channel', 'resource']",
        "program.uses.exists(x, x.kind == 'channel' && x.mode == 'offline')",
        "program.channels.size() == 1 && program.resources.size() == 1 && program.activities[0].cadence == 1.0",
        "program.owned_by.map(o, o.title) == ['Mia'] && program.owned_by[0].owns == [program]",
        "program.goals.map(g, g.id) == ['repeat', 'talk']",
    ],
    "metric": [
        "metric.id != 'visits' || metric.targets.map(t, t.value) == [120.0, 80.0]",
        "metric.id != 'visits' || metric.targets[1].due.getFullYear() == 2026 && !has(metric.targets[0].min)",
        "metric.id != 'visits' || metric.baseline.value == 50.0 && has(metric.baseline.date)",
        "has(metric.latest) == (metric.id == 'visits')",
        "metric.observations.all(o, o.value > 0.0)",
        "metric.goals.size() > 0",
    ],
    "strategy": [
        "strategy.organisation.employees == 8.0 && strategy.organisation.name.startsWith('Harbour')",
        "self.practices == ['clover', 'smacad'] && self.currency == 'EUR' && strategy.as_of == as_of",
        "strategy.stakeholders[0].members == 1.0 && size(strategy.risks) == 0",
    ],
    "channel": [
        "channel.audiences.map(a, a.id) == ['locals'] && channel.reaches.size() == 1 && channel.visited_by.size() == 1",
    ],
}


@pytest.mark.parametrize("kind", sorted(TRUE))
def test_what_conditions_see(tmp_path, kind):
    held = truths(tmp_path, kind, *TRUE[kind])
    assert all(held), [c for c, h in zip(TRUE[kind], held) if not h]
    # The negation of each fails for somebody.
    assert not any(truths(tmp_path, kind, *[f"!({c})" for c in TRUE[kind]]))


def test_several_kinds_and_all(tmp_path):
    found = check(
        tmp_path,
        {"code": "X-two", "kinds": ["goal", "program"], "must": "has(self.owned_by)", "message": "Nobody owns {focus}."},
        {"code": "X-all", "must": "self.kind != 'metric' || has(self.latest)", "message": "{focus} was never seen."},
        {"code": "X-dropped", "kinds": "goal", "dropped": True, "must": "goal.status != 'dropped' || false",
         "when": "has(goal.status)", "message": "{focus} is dropped."},
    )["findings"]
    assert [(f["code"], f["focus"]) for f in found] == [
        ("X-two", "repeat"), ("X-two", "talk"), ("X-dropped", "gone"), ("X-all", "posts")]


def test_findings_look_like_others(tmp_path):
    definition = {
        "code": "X-late_goal", "severity": "error", "kinds": "goal", "when": "has(goal.due)",
        "must": "goal.due < timestamp('2027-01-01T00:00:00Z')", "at": "due",
        "message": "{focus} is due on {due}, {days} days from now, with {programs} ({n} of {share}); {ok}.",
        "arguments": {
            "due": "goal.due", "days": "(goal.due - as_of).getHours() / 24", "programs": "goal.programs",
            "n": "size(goal.programs)", "share": "0.25", "ok": "goal.importance > 50.0",
        },
        "question": "Is every goal due this year?", "advice": "Move it.",
    }
    report = check(tmp_path, definition)
    (f,) = report["findings"]
    assert f["code"] == "X-late_goal" and f["name"] == "late-goal" and f["severity"] == "error"
    assert f["message"] == ('Goal "Customers come back" (repeat) is due on 2027-06-30, 221 days from now, with program '
                            '"Book club" (club) (1 of 0.25); true.')
    assert f["arguments"] == {"due": "2027-06-30", "days": 221, "programs": 'program "Book club" (club)', "n": 1,
                              "share": 0.25, "ok": "true"}
    assert f["pointer"] == "/goals/repeat/due" and f["line"] and f["fingerprint"]
    # Known again, suppressed, made graver or left out like any other.
    again = check(tmp_path, definition, severity={"X-late_goal": "advice"})["findings"][0]
    assert again["severity"] == "advice" and again["fingerprint"] == f["fingerprint"]
    assert check(tmp_path, definition, severity={"X-": "off"})["findings"] == []
    assert check(tmp_path, definition, elements={"repeat": {"X-late_goal": "off"}})["findings"] == []
    quiet = check(tmp_path, definition, suppress=[{"code": "X-late_goal", "element": "repeat", "reason": "Known."}])
    assert "suppressed" in quiet["findings"][0]
    check(tmp_path, definition)
    text = subprocess.run([BIN, "check", str(tmp_path / "document.json")], capture_output=True, text=True).stdout
    assert "[X-late_goal late-goal]" in text


def test_packs(tmp_path):
    d = {"code": "X-a", "kinds": "strategy", "pack": "okr", "must": "false", "message": "No."}
    document = dict(DOCUMENT)

    def found(**checks):
        document["checks"] = {"custom": [d], **checks}
        path = tmp_path / "document.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        done = subprocess.run([BIN, "check", "--format", "json", "--fail-on", "never", str(path)],
                              capture_output=True, text=True)
        return [f for f in json.loads(done.stdout)["findings"] if f["code"] == "X-a"]

    assert found() == [] and len(found(packs={"okr": True})) == 1 and len(found(select=["X-a"])) == 1


def test_dates_need_a_day(tmp_path):
    d = {k: v for k, v in DOCUMENT.items() if k != "as_of"}
    # The tool always has a day; the library without one leaves such checks silent (tests/unit/own_check_test.cpp).
    found = check(tmp_path, {"code": "X-a", "kinds": "strategy", "must": "as_of < timestamp('2000-01-01T00:00:00Z')",
                             "message": "No."}, document=d, extra=["--as-of", "2026-11-21"])["findings"]
    assert [f["code"] for f in found] == ["X-a"]


@pytest.mark.parametrize(
    "must, problem",
    [
        ("goal.due > as_of", "has no due"),
        ("goal.importance / 0.0 > 1.0 && goal.metrics[7] == goal.metrics[0]", "none at this index"),
        ("1 / (goal.metrics.size() - goal.metrics.size()) > 0", "divided by zero"),
        ("dyn(goal.title)", "not true or false"),
        ("[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, "
         "[1,2,3,4,5,6,7,8,9].all(e, a + b + c + d + e < 100)))))", "more steps"),
    ],
)
def test_a_failing_check_is_one_finding(tmp_path, must, problem):
    other = {"code": "X-other", "kinds": "goal", "must": "goal.id != 'talk'", "message": "{focus}."}
    found = check(tmp_path, {"code": "X-bad", "kinds": "goal", "must": must, "message": "{focus}."}, other)["findings"]
    failed = [f for f in found if f["code"] == "NL040"]
    assert len(failed) == 1 and problem in failed[0]["message"], found
    assert "X-bad" in failed[0]["message"] and failed[0]["pointer"] == "/checks/custom/0"
    assert [f["focus"] for f in found if f["code"] == "X-other"] == ["talk"]


def refused(tmp_path, custom, text=None):
    d = {**DOCUMENT, "checks": {"custom": custom}}
    path = tmp_path / "document.json"
    path.write_text(text or json.dumps(d, indent=2, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run([BIN, "check", str(path)], capture_output=True, text=True)
    assert done.returncode == 2 and done.stdout == "", (done.stdout, done.stderr)
    return done.stderr


GOOD = {"code": "X-a", "kinds": "goal", "must": "true", "message": "{focus}."}


@pytest.mark.parametrize(
    "change, pointer, words",
    [
        ({"must": "goal.deu > as_of"}, "/checks/custom/0/must", 'did you mean "due"?'),
        ({"must": "gaol.due > as_of"}, "/checks/custom/0/must", 'did you mean "goal"?'),
        ({"must": "goal.programs.all(p, p.bugdet > 1.0)"}, "/checks/custom/0/must", 'did you mean "budget"?'),
        ({"must": "goal.metrics.all(m, m.latest.valeu > 1.0)"}, "/checks/custom/0/must", 'did you mean "value"?'),
        ({"must": "strategy.organisation.employes > 1.0"}, "/checks/custom/0/must", 'did you mean "employees"?'),
        ({"must": "goal.title > 5"}, "/checks/custom/0/must", "does not go with string and int"),
        ({"must": "goal.title"}, "/checks/custom/0/must", "gives a string"),
        ({"must": "goal.due >"}, "/checks/custom/0/must", "A value is needed"),
        ({"must": "goal.title.matches('(')"}, "/checks/custom/0/must", "pattern"),
        ({"must": "Goal{}"}, "/checks/custom/0/must", "Protocol buffer"),
        ({"must": 5}, "/checks/custom/0/must", "belongs a text"),
        ({"must": None}, "/checks/custom/0/must", "belongs a text"),
        ({"when": "goal.audience"}, "/checks/custom/0/when", 'did you mean "audiences"?'),
        ({"code": "NL999"}, "/checks/custom/0/code", "X- and up to 60"),
        ({"code": "X-"}, "/checks/custom/0/code", "X- and up to 60"),
        ({"name": "Late Goal"}, "/checks/custom/0/name", "small letters"),
        ({"name": "no-line-of-sight"}, "/checks/custom/0", "belongs to NL202"),
        ({"severity": "fatal"}, "/checks/custom/0/severity", "error, warning, advice or off"),
        ({"kinds": "goals"}, "/checks/custom/0/kinds", '"goal" may be meant'),
        ({"kinds": []}, "/checks/custom/0/kinds", "at least one kind"),
        ({"pack": "okrs"}, "/checks/custom/0/pack", "no pack"),
        ({"category": "goal"}, "/checks/custom/0/category", "no category"),
        ({"message": ""}, "/checks/custom/0/message", "not empty"),
        ({"message": "two\nlines"}, "/checks/custom/0/message", "one line"),
        ({"message": "{who} is late."}, "/checks/custom/0/message", "no argument"),
        ({"message": "{focus"}, "/checks/custom/0/message", "without a }"),
        ({"arguments": {"N": "1"}}, "/checks/custom/0/arguments", "small letters"),
        ({"arguments": {"n": "goal.x1"}}, "/checks/custom/0/arguments/n", "has no"),
        ({"at": "budget"}, "/checks/custom/0/at", "no attribute or relation"),
        ({"musst": "true"}, "/checks/custom/0", '"must" may be meant'),
        ({"dropped": 1}, "/checks/custom/0/dropped", "true or false"),
    ],
)
def test_faults_have_places_and_suggestions(tmp_path, change, pointer, words):
    said = refused(tmp_path, [{**GOOD, **change}])
    assert f" {pointer}: " in said and words in said, said


def test_a_fault_in_a_condition_points_into_it(tmp_path):
    text = json.dumps({**DOCUMENT, "checks": {"custom": [{**GOOD, "must": "§"}]}}).replace(
        '"\\u00a7"', '"goal.title == \\"\\u00e9\\ud83d\\ude00\\" &&\\n goal.deu"')
    said = refused(tmp_path, None, text)
    column = text.index("deu") + 1
    assert f"1:{column}: /checks/custom/0/must" in said, said


def test_several_faults_are_said_at_once(tmp_path):
    said = refused(tmp_path, [{"code": "X-a"}, 5, {**GOOD, "code": "X-b", "must": "x"}, GOOD, {**GOOD, "code": "X-a"}])
    assert "needs \"must\"" in said and "has to be an object" in said and "no variable" in said and "Two checks" in said
    said = refused(tmp_path, {"code": "X-a"})
    assert "has to be a list" in said


def test_ten_thousand_elements_and_a_quadratic_check(tmp_path):
    d = {"northline": 1, "as_of": "2026-11-21",
         "goals": {f"g{i}": {"title": f"Goal {i}", "due": "2027-01-01"} for i in range(10_000)}}
    linear = {"code": "X-linear", "kinds": "goal", "must": "goal.due > as_of && goal.title.matches('^Goal [0-9]+$')",
              "message": "{focus}."}
    square = {"code": "X-square", "kinds": "goal", "must": "!strategy.goals.exists(g, g.title == goal.title && g.id != goal.id)",
              "message": "{focus}."}
    found = check(tmp_path, linear, square, document=d)["findings"]
    assert [f["code"] for f in found] == ["NL040"] and "X-square" in found[0]["message"]


def test_a_failure_is_told_whatever_is_selected(tmp_path):
    """A check that failed has not found nothing: a selection of checks of one's own does not hide that."""
    bad = {"code": "X-day", "kinds": "goal", "must": "goal.due > as_of", "message": "{focus} is late."}
    codes = lambda **more: {f["code"] for f in check(tmp_path, bad, **more)["findings"]}  # noqa: E731
    assert "NL040" in codes(select=["X-"]) and "NL040" in codes(select=["X-day"])
    assert codes(select=["NL2"]) & {"NL040", "X-day"} == set()
    assert "NL040" not in codes(select=["X-"], ignore=["NL040"])
    assert "NL040" not in codes(select=["X-"], severity={"NL040": "off"})

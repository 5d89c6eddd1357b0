"""Checks of one's own in Python: what they are given, what they may say, and what becomes of failures."""

import json

import pytest

northline = pytest.importorskip("northline")

DOCUMENT = {
    "northline": 1,
    "as_of": "2026-11-21",
    "visions": {"v": {"title": "Everybody rides"}},
    "goals": {
        "advice": {"title": "Riders trust our advice", "supports": "v", "due": "2027-06-30"},
        "loud": {"title": "Be louder", "supports": "v"},
    },
    "programs": {"films": {"title": "Repairs explained", "contributes_to": {"advice": 40}}},
}


def strategy():
    return northline.loads(json.dumps(DOCUMENT))


def own(findings, prefix="X-"):
    return [(f.code, f.focus, f.message) for f in findings if f.code.startswith(prefix)]


def test_a_function_speaks_of_elements():
    @northline.check_rule(code="X-worked-on", kinds=["goal"], severity="error", advice="Plan something.")
    def worked_on(goal):
        assert goal.kind == "goal" and goal.title
        if not goal.into("contributes_to"):
            return f"Nobody works on {goal.title!r}."

    @northline.check_rule(code="X-many", kinds="program", name="many-words")
    def many(program):
        yield northline.at("title", "First.")
        yield "Second."

    @northline.check_rule(code="X-whole", kinds="strategy")
    def whole(s):
        return ["One."] if s.kind == "strategy" else []

    found = strategy().check(checks=[worked_on, many, whole])
    assert own(found) == [
        ("X-whole", None, "One."),
        ("X-worked-on", "loud", "Nobody works on 'Be louder'."),
        ("X-many", "films", "First."),
        ("X-many", "films", "Second."),
    ]
    by_code = {f.code: f for f in found}
    assert by_code["X-worked-on"].severity == "error" and by_code["X-many"].name == "many-words"
    first, second = [f for f in found if f.code == "X-many"]
    assert first.pointer == "/programs/films/title" and second.pointer == "/programs/films"
    assert first.fingerprint != second.fingerprint
    # Calling the check calls the function, so it can be tested by itself.
    assert worked_on(strategy().goals["advice"]) is None
    assert "worked_on" in repr(worked_on)


def test_severities_and_selection_reach_them():
    @northline.check_rule(code="X-a", kinds="goal")
    def a(goal):
        return "No."

    s = strategy()
    assert len(own(s.check(checks=[a]))) == 2
    assert own(s.check(checks=[a], severities={"X-a": "off"})) == []
    assert {f.severity for f in s.check(checks=[a], severities={"X-a": "advice"}) if f.code == "X-a"} == {"advice"}
    assert own(s.check()) == []


@pytest.mark.parametrize(
    "function, words",
    [
        (lambda goal: 1 / 0, "ZeroDivisionError"),
        (lambda goal: goal.nothing, "no attribute or relation"),
        (lambda goal: 5, "returned int"),
        (lambda goal: [5], "among its sentences"),
        (lambda goal: b"bytes", "returned bytes"),
    ],
    ids=["raises", "unknown attribute", "number", "list of numbers", "bytes"],
)
def test_a_failing_function_is_a_finding_about_the_check(function, words):
    called = []

    @northline.check_rule(code="X-bad", kinds="goal")
    def bad(goal):
        called.append(goal.id)
        return function(goal)

    @northline.check_rule(code="X-good", kinds="goal")
    def good(goal):
        return "Said."

    found = strategy().check(checks=[bad, good])
    failed = [f for f in found if f.code == "NL040"]
    assert len(failed) == 1 and "X-bad" in failed[0].message and words in failed[0].message, failed
    assert called == ["advice"]  # not again after it failed
    assert len(own(found, "X-good")) == 2 and own(found, "X-bad") == []


@pytest.mark.parametrize(
    "definition, words",
    [
        ({"code": "NL001"}, "X- and up to 60"),
        ({"code": "X-a", "kinds": "goals"}, '"goal" may be meant'),
        ({"code": "X-a", "severity": "fatal"}, "error, warning, advice or off"),
        ({"code": "X-a", "name": "no-line-of-sight"}, "belongs to NL202"),
        ({"code": "X-a", "pack": "okrs"}, "no pack"),
    ],
)
def test_a_faulty_definition_is_refused(definition, words):
    rule = northline.check_rule(**definition)(lambda element: None)
    with pytest.raises(northline.NorthlineError, match=words):
        strategy().check(checks=[rule])


def test_an_edited_strategy_is_seen_as_it_is():
    @northline.check_rule(code="X-title", kinds="goal")
    def title(goal):
        return goal.title

    s = strategy()
    s.goals["new"] = {"title": "Added", "supports": "v"}
    s.goals["loud"].title = "Be heard"
    assert {m for _, _, m in own(s.check(checks=[title]))} == {"Riders trust our advice", "Be heard", "Added"}

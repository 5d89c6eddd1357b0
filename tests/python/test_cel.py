"""The Common Expression Language against the published conformance cases and our own, in the same notation.

The published cases lie outside the repository and are read through NORTHLINE_SHARED. Each expression is run
as `northline cel` runs it; those whose types can be known before are run once more with types tested first.
"""

import json
import math
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("NORTHLINE_BIN") or str(ROOT / "build" / "release" / "bin" / "northline")
OURS = ROOT / "tests" / "cases" / "cel"
SHARED = pathlib.Path(os.environ["NORTHLINE_SHARED"]) / "cases" / "cel" if os.environ.get("NORTHLINE_SHARED") else None

# docs/cel.md says that names of places are no time zones here.
LEFT_OUT = {
    "timestamp('2009-02-13T23:31:30Z').getDayOfMonth('US/Central')",
    "timestamp('2009-02-13T23:31:30Z').getDayOfYear('US/Central')",
}


def same(wanted, found):
    if set(wanted) != set(found):
        return False
    ((kind, a),) = wanted.items()
    b = found[kind]
    if kind == "double":
        a, b = float(a), float(b)
        return (math.isnan(a) and math.isnan(b)) or (a == b and math.copysign(1, a) == math.copysign(1, b))
    if kind == "list":
        return len(a) == len(b) and all(map(same, a, b))
    if kind == "map":
        left = list(b)
        for key, value in a:
            pair = next((p for p in left if same(key, p[0]) and same(value, p[1])), None)
            if pair is None:
                return False
            left.remove(pair)
        return not left
    return a == b


def evaluate(cases, typed):
    lines = "".join(
        json.dumps({"expr": c["expr"], "bindings": c.get("bindings", {}), "typed": typed}) + "\n" for c in cases
    )
    done = subprocess.run([BIN, "cel", "--batch"], input=lines, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(cases)
    return found


def judge(cases, typed):
    wrong = []
    for case, found in zip(cases, evaluate(cases, typed)):
        good = "error" in found if case.get("error") else "error" not in found and same(case["value"], found)
        if not good:
            wrong.append((case, found))
    return wrong


def files():
    found = [("ours", p) for p in sorted(OURS.glob("*.json"))]
    if SHARED and SHARED.is_dir():
        found += [("published", p) for p in sorted(SHARED.glob("*.json"))]
    return found


@pytest.mark.parametrize("home, path", files(), ids=[f"{home}-{p.stem}" for home, p in files()])
def test_cases(home, path):
    cases = json.loads(path.read_text())["cases"]
    wrong = judge(cases, typed=False)
    print(f"{len(cases) - len(wrong)} of {len(cases)} cases from {home} {path.name} passed")
    unexpected = [(c["expr"], c.get("value", "an error"), f) for c, f in wrong if c["expr"] not in LEFT_OUT]
    assert not unexpected, unexpected

    known = [c for c in cases if not c.get("disable_check")]
    unexpected = [(c["expr"], c.get("value"), f) for c, f in judge(known, typed=True) if c["expr"] not in LEFT_OUT]
    assert not unexpected, unexpected


def test_all_published_cases_together():
    if not (SHARED and SHARED.is_dir()):
        print("0 cases from shared/cases/cel")
        return
    cases = [c for p in sorted(SHARED.glob("*.json")) for c in json.loads(p.read_text())["cases"]]
    wrong = judge(cases, typed=False)
    print(f"{len(cases) - len(wrong)} of {len(cases)} cases from shared/cases/cel passed")
    assert {c["expr"] for c, _ in wrong} <= LEFT_OUT


def cel(*arguments):
    return subprocess.run([BIN, "cel", *arguments], capture_output=True, text=True)


def test_one_expression(tmp_path):
    bindings = tmp_path / "bindings.json"
    bindings.write_text('{"x": {"int": "5"}, "a.b": {"list": [{"string": "é"}, {"double": 0.5}]}}')
    done = cel("x * 2", "--bindings", str(bindings))
    assert (done.returncode, json.loads(done.stdout)) == (0, {"int": "10"})
    done = cel("--bindings", str(bindings), "a.b")
    assert json.loads(done.stdout) == {"list": [{"string": "é"}, {"double": "0.5"}]}
    # An expression may start with what looks like an option.
    assert json.loads(cel("-(42)").stdout) == {"int": "-42"}
    assert json.loads(cel("-4 + (-2)").stdout) == {"int": "-6"}
    assert json.loads(cel("--5").stdout) == {"int": "5"}
    assert json.loads(cel("--", "-5").stdout) == {"int": "-5"}


@pytest.mark.parametrize(
    "expression, place",
    [("1 +", "1:4"), ("'é' ==\n  'x' + y", "2:9"), ("[1, 2][5]", "1:7"), ("'é' + 1 / 0", "1:9"), ("f(1)", "1:1")],
)
def test_errors_have_places(expression, place):
    done = cel(expression)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith(f"northline: {place}: "), done.stderr


@pytest.mark.parametrize(
    "expression, words",
    [
        ("sise('a')", 'did you mean "size"?'),
        ("1 + 1.0", "double() makes one"),
        ("Message{a: 1}", "cannot be made here"),
        ("a.?b", "Optional values"),
        ("timestamp('2024-01-01T00:00:00Z').getHours('Europe/Berlin')", "names of places"),
        ("'a'.matches('(')", "pattern"),
        ("duration('3 days')", "duration is written"),
        ("'a' == 1", "does not go with string and int"),
    ],
)
def test_typed_loading_refuses(expression, words):
    done = cel("--typed", expression)
    assert done.returncode == 1 and words in done.stderr


def test_what_could_not_run(tmp_path):
    assert cel().returncode == 2
    assert cel("1", "2").returncode == 2
    assert cel("1", "--bindings", str(tmp_path / "none.json")).returncode == 2
    for text in ["{", "[]", '{"x": 5}', '{"x": {"int": "five"}}', '{"x": {"colour": "red"}}', '{"x": {"bytes": "0"}}']:
        (tmp_path / "b.json").write_text(text)
        done = cel("1", "--bindings", str(tmp_path / "b.json"))
        assert done.returncode == 2 and done.stderr.startswith("northline: "), text


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "[" * 5000,
        "-" * 5000 + "x",
        "1" + "+1" * 5000,
        "a" + ".b" * 5000,
        "x ? " * 2000 + "1",
        "'" + "a" * 100000 + "'",
        "[1,2,3,4,5,6,7,8,9].map(a, " * 9 + "1" + ")" * 9,
        "cel.bind(a, 'xxxxxxxxxx', " + "cel.bind(a, a + a, " * 60 + "a" + ")" * 61,
        "cel.bind(a, [1], " + "cel.bind(a, [a, a], " * 60 + "string(a == a)" + ")" * 61,
        "'a'.replace('', '" + "b" * 30000 + "').replace('', '" + "b" * 30000 + "')",
    ],
    ids=lambda e: e[:24],
)
def test_hostile_expressions_end(expression):
    done = subprocess.run([BIN, "cel", expression], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and done.stderr.startswith("northline: "), done

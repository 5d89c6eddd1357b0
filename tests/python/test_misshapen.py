"""Documents with a wrong value in any place: every command ends properly, and what is called JSON is JSON."""

import copy
import json
import os
import pathlib
import random
import subprocess

import pytest

TOOL = os.environ["NORTHLINE_BIN"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
JUNK = [None, True, 0, -1, 1e308, -0.0, "", "x", [], {}, [[]], [None], {"": None}, {"a": {"b": [1, {"c": 2}]}}, [1, 2, 3],
        "2026-13-45", "\u0000", {"low": 3, "high": 1}, 123456789012345678901234567890]
COMMANDS = [["check", "--fail-on", "never"], ["score"], ["evaluate"], ["practice", "--practice", "all"], ["influence"],
            ["fragility"], ["simulate", "--draws", "10"]]


def run(command, document):
    return subprocess.run([TOOL, command[0], "-", *command[1:], "--format", "json"], input=json.dumps(document),
                          capture_output=True, encoding="utf-8", timeout=60)


def places(value, path=()):
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from places(part, (*path, key))


def spoilt(document, paths, chance):
    document = copy.deepcopy(document)
    for _ in range(chance.randint(1, 3)):
        path, at = chance.choice(paths), document
        try:
            for key in path[:-1]:
                at = at[key]
            at[path[-1]] = copy.deepcopy(chance.choice(JUNK))
        except (KeyError, IndexError, TypeError):
            pass  # an earlier one took the place away
    return document


@pytest.mark.parametrize("seed", range(25))
def test_any_wrong_value_is_survived(seed):
    whole = json.loads((ROOT / "examples/strategies/bakery.json").read_text(encoding="utf-8"))
    document = spoilt(whole, list(places(whole)), random.Random(seed))
    for command in COMMANDS:
        done = run(command, document)
        assert done.returncode in (0, 2), (command, done.returncode, done.stderr)
        if done.returncode == 0:
            json.loads(done.stdout)
        else:
            assert done.stderr.startswith("northline: "), (command, done.stderr)


@pytest.mark.parametrize("value", [5, None, True, -0.0, [], [5]])
def test_a_fix_of_what_is_no_relation_is_json(value):
    """The list that takes the place of a wrong value has what was a list in it, and nothing of anything else."""
    goal = {"title": "Riders ask us", "supports": value, "channels": ["x"]}
    document = {"northline": 1, "as_of": "2026-11-21", "visions": {"v": {"title": "All ride"}}, "goals": {"g": goal}}
    [finding] = [f for f in json.loads(run(COMMANDS[0], document).stdout)["findings"] if f["code"] == "NL202"]
    [operation] = finding["fix"]["patch"]
    assert operation["value"] == ([5, "v"] if value == [5] else ["v"])


def test_convert_does_not_take_one_format_for_another():
    plan = (ROOT / "examples/stratml/tarnbrook-plan.xml").read_text(encoding="utf-8")

    def convert(text, *way):
        return subprocess.run([TOOL, "convert", *way, "-"], input=text, capture_output=True, encoding="utf-8", timeout=60)
    json_as_xml = convert('{"northline": 1}', "--from", "stratml")
    xml_as_json = convert(plan, "--from", "json")
    assert json_as_xml.returncode == 2 and "StratML plan" in json_as_xml.stderr
    assert xml_as_json.returncode == 2 and "This is XML" in xml_as_json.stderr
    for way in ([], ["--from", "stratml"]):
        assert json.loads(convert(plan, *way).stdout)["northline"] == 1

"""Configuration of the checks as users meet it: files, options, exit codes, JSON, and what Python takes."""

import json
import os
import subprocess
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "docs" / "schemas"
NAME = "northline.config.json"
PLAN = {
    "northline": 1,
    "as_of": "2026-11-21",
    "visions": {"v": {"title": "Everybody rides"}},
    "goals": {
        "advice": {"title": "Riders trust our advice", "supports": "v"},
        "films": {"title": "Films are watched", "refines": "advice"},
    },
    "programs": {"p": {"title": "Repairs explained"}},
}
FULL = {
    "profile": "auto",
    "packs": {"okr": True, "money": False},
    "severity": {"NL202": "error", "channels": "advice", "NL6": "off", "pack:governance": "advice", "all": "warning"},
    "parameters": {"NL407.share": 0.9, "one-channel-for-all.programs": 4, "profile.employees": 10},
    "elements": {"pilot": "advice", "fair": {"NL205": "off"}},
    "select": ["goals", "NL3", "pack:money", "no-line-of-sight"],
    "ignore": ["offline-audience"],
    "suppress": [{"code": "NL205", "element": "a", "reason": "Work starts after the fair.", "until": "2027-03-31"}],
    "x": {"whatever": [1, 2]},
}
FAULTY = [
    [],
    5,
    "text",
    {"severities": {}},
    {"severity": []},
    {"severity": {"NL202": "fatal"}},
    {"severity": {"NL202": 2}},
    {"severity": {"two words": "off"}},
    {"packs": ["okr"]},
    {"packs": {"okrs": True}},
    {"packs": {"okr": "yes"}},
    {"profile": "tiny"},
    {"parameters": {"NL407.share": "much"}},
    {"parameters": {"NL407.share": -1}},
    {"parameters": {"share": 1}},
    {"elements": {"a": "grave"}},
    {"elements": []},
    {"select": "NL2"},
    {"select": [2]},
    {"ignore": {"NL2": True}},
    {"suppress": {"code": "NL205", "reason": "r"}},
    {"suppress": [{"code": "NL205"}]},
    {"suppress": [{"reason": "r"}]},
    {"suppress": [{"code": "NL205", "reason": " "}]},
    {"suppress": [{"code": "NL205", "reason": "r", "until": "31.3.2027"}]},
    {"suppress": [{"code": "NL205", "reason": "r", "untill": "2027-03-31"}]},
    {"suppress": [{"code": "NL205", "reason": "r", "element": ""}]},
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("plan.json", PLAN)
    return tmp_path


def write(path, value):
    Path(path).write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")


def run(*arguments, code=None):
    tool = os.environ.get("NORTHLINE_BIN")
    if not tool or not Path(tool).is_file():
        pytest.skip("NORTHLINE_BIN names no tool.")
    done = subprocess.run([tool, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert code is None or done.returncode == code, done.stderr + done.stdout
    return done


def check(*options, plan="plan.json", code=None):
    done = run("check", plan, "--format", "json", *options, code=code)
    return json.loads(done.stdout)


def counted(report):
    return {(f["code"], f["focus"]): f["severity"] for f in report["findings"] if not {"suppressed", "baselined"} & set(f)}


def schema(name):
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


# ---- where a configuration comes from ------------------------------------------------------------------------
def test_a_file_beside_the_document_speaks_for_it(here):
    assert counted(check())[("NL205", "films")] == "warning"
    write(NAME, {"severity": {"NL205": "error"}})
    assert counted(check(code=1))[("NL205", "films")] == "error"
    assert counted(check("--no-config", code=0))[("NL205", "films")] == "warning"
    write("other.json", {"severity": {"NL205": "advice"}})
    assert counted(check("--config", "other.json", code=0))[("NL205", "films")] == "advice"


def test_a_file_above_speaks_for_the_documents_of_its_repository_only(here):
    (here / "plans" / "shop").mkdir(parents=True)
    write("plans/shop/plan.json", PLAN)
    write(NAME, {"severity": {"NL205": "error"}})
    assert counted(check(plan="plans/shop/plan.json"))[("NL205", "films")] == "warning"
    (here / ".git").mkdir()
    assert counted(check(plan="plans/shop/plan.json"))[("NL205", "films")] == "error"
    write(f"plans/{NAME}", {"severity": {"NL205": "advice"}})
    assert counted(check(plan="plans/shop/plan.json"))[("NL205", "films")] == "advice"


def test_the_command_line_wins_over_the_file_and_the_file_over_the_document(here):
    write("plan.json", PLAN | {"checks": {"severity": {"NL205": "error"}}})
    assert counted(check(code=1))[("NL205", "films")] == "error"
    write(NAME, {"severity": {"goals": "advice"}})
    assert counted(check(code=0))[("NL205", "films")] == "advice"
    assert counted(check("--severity", "all=warning", code=0))[("NL205", "films")] == "warning"
    assert ("NL205", "films") not in counted(check("--severity", "NL205=off"))


def test_selecting_and_ignoring(here):
    assert {c for c, _ in counted(check("--select", "NL205,NL601"))} == {"NL205", "NL601"}
    assert {c for c, _ in counted(check("--select", "NL205", "--select", "metrics"))} >= {"NL205", "NL601"}
    assert {c[:3] for c, _ in counted(check("--select", "NL205", "--select", "metrics"))} == {"NL2", "NL6"}
    assert ("NL205", "films") not in counted(check("--ignore", "goals"))
    assert run("check", "plan.json", "--parameter", "NL407.share=0.9", "--pack", "okr", "--profile", "small").returncode == 0
    for wrong, near in (("--select=no-line-of-sihgt", '"no-line-of-sight"'), ("--ignore=gaols", '"goals"'), ("--pack=mony", '"money"')):
        done = run("check", "plan.json", wrong, code=2)
        assert near in done.stderr and done.stdout == ""
    for wrong in ("--parameter=NL407.share", "--parameter=NL407.share=x", "--parameter=NL407.size=1", "--severity=NL205=grave"):
        assert run("check", "plan.json", wrong, code=2).stderr


# ---- suppressions, baselines, consequences -------------------------------------------------------------------
def test_suppressed_findings_are_listed_and_do_not_count(here):
    reason = {"reason": "Later.", "until": "2027-01-01"}
    write("plan.json", PLAN | {"checks": {"severity": {"NL205": "error"}, "suppress": [{"code": "NL205", **reason}]}})
    report = check(code=0)
    hidden = [f for f in report["findings"] if "suppressed" in f]
    assert [(f["code"], f["focus"]) for f in hidden] == [("NL205", "advice"), ("NL205", "films")]
    assert all(f["suppressed"] == reason for f in hidden)
    assert report["summary"]["suppressed"] == 2 and report["summary"]["errors"] == 0
    assert "[NL205 " not in run("check", "plan.json", code=0).stdout
    jsonschema.validate(report, schema("check.schema.json"))
    late = check("--as-of", "2027-01-02", code=1)
    assert late["summary"]["suppressed"] == 0 and late["summary"]["errors"] == 2
    (ended,) = [f for f in late["findings"] if f["code"] == "NL015"]
    assert ended["pointer"] == "/checks/suppress/0" and "2027-01-01" in ended["message"]


def test_against_a_baseline_only_new_findings_count(here):
    before = check()
    run("check", "plan.json", "--write-baseline", "base.json", code=0)
    jsonschema.validate(json.loads(Path("base.json").read_text()), schema("baseline.schema.json"))
    report = check("--baseline", "base.json", "--fail-on", "advice", code=0)
    assert report["summary"]["baselined"] == len(before["findings"]) and not counted(report)
    jsonschema.validate(report, schema("check.schema.json"))
    changed = json.loads(json.dumps(PLAN))
    changed["goals"]["new"] = {"title": "Something else", "supports": "v"}
    changed["goals"]["films"]["title"] = "Our films are watched to the end"
    write("plan.json", dict(reversed(changed.items())))
    assert {focus for _, focus in counted(check("--baseline", "base.json"))} <= {"new", None}
    assert ("NL205", "new") in counted(check("--baseline", "base.json", "--fail-on", "warning", code=1))


def test_consequences_are_listed_only_when_asked_for(here):
    broken = json.loads(json.dumps(PLAN))
    broken["goals"]["advice"]["supports"] = "vv"
    write("plan.json", broken)
    report = check(code=1)
    assert ("NL202", "advice") not in counted(report) and report["summary"]["consequences"] > 0
    whole = check("--consequences", code=1)
    jsonschema.validate(whole, schema("check.schema.json"))
    prints = {f["fingerprint"]: f["code"] for f in whole["findings"]}
    causes = {(f["code"], f["focus"]): prints[f["caused_by"]] for f in whole["findings"] if "caused_by" in f}
    assert causes[("NL202", "advice")] == "NL001"
    assert len(causes) == whole["summary"]["consequences"] == report["summary"]["consequences"]
    assert counted(whole) == counted(report) | {k: "warning" for k in causes if counted(whole)[k] == "warning"} | {
        k: "advice" for k in causes if counted(whole)[k] == "advice"}
    assert ("NL202", "advice") in counted(check("--ignore", "NL001"))


# ---- faults --------------------------------------------------------------------------------------------------
def test_all_faults_come_at_once_with_their_places(here):
    write(NAME, '{"severity": {"no-line-of-sihgt": "error"},\n "parameters": {"NL407.share": "x"}, "supress": []}')
    done = run("check", "plan.json", code=2)
    lines = done.stderr.splitlines()
    assert len(lines) == 3 and done.stdout == ""
    assert lines[0].startswith(f"northline: {NAME}:1:35: /severity/no-line-of-sihgt: ") and '"no-line-of-sight" may be meant' in lines[0]
    assert lines[1].startswith(f"northline: {NAME}:2:32: /parameters/NL407.share: ")
    assert lines[2].startswith(f"northline: {NAME}:2:49: /supress: ") and '"suppress" may be meant' in lines[2]
    write(NAME, {})
    write("plan.json", '{"northline": 1,\n "checks": {"select": ["gaols"]}}')
    assert "northline: plan.json:2:24: /checks/select/0: " in run("check", "plan.json", code=2).stderr
    write("base.json", '{"baseline": 1, "findings": [{"fingerprint": "short"}]}')
    write("plan.json", PLAN)
    assert "base.json:1:46: /findings/0/fingerprint: " in run("check", "plan.json", "--baseline", "base.json", code=2).stderr
    assert run("check", "plan.json", "--config", "missing.json", code=2).stderr


def test_the_schema_and_the_reader_agree(here):
    validator = jsonschema.Draft202012Validator(schema("configuration.schema.json"))
    validator.check_schema(validator.schema)
    for good in (FULL, {}, {"custom": []}):
        validator.validate(good)
        write(NAME, good)
        run("check", "plan.json", "--fail-on", "never", code=0)
    for bad in FAULTY:
        assert not validator.is_valid(bad), f"The schema takes {bad}"
        write(NAME, bad)
        assert run("check", "plan.json", code=2).stderr, f"The tool takes {bad}"


def test_hostile_files_end_with_a_message(here):
    for text in ("", "{", "[" * 200_000, '{"x":' * 100_000, "\0\0", '{"select": ["' + "a" * 3_000_000 + '"]}',
                 '{"suppress": [' + ",".join(["{}"] * 200_000) + "]}", '{"severity": {"\\u001b[31m": "\\u0007"}}', "{}}", "{} x"):
        write(NAME, text)
        done = run("check", "plan.json", code=2)
        assert done.stderr.startswith("northline: ") and len(done.stderr) < 200_000
        assert "\x1b" not in done.stderr and "\x07" not in done.stderr
        write("base.json", text)
        assert run("check", "plan.json", "--no-config", "--baseline", "base.json", code=2).stderr


# ---- the set of checks ---------------------------------------------------------------------------------------
def test_the_set_of_checks_is_the_one_that_was_released():
    released = json.loads((ROOT / "tests/cases/rule-set.json").read_text(encoding="utf-8"))
    rows = [line.split() for line in run("explain", code=0).stdout.splitlines()]
    today = {r[0]: r[2] for r in rows}
    version = run("--version", code=0).stdout.split()[-1]
    new = sorted(c for c, s in today.items() if s == "error" and released["severities"].get(c) != "error")
    assert not new, (f"{new} are errors that release {released['rule_set']} of the checks did not have: raise "
                     "rule_set_version, then run docs/generate_checks_table.py --write.")
    assert (today, version) == (released["severities"], released["rule_set"]), "Run docs/generate_checks_table.py --write."


# ---- beginners -----------------------------------------------------------------------------------------------
def test_a_small_bakerys_first_plan_has_at_most_seven_findings():
    plan = ROOT / "examples/strategies/first-plan.json"
    report = check(plan=plan)
    found = [(f["code"], f["focus"]) for f in report["findings"]]
    assert 0 < len(found) <= 7, found
    assert report["summary"]["errors"] == 0
    standard = check("--profile", "standard", plan=plan)
    assert len(standard["findings"]) > len(found)


def test_a_beginner_reads_first_what_unlocks_most(here):
    write("plan.json", {
        "northline": 1, "as_of": "2026-11-21", "organisation": {"employees": 5},
        "goals": {"a": {"title": "More bread", "supports": "nowhere"}},
        "policies": {"z": {"title": "TBD"}},
    })
    lines = [line for line in run("check", "plan.json").stdout.splitlines() if line.startswith("plan.json")]
    codes = [line.rsplit("[", 1)[1][:5] for line in lines]
    assert codes[0] == "NL001", codes
    assert codes.index("NL101") < codes.index("NL009"), codes
    order = [f["code"] for f in check()["findings"]]
    assert sorted(order) == sorted(codes) and order != codes  # JSON keeps the order of the document


# ---- time ----------------------------------------------------------------------------------------------------
def test_stats_tell_the_time_and_findings_of_each_check(here):
    report = check("--stats")
    jsonschema.validate(report, schema("check.schema.json"))
    rows = {r["code"]: r for r in report["stats"]["checks"]}
    assert rows["NL205"]["findings"] == 2
    assert abs(sum(r["milliseconds"] for r in rows.values()) - report["stats"]["milliseconds"]) < 0.5
    assert "stats" not in check()
    text = run("check", "plan.json", "--stats").stdout
    assert "goal-without-program" in text and text.splitlines()[-1].startswith("all")


# ---- Python --------------------------------------------------------------------------------------------------
def test_python_takes_all_of_it(here):
    northline = pytest.importorskip("northline", reason="The Python package is not installed.")
    if not hasattr(northline, "ConfigurationError"):
        pytest.skip("The installed Python package is older than the configuration.")
    s = northline.loads(json.dumps(PLAN))
    before = s.check()
    assert not s.check(baseline=before).summary["warnings"]
    assert s.check(baseline=before.baseline()).summary["baselined"] == len(before)
    assert all(f.baselined for f in s.check(baseline=before))
    write("c.json", {"severity": {"NL205": "error"}})
    for config in ({"severity": {"NL205": "error"}}, '{"severity": {"NL205": "error"}}', Path("c.json")):
        assert s.check(config=config).summary["errors"] == 2
    assert {f.code for f in s.check(select=["NL205", "NL601"])} == {"NL205", "NL601"}
    assert {f.code for f in s.check(select="NL205,NL601", ignore="NL601")} == {"NL205"}
    assert s.check(packs=["okr"], profile="small") and s.check(packs={"core": False}).summary["warnings"] == 0
    quiet = s.check(config={"suppress": [{"code": "NL205", "reason": "Later."}]})
    assert {f.focus: f.suppressed for f in quiet.by_code("NL205")} == dict.fromkeys(("advice", "films"), {"reason": "Later."})
    assert before.stats is None and s.check(stats=True).stats["checks"]
    s.goals["lost"] = {"title": "Lost"}
    broken = northline.loads(json.dumps(PLAN).replace('"supports": "v"', '"supports": "vv"'))
    assert {f.caused_by for f in broken.check(consequences=True).by_code("NL202")} == {
        broken.check().by_code("NL001")[0].fingerprint}
    with pytest.raises(northline.ConfigurationError) as e:
        s.check(config={"severity": {"no-line-of-sihgt": "error", "goals": "grave"}})
    assert e.value.pointer == "/severity/no-line-of-sihgt" and str(e.value).count("\n") == 2
    for wrong in ({"select": "gaols"}, {"packs": "orc"}, {"profile": "tiny"}, {"parameters": {"NL407.shar": 1}}, {"baseline": "{}"}):
        with pytest.raises(northline.ConfigurationError):
            s.check(**wrong)

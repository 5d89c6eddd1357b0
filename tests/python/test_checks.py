"""Every check has its page and a pair of documents that differ by one change; every fix mends what it says.

A pair lies in examples/checks/<CODE>.json: `bad` is a document, `finds` the elements (null: the strategy) that
the check must speak of there and nowhere else, `mend` one JSON Patch operation after which it is silent. `since` is the
version before, for a check of what changed.
"""

import copy
import json
import os
import random
import re
import subprocess
from pathlib import Path

import jsonpatch
import jsonpointer
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "checks"
PAIRS = ROOT / "examples" / "checks"
STRATEGIES = ROOT / "examples" / "strategies"
SECTIONS = ["Why", "How it decides", "Parameters", "Example", "How to fix"]
# Strict reading refuses these documents before any check runs.
READER = {"NL001", "NL002", "NL013", "NL014", "NL019", "NL020"}
AS_OF = "2026-11-21"
# Some checks are asked only when one of their packs is.
PACKS = "okr,measurement,governance,money,channels,public-sector,landscape,clover,five-steps,channels-later,smacad"


def tool():
    path = os.environ.get("NORTHLINE_BIN")
    if not path or not Path(path).is_file():
        pytest.skip("NORTHLINE_BIN names no tool.")
    return path


def run(*arguments):
    return subprocess.run([tool(), *map(str, arguments)], capture_output=True, text=True, check=False)


def check_files(paths, *options):
    """What the tool finds in each file: a list of findings, in few calls."""
    results = []
    for i in range(0, len(paths), 200):
        part = paths[i : i + 200]
        fixed = ["--format", "json", "--fail-on", "never", "--as-of", AS_OF, "--pack", PACKS]
        done = run("check", *fixed, *options, *part)
        assert done.returncode == 0, f"The check could not run:\n{done.stderr}"
        found = json.loads(done.stdout)
        results += found if len(part) > 1 else [found]
    assert len(results) == len(paths)
    return [r["findings"] for r in results]


def check_documents(documents, folder, *options):
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for i, document in enumerate(documents):
        paths.append(folder / f"{i}.json")
        text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
        paths[-1].write_text(text, encoding="utf-8")
    return check_files(paths, *options)


def rules():
    """Code: (name, severity, question), as the tool lists them."""
    done = run("explain")
    assert done.returncode == 0, done.stderr
    found = {}
    for line in done.stdout.splitlines():
        parts = re.fullmatch(r"(NL\d{3})\s+(\S+)\s+(error|warning|advice|off)\s+(.+)", line)
        assert parts, f"northline explain prints a line that is no check: {line!r}"
        found[parts[1]] = parts.groups()[1:]
    return found


def pairs():
    return {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(PAIRS.glob("*.json"))}


def inverse(document, operation):
    """The operation that takes another one back."""
    path = operation["path"]
    if operation["op"] == "remove":
        return {"op": "add", "path": path, "value": jsonpointer.resolve_pointer(document, path)}
    if operation["op"] == "replace":
        return {"op": "replace", "path": path, "value": jsonpointer.resolve_pointer(document, path)}
    if operation["op"] == "move":
        return {"op": "move", "from": path, "path": operation["from"]}
    assert operation["op"] == "add", f"A pair does not use {operation['op']!r}."
    before = jsonpointer.resolve_pointer(document, path, None)
    if before is None or isinstance(jsonpointer.resolve_pointer(document, path.rsplit("/", 1)[0]), list):
        return {"op": "remove", "path": path}
    return {"op": "replace", "path": path, "value": before}


def focuses(findings, code):
    return sorted(str(f["focus"]) for f in findings if f["code"] == code)


def prints(findings, severity=None):
    return {f["fingerprint"] for f in findings if severity in (None, f["severity"])}


# ---- pages and pairs -----------------------------------------------------------------------------------------
def test_every_check_has_a_page_and_a_pair_and_there_is_nothing_more():
    codes = set(rules())
    assert {p.stem for p in PAGES.glob("*.md")} - {"README"} == codes
    assert set(pairs()) == codes
    names = [name for name, _, _ in rules().values()]
    assert len(names) == len(set(names)), "Two checks share a name."
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


def test_pages_say_what_the_checks_say():
    for code, (name, severity, question) in rules().items():
        text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
        lines = text.splitlines()
        assert lines[0] == f"# {code} {name}"
        start = " ".join(text.split("## ")[0].splitlines()[1:]).strip()
        assert start.lower().startswith(f"**{severity}"), f"{code}.md does not begin with its severity."
        assert question in start, f"{code}.md does not ask the check's question: {question}"
        assert [line[3:] for line in lines if line.startswith("## ")] == SECTIONS, f"{code}.md has other sections."
        for block in re.findall(r"```json\n(.*?)```", text, re.S):
            json.loads(block)
        shown = run("explain", code)
        plain = re.sub(r"\[([^][]+)\]\((?!http)[^)]+\)", r"\1", text)  # a terminal cannot follow links
        assert (shown.returncode, shown.stdout) == (0, plain), f"explain {code} prints another text."
        assert run("explain", name).stdout == plain


def test_pairs_differ_by_one_change(tmp_path):
    every = pairs()
    bad, good, back = [], [], []
    for code, pair in every.items():
        assert pair["code"] == code and pair["finds"] and len(pair["mend"]) == 1, f"{code}.json is no pair."
        undo = inverse(pair["bad"], pair["mend"][0])
        bad.append(pair["bad"])
        good.append(jsonpatch.apply_patch(pair["bad"], pair["mend"]))
        back.append(jsonpatch.apply_patch(good[-1], [undo]))
    found = [check_documents(d, tmp_path / n) for n, d in (("bad", bad), ("good", good), ("back", back))]
    for i, (code, pair) in enumerate(every.items()):
        if "since" not in pair:
            continue
        earlier = tmp_path / f"{code}.json"
        earlier.write_text(json.dumps(pair["since"]), encoding="utf-8")
        assert focuses(found[0][i], code) == [], f"{code} speaks without the version before."
        for all_found, documents in zip(found, (bad, good, back)):
            [all_found[i]] = check_documents([documents[i]], tmp_path / "since", "--since", earlier)
    for (code, pair), before, after, again in zip(every.items(), *found):
        wanted = sorted(str(f["focus"]) for f in pair["finds"])
        assert focuses(before, code) == wanted, f"{code} speaks of {focuses(before, code)} in its bad document."
        assert focuses(after, code) == [], f"{code} still speaks in its mended document: {after}"
        assert prints(again) == prints(before), f"{code}: taking the change back brings back something else."
        errors = {f["code"] for f in after if f["severity"] == "error"}
        assert not errors, f"{code}: the mended document has errors of its own: {errors}"


def test_strict_reading_takes_the_pairs(tmp_path):
    for code, pair in pairs().items():
        for document in [jsonpatch.apply_patch(pair["bad"], pair["mend"])] + [pair["bad"]] * (code not in READER):
            path = tmp_path / "document.json"
            path.write_text(json.dumps(document), encoding="utf-8")
            done = run("check", "--strict", "--fail-on", "never", path)
            assert done.returncode == 0, f"{code}: strict reading refuses a document of the pair:\n{done.stderr}"


# ---- many documents ------------------------------------------------------------------------------------------
def generated():
    program = Path(os.environ.get("NORTHLINE_BUILD", "")) / "bin" / "northline-generate"
    if not program.is_file():
        return []
    settings = [("--defects",), ("--defects", "--broken"), ()]
    documents = []
    for seed in range(1, 7):
        options = ["--elements", "300", "--seed", str(seed), *settings[seed % 3]]
        done = subprocess.run([str(program), *options], capture_output=True, text=True, check=True)
        documents.append(done.stdout)
    return documents


def every_document():
    documents = [p.read_text(encoding="utf-8") for p in sorted(STRATEGIES.glob("*.json")) if "defects" not in p.name]
    for pair in pairs().values():
        documents.append(json.dumps(pair["bad"], ensure_ascii=False))
        documents.append(json.dumps(jsonpatch.apply_patch(pair["bad"], pair["mend"]), ensure_ascii=False))
    return documents + generated()


def test_findings_are_complete_rows(tmp_path):
    documents = every_document()
    listed = rules()
    for text, findings in zip(documents, check_documents(documents, tmp_path)):
        document = json.loads(text)
        assert len({f["fingerprint"] for f in findings}) == len(findings), "Two findings share a fingerprint."
        offsets = [f["offset"] if f["focus"] else 0 for f in findings]
        for f, offset in zip(findings, offsets):
            assert f["name"] == listed[f["code"]][0]
            message = f["message"]
            assert re.match(r"\S", message) and not message[0].islower() and message[-1] in ".?", message
            if f["code"] not in READER:  # those show the forms of values
                assert "{" not in message, f"An argument was not filled in: {message}"
            if f["focus"] is not None and f["code"] not in READER:
                assert f["focus"] in message, f"{f['code']} does not name its element: {message}"
            jsonpointer.resolve_pointer(document, f["pointer"])
            assert offset <= len(text.encode())


def test_the_same_document_gives_the_same_bytes(tmp_path):
    documents = every_document()
    assert check_documents(documents, tmp_path / "one") == check_documents(documents, tmp_path / "two")


def shuffled(value, dice):
    if isinstance(value, dict):
        members = list(value.items())
        dice.shuffle(members)
        return {name: shuffled(member, dice) for name, member in members}
    if isinstance(value, list):
        return [shuffled(item, dice) for item in value]
    return value


def test_the_order_of_members_changes_no_finding(tmp_path):
    documents = every_document()
    dice = random.Random(7)
    mixed = [shuffled(json.loads(text), dice) for text in documents]
    straight = check_documents(documents, tmp_path / "straight")
    for before, after in zip(straight, check_documents(mixed, tmp_path / "mixed")):
        if any(f["code"] == "NL019" for f in before):  # of two elements with one id the first one counts
            continue
        lost = [f["message"] for f in before if f["fingerprint"] not in prints(after)]
        new = [f["message"] for f in after if f["fingerprint"] not in prints(before)]
        assert not lost and not new, f"Another order of members changed findings: lost {lost}, new {new}"


def test_a_fix_removes_its_finding_and_adds_no_error(tmp_path):
    documents = every_document()
    cases, patched = [], []
    for text, findings in zip(documents, check_documents(documents, tmp_path / "before")):
        taken = {}
        for f in findings:
            if not f.get("fix") or not f["fix"]["patch"]:
                assert "fix" not in f or f["fix"]["safety"] == "display", f"{f['code']}: a fix without a change."
                continue
            assert f["fix"]["title"].endswith(".") and f["fix"]["safety"] in ("safe", "unsafe", "display")
            taken[f["code"]] = taken.get(f["code"], 0) + 1
            if taken[f["code"]] > 5:  # of one document; more would only take time
                continue
            patched.append(jsonpatch.apply_patch(json.loads(text), f["fix"]["patch"]))
            cases.append((f, findings))
    assert cases, "No document has a finding with a fix."
    for (f, before), after in zip(cases, check_documents(patched, tmp_path / "after")):
        assert f["fingerprint"] not in prints(after), f"The fix of {f['code']} leaves it: {f['message']}"
        new = [e["message"] for e in after if e["severity"] == "error" and e["fingerprint"] not in prints(before)]
        assert not new, f"The fix of {f['code']} ({f['fix']['title']}) brings errors: {new}"


# ---- single questions ----------------------------------------------------------------------------------------
def found(document, tmp_path, code):
    return [f for f in check_documents([{"northline": 1, **document}], tmp_path)[0] if f["code"] == code]


@pytest.mark.parametrize(
    "text, placeholder",
    [
        ("TBD", True),
        ("tbd.", True),
        ("[To be determined]", True),
        ("[To_be_identified]", True),
        ("To be determined", True),
        ("TODO: ask Anna", True),
        ("PLACEHOLDER_12", True),
        ("Lorem ipsum dolor sit amet", True),
        ("xxx", True),
        ("", True),
        ("  \u00a0 ", True),
        ("[Insert title here]", True),
        ("Todo", False),  # Spanish: everything
        ("Todo: leer más", False),
        ("To be the most trusted shop in town", False),
        ("To be decided by the riders themselves", False),
        ("[2027] Trust", False),
        ("未定でない目標", False),
        ("Αξιοπιστία", False),
        ("XL bicycles", False),
        ("Placeholders are forbidden", False),
        ("Enter new markets", False),
        ("Your ride, our advice", False),
    ],
)
def test_placeholders(text, placeholder, tmp_path):
    document = {"visions": {"v": {"title": "Everybody rides"}}, "goals": {"g": {"title": text, "supports": "v"}}}
    assert bool(found(document, tmp_path, "NL009")) == placeholder


def test_a_cycle_of_supports_alone_is_a_warning(tmp_path):
    goals = {"b": {"supports": "c"}, "c": {"supports": "a"}, "a": {"supports": ["b", "d"]}, "d": {"supports": "a"}}
    (f,) = found({"goals": goals}, tmp_path, "NL003")
    assert (f["severity"], f["focus"]) == ("warning", "a")
    assert "a → d → a" in f["message"]  # the shortest way round, not the first
    goals["c"] = {"refines": "a"}
    (f,) = found({"goals": goals}, tmp_path, "NL003")
    assert f["severity"] == "error"
    goals["a"]["supports"] = {"b": -10, "d": -10}  # what holds back closes no circle
    assert not found({"goals": goals}, tmp_path, "NL003")
    goals["a"] = {"supports": "b", "status": "dropped"}
    assert not found({"goals": goals}, tmp_path, "NL003")


def test_a_goal_is_counted_twice_where_its_ways_meet_first(tmp_path):
    goals = {
        "top": {},
        "middle": {"refines": "top"},
        "left": {"refines": "middle"},
        "right": {"supports": "middle"},
        "child": {"refines": "left", "supports": "right"},
        "grandchild": {"refines": "child"},
    }
    (f,) = found({"goals": goals}, tmp_path, "NL018")
    assert (f["focus"], f["arguments"]["above"]) == ("child", "middle")
    assert "fix" not in f  # nobody can say which of the two is meant


def test_data_of_ones_own_move_to_x(tmp_path):
    document = {"northline": 1, "goals": {"g": {"title": "Riders trust us", "favourite_colour": "red"}}}
    (f,) = [f for f in check_documents([document], tmp_path)[0] if f["code"] == "NL014"]
    mended = jsonpatch.apply_patch(document, f["fix"]["patch"])
    assert mended["goals"]["g"]["x"] == {"favourite_colour": "red"}


def test_a_near_name_is_offered_only_where_the_value_fits(tmp_path):
    goal = {"title": "Riders trust us", "imporance": "very"}
    document = {"northline": 1, "goals": {"g": goal}}
    (f,) = [f for f in check_documents([document], tmp_path)[0] if f["code"] == "NL014"]
    assert "importance" in f["message"] and f["fix"]["patch"][-1]["path"] == "/goals/g/x/imporance"


def test_goals_below_answer_for_those_above(tmp_path):
    document = {
        "visions": {"v": {}},
        "audiences": {"riders": {}},
        "goals": {
            "top": {"level": "corporate", "supports": "v"},
            "part": {"refines": "top", "serves": "riders"},
            "other": {"refines": "top"},
        },
        "programs": {"p": {"contributes_to": "part"}},
    }
    copy_of = copy.deepcopy(document)
    assert [f["focus"] for f in found(document, tmp_path, "NL205")] == ["other"]
    assert [f["focus"] for f in found(copy_of, tmp_path, "NL302")] == ["other"]


def test_work_inside_a_program_answers_for_it(tmp_path):
    document = {
        "goals": {"g": {}},
        "programs": {"whole": {}, "inner": {"part_of": "whole"}, "sister": {"part_of": "whole"}, "idle": {}},
        "activities": {"a": {"part_of": "inner", "contributes_to": "g"}},
    }
    assert [f["focus"] for f in found(document, tmp_path, "NL206")] == ["idle"]
    document["programs"]["hurts"] = {"contributes_to": {"g": -20}}
    assert [f["focus"] for f in found(document, tmp_path, "NL206")] == ["idle", "hurts"]


def test_a_declared_conflict_is_one_finding_for_the_pair(tmp_path):
    goals = {"b": {"conflicts_with": "a"}, "a": {"conflicts_with": "b", "supports": {"b": -30}}}
    (f,) = found({"goals": goals}, tmp_path, "NL211")
    assert (f["focus"], f["related"]) == ("a", ["b"])
    goals["b"]["status"] = "done"
    assert not found({"goals": goals}, tmp_path, "NL211")


def test_targets_that_moved_are_told_by_how_they_moved(tmp_path):
    """NL634 with every way a target can move, and every way to give a reason."""
    def plan(targets, day="2026-09-30", measured="m", **metric):
        return {"northline": 1, "as_of": day, "start": "2026-01-01",
                "goals": {"g": {"title": "G", "start": "2026-07-01", "measured_by": measured}},
                "metrics": {"m": {"title": "M", "unit": "%", "targets": targets, **metric}}}

    asked = {"value": 40, "due": "2027-06-30"}
    was = plan([asked])
    now = lambda targets, **more: plan(targets, "2026-11-21", **more)  # noqa: E731
    lower, later = {"value": 30, "due": "2027-06-30"}, {"value": 40, "due": "2027-12-31"}
    cases = [
        (was, now([lower]), ["went from 40% to 30%"]),
        (was, now([later]), ["was 40% by 2027-06-30 and is now 40% by 2027-12-31"]),
        (was, now([]), ["was taken out"]),
        (was, now([{"min": 30, "max": 50, "due": "2027-06-30"}]), ["from 40% to 30%–50%"]),
        (plan([{"value": 40}]), now([{"value": 35}]), ["went from 40% to 35%"]),
        (plan([asked, later]), now([later, lower]), ["went from 40% to 30%"]),
        (plan([asked, later]), now([{"value": 1, "due": "2027-12-31"}]), ["from 40% to 1%", "was taken out"]),
        # Not moved, moved before its time, with a reason, or undecidable.
        (was, now([{**asked, "stretch": 50}, later]), []),
        (plan([asked], day="2026-06-01"), now([lower]), []),
        (was, now([lower], measured={"m": {"why": "the shop closed"}}), []),
        (was, now([lower], decided="2026-10-05"), []),
        (plan([asked], decided="2026-10-05"), now([lower], decided="2026-10-05"), ["went from"]),
        (plan([asked], measured={"m": {"why": "as ever"}}), now([lower], measured={"m": {"why": "as ever"}}), ["went from"]),
        (was, now([lower], life="withdrawn"), []),
        (plan([asked], baseline={"value": 1, "date": "2026-10-10"}), now([lower]), []),
        (plan([]), now([lower]), []),
        ({**was, "metrics": {}}, now([lower]), []),
    ]
    for i, (earlier, later_version, said) in enumerate(cases):
        before, after = tmp_path / "before.json", tmp_path / "after.json"
        before.write_text(json.dumps(earlier), encoding="utf-8")
        after.write_text(json.dumps(later_version), encoding="utf-8")
        done = run("check", after, "--since", before, "--format", "json", "--fail-on", "never", "--select", "NL634")
        assert done.returncode == 0, done.stderr
        told = [f["message"] for f in json.loads(done.stdout)["findings"]]
        assert len(told) == len(said) and all(any(s in t for t in told) for s in said), (i, told)
        report = json.loads(run("diff", before, after, "--format", "json", "--findings").stdout)
        assert [f["message"] for f in report["findings"]["new"] if f["code"] == "NL634"] == told
        assert run("check", after, "--since", before, "--severity", "NL634=off", "--select", "NL634").stdout.count("NL634") == 0
    assert run("check", after, "--since", tmp_path / "nothing.json").returncode == 2

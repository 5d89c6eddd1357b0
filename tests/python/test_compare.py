"""northline diff and merge as people use them: in a shell, as a merge driver of git, and against the schemas."""

import json
import os
import pathlib
import subprocess

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = os.environ.get("NORTHLINE_BIN")
pytestmark = pytest.mark.skipif(not TOOL, reason="NORTHLINE_BIN is not set, so there is no tool to run.")
COUNCIL = ROOT / "examples/strategies/council.json"


def run(*arguments, folder=None, **more):
    return subprocess.run([str(a) for a in arguments], cwd=folder, capture_output=True, encoding="utf-8", timeout=120,
                          check=False, **more)


def schema(name):
    return json.loads((ROOT / f"docs/schemas/{name}.schema.json").read_text())


def write(path, document):
    path.write_text(document if isinstance(document, str) else json.dumps(document, indent=2, ensure_ascii=False) + "\n",
                    encoding="utf-8")
    return path


def council():
    return json.loads(COUNCIL.read_text(encoding="utf-8"))


def changed():
    d = council()
    d["goals"]["recycling"]["importance"] = 50
    del d["goals"]["recycling"]["owned_by"]
    del d["exclusions"]
    d["goals"]["new-goal"] = {"title": "Neighbours help", "supports": {"engaged-communities": 40}}
    d["programs"] = {("food" if k == "food-waste" else k): v for k, v in d["programs"].items()}
    return json.loads(json.dumps(d).replace('"food-waste"', '"food"'))


def test_report_follows_its_schema_and_says_what_check_and_score_say(tmp_path):
    other = write(tmp_path / "other.json", changed())
    done = run(TOOL, "diff", COUNCIL, other, "--format", "json")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    report = json.loads(done.stdout)
    jsonschema.validate(report, schema("diff"))
    assert report["summary"] == {"same": False, "added": 1, "removed": 1, "renamed": 1, "edited": 1,
                                 "changes": len(report["changes"])}
    checks = [json.loads(run(TOOL, "check", f, "--format", "json", "--fail-on", "never").stdout) for f in (COUNCIL, other)]
    prints = [{f["fingerprint"] for f in c["findings"]} for c in checks]
    # The renamed program has the same findings as before: they are not news.
    old = {f["fingerprint"] for f in checks[0]["findings"] if f["focus"] != "food-waste"}
    assert {f["fingerprint"] for f in report["findings"]["new"]} <= prints[1] - prints[0]
    assert {f["fingerprint"] for f in report["findings"]["gone"]} & (prints[1] | (prints[0] - old)) == set()
    scores = [json.loads(run(TOOL, "score", f, "--format", "json").stdout) for f in (COUNCIL, other)]
    for when, score in zip(("before", "after"), scores):
        assert report["scores"]["overall"][when] == {k: score["overall"][k] for k in ("score", "lower", "upper", "known")}
    told = {(c["goal"], c["dimension"]): c for c in report["scores"]["changes"]}
    numbers = ("score", "lower", "upper", "known")
    for goal in set(scores[0]["goals"]) | set(scores[1]["goals"]):
        was, now = (s["goals"].get(goal) for s in scores)
        pairs = [(None, was, now)]
        if was and now:
            pairs += [(d, was["dimensions"][d], now["dimensions"][d]) for d in now["dimensions"]]
        for dimension, x, y in pairs:
            x = {n: x[n] for n in numbers} if x and x.get("applicable", True) else None
            y = {n: y[n] for n in numbers} if y and y.get("applicable", True) else None
            row = told.get((goal, dimension))
            assert (row is None) == (x == y), (goal, dimension)
            if row:
                assert (row["before"], row["after"]) == (x, y)


def carry_out(document, change):
    """One change of a report, made by hand: knows nothing of the tool but the words of the report."""
    place = lambda pointer: [t.replace("~1", "/").replace("~0", "~") for t in pointer.split("/")[1:]]  # noqa: E731
    way = place(change["pointer_after"] or change["pointer_before"])
    if change["of"] == "relation":
        element = document
        for token in way[:way.index(change["name"])]:
            element = element[token]
        ends = element.get(change["name"], {})
        ends = {ends: {}} if isinstance(ends, str) else {e: {} for e in ends} if isinstance(ends, list) else ends
        ends = {**ends, change["target"]: change["after"]}
        element[change["name"]] = {k: v for k, v in ends.items() if v is not None}
        if not element[change["name"]]:
            del element[change["name"]]
        return
    inside = document
    for token in way[:-1]:
        inside = inside.setdefault(token, {})
    if change["after"] is None:
        del inside[way[-1]]
    else:
        inside[way[-1]] = change["after"]


def test_the_effect_of_each_change_is_that_of_the_document_with_it_alone(tmp_path):
    second = changed()
    second["metrics"]["heard"] = {"title": "Neighbours who were heard", "type": "outcome"}
    second["goals"]["new-goal"]["measured_by"] = {"heard": {"weight": 2}}
    second["programs"]["food"]["contributes_to"] = {"recycling": 33}
    second["metrics"]["heard"]["x"] = {"y": 1}
    other = write(tmp_path / "other.json", second)
    renamed = write(tmp_path / "renamed.json", json.loads(json.dumps(council()).replace('"food-waste"', '"food"')))
    report = json.loads(run(TOOL, "diff", COUNCIL, other, "--format", "json", "--effects").stdout)
    jsonschema.validate(report, schema("diff"))
    changes, effects = report["changes"], report["effects"]
    assert effects["possible"] == effects["tried"] == len(effects["each"]) > 4
    told = {i for e in effects["each"] for i in e["changes"]}
    assert told == {i for i, c in enumerate(changes) if c["what"] != "renamed"}
    assert any(e["with"] for e in effects["each"])
    prints = lambda f: {x["fingerprint"] for x in json.loads(  # noqa: E731
        run(TOOL, "check", f, "--format", "json", "--fail-on", "never").stdout)["findings"]}
    scored = lambda f: json.loads(run(TOOL, "score", f, "--format", "json").stdout)  # noqa: E731
    numbers = ("score", "lower", "upper", "known")
    was, was_scored = prints(renamed), scored(renamed)
    for e in effects["each"]:
        d = json.loads(renamed.read_text(encoding="utf-8"))
        for i in sorted(e["with"]) + e["changes"]:
            carry_out(d, changes[i])
        alone = write(tmp_path / "alone.json", d)
        now, score = prints(alone), scored(alone)
        assert {f["fingerprint"] for f in e["findings"]["new"]} == now - was, changes[e["changes"][0]]
        assert {f["fingerprint"] for f in e["findings"]["gone"]} == was - now
        assert e["findings"]["after"] == len(now)
        assert e["overall"] == {n: score["overall"][n] for n in numbers}
        moved = {g for g in set(score["goals"]) | set(was_scored["goals"])
                 if [score["goals"].get(g, {}).get(n) for n in numbers]
                 != [was_scored["goals"].get(g, {}).get(n) for n in numbers]}
        assert {g["goal"] for g in e["goals"]} == moved
    # Scores alone, and as text.
    alone = json.loads(run(TOOL, "diff", COUNCIL, other, "--format", "json", "--effects", "--scores").stdout)
    assert "findings" not in alone and all("findings" not in e for e in alone["effects"]["each"])
    text = run(TOOL, "diff", COUNCIL, other, "--effects").stdout
    assert "What each change does alone" in text and "(with 1 change that it needs)" in text


def test_what_leads_to_the_scores_of_a_scenario_can_be_asked_for(tmp_path):
    d = council()
    d["scenarios"] = {"lean": {"set": {"programs": {"food-waste": None}, "goals": {"recycling": {"owned_by": None}}}}}
    plan = write(tmp_path / "plan.json", d)
    score = json.loads(run(TOOL, "score", plan, "--scenario", "lean", "--format", "json").stdout)
    why = lambda about: json.loads(run(TOOL, "why", plan, about, "--scenario", "lean", "--format", "json").stdout)  # noqa: E731
    for about, n in [("@score", score["overall"]["score"]), ("recycling@score", score["goals"]["recycling"]["score"]),
                     ("recycling@accountability", score["goals"]["recycling"]["dimensions"]["accountability"]["score"])]:
        assert abs(why(about)["tree"]["value"] - n) <= 1e-12 and why(about)["scenario"] == "lean"
    gone = run(TOOL, "why", plan, "food-waste", "--scenario", "lean")
    assert gone.returncode == 2 and "takes \"food-waste\" out" in gone.stderr
    moves = json.loads(run(TOOL, "moves", plan, "--scenario", "lean", "--format", "json").stdout)
    assert moves["lower"] == score["overall"]["lower"]
    fragility = json.loads(run(TOOL, "fragility", plan, "--scenario", "lean", "--format", "json").stdout)
    assert fragility["overall"]["lower"] == score["overall"]["lower"]
    influence = json.loads(run(TOOL, "influence", plan, "--scenario", "lean", "--format", "json").stdout)
    assert all(e["from"] != "food-waste" for e in influence["effects"])
    assert run(TOOL, "path", plan, "food-waste", "recycling", "--scenario", "lean").returncode == 2


def test_the_patch_leads_from_one_to_the_other(tmp_path):
    jsonpatch = pytest.importorskip("jsonpatch")
    other = write(tmp_path / "other.json", changed())
    patch = json.loads(run(TOOL, "diff", COUNCIL, other, "--format", "patch").stdout)
    assert any(o["op"] == "move" for o in patch)
    made = write(tmp_path / "made.json", jsonpatch.apply_patch(council(), patch))
    done = run(TOOL, "diff", made, other, "--changes")
    assert done.stdout.endswith("say the same.\n"), done.stdout


def test_scenarios_are_compared_checked_and_scored(tmp_path):
    d = council()
    d["scenarios"] = {"lean": {"set": {"programs": {"food-waste": {"budget": 1000}}, "goals": {"recycling": {"owned_by": None}}}},
                      "rich": {"based_on": "lean", "set": {"programs": {"food-waste": {"budget": 99000}}}}}
    plan = write(tmp_path / "plan.json", d)
    names = lambda *a: [(c["id"], c["name"], c["before"], c["after"])  # noqa: E731
                        for c in json.loads(run(TOOL, "diff", plan, *a, "--format", "json", "--changes").stdout)["changes"]]
    budget = d["programs"]["food-waste"]["budget"]
    assert ("food-waste", "budget", budget, 1000) in names("--scenario", "lean")
    assert ("food-waste", "budget", budget, 1000) in names("--scenario-b", "lean")
    assert names("--scenario", "lean", "--scenario-b", "rich") == [("food-waste", "budget", 1000, 99000)]
    codes = [json.loads(run(TOOL, "check", plan, *a, "--format", "json", "--fail-on", "never").stdout)["findings"]
             for a in ([], ["--scenario", "lean"])]
    owners = [{f["focus"] for f in c if f["code"] == "NL704"} for c in codes]
    assert owners[1] - owners[0] == {"recycling"}
    scores = [run(TOOL, "score", plan, *a, "--format", "json").stdout for a in ([], ["--scenario", "lean"])]
    assert scores[0] != scores[1]
    assert run(TOOL, "check", plan, "--scenario", "lean", "--fix").returncode == 2
    missing = run(TOOL, "diff", plan, "--scenario", "nowhere")
    assert missing.returncode == 2 and "lean, rich" in missing.stderr


def git(folder, *arguments, ok=True):
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
                   "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
                   "GIT_COMMITTER_EMAIL": "a@example.org"}
    done = run("git", *arguments, folder=folder, env=environment)
    assert not ok or done.returncode == 0, done.stderr
    return done


@pytest.fixture
def repository(tmp_path):
    """One document on two branches, in a repository that is set up as docs/compare.md says."""
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text("*.northline.json merge=northline\n")
    git(tmp_path, "config", "merge.northline.name", "Northline strategies")
    git(tmp_path, "config", "merge.northline.driver", f"'{TOOL}' merge %O %A %B -o %A")
    plan = tmp_path / "plan.northline.json"

    def commit(branch, text, start=None):
        if start:
            git(tmp_path, "checkout", "-q", "-b", branch, start)
        plan.write_text(text)
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", branch)

    base = '{\n  "northline": 1,\n  "goals": {\n    "a": {"title": "A", "importance": 1, "tags": ["x"]}\n  }\n}\n'
    commit("main", base)
    return tmp_path, plan, base, commit


def test_git_merges_what_would_conflict_line_by_line(repository):
    folder, plan, base, commit = repository
    commit("ours", base.replace('"importance": 1', '"importance": 2').replace("{\n    \"a\"", "{ // dear\n    \"a\""), "main")
    commit("theirs", base.replace('["x"]', '["x", "y"]'), "main")
    git(folder, "checkout", "-q", "ours")
    done = git(folder, "merge", "-q", "theirs", "-m", "both")
    assert plan.read_text() == base.replace('"importance": 1, "tags": ["x"]', '"importance": 2, "tags": ["x", "y"]').replace(
        "{\n    \"a\"", "{ // dear\n    \"a\""), done.stderr
    assert git(folder, "status", "--short").stdout == ""


def test_git_keeps_a_conflict_open_and_loses_nothing(repository):
    folder, plan, base, commit = repository
    commit("ours", base.replace('"importance": 1', '"importance": 2'), "main")
    commit("theirs", base.replace('"importance": 1', '"importance": 3').replace('["x"]', '["x", "y"]'), "main")
    git(folder, "checkout", "-q", "ours")
    done = git(folder, "merge", "theirs", "-m", "both", ok=False)
    assert done.returncode == 1
    assert '"importance" was 1; ours says 2, theirs says 3' in done.stderr + done.stdout
    assert git(folder, "status", "--short").stdout.startswith("UU ")
    # The file is a whole document: ours where both differ, and all that fits.
    assert json.loads(plan.read_text())["goals"]["a"] == {"title": "A", "importance": 2, "tags": ["x", "y"]}
    theirs = git(folder, "show", ":3:plan.northline.json").stdout
    assert '"importance": 3' in theirs
    git(folder, "add", "plan.northline.json")
    git(folder, "commit", "-q", "-m", "decided")


def test_records_are_told_in_words(tmp_path):
    """A corrected figure is one change of that figure, and no record is shown as JSON."""
    def plan(targets, observations):
        return {"northline": 1, "metrics": {"m": {"title": "Visits", "targets": targets, "observations": observations}}}
    old = plan([{"value": 47, "due": "2028-03-31"}], [{"date": "2026-10-01", "value": 5}])
    new = plan([{"value": {"low": 48, "likely": 50, "high": 55}, "due": "2028-03-31"}],
               [{"date": "2026-10-01", "value": 6}, {"start": "2026-11-01", "end": "2026-11-30", "value": 8}])
    done = run(TOOL, "diff", write(tmp_path / "a.json", old), write(tmp_path / "b.json", new), "--changes")
    assert "targets: the one by 2028-03-31 went from 47 to between 48 and 55, likely 50" in done.stdout
    assert ("observations: the one on 2026-10-01 went from 5 to 6, gained 8 from 2026-11-01 to 2026-11-30"
            in done.stdout)
    assert "{" not in done.stdout


def test_merge_says_conflicts_as_json(tmp_path):
    base = write(tmp_path / "base.json", {"northline": 1, "goals": {"a": {"importance": 1}}})
    ours = write(tmp_path / "ours.json", {"northline": 1, "goals": {"a": {"importance": 2}}})
    theirs = write(tmp_path / "theirs.json", {"northline": 1, "goals": {"a": {"importance": 3}}})
    done = run(TOOL, "merge", base, ours, theirs, "--format", "json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    jsonschema.validate(report, schema("merge"))
    assert report["conflicts"][0]["pointer_theirs"] == "/goals/a/importance"
    assert json.loads(report["text"]) == {"northline": 1, "goals": {"a": {"importance": 2}}}
    clean = run(TOOL, "merge", base, base, theirs)
    assert clean.returncode == 0 and clean.stdout == theirs.read_text()
    broken = write(tmp_path / "broken.json", "{")
    before = ours.read_text()
    refused = run(TOOL, "merge", base, ours, broken, "-o", ours)
    assert refused.returncode == 2 and ours.read_text() == before


def test_large_documents_take_their_size_not_its_square(tmp_path):
    n = 30_000
    body = lambda i, title: {"title": f"{title} {i}", "description": "same", "source": "same"}  # noqa: E731
    a = write(tmp_path / "a.json", {"northline": 1, "goals": {f"a{i}": body(i, "One") for i in range(n)}})
    b = write(tmp_path / "b.json", {"northline": 1, "goals": {f"b{i}": body(i, "One") for i in range(n)}})
    c = write(tmp_path / "c.json", {"northline": 1, "goals": {f"c{i}": body(i, "Other") for i in range(n)}})
    report = json.loads(run(TOOL, "diff", a, b, "--changes", "--format", "json").stdout)
    assert report["summary"]["renamed"] == n and report["summary"]["changes"] == n
    report = json.loads(run(TOOL, "diff", a, c, "--changes", "--format", "json").stdout)
    assert report["summary"] == {"same": False, "added": n, "removed": n, "renamed": 0, "edited": 0, "changes": 2 * n}
    # Ours gave every goal another id, theirs replaced every goal: each is deleted here and renamed there.
    assert len(json.loads(run(TOOL, "merge", a, b, c, "--format", "json").stdout)["conflicts"]) == n

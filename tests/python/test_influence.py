"""Influence, ways, cuts and fragility: the tool against a second, slow program on random strategies."""

import copy
import csv
import io
import json
import math
import os
import pathlib
import random
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from reference import influence as reference  # noqa: E402
from reference import random_strategy  # noqa: E402

TOOL = os.environ.get("NORTHLINE_BIN")
pytestmark = pytest.mark.skipif(not TOOL, reason="NORTHLINE_BIN is not set, so there is no tool to compare with.")
SEEDS = range(240)


def run(*arguments, code=0):
    done = subprocess.run([TOOL, *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def written(folder, documents):
    paths = []
    for i, document in enumerate(documents):
        paths.append(folder / f"{i}.json")
        paths[-1].write_text(json.dumps(document), encoding="utf-8")
    return paths


def asked(command, folder, documents, *options):
    out = run(command, *written(folder, documents), "--format", "json", *options)
    return [json.loads(line) for line in out.splitlines()]


def schema(name):
    return Draft202012Validator(json.loads((ROOT / f"docs/schemas/{name}.schema.json").read_text(encoding="utf-8")))


def same(a, b, size=1e-12):
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= size * max(1, abs(a), abs(b))


@pytest.fixture(scope="module")
def strategies():
    """Random strategies with their graphs."""
    documents = [random_strategy.generate(seed) for seed in SEEDS]
    return [(d, reference.Graph(d)) for d in documents]


def acyclic(strategies):
    return [(d, g) for d, g in strategies if not g.circular()]


def test_matrix_is_the_sum_over_paths(strategies, tmp_path):
    chosen = acyclic(strategies)
    assert len(chosen) > 100
    entries = conflicts = 0
    for (document, graph), found in zip(chosen, asked("influence", tmp_path, [d for d, _ in chosen])):
        schema("influence").validate(found)
        assert found["rows"] == graph.of("programs") + graph.of("activities")
        assert found["columns"] == graph.of("goals")
        effects = {(e["from"], e["to"]): e for e in found["effects"]}
        clashing = set()
        for work in found["rows"]:
            for goal in found["columns"]:
                paths = graph.paths(work, goal)
                expected = reference.effect(paths)
                if reference.signs(paths) == {1, -1}:
                    clashing.add((work, goal))
                e = effects.pop((work, goal), {"value": 0, "lower": 0, "upper": 0})
                entries += 1
                for part in ("value", "lower", "upper"):
                    assert same(expected[part], e[part]), (work, goal, part, expected, e)
        assert not effects
        conflicts += len(clashing)
        assert found["conflict_count"] == len(clashing)
        for c in found["conflicts"]:
            assert (c["work"], c["goal"]) in clashing
            paths = graph.paths(c["work"], c["goal"])
            expected = reference.effect(paths)
            assert same(expected["helps"], c["helps"]) and same(expected["hurts"], c["hurts"])
            for name, sign in (("helping_path", 1), ("hurting_path", -1)):
                steps = [(s["from"], s["to"], s["relation"]) for s in c[name]["steps"]]
                mine = [p for p in paths if [e[:3] for e in p] == steps]
                assert mine and sign in reference.signs(mine)
                sized = [abs(reference.product(p)[0]) for p in paths
                         if reference.product(p)[0] is not None and reference.product(p)[0] * sign > 0
                         and reference.signs([p]) == {sign}]
                if sized and c[name]["value"] is not None and reference.signs(mine) == {sign}:
                    assert abs(c[name]["value"]) >= max(sized) - 1e-12
    assert entries > 1000 and conflicts > 10


def test_single_elements_say_what_the_matrix_says(strategies, tmp_path):
    rng = random.Random(3)
    for document, graph in rng.sample(strategies, 25):
        [path] = written(tmp_path, [document])
        matrix = json.loads(run("influence", path, "--format", "json"))
        effects = {(e["from"], e["to"]): e for e in matrix["effects"]}
        if matrix["rows"]:
            work = rng.choice(matrix["rows"])
            found = json.loads(run("influence", path, "--from", work, "--format", "json"))
            schema("influence").validate(found)
            for e in found["effects"]:
                if graph.kind[e["to"]] == "goals":
                    one = effects.get((work, e["to"]), {"value": 0, "lower": 0, "upper": 0})
                    assert all(same(one[p], e[p]) for p in ("value", "lower", "upper")), (one, e)
        if matrix["columns"]:
            goal = rng.choice(matrix["columns"])
            found = json.loads(run("influence", path, "--to", goal, "--format", "json"))
            for e in found["effects"]:
                if e["from"] in matrix["rows"]:
                    one = effects.get((e["from"], goal), {"value": 0, "lower": 0, "upper": 0})
                    assert all(same(one[p], e[p]) for p in ("value", "lower", "upper")), (one, e)
        table = list(csv.reader(io.StringIO(run("influence", path, "--format", "csv"))))
        assert table[0] == ["id", *matrix["columns"]]
        for row in table[1:]:
            for goal, x in zip(matrix["columns"], row[1:]):
                e = effects.get((row[0], goal), {"value": 0})
                assert (None if x == "" else float(x)) == e["value"]


def middling(seed):
    """60 to 140 goals with circles, harm, and exact sizes."""
    rng = random.Random(seed)
    n, p = rng.randint(60, 140), rng.randint(20, 60)
    most, back = (100, 0.5) if seed % 4 == 0 else (60, 0.15)
    goals = {f"g{i}": {} for i in range(n)}
    for i in range(n):
        supports = {f"g{rng.randrange(n) if rng.random() < back else rng.randrange(max(i, 1))}": rng.randint(-40, most)
                    for _ in range(rng.randint(0, 4))}
        supports.pop(f"g{i}", None)
        goals[f"g{i}"]["supports"] = supports
        if i and rng.random() < 0.3:
            goals[f"g{i}"]["refines"] = {f"g{rng.randrange(i)}": rng.randint(1, 9)}
    programs = {f"p{i}": {"contributes_to": {f"g{rng.randrange(n)}": rng.randint(-100, 100) for _ in range(3)}}
                for i in range(p)}
    return {"northline": 1, "goals": goals, "programs": programs}


def test_matrix_is_the_dense_inverse(tmp_path):
    np = pytest.importorskip("numpy")
    documents = [middling(seed) for seed in range(24, 40)]
    circles = refused = 0
    for document, found in zip(documents, asked("influence", tmp_path, documents)):
        graph = reference.Graph(document)
        goals, programs = graph.of("goals"), graph.of("programs")
        at = {g: i for i, g in enumerate(goals)}
        a, b = np.zeros((len(goals), len(goals))), np.zeros((len(programs), len(goals)))
        for source, target, _, point, _, _ in graph.edges:
            if source in at:
                a[at[source], at[target]] += point
            else:
                b[programs.index(source), at[target]] += point
        circles += len(found["circles"])
        # Members of a refused circle, and what lies behind them.
        lost = set()
        for c in found["circles"]:
            inside = [at[m] for m in c["members"]]
            radius = max(abs(np.linalg.eigvals(np.abs(a[np.ix_(inside, inside)]))))
            assert c["solved"] == (radius < 1)
            if not c["solved"]:
                refused += 1
                lost |= set(c["members"])
        effects = {(e["from"], e["to"]): e for e in found["effects"]}
        keep = [at[g] for g in goals if g not in lost]
        inverse = np.zeros_like(a)
        inverse[np.ix_(keep, keep)] = np.linalg.inv(np.eye(len(keep)) - a[np.ix_(keep, keep)])
        m = b @ inverse
        for i, p in enumerate(programs):
            reached = graph.reach(p)
            behind = set()
            for l in lost & reached:
                behind |= graph.reach(l) | {l}
            for g in goals:
                e = effects.get((p, g), {"value": 0})
                if g in behind:
                    assert e["value"] is None and e["reason"] == "circle" and e["lower"] is None
                else:
                    assert same(m[i, at[g]], e["value"], 1e-9), (p, g)
    assert circles > 20 and refused >= 2


def test_strongest_paths_are_those_of_enumeration(strategies, tmp_path):
    rng = random.Random(8)
    joined = parted = 0
    for document, graph in rng.sample(strategies, 120):
        ids = list(graph.kind)
        if len(ids) < 2:
            continue
        [path] = written(tmp_path, [document])
        for _ in range(2):
            start = rng.choice(graph.of("programs", "activities", "goals") or ids)
            reached = sorted(graph.reach(start))
            end = rng.choice(reached if reached and rng.random() < 0.8 else ids)
            if start == end:
                continue
            found = json.loads(run("path", path, start, end, "--all", "--max", 10000, "--format", "json"))
            schema("path").validate(found)
            paths = graph.paths(start, end)
            assert found["connected"] == bool(paths)
            assert [[(s["from"], s["to"], s["relation"]) for s in p["steps"]] for p in found["paths"]].__len__() == len(paths)
            if not paths:
                parted += 1
                assert found["gap"] and found["cut"] is None and found["effect"] is None
                gap = found["gap"]
                if gap["missing"]:
                    # What is proposed does join them, and closes no circle.
                    edges = [*graph.edges, (gap["last"], gap["next"], gap["missing"], 0.5, 0.5, 0.5)]
                    assert end in graph.reach(start, edges) or not graph.kind.keys() >= {gap["last"], gap["next"]} or gap["steps"]
                    assert gap["last"] not in graph.reach(gap["next"])
                continue
            joined += 1
            expected = sorted((reference.strength(p) for p in paths), reverse=True)
            mine = []
            for p in found["paths"]:
                steps = [(s["from"], s["to"], s["relation"]) for s in p["steps"]]
                [one] = [x for x in paths if [e[:3] for e in x] == steps]
                value, low, high = reference.product(one)
                assert same(value, p["value"]) and same(low, p["lower"]) and same(high, p["upper"])
                mine.append(reference.strength(one))
            assert all(a[0] == b[0] and same(a[1], b[1]) and (a[2] == b[2] or not same(a[1], b[1], 0)) for a, b in zip(expected, mine))
            assert found["path_count"] == len(paths) or (found["path_count"] is None and graph.circular())
            first = json.loads(run("path", path, start, end, "--format", "json"))
            assert first["paths"] == found["paths"][:1] and first["more"] == (len(paths) > 1)
            short = json.loads(run("path", path, start, end, "--all", "--length", 2, "--format", "json"))
            assert len(short["paths"]) == sum(len(p) <= 2 for p in paths)
    assert joined > 60 and parted > 10


def test_cuts_are_the_smallest(strategies, tmp_path):
    rng = random.Random(4)
    tried = larger = 0
    for document, graph in rng.sample(strategies, 150):
        pairs = [(a, b) for a in graph.of("programs", "goals") for b in graph.reach(a)
                 if a != b and len(graph.reach(a)) < 9 and sum(e[0] == a or e[0] in graph.reach(a) for e in graph.edges) < 14]
        if not pairs:
            continue
        start, end = rng.choice(sorted(pairs))
        [path] = written(tmp_path, [document])
        cut = json.loads(run("path", path, start, end, "--format", "json"))["cut"]
        assert len(cut["elements"]) + len(cut["direct"]) == reference.smallest_element_cut(graph, start, end)
        assert len(cut["relations"]) == reference.smallest_relation_cut(graph, start, end)
        gone = {(s["from"], s["to"], s["relation"]) for s in cut["direct"]}
        left = [e for e in graph.edges if e[:3] not in gone]
        assert end not in graph.reach(start, left, cut["elements"])
        gone = {(s["from"], s["to"], s["relation"]) for s in cut["relations"]}
        assert end not in graph.reach(start, [e for e in graph.edges if e[:3] not in gone])
        tried += 1
        larger += len(cut["relations"]) > 1
    assert tried > 60 and larger > 5


def without(document, id):
    """The document without the element and without whatever names it."""
    document = copy.deepcopy(document)
    for member, elements in document.items():
        if isinstance(elements, dict):
            elements.pop(id, None)
    relations = ("supports refines contributes_to based_on found_in felt_by addresses serves delivers present_on reaches "
                 "uses consumes needs raises depends_on part_of measured_by owned_by sponsored_by approved_by informed "
                 "governed_by mitigated_by threatens").split()
    bodies = [document] + [e for m in document.values() if isinstance(m, dict) for e in m.values() if isinstance(e, dict)]
    for body in bodies:
        for relation in relations:
            value = body.get(relation)
            if value == id:
                del body[relation]
            elif isinstance(value, list) and id in value:
                value[:] = [v for v in value if v != id]
                if not value:
                    del body[relation]
            elif isinstance(value, dict) and id in value:
                del value[id]
                if not value:
                    del body[relation]
    return document


def test_fragility_is_deleting_and_scoring_again(strategies, tmp_path):
    rng = random.Random(6)
    chosen = rng.sample([s for s in strategies if sum(len(v) for v in s[0].values() if isinstance(v, dict)) < 40], 40)
    losses = cuts = 0
    for (document, graph), found in zip(chosen, asked("fragility", tmp_path, [d for d, _ in chosen])):
        schema("fragility").validate(found)
        ids = [e["id"] for e in found["elements"]]
        folder = tmp_path / "without"
        folder.mkdir(exist_ok=True)
        scores = asked("score", folder, [without(document, id) for id in ids]) if ids else []
        for e, score in zip(found["elements"], scores):
            assert same(e["score"], score["overall"]["score"], 0) and same(e["lower"], score["overall"]["lower"], 0), e
            losses += e["lower_loss"] > 0
        lower = [e["lower_loss"] for e in found["elements"]]
        assert lower == sorted(lower, reverse=True)
        expected, no_work, no_top = reference.bottlenecks(graph, document)
        assert found["without_work"] == no_work and found["without_top"] == no_top
        for e in found["elements"]:
            work, top = expected.pop(e["id"], ([], []))
            assert (e["cuts_from_work"], e["cuts_from_top"]) == (work, top), e
            cuts += bool(work)
        assert not expected
    assert losses > 50 and cuts > 20


def test_fragility_by_kind_threads_and_limit(tmp_path):
    council = ROOT / "examples/strategies/council.json"
    all_ = json.loads(run("fragility", council, "--format", "json"))
    programs = json.loads(run("fragility", council, "--kind", "program", "--threads", 2, "--format", "json"))
    assert programs["elements"] == [e for e in all_["elements"] if e["kind"] == "program"]
    assert "more than the limit of 1000" in run("fragility", council, "--limit", 1000, code=2)
    assert 'There is no kind "prgram"' in run("fragility", council, "--kind", "prgram", code=2)


@pytest.mark.parametrize(("command", "said"), [
    (["influence", "--from", "nobody"], 'No element has the id "nobody".'),
    (["influence", "--from", "r"], 'Influence does not run through "r", a resource'),
    (["influence", "--to", "gone"], "which was dropped or left"),
    (["path", "g", "nobody"], 'No element has the id "nobody".'),
    (["path", "g", "g"], '"g" is both ends'),
])
def test_what_cannot_be_asked_is_refused(tmp_path, command, said):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"northline": 1, "goals": {"g": {}, "gone": {"status": "dropped"}}, "resources": {"r": {}}}),
                    encoding="utf-8")
    assert said in run(command[0], path, *command[1:], code=2)


def test_renaming_changes_names_only(strategies, tmp_path):
    for document, graph in strategies[:30]:
        text = json.dumps(document)
        names = {id: f"{id}-renamed" for m in document.values() if isinstance(m, dict) for id, e in m.items() if isinstance(e, dict)}
        for id, new in names.items():
            text = text.replace(f'"{id}"', f'"{new}"')
        plain, renamed = asked("influence", tmp_path, [document, json.loads(text)])
        back = json.dumps(renamed)
        for id, new in names.items():
            back = back.replace(new, id)
        strip = lambda x: [{k: v for k, v in e.items()} for e in x["effects"]]  # noqa: E731
        assert strip(plain) == strip(json.loads(back))


def test_nothing_is_too_deep(tmp_path):
    n = 100_000
    goals = {f"g{i}": {"supports": {f"g{i + 1}": 100}} for i in range(n)}
    document = {"northline": 1, "goals": {**goals, f"g{n}": {}}, "programs": {"p": {"contributes_to": {"g0": 50}}}}
    [path] = written(tmp_path, [document])
    found = json.loads(run("path", path, "p", f"g{n}", "--format", "json"))
    assert found["effect"]["value"] == 0.5 and len(found["paths"][0]["steps"]) == n + 1
    assert math.isclose(json.loads(run("influence", path, "--from", "p", "--to", f"g{n}", "--format", "json"))["effects"][0]["value"], 0.5)

"""The seeded generator: the same bytes for the same seed, the figures it promises, documents that read strictly.

    python tests/python/test_generator.py --update    writes tests/cases/generator/hashes.json anew
"""

import collections
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NORTHLINE_BUILD") or ROOT / "build/release")
TOOL = pathlib.Path(os.environ.get("NORTHLINE_BIN") or BUILD / "bin/northline")
GENERATOR = pathlib.Path(os.environ.get("NORTHLINE_GENERATE") or BUILD / "bin/northline-generate")
GOLDEN = ROOT / "tests/cases/generator/hashes.json"

KINDS = (
    "visions missions values assessments insights goals benefits audiences stakeholders channels programs "
    "activities resources metrics benchmarks policies capabilities risks exclusions"
).split()
RELATIONS = set(
    "supports refines contributes_to based_on found_in felt_by addresses serves delivers present_on reaches uses "
    "consumes needs raises depends_on part_of measured_by drives numerator denominator replaced_by owned_by "
    "reviewed_by approved_by sponsored_by informed performed_by consulted works_as governed_by guided_by "
    "co_created_with conflicts_with takes_stance holds_relationship speaks_for challenges threatens mitigated_by "
    "rules_out".split()
)
SETTINGS = [
    "--elements 40 --seed 7",
    "--elements 300 --seed 7 --defects",
    "--elements 300 --seed 11 --defects --broken --compact",
    "--elements 500 --seed 3 --organisation small",
    "--elements 2000 --seed 18446744073709551615 --organisation large --compact",
]


def generate(*arguments):
    run = subprocess.run([GENERATOR, *map(str, arguments)], capture_output=True)
    assert run.returncode == 0, f"northline-generate {arguments} ended with {run.returncode}: {run.stderr.decode()}"
    return run.stdout


def document(*arguments):
    return json.loads(generate(*arguments))


def elements(strategy):
    for member in KINDS:
        for name, element in strategy.get(member, {}).items():
            yield member, name, element


def targets(value):
    return [value] if isinstance(value, str) else list(value)


def edges(strategy):
    for name, element in [("strategy", strategy), *((n, e) for _, n, e in elements(strategy))]:
        for member, value in element.items():
            if member in RELATIONS:
                for target in targets(value):
                    yield name, member, target


def hashes():
    return {s: hashlib.sha256(generate(*s.split())).hexdigest() for s in SETTINGS}


@pytest.fixture(scope="module", autouse=True)
def built():
    assert GENERATOR.exists(), f"{GENERATOR} is missing; build the target northline_generate first."


@pytest.fixture(scope="module")
def plain():
    return generate("--elements", 10_000)


def test_the_same_bytes_as_when_the_hashes_were_written():
    assert hashes() == json.loads(GOLDEN.read_text()), "Other bytes than before: if that is meant, run --update."


def test_the_same_bytes_twice_and_others_for_another_seed(plain):
    assert generate("--elements", 10_000) == plain
    assert generate("--elements", 10_000, "--seed", 2) != plain


def test_white_space_is_all_that_compact_leaves_out(plain):
    compact = generate("--elements", 10_000, "--compact")
    assert json.loads(compact) == json.loads(plain)
    assert len(compact) < len(plain)
    assert b"\n" not in compact


def test_the_promised_figures(plain):
    strategy = json.loads(plain)
    everything = list(elements(strategy))
    count = len(everything)
    assert count == 10_000
    attributes = sum(len(set(e) - RELATIONS - {"x"}) for _, _, e in everything)
    relations = sum(1 for _ in edges(strategy))
    assert 6 <= attributes / count <= 9
    assert 2.5 <= relations / count <= 3.5
    shares = {member: len(strategy[member]) / count for member in KINDS}
    assert 0.07 <= shares["goals"] <= 0.12 and 0.07 <= shares["programs"] <= 0.12
    assert 0.35 <= shares["activities"] <= 0.42 and 0.10 <= shares["metrics"] <= 0.14
    assert all(shares.values()) and len(strategy["visions"]) <= 3

    observations = [len(m["observations"]) for m in strategy["metrics"].values()]
    assert min(observations) == 0 and max(observations) == 52

    # Ranges stand where quantities may: one in ten of them.
    ranges = re.findall(rb'"low": ', plain)
    named = json.loads(statistics("--elements", 10_000))
    assert len(ranges) == named["ranges"] and 0.08 <= named["ranges"] / named["quantities"] <= 0.12

    # The tail is heavy: the first channel has many times the share of the average one.
    used = collections.Counter(t for _, relation, t in edges(strategy) if relation == "uses" and t in strategy["channels"])
    owners = collections.Counter(t for _, relation, t in edges(strategy) if relation == "owned_by")
    hours = collections.Counter(t for _, relation, t in edges(strategy) if relation == "consumes")
    for load in (used, owners, hours):
        assert max(load.values()) > 8 * sum(load.values()) / len(load)
    assert len(used) > 0.8 * len(strategy["channels"])


def statistics(*arguments):
    run = subprocess.run([GENERATOR, *map(str, arguments), "--stats", "-o", os.devnull], capture_output=True)
    assert run.returncode == 0
    return run.stderr


def test_statistics_are_measured(plain):
    named = json.loads(statistics("--elements", 10_000))
    strategy = json.loads(plain)
    assert named["elements"] == 10_000 and named["bytes"] == len(plain)
    assert named["relations"] == sum(1 for _ in edges(strategy))
    assert named["attributes"] == sum(len(set(e) - RELATIONS - {"x"}) for _, _, e in elements(strategy))
    assert named["observations"] == sum(len(m["observations"]) for m in strategy["metrics"].values())
    assert named["kinds"] == {member: len(strategy.get(member, {})) for member in KINDS}


def test_goals_cascade_six_deep_up_to_a_vision(plain):
    strategy = json.loads(plain)
    above = {n: [t for r in ("supports", "refines") for t in targets(g.get(r, []))] for n, g in strategy["goals"].items()}
    depth = {}
    # Goals stand below those that they help, so one pass is enough.
    for goal, tops in above.items():
        assert tops, f"{goal} leads nowhere."
        depth[goal] = 1 + max(depth.get(top, 0) for top in tops)
        assert all(top in depth or top in strategy["visions"] for top in tops)
    assert max(depth.values()) >= 6
    assert document("--elements", 100)["goals"] and len(document("--elements", 100)["goals"]) >= 6


def test_titles_in_five_languages_with_what_readers_stumble_over(plain):
    text = plain.decode()
    strategy = json.loads(plain)
    titles = [e["title"] for _, _, e in elements(strategy)]
    for letters in ("round", "Runde", "tour", "γύρος", "第", "ß", "é", "\"", "\\", "\t", "\U0001F680"):
        assert sum(letters in title for title in titles) > 10, f"Hardly any title has {letters!r}."
    for escape in ('\\"', "\\\\", "\\n", "\\t", "\\u", "\\ud83d\\ude80"):
        assert escape in text
    assert len(set(titles)) == len(titles)
    assert any(not name.isascii() for _, name, _ in elements(strategy))


@pytest.mark.parametrize("extra", [[], ["--defects"], ["--compact", "--organisation", "small"], ["--organisation", "large"]])
def test_small_sizes(extra):
    for size in range(51):
        strategy = document("--elements", size, *extra)
        names = [name for _, name, _ in elements(strategy)]
        assert len(names) == size and len(set(names)) == size
        known = set(names)
        for source, relation, target in edges(strategy):
            assert target in known, f"{size} elements: {source} names {target} under {relation}."


def test_only_broken_documents_have_ends_that_do_not_exist():
    for extra, wanted in ((["--defects"], False), (["--defects", "--broken"], True)):
        strategy = document("--elements", 5_000, *extra)
        known = {name for _, name, _ in elements(strategy)}
        assert any(t not in known for _, _, t in edges(strategy)) == wanted


def test_the_large_organisation():
    strategy = document("--organisation", "large", "--compact")
    figures = strategy["organisation"]
    assert [figures[k] for k in ("employees", "managers", "executives", "customers")] == [2_000, 200, 20, 800_000]
    people = collections.Counter(s["type"] for s in strategy["stakeholders"].values())
    assert (people["executive"], people["manager"], people["employee"]) == (20, 200, 1_780)
    assert len(strategy["programs"]) >= 2_000 and len(strategy["activities"]) >= 5_000
    parts = {n for n, a in strategy["audiences"].items() if "part_of" in a}
    assert sum(a["size"] for n, a in strategy["audiences"].items() if n not in parts) <= 800_000


def test_strict_reading_accepts_it():
    judge = BUILD / "bin" / "strict_batch"
    if not judge.exists():
        pytest.skip("strict_batch is not built")
    lines = []
    for size in (1, 2, 3, 5, 8, 13, 21, 34, 55, 144, 1_000, 3_000):
        for extra in ([], ["--defects"]):
            lines.append(generate("--elements", size, "--compact", *extra))
    run = subprocess.run([judge, "--why"], input=b"\n".join(lines) + b"\n", capture_output=True)
    assert run.returncode == 0 and run.stdout == b"", (run.stdout + run.stderr).decode()[:2000]


def checked(path, *arguments):
    run = subprocess.run([TOOL, "check", "--format", "json", *arguments, path], capture_output=True)
    assert run.returncode in (0, 1), run.stderr.decode()[:2000]
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def tool():
    if not TOOL.exists():
        pytest.skip(f"{TOOL} is not built")


def test_without_defects_nothing_is_found_above_advice(tool, tmp_path):
    for size in (300, 3_000):
        path = tmp_path / "plan.json"
        path.write_bytes(generate("--elements", size))
        findings = [f for f in checked(path, "--strict")["findings"] if f["severity"] != "advice"]
        seen = collections.Counter(f["code"] for f in findings)
        assert len(findings) <= 0.005 * size, seen


def test_defects_are_found(tool, tmp_path):
    path = tmp_path / "plan.json"
    path.write_bytes(generate("--elements", 5_000, "--defects"))
    findings = checked(path, "--strict")["findings"]
    seen = collections.Counter(f["code"] for f in findings)
    assert 0.2 <= len(findings) / 5_000 <= 0.4, seen
    assert len(seen) >= 20, seen


def test_a_hundred_thousand_elements_take_no_time():
    start = time.perf_counter()
    statistics("--elements", 100_000)
    # A million take some five seconds on one core; the bound leaves room for a busy machine.
    assert time.perf_counter() - start < 15


def test_wrong_use_is_refused():
    for arguments in (["--elements", "many"], ["--seed", "-1"], ["--organisation", "huge"], ["--what"], ["-o"]):
        run = subprocess.run([GENERATOR, *arguments], capture_output=True)
        assert run.returncode == 2 and run.stdout == b"" and b"usage" in run.stderr


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        GOLDEN.parent.mkdir(parents=True, exist_ok=True)
        GOLDEN.write_text(json.dumps(hashes(), indent=1) + "\n")
    else:
        sys.exit(__doc__)

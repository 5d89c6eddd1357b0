"""Defects put into sound strategies on purpose: each is found where it is, and nothing else is said.

The strategies are the three examples with all their listed defects mended. tests/cases/seeded_defects.json holds
a JSON Patch for each defect, the code that has to find it and the element it has to look at. `also` lists what
the same mistake breaks besides. What the checks call a consequence is not counted.

The figures beside the clone name forty defects. Thirty-nine are matters of a check; the other, that what is
unknown stays unknown and never becomes nothing, is a matter of scores and is tested there.
"""
import importlib.util
import json
import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve()
CASES = json.loads((HERE.parents[1] / "cases" / "seeded_defects.json").read_text(encoding="utf-8"))["cases"]
SCORES = {"unknown-propagates"}

found_by = importlib.util.spec_from_file_location("examples_of_strategies", HERE.with_name("test_examples.py"))
examples = importlib.util.module_from_spec(found_by)
found_by.loader.exec_module(examples)


def findings(document, path):
    path.write_text(json.dumps(document), encoding="utf-8")
    return examples.findings(path)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    where = tmp_path_factory.mktemp("sound")
    documents = {name: examples.mended(name) for name in examples.DOCUMENTS.values()}
    return {name: (d, findings(d, where / f"{name}.json")) for name, d in documents.items()}


@pytest.mark.parametrize("case", CASES, ids=[c["defect"] for c in CASES])
def test_a_seeded_defect_is_found_and_nothing_else(case, sound, tmp_path):
    document, before = sound[case["strategy"]]
    found = findings(examples.patched(document, case["patch"]), tmp_path / "seeded.json")
    wanted = (case["code"], case["focus"])
    assert wanted not in before
    assert wanted in found, f"{case['defect']}: {wanted} is not among {sorted(set(found) - set(before), key=str)}."
    expected = {wanted, *map(tuple, case.get("also", []))}
    grave = {at for at, f in found.items() if f["severity"] != "advice" and not f.get("caused_by")}
    assert grave - expected == set(), f"{case['defect']} also brings {sorted(grave - expected, key=str)}."
    assert set(map(tuple, case.get("also", []))) <= grave


def test_every_deliberate_defect_of_the_data_has_a_case(capsys):
    names = [c["defect"] for c in CASES]
    assert len(set(names)) == len(names) == 39
    assert all(re.fullmatch(r"NL\d{3}", c["code"]) for c in CASES)
    listed = []
    if examples.BENCHMARKS.is_file():
        data = json.loads(examples.BENCHMARKS.read_text(encoding="utf-8"))
        listed = [d["diagnostic"] for d in data["deliberate_defects"]]
        assert set(listed) == {*names, *SCORES}
    with capsys.disabled():
        print(f"\n{len(listed)} cases from {'the data beside the clone' if listed else 'nowhere'}")

"""StratML plans that people have published, and the one of our own: all are read, and no text of them is lost.

The published ones lie beside the clone (`../shared/data/stratml`) and are not copied into it. Where the schemas
lie there too, dozens of small damages are done to each plan, and the reader has to find a departure from the
schema exactly where xmllint does.
"""

import copy
import html
import json
import os
import random
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("NORTHLINE_SHARED") or ROOT.parent / "shared")
SCHEMAS = {
    "{urn:ISO:std:iso:17469:tech:xsd:stratml_core}": "stratml-part1-iso-2014.xsd",
    "{urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport}": "stratml-part2-2.2.6.xsd",
}
OWN = sorted((ROOT / "examples" / "stratml").glob("*.xml"))
REAL = sorted((SHARED / "data" / "stratml").glob("*.xml"))
REPAIR = re.compile(r":(\d+):(\d+): repair (\d+) \(([a-z-]+)\): ", re.M)
# What the reader repairs and a schema cannot see: an end before its start, missing and repeated ids,
# placeholders, a Type that the content contradicts, paragraph marks.
BEYOND_SCHEMAS = {17, 19, 21, 22, 26, 27}


def tool():
    path = os.environ.get("NORTHLINE_BIN") or str(ROOT / "build" / "release" / "bin" / "northline")
    if not Path(path).is_file():
        pytest.skip("The tool is not built.")
    return path


def convert(path, *options):
    run = subprocess.run([tool(), "convert", str(path), "--to", "json", *options], capture_output=True, timeout=60)
    return run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8")


def squeezed(text):
    return " ".join(text.replace("^^", " ").split())


def strings_and_numbers(value, strings, numbers):
    if isinstance(value, dict):
        for key, member in value.items():
            strings.add(squeezed(key))
            strings_and_numbers(member, strings, numbers)
    elif isinstance(value, list):
        for item in value:
            strings_and_numbers(item, strings, numbers)
    elif isinstance(value, str):
        # The source of unknown elements is kept as it is written, entities and all.
        strings.update((squeezed(value), squeezed(html.unescape(value))))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        numbers.add(float(value))


STAGES = {"Input": "input", "Input_Processing": "activity", "Output": "output", "Outcome": "outcome"}
ROLES = {"Performer": "performer", "Beneficiary": "beneficiary"}


def lost(xml, document):
    """Texts and attribute values of the XML that are nowhere in the document."""
    strings, numbers = set(), set()
    strings_and_numbers(document, strings, numbers)
    blob = "\n".join(sorted(strings))

    def there(text):
        words = squeezed(text)
        if not words or words in blob:
            return True
        if STAGES.get(words, ROLES.get(words)) in strings:
            return True
        return bool(re.fullmatch(r"[+-]?\d*\.?\d+", words)) and float(words) in numbers

    missing = []
    for element in xml.iter():
        for text in (element.text, element.tail, *element.attrib.values()):
            if text and not there(text):
                missing.append(squeezed(text)[:80])
    return missing


@pytest.mark.parametrize("path", [*OWN, *REAL], ids=lambda p: p.name)
def test_nothing_is_lost(path):
    code, out, err = convert(path)
    assert code in (0, 1), err
    document = json.loads(out)
    assert document["northline"] == 1
    missing = lost(ElementTree.parse(path).getroot(), document)
    assert not missing, f"{path.name}: the document has no trace of {missing}"
    repairs = REPAIR.findall(err)
    assert (code == 1) == bool(repairs)
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    for line, column, number, name in repairs:
        assert int(line) <= len(lines) and int(column) <= len(lines[int(line) - 1]) + 1, (name, number, line, column)
    strict, nothing, why = convert(path, "--strict")
    assert strict == (2 if repairs else 0)
    assert bool(nothing) == (not repairs), why


def test_where_the_plans_came_from(capsys):
    with capsys.disabled():
        print(f"\nStratML plans: {len(OWN)} of our own, {len(REAL)} published ones from beside the clone")
    assert OWN


@pytest.mark.parametrize("path", [*OWN, *REAL], ids=lambda p: p.name)
def test_half_a_plan_is_refused(path, tmp_path):
    whole = path.read_bytes().rstrip()
    cut = tmp_path / "cut.xml"
    for seed in range(12):
        cut.write_bytes(whole[: random.Random(seed).randrange(len(whole))])
        code, out, err = convert(cut)
        assert (code, out) == (2, "")
        assert len([line for line in err.splitlines() if line.strip()]) >= 1


def damaged(root, rng):
    """A copy with one to three small damages of the kinds that published plans show."""
    root = copy.deepcopy(root)
    for _ in range(rng.randint(1, 3)):
        parents = [e for e in root.iter() if len(e)]
        parent = rng.choice(parents)
        child = rng.choice(list(parent))
        at = list(parent).index(child)
        space = root.tag.split("}")[0] + "}"
        what = rng.randrange(9)
        if what == 0:
            parent.remove(child)
        elif what == 1:
            parent.insert(rng.randrange(len(parent) + 1), copy.deepcopy(child))
        elif what == 2:
            parent.remove(child)
            parent.insert(rng.randrange(len(parent) + 1), child)
        elif what == 3:
            rng.choice(parents).insert(0, copy.deepcopy(child))
        elif what == 4:
            parent.insert(at, ElementTree.Element(space + rng.choice(["id", "Goals", "Name", "Vision", "Submitter"])))
        elif what == 5 and not len(child):
            child.text = rng.choice(["", " ", "soon", "2026-02-30", "1,000", "2026-06-30", "7", "0x1", "Performer"])
        elif what == 6:
            child.tag = space + rng.choice(["FirstName", "GivenName", "Description", "EndDate", "RoleType"])
        elif what == 7:
            child.set(rng.choice(["Type", "ValueChainStage", "StakeholderTypeType", "lang"]), rng.choice(["", "Output", "Person"]))
        elif what == 8:
            parent.text = "words"
    return root


@pytest.mark.parametrize("path", [*OWN, *REAL], ids=lambda p: p.name)
def test_departures_are_found_where_xmllint_finds_them(path, tmp_path):
    original = ElementTree.parse(path).getroot()
    schema = SHARED / "data" / "schemas" / SCHEMAS.get(original.tag.split("}")[0] + "}", "none")
    if not schema.is_file() or not shutil.which("xmllint"):
        pytest.skip("The schema does not lie beside the clone, or xmllint is missing.")
    rng = random.Random(path.name)
    files, seen = [], {"valid": 0, "invalid": 0}
    for i in range(60):
        file = tmp_path / f"{i}.xml"
        root = original if i == 0 else damaged(original, rng)
        ElementTree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
        files.append(file)
    run = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(schema), *map(str, files)],
                         capture_output=True, text=True)
    for file in files:
        valid = f"{file} validates" in run.stderr
        seen["valid" if valid else "invalid"] += 1
        code, out, err = convert(file)
        assert code in (0, 1), f"{file.read_text(encoding='utf-8')}\n{err}"
        found = {int(n) for _, _, n, _ in REPAIR.findall(err)} - BEYOND_SCHEMAS
        said = [line for line in run.stderr.splitlines() if line.startswith(str(file) + ":")]
        assert bool(found) != valid, f"repairs {sorted(found)}, xmllint says {said}\n{err}\n{file.read_text(encoding='utf-8')}"
        missing = lost(root_of(file), json.loads(out))
        assert not missing, f"the document has no trace of {missing}\n{file.read_text(encoding='utf-8')}"
    assert seen["invalid"] > 20


def root_of(file):
    return ElementTree.parse(file).getroot()

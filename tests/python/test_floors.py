"""The floors of the house: who may include whom.

Each folder under src stands on a floor and includes its own files and those of lower floors, nothing of a
neighbour or of above, and never in a circle. Includes are written relative to src.
"""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SRC = ROOT / "src"

FLOORS = {
    "base": 0,
    "model": 1,
    "io": 2,
    "facts": 2,
    "check": 3,
    "score": 3,
    "influence": 3,
    "measure": 3,
    "plan": 3,
    "compare": 3,
    "practice": 3,
    "session": 4,
    "report": 4,
    "capi": 5,
    "cli": 6,
}
BINDINGS_FLOOR = 6

# What the other compilers lack or a library inside somebody's process must not pull in.
FORBIDDEN_IN_LIBRARY = {"iostream", "format", "stop_token", "print", "windows.h"}

# Checks are compiled by the hundred: what check/rule.hpp includes is paid for that often.
TOO_HEAVY_FOR_RULES = ("boost/", "Eigen/", "fmt/", "iostream", "regex")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
SOURCES = ("*.hpp", "*.cpp", "*.h", "*.inc", "*.def", "*.ipp")


def files_below(folder):
    return sorted(f for pattern in SOURCES for f in folder.rglob(pattern))


def includes(file):
    """(quoted includes, angled includes) of a file."""
    found = INCLUDE.findall(file.read_text(encoding="utf-8"))
    return [q for q, _ in found if q], [a for _, a in found if a]


def floor_of(path):
    return FLOORS[path.split("/")[0]]


ALL = {f.relative_to(SRC).as_posix(): includes(f) for f in files_below(SRC)}


def test_every_folder_stands_on_a_floor():
    unknown = {name.split("/")[0] for name in ALL} - set(FLOORS)
    assert not unknown, f"Folders under src without a floor in this test: {sorted(unknown)}."
    stray = [f.name for f in SRC.iterdir() if f.is_file()]
    assert not stray, f"Files directly under src belong into the folder of a floor: {stray}."


def test_includes_go_downwards():
    wrong = []
    for name, (quoted, _) in ALL.items():
        own = name.split("/")[0]
        for target in quoted:
            if target.startswith("northline/"):
                if floor_of(name) < FLOORS["capi"]:
                    wrong.append(f"src/{name} includes the public header {target}, which stands above it")
            elif not (SRC / target).is_file():
                wrong.append(f"src/{name} includes {target}, which is no file relative to src")
            elif target.split("/")[0] != own and floor_of(target) >= floor_of(name):
                wrong.append(f"src/{name} (floor {floor_of(name)}) includes {target} (floor {floor_of(target)})")
    assert not wrong, "\n".join(wrong)


def test_bindings_include_existing_files():
    wrong = []
    for file in files_below(ROOT / "bindings"):
        for target in includes(file)[0]:
            beside = (file.parent / target).is_file()
            if not (beside or (SRC / target).is_file() or (ROOT / "include" / target).is_file()):
                wrong.append(f"{file.relative_to(ROOT)} includes {target}, which does not exist")
    assert not wrong, "\n".join(wrong)


def test_nothing_includes_in_a_circle():
    finished, path = set(), []

    def visit(name):
        if name in finished or name not in ALL:
            return
        if name in path:
            pytest.fail("These files include each other: " + " -> ".join(path[path.index(name) :] + [name]))
        path.append(name)
        for target in ALL[name][0]:
            visit(target)
        path.pop()
        finished.add(name)

    for name in ALL:
        visit(name)


def test_the_library_includes_nothing_it_must_not():
    wrong = [
        f"src/{name} includes <{header}>"
        for name, (_, angled) in ALL.items()
        if floor_of(name) <= FLOORS["capi"]
        for header in angled
        if header in FORBIDDEN_IN_LIBRARY
    ]
    assert not wrong, "\n".join(wrong)


def rules():
    return [name for name in ALL if name.startswith("check/rules/") and name.endswith(".cpp")]


def test_checks_stay_on_their_floor():
    """check/rule.hpp, what a few checks share beside it, and the registry; everything else is asked of the View."""
    wrong = []
    for name in rules():
        quoted, angled = ALL[name]
        wrong += [
            f"src/{name} includes {q}; a check includes check/rule.hpp and, if need be, another header of src/check"
            for q in quoted
            if not re.fullmatch(r"check/\w+\.hpp|model/registry\.def", q)
        ]
        wrong += [f"src/{name} includes <{a}>, a library that every check would pay for" for a in angled if "/" in a]
        if "check/rule.hpp" not in quoted and not quoted:
            wrong.append(f"src/{name} includes nothing of Northline, so it cannot be a check")
    assert not wrong, "\n".join(wrong)


def test_what_checks_include_stays_light():
    wrong, seen = set(), set()

    def visit(name):
        if name in seen or name not in ALL:
            return
        seen.add(name)
        quoted, angled = ALL[name]
        wrong.update(f"Checks reach <{a}> through src/{name}" for a in angled if a.startswith(TOO_HEAVY_FOR_RULES))
        for target in quoted:
            visit(target)

    assert "check/rule.hpp" in ALL, "src/check/rule.hpp is missing."
    for name in ["check/rule.hpp", *rules()]:
        visit(name)
    assert not wrong, "\n".join(sorted(wrong))

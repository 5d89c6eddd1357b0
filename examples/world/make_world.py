#!/usr/bin/env python3
"""Writes the world: strategies in which, together, every check fires at least once.

    examples/world/make_world.py TOOL

The bad half of every pair in `examples/checks` moves into one strategy, each under ids of its own. Some checks
exclude each other (a strategy without any assessment has none that is out of date), so what stays silent in the
first strategy moves into a second, and so on. The result is committed; tests/python/test_world.py compares.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RELATIONS = set(
    re.findall(r"^NL_RELATION\((\w+)", (ROOT / "src/model/registry.def").read_text(encoding="utf-8"), re.M)
)
PACKS = (
    "okr measurement governance money channels public-sector landscape clover five-steps channels-later smacad"
).split()


def kinds(document):
    return {k: v for k, v in document.items() if isinstance(v, dict) and v and all(isinstance(e, dict) for e in v.values())
            and k not in RELATIONS | {"organisation", "scoring", "scenarios", "checks", "overlaps", "layout", "x"}}


def renamed(document, prefix):
    """The document with every id, and every word that names one, under a prefix."""
    ids = {i for elements in kinds(document).values() for i in elements}
    new = lambda i: f"{prefix}-{i}" if i in ids else i

    def relation(value):
        if isinstance(value, str):
            return new(value)
        if isinstance(value, list):
            return [new(v) if isinstance(v, str) else v for v in value]
        if isinstance(value, dict):
            return {new(k): v for k, v in value.items()}
        return value

    def element(e):
        return {k: relation(v) if k in RELATIONS else v for k, v in e.items()}

    def anywhere(value):
        if isinstance(value, dict):
            return {new(k): anywhere(v) for k, v in value.items()}
        if isinstance(value, list):
            return [anywhere(v) for v in value]
        return new(value) if isinstance(value, str) else value

    out = {}
    for key, value in document.items():
        if key in kinds(document):
            out[key] = {new(i): element(e) for i, e in value.items()}
        elif key in ("scoring", "scenarios", "checks", "overlaps", "layout"):
            out[key] = anywhere(value)
        else:
            out[key] = relation(value) if key in RELATIONS else value
    return out


def fired(tool, document):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as f:
        json.dump(document, f, ensure_ascii=False)
        f.flush()
        r = subprocess.run([tool, "check", f.name, "--format", "json", "--fail-on", "never", "--consequences"],
                           capture_output=True, text=True, encoding="utf-8")
    if r.returncode:
        raise SystemExit(r.stderr)
    return {f["code"] for f in json.loads(r.stdout)["findings"]}


def special(part):
    """What the part says about checks beyond the packs that the world asks for anyway."""
    return {k: v for k, v in part.get("checks", {}).items() if k != "packs"}


def add(world, part):
    """Puts the part into the world, or returns False where both say something else about the whole."""
    elements = kinds(part)
    for key, value in part.items():
        if key in elements or key in ("northline", "title", "id", "checks"):
            continue
        if key in world and world[key] != value:
            return False
    if special(part) and ("as_of" in world or special(world) != {}) and special(world) != special(part):
        return False
    if "as_of" in world and world["as_of"] != part.get("as_of"):
        return False
    world["as_of"] = part.get("as_of")
    world["checks"].update(special(part))
    for key, value in part.items():
        if key in elements:
            world.setdefault(key, {}).update(value)
        elif key not in ("title", "id", "checks"):
            world.setdefault(key, value)
    return True


def main(tool):
    pairs = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "examples/checks").glob("*.json"))}
    # A world is one version; what compares it with an earlier one speaks in its own pair only.
    pairs = {code: pair["bad"] for code, pair in pairs.items() if "since" not in pair}
    missing, number = dict(pairs), 0
    for old in HERE.glob("world-*.json"):
        old.unlink()
    while missing:
        number += 1
        title = f"A world in which much goes wrong, part {number}"
        world = {"northline": 1, "title": title, "checks": {"packs": dict.fromkeys(PACKS, True)}}
        # Who has settings of their own comes first, or nobody else's world would take them.
        for code, document in sorted(missing.items(), key=lambda p: number > 1 and not special(p[1])):
            add(world, renamed(document, code.lower()))
        world = {k: v for k, v in world.items() if v is not None}
        here = fired(tool, world)
        silent = {c: d for c, d in missing.items() if c not in here}
        if len(silent) == len(missing):  # they exclude each other: the first goes alone
            code, document = next(iter(missing.items()))
            world = dict(document, title=title)
            world["checks"] = dict(document.get("checks", {}), packs=dict.fromkeys(PACKS, True))
            here = fired(tool, world)
            if code not in here:
                raise SystemExit(f"{code} does not fire on its own example.")
            silent = {c: d for c, d in missing.items() if c not in here}
        path = HERE / f"world-{number}.json"
        text = subprocess.run([tool, "fmt", "-"], input=json.dumps(world, ensure_ascii=False), capture_output=True,
                              text=True, encoding="utf-8")
        path.write_text(text.stdout if text.returncode == 0 else json.dumps(world, ensure_ascii=False, indent=1) + "\n",
                        encoding="utf-8")
        print(f"{path.name}: {len(missing) - len(silent)} codes, {len(silent)} left")
        missing = silent


if __name__ == "__main__":
    main(sys.argv[1])

#!/usr/bin/env python3
"""Writes the world: strategies in which, together, every check fires at least once.

    examples/world/make_world.py TOOL

The bad half of every pair in `examples/checks` moves into one strategy, each under ids of its own, as long as nothing
there falls silent by it. Some checks exclude each other (a strategy without any assessment has none that is out of
date), so what is left moves into a second, and so on. The result is committed; tests/python/test_world.py compares.
"""
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

AS_OF = "2026-11-21"  # the day that the pairs are judged by
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


def merged(world, part, newer):
    """Both in one strategy. Where they say different things about the whole, the newer wins, or the older."""

    def both(old, new):
        if isinstance(old, dict) and isinstance(new, dict):
            return {k: both(old[k], new[k]) if k in old and k in new else {**old, **new}[k] for k in {**old, **new}}
        if isinstance(old, list) and isinstance(new, list):
            return old + [v for v in new if v not in old]
        return new if newer else old

    elements, out = kinds(part), dict(world)
    for key, value in part.items():
        if key in elements:
            out[key] = {**out.get(key, {}), **value}
        elif key not in ("northline", "title", "id"):
            out[key] = both(out[key], value) if key in out else value
    return out


def about_the_whole(code):
    """Whether the check is asked once of the strategy; such checks often need that there be none of something."""
    for source in (ROOT / "src/check/rules").glob("*/*.cpp"):
        text = source.read_text(encoding="utf-8")
        if f'.code = "{code}"' in text:
            return "kinds(Kind::strategy)" in text
    raise SystemExit(f"No check has the code {code}.")


def grown(tool, missing):
    """As many parts as can stand together without silencing each other, taken in the order of `missing`."""
    world = {"northline": 1, "title": "A world", "as_of": AS_OF, "checks": {"packs": dict.fromkeys(PACKS, True)}}
    kept = set()
    for code, document in missing.items():
        if code in kept:
            continue
        part = renamed(document, code.lower())
        settings = part.get("checks", {})
        plain = dict(part, checks={k: v for k, v in settings.items() if k != "severity"})
        for said, newer in ((plain, False), (plain, True), (part, False), (part, True)):
            candidate = merged(world, said, newer)
            if kept | {code} <= fired(tool, candidate):
                world = candidate
                kept.add(code)
                break
    here = fired(tool, world)
    return world, {c: d for c, d in missing.items() if c not in here}


def tail(tool, missing, seed):
    """Worlds for what does not fit into the first, with the parts in the order of this seed."""
    order, worlds = sorted(missing), []
    random.Random(seed).shuffle(order)
    left = {code: missing[code] for code in order}
    while left:
        world, rest = grown(tool, left)
        if len(rest) == len(left):
            raise SystemExit(f"{next(iter(left))} does not fire on its own example.")
        worlds.append(world)
        left = rest
    return worlds


def described(found):
    """The page about the worlds: which check fires first where."""
    first, *others = found
    out = [
        "# The world",
        "",
        f"`{first}` is one strategy in which {len(found[first])} checks fire. Most of the others exclude one of these: a strategy "
        "without any assessment (NL101) has none that is out of date (NL103), one whose work is all internal (NL907) has none "
        "that is left to the market alone. They fire in the smaller worlds, as few as were found. NL634 compares a strategy "
        "with an earlier version and fires in its own example. `northline check examples/world/*.json --consequences` shows "
        "them all; `make_world.py` writes this folder from the examples of the checks.",
        "",
        "| world | fires for the first time |",
        "| --- | --- |",
    ]
    for name in others:
        pages = []
        for code in sorted(found[name]):
            title = (ROOT / f"docs/checks/{code}.md").read_text(encoding="utf-8").splitlines()[0].split(maxsplit=2)
            pages.append(f"[{code}](../../docs/checks/{code}.md) {title[2]}")
        out.append(f"| `{name}` | {', '.join(pages)} |")
    return "\n".join(out) + "\n"


def main(tool):
    pairs = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "examples/checks").glob("*.json"))}
    # A world is one version; what compares it with an earlier one speaks in its own pair only.
    pairs = {code: pair["bad"] for code, pair in pairs.items() if "since" not in pair}
    missing = dict(sorted(pairs.items(), key=lambda p: about_the_whole(p[0])))
    for old in HERE.glob("world*.json"):
        old.unlink()
    first, left = grown(tool, missing)
    # Which of those that exclude each other come first decides how many worlds they need.
    worlds = [first, *min((tail(tool, left, seed) for seed in range(30)), key=len)]
    found = {}
    for number, world in enumerate(worlds, 1):
        title = "A world in which much goes wrong" if number == 1 else f"What cannot go wrong in the same world, part {number}"
        path = HERE / f"world-{number}.json"
        text = subprocess.run([tool, "fmt", "-"], input=json.dumps(dict(world, title=title), ensure_ascii=False),
                              capture_output=True, text=True, encoding="utf-8", check=True)
        path.write_text(text.stdout, encoding="utf-8")
        here = fired(tool, world)
        found[path.name] = [code for code in missing if code in here]
        missing = {code: part for code, part in missing.items() if code not in here}
        print(f"{path.name}: {len(found[path.name])} codes, {len(missing)} left: {' '.join(missing)}", flush=True)
    (HERE / "README.md").write_text(described(found), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])

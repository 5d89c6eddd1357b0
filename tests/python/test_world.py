"""The world: every check fires somewhere in it, and the clean strategies stay silent."""

import json
import os
import pathlib
import subprocess

TOOL = os.environ["NORTHLINE_BIN"]
ROOT = pathlib.Path(__file__).resolve().parents[2]


def check(path, *more):
    r = subprocess.run([TOOL, "check", str(path), "--format", "json", "--fail-on", "never", *more], capture_output=True,
                       text=True, encoding="utf-8")
    assert r.returncode == 0, r.stderr
    return json.loads(r.stdout)["findings"]


def two_versions(folder):
    """What compares a document with an earlier one, which a world is not, speaks in its own pair."""
    fired = set()
    for pair in (json.loads(p.read_text(encoding="utf-8")) for p in (ROOT / "examples/checks").glob("*.json")):
        if "since" not in pair:
            continue
        for name in ("since", "bad"):
            (folder / f"{name}.json").write_text(json.dumps(pair[name]), encoding="utf-8")
        fired |= {f["code"] for f in check(folder / "bad.json", "--since", str(folder / "since.json"), "--as-of", "2026-11-21")}
    return fired


def test_every_check_fires_in_the_world(tmp_path):
    listed = subprocess.run([TOOL, "explain"], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    codes = {line.split()[0] for line in listed.splitlines()}
    worlds = sorted((ROOT / "examples/world").glob("world-*.json"))
    assert worlds, "examples/world/make_world.py writes them"
    fired = {f["code"] for world in worlds for f in check(world, "--consequences")}
    fired |= two_versions(tmp_path)
    assert codes - fired == set(), "these fire nowhere; run examples/world/make_world.py"
    assert len({f["code"] for f in check(worlds[0], "--consequences")}) > 0.85 * len(codes)
    # Checks that exclude each other need more than one; a new check should not need a world of its own.
    assert len(worlds) <= 6

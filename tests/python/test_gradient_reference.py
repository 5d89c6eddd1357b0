"""Traces and gradients on random strategies: replayed scores against scores, slopes against central differences."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from reference import random_strategy  # noqa: E402

BATCH = pathlib.Path(os.environ.get("NORTHLINE_BUILD") or ROOT / "build/release") / "bin/trace_batch"


@pytest.mark.skipif(not BATCH.exists(), reason="trace_batch is not built.")
def test_random_strategies():
    count = 600
    documents = "".join(json.dumps(random_strategy.generate(70_000 + seed)) + "\n" for seed in range(count))
    done = subprocess.run([str(BATCH), "8"], input=documents, capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == count
    wrong = [f"document {i}: {r}" for i, r in enumerate(rows)
             if "error" in r or r["replay"] > 1e-12 or r["slope"] > 1e-5]
    assert not wrong, "\n".join(wrong[:10])
    # What is compared has to be there, or the test proves nothing.
    assert sum(r["held"] for r in rows) > 0.5 * sum(r["draws"] for r in rows)
    assert sum(r["slopes"] for r in rows) > 20_000
    assert sum(r["kinks"] for r in rows) < 0.05 * sum(r["slopes"] for r in rows)

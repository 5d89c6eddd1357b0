"""What fixes offer in places that the examples of the checks do not show, and where none may be offered
(tests/cases/fixes.json). On text with comments they are carried out by tests/unit/fixing_test.cpp."""

import json

import pytest

from test_fixes import ALL, ROOT, apply_patch, check, errors

CASES = json.loads((ROOT / "tests/cases/fixes.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["code"] + " " + c["what"])
def test_what_a_fix_offers(case, tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(case["bad"], ensure_ascii=False, indent=2), encoding="utf-8")
    before = check(path, *ALL)
    mine = [f for f in before if f["code"] == case["code"]]
    assert mine, f"{case['code']} has no finding"
    offered = [f for f in mine if "fix" in f]
    if case["patch"] is None:
        assert not offered, offered
        return
    assert case["patch"] in [f["fix"]["patch"] for f in offered], mine
    finding = next(f for f in offered if f["fix"]["patch"] == case["patch"])
    path.write_text(json.dumps(apply_patch(case["bad"], case["patch"]), ensure_ascii=False), encoding="utf-8")
    after = check(path, *ALL)
    assert finding["fingerprint"] not in {f["fingerprint"] for f in after}
    assert errors(after) <= errors(before)

"""Single questions about checks of goals, channels and order that a pair cannot show."""

import pytest

from test_checks import check_documents


def found(document, tmp_path, code):
    return [f for f in check_documents([{"northline": 1, **document}], tmp_path)[0] if f["code"] == code]


def focuses(document, tmp_path, code):
    return [f["focus"] for f in found(document, tmp_path, code)]


def test_signed_ways_are_added_up(tmp_path):
    goals = {
        "company": {"level": "corporate"},
        "fun": {"level": "marketing", "supports": {"company": -40}},
        "clips": {"level": "channel", "supports": {"fun": 60, "company": 10}},
    }
    (f,) = found({"goals": goals}, tmp_path, "NL220")
    assert (f["focus"], f["arguments"]["effect"], f["arguments"]["path"]) == ("clips", -14, "clips → fun → company")
    goals["clips"]["supports"]["company"] = 30  # 30 - 24: it helps after all
    assert not found({"goals": goals}, tmp_path, "NL220")
    goals["clips"]["supports"] = ["fun"]  # nobody says how much
    goals["company"]["title"] = "We grow"
    assert not found({"goals": goals}, tmp_path, "NL220"), "An unstated support may be nothing at all."
    goals["clips"]["supports"] = {"company": -30}  # it says so itself
    assert not found({"goals": goals}, tmp_path, "NL220")
    assert "clips" in focuses({"goals": goals}, tmp_path, "NL211")


def test_goals_from_outside_the_plan_are_given(tmp_path):
    goals = {"company": {"level": "corporate"}, "own": {"level": "marketing", "supports": "company"}}
    assert focuses({"goals": goals}, tmp_path, "NL207") == ["own"]
    del goals["own"]["supports"]  # nothing is below it, so it is this plan's own
    assert focuses({"goals": goals}, tmp_path, "NL207") == ["company", "own"]
    goals["company"]["from"] = {"document": "Corporate plan"}
    assert focuses({"goals": goals}, tmp_path, "NL207") == ["own"]


@pytest.mark.parametrize(
    "title, named",
    [
        ("TikTok", True),
        ("Be on TikTok", True),
        ("Launch our new TikTok account", True),
        ("5,000 followers on TikTok", True),
        ("Help desk", True),
        ("Introduce the help desk", True),
        ("TikTok viewers come to the shop", False),
        ("Riders trust our advice", False),
        ("Learners find a first bike", False),
    ],
)
def test_goals_named_after_their_means(title, named, tmp_path):
    document = {
        "channels": {"clips": {"title": "Short films", "platform": "tiktok"}},
        "resources": {"desk": {"title": "Help desk", "type": "tool"}},
        "goals": {"g": {"title": title}},
    }
    assert bool(found(document, tmp_path, "NL224")) == named


def test_what_was_ruled_out(tmp_path):
    document = {
        "channels": {"a": {"state": "excluded"}, "b": {}},
        "audiences": {"minors": {}},
        "exclusions": {"x": {"rules_out": ["b", "minors", "games"], "tags": ["raffle"], "until": "2027-06-30"}},
        "programs": {
            "p": {"uses": ["a", "b"], "serves": "minors", "start": "2027-01-01"},
            "later": {"uses": "b", "start": "2027-09-01"},
            "games": {},
            "tagged": {"tags": ["summer", "raffle"]},
            "sketch": {"uses": "b", "status": "draft"},
        },
    }
    assert focuses(document, tmp_path, "NL217") == ["p", "p", "p", "games", "tagged"]
    document["exclusions"]["x"]["until"] = "2026-06-30"  # to be looked at again, and nobody did
    assert focuses(document, tmp_path, "NL217") == ["p"]


def test_work_brings_less_than_half(tmp_path):
    document = {
        "goals": {"top": {}, "part": {"refines": "top"}, "other": {"refines": "top"}},
        "programs": {"p": {"contributes_to": {"part": 60}}, "q": {"contributes_to": {"other": 20}}},
    }
    # A part is half of the whole: 0.5 × 60 + 0.5 × 20 = 40 of 100.
    percents = {f["focus"]: f["arguments"]["percent"] for f in found(document, tmp_path, "NL226")}
    assert percents == {"top": 40, "other": 20}
    document["programs"]["q"]["contributes_to"] = "other"  # not said how much: it may be all
    assert not found(document, tmp_path, "NL226")


def test_posts_count_only_while_they_overlap(tmp_path):
    activity = {"cadence": "weekly", "uses": "letter"}
    document = {
        "channels": {"letter": {"ceiling": "weekly"}},
        "activities": {
            "spring": {**activity, "start": "2027-03-01", "end": "2027-05-31"},
            "summer": {**activity, "start": "2027-06-01", "end": "2027-08-31"},
        },
    }
    assert not found(document, tmp_path, "NL404")
    document["activities"]["summer"]["start"] = "2027-05-31"
    (f,) = found(document, tmp_path, "NL404")
    assert (f["arguments"]["posts"], sorted(f["related"])) == (2, ["spring", "summer"])


def test_running_activities_pause_in_closed_periods(tmp_path):
    document = {
        "policies": {"quiet": {"applies_to_all": True, "windows": [{"start": "2027-05-01", "end": "2027-05-14"}]}},
        "channels": {"letter": {}},
        "activities": {
            "weekly": {"cadence": "weekly", "start": "2027-05-03", "uses": "letter"},
            "meeting": {"start": "2027-05-03"},
            "opening": {"start": "2027-05-03", "uses": "letter"},
            "week": {"cadence": "daily", "start": "2027-05-03", "end": "2027-05-09", "uses": "letter"},
            "longer": {"cadence": "daily", "start": "2027-05-03", "end": "2027-05-19", "uses": "letter"},
        },
    }
    assert focuses(document, tmp_path, "NL413") == ["opening", "week"]


def test_a_renewed_policy_makes_nothing_late(tmp_path):
    document = {
        "stakeholders": {"md": {"type": "executive"}},
        "policies": {"p": {"topic": "conduct", "approved": "2026-10-01", "approved_by": {"md": "2024-03-01"}}},
        "programs": {"work": {"start": "2026-01-12", "governed_by": "p"}},
    }
    assert not found(document, tmp_path, "NL803")
    document["policies"]["p"].pop("approved_by")
    assert focuses(document, tmp_path, "NL803") == ["work"]
    document["policies"]["earlier"] = {"topic": "conduct", "approved": "2025-01-01", "applies_to_all": True}
    assert not found(document, tmp_path, "NL803"), "Another policy on the matter was there in time."


def test_order_is_asked_by_the_practices_that_are_followed(tmp_path):
    document = {
        "goals": {"g": {"decided": "2026-10-01", "measured_by": "m", "serves": "riders"}},
        "audiences": {"riders": {"decided": "2026-11-01"}},
        "metrics": {"m": {"decided": "2026-09-01", "targets": [{"value": 5, "due": "2027-12-31"}]}},
        "programs": {"p": {"decided": "2026-08-01", "contributes_to": "g"}},
    }
    assert not found(document, tmp_path, "NL809")
    asked = {}
    for practice in ("landscape", "five-steps", "channels-later", "clover", "smacad"):
        asked[practice] = {
            f["arguments"]["first"] for f in found({**document, "practices": [practice]}, tmp_path, "NL809")
        }
    assert asked == {
        "landscape": {"g"},  # before the riders it is for
        "five-steps": {"m", "p"},  # before its goal; before the metric of its goal
        "channels-later": set(),
        "clover": set(),
        "smacad": set(),
    }
    document["goals"]["g"]["decided"] = "2026-11-02"  # decided again
    assert not found({**document, "practices": ["landscape"]}, tmp_path, "NL809")


def test_only_what_is_known_of_a_dependency_counts(tmp_path):
    programs = {
        "first": {"start": "2027-01-04", "duration": {"low": 20, "likely": 60, "high": 90}},
        "second": {"start": "2027-02-01", "depends_on": "first"},
    }
    assert not found({"programs": programs}, tmp_path, "NL808"), "It can be over on 24 January."
    programs["second"]["depends_on"] = {"first": 30}
    (f,) = found({"programs": programs}, tmp_path, "NL808")
    assert f["arguments"]["end"] == "2027-02-23"
    programs["first"]["status"] = "done"
    assert not found({"programs": programs}, tmp_path, "NL808")

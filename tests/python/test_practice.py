"""The reports of the practices: order, states, what is next, and every answer by its name."""
import copy
import json
import os
import pathlib
import subprocess

import pytest
from jsonschema import Draft202012Validator

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("NORTHLINE_BIN")
pytestmark = pytest.mark.skipif(not BIN, reason="NORTHLINE_BIN does not name the tool")

PRACTICES = ["landscape", "clover", "five-steps", "channels-later", "smacad"]
SCHEMA = json.loads((ROOT / "docs/schemas/practice.schema.json").read_text())
ANSWERS = {
    "landscape": ["step-out-of-order", "leader-objects", "leader-stalls", "leader-never-educated", "goals-at-risk",
                  "objective-without-assessment", "channel-against-corporate", "corporate-without-channel", "any-size"],
    "clover": ["step-out-of-order", "leaf-readiness", "technology-ahead", "fixed-too-early", "unused-slack", "any-size"],
    "five-steps": ["step-out-of-order", "measured-what", "measured-how", "target", "review", "channel-degree",
                   "resources-inside-outside", "whose-job", "activity-and-results", "any-size"],
    "channels-later": ["step-out-of-order", "channel-nobody-uses", "audience-no-channel", "goal-touches-no-customer",
                       "unrealistic-timeframe", "no-listening-loop", "roi", "any-size"],
    "smacad": ["step-out-of-order", "missing-element", "one-sided-benefits", "made-without-market", "roi", "any-size"],
}


def run(document, practice="all", *more):
    text = document if isinstance(document, str) else json.dumps(document)
    done = subprocess.run([BIN, "practice", "-", "--practice", practice, "--format", "json", *more], input=text,
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(report)
    return {p["name"]: p for p in report["practices"]}


def report(document, practice, *more):
    return run(document, practice, *more)[practice]


def answer(document, practice, name, *more):
    return report(document, practice, *more)["answers"][name]


def elements(answer):
    return [i["element"] for i in answer["items"]]


def step(report, name):
    return next(s for s in report["steps"] if s["name"] == name)


def too_early(document):
    """What was taken too early: practice → {(element, step before): (by, day of that step)}."""
    return {name: {(i["element"], e["before"]): (e["by"], i.get("since"))
                   for s in p["steps"] for e in s["early"] for i in e["items"]}
            for name, p in run(document).items()}


@pytest.fixture
def plan():
    """A co-operative that took every step of every practice in order."""
    return json.loads((ROOT / "tests/cases/practice-cooperative.json").read_text())


def example(name):
    return json.loads((ROOT / "examples/strategies" / f"{name}.json").read_text())


# ---- order: one change at a time ----------------------------------------------------------------------------------

def test_everything_in_order(plan):
    assert too_early(plan) == {p: {} for p in PRACTICES}


def test_goal_older_than_what_it_rests_on(plan):
    plan["goals"]["courses-full"]["created"] = "2026-06-30"
    g = "courses-full"
    assert too_early(plan) == {
        "landscape": {(g, "assess"): ("dates", "2026-08-28"), (g, "tell-leaders"): ("dates", "2026-10-05"),
                      (g, "relationships"): ("dates", "2026-09-25")},
        "five-steps": {(g, "education"): ("dates", "2026-10-05")},
        "channels-later": {(g, "customers"): ("dates", "2026-08-28")},
        "smacad": {(g, "assess"): ("dates", "2026-08-28")},
        "clover": {},
    }


def test_deciding_again_clears_it(plan):
    plan["goals"]["courses-full"].update(created="2026-06-30", decided="2026-10-20")
    assert too_early(plan) == {p: {} for p in PRACTICES}


def test_program_approved_before_its_goal(plan):
    plan["programs"]["fit-first"]["approved_by"] = {"chair": "2026-05-04"}
    f = "fit-first"
    assert too_early(plan) == {
        "landscape": {(f, "objectives"): ("dates", "2026-10-20")},
        "clover": {(f, "objectives"): ("dates", "2026-10-20"), (f, "audiences"): ("dates", "2026-09-25"),
                   (f, "resources"): ("dates", "2026-10-28")},
        "five-steps": {(f, "measures"): ("dates", "2026-10-21")},
        "channels-later": {(f, "connections"): ("dates", "2026-10-20")},
        "smacad": {(f, "goal"): ("dates", "2026-10-20")},
    }


def test_tool_bought_first(plan):
    plan["resources"]["helpdesk-tool"]["created"] = "2026-02-01"
    t = "helpdesk-tool"
    assert too_early(plan) == {
        "clover": {(t, "objectives"): ("dates", "2026-10-26"), (t, "audiences"): ("dates", "2026-09-25"),
                   (t, "resources"): ("dates", "2026-10-28")},
        "landscape": {}, "five-steps": {}, "channels-later": {}, "smacad": {}}


def test_partners_never_assessed(plan):
    del plan["assessments"]["shop-talks"], plan["insights"]["shops-send"]
    del plan["goals"]["courses-full"]["addresses"]["shops-send"]
    early = too_early(plan)
    assert early["landscape"] == {(p, "assess"): ("presence", None) for p in plan["policies"]}
    assert sum(len(s["early"]) for s in report(plan, "landscape")["steps"]) == 1
    assert all(early[p] == {} for p in PRACTICES if p != "landscape")


def test_a_later_copy_changes_nothing(plan):
    plan["goals"]["courses-again"] = {**copy.deepcopy(plan["goals"]["courses-full"]), "created": "2027-03-01"}
    plan["programs"]["fit-first"]["contributes_to"]["courses-again"] = 20
    assert too_early(plan) == {p: {} for p in PRACTICES}


def test_signed_before_the_market_was_asked(plan):
    plan["co_created_with"] = {"menders-council": "2026-11-20"}
    early = too_early(plan)
    assert early["smacad"] == {("mending-together", "invite"): ("dates", "2026-11-20")}
    assert all(early[p] == {} for p in PRACTICES if p != "smacad")


def test_drafts_and_given_goals_are_never_early(plan):
    plan["goals"]["courses-full"].update(created="2026-06-30", status="draft")
    plan["goals"]["members-stay"]["created"] = "2001-01-01"
    assert all(("courses-full", s) not in e and ("members-stay", s) not in e
               for e in too_early(plan).values() for s in ("assess", "education", "customers"))


# ---- states, what is next and by whom -----------------------------------------------------------------------------

def test_states_of_an_empty_strategy():
    for name, p in run({"northline": 1, "as_of": "2026-11-21"}).items():
        assert {s["state"] for s in p["steps"]} == {"not_started"}, name
        assert p["next"]["step"] == p["steps"][0]["name"] and p["next"]["by"] is None
        assert "name an owner" in p["next"]["by_text"]


def test_channels_later_stops_without_direction():
    p = report({"northline": 1, "goals": {"g": {"title": "Sell", "level": "marketing"}}}, "channels-later")
    assert "hang in the air" in p["stopped"] and len(p["steps"]) == 1 and p["answers"] == {}


def test_next_names_the_owner_of_what_lacks(plan):
    del plan["metrics"]["seats-taken"]["cadence"]
    p = report(plan, "five-steps")
    assert p["next"]["step"] == "measures" and p["next"]["element"] == "seats-taken"
    assert p["next"]["by"] == "coordinator"


def test_suppressed_findings_count_as_quiet(plan):
    assert step(report(plan, "landscape"), "assess")["state"] == "incomplete"
    plan["checks"] = {"suppress": [{"code": "NL104", "reason": "Findings are kept in the minutes"}]}
    assess = step(report(plan, "landscape"), "assess")
    assert assess["state"] == "done"
    assert {i["code"] for i in assess["suppressed"]["items"]} == {"NL104"}


def test_only_time_has_passed(plan):
    assert step(report(plan, "landscape"), "policy")["state"] == "done"
    for p in plan["policies"].values():
        p["review_due"] = "2026-11-01"
    missing = step(report(plan, "landscape"), "policy")["missing"]
    assert [m["expired"] for m in missing] == [True]


def test_a_practice_that_there_is_none_of():
    done = subprocess.run([BIN, "practice", "-", "--practice", "magic"], input="{}", capture_output=True, text=True)
    assert done.returncode == 2 and "landscape, clover" in done.stderr


@pytest.mark.parametrize("practice", PRACTICES)
def test_the_answers_promised_are_there(plan, practice):
    answers = report(plan, practice)["answers"]
    assert list(answers) == ANSWERS[practice]
    for name, a in answers.items():
        assert a["sentence"].endswith(".") and a["sentence"][0].isupper() or a["sentence"][0].isdigit(), name


@pytest.mark.parametrize("name", ["shop", "council", "software-company", "bakery"])
def test_reports_on_the_examples(name):
    for p in run(example(name)).values():
        assert p["steps"] and p["next"]["text"]
    done = subprocess.run([BIN, "practice", str(ROOT / "examples/strategies" / f"{name}.json")], capture_output=True,
                          text=True, timeout=60)
    assert done.returncode == 0 and "Next: " in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 110


# ---- the answers, each by its name --------------------------------------------------------------------------------

def test_step_out_of_order(plan):
    assert answer(plan, "landscape", "step-out-of-order")["items"] == []
    plan["goals"]["courses-full"]["created"] = "2026-06-30"
    a = answer(plan, "landscape", "step-out-of-order")
    assert {(i["element"], i["skipped"], i["by"]) for i in a["items"]} == {
        ("courses-full", "assess", "dates"), ("courses-full", "tell-leaders", "dates"),
        ("courses-full", "relationships", "dates")}
    assert "3 things" in a["sentence"]


def test_leader_objects(plan):
    assert answer(plan, "landscape", "leader-objects")["items"] == []
    plan["stakeholders"]["treasurer"]["stance"] = "blocker"
    plan["stakeholders"]["chair"]["stance"] = "sceptic"
    a = answer(plan, "landscape", "leader-objects")
    assert elements(a) == ["chair", "treasurer"]  # the more influential first
    assert "2 leaders object" in a["sentence"]


def test_leader_objects_to_one_goal(plan):
    plan["stakeholders"]["treasurer"]["takes_stance"] = {"courses-full": {"stance": "sceptic", "reason": "Too dear"}}
    a = answer(plan, "landscape", "leader-objects")
    assert elements(a) == ["treasurer"] and "Too dear" in a["items"][0]["text"]


def test_leader_stalls(plan):
    assert answer(plan, "landscape", "leader-stalls")["items"] == []
    plan["programs"]["promised-day"]["approved_by"] = {"treasurer": {"requested": "2026-11-01"}}
    a = answer(plan, "landscape", "leader-stalls")
    assert [(i["element"], i["by"], i["days"]) for i in a["items"]] == [("promised-day", "treasurer", "20")]


def test_leader_never_educated(plan):
    assert answer(plan, "landscape", "leader-never-educated")["items"] == []
    del plan["assessments"]["trade-look"]["informed"]
    plan["stakeholders"]["chair"]["educated"] = "2026-08-01"  # before the landscape was assessed
    del plan["stakeholders"]["treasurer"]["educated"]
    a = answer(plan, "landscape", "leader-never-educated")
    assert elements(a) == ["chair", "treasurer"] and a["sentence"].startswith("2 of 2")
    assert "before it was assessed" in a["items"][0]["text"]


def test_goals_at_risk(plan):
    assert answer(plan, "landscape", "goals-at-risk")["items"] == []
    plan["stakeholders"]["workshop-lead"]["stance"] = "sceptic"
    a = answer(plan, "landscape", "goals-at-risk")
    # What the head of the workshop owns, what those programs are for, and the company's goal above, by importance.
    assert elements(a) == ["members-stay", "courses-full", "repairs-dated"]
    plan["stakeholders"]["workshop-lead"]["stance"] = "neutral"
    plan["stakeholders"]["chair"]["stance"] = "blocker"  # signs the strategy
    assert len(answer(plan, "landscape", "goals-at-risk")["items"]) == 3


def test_objective_without_assessment(plan):
    assert answer(plan, "landscape", "objective-without-assessment")["items"] == []
    goal = plan["goals"]["repairs-dated"]
    del goal["based_on"], goal["addresses"]
    plan["assessments"]["member-talks"]["valid_until"] = "2026-10-31"
    del plan["goals"]["courses-full"]["addresses"]
    texts = {i["element"]: i["text"] for i in answer(plan, "landscape", "objective-without-assessment")["items"]}
    assert "no assessment" in texts["repairs-dated"] and "expired" in texts["courses-full"]


def test_channel_against_corporate(plan):
    assert answer(plan, "landscape", "channel-against-corporate")["items"] == []
    plan["goals"]["loud"] = {"title": "Loud on the boards", "level": "channel", "type": "awareness", "importance": 10,
                             "supports": {"courses-full": -80, "members-stay": 20}, "created": "2026-10-26"}
    assert "loud" in elements(answer(plan, "landscape", "channel-against-corporate"))


def test_corporate_without_channel(plan):
    assert answer(plan, "landscape", "corporate-without-channel")["items"] == []
    plan["goals"]["lower-costs"] = {"title": "Costs fall by a tenth", "level": "corporate", "importance": 20,
                                    "supports": {"nothing-thrown": 10}}
    assert "lower-costs" in elements(answer(plan, "landscape", "corporate-without-channel"))


def test_leaf_readiness(plan):
    plan["capabilities"]["open-bench"].update(maturity=1)
    plan["programs"]["fit-first"]["needs"] = {"open-bench": 4}
    plan["programs"]["ears-open"]["raises"] = {"open-bench": {"level": 4, "date": "2027-02-01"}}
    a = answer(plan, "clover", "leaf-readiness")
    first = a["items"][0]
    assert (first["element"], first["area"], first["maturity"], first["needed"]) == ("open-bench", "culture", "1", "4")
    assert "by 2027-02-01" in first["text"] and a["sentence"].startswith("1 capability")


def test_technology_ahead(plan):
    assert answer(plan, "clover", "technology-ahead")["items"] == []
    plan["capabilities"]["tidy-tickets"].update(maturity=5)
    a = answer(plan, "clover", "technology-ahead")
    assert "tidy-tickets" in elements(a) and "helpdesk-tool" in elements(a)
    assert step(report(plan, "clover"), "technology")["state"] == "incomplete"


def test_fixed_too_early(plan):
    assert answer(plan, "clover", "fixed-too-early")["items"] == []
    plan["resources"]["helpdesk-tool"]["created"] = "2026-02-01"
    a = answer(plan, "clover", "fixed-too-early")
    assert {i["skipped"] for i in a["items"]} == {"objectives", "audiences", "resources"}
    assert set(elements(a)) == {"helpdesk-tool"}


def test_unused_slack(plan):
    a = answer(plan, "clover", "unused-slack")
    assert [(i["element"], i["slack"], i["unused"]) for i in a["items"]] == [
        ("counter-team", "6", "6"), ("course-team", "2", "2")]
    plan["resources"]["counter-team"]["capacity"] = 5  # 9 hours are asked of it: 4 come out of its quiet hours
    a = answer(plan, "clover", "unused-slack")
    assert ("counter-team", "2") in [(i["element"], i.get("unused")) for i in a["items"]]


def test_measured_what(plan):
    a = answer(plan, "five-steps", "measured-what")
    assert {i["goal"] for i in a["items"]} == {"courses-full", "repairs-dated"}
    plan["goals"]["courses-full"]["measured_by"] = []
    row = next(i for i in answer(plan, "five-steps", "measured-what")["items"] if i["goal"] == "courses-full")
    assert row["value"] is None and row["complete"] is None


def test_measured_how(plan):
    assert "Course register" in answer(plan, "five-steps", "measured-how")["items"][0]["text"]
    del plan["metrics"]["seats-taken"]["method"]
    a = answer(plan, "five-steps", "measured-how")
    assert a["sentence"].startswith("1 of 2") and "not said" in a["items"][0]["text"]


def test_target(plan):
    assert "190 seats by 2027-11-30" in answer(plan, "five-steps", "target")["items"][0]["text"]
    del plan["metrics"]["seats-taken"]["targets"]
    assert answer(plan, "five-steps", "target")["sentence"].startswith("1 of 2")


def test_review(plan):
    assert "monthly by Coordinator" in answer(plan, "five-steps", "review")["items"][0]["text"]
    del plan["metrics"]["seats-taken"]["reviewed_by"]
    assert answer(plan, "five-steps", "review")["sentence"].startswith("1 of 2")


def test_goals_without_metrics_are_not_said_to_be_measured_badly(plan):
    ask = ("measured-what", "measured-how", "target", "review")
    plan["goals"]["courses-full"]["measured_by"] = []
    said = [answer(plan, "five-steps", name)["sentence"] for name in ask]
    assert said == ["1 of 2 goals is not measured."] * 4
    plan["goals"]["repairs-dated"]["measured_by"] = []
    for work in plan["programs"].values():
        work.pop("measured_by", None)
    assert {answer(plan, "five-steps", name)["sentence"] for name in ask} == {"No goal is measured yet."}
    last = answer(plan, "five-steps", "activity-and-results")
    assert last["sentence"] == "No goal is measured in both its work and its results."
    assert "neither its work nor its results" in last["items"][0]["text"]


def test_channel_degree(plan):
    a = answer(plan, "five-steps", "channel-degree")
    rows = {i["element"]: i for i in a["items"]}
    assert rows["newsletter"]["degree"] == "0.6" and rows["notice-boards"]["degree"] == "0.8"
    assert abs(sum(float(r["share"]) for r in rows.values()) - 1) < 0.01


def test_resources_inside_outside(plan):
    plan["resources"]["studio"] = {"title": "Design studio", "type": "agency", "internal": False, "capacity": 10}
    plan["programs"]["fit-first"]["consumes"]["studio"] = {"hours_per_week": 3}
    a = answer(plan, "five-steps", "resources-inside-outside")
    row = next(i for i in a["items"] if i["goal"] == "courses-full")
    assert row["hours_outside"] == "3" and "nobody for Design studio" in row["text"]
    plan["resources"]["studio"]["owned_by"] = ["coordinator"]
    assert "Coordinator for Design studio" in answer(plan, "five-steps", "resources-inside-outside")["items"][0]["text"]


def test_what_a_channel_takes_is_counted(plan):
    """Money of a channel stands in its row, and falls to the goals of its users by degree: 0.6 and 0.2 of 0.8."""
    plan["resources"]["ads"] = {"title": "Advertising", "type": "budget", "capacity": 9000}
    plan["channels"]["newsletter"]["consumes"] = {"ads": {"money": 4000}}
    row = next(i for i in answer(plan, "five-steps", "channel-degree")["items"] if i["element"] == "newsletter")
    assert row["money"] == "5,714.3" and "5,714 EUR" in row["text"]  # and 4,000 of fit-first, 0.6 of 1.4
    money = {i["goal"]: i["money_inside"] for i in answer(plan, "five-steps", "resources-inside-outside")["items"]}
    assert money == {"courses-full": "8,000", "repairs-dated": "1,000"}


def test_a_goal_without_means_says_so(plan):
    for work in [*plan["programs"].values(), *plan["activities"].values()]:
        work.pop("consumes", None)
    assert answer(plan, "five-steps", "resources-inside-outside")["sentence"] == "Nothing comes from outside."
    assert all("no hours and no money" in i["text"]
               for i in answer(plan, "five-steps", "resources-inside-outside")["items"])


def test_whose_job(plan):
    assert "one person's job" in answer(plan, "five-steps", "whose-job")["sentence"]
    del plan["programs"]["fit-first"]["owned_by"]
    a = answer(plan, "five-steps", "whose-job")
    assert a["items"][0]["element"] == "fit-first" and a["items"][0]["owner"] is None


def test_activity_and_results(plan):
    a = answer(plan, "five-steps", "activity-and-results")
    assert "118 on 2026-11-15" in a["items"][0]["results"]
    plan["metrics"]["seats-taken"]["type"] = "output"
    a = answer(plan, "five-steps", "activity-and-results")
    assert a["items"][0]["results"] is None and "one is" in a["sentence"]


def test_channel_nobody_uses(plan):
    assert answer(plan, "channels-later", "channel-nobody-uses")["items"] == []
    plan["channels"]["podcast"] = {"title": "Podcast", "mode": "online", "state": "active"}
    assert elements(answer(plan, "channels-later", "channel-nobody-uses")) == ["podcast"]


def test_audience_no_channel(plan):
    assert answer(plan, "channels-later", "audience-no-channel")["items"] == []
    plan["audiences"]["night-shift"] = {"title": "People on the night shift", "size": 700}
    plan["goals"]["courses-full"]["serves"].append("night-shift")
    a = answer(plan, "channels-later", "audience-no-channel")
    assert elements(a) == ["night-shift"] and a["items"][0]["size"] == "700" and "700 people" in a["sentence"]


def test_goal_touches_no_customer(plan):
    assert answer(plan, "channels-later", "goal-touches-no-customer")["items"] == []
    del plan["goals"]["repairs-dated"]["serves"]
    assert elements(answer(plan, "channels-later", "goal-touches-no-customer")) == ["repairs-dated"]


def test_unrealistic_timeframe(plan):
    plan["programs"]["ears-open"]["end"] = "2027-08-31"
    assert answer(plan, "channels-later", "unrealistic-timeframe")["items"] == []
    plan["programs"]["promised-day"]["duration"] = 300
    a = answer(plan, "channels-later", "unrealistic-timeframe")
    assert [(i["element"], i["goal"], i["days"]) for i in a["items"]] == [("promised-day", "repairs-dated", "26")]


def test_what_would_have_to_go(plan):
    plan["programs"]["ears-open"]["end"] = "2027-08-31"
    program = plan["programs"]["promised-day"]
    program["duration"] = 300
    what = lambda: answer(plan, "channels-later", "unrealistic-timeframe")["items"][0]["would_have_to_go"]
    assert what().startswith("To keep the day, 26 of its 300 days would have to go.")
    plan["activities"]["late-work"] = {"title": "Late work", "part_of": "promised-day", "start": "2028-12-01"}
    assert 'After the day come "Late work" (late-work).' in what()
    del plan["activities"]["late-work"]
    program["start"] = "2029-01-01"
    assert "the program or the day would have to go" in what()
    plan["programs"]["before"] = {"title": "Before", "start": "2027-01-01", "duration": 700}
    program.update(start="2027-01-10", duration=30, depends_on="before")
    assert what() == 'To keep the day, waiting for "Before" (before) would have to go.'


def test_no_listening_loop(plan):
    a = answer(plan, "channels-later", "no-listening-loop")
    assert a["sentence"] == "The listening loop lacks an assessment planned for afterwards."
    plan["assessments"]["next-talks"] = {"title": "Talks again", "subject": "customers", "date": "2028-01-15"}
    assert "closed" in answer(plan, "channels-later", "no-listening-loop")["sentence"]
    del plan["programs"]["ears-open"]
    plan["programs"]["fit-first"].pop("reviewed_by")
    s = answer(plan, "channels-later", "no-listening-loop")["sentence"]
    assert "a program that listens" in s and "a review inside 1 program" in s


def test_missing_element(plan):
    del plan["missions"]
    a = answer(plan, "smacad", "missing-element")
    assert a["sentence"].startswith("Missing of the six elements: mission")
    states = [(i["state"]) for i in a["items"]]
    assert len(states) == 6 and states[1] == "not started"


def test_one_sided_benefits(plan):
    a = answer(plan, "smacad", "one-sided-benefits")
    assert a["sentence"].startswith("1 goal serves")  # the workshop's goal: only the customer gains
    assert a["items"][0]["goal"] == "repairs-dated" and a["items"][0]["gains"] == "the customer"
    plan["goals"]["repairs-dated"]["delivers"].append("fees")
    assert "At least two sides" in answer(plan, "smacad", "one-sided-benefits")["sentence"]


def test_made_without_market(plan):
    assert answer(plan, "smacad", "made-without-market")["items"] == []
    del plan["programs"]["fit-first"]["co_created_with"]
    a = answer(plan, "smacad", "made-without-market")
    assert elements(a) == ["fit-first"] and "1 program is" in a["sentence"]
    del plan["co_created_with"]
    assert answer(plan, "smacad", "made-without-market")["sentence"].startswith("Nobody from the market")


def test_roi(plan):
    a = answer(plan, "smacad", "roi")
    whole = a["items"][0]
    low, mid, high = (float(whole[k]) for k in ("p10", "expected", "p90"))
    assert low < mid < high and 0 <= float(whole["probability_of_loss"]) <= 1
    assert a == answer(plan, "smacad", "roi")  # the same everywhere, although it is drawn
    plan["benefits"]["fees"].pop("value")
    assert "Nobody can tell" in answer(plan, "smacad", "roi")["sentence"]


def test_roi_of_each_program():
    """A benefit is divided down to the programs by shares and contributions, and each pays for itself."""
    plan = {
        "northline": 1, "as_of": "2026-11-21", "start": "2027-01-01", "end": "2027-12-31", "currency": "EUR",
        "visions": {"v": {"title": "V"}},
        "goals": {"top": {"title": "Top", "supports": "v", "delivers": {"sales": {"share": 0.8}}},
                  "low": {"title": "Low", "supports": {"top": 25}}},
        "benefits": {"sales": {"title": "Sales", "value": 100000, "beneficiary": "company"},
                     "thanks": {"title": "Thanks", "value": 50000, "beneficiary": "customer"}},
        "resources": {"money": {"title": "Money", "type": "budget", "capacity": 90000}},
        "programs": {
            "big": {"title": "Big", "contributes_to": {"top": 75}, "consumes": {"money": {"money": 20000}}},
            "small": {"title": "Small", "contributes_to": {"low": 30},
                      "consumes": {"money": {"money": {"low": 20000, "likely": 30000, "high": 40000}}}},
            "direct": {"title": "Direct", "delivers": {"sales": {"share": 0.2}}, "budget": 5000},
            "bare": {"title": "Bare", "consumes": {"money": {"money": 10000}}},
        },
    }
    items = {i["element"]: i for i in answer(plan, "smacad", "roi")["items"] if i.get("expected")}
    year = 365 / 365.25
    assert float(items["big"]["expected"]) == pytest.approx(100000 * year * 0.8 * 0.75 - 20000, abs=0.01)
    assert float(items["small"]["expected"]) == pytest.approx(100000 * year * 0.8 * 0.25 - 30000, abs=0.01)
    assert float(items["direct"]["expected"]) == pytest.approx(100000 * year * 0.2 - 5000, abs=0.01)
    assert "bare" not in items
    assert float(items["big"]["probability_of_loss"]) == 0 and float(items["small"]["probability_of_loss"]) > 0.9
    assert float(items["small"]["p10"]) < float(items["small"]["expected"]) < float(items["small"]["p90"])
    assert "1 program is expected to cost more" in answer(plan, "smacad", "roi")["sentence"]
    # What the programs get of a benefit is never more than it is worth.
    whole = float(items["strategy"]["expected"]) if "strategy" in items else None
    parts = sum(float(items[p]["expected"]) for p in ("big", "small", "direct"))
    if whole is not None:
        assert parts - 10000 == pytest.approx(whole, abs=1)


def test_any_size(plan):
    small = copy.deepcopy(plan)
    small["organisation"]["employees"] = 5
    for topic in ("disclosure", "moderation", "crisis"):
        small["policies"] = {k: p for k, p in small["policies"].items() if p["topic"] != topic}
    for s in ("name-test", "shop-talks", "rival-visits", "bench-count"):
        del small["assessments"][s]
    del small["insights"]["shops-send"]
    p = report(small, "landscape")
    assert "small" in p["answers"]["any-size"]["sentence"]
    assert not any("Nobody has looked" in i["text"] for m in step(p, "assess")["missing"] for i in m["items"])
    assert not any("no policy" in i["text"] for m in step(p, "policy")["missing"] for i in m["items"])
    large = copy.deepcopy(plan)
    large["organisation"] = {"employees": 2000, "managers": 200, "executives": 20, "customers": 800000}
    for i in range(30):
        large["stakeholders"][f"lead-{i}"] = {"title": f"Lead {i}", "type": "manager", "department": f"Department {i}"}
        large["programs"][f"work-{i}"] = {"title": f"Work {i}", "owned_by": [f"lead-{i}"],
                                          "contributes_to": {"courses-full": 1}}
    a = answer(large, "landscape", "any-size")
    assert len(a["items"]) == 10 and a["left_out"] == 23
    assert all(i["department"] and i["assessed"] is None for i in a["items"])
    for p in run(large).values():
        for s in p["steps"]:
            assert all(len(m["items"]) <= 10 for m in s["missing"])
    assert len(answer(large, "landscape", "any-size", "--most", "40")["items"]) == 33


def test_large_organisations_get_the_report_by_department(plan):
    assert all(p["departments"] == [] for p in run(plan).values())
    plan["organisation"] = {"employees": 2000}
    for i in range(3):
        plan["stakeholders"][f"lead-{i}"] = {"title": f"Lead {i}", "type": "manager", "department": "Sales" if i else "Repairs"}
        plan["programs"][f"work-{i}"] = {"title": f"Work {i}", "owned_by": [f"lead-{i}"]}
    for name, p in run(plan).items():
        found = {d["department"]: d for d in p["departments"]}
        assert found["Sales"]["owns"] == 2 and found["Repairs"]["owns"] == 1
        seen = {i["element"] for s in found["Sales"]["steps"] for i in s["items"]}
        assert seen <= {"work-1", "work-2", "lead-1", "lead-2"}
        if name == "smacad":
            assert {"work-1", "work-2"} <= seen
            # All that is open there is in the whole report too, unless it weighs too little to be listed.
            steps = {s["name"] for s in p["steps"] if s["missing"] or s["early"]}
            assert {s["name"] for s in found["Sales"]["steps"]} <= steps
    text = subprocess.run([BIN, "practice", "-", "--practice", "smacad"], input=json.dumps(plan), capture_output=True,
                          text=True, timeout=60).stdout
    assert "By department" in text and "Sales: 2 goals and programs" in text

"""The example strategies: complete, readable aloud, true to their figures, and wrong only where they mean to be.

The figures of the three organisations lie beside the clone (`../shared/data/benchmarks.json`). Where they do,
every number in them must be found in the document through the tables below; without them the tables must
still point at something.
"""
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STRATEGIES = ROOT / "examples" / "strategies"
PLAN = ROOT / "examples" / "stratml" / "tarnbrook-plan.xml"
SHARED = Path(os.environ.get("NORTHLINE_SHARED") or ROOT.parent / "shared")
BENCHMARKS = SHARED / "data" / "benchmarks.json"

DOCUMENTS = {"kestrel-ledger": "software-company", "tarnbrook-council": "council", "oat-and-ember": "shop"}
KINDS = (
    "visions missions values assessments insights goals benefits audiences stakeholders channels programs "
    "activities resources metrics benchmarks policies capabilities risks exclusions"
).split()
NUMBER = re.compile(r"(?<![A-Za-z\d.])\d[\d,]*(?:\.\d+)?")


def load(name):
    return json.loads((STRATEGIES / f"{name}.json").read_text(encoding="utf-8"))


def elements(document):
    return {i: (kind, e) for kind in KINDS for i, e in document.get(kind, {}).items()}


def lookup(document, pointer):
    value = document
    for part in pointer.strip("/").split("/"):
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (KeyError, IndexError, ValueError, TypeError):
            raise AssertionError(f"{document['id']}: nothing stands at {pointer} (stopped at {part!r})") from None
    return value


def numbers_in(text):
    return [float(n.replace(",", "")) for n in NUMBER.findall(text)]


# ---- where a figure of the data stands in a document ---------------------------------------------------------
class At:
    """A number at a pointer, or that number times a factor where the document keeps another unit."""

    def __init__(self, pointer, times=1.0):
        self.pointer, self.times = pointer, times

    def holds(self, document, figure):
        value = lookup(document, self.pointer)
        assert isinstance(value, (int, float)), f"{document['id']}: {self.pointer} is not a number but {value!r}."
        return figure is None or value * self.times == pytest.approx(figure, rel=1e-9)


class Says:
    """A text at a pointer that states the number in figures."""

    def __init__(self, pointer):
        self.pointer = pointer

    def holds(self, document, figure):
        text = lookup(document, self.pointer)
        assert isinstance(text, str), f"{document['id']}: {self.pointer} is not a text but {text!r}."
        return figure is None or figure in numbers_in(text)


class Often:
    """A cadence at a pointer, counted over a week, a month or a year."""

    YEARLY = {"daily": 365, "weekly": 52, "fortnightly": 26, "monthly": 12, "quarterly": 4, "yearly": 1}

    def __init__(self, pointer, per):
        self.pointer, self.per = pointer, per

    def holds(self, document, figure):
        cadence = lookup(document, self.pointer)
        if isinstance(cadence, str):
            yearly = self.YEARLY[cadence]
        elif "per_week" in cadence:
            yearly = cadence["per_week"] * 52
        else:  # the rules of the examples count the times of one year
            yearly = int(re.search(r"COUNT=(\d+)", cadence["rrule"])[1])
        times = yearly / {"week": 52, "month": 12, "year": 1}[self.per]
        return figure is None or times == pytest.approx(figure, rel=1e-9)


class Same:
    """A text, such as a day, taken over as it is."""

    def __init__(self, pointer):
        self.pointer = pointer

    def holds(self, document, figure):
        value = lookup(document, self.pointer)
        return figure is None or value == figure


def metric(name, part="targets/0/value"):
    return At(f"/metrics/{name}/{part}")


def kestrel():
    table = {
        "annual_revenue": metric("annual-revenue", "baseline/value"),
        "marketing_budget": At("/resources/marketing-budget/capacity"),
        "marketing_share_pct": metric("marketing-share"),
        "paid_media_budget": At("/resources/paid-media-budget/capacity"),
        "evaluation_budget": At("/resources/evaluation-budget/capacity"),
        "content_capacity/hours_per_fte_week": At("/resources/content-lead-hours/committed"),
        "content_capacity/derivation": [Says("/resources/content-lead-hours/description")] * 4,
        "content_capacity/content_fte": Says("/resources/content-desk/description"),
        "content_capacity/hours_available": At("/resources/content-desk/capacity"),
        "content_capacity/hours_needed": metric("content-hours", "observations/0/value"),
        "content_capacity/utilisation_pct": metric("content-utilisation", "observations/0/value"),
        "content_capacity/hours_per_post_basis": [Says("/resources/content-desk/description")] * 3,
        "blog/posts_per_month": Often("/activities/blog-posts/cadence", "month"),
        "blog/hours_per_post": At("/activities/blog-posts/hours_each"),
        "blog/hours_per_week": At("/activities/blog-posts/consumes/content-desk/hours_per_week"),
        "newsletter/issues_per_month": Often("/activities/newsletter-issues/cadence", "month"),
        "newsletter/hours_per_issue": At("/activities/newsletter-issues/hours_each"),
        "newsletter/hours_per_week": At("/activities/newsletter-issues/consumes/content-desk/hours_per_week"),
        "newsletter/subscribers": metric("newsletter-subscribers", "baseline/value"),
        "newsletter/open_rate_pct": metric("newsletter-open-rate"),
        "newsletter/click_rate_pct": metric("newsletter-click-rate"),
        "newsletter/unsubscribe_pct": metric("newsletter-unsubscribe-rate"),
        "webinar/per_month": Often("/activities/webinar-evenings/cadence", "month"),
        "webinar/hours_each": At("/activities/webinar-evenings/hours_each"),
        "webinar/hours_per_week": At("/activities/webinar-evenings/consumes/content-desk/hours_per_week"),
        "webinar/registrants": metric("webinar-registrants"),
        "webinar/attendance_pct": metric("webinar-attendance"),
        "website_visitors_per_month": metric("website-visitors", "baseline/value"),
        "funnel/rates/lead_to_mql": metric("lead-to-mql"),
        "funnel/rates/mql_to_sql": metric("mql-to-sql"),
        "funnel/rates/sql_to_opportunity": metric("sql-to-opportunity"),
        "funnel/rates/opportunity_to_won": metric("opportunity-to-won"),
        "funnel/leads/linkedin_single_image": metric("leads-linkedin-single-image"),
        "funnel/leads/linkedin_document": metric("leads-linkedin-document"),
        "funnel/leads/google_search": metric("leads-google-search"),
        "funnel/leads/meta_retargeting": metric("leads-meta-retargeting"),
        "funnel/leads/website_organic": metric("leads-website"),
        "funnel/leads_total": metric("leads-total"),
        "funnel/mql": metric("mql"),
        "funnel/sql": metric("sql"),
        "funnel/opportunities": metric("opportunities"),
        "funnel/won": metric("won"),
        "funnel/acv": metric("acv"),
        "funnel/new_arr": metric("new-arr"),
        "derived/blended_cpl_paid": metric("cpl-paid"),
        "derived/cac_all_marketing": metric("cac"),
        "derived/roas_all": metric("roas-all"),
        "goals/0/period": [Says("/goals/pipeline/due")],
        "goals/1/period": [Says("/goals/ready-to-talk/due")],
        "goals/5/limit": metric("unsubscribe-rate", "targets/0/worst"),
        "audiences/0": [Says("/audiences/finance-directors/title")] * 2,
        "non_goals/1": [Says("/exclusions/no-tiktok-2027/title")],
        "policies/2": [Says("/policies/spend-changes/text")],
        "policies/3": [At(f"/policies/evaluation-rule/limits/evaluation_share/{i}", 100) for i in (0, 1)],
    }
    for key, channel in (
        ("linkedin", "linkedin-ads"),
        ("google_search", "google-search"),
        ("meta_retargeting", "meta-retargeting"),
        ("creators", "creators"),
    ):
        table[f"paid_split/{key}"] = At(f"/channels/{channel}/consumes/paid-media-budget/money")
    # A full post is 37.5 hours a week.
    people = "head-of-marketing demand-generation content-lead social-media designer video".split()
    for i, person in enumerate(people):
        table[f"team/{i}/fte"] = At(f"/resources/{person}-hours/capacity", 1 / 37.5)
    for channel, activity in (
        ("linkedin", "linkedin-posts"),
        ("x", "x-posts"),
        ("youtube", "youtube-videos"),
        ("instagram", "instagram-posts"),
    ):
        table[f"channels/{channel}/followers_start"] = metric(f"{channel}-followers", "baseline/value")
        table[f"channels/{channel}/followers_12m"] = metric(f"{channel}-followers")
        table[f"channels/{channel}/growth_pct_month"] = metric(f"{channel}-growth")
        table[f"channels/{channel}/posts_per_week"] = Often(f"/activities/{activity}/cadence", "week")
        table[f"channels/{channel}/hours_per_post"] = At(f"/activities/{activity}/hours_each")
        table[f"channels/{channel}/hours_per_week"] = At(
            f"/activities/{activity}/consumes/content-desk/hours_per_week"
        )
    measured = "opportunities mql cpl-linkedin linkedin-engagement-rate response-time unsubscribe-rate".split()
    for i, name in enumerate(measured):
        table[f"goals/{i}/baseline"] = metric(name, "baseline/value")
        table[f"goals/{i}/target"] = metric(name)
    return table


def tarnbrook():
    table = {
        "kind": [At("/organisation/customers")],
        "budget/campaigns": At("/resources/campaign-budget/capacity"),
        "budget/evaluation": At("/resources/evaluation-budget/capacity"),
        "budget/evaluation_share_pct": metric("evaluation-share", "observations/0/value"),
        "budget/staff": At("/resources/staff-budget/capacity"),
        "budget/programmes_sum": metric("programme-money", "observations/0/value"),
        "budget/unallocated": metric("unallocated-money", "observations/0/value"),
        # The document counts ceilings by the week, as calendars do.
        "channels/facebook/max_posts_per_day": At("/channels/facebook/ceiling/per_week", 1 / 7),
        "channels/instagram/max_posts_per_day": At("/channels/instagram/ceiling/per_week", 1 / 7),
        "channels/nextdoor/members": metric("nextdoor-members", "baseline/value"),
        "channels/x/followers": metric("x-followers", "observations/0/value"),
        "channels/resident_newsletter/subscribers": metric("newsletter-subscribers", "baseline/value"),
        "channels/resident_newsletter/issues_per_year": Often("/activities/newsletter-issues/cadence", "year"),
        "channels/resident_newsletter/open_rate_pct": metric("newsletter-open-rate", "observations/0/value"),
        "channels/resident_newsletter/click_rate_pct": metric("newsletter-click-rate", "observations/0/value"),
        "goals/0/metric": [At("/metrics/informed-share/sample")],
        "goals/1/note": [
            metric("engagement-rate"),
            Says("/benchmarks/facebook-followers-basis/description"),
            At("/benchmarks/facebook-followers-basis/value"),
            At("/benchmarks/facebook-impressions-basis/value"),
        ],
        "programmes/0/outputs": [metric("food-waste-doors"), metric("food-waste-post-count")],
        "programmes/0/outtakes": [metric("caddy-recognition")],
        "programmes/0/outcomes": [
            metric("food-caddy-participation", "baseline/value"),
            metric("food-caddy-participation"),
        ],
        "programmes/1/outcome": [metric("foster-enquiries", "baseline/value"), metric("foster-enquiries")],
        "programmes/2/outcome": [metric("budget-responses", "baseline/value"), metric("budget-responses")],
        "pre_election_period/start": Same("/policies/election-quiet/windows/0/start"),
        "pre_election_period/end": Same("/policies/election-quiet/windows/0/end"),
    }
    # A full post is 37 hours a week.
    people = "communications-manager communications-officer digital-officer designer".split()
    for i, person in enumerate(people):
        table[f"team/{i}/fte"] = At(f"/resources/{person}-hours/capacity", 1 / 37)
    for channel in ("facebook", "instagram", "linkedin"):
        table[f"channels/{channel}/followers"] = metric(f"{channel}-followers", "baseline/value")
        table[f"channels/{channel}/target_12m"] = metric(f"{channel}-followers")
    for channel in ("facebook", "instagram", "linkedin", "nextdoor"):
        table[f"channels/{channel}/planned_posts_per_week"] = Often(f"/activities/{channel}-posts/cadence", "week")
    for i, name in enumerate("informed-share engagement-rate easy-share recycling-rate".split()):
        table[f"goals/{i}/baseline"] = metric(name, "baseline/value")
        table[f"goals/{i}/target"] = metric(name)
    for i, name in enumerate("food-waste foster-carers-campaign budget-consultation winter-ready".split()):
        table[f"programmes/{i}/budget"] = At(f"/programs/{name}/budget")
        table[f"programmes/{i}/start"] = Same(f"/programs/{name}/start")
        table[f"programmes/{i}/end"] = Same(f"/programs/{name}/end")
    return table


def oat():
    def seen(name):
        return metric(name, "observations/0/value")

    table = {
        "annual_revenue": metric("annual-revenue", "baseline/value"),
        "marketing_budget": At("/resources/marketing-budget/capacity"),
        "paid_media_budget": At("/resources/paid-media-budget/capacity"),
        "meta_budget": At("/resources/meta-budget/capacity"),
        "meta_totals/spend": seen("meta-spend"),
        "meta_totals/impressions": seen("meta-impressions"),
        "meta_totals/clicks": seen("meta-clicks"),
        "meta_totals/orders": seen("meta-orders"),
        "meta_totals/aov": seen("order-value"),
        "meta_totals/attributed_revenue": seen("meta-revenue"),
        "meta_totals/value_12m_per_customer": seen("customer-value"),
        "meta_totals/roas_12m": seen("roas-twelve-months"),
        "meta_totals/roas_first_order": seen("roas-first-order"),
        "meta_totals/mean_of_monthly_cpm": seen("cpm-monthly-mean"),
        "meta_totals/true_cpm": seen("cpm"),
        "assumptions/ctr_pct": seen("ctr"),
        "assumptions/cvr_pct": seen("cvr"),
        "assumptions/note": [
            Says("/metrics/ctr/method"),
            At("/benchmarks/shop-conversion-median/value"),
            At("/benchmarks/shop-conversion-upper/value"),
        ],
        "channels/instagram/followers": metric("instagram-followers", "baseline/value"),
        "channels/instagram/posts_per_week": Often("/activities/instagram-posts/cadence", "week"),
        "channels/instagram/engagement_rate_followers_pct": metric("instagram-engagement", "baseline/value"),
        "channels/tiktok/followers": metric("tiktok-followers", "baseline/value"),
        "channels/tiktok/posts_per_week": Often("/activities/tiktok-videos/cadence", "week"),
        "channels/tiktok/engagement_rate_followers_pct": metric("tiktok-engagement", "baseline/value"),
        "channels/email/subscribers": metric("email-subscribers", "baseline/value"),
        "channels/email/sends_per_month": Often("/activities/email-sends/cadence", "month"),
        "channels/email/open_rate_pct": metric("email-open-rate"),
        "channels/email/click_rate_pct": metric("email-click-rate", "baseline/value"),
        "channels/email/unsubscribe_pct": seen("email-unsubscribe-rate"),
        "channels/creators/per_year": Often("/activities/creator-parcels/cadence", "year"),
        "channels/creators/price_range/0": At("/activities/creator-parcels/cost_each/low"),
        "channels/creators/price_range/1": At("/activities/creator-parcels/cost_each/high"),
        "lesson": [
            seen("roas-first-order"),
            Says("/metrics/roas-twelve-months/method"),
            seen("roas-twelve-months"),
            At("/benchmarks/meta-roas-published/value/low"),
            At("/benchmarks/meta-roas-published/value/high"),
        ],
    }
    for i in range(8):
        table[f"seasonality/{i}/month"] = [Says(f"/metrics/meta-spend-monthly/observations/{i}/start")] * 2
        for part, name in (
            ("spend", "meta-spend-monthly"),
            ("cpm", "cpm-monthly"),
            ("impressions", "meta-impressions-monthly"),
            ("clicks", "meta-clicks-monthly"),
        ):
            table[f"seasonality/{i}/{part}"] = metric(name, f"observations/{i}/value")
    return table


TABLES = {"kestrel-ledger": kestrel(), "tarnbrook-council": tarnbrook(), "oat-and-ember": oat()}
# Names of entries in the data, no figures of the organisation.
NAMES = {"id", "benchmark", "evaluation_rule"}


def figures(value, path=""):
    """Every leaf of the data that holds a figure: (path, number) or (path, text)."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in NAMES:
                yield from figures(part, f"{path}/{key}" if path else key)
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from figures(part, f"{path}/{i}")
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, (int, float)) or numbers_in(value):
        yield path, value


@pytest.mark.parametrize("organisation", DOCUMENTS)
def test_every_figure_of_the_data_appears(organisation, capsys):
    document, table = load(DOCUMENTS[organisation]), TABLES[organisation]
    data = {}
    if BENCHMARKS.is_file():
        found = json.loads(BENCHMARKS.read_text(encoding="utf-8"))["examples"]
        data = dict(figures(next(e for e in found if e["id"] == organisation)))
        left = [path for path in data if path not in table]
        assert not left, f"{organisation}: these figures of the data are mapped to nothing: {left}"
        stale = [path for path in table if path not in data]
        assert not stale, f"{organisation}: the table maps what the data does not have: {stale}"
    for path, places in table.items():
        figure = data.get(path)
        if isinstance(places, list):
            parts = numbers_in(figure) if figure is not None else [None] * len(places)
            assert len(parts) == len(places), f"{organisation}: {path} holds {parts}, the table {len(places)} places."
        else:
            places, parts = [places], [figure]
        for place, part in zip(places, parts):
            assert place.holds(document, part), (
                f"{organisation}: {path} is {part} in the data, but {place.pointer} holds "
                f"{lookup(document, place.pointer)!r}."
            )
    with capsys.disabled():
        print(f"\n{organisation}: {len(data)} cases from {'the data beside the clone' if data else 'nowhere'}")


def every_document():
    return [*DOCUMENTS.values(), "bakery"]


@pytest.mark.parametrize("name", DOCUMENTS.values())
def test_an_organisation_is_written_out_in_full(name):
    document = load(name)
    assert len(elements(document)) >= 80
    assert document["as_of"] == "2026-11-21"
    assert {"name", "employees", "managers", "executives", "customers"} <= document["organisation"].keys()
    for member in ("practices", "owned_by", "approved_by", "sponsored_by", "co_created_with"):
        assert document.get(member), f"{name}.json: the strategy itself lacks {member}."


def test_the_beginners_strategy_is_small():
    assert 12 <= len(elements(load("bakery"))) <= 25


@pytest.mark.parametrize("name", every_document())
def test_ids_and_titles_are_unique_and_readable(name):
    text = (STRATEGIES / f"{name}.json").read_text(encoding="utf-8")
    document = load(name)
    ids = [i for kind in KINDS for i in document.get(kind, {})]
    assert len(ids) == len(set(ids)), f"{name}.json: an id stands in two kinds."
    odd = [i for i in [document["id"], *ids] if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)]
    assert not odd, f"{name}.json: these ids are not words joined by hyphens: {odd}"
    seen = {}
    for i, (_, element) in elements(document).items():
        title = element.get("title", "")
        assert title and title == title.strip(), f"{name}.json: {i} needs a title."
        assert title.casefold() not in seen, f"{name}.json: {i} and {seen[title.casefold()]} share {title!r}."
        seen[title.casefold()] = i
    deep = [line for line in text.splitlines() if (len(line) - len(line.lstrip(" "))) % 2 or "\t" in line]
    assert not deep, f"{name}.json: indented by other than two spaces: {deep[:3]}"
    assert json.loads(text, object_pairs_hook=no_repeats)


def no_repeats(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"A member stands twice among {names}."
    return dict(pairs)


# ---- "so that" -----------------------------------------------------------------------------------------------
PROPER = ("LinkedIn", "Meta", "Instagram", "TikTok", "Kestrel", "Oat", "Tarnbrook", "Kornelia")


def clause(title):
    return title if title.startswith(PROPER) else title[0].lower() + title[1:]


def parents(element):
    for relation in ("refines", "supports"):
        yield from element.get(relation, [])


def chain(document, goal):
    """The goal's title and those of what it serves, up to a vision."""
    titles, at, visited = [], goal, set()
    while True:
        assert at not in visited, f"{document['id']}: {goal} runs in a circle at {at}."
        visited.add(at)
        kind, element = elements(document)[at]
        titles.append(element["title"])
        if kind == "visions":
            return titles
        above = list(parents(element))
        assert len(above) == 1, f"{document['id']}: {at} has {len(above)} parents, so its chain cannot be read."
        at = above[0]


@pytest.mark.parametrize("name", every_document())
def test_every_goal_can_be_read_aloud_up_to_the_vision(name):
    document = load(name)
    for goal, element in document["goals"].items():
        title = element["title"]
        words = title.split()
        assert 4 <= len(words) <= 14, f"{name}.json: {goal} is no clause: {title!r}"
        assert not re.search(r"[.:;!?]|so that|\d", title), f"{name}.json: {goal} cannot be spoken: {title!r}"
        # A clause starts with who it is about, not with a verb in the infinitive.
        assert words[0].lower() not in {"to", "increase", "improve", "grow", "raise", "reduce", "make", "get", "be"}
        titles = chain(document, goal)
        sentence = ", so that ".join([titles[0], *map(clause, titles[1:])]) + "."
        assert len(titles) >= 2 and sentence[0].isupper() and sentence.count(" so that ") == len(titles) - 1
        assert len(sentence) < 400, f"{name}.json: nobody can say this in a breath: {sentence}"


# ---- the checks ----------------------------------------------------------------------------------------------
def tool():
    path = os.environ.get("NORTHLINE_BIN")
    if not path or not Path(path).is_file():
        pytest.skip("NORTHLINE_BIN names no tool.")
    return path


def findings(path):
    run = subprocess.run(
        [tool(), "check", "--strict", "--fail-on", "never", "--format", "json", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"{path.name}: the check could not run:\n{run.stderr}{run.stdout}"
    return {(f["code"], f["focus"]): f for f in json.loads(run.stdout)["findings"]}


def above_advice(found):
    return {at: f["message"] for at, f in found.items() if f["severity"] != "advice"}


@pytest.mark.parametrize("name", DOCUMENTS.values())
def test_the_checks_find_the_listed_defects_and_nothing_else(name):
    listed = json.loads((STRATEGIES / f"{name}.defects.json").read_text(encoding="utf-8"))
    assert listed["strategy"] == f"{name}.json"
    known = elements(load(name))
    for defect in listed["defects"]:
        assert re.fullmatch(r"NL\d{3}", defect["code"]) and defect["why"].endswith(".")
        assert defect["focus"] in known, f"{name}: {defect['code']} looks at {defect['focus']}, which is not there."
    # Some of the listed defects are mere advice to an organisation of that size, but everything graver is listed.
    listed = {(d["code"], d["focus"]) for d in listed["defects"]}
    found = findings(STRATEGIES / f"{name}.json")
    missed = listed - found.keys()
    extra = {at: said for at, said in above_advice(found).items() if at not in listed}
    assert not missed, f"{name}: listed, but not found: {sorted(missed)}"
    assert not extra, f"{name}: found, but not listed: {extra}"


def patched(document, operations):
    """A copy of the document with the operations of a JSON Patch (RFC 6902) done: add, remove and replace."""
    document = json.loads(json.dumps(document))
    for o in operations:
        *way, last = o["path"].lstrip("/").split("/")
        at = lookup(document, "/".join(way)) if way else document
        if isinstance(at, list):
            last = len(at) if last == "-" else int(last)
        if o["op"] == "add" and isinstance(at, list):
            at.insert(last, o["value"])
        elif o["op"] == "add":
            at[last] = o["value"]
        else:
            assert last < len(at) if isinstance(at, list) else last in at, f"Nothing stands at {o['path']}."
            assert o["op"] in ("remove", "replace"), f"{o['op']} is no operation of these."
            if o["op"] == "remove":
                del at[last]
            else:
                at[last] = o["value"]
    return document


def mended(name):
    defects = json.loads((STRATEGIES / f"{name}.defects.json").read_text(encoding="utf-8"))["defects"]
    return patched(load(name), [operation for d in defects for operation in d["mend"]])


@pytest.mark.parametrize("name", DOCUMENTS.values())
def test_once_every_defect_is_mended_nothing_above_advice_is_left(name, tmp_path):
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps(mended(name)), encoding="utf-8")
    found = findings(path)
    assert above_advice(found) == {}
    listed = json.loads((STRATEGIES / f"{name}.defects.json").read_text(encoding="utf-8"))["defects"]
    again = [(d["code"], d["focus"]) for d in listed if (d["code"], d["focus"]) in found]
    assert not again, f"{name}: mended, and found again: {again}"


def test_the_beginners_strategy_has_nothing_to_mend():
    assert above_advice(findings(STRATEGIES / "bakery.json")) == {}


# ---- StratML -------------------------------------------------------------------------------------------------
SPACE = "{urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport}"


def test_the_stratml_plan_is_whole():
    plan = ElementTree.parse(PLAN).getroot()
    assert plan.tag == SPACE + "PerformancePlanOrReport" and plan.get("Type") == "Performance_Plan"

    def count(tag):
        return len(list(plan.iter(SPACE + tag)))

    assert (count("Goal"), count("Objective")) == (3, 6)
    assert count("PerformanceIndicator") >= 6 and count("TargetResult") >= 6 and count("ActualResult") >= 6
    assert {e.text for e in plan.iter(SPACE + "RoleType")} == {"Performer", "Beneficiary"}
    blank = [e.tag for e in plan.iter() if len(e) == 0 and not (e.text or "").strip()]
    assert not blank, f"The plan leaves these empty: {blank}"
    ids = [e.text for e in plan.iter(SPACE + "Identifier")]
    assert len(ids) == len(set(ids))
    assert all(e.text in ids for e in plan.iter(SPACE + "ReferentIdentifier"))


def test_the_stratml_plan_is_valid():
    schema = SHARED / "data" / "schemas" / "stratml-part2-2.2.6.xsd"
    if not schema.is_file() or not shutil.which("xmllint"):
        pytest.skip("The schema does not lie beside the clone, or xmllint is missing.")
    run = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", str(schema), str(PLAN)], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


def test_the_stratml_plan_converts_without_a_repair(tmp_path):
    run = subprocess.run([tool(), "convert", str(PLAN), "--to", "json"], capture_output=True, text=True)
    assert run.returncode == 0, f"The plan of our own needed repairs:\n{run.stderr}"
    document = json.loads(run.stdout)
    titles = {e["title"] for e in document["goals"].values()}
    wanted = {e.find(SPACE + "Name").text for tag in ("Goal", "Objective") for e in ElementTree.parse(PLAN).iter(SPACE + tag)}
    assert wanted <= titles
    assert len(document["metrics"]) == 9

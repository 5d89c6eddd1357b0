"""The alignment score as docs/scores-definition.md defines it: slow, plain, with no help from the library.

It reads a document as a dict and knows nothing but that page; section numbers in comments are the page's.
Nothing here is fast on purpose: closures are walked again for every goal, strongly connected components are
found by asking who reaches whom, weeks are counted one by one.
"""

from __future__ import annotations

import datetime
import json
import math
import sys
from dataclasses import dataclass, field

DIMENSIONS = ("direction", "need", "grounding", "audience", "means", "measurement", "accountability",
              "governance", "readiness", "timing")

PARAMETERS = {
    "no_findings": 0.5,
    "late_assessment": 0.5,
    "validity_days": 365,
    "slack_worth": 0.5,
    "group_owner": 0.5,
    "opposition_influence": 0.5,
    "no_outcome": 0.5,
    "leaves": {"culture": 3, "leadership": 3, "governance": 3, "technology": 1},
    "own_share": 0.5,
    "sound_at": 0.5,
    "required_topics": {
        "every": ["conduct"],
        "online_talk": ["moderation", "crisis"],
        "paid": ["disclosure"],
        "personal_data": ["privacy"],
    },
}

KINDS = {
    "visions": "vision", "missions": "mission", "values": "value", "assessments": "assessment",
    "insights": "insight", "goals": "goal", "benefits": "benefit", "audiences": "audience",
    "stakeholders": "stakeholder", "channels": "channel", "programs": "program", "activities": "activity",
    "resources": "resource", "metrics": "metric", "benchmarks": "benchmark", "policies": "policy",
    "capabilities": "capability", "risks": "risk", "exclusions": "exclusion",
}

# Only the relations the score reads: from which kinds, to which kinds, and what a bare value means.
RELATIONS = {
    "supports": (("goal", "mission"), ("goal", "vision", "mission"), "contribution"),
    "refines": (("goal",), ("goal",), "weight"),
    "contributes_to": (("program", "activity"), ("goal",), "contribution"),
    "based_on": (("goal",), ("assessment", "insight"), None),
    "found_in": (("insight",), ("assessment",), None),
    "felt_by": (("insight",), ("audience", "stakeholder"), None),
    "addresses": (("goal", "program"), ("insight",), "degree"),
    "serves": (("goal", "program"), ("audience", "stakeholder"), "priority"),
    "present_on": (("audience",), ("channel",), "share"),
    "reaches": (("channel",), ("audience",), "share"),
    "uses": (("program", "activity"), ("channel",), "degree"),
    "consumes": (("program", "activity", "channel"), ("resource",), None),
    "needs": (("goal", "program"), ("capability",), "level"),
    "depends_on": (("program", "activity"), ("program", "activity"), "lag"),
    "part_of": (("program", "activity"), ("program",), None),
    "measured_by": (("goal", "program"), ("metric",), "weight"),
    "drives": (("metric",), ("metric",), "strength"),
    "replaced_by": (("metric",), ("metric",), None),
    "owned_by": (("goal", "program", "activity"), ("stakeholder",), "date"),
    "approved_by": (("goal", "program", "activity"), ("stakeholder",), "date"),
    "sponsored_by": (("strategy", "goal", "program", "activity"), ("stakeholder",), "date"),
    "reviewed_by": (("metric",), ("stakeholder",), "date"),
    "governed_by": (("program", "activity", "channel"), ("policy",), None),
}

FEELINGS = ("need", "frustration", "excitement", "sentiment")
HOURS_TYPES = ("person", "team", "agency")
INFINITY = math.inf


# ---- values (section 2) ---------------------------------------------------------------------------------

@dataclass(frozen=True)
class Value:
    score: float | None
    lower: float
    upper: float
    known: float

    def fixed(self) -> "Value":
        """The score held inside its own bounds, and a determined value made exact."""
        return self if self.score is None else Value(clamp(self.score, self.lower, self.upper), self.lower,
                                                     self.upper, self.known)

    def determined(self) -> "Value":
        return exact(self.lower) if self.lower == self.upper else self.fixed()

    def as_json(self) -> dict:
        return {"score": self.score, "lower": self.lower, "upper": self.upper, "known": self.known}


def exact(x: float) -> Value:
    return Value(x, x, x, 1.0)


def unknown(low: float = 0.0, high: float = 1.0) -> Value:
    return Value(None, low, high, 0.0)


def clamp(x: float, low: float, high: float) -> float:
    return min(max(x, low), high)


@dataclass(frozen=True)
class Weight:
    """A weight with the range it may lie in; a given one has no range."""
    low: float
    high: float
    point: float
    given: bool


def weights_of(written: list[float | None], top: float) -> list[Weight]:
    given = [w for w in written if w is not None]
    if not given:
        return [Weight(1.0, 1.0, 1.0, True) for _ in written]
    middle = sum(given) / len(given)
    return [Weight(0.0, top, middle, False) if w is None else Weight(w, w, w, True) for w in written]


def extreme_mean(values: list[float], weights: list[Weight], least: bool) -> float:
    """The least or greatest weighted mean that any choice of the weights gives."""
    found = []
    order = sorted((i for i, w in enumerate(weights) if not w.given), key=lambda i: values[i] if least else -values[i])
    for k in range(len(order) + 1):
        up = set(order[:k])
        chosen = [w.point if w.given else (w.high if i in up else w.low) for i, w in enumerate(weights)]
        total = sum(chosen)
        if total == 0:
            found.append(sum(values) / len(values))
        else:
            found.append(sum(c * v for c, v in zip(chosen, values)) / total)
    return min(found) if least else max(found)


def weighted_mean(parts: list[Value], weights: list[Weight]) -> Value:
    points = [w.point for w in weights]
    if sum(points) == 0:
        points = [1.0] * len(parts)
    total = sum(points)
    scored = [(p, v) for p, v in zip(points, parts) if v.score is not None]
    score = None
    if scored:
        divisor = sum(p for p, _ in scored)
        if divisor == 0:
            middle = sum(v.score for _, v in scored) / len(scored)
        else:
            middle = sum(p * v.score for p, v in scored) / divisor
        score = sum(p * (clamp(middle, v.lower, v.upper) if v.score is None else v.score)
                    for p, v in zip(points, parts)) / total
    known = sum(p * (v.known if w.given else 0.0) for p, v, w in zip(points, parts, weights)) / total
    if all(w.given for w in weights):
        lower = sum(p * v.lower for p, v in zip(points, parts)) / total
        upper = sum(p * v.upper for p, v in zip(points, parts)) / total
    else:
        lower = extreme_mean([v.lower for v in parts], weights, least=True)
        upper = extreme_mean([v.upper for v in parts], weights, least=False)
    return Value(score, lower, upper, known).fixed()


def mean(parts: list[Value], written: list[float | None], top: float = 1.0) -> Value:
    return weighted_mean(parts, weights_of(written, top))


def plain_mean(parts: list[Value]) -> Value:
    return mean(parts, [1.0] * len(parts))


# ---- reading (section 1) --------------------------------------------------------------------------------

def day(text) -> int | None:
    if not isinstance(text, str):
        return None
    try:
        return datetime.date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def point(q) -> float | None:
    if isinstance(q, bool) or q is None:
        return None
    if isinstance(q, (int, float)):
        return float(q)
    if isinstance(q, dict) and "low" in q and "high" in q:
        return float(q["likely"]) if "likely" in q else (q["low"] + q["high"]) / 2
    return None


@dataclass
class Relation:
    kind: str
    source: str
    target: str
    payload: dict

    def number(self, name: str) -> float | None:
        return point(self.payload.get(name))


@dataclass
class Demand:
    element: str | None   # the program or activity that takes it; None: a channel nobody uses
    resource: str
    hours: float | None   # a week; None: unknown
    money: float | None   # None: unknown
    first: int | None
    last: int | None

    @property
    def dated(self) -> bool:
        return self.first is not None and self.last is not None and self.last >= self.first

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @property
    def total_hours(self) -> float:
        return self.hours * self.days / 7

    def weeks(self) -> dict[int, float]:
        """Hours by ISO week: Monday is the first day, a part of a week counts by its days."""
        load: dict[int, float] = {}
        for d in range(self.first, self.last + 1):
            week = (d - 1) // 7  # day 1 of the calendar was a Monday
            load[week] = load.get(week, 0) + 1
        return {week: self.hours * days / 7 for week, days in load.items()}


def times_a_week(cadence) -> float | None:
    year = 365.25
    if isinstance(cadence, str):
        return {"daily": 7.0, "weekly": 1.0, "fortnightly": 0.5, "monthly": 12 * 7 / year, "quarterly": 4 * 7 / year,
                "half_yearly": 2 * 7 / year, "yearly": 7 / year}.get(cadence)
    if not isinstance(cadence, dict):
        return None
    if "per_week" in cadence:
        return float(cadence["per_week"])
    rule = dict(part.split("=", 1) for part in cadence["rrule"].split(";") if "=" in part)
    interval = int(rule.get("INTERVAL", "1"))
    days = len(set(rule["BYDAY"].split(","))) if "BYDAY" in rule else 0
    alone = {"DAILY": 7.0, "WEEKLY": 1.0, "MONTHLY": 12 * 7 / year, "YEARLY": 7 / year}[rule["FREQ"]]
    return (days if days else alone) / interval


# ---- the evaluator --------------------------------------------------------------------------------------

class Alignment:
    def __init__(self, document: dict):
        self.document = document
        self.root = document.get("id", "strategy")
        self.as_of = day(document.get("as_of"))
        self.currency = document.get("currency")
        scoring = document.get("scoring") or {}
        self.parameters = dict(PARAMETERS)
        self.parameters.update(scoring.get("parameters") or {})
        self.dimension_weights = dict(scoring.get("weights") or {})
        judged = ((scoring.get("comparisons") or {}).get("dimensions") or {}).get("judgements")
        if judged:
            from reference import pairwise

            names = list(dict.fromkeys(name for row in judged for name in row[:2]))
            weights = pairwise.weigh(pairwise.matrix_of(names, judged))["weights"]
            self.dimension_weights.update({n: len(names) * float(w) for n, w in zip(names, weights)})
        self.aggregate = scoring.get("aggregate", "mean")
        self.elements: dict[str, dict] = {self.root: document}
        self.kinds: dict[str, str] = {self.root: "strategy"}
        for member, kind in KINDS.items():
            for name, body in (document.get(member) or {}).items():
                if body.get("status") not in ("dropped", "left"):
                    self.elements[name] = body
                    self.kinds[name] = kind
        self.relations: list[Relation] = []
        for name, body in self.elements.items():
            for kind in RELATIONS:
                self.read_relation(name, kind, body.get(kind))
        self.goals = self.of_kind("goal")
        self.scored = [g for g in self.goals if self.elements[g].get("status") != "done"]
        self.read_goal_edges()
        self.read_units()
        self.read_demands()
        self.directions = self.work_out_directions()
        self.starts = self.work_out_starts()

    # -- section 1

    def of_kind(self, kind: str) -> list[str]:
        return [name for name, k in self.kinds.items() if k == kind]

    def get(self, name: str, attribute: str):
        return self.elements[name].get(attribute)

    def number(self, name: str, attribute: str) -> float | None:
        return point(self.get(name, attribute))

    def date(self, name: str, attribute: str) -> int | None:
        return day(self.get(name, attribute))

    def read_relation(self, source: str, kind: str, written) -> None:
        if written is None:
            return
        sources, targets, principal = RELATIONS[kind]
        if self.kinds[source] not in sources:
            return
        if isinstance(written, str):
            written = {written: {}}
        elif isinstance(written, list):
            written = {target: {} for target in written}
        for target, said in written.items():
            if target == source or self.kinds.get(target) not in targets:
                continue
            if kind == "supports" and self.kinds[source] == "mission" and self.kinds[target] != "vision":
                continue
            if kind == "part_of" and self.kinds[target] != "program":
                continue
            for one in said if isinstance(said, list) else [said]:
                if not isinstance(one, dict):
                    one = {principal: one}
                self.relations.append(Relation(kind, source, target, one))

    def out(self, source: str, kind: str) -> list[Relation]:
        return [r for r in self.relations if r.kind == kind and r.source == source]

    def into(self, target: str, kind: str) -> list[Relation]:
        return [r for r in self.relations if r.kind == kind and r.target == target]

    def money(self, amount) -> float | None:
        """None: unknown."""
        if isinstance(amount, dict) and "value" in amount:
            value = point(amount["value"])
            if "currency" not in amount or (self.currency is not None and amount["currency"] == self.currency):
                return value
            rate = point(amount.get("rate"))
            return None if rate is None else value * rate
        return point(amount)

    # -- section 3: goals

    def read_goal_edges(self) -> None:
        """self.below[g]: (child, low, high, known) for every edge that puts a goal directly below g."""
        self.below: dict[str, list[tuple[str, float, float, bool]]] = {g: [] for g in self.goals}
        for g in self.goals:
            for r in self.into(g, "supports"):
                if self.kinds[r.source] != "goal":
                    continue
                size = r.number("contribution")
                if size is None:
                    self.below[g].append((r.source, 0.0, 1.0, False))
                elif size > 0:
                    self.below[g].append((r.source, size / 100, size / 100, True))
            parts = self.into(g, "refines")
            written = [r.number("weight") for r in parts]
            given = [w for w in written if w is not None]
            missing = len(written) - len(given)
            total = sum(given)
            for r, w in zip(parts, written):
                if not given or (missing == 0 and total == 0):
                    edge = (1 / len(parts), 1 / len(parts), True)
                elif missing == 0:
                    edge = (w / total, w / total, True)
                elif w is None:
                    edge = (0.0, 100 / (100 + total), False)
                elif w == 0:
                    edge = (0.0, 0.0, False)
                else:
                    edge = (w / (total + 100 * missing), w / total, False)
                self.below[g].append((r.source, *edge))
        self.down = {g: self.closure(g, lambda x: [e[0] for e in self.below[x]]) for g in self.goals}
        self.up = {g: [h for h in self.goals if h != g and g in self.down[h]] for g in self.goals}
        self.component = {g: frozenset(h for h in self.goals if g in self.down[h] and h in self.down[g])
                          for g in self.goals}

    @staticmethod
    def closure(start, following) -> list:
        seen, queue = {start: None}, [start]
        while queue:
            for x in following(queue.pop()):
                if x not in seen:
                    seen[x] = None
                    queue.append(x)
        return list(seen)

    def path_sum(self, h: str, g: str) -> tuple[float, float, bool]:
        """R(h, g), the members of a component taken as one goal."""
        memo: dict[frozenset, tuple[float, float, bool]] = {self.component[g]: (1.0, 1.0, True)}

        def total(component: frozenset) -> tuple[float, float, bool]:
            if component not in memo:
                low, high, known = 0.0, 0.0, True
                for parent in self.goals:
                    if self.component[parent] == component or parent not in self.down[g]:
                        continue
                    for child, a, b, sure in self.below[parent]:
                        if self.component[child] == component:
                            l2, h2, k2 = total(self.component[parent])
                            low, high, known = low + a * l2, high + b * h2, known and sure and k2
                memo[component] = (low, high, known)
            return memo[component]

        return total(self.component[h])

    # -- section 3: work

    def read_units(self) -> None:
        homes: dict[str, str] = {}
        for name in self.of_kind("program") + self.of_kind("activity"):
            links = self.out(name, "part_of")
            if links:
                homes[name] = links[0].target
        on_cycle = set()
        for name in homes:
            at = homes[name]
            for _ in range(len(homes)):
                if at == name:
                    on_cycle.add(name)
                if at not in homes:
                    break
                at = homes[at]
        self.home = {name: home for name, home in homes.items() if name not in on_cycle}
        self.units = self.of_kind("program") + [a for a in self.of_kind("activity") if a not in self.home]
        self.group = {u: [u] + [a for a in self.of_kind("activity") if self.home.get(a) == u] for u in self.units}
        self.unit_of = {element: u for u in self.units for element in self.group[u]}
        self.edges = {u: [r for e in self.group[u] for r in self.out(e, "contributes_to")
                          if r.number("contribution") != 0] for u in self.units}

    def members(self, u: str) -> list[str]:
        found = list(self.group[u])
        for p in self.of_kind("program"):
            if self.home.get(p) == u:
                found += self.members(p)
        return found

    @staticmethod
    def positive(r: Relation) -> bool:
        size = r.number("contribution")
        return size is None or size > 0

    def programs_for(self, g: str) -> list[str]:
        below = set(self.down[g])
        return [u for u in self.units if any(self.positive(r) and r.target in below for r in self.edges[u])]

    def brings(self, u: str, g: str) -> tuple[float, float, bool]:
        """I(u, g) as (low, high, known)."""
        low, high, known = 0.0, 0.0, True
        for r in self.edges[u]:
            if r.target not in self.down[g] or not self.positive(r):
                continue
            size = r.number("contribution")
            a, b = (0.0, 1.0) if size is None else (size / 100, size / 100)
            low2, high2, known2 = self.path_sum(r.target, g)
            low, high, known = low + a * low2, high + b * high2, known and size is not None and known2
        return low, high, known

    # -- section 4: demands and rationing

    def chain(self, element: str | None) -> list[str]:
        """The element, its home, the home of that, ..., the strategy."""
        found = []
        while element is not None:
            found.append(element)
            element = self.home.get(element)
        return found + [self.root]

    def period(self, payload: dict, element: str | None) -> tuple[int | None, int | None]:
        first, last = day(payload.get("start")), day(payload.get("end"))
        for at in self.chain(element):
            start, end = self.date(at, "start"), self.date(at, "end")
            if self.kinds[at] == "program" and start is not None and self.number(at, "duration") is not None:
                end = start + max(1, math.ceil(self.number(at, "duration"))) - 1
            first = start if first is None else first
            last = end if last is None else last
        return first, last

    def written_hours(self, r: Relation) -> float | None:
        hours = r.number("hours_per_week")
        if hours is not None or self.kinds[r.source] != "activity":
            return hours
        own = self.out(r.source, "consumes")
        if any(o.number("hours_per_week") is not None for o in own):
            return None
        workers = [o for o in own if self.get(o.target, "type") in HOURS_TYPES]
        each, rate = self.number(r.source, "hours_each"), times_a_week(self.get(r.source, "cadence"))
        if len(workers) == 1 and workers[0] is r and each is not None and rate is not None:
            return each * rate
        return None

    def read_demands(self) -> None:
        self.demands: list[Demand] = []
        for r in self.relations:
            if r.kind != "consumes":
                continue
            hours = self.written_hours(r)
            money = self.money(r.payload["money"]) if "money" in r.payload else 0.0
            if self.kinds[r.source] != "channel":
                self.demands.append(Demand(r.source, r.target, hours, money, *self.period(r.payload, r.source)))
                continue
            users = self.into(r.source, "uses")
            degrees = [1.0 if u.number("degree") is None else u.number("degree") for u in users]
            if not users:
                self.demands.append(Demand(None, r.target, hours, money, *self.period(r.payload, None)))
            for u, degree in zip(users, degrees):
                share = degree / sum(degrees) if sum(degrees) else 1 / len(users)
                self.demands.append(Demand(u.source, r.target, None if hours is None else hours * share,
                                           None if money is None else money * share,
                                           *self.period(r.payload, u.source)))
        self.loads: dict[str, dict[int, float]] = {}
        for d in self.demands:
            if d.hours is not None and d.dated and self.get(d.resource, "type") in HOURS_TYPES:
                load = self.loads.setdefault(d.resource, {})
                for week, hours in d.weeks().items():
                    load[week] = load.get(week, 0.0) + hours
        self.spent: dict[str, float] = {}
        for d in self.demands:
            if d.money is not None and self.get(d.resource, "type") == "budget":
                self.spent[d.resource] = self.spent.get(d.resource, 0.0) + d.money

    def staffed(self, d: Demand) -> Value:
        """sigma of a dated demand with known hours."""
        capacity = self.number(d.resource, "capacity")
        if self.get(d.resource, "type") is None or capacity is None:
            return unknown()
        base = max(0.0, capacity - (self.number(d.resource, "committed") or 0.0))
        slack = self.number(d.resource, "slack") or 0.0
        weeks = d.weeks()

        def sigma(week: int) -> float:
            wanted = self.loads[d.resource][week]
            if wanted == 0:
                return 1.0
            spare = self.parameters["slack_worth"] * min(slack, max(0.0, wanted - base))
            return min(1.0, (base + spare) / wanted)

        total = sum(weeks.values())
        if total == 0:
            return exact(sum(sigma(w) for w in weeks) / len(weeks))
        return exact(sum(load * sigma(w) for w, load in weeks.items()) / total)

    def paid(self, d: Demand) -> Value:
        capacity = self.number(d.resource, "capacity")
        if self.get(d.resource, "type") is None or capacity is None:
            return unknown()
        total = self.spent[d.resource]
        if total == 0:
            return exact(1.0)
        return exact(min(1.0, max(0.0, capacity - (self.number(d.resource, "committed") or 0.0)) / total))

    @staticmethod
    def share_of(parts: list[tuple[Value, float] | None]) -> Value:
        """None stands for an open demand."""
        sure = [p for p in parts if p is not None and p[0].score is not None]
        if None not in parts:
            return mean([v for v, _ in parts], [w for _, w in parts])
        if not sure:
            return unknown()
        point_ = mean([v for v, _ in sure], [w for _, w in sure]).score
        return Value(point_, 0.0, 1.0, len(sure) / len(parts))

    def hours_share(self, u: str) -> Value:
        members = set(self.members(u))
        demands = [d for d in self.demands if d.element in members
                   and self.get(d.resource, "type") in (*HOURS_TYPES, None)]
        if not demands:
            return exact(1.0) if self.kinds[u] == "program" and self.get(u, "execution") == "market" else unknown()
        return self.share_of([None if d.hours is None or not d.dated else (self.staffed(d), d.total_hours)
                              for d in demands])

    def money_share(self, u: str) -> Value:
        members = set(self.members(u))
        demands = [d for d in self.demands if d.element in members and d.money != 0
                   and self.get(d.resource, "type") in ("budget", None)]
        if not demands:
            return exact(1.0)
        return self.share_of([None if d.money is None else (self.paid(d), d.money) for d in demands])

    def equipped(self, u: str) -> Value:
        """m(u)"""
        h, b = self.hours_share(u), self.money_share(u)
        lower, upper = min(h.lower, b.lower), min(h.upper, b.upper)
        if lower == upper:
            return exact(lower)
        if h.score is None or b.score is None:
            return unknown(lower, upper)
        return Value(min(h.score, b.score), lower, upper, min(h.known, b.known)).fixed()

    # -- section 5: direction

    def work_out_directions(self) -> dict[str, tuple[Value, bool]]:
        """By goal: the value, and whether a path of negative product exists."""
        tops = self.of_kind("vision") or self.of_kind("mission")
        if not tops:
            return {g: (unknown(), False) for g in self.goals}
        steps: dict[str, list[tuple[str, float, float, bool, bool]]] = {}
        for name in self.goals + self.of_kind("mission"):
            steps[name] = [(r.target, 1.0, 1.0, True, True) for r in self.out(name, "refines")]
            for r in self.out(name, "supports"):
                size = r.number("contribution")
                if size is None:
                    steps[name].append((r.target, 0.0, 1.0, True, False))
                elif size != 0:
                    steps[name].append((r.target, abs(size) / 100, abs(size) / 100, size > 0, True))
        reach = {g: set(self.closure(g, lambda x: [s[0] for s in steps[x] if s[0] in self.below])) for g in self.goals}
        part = {g: frozenset(h for h in self.goals if g in reach[h] and h in reach[g]) for g in self.goals}
        memo: dict[object, tuple] = {}

        def carried(node) -> tuple:
            """(P low, P high, N low, N high, p, n, u) of a top, a mission, or a component of goals."""
            if node in tops:
                return 1.0, 1.0, 0.0, 0.0, True, False, False
            members = part.get(node, frozenset([node]))
            if members not in memo:
                pl = ph = nl = nh = 0.0
                p = n = u = False
                for m in members:
                    for target, a, b, good, sure in steps[m]:
                        if target in members:
                            continue
                        qpl, qph, qnl, qnh, qp, qn, qu = carried(target)
                        if not good:
                            qpl, qph, qnl, qnh, qp, qn = qnl, qnh, qpl, qph, qn, qp
                        pl, ph, nl, nh = pl + a * qpl, ph + b * qph, nl + a * qnl, nh + b * qnh
                        p, n, u = p or qp, n or qn, u or ((qp or qn) and (qu or not sure))
                if any(t in members and not good for m in members for t, _, _, good, _ in steps[m]):
                    pl, ph, nl, nh = 0.0, ph + nh, 0.0, ph + nh
                    p = n = p or n
                    u = True
                memo[members] = (pl, ph, nl, nh, p, n, u)
            return memo[members]

        def value(g: str) -> tuple[Value, bool]:
            pl, ph, nl, nh, p, n, u = carried(g)
            if len(part[g]) > 1 and not p and not n:
                return unknown(), False
            if not p:
                return exact(0.0), n
            if not n:
                return exact(1.0), n
            if not (0 < ph < INFINITY and 0 < nh < INFINITY):
                return unknown(), n
            if not u:
                return exact(pl / (pl + nl)), n
            lower = pl / (pl + nh) if pl else 0.0
            return unknown(lower, ph / (ph + nl)), n

        return {g: value(g) for g in self.goals}

    def direction(self, g: str) -> Value:
        return self.directions[g][0]

    # -- need

    def served(self, g: str) -> list[Relation]:
        return [r for r in self.out(g, "serves") if self.kinds[r.target] == "audience"]

    def exempt(self, g: str) -> bool:
        return self.get(g, "type") in ("process", "values") and not self.served(g)

    def need(self, g: str) -> Value:
        degree: dict[str, float] = {}
        for e in self.down[g] + self.programs_for(g):
            for r in self.out(e, "addresses"):
                d = r.number("degree")
                degree[r.target] = max(degree.get(r.target, 0.0), 1.0 if d is None else d)

        def answered(audience: str) -> Value:
            felt = [r.source for r in self.into(audience, "felt_by")]
            sure = [i for i in felt if self.get(i, "type") in FEELINGS]
            maybe = [i for i in felt if self.get(i, "type") is None]
            strength = {i: self.number(i, "intensity") for i in sure + maybe}
            if not sure:
                return unknown()
            if not any(i in degree for i in sure + maybe):
                return exact(0.0)

            def ratio(top: float, bottom: float) -> float:
                if bottom == 0:
                    return 1.0 if top > 0 else 0.0
                return min(1.0, top / bottom)

            def plain(insights: list[str]) -> float:
                bottom = max(strength[i] for i in insights)
                top = max((degree[i] * strength[i] for i in insights if i in degree), default=0.0)
                return min(1.0, top / bottom) if bottom else 0.0

            if not maybe and all(strength[i] is not None for i in sure):
                return exact(plain(sure))

            def low(i):
                return 0.0 if strength[i] is None else strength[i]

            def high(i):
                return 1.0 if strength[i] is None else strength[i]

            lower = ratio(max((degree[i] * low(i) for i in sure if i in degree), default=0.0),
                          max(high(i) for i in sure + maybe))
            upper = ratio(max(degree[i] * high(i) for i in sure + maybe if i in degree),
                          max(low(i) for i in sure))
            certain = [i for i in sure if strength[i] is not None]
            return Value(plain(certain) if certain else None, lower, upper,
                         len(certain) / (len(sure) + len(maybe))).determined()

        served = self.served(g)
        if not served:
            return exact(0.0)
        return mean([answered(r.target) for r in served], [r.number("priority") for r in served], 1.0)

    # -- grounding

    def grounding(self, g: str) -> Value:
        rests = {r.target: None for r in self.out(g, "based_on")}
        rests.update({r.target: None for r in self.out(g, "addresses")})
        for i in [x for x in rests if self.kinds[x] == "insight"]:
            rests.update({r.target: None for r in self.out(i, "found_in")})
        grounds = [self.ground(g, a) for a in rests if self.kinds[a] == "assessment"]
        if not grounds:
            return exact(0.0)
        scores = [v.score for v in grounds if v.score is not None]
        return Value(max(scores) if scores else None, max(v.lower for v in grounds), max(v.upper for v in grounds),
                     len(scores) / len(grounds)).determined()

    def ground(self, g: str, a: str) -> Value:
        worth = 1.0 if self.into(a, "found_in") else self.parameters["no_findings"]
        date, decided = self.date(a, "date"), self.date(g, "decided")
        if date is not None and decided is not None and decided < date:
            worth *= self.parameters["late_assessment"]
        if date is None or self.as_of is None:
            return unknown(0.0, worth)
        if date > self.as_of:
            return exact(0.0)
        until = self.date(a, "valid_until")
        if until is None:
            until = date + self.parameters["validity_days"]
        if self.as_of <= until:
            return exact(worth)
        if until <= date:
            return exact(0.0)
        return exact(max(0.0, 1 - (self.as_of - until) / (until - date)) * worth)

    # -- audience

    def live_channels(self, g: str) -> dict[str, float]:
        """The live channels used for g, with the greatest degree each is used to."""
        found: dict[str, float] = {}
        for u in self.programs_for(g):
            for e in self.members(u):
                for r in self.out(e, "uses"):
                    if self.get(r.target, "state") in ("dormant", "excluded", "retired", "observed"):
                        continue
                    degree = r.number("degree")
                    degree = 1.0 if degree is None else min(1.0, degree)
                    found[r.target] = max(found.get(r.target, 0.0), degree)
        return found

    def audience(self, g: str) -> Value:
        served = self.served(g)
        if not self.programs_for(g) or not served:
            return exact(0.0)
        channels = self.live_channels(g)
        needed = self.number(g, "reach_needed")
        needed = 1.0 if needed is None else needed

        def enough(reached: float) -> float:
            if needed == 0:
                return 1.0 if reached > 0 else 0.0
            return min(1.0, reached / needed)

        def met(audience: str) -> Value:
            lows, highs, sure = [], [], []
            for c, degree in channels.items():
                reach = [r for r in self.out(c, "reaches") if r.target == audience]
                presence = [r for r in self.out(audience, "present_on") if r.target == c]
                if not reach and not presence:
                    continue
                share = reach[0].number("share") if reach else None
                if share is not None:
                    sure.append(degree * share)
                    lows.append(degree * share)
                    highs.append(degree * share)
                else:
                    there = presence[0].number("share") if presence else None
                    lows.append(0.0)
                    highs.append(degree * (1.0 if there is None else there))
            if not lows:
                return exact(enough(0.0))

            def union(shares: list[float]) -> float:
                return 1 - math.prod(1 - x for x in shares)

            return Value(enough(union(sure)) if sure else None, enough(union(lows)), enough(union(highs)),
                         len(sure) / len(lows)).determined()

        return mean([met(r.target) for r in served], [r.number("priority") for r in served], 1.0)

    # -- means

    def means(self, g: str) -> Value:
        units = self.programs_for(g)
        if not units:
            return exact(0.0)
        brought = [self.brings(u, g) for u in units]
        equipped = [self.equipped(u) for u in units]
        if not all(high < INFINITY for _, high, _ in brought):
            return unknown()
        weights = [Weight(low, high, low, known) for low, high, known in brought]
        lower = [1.0, sum(low * m.lower for (low, _, _), m in zip(brought, equipped)),
                 extreme_mean([m.lower for m in equipped], weights, least=True)]
        upper = [1.0, sum(high * m.upper for (_, high, _), m in zip(brought, equipped)),
                 extreme_mean([m.upper for m in equipped], weights, least=False)]
        sure = [(low, m.score) for (low, _, known), m in zip(brought, equipped) if known and m.score is not None]
        score = sum(i * m for i, m in sure) / max(1.0, sum(i for i, _ in sure)) if sure else None
        known = sum(m.known if sure_i else 0.0 for (_, _, sure_i), m in zip(brought, equipped)) / len(units)
        return Value(score, min(lower), min(upper), known).determined()

    # -- measurement

    def measuring(self, name: str) -> list[str]:
        return [r.target for r in self.out(name, "measured_by") if self.alive(r.target)]

    def alive(self, metric: str) -> bool:
        return self.get(metric, "life") != "withdrawn" and not self.out(metric, "replaced_by")

    def has(self, m: str, question: str) -> bool:
        if question == "baseline":
            return ("value" in (self.get(m, "baseline") or {})
                    or self.get(m, "direction") in ("at_least", "at_most", "range", "milestone"))
        if question == "target":
            return any("due" in t and ("value" in t or "min" in t or "max" in t) for t in self.get(m, "targets") or [])
        if question == "method":
            return bool(self.get(m, "method"))
        if question == "cadence":
            return self.get(m, "cadence") is not None or any("cadence" in r.payload for r in self.out(m, "reviewed_by"))
        return bool(self.out(m, "reviewed_by"))

    def measurement(self, g: str) -> Value:
        metrics = self.measuring(g)
        outcomes = [m for m in metrics if self.get(m, "type") in ("outcome", "impact")]
        untyped = [m for m in metrics if self.get(m, "type") is None]
        around = metrics + [m for u in self.programs_for(g) for m in self.measuring(u)]
        drivers = [r for r in self.relations if r.kind == "drives" and self.alive(r.source)]
        first = exact(1.0) if outcomes else unknown() if untyped else exact(0.0)
        if (any(self.get(m, "type") in ("input", "activity", "output") for m in around)
                or any(r.target in outcomes for r in drivers)):
            second = exact(1.0)
        elif any(self.get(m, "type") is None for m in around) or any(r.target in untyped for r in drivers):
            second = unknown()
        else:
            second = exact(0.0)
        parts = [first, second]
        for question in ("baseline", "target", "method", "cadence", "reviewer"):

            def count(some: list[str]) -> int:
                return sum(self.has(m, question) for m in some)

            n_o, n_u = len(outcomes), len(untyped)
            if not metrics:
                parts.append(exact(0.0))
            elif outcomes and not untyped:
                parts.append(exact(count(outcomes) / n_o))
            elif not outcomes and not untyped:
                parts.append(exact(self.parameters["no_outcome"] * count(metrics) / len(metrics)))
            elif outcomes:
                parts.append(Value(count(outcomes) / n_o, count(outcomes) / (n_o + n_u - count(untyped)),
                                   (count(outcomes) + count(untyped)) / (n_o + count(untyped)),
                                   n_o / (n_o + n_u)).determined())
            else:
                half = self.parameters["no_outcome"] * count(metrics) / len(metrics)
                parts.append(unknown(min(half, 1.0 if count(untyped) == n_u else 0.0),
                                     max(half, 1.0 if count(untyped) else 0.0)).determined())
        return plain_mean(parts)

    # -- accountability

    def people(self, name: str, *kinds: str) -> list[str]:
        return [r.target for kind in kinds for r in self.out(name, kind)]

    def accountability(self, g: str) -> Value:
        owners = self.people(g, "owned_by")
        if not owners:
            owner = exact(0.0)
        elif len(owners) == 1 and (self.number(owners[0], "members") or 1.0) <= 1:
            owner = exact(1.0)
        else:
            owner = exact(self.parameters["group_owner"])

        above = self.up[g]
        sponsors = [s for name in [g, *above, self.root] for s in self.people(name, "sponsored_by")]
        types = [self.get(s, "type") for s in sponsors]
        sponsor = exact(1.0) if "executive" in types else unknown() if None in types else exact(0.0)

        everybody = self.of_kind("stakeholder")
        certain = {s for s in everybody if self.get(s, "type") == "executive"}
        for name in [g, *above, *self.programs_for(g)]:
            certain.update(self.people(name, "owned_by", "sponsored_by", "approved_by"))
        possible = {s for s in everybody if self.get(s, "type") is None} - certain
        return plain_mean([owner, sponsor, self.opposition(certain, possible)])

    def answered(self, person: str) -> bool:
        if any(self.kinds[r.source] == "program" for r in self.into(person, "serves")):
            return True
        return any(self.kinds[r.source] == "program"
                   for felt in self.into(person, "felt_by") for r in self.into(felt.source, "addresses"))

    def opposition(self, certain: set[str], possible: set[str]) -> Value:
        if not certain:
            return unknown()
        worst, sure = {}, {}
        for x in certain | possible:
            stance, influence = self.get(x, "stance"), self.number(x, "influence")
            if (self.answered(x) or (stance is not None and stance not in ("sceptic", "blocker"))
                    or (influence is not None and influence < self.parameters["opposition_influence"])):
                worst[x] = 0.0
            else:
                worst[x] = 1.0 if influence is None else influence
            sure[x] = worst[x] if stance is not None and influence is not None else 0.0
        known = [x for x in certain if worst[x] == sure[x]]
        lower = 1 - max(worst.values())
        upper = 1 - max(sure[x] for x in certain)
        silent = [x for x in possible if worst[x] > 0]
        return Value(upper if known else None, lower, upper,
                     len(known) / (len(certain) + len(silent))).determined()

    # -- governance

    def standing(self, policy: str) -> bool | None:
        approved, review = self.date(policy, "approved"), self.date(policy, "review_due")
        if self.as_of is not None and ((approved is not None and approved > self.as_of)
                                       or (review is not None and review < self.as_of)):
            return False
        if self.as_of is None or approved is None or review is None:
            return None
        return True

    def options(self, item: str) -> list[set[str]]:
        required = self.parameters["required_topics"]
        topics = {name: set(required.get(name, [])) for name in ("every", "online_talk", "paid", "personal_data")}
        kind = self.kinds[item]
        if kind == "program":
            base = topics["every"] | (topics["personal_data"] if self.get(item, "personal_data") is True else set())
            type_ = self.get(item, "type")
            if type_ is None:
                return [base, base | topics["online_talk"]]
            return [base | topics["online_talk"] if type_ in ("engagement", "community", "service") else base]
        if kind == "channel":
            modes = ["online", "offline"] if self.get(item, "mode") is None else [self.get(item, "mode")]
            owners = ["paid", "owned"] if self.get(item, "ownership") is None else [self.get(item, "ownership")]
            return [topics["every"] | (topics["paid"] if o == "paid" else topics["online_talk"] if m == "online" else set())
                    for m in modes for o in owners]
        return [topics["every"]]

    def covered(self, item: str) -> Value:
        bearing = {r.target for r in self.out(item, "governed_by")}
        bearing |= {p for p in self.of_kind("policy") if self.get(p, "applies_to_all") is True}

        def state(topic: str) -> bool | None:
            about = [(self.get(p, "topic"), self.standing(p)) for p in bearing]
            if (topic, True) in about:
                return True
            if any(t in (topic, None) and stands is not False for t, stands in about):
                return None
            return False

        options = self.options(item)
        everywhere, anywhere = set.intersection(*options), set.union(*options)
        if not anywhere:
            return exact(0.0)
        lows, highs = [], []
        for topics in options:
            states = [state(t) for t in topics]
            lows.append(states.count(True) / len(states) if states else 0.0)
            highs.append((states.count(True) + states.count(None)) / len(states) if states else 0.0)
        states = [state(t) for t in everywhere]
        settled = len(states) - states.count(None)
        return Value(states.count(True) / settled if settled else None, min(lows), max(highs),
                     settled / len(anywhere)).determined()

    def governance(self, g: str) -> Value:
        units = self.programs_for(g)
        if not units:
            return exact(0.0)
        return plain_mean([self.covered(item) for item in [*units, *self.live_channels(g)]])

    # -- readiness

    @staticmethod
    def able(maturity: float | None, level: float | None) -> Value:
        if level == 0:
            return exact(1.0)
        if maturity is None:
            return unknown()
        if level is None:
            return exact(0.0) if maturity == 0 else unknown(maturity / 5, 1.0)
        return exact(min(1.0, maturity / level))

    def readiness(self, g: str) -> Value:
        needed: dict[str, list[Value]] = {}
        for name in self.down[g] + self.programs_for(g):
            for r in self.out(name, "needs"):
                level = r.number("level")
                level = self.number(r.target, "required") if level is None else level
                needed.setdefault(r.target, []).append(self.able(self.number(r.target, "maturity"), level))
        capabilities = self.of_kind("capability")

        def general(c: str) -> list[Value]:
            return [self.able(self.number(c, "maturity"), self.number(c, "required"))]

        homeless = [v for c in capabilities if self.get(c, "area") is None for v in needed.get(c, general(c))]
        leaves: dict[str, Value] = {}
        for area in ("culture", "leadership", "governance", "technology"):
            inside = [c for c in capabilities if self.get(c, "area") == area]
            items = [v for c in inside for v in needed.get(c, [])] or [v for c in inside for v in general(c)]
            if not items:
                leaves[area] = unknown()
                continue
            scores = [v.score for v in items if v.score is not None]
            leaves[area] = Value(min(scores) if scores else None, min(v.lower for v in items + homeless),
                                 min(v.upper for v in items), len(scores) / len(items + homeless)).determined()
        technology = leaves["technology"]
        three = [leaves["culture"], leaves["leadership"], leaves["governance"]]
        score = technology.score
        if score is not None:
            score = min([score] + [v.score for v in three if v.score is not None])
        capped = Value(score, min(v.lower for v in [technology, *three]), min(v.upper for v in [technology, *three]),
                       technology.known).determined()
        weights = self.parameters["leaves"]
        return mean([*three, capped], [weights.get(a, PARAMETERS["leaves"][a])
                                       for a in ("culture", "leadership", "governance", "technology")])

    # -- timing

    def length(self, x: str) -> tuple[float, float]:
        duration = self.number(x, "duration") if self.kinds[x] == "program" else None
        if duration is not None:
            return duration, duration
        start, end = self.date(x, "start"), self.date(x, "end")
        if start is None or end is None:
            return 0.0, INFINITY
        return float(max(0, end - start)), float(max(0, end - start))

    def work_out_starts(self) -> dict[str, tuple[float, float]]:
        work = self.of_kind("program") + self.of_kind("activity")
        before = {x: self.out(x, "depends_on") for x in work}
        reach = {x: set(self.closure(x, lambda y: [r.target for r in before[y]])) for x in work}
        memo: dict[str, tuple[float, float]] = {}

        def start(x: str) -> tuple[float, float]:
            if x not in memo:
                own = self.date(x, "start")
                low, high = (-INFINITY, INFINITY) if own is None else (float(own), float(own))
                for r in before[x]:
                    if x in reach[r.target]:  # they wait for each other
                        high = INFINITY
                        continue
                    lag = r.number("lag") or 0.0
                    (l2, h2), (a, b) = start(r.target), self.length(r.target)
                    low, high = max(low, l2 + a + lag), max(high, h2 + b + lag)
                memo[x] = (low, high)
            return memo[x]

        return {x: start(x) for x in work}

    def timing(self, g: str) -> Value:
        units = self.programs_for(g)
        if not units:
            return exact(0.0)
        due = self.date(g, "due")
        if due is None:
            return unknown()
        last = due - (self.number(g, "lag") or 0.0)

        def in_time(start: float, length: float) -> float:
            if start > last:
                return 0.0
            if length == 0 or start == -INFINITY:
                return 1.0
            return clamp((last - start) / length, 0.0, 1.0)

        def share(u: str) -> Value:
            (early, late), (short, long) = self.starts[u], self.length(u)
            if self.kinds[u] == "program" and self.get(u, "continuous") is True:
                short = long = 0.0
            lower, upper = in_time(late, long), in_time(early, short)
            return exact(lower) if lower == upper else unknown(lower, upper)

        brought = [self.brings(u, g) for u in units]
        if not all(high < INFINITY for _, high, _ in brought):
            return unknown()
        if all(r.number("contribution") is None for u in units for r in self.edges[u]
               if r.target in self.down[g] and self.positive(r)):
            return plain_mean([share(u) for u in units])
        sure = [low for low, _, known in brought if known]

        def middle(low: float, high: float) -> float:
            return clamp(sum(sure) / len(sure), low, high) if sure else (low + high) / 2

        weights = [Weight(low, high, low if known else middle(low, high), known) for low, high, known in brought]
        return weighted_mean([share(u) for u in units], weights)

    # -- section 6

    def dimension(self, name: str, g: str) -> Value | None:
        """None: does not apply."""
        if name in ("need", "audience") and self.exempt(g):
            return None
        return getattr(self, name)(g).fixed()

    def goal_score(self, dimensions: dict[str, Value | None]) -> Value:
        applying = [name for name in DIMENSIONS if dimensions[name] is not None]
        parts = [dimensions[name] for name in applying]
        weights = [float(self.dimension_weights.get(name, 1.0)) for name in applying]
        return mean(parts, weights) if self.aggregate == "mean" else self.put_together(parts, weights)

    def put_together(self, parts: list[Value], weights: list[float]) -> Value:
        """Weakest link or power mean instead of the mean."""
        if sum(weights) == 0:
            weights = [1.0] * len(parts)
        counted = [(v, w) for v, w in zip(parts, weights) if w != 0]

        def together(values: list[tuple[float, float]]) -> float:
            if self.aggregate == "weakest":
                return min(x for x, _ in values)
            p = self.aggregate["power"]
            if p < 0 and any(x == 0 for x, _ in values):
                return 0.0
            return (sum(w * x**p for x, w in values) / sum(w for _, w in values)) ** (1 / p)

        scored = [(v.score, w) for v, w in counted if v.score is not None]
        score = None
        if scored:
            middle = together(scored)
            score = together([(clamp(middle, v.lower, v.upper) if v.score is None else v.score, w) for v, w in counted])
        return Value(score, together([(v.lower, w) for v, w in counted]), together([(v.upper, w) for v, w in counted]),
                     mean(parts, weights).known).fixed()

    @staticmethod
    def weakest(scores: dict[str, float | None]) -> str | None:
        best = None
        for name in DIMENSIONS:
            score = scores.get(name)
            if score is not None and (best is None or score < scores[best] - 1e-9):
                best = name
        return best

    def sound(self, dimensions: dict[str, Value | None]) -> bool:
        return all(v.known >= 1 - 1e-9 and v.score is not None and v.score >= self.parameters["sound_at"] - 1e-9
                   for v in dimensions.values() if v is not None)

    def importance(self, goals: list[str]) -> list[float | None]:
        return [self.number(g, "importance") for g in goals]

    def overall(self, scores: dict[str, Value]) -> Value:
        scored = list(scores)

        def parents(g: str) -> list[str]:
            return [p for p in scored if self.component[p] != self.component[g]
                    and any(child == g for child, *_ in self.below[p])]

        children = {g: [c for c in scored if g in parents(c)] for g in scored}
        own = self.parameters["own_share"]

        def tree(g: str) -> Value:
            if not children[g]:
                return scores[g]
            parts = mean([tree(c) for c in children[g]], self.importance(children[g]), 100.0)
            return mean([scores[g], parts], [own, 1 - own])

        tops = [g for g in scored if not parents(g)]
        return mean([tree(g) for g in tops], self.importance(tops), 100.0) if tops else unknown()

    # -- section 7

    def aligned_spend(self) -> dict:
        def edges_of(unit: str | None) -> list[Relation]:
            while unit is not None:
                if self.edges[unit]:
                    return self.edges[unit]
                unit = self.home.get(unit)
            return []

        def divide(amounts: list[tuple[str | None, float]]) -> dict:
            total = aligned = 0.0
            causes = {"no_goal": 0.0, "no_line_of_sight": 0.0, "negative": 0.0}
            for element, amount in amounts:
                total += amount
                edges = edges_of(self.unit_of.get(element))
                if not edges:
                    causes["no_goal"] += amount
                    continue
                sizes = [None if r.number("contribution") is None else abs(r.number("contribution")) for r in edges]
                weights = [w.point for w in weights_of(sizes, 100.0)]
                for r, w in zip(edges, weights):
                    part = amount * w / sum(weights)
                    if not self.positive(r):
                        causes["negative"] += part
                        continue
                    value, harmed = self.directions[r.target]
                    sight = value.lower if value.score is None else value.score
                    aligned += sight * part
                    causes["negative" if harmed else "no_line_of_sight"] += (1 - sight) * part
            return {"total": total, "aligned": aligned, "share": aligned / total if total else None, "by_cause": causes}

        return {
            "money": divide([(d.element, d.money) for d in self.demands if d.money is not None]),
            "hours": divide([(d.element, d.total_hours) for d in self.demands if d.hours is not None and d.dated]),
        }

    # -- section 10

    def score(self) -> dict:
        table = {g: {name: self.dimension(name, g) for name in DIMENSIONS} for g in self.scored}
        scores = {g: self.goal_score(table[g]) for g in self.scored}
        goals = {}
        for g in self.scored:
            goals[g] = scores[g].as_json()
            goals[g]["weakest"] = self.weakest({n: v.score for n, v in table[g].items() if v is not None})
            goals[g]["sound"] = self.sound(table[g])
            goals[g]["dimensions"] = {name: {"applicable": False} if v is None else {**v.as_json(), "applicable": True}
                                      for name, v in table[g].items()}
        across: dict[str, float | None] = {}
        for name in DIMENSIONS:
            applying = [g for g in self.scored if table[g][name] is not None]
            if applying:
                across[name] = mean([table[g][name] for g in applying], self.importance(applying), 100.0).score
        sound = None
        if self.scored:
            points = [w.point for w in weights_of(self.importance(self.scored), 100.0)]
            if sum(points) == 0:
                points = [1.0] * len(points)
            sound = sum(p for p, g in zip(points, self.scored) if goals[g]["sound"]) / sum(points)
        return {
            "version": 1,
            "as_of": self.document.get("as_of"),
            "overall": self.overall(scores).as_json(),
            "weakest": self.weakest(across),
            "sound": sound,
            "goals": goals,
            "aligned_spend": self.aligned_spend(),
        }


def score(document: dict) -> dict:
    return Alignment(document).score()


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        json.dump(score(json.load(file)), sys.stdout, indent=1)
        print()

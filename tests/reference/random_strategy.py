"""Seeded random strategies: small documents that strict reading accepts and that reach every branch of the score.

`generate(seed)` gives the same document for the same seed. Half-written plans, contradictions, cycles, harm,
ranges, foreign money, dropped elements and days around `as_of` are all likely; nothing in them is meant to make
sense. Fractions of days are halves and quarters, so that no rounding of long day numbers enters the results.
"""

from __future__ import annotations

import datetime
import random

AS_OF = datetime.date(2026, 11, 21)
TOPICS = ["conduct", "disclosure", "privacy", "moderation", "crisis", "brand", "records"]


class Maker:
    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        self.missing = self.rng.choice([0.0, 0.05, 0.2, 0.45])    # how often an attribute is left out
        self.bare = self.rng.choice([0.0, 0.1, 0.5, 0.95])        # how often a relation says nothing of its size
        self.dropped = self.rng.choice([0.0, 0.0, 0.08, 0.25])
        self.harm = self.rng.choice([0.0, 0.1, 0.35])
        self.loops = self.rng.choice([0.0, 0.0, 0.1, 0.3])        # how often an edge may run backwards
        self.density = self.rng.choice([0.6, 1.0, 1.6])
        self.document: dict = {}

    # -- small choices

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def date(self, low: int, high: int) -> str:
        return (AS_OF + datetime.timedelta(days=self.rng.randint(low, high))).isoformat()

    def number(self, low: float, high: float) -> float:
        """Round numbers and ragged ones, and now and then an end of the range."""
        if self.chance(0.08):
            return self.rng.choice([low, high])
        x = self.rng.uniform(low, high)
        return self.rng.choice([round(x, 1), round(x, 2), round(x, 6)])

    def quarter(self, low: float, high: float) -> float:
        return round(self.rng.uniform(low, high) * 4) / 4

    def quantity(self, low: float, high: float, pick=None):
        pick = pick or self.number
        if not self.chance(0.2):
            return pick(low, high)
        a, b, c = sorted([pick(low, high), pick(low, high), pick(low, high)])
        return {"low": a, "likely": b, "high": c} if self.chance(0.6) else {"low": a, "high": c}

    def money(self, low: float, high: float):
        value = self.quantity(low, high)
        if self.chance(0.12):
            foreign = {"value": value, "currency": "USD"}
            if self.chance(0.7):
                foreign["rate"] = self.number(0.5, 1.5)
                if self.chance(0.5):
                    foreign["rate_date"] = "2026-11-01"
            return foreign
        if "currency" in self.document and self.chance(0.05):
            return {"value": value, "currency": self.document["currency"]}
        return value

    def cadence(self):
        return self.rng.choice([
            "daily", "weekly", "fortnightly", "monthly", "quarterly", "half_yearly", "yearly", {"per_week": 2.5},
            {"rrule": "FREQ=WEEKLY;BYDAY=MO,TH"}, {"rrule": "FREQ=DAILY;INTERVAL=3"},
            {"rrule": "FREQ=MONTHLY;INTERVAL=2;COUNT=12"}, {"rrule": "FREQ=YEARLY"},
        ])

    def maybe(self, body: dict, **attributes) -> None:
        """Attributes that may be missing; a callable is asked only when the attribute is written."""
        for name, value in attributes.items():
            if not self.chance(self.missing):
                body[name] = value() if callable(value) else value

    def choice(self, *values):
        return lambda: self.rng.choice(values)

    # -- elements

    def elements(self, member: str, prefix: str, count: int) -> list[str]:
        if count == 0:
            if self.chance(0.1):
                self.document[member] = {}
            return []
        names = [f"{prefix}{i}" for i in range(count)]
        self.document[member] = {}
        for name in names:
            body: dict = {"title": f"{member} {name}"}
            if self.chance(self.dropped):
                body["status"] = self.rng.choice(["dropped", "dropped", "left"])
            elif self.chance(0.2):
                body["status"] = self.rng.choice(["draft", "planned", "active", "done"])
            self.document[member][name] = body
        return names

    def some(self, names: list[str], most: int) -> list[str]:
        if not names:
            return []
        many = min(len(names), self.rng.randint(0, max(1, round(most * self.density))))
        return self.rng.sample(names, many)

    def relate(self, body: dict, relation: str, targets: list[str], payload=None, bare: float | None = None) -> None:
        """Writes a relation in one of its forms; payload() gives a principal value or what is said of one target."""
        if not targets:
            return
        bare = self.bare if bare is None else bare
        if payload is None or all(self.chance(bare) for _ in targets):
            body[relation] = targets[0] if len(targets) == 1 and self.chance(0.5) else list(targets)
            return
        body[relation] = {t: {} if self.chance(bare) else payload() for t in targets}

    def sized(self, name: str, low: float, high: float):
        def payload():
            q = self.quantity(low, high)
            return {name: q} if isinstance(q, dict) or self.chance(0.2) else q
        return payload

    def contribution(self):
        low, high = (-100, -1) if self.chance(self.harm) else (1, 100)
        if self.chance(0.04):
            return 0
        q = self.quantity(low, high)
        return {"contribution": q} if isinstance(q, dict) or self.chance(0.2) else q

    def uppers(self, names: list[str], i: int, most: int) -> list[str]:
        """Targets before i in the list, or, where loops are wanted, anywhere but i itself."""
        anywhere = self.chance(self.loops)
        return self.some([n for j, n in enumerate(names) if (j != i if anywhere else j < i)], most)

    # -- the document

    def make(self) -> dict:
        rng, doc = self.rng, self.document
        doc.update({"northline": 1, "title": "random"})
        doc["as_of"] = AS_OF.isoformat()
        if self.chance(0.8):
            doc["currency"] = "EUR"
        if self.chance(0.4):
            doc["start"] = self.date(-120, 30)
        if self.chance(0.4):
            doc["end"] = self.date(200, 500)
        size = rng.choice([0.4, 1.0, 1.0, 1.8])

        def count(low: int, high: int) -> int:
            return rng.randint(low, max(low, round(high * size)))

        visions = self.elements("visions", "v", rng.choice([0, 1, 1, 1, 2]))
        missions = self.elements("missions", "mi", rng.choice([0, 0, 1]))
        assessments = self.elements("assessments", "as", count(0, 3))
        insights = self.elements("insights", "i", count(0, 6))
        goals = self.elements("goals", "g", count(1 if self.chance(0.97) else 0, 7))
        audiences = self.elements("audiences", "au", count(0, 3))
        people = self.elements("stakeholders", "s", count(0, 6))
        channels = self.elements("channels", "c", count(0, 4))
        programs = self.elements("programs", "p", count(0, 6))
        activities = self.elements("activities", "a", count(0, 6))
        resources = self.elements("resources", "r", count(0, 5))
        metrics = self.elements("metrics", "m", count(0, 6))
        policies = self.elements("policies", "po", count(0, 5))
        capabilities = self.elements("capabilities", "k", count(0, 6))
        if self.chance(0.3):
            doc.setdefault("values", {})["va"] = {"title": "a value"}
            doc.setdefault("benefits", {})["be"] = {"title": "a benefit", "value": self.money(1, 1000)}
            doc.setdefault("risks", {})["ri"] = {"title": "a risk", "probability": 0.2}

        self.relate(doc, "sponsored_by", self.some(people, 1) if self.chance(0.4) else [])
        for name in missions:
            self.relate(doc["missions"][name], "supports", self.some(visions, 1), self.contribution)

        for name in assessments:
            self.maybe(doc["assessments"][name], date=lambda: self.date(-700, 40),
                       subject=self.choice("landscape", "customers", "brand"))
            if self.chance(0.5):
                doc["assessments"][name]["valid_until"] = self.date(-500, 400)

        for name in insights:
            body = doc["insights"][name]
            self.maybe(body, type=self.choice("need", "frustration", "excitement", "sentiment", "weakness", "threat"),
                       intensity=lambda: self.number(0, 1))
            self.relate(body, "found_in", self.some(assessments, 1))
            self.relate(body, "felt_by", self.some(audiences + people, 2))

        tops = visions + missions
        equal = self.chance(0.25)
        for i, name in enumerate(goals):
            body = doc["goals"][name]
            if not equal:
                self.maybe(body, importance=lambda: self.number(0, 100))
            self.maybe(body, due=lambda: self.date(-30, 400),
                       type=self.choice("trust", "sales", "awareness", "process", "values", "service"))
            if self.chance(0.3):
                body["decided"] = self.date(-500, -1)
            if self.chance(0.3):
                body["lag"] = self.quantity(0, 60, self.quarter)
            if self.chance(0.4):
                body["reach_needed"] = self.quantity(0, 1)
            supported = self.uppers(goals, i, 2)
            if self.chance(0.5):
                supported = supported + self.some(tops, 1)
            self.relate(body, "supports", supported, self.contribution)
            self.relate(body, "refines", self.uppers(goals, i, 1) if self.chance(0.5) else [],
                        lambda: 0 if self.chance(0.1) else self.number(0, 100))
            self.relate(body, "serves", self.some(audiences + people[:1], 3), lambda: self.number(0, 1))
            self.relate(body, "based_on", self.some(assessments + insights, 2))
            self.relate(body, "addresses", self.some(insights, 2), self.sized("degree", 0, 1))
            self.relate(body, "measured_by", self.some(metrics, 3), lambda: self.number(0, 3))
            self.relate(body, "needs", self.some(capabilities, 1), lambda: self.number(0, 5))
            for relation in ("owned_by", "sponsored_by", "approved_by"):
                if self.chance(0.5):
                    self.relate(body, relation, self.some(people, 1), lambda: self.date(-100, -1))

        for name in audiences:
            body = doc["audiences"][name]
            self.maybe(body, size=lambda: self.quantity(1, 50000))
            self.relate(body, "present_on", self.some(channels, 2), self.sized("share", 0, 1))

        for name in people:
            self.maybe(doc["stakeholders"][name],
                       type=self.choice("executive", "executive", "manager", "employee", "agency"),
                       stance=self.choice("champion", "supporter", "neutral", "sceptic", "blocker"),
                       influence=lambda: self.number(0, 1))
            if self.chance(0.2):
                doc["stakeholders"][name]["members"] = rng.choice([1, 2, 14])

        for name in channels:
            body = doc["channels"][name]
            self.maybe(body, mode=self.choice("online", "online", "offline"),
                       ownership=self.choice("owned", "earned", "paid", "partner", "shared"))
            if self.chance(0.5):
                body["state"] = rng.choice(["active", "active", "planned", "dormant", "excluded", "retired", "observed"])
            self.relate(body, "reaches", self.some(audiences, 2), self.sized("share", 0, 1))
            self.relate(body, "governed_by", self.some(policies, 3))
            if self.chance(0.3):
                self.relate(body, "consumes", self.some(resources, 1), self.consumption)

        for i, name in enumerate(programs):
            body = doc["programs"][name]
            self.maybe(body, type=self.choice("engagement", "campaign", "community", "service", "business_process"),
                       execution=self.choice("internal", "market", "joint"), start=lambda: self.date(-60, 200),
                       end=lambda: self.date(90, 450))
            if self.chance(0.3):
                body["duration"] = self.quantity(0, 300, self.quarter)
            for flag, p in (("continuous", 0.15), ("personal_data", 0.3)):
                if self.chance(p):
                    body[flag] = self.chance(0.8)
            self.relate(body, "contributes_to", self.some(goals, 2), self.contribution)
            self.relate(body, "addresses", self.some(insights, 1), self.sized("degree", 0, 1))
            self.relate(body, "serves", self.some(audiences + people, 1) if self.chance(0.3) else [])
            self.relate(body, "uses", self.some(channels + resources[:1], 2), self.sized("degree", 0, 1))
            self.relate(body, "consumes", self.some(resources, 3), self.consumption)
            self.relate(body, "needs", self.some(capabilities, 1), lambda: self.number(0, 5))
            self.relate(body, "depends_on", self.uppers(programs, i, 1) + self.some(activities, 1)
                        if self.chance(0.4) else [], lambda: self.quarter(-20, 40))
            if self.chance(max(0.25, self.loops * 2)):
                self.relate(body, "part_of", self.uppers(programs, i, 1))
            self.relate(body, "governed_by", self.some(policies, 3))
            self.relate(body, "measured_by", self.some(metrics, 1))
            for relation in ("owned_by", "sponsored_by", "approved_by"):
                if self.chance(0.25):
                    self.relate(body, relation, self.some(people, 1))

        for i, name in enumerate(activities):
            body = doc["activities"][name]
            if self.chance(0.6):
                self.relate(body, "part_of", self.some(programs, 1))
            if self.chance(0.6):
                self.maybe(body, cadence=self.cadence, hours_each=lambda: self.quantity(0, 6))
            if self.chance(0.5):
                self.maybe(body, start=lambda: self.date(-30, 200), end=lambda: self.date(60, 400))
            if self.chance(0.5):
                self.relate(body, "contributes_to", self.some(goals, 1), self.contribution)
            self.relate(body, "uses", self.some(channels, 1), self.sized("degree", 0, 1))
            self.relate(body, "consumes", self.some(resources, 2), self.consumption)
            self.relate(body, "depends_on", self.uppers(activities, i, 1) if self.chance(0.3) else [],
                        lambda: self.quarter(0, 30))
            self.relate(body, "governed_by", self.some(policies, 2))

        for name in resources:
            body = doc["resources"][name]
            self.maybe(body, type=self.choice("team", "team", "person", "agency", "budget", "budget", "tool", "content"))
            paid = body.get("type") == "budget"
            self.maybe(body, capacity=lambda: self.quantity(0, 60000 if paid else 60))
            if self.chance(0.3):
                body["committed"] = self.quantity(0, 20000 if paid else 30)
            if self.chance(0.3):
                body["slack"] = self.quantity(0, 20)

        for i, name in enumerate(metrics):
            body = doc["metrics"][name]
            self.maybe(body, type=self.choice("input", "activity", "output", "outcome", "outcome", "impact"),
                       direction=self.choice("increase", "decrease", "at_least", "at_most", "range", "milestone"),
                       baseline=lambda: rng.choice([{"value": 1, "date": "2026-01-01"}, {"date": "2026-01-01"}]),
                       targets=lambda: rng.choice([[{"value": 2, "due": "2027-01-01"}], [{"value": 2}], [],
                                                   [{"min": 1, "max": 3, "due": "2027-01-01"}]]),
                       method=self.choice("survey", "log", ""), cadence=self.cadence)
            if self.chance(0.2):
                body["life"] = rng.choice(["active", "degraded", "withdrawn"])
            self.relate(body, "drives", self.uppers(metrics, i, 1) if self.chance(0.4) else [],
                        lambda: self.number(-1, 1))
            self.relate(body, "replaced_by", self.uppers(metrics, i, 1)[:1] if self.chance(0.12) else [])
            self.relate(body, "reviewed_by", self.some(people, 1), lambda: rng.choice(
                ["2026-12-01", {"cadence": "monthly"}, [{"date": "2026-12-01"}, {"cadence": "weekly"}]]))

        for name in policies:
            self.maybe(doc["policies"][name], topic=lambda: rng.choice(TOPICS), approved=lambda: self.date(-600, 15),
                       review_due=lambda: self.date(-100, 500))
            if self.chance(0.3):
                doc["policies"][name]["applies_to_all"] = self.chance(0.85)

        for name in capabilities:
            self.maybe(doc["capabilities"][name], maturity=lambda: self.number(0, 5),
                       area=self.choice("culture", "leadership", "governance", "technology"),
                       required=lambda: self.number(0, 5))

        if self.chance(0.15):
            doc["scoring"] = self.scoring()
        return doc

    def scoring(self) -> dict:
        parameters = {
            "no_findings": 0.25, "late_assessment": 0.75, "validity_days": 200, "slack_worth": 0.2, "group_owner": 0.3,
            "opposition_influence": 0.7, "no_outcome": 0.4, "leaves": {"culture": 1, "technology": 2}, "own_share": 0.3,
            "sound_at": 0.4,
            "required_topics": self.rng.choice([{}, {"online_talk": ["moderation", "conduct"], "paid": ["disclosure"]},
                                                {"every": ["conduct", "brand"], "personal_data": ["privacy", "records"]}]),
        }
        said: dict = {}
        if self.chance(0.6):
            said["weights"] = {"direction": 2, "timing": 0, "need": 0.5}
        if self.chance(0.3):
            said["aggregate"] = self.rng.choice(["mean", "weakest", *({"power": p} for p in (-4, -2, -1, -0.5, 0.5, 1, 2, 4))])
        if self.chance(0.8):
            said["parameters"] = {name: value for name, value in parameters.items() if self.chance(0.5)}
        return said

    def consumption(self):
        def one() -> dict:
            said: dict = {}
            if not self.chance(0.15):
                said["hours_per_week"] = 0 if self.chance(0.08) else self.quantity(0, 40)
            if self.chance(0.6):
                said["money"] = 0 if self.chance(0.05) else self.money(1, 40000)
            if self.chance(0.2):
                said["start"] = self.date(-60, 200)
            if self.chance(0.2):
                said["end"] = self.date(150, 400)
            return said
        return [one() for _ in range(self.rng.randint(1, 2))] if self.chance(0.25) else one()


def generate(seed: int) -> dict:
    return Maker(seed).make()


def extremes() -> list[dict]:
    """Path sums too small for a double, very many paths, and circles that run through everything."""
    def document(goals: dict, **more) -> dict:
        return {"northline": 1, "title": "extreme", "as_of": AS_OF.isoformat(), "visions": {"v": {}}, "goals": goals, **more}

    deep = {"g0": {"supports": {"v": 1}}}
    for i in range(1, 170):  # one hundredth at every step, and one step that hurts
        deep[f"g{i}"] = {"supports": {f"g{i - 1}": 1}, "importance": 1}
    deep["pulled"] = {"supports": {"g169": 50, "g168": -50}, "due": "2027-06-30"}
    tiny = document(deep, programs={"p": {"contributes_to": {"pulled": 10}, "start": "2027-01-01", "end": "2027-02-01"}})

    wide = {}
    for layer in range(12):  # half a million paths
        for i in range(3):
            above = {f"g{layer - 1}-{j}": 100 for j in range(3)} if layer else {"v": 100 if i else -100}
            wide[f"g{layer}-{i}"] = {"supports": above}
    many = document(wide, programs={"p": {"contributes_to": {"g11-0": 100}, "execution": "market"}})

    ring = {f"g{i}": {"supports": {f"g{(i + 1) % 6}": 30}, "refines": {f"g{(i + 2) % 6}": 5}} for i in range(6)}
    ring["g0"]["supports"]["v"] = 40
    ring["below"] = {"supports": {"g3": 20, "v": -10}}
    circle = document(ring, programs={
        "p": {"contributes_to": {"g2": 50}, "depends_on": ["q"], "start": "2027-01-01", "end": "2027-03-01", "part_of": "q"},
        "q": {"contributes_to": {"below": 40}, "depends_on": ["p"], "start": "2027-01-01", "end": "2027-03-01", "part_of": "p"},
    })
    return [tiny, many, circle]

"""Documents for comparing the schema with the strict reader: small ones around every row of the registry, and
whole ones broken in one place.

Everything is derived from `registry_dump registry`, not from the schema, so that a row the schema forgot shows up.
Documents are lines of JSON text: some hold numbers that no Python float survives printing.
"""

import copy
import json
import math
import random

# Stands for number text that json.dumps cannot print.
NUMBER = "\x01number:"


def line(document):
    text = json.dumps(document, ensure_ascii=False)
    while True:
        at = text.find('"\\u0001number:')
        if at < 0:
            return text
        end = text.index('"', at + 1)
        text = text[:at] + text[at + len('"\\u0001number:') : end] + text[end + 1 :]


def number(text):
    return NUMBER + text


# Values that are right somewhere and wrong nearly everywhere else.
STRANGE = [
    None, True, False, 0, 1, -1, 2, 0.5, -0.0, 5, 5.5, 100, 101, 1e15, 1e300, number("1e301"), number("1e400"),
    number("-1e400"), number("1.0"), number("5e-324"), "", " ", "text", "weekly", "active", "2026-01-31", "2026-13-01",
    "2026-02-30", "2026-1-1", [], {}, [None], ["a"], ["a", 1], [1], [[0, 1]], [0, 1], [[]], [{}],
    {"low": 0, "high": 1}, {"value": 1}, {"per_week": 2}, {"rrule": "FREQ=WEEKLY"}, {"a": 1}, {"a": {}}, {"a": "b"},
    {"a": None}, {"x": {}}, {"x": None}, {"title": "t"},
]  # fmt: skip

DATES = [
    "2026-01-31", "2026-12-01", "0000-01-01", "9999-12-31", "2026-02-30", "2025-02-29", "2026-04-31", "2026-00-10",
    "2026-13-01", "2026-01-00", "2026-01-32", "2026-1-01", "2026-01-1", "26-01-01", "02026-01-01", "2026/01/01",
    "2026-01-01 ", " 2026-01-01", "2026-01-01\n", "\n2026-01-01", "2026-01-01T00:00:00Z", "2026-01", "2026-W01",
    "٢٠٢٦-01-01", "2026-01-0१", "2026‑01‑01", "", "tomorrow", "-026-01-01", "20260101", 20260101, 2026,
]  # fmt: skip

IDS = [
    "a", "A b", "ü", "é" * 64, "a" * 128, "a" * 129, "a" * 1000, "", " ", " a", "a ", "a\tb", "\ta", "a\n", "a\nb",
    "\u0000", "a\u007fb", "a\u0080", "\u009f", "a\u00a0", "\u3000a", "日本", "😀", "a/b", "a~b", "$ref", "__proto__",
    "constructor", "#", "northline", "goals", "null", "1", '"', "\\", "\u200b", "\ufeff",
]  # fmt: skip


def around(low, high):
    """Numbers at, beside and between two limits."""
    values = [low, high, math.nextafter(low, -math.inf), math.nextafter(low, math.inf), math.nextafter(high, -math.inf),
              math.nextafter(high, math.inf), low + (high - low) / 2]  # fmt: skip
    return values + [low - 1, high + 1, 0, 1, -1, 2, 0.25, number("1e400"), number("-1e400"), number("0.0"), number("1E0")]


class Generator:
    def __init__(self, registry, seed):
        self.random = random.Random(seed)
        self.kinds = {k["name"]: k for k in registry["kinds"]}
        self.relations = {r["name"]: r for r in registry["relations"]}
        self.enumerations = registry["enumerations"]
        self.records = registry["records"]
        self.common = [a["name"] for a in self.kinds["vision"]["attributes"] if a["name"] != "statement"]

    # ---- values ----------------------------------------------------------------------------------------

    def good(self, row):
        """One value of the row's type that has the right shape."""
        r = self.random
        low, high = row.get("low", 0), row.get("high", 0)
        kind = row["type"]
        if kind == "text":
            return r.choice(["", "Riders trust our advice", "Straße \"quoted\" \\ 日本", "2026-01-01", "active"])
        if kind == "texts":
            return r.choice([[], ["one"], ["one", "one", ""]])
        if kind == "date":
            return r.choice(["2026-01-31", "2027-06-30", "2026-02-30"])
        if kind == "number":
            return r.choice([low, high, self.between(low, high)])
        if kind == "integer":
            return r.choice([low, high, number("1e3"), number("5.0"), 7])
        if kind == "boolean":
            return r.choice([True, False])
        if kind == "choice":
            return r.choice(self.enumerations[row["ref"]])
        if kind == "choices":
            return r.sample(self.enumerations[row["ref"]], r.randint(0, 2))
        if kind in ("quantity", "share"):
            return self.quantity(low, high)
        if kind == "money":
            if r.random() < 0.5:
                return self.quantity(low, high)
            money = {"value": self.quantity(low, high)}
            return money | r.choice([{}, {"currency": "USD", "rate": 0.92}, {"rate": 1, "rate_date": "2026-01-01"}])
        if kind == "cadence":
            return r.choice(self.enumerations["cadence_name"] + [{"per_week": 2.5}, {"rrule": "FREQ=WEEKLY;BYDAY=MO"}])
        if kind == "record":
            return self.record(row["ref"])
        if kind == "records":
            return [self.record(row["ref"]) for _ in range(r.randint(0, 2))]
        if kind == "points":
            return r.choice([[], [[0, 0], [0.5, 0.2], [1, 1]], [[-1e300, 1e300]]])
        if kind == "interval":
            return r.choice([[low, high], [high, low]])
        if kind == "parameters":
            return r.choice([{}, {"slope": 1, "half": -0.5}])
        assert kind == "object", kind
        return r.choice([{}, {"anything": [None, {"at": "all"}]}])

    def between(self, low, high):
        low, high = max(low, -1e6), min(high, 1e6)
        return round(low + (high - low) * self.random.random(), 3)

    def quantity(self, low, high):
        r = self.random
        return r.choice([self.between(low, high), {"low": low, "high": high},
                         {"low": self.between(low, high), "likely": low, "high": high}])  # fmt: skip

    def record(self, name):
        return {p["name"]: self.good(p) for p in self.records[name] if self.random.random() < 0.6}

    def some(self, values, count):
        return self.random.sample(values, min(count, len(values)))

    def candidates(self, row):
        """Values at the edges of the row's type, right and wrong ones."""
        low, high = row.get("low", 0), row.get("high", 0)
        kind = row["type"]
        good = [self.good(row) for _ in range(4)]
        if kind == "date":
            return good + DATES
        if kind in ("number", "integer"):
            return good + around(low, high) + [number("7.0"), number("7.5"), str(low)]
        if kind in ("quantity", "share", "money"):
            forms = around(low, high)
            for value in around(low, high)[:6]:
                forms.append({"low": low, "high": value})
                forms.append({"low": value, "likely": low, "high": high})
                forms.append({"low": low, "likely": value, "high": high})
            forms += [{"low": low}, {"high": high}, {"likely": low}, {"low": high, "high": low}, {"low": None, "high": high},
                      {"low": low, "high": str(high)}, {"low": low, "high": high, "mean": low}, [low, high],
                      {"low": {"low": low, "high": high}, "high": high}, {"Low": low, "High": high}]  # fmt: skip
            if kind == "money":
                value = {"value": low}
                forms += [{"value": v} for v in forms]
                forms += [value, {"value": None}, {"value": {"low": low, "high": high}}, {"value": {"low": low}},
                          {"value": {"value": low}}, value | {"low": low, "high": high}, value | {"currency": ""},
                          value | {"currency": 1}, value | {"rate": 0}, value | {"rate": -1}, value | {"rate": 5e-324},
                          value | {"rate": 1e300}, value | {"rate": number("1.01e300")}, value | {"rate": "1"},
                          value | {"rate": {"low": 1, "high": 2}}, value | {"rate_date": "2026-01-01"},
                          value | {"rate_date": "2026-1-1"}, value | {"date": "2026-01-01"}, {"currency": "EUR"},
                          {"amount": low, "currency": "EUR"}, f"{low} EUR"]  # fmt: skip
            else:
                forms += [{"value": low}]
            return good + forms
        if kind == "choice":
            names = self.enumerations[row["ref"]]
            return good + names + [names[0].upper() + "_", names[-1].swapcase(), names[0] + " ", [names[0]], {names[0]: 1}]
        if kind == "choices":
            names = self.enumerations[row["ref"]]
            return good + [names, names[0], [names[0], names[0]], [names[0], "none"], [names[0], None], [[names[0]]]]
        if kind == "cadence":
            names = self.enumerations["cadence_name"]
            forms = [{"per_week": v} for v in [0, 5e-324, -1, 1, 1e6, 1000001, "1", None, {"low": 1, "high": 2}]]
            forms += [{"rrule": v} for v in ["", "FREQ=DAILY", "nonsense", 1, None, []]]
            return good + names + forms + ["hourly", "Weekly", {"per_week": 1, "rrule": "FREQ=DAILY"}, {"per_day": 1},
                                           {"per_week": 1, "x": {}}, ["weekly"], 7]  # fmt: skip
        if kind in ("record", "records"):
            one = [self.record(row["ref"]) for _ in range(3)]
            one += [{"x": {}}, {"unknown": 1}, {"": 1}, None, "text", 1]
            for part in self.records[row["ref"]]:
                for value in self.some(self.candidates(part), 10) + self.random.sample(STRANGE, 4):
                    one.append({part["name"]: value})
            return good + (one if kind == "record" else [[v] for v in one] + [[{}, v] for v in one[:5]] + one[:3])
        if kind == "points":
            return good + [[[0, 0, 0]], [[0]], [[0, None]], [["0", "1"]], [0, 1], [[0, 1], []], [{"0": 1}], {"0": 1},
                           [[0, number("1e301")]], [[number("-1e300"), 0]], [[[0, 1]]]]  # fmt: skip
        if kind == "interval":
            return good + [[v, high] for v in around(low, high)] + [[low], [low, high, high], [None, high], [str(low), high]]
        if kind == "parameters":
            return good + [{"a": number("1e301")}, {"a": None}, {"a": "1"}, {"a": {"low": 0, "high": 1}}, {"": 1}, {"a": [1]}]
        if kind in ("text", "boolean", "texts", "object"):
            return good + [["a", None], [["a"]], "true", 0, {"a": None}]
        raise AssertionError(kind)

    # ---- documents -------------------------------------------------------------------------------------

    def document(self, kind, element):
        """The smallest document with one element of the kind; the root is the document itself."""
        if kind == "strategy":
            return {"northline": 1} | element
        return {"northline": 1, self.kinds[kind]["member"]: {"a": element}}

    def around_attributes(self):
        """Every attribute of every kind, with candidates of its type and strangers."""
        for kind in self.kinds:
            for row in self.kinds[kind]["attributes"]:
                # What all elements have is tried in full on two kinds and lightly on the others.
                light = row["name"] in self.common and kind not in ("strategy", "goal")
                candidates = self.candidates(row)
                strangers = self.random.sample(STRANGE, 2 if light else 12)
                if light:
                    candidates = [self.good(row)] + self.random.sample(candidates, 2)
                for value in candidates + strangers:
                    yield f"{kind}.{row['name']}", self.document(kind, {row["name"]: value})

    def around_members(self):
        """Members that no kind, or another kind, has."""
        every = sorted({a["name"] for k in self.kinds.values() for a in k["attributes"]} | set(self.relations))
        special = ["northline", "id", "x", "goals", "values", "scenarios", "checks", "scoring", "overlaps", "layout", "",
                   "Title", "title ", "__proto__", "why", "supported by"]  # fmt: skip
        for kind in self.kinds:
            own = {a["name"] for a in self.kinds[kind]["attributes"]}
            for name in special + self.random.sample(every, 25):
                if name not in own:
                    yield f"{kind}?", self.document(kind, {name: self.random.choice(["b", 1, {}, {"a": 1}, "2026-01-01"])})
            for value in STRANGE:
                if kind != "strategy":
                    yield f"{kind}=", self.document(kind, value)
                    yield f"{kind}s=", {"northline": 1, self.kinds[kind]["member"]: value}
            for value in self.random.sample(STRANGE, 12):
                yield f"{kind}.x", self.document(kind, {"x": value})
            for name in IDS if kind == "goal" else self.random.sample(IDS, 10) + [""]:
                if kind != "strategy":
                    yield "id", {"northline": 1, self.kinds[kind]["member"]: {name: {}}}

    def around_the_document(self):
        for value in STRANGE + [[{"northline": 1}]]:
            yield "document", value
            yield "northline", {"northline": value}
            for name in ("id", "scenarios", "checks", "scoring", "overlaps", "layout", "x", "goal", "Goals", "schema", "$schema"):
                yield name, {"northline": 1, name: value}
        for value in [number("1.0"), number("1e0"), number("10e-1"), 2, "1", [1], number("1.0000000000000002")]:
            yield "northline", {"northline": value, "title": "t"}
        for name in IDS:
            yield "id", {"northline": 1, "id": name}
        yield "northline", {"title": "no version"}
        yield "northline", {"Northline": 1}
        yield "northline", {}

    def relation_values(self, relation):
        """Ways to write one relation, right and wrong."""
        rows = {a["name"]: a for a in relation["attributes"]}
        r = self.random
        yield from ("b", "", [], ["b"], ["b", "c", "b"], {}, {"b": {}}, {"": {}}, {"b": {}, "c": {"why": "so"}})
        yield from (["b", 1], ["b", None], [["b"]], [{"b": 1}], [{}], 1, None, True, {"b": None}, {"b": True}, {"b": []})
        yield from ({"b": "c"}, {"b": ["c"]}, {"b": 1}, {"b": 60}, {"b": 0.5}, {"b": -1}, {"b": 1e6}, {"b": {"low": 0, "high": 1}})
        yield from ({"b": "2026-01-31"}, {"b": "2026-1-31"}, {"b": "sceptic"}, {"b": [{}]}, {"b": [{}, {}]}, {"b": [[{}]]})
        yield from ({"b": [{"why": "so"}, 1]}, {"b": [None]}, {"b": ["2026-01-31"]}, {"b": {"b": {}}}, {"b": {"x": None}})
        yield from ({"b": {"x": {"y": None}}}, {"b": {"unknown": 1}}, {"b": {"": 1}}, {"b": {"title": "t"}}, {"b": [{"unknown": 1}]})
        if relation["principal"]:
            row = rows[relation["principal"]]
            for value in self.candidates(row):
                yield {"b": value}
        for row in rows.values():
            candidates = self.candidates(row)
            for value in self.some(candidates, 24) + r.sample(STRANGE, 4):
                yield {"b": {row["name"]: value}}
            yield {"b": [{row["name"]: self.good(row)}, {}]}
            yield {"b": {row["name"]: self.good(row)}, "c": {row["name"]: r.choice(STRANGE)}}
        every = {a["name"] for other in self.relations.values() for a in other["attributes"]}
        for name in r.sample(sorted(every - set(rows)), 3):
            yield {"b": {name: 1}}

    def around_relations(self):
        for relation in self.relations.values():
            starts = sorted(relation["ends"])
            # Every form at one kind, and a few at each of the others: the payload is the same everywhere.
            first = self.random.choice(starts)
            forms = list(self.relation_values(relation))
            for kind in self.kinds:
                if kind == first:
                    chosen = forms
                elif kind in starts:
                    chosen = [{"b": self.payload(relation)}] + self.random.sample(forms, 3)
                else:
                    chosen = ["b", self.random.choice(forms)]
                for value in chosen:
                    yield f"{kind}-{relation['name']}", self.document(kind, {relation["name"]: value})

    def whole(self):
        """A document with an element or two of every kind, most attributes and some relations."""
        r = self.random
        document = {"northline": 1, "id": "plan", "x": {"tool": [1, None]}}
        ids = {}
        for kind, info in self.kinds.items():
            if info["member"]:
                ids[kind] = [f"{kind}-{i}" for i in range(r.randint(1, 2))]
        for kind, info in self.kinds.items():
            if not info["member"]:
                self.fill(document, kind, ids)
                continue
            document[info["member"]] = {i: self.fill({}, kind, ids) for i in ids[kind]}
        for name in ("scenarios", "checks", "scoring", "overlaps", "layout"):
            if r.random() < 0.3:
                document[name] = {"free": [None, {"x": 1}]}
        return document

    def fill(self, element, kind, ids):
        r = self.random
        for row in self.kinds[kind]["attributes"]:
            if r.random() < 0.35:
                element[row["name"]] = self.good(row)
        for relation in self.relations.values():
            targets = [i for k in relation["ends"].get(kind, []) for i in ids.get(k, ())]
            if not targets or r.random() > 0.35:
                continue
            chosen = r.sample(targets, min(len(targets), r.randint(1, 3)))
            form = r.randint(0, 3)
            if form == 0:
                element[relation["name"]] = chosen[0]
            elif form == 1:
                element[relation["name"]] = chosen
            else:
                element[relation["name"]] = {t: self.payload(relation) for t in chosen}
        if r.random() < 0.2:
            element["x"] = {"mine": None}
        return element

    def payload(self, relation):
        r = self.random
        rows = {a["name"]: a for a in relation["attributes"]}
        if relation["principal"] and r.random() < 0.5:
            row = rows[relation["principal"]]
            value = self.good(row)
            while row["type"] in ("quantity", "share") and isinstance(value, dict):
                value = self.good(row)
            return value
        said = {name: self.good(row) for name, row in rows.items() if r.random() < 0.5}
        return [said, {}] if relation["repeats"] and r.random() < 0.5 else said

    # ---- breaking whole documents --------------------------------------------------------------------------

    def broken(self, document):
        """The document changed in one place; often it is still right."""
        document = copy.deepcopy(document)
        places = []
        collect(document, places)
        r = self.random
        holder, key = r.choice(places)
        value = holder[key]
        change = r.randint(0, 9)
        if change == 0:
            del holder[key]
        elif change == 1:
            holder[key] = r.choice(STRANGE)
        elif change == 2:
            holder[key] = [value]
        elif change == 3:
            holder[key] = None
        elif change == 4 and isinstance(holder, dict):
            holder[r.choice([key + "s", key.upper(), " " + key, "", "x", "title"])] = holder.pop(key)
        elif change == 5 and isinstance(value, dict):
            value[r.choice(["x", "unknown", "value", "low", "title", "why"])] = r.choice(STRANGE)
        elif change == 6 and isinstance(value, (int, float)) and not isinstance(value, bool):
            holder[key] = r.choice([-value - 1, value * 1000, str(value), value + 0.5, number("1e400")])
        elif change == 7 and isinstance(value, str):
            holder[key] = r.choice([value.upper(), value + " ", value[:-1], "", 7, [value], {value: 1}, r.choice(DATES)])
        elif change == 8:
            other, other_key = r.choice(places)
            holder[key] = copy.deepcopy(other[other_key])
        else:
            # Moves a value to where another one stood: right in itself, wrong in its place, or the reverse.
            other, other_key = r.choice(places)
            if isinstance(other, dict) and isinstance(other_key, str):
                other[r.choice(sorted(self.relations))] = copy.deepcopy(value)
        return document


def collect(node, places):
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in list(items):
        places.append((node, key))
        if isinstance(value, (dict, list)):
            collect(value, places)


def mutants(registry, seed=20260101, wholes=40, broken=40):
    """Pairs of what is tried and the document as a line of JSON, in an order that only the seed decides."""
    generator = Generator(registry, seed)
    for make in (generator.around_the_document, generator.around_members, generator.around_attributes, generator.around_relations):
        for what, document in make():
            yield what, line(document)
    for _ in range(wholes):
        document = generator.whole()
        yield "whole", line(document)
        for _ in range(broken):
            yield "broken", line(generator.broken(document))

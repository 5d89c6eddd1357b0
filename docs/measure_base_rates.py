#!/usr/bin/env python3
"""Measures how often each check fires on documents that other people published, and prints docs/base-rates.md.

    docs/measure_base_rates.py TOOL SHARED >docs/base-rates.md

SHARED is a folder with the real documents: StratML plans in data/stratml, ArchiMate models in the exchange format in
data/archimate, targets of public bodies in cases/metric-progress. None of them is copied; the page holds figures only.
"""
import collections
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

AS_OF = "2026-11-21"
ARCHIMATE = "{http://www.opengroup.org/xsd/archimate/3.0/}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
# What an ArchiMate model says in a strategy's words.
KINDS = {
    "Goal": "goals", "Outcome": "goals", "Stakeholder": "stakeholders", "Driver": "insights", "Assessment": "insights",
    "Requirement": "programs", "CourseOfAction": "programs", "WorkPackage": "programs", "Principle": "policies",
    "Constraint": "policies", "Resource": "resources", "Capability": "capabilities",
}  # fmt: skip


def checked(tool, document, *options):
    r = subprocess.run([tool, "check", *options, "--format", "json", "--fail-on", "never", "--as-of", AS_OF,
                        "-" if isinstance(document, dict) else str(document)],
                       input=json.dumps(document) if isinstance(document, dict) else None, capture_output=True, text=True,
                       encoding="utf-8")
    if r.returncode:
        raise SystemExit(r.stderr)
    return json.loads(r.stdout)["findings"]


def converted(tool, path):
    r = subprocess.run([tool, "convert", str(path)], capture_output=True, text=True, encoding="utf-8")
    return json.loads(r.stdout)  # exit code 1: the plan was repaired on reading


def archimate(path):
    """The motivation and strategy part of a model as a document."""
    model = ElementTree.parse(path).getroot()
    title = model.findtext(f"{ARCHIMATE}name") or path.stem
    document = {"northline": 1, "title": title}
    kind_of = {}
    for e in model.iter(f"{ARCHIMATE}element"):
        kind = KINDS.get(e.get(TYPE))
        if kind:
            kind_of[e.get("identifier")] = kind
            document.setdefault(kind, {})[e.get("identifier")] = {"title": e.findtext(f"{ARCHIMATE}name") or ""}

    def relate(source, relation, target):
        of = document[kind_of[source]][source].setdefault(relation, [])
        if target not in of and source != target:
            of.append(target)

    for r in model.iter(f"{ARCHIMATE}relationship"):
        a, b, sort = r.get("source"), r.get("target"), r.get(TYPE)
        pair = (kind_of.get(a), kind_of.get(b))
        if pair == ("goals", "goals"):
            if sort in ("Composition", "Aggregation"):
                relate(b, "refines", a)
            else:
                relate(a, "supports", b)
        for x, y, (p, q) in ((a, b, pair), (b, a, pair[::-1])):
            if (p, q) == ("programs", "goals"):
                relate(x, "contributes_to", y)
            elif (p, q) == ("goals", "insights"):
                relate(x, "addresses", y)
            elif (p, q) == ("goals", "stakeholders"):
                relate(x, "serves", y)
            elif (p, q) == ("programs", "resources"):
                relate(x, "consumes", y)
            elif (p, q) == ("insights", "stakeholders"):
                relate(x, "felt_by", y)
            elif (p, q) == ("programs", "policies"):
                relate(x, "governed_by", y)
    return document


def public_targets(path):
    """The last quarter's rows: a metric each, under the goal that it measures."""
    sorts = {"Measurable increase": "increase", "Measurable decrease": "decrease",
             "Maintain at or above threshold": "at_least", "Maintain at or below threshold": "at_most",
             "Complete milestone": "milestone"}  # fmt: skip
    goals, metrics = {}, {}
    for row in json.loads(path.read_text(encoding="utf-8"))["rows"]:
        if row["q"] != "4":
            continue
        name = f"m{row['row']}"
        metric = {"title": f"Indicator {row['row']}"}
        if row["type"] in sorts:
            metric["direction"] = sorts[row["type"]]
        if row["start"] is not None:
            metric["baseline"] = {"value": row["start"], "date": "2021-10-01"}
        if row["target"] is not None:
            metric["targets"] = [{"value": row["target"], "due": "2022-09-30"}]
        if row["current"] is not None:
            metric["observations"] = [{"date": "2022-09-30", "value": row["current"]}]
        metrics[name] = metric
        goals.setdefault(row["goal"], {"title": row["goal"], "measured_by": []})["measured_by"].append(name)
    return {"northline": 1, "title": "Targets of public bodies", "goals": goals, "metrics": metrics}


FAMILIES = {
    "plans": ("StratML plans", lambda tool, shared: [
        converted(tool, p) for p in sorted((shared / "data/stratml").glob("*.xml")) if not p.name.startswith("template")]),
    "models": ("ArchiMate models", lambda tool, shared: [
        archimate(p) for p in sorted((shared / "data/archimate").glob("*.exchange.xml"))]),
    "targets": ("public targets", lambda tool, shared: [
        public_targets(p) for p in sorted((shared / "cases/metric-progress").glob("*.json"))]),
}  # fmt: skip


def rates(tool, documents):
    """By check and severity: documents in which it fires, findings, and elements of the kinds it speaks of."""
    out = {}
    for document in documents:
        found = collections.defaultdict(list)
        for f in checked(tool, document):
            found[f["code"], f["name"], f["severity"]].append(f)
        for key, list_ in found.items():
            kinds = {f["pointer"].split("/")[1] for f in list_ if f["pointer"].count("/") > 1}
            r = out.setdefault(key, {"documents": 0, "findings": 0, "elements": 0, "kinds": set()})
            r["documents"] += 1
            r["findings"] += len(list_)
            r["kinds"] |= kinds
    for r in out.values():
        r["elements"] = sum(len(d.get(k, {})) for d in documents for k in r["kinds"])
    return out


def cell(rate, documents):
    if rate is None:
        return "–"
    if not rate["elements"]:
        return f"{rate['documents']} of {documents}"
    return f"{rate['findings']} of {rate['elements']} ({100 * rate['findings'] / rate['elements']:.0f} %)"


def main(tool, shared):
    families = {name: made(tool, shared) for name, (_, made) in FAMILIES.items()}
    measured = {name: rates(tool, documents) for name, documents in families.items()}
    codes = sorted({key for of in measured.values() for key in of})
    order = ("error", "warning", "advice")
    errors = [key for key in codes if key[2] == "error"]
    print(f"""# What fires on real documents

How often each check speaks about documents that nobody wrote for it: {len(families["plans"])} published StratML plans,
{len(families["models"])} public ArchiMate models, read as far as they hold goals, programs, insights, policies and
people, and one quarter of the published targets of public bodies in the United States. `docs/measure_base_rates.py`
measures it; the documents are not part of the repository.

A severity says how sure a check is, so a check that speaks everywhere must not shout. What this means here:

- **Errors** say that a document cannot mean what it says. {"None fires on any of these documents." if not errors else
  "These fire: " + ", ".join(code for code, _, _ in errors) + "."}
- **Warnings** that speak of nearly every element ask for what these sources do not hold at all: a StratML plan of Part 1
  has no word for work or metrics, and an architecture model none for dates and owners (and much of what its elements are
  tied to, processes and applications, is left out here, hence NL007). Each of them is a question that a
  strategy has to answer, so it stays a warning; the text report puts what is true of many elements into
  one place, a [baseline](configuration.md) keeps them from hiding what is new, and the
  [profile for small organisations](configuration.md#small-organisations) asks less.
- **Advice** is what good plans may lack.

Checks that spoke on half of every sound plan were made narrower, or advice: [decisions.md](decisions.md) tells which. Larger
counts by others point the same way. Of 1,970 goals in public ArchiMate models 36 % are realised by something (NL205 would
speak of the rest), 29 % are tied to a driver or an assessment (NL107), 10 % to a stakeholder (NL302) and 9.4 % to nothing
at all (NL007); of 90 priority goals of agencies 19 have no target (NL602).

| check | severity | {" | ".join(f"{label} ({len(families[name])})" for name, (label, _) in FAMILIES.items())} |
| --- | --- | {" | ".join("---:" for _ in FAMILIES)} |""")
    for key in sorted(codes, key=lambda k: (order.index(k[2]), k)):
        cells = [cell(measured[name].get(key), len(families[name])) for name in FAMILIES]
        print(f"| [{key[0]}](checks/{key[0]}.md) {key[1]} | {key[2]} | {' | '.join(cells)} |")
    print("""
Findings of the elements of the kinds that the check speaks of; "2 of 3" are documents, for checks that are asked once of the
whole. Consequences of other findings are left out, as they are in every report.""")


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))

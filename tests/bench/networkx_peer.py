"""Ten structural checks of a strategy as somebody at home in networkx would write them.

    python networkx_peer.py FILE... [--runs N] [--json OUT] [--findings OUT]

Reading (json.load), building the graphs and checking are timed apart; the medians are printed as JSON. What
each check found can be written to a file, so that the tool's findings can be compared with it.

One DiGraph per relation is kept beside the graph of everything: asking a MultiDiGraph for the edges of one
type would make each check walk all of them, which nobody who knows the library does.
"""

import argparse
import gc
import json
import statistics
import sys
import time

import networkx as nx

KINDS = {
    "visions": "vision", "missions": "mission", "values": "value", "assessments": "assessment",
    "insights": "insight", "goals": "goal", "benefits": "benefit", "audiences": "audience",
    "stakeholders": "stakeholder", "channels": "channel", "programs": "program", "activities": "activity",
    "resources": "resource", "metrics": "metric", "benchmarks": "benchmark", "policies": "policy",
    "capabilities": "capability", "risks": "risk", "exclusions": "exclusion",
}  # fmt: skip

# Relation: the kinds it may end at. Pairs that depend on where it starts are in SAME_KIND.
ENDS = {
    "supports": {"goal", "vision", "mission"}, "refines": {"goal"}, "contributes_to": {"goal"},
    "based_on": {"assessment", "insight"}, "found_in": {"assessment"}, "felt_by": {"audience", "stakeholder"},
    "addresses": {"insight"}, "serves": {"audience", "stakeholder"}, "delivers": {"benefit"},
    "present_on": {"channel"}, "reaches": {"audience"}, "uses": {"channel", "resource"},
    "consumes": {"resource"}, "needs": {"capability"}, "raises": {"capability"},
    "depends_on": {"program", "activity", "goal"}, "part_of": {"program", "audience", "resource", "stakeholder"},
    "measured_by": {"metric"}, "drives": {"metric"}, "numerator": {"metric"}, "denominator": {"metric"},
    "replaced_by": {"metric"}, "owned_by": {"stakeholder"}, "reviewed_by": {"stakeholder"},
    "approved_by": {"stakeholder"}, "sponsored_by": {"stakeholder"}, "informed": {"stakeholder"},
    "performed_by": {"stakeholder"}, "consulted": {"stakeholder"}, "works_as": {"resource"},
    "governed_by": {"policy"}, "guided_by": {"value"}, "co_created_with": {"stakeholder", "audience"},
    "conflicts_with": {"goal", "program", "value"},
    "takes_stance": {"goal", "program", "policy", "channel"}, "holds_relationship": {"audience"},
    "speaks_for": {"audience"}, "challenges": {"goal"}, "threatens": {"goal", "program", "channel", "audience"},
    "mitigated_by": {"program", "activity", "policy"}, "rules_out": {"channel", "audience", "program"},
}  # fmt: skip
SAME_KIND = {
    ("part_of", "activity"): {"program"}, ("part_of", "program"): {"program"},
    ("part_of", "audience"): {"audience"}, ("part_of", "resource"): {"resource"},
    ("part_of", "stakeholder"): {"stakeholder"}, ("depends_on", "goal"): {"goal"},
    ("depends_on", "program"): {"program", "activity"}, ("depends_on", "activity"): {"program", "activity"},
}  # fmt: skip


def targets(value):
    """Ids at the far ends of a relation, in any of its forms."""
    return (value,) if isinstance(value, str) else value


class Strategy:
    """The graph of everything (elements with their kind) and one graph per relation."""

    def __init__(self, document):
        self.all = nx.DiGraph()
        self.by_relation = {name: nx.DiGraph() for name in ENDS}
        self.by_kind = {kind: [] for kind in KINDS.values()}
        self.kind = {}
        self.references = []
        root = document.get("id", "strategy")
        self.kind[root] = "strategy"
        for member, kind in KINDS.items():
            for name in document.get(member, ()):
                self.kind[name] = kind
                self.by_kind[kind].append(name)
        self.all.add_nodes_from(self.kind)
        self._add(root, document)
        for member in KINDS:
            for name, element in document.get(member, {}).items():
                self._add(name, element)
        known = self.kind
        edges = {name: [] for name in ENDS}
        for source, relation, target in self.references:
            if target in known:
                edges[relation].append((source, target))
        for relation, pairs in edges.items():
            self.by_relation[relation].add_edges_from(pairs)
            self.all.add_edges_from(pairs)

    def _add(self, name, element):
        for member, value in element.items():
            if member in ENDS:
                for target in targets(value):
                    self.references.append((name, member, target))


def unknown_references(s):
    return [source for source, _, target in s.references if target not in s.kind]


def wrong_ends(s):
    kind, found = s.kind, []
    for source, relation, target in s.references:
        if target in kind and kind[target] not in SAME_KIND.get((relation, kind[source]), ENDS[relation]):
            found.append(source)
    return found


def cycles(graph):
    return [
        sorted(component)
        for component in nx.strongly_connected_components(graph)
        if len(component) > 1 or any(graph.has_edge(node, node) for node in component)
    ]


def isolated(s):
    return [name for name in nx.isolates(s.all) if s.kind[name] != "strategy"]


def without_line_of_sight(s):
    upward = nx.compose(s.by_relation["refines"], s.by_relation["supports"])
    tops = s.by_kind["vision"] or s.by_kind["mission"]
    seen = set()
    for top in tops:
        if top in upward:
            seen |= nx.ancestors(upward, top)
    return [goal for goal in s.by_kind["goal"] if goal not in seen] if tops else []


def goals_without_program(s):
    """Goals that no program or activity helps, neither them nor a goal below them."""
    helped = set(target for _, target in s.by_relation["contributes_to"].edges)
    upward = nx.compose(s.by_relation["refines"], s.by_relation["supports"])
    reached = set(helped)
    for layer in nx.bfs_layers(upward, [goal for goal in helped if goal in upward]):
        reached.update(layer)
    return [goal for goal in s.by_kind["goal"] if goal not in reached]


def programs_without_goal(s):
    graph = s.by_relation["contributes_to"]
    return [p for p in s.by_kind["program"] if p not in graph or graph.out_degree(p) == 0]


def goals_without_metric(s):
    graph = s.by_relation["measured_by"]
    return [g for g in s.by_kind["goal"] if g not in graph or graph.out_degree(g) == 0]


def counted_twice(s):
    """Goals that are parts of one ancestor by more than one way."""
    graph, found = s.by_relation["refines"], []
    for goal in s.by_kind["goal"]:
        if goal not in graph or graph.out_degree(goal) < 2:
            continue
        above = set()
        for parent in graph.successors(goal):
            mine = nx.descendants(graph, parent) | {parent}
            if above & mine:
                found.append(goal)
                break
            above |= mine
    return found


CHECKS = {
    "NL001": unknown_references,
    "NL002": wrong_ends,
    "NL003": lambda s: cycles(s.by_relation["refines"]),
    "NL004": lambda s: cycles(s.by_relation["depends_on"]),
    "NL007": isolated,
    "NL018": counted_twice,
    "NL202": without_line_of_sight,
    "NL205": goals_without_program,
    "NL206": programs_without_goal,
    "NL601": goals_without_metric,
}


def measure(path, runs):
    times = {"load": [], "build": [], "check": []}
    found = {}
    for _ in range(runs):
        strategy = document = None
        gc.collect()
        start = time.perf_counter()
        with open(path, "rb") as file:
            document = json.load(file)
        loaded = time.perf_counter()
        strategy = Strategy(document)
        built = time.perf_counter()
        found = {code: check(strategy) for code, check in CHECKS.items()}
        done = time.perf_counter()
        times["load"].append(loaded - start)
        times["build"].append(built - loaded)
        times["check"].append(done - built)
    result = {name: statistics.median(values) for name, values in times.items()}
    result["total"] = statistics.median(map(sum, zip(*times.values())))
    result["elements"] = len(strategy.kind) - 1
    result["runs"] = runs
    result["found"] = {code: len(what) for code, what in found.items()}
    return result, found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--findings", help="write what was found in the last file to this one")
    options = parser.parse_args()
    results = {}
    found = {}
    for path in options.files:
        results[path], found = measure(path, options.runs)
    if options.findings:
        with open(options.findings, "w", encoding="utf-8") as file:
            json.dump(found, file)
    versions = {"python": sys.version.split()[0], "networkx": nx.__version__}
    json.dump({"versions": versions, "files": results}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()

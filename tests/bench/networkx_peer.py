"""Ten structural checks of a strategy as somebody at home in networkx would write them.

    python networkx_peer.py FILE... [--runs N] [--findings OUT]

Reading (json.load), building the graph and checking are timed apart, in processor time of the one thread; the
medians are printed as JSON. What each check found can be written to a file, so that the tool's findings can be
compared with it.

The strategy is one MultiDiGraph, as two elements may hold several relations of different type; the type is
the key of an edge. Checks that look at one relation take its edges out into a DiGraph, once: algorithms run on
that many times faster than on a filtered view, and checks that need the same edges share it. Taking them out
belongs to the checks, building the MultiDiGraph does not.
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
MAY_STAND_ALONE = {"strategy", "vision", "mission", "value", "benchmark", "exclusion"}


def targets(value):
    """Ids at the far ends of a relation, in any of its forms."""
    return (value,) if isinstance(value, str) else value


class Strategy:
    """The graph of everything; nodes know their kind and status, edges their relation."""

    def __init__(self, document):
        graph = self.graph = nx.MultiDiGraph()
        self.layers = {}
        self.dangling = []
        root = document.get("id", "strategy")
        graph.add_node(root, kind="strategy", status=None, form=None)
        for member, kind in KINDS.items():
            for name, element in document.get(member, {}).items():
                graph.add_node(name, kind=kind, status=element.get("status"), form=element.get("form"))
        self._add(root, document)
        for member in KINDS:
            for name, element in document.get(member, {}).items():
                self._add(name, element)

    def _add(self, name, element):
        graph = self.graph
        for member, value in element.items():
            if member in ENDS:
                for target in targets(value):
                    if target in graph:
                        graph.add_edge(name, target, key=member)
                    else:
                        self.dangling.append((name, member, target))

    def layer(self, *relations):
        """The edges of some relations alone."""
        if relations not in self.layers:
            wanted = set(relations)
            self.layers[relations] = nx.DiGraph(
                (source, target) for source, target, relation in self.graph.edges(keys=True) if relation in wanted
            )
        return self.layers[relations]

    def of_kind(self, kind):
        return [name for name, k in self.graph.nodes(data="kind") if k == kind]


def unknown_references(s):
    return [source for source, _, _ in s.dangling]


def wrong_ends(s):
    kind = dict(s.graph.nodes(data="kind"))
    return [
        source
        for source, target, relation in s.graph.edges(keys=True)
        if kind[target] not in SAME_KIND.get((relation, kind[source]), ENDS[relation])
    ]


def cycles(graph):
    return [
        sorted(component)
        for component in nx.strongly_connected_components(graph)
        if len(component) > 1 or any(graph.has_edge(node, node) for node in component)
    ]


def isolated(s):
    """What nothing is tied to, though it should be: visions, values and the like may stand alone."""
    nodes = s.graph.nodes
    return [
        name
        for name in nx.isolates(s.graph)
        if nodes[name]["kind"] not in MAY_STAND_ALONE and nodes[name]["status"] not in ("dropped", "left")
    ]


def without_line_of_sight(s):
    upward = s.layer("refines", "supports")
    tops = s.of_kind("vision") or s.of_kind("mission")
    seen = set()
    for top in tops:
        if top in upward:
            seen |= nx.ancestors(upward, top)
    return [goal for goal in s.of_kind("goal") if goal not in seen] if tops else []


def reachable(graph, sources):
    """The sources and all that can be reached from one of them."""
    return set(sources).union(*nx.bfs_layers(graph, [name for name in sources if name in graph]))


def goals_without_program(s):
    """Goals that no program or activity helps, neither them nor a goal below them."""
    helped = {target for _, target in s.layer("contributes_to").edges}
    reached = reachable(s.layer("refines", "supports"), helped)
    return [goal for goal in s.of_kind("goal") if goal not in reached]


def programs_without_goal(s):
    """Programs that help no goal, neither themselves nor by what belongs to them or what they belong to."""
    parts = s.layer("part_of")
    helping = {source for source, _ in s.layer("contributes_to").edges}
    containing = reachable(parts, helping)
    contained = reachable(parts.reverse(copy=False), [name for name in containing if name in parts])
    return [program for program in s.of_kind("program") if program not in containing and program not in contained]


def goals_without_metric(s):
    """Goals that nothing measures; a broad one may leave that to its parts."""
    nodes, parts = s.graph.nodes, s.layer("refines")
    measured = {source for source, _ in s.layer("measured_by").edges}
    return [
        goal
        for goal in s.of_kind("goal")
        if goal not in measured
        and not (
            nodes[goal]["form"] == "goal"
            and goal in parts
            and any(part in measured for part in parts.predecessors(goal))
        )
    ]


def counted_twice(s):
    """Goals that lead to one goal above them by more than one way."""
    graph, found = s.layer("refines", "supports"), []
    goals = set(s.of_kind("goal"))
    circling = set().union(*s.circles) if s.circles else set()
    for goal in goals - circling:
        parents = [parent for parent in graph.successors(goal) if parent in goals] if goal in graph else []
        if len(parents) < 2:
            continue
        above = set()
        for parent in parents:
            mine = (nx.descendants(graph, parent) | {parent}) & goals
            if above & mine:
                found.append(goal)
                break
            above |= mine
    return found


def goal_cycles(s):
    s.circles = cycles(s.layer("refines", "supports"))
    return s.circles


CHECKS = {
    "NL001": unknown_references,
    "NL002": wrong_ends,
    "NL003": goal_cycles,
    "NL004": lambda s: cycles(s.layer("depends_on")),
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
        start = time.thread_time()
        with open(path, "rb") as file:
            document = json.load(file)
        loaded = time.thread_time()
        strategy = Strategy(document)
        built = time.thread_time()
        found = {code: check(strategy) for code, check in CHECKS.items()}
        done = time.thread_time()
        times["load"].append(loaded - start)
        times["build"].append(built - loaded)
        times["check"].append(done - built)
    result = {name: statistics.median(values) for name, values in times.items()}
    result["total"] = statistics.median(map(sum, zip(*times.values())))
    result["elements"] = strategy.graph.number_of_nodes() - 1
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

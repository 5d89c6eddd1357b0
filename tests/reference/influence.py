"""A slow, obviously right second program for docs/influence.md: paths are enumerated, nothing is shared.

Edges are (source, target, relation, point or None, low, high) with sizes as shares between -1 and 1.
"""

from __future__ import annotations

import itertools

CARRIERS = ("visions", "missions", "goals", "programs", "activities", "capabilities")
LEAVES = ("dropped", "left")


def targets(value):
    """[(target, payload or None)] of a relation in any of its forms."""
    if value is None:
        return []
    if isinstance(value, str):
        return [(value, None)]
    if isinstance(value, list):
        return [(t, None) for t in dict.fromkeys(value)]
    return list(value.items())


def principal(payload, name):
    """What a payload says under its main attribute; None if nothing."""
    if isinstance(payload, dict):
        if name in payload:
            return payload[name]
        return None
    return payload


def quantity(value):
    """(point, low, high) of a number or a range."""
    if not isinstance(value, dict):
        return value, value, value
    point = value.get("likely", (value["low"] + value["high"]) / 2)
    return point, value["low"], value["high"]


class Graph:
    def __init__(self, document):
        self.kind = {}
        for member in CARRIERS:
            for id, element in document.get(member, {}).items():
                if element.get("status") not in LEAVES:
                    self.kind[id] = member
        self.status = {id: document[m][id].get("status") for id, m in self.kind.items()}
        weights = {}
        for id in self.kind:
            if self.kind[id] == "goals":
                for parent, payload in targets(document["goals"][id].get("refines")):
                    if parent in self.kind and parent != id:
                        weights.setdefault(parent, {})[id] = principal(payload, "weight")
        self.edges = []
        for id, member in self.kind.items():
            element = document[member][id]
            for relation in ("contributes_to", "supports"):
                for target, payload in targets(element.get(relation)):
                    if target not in self.kind or target == id:
                        continue
                    size = principal(payload, "contribution")
                    if size is None:
                        self.edges.append((id, target, relation, None, 0.0, 1.0))
                    else:
                        point, low, high = quantity(size)
                        self.edges.append((id, target, relation, point / 100, low / 100, high / 100))
            for parent, _ in targets(element.get("refines")):
                if parent in self.kind and parent != id:
                    self.edges.append((id, parent, "refines", *self.part(weights[parent], id)))
        self.edges = [e for e in self.edges if not e[4] == e[5] == 0]
        self.out = {id: [e for e in self.edges if e[0] == id] for id in self.kind}

    @staticmethod
    def part(family, id):
        given = {k: w for k, w in family.items() if w is not None}
        total, missing, own = sum(given.values()), len(family) - len(given), family[id]
        if not given or (not missing and total == 0):
            x = 1 / len(family)
            return x, x, x
        if not missing:
            return own / total, own / total, own / total
        if own is None:
            return None, 0.0, 100 / (100 + total)
        if own == 0:
            return None, 0.0, 0.0
        return None, own / (total + 100 * missing), own / total

    def of(self, *members):
        return [id for id, m in self.kind.items() if m in members]

    def paths(self, start, end, without=(), cut=()):
        """Simple paths as lists of edges."""
        found, path, been = [], [], {start}

        def walk(at):
            if at == end and path:
                found.append(list(path))
                return
            for e in self.out[at]:
                if e[1] in been or e[1] in without or e in cut:
                    continue
                been.add(e[1])
                path.append(e)
                walk(e[1])
                path.pop()
                been.discard(e[1])

        if start not in without:
            walk(start)
        return found

    def reach(self, start, edges=None, without=()):
        seen, open_ = set(), [start] if start not in without else []
        edges = self.edges if edges is None else edges
        while open_:
            at = open_.pop()
            for e in edges:
                if e[0] == at and e[1] not in seen and e[1] not in without:
                    seen.add(e[1])
                    open_.append(e[1])
        return seen

    def circular(self):
        return any(id in self.reach(id) for id in self.kind)


def product(path):
    """(value or None, low, high) of a path."""
    value, low, high = 1.0, 1.0, 1.0
    for _, _, _, point, a, b in path:
        value = None if value is None or point is None else value * point
        ends = [low * a, low * b, high * a, high * b]
        low, high = min(ends), max(ends)
    return value, low, high


def sides(edge):
    """Magnitudes ((good low, good point, good high), (bad …)) of an edge; the point of an unknown one is 0."""
    _, _, _, point, low, high = edge
    sizes = (low, 0 if point is None else point, high)
    return [max(x, 0) for x in sizes], [max(-x, 0) for x in reversed(sizes)]


def effect(paths):
    """Of the paths of a graph without circles: value, lower, upper, helps, hurts, or None where nobody can say."""
    good, bad = [0.0] * 3, [0.0] * 3
    unsized = False
    for path in paths:
        unsized = unsized or any(e[3] is None for e in path)
        g, b = [1.0] * 3, [0.0] * 3
        for e in path:
            x, y = sides(e)
            g, b = ([g[i] * x[i] + b[i] * y[i] for i in range(3)], [g[i] * y[i] + b[i] * x[i] for i in range(3)])
        good = [a + x for a, x in zip(good, g)]
        bad = [a + x for a, x in zip(bad, b)]
    return {"value": None if unsized else good[1] - bad[1], "lower": good[0] - bad[2], "upper": good[2] - bad[0],
            "helps": None if unsized else good[1], "hurts": None if unsized else bad[1]}


def signs(paths):
    """Which signs the products of paths may have."""
    found = set()
    for path in paths:
        possible = {1}
        for e in path:
            here = ({1} if e[5] > 0 else set()) | ({-1} if e[4] < 0 else set())
            possible = {a * b for a in possible for b in here}
        found |= possible
    return found


def strength(path):
    """Paths of known size first, then by what they can carry, then the shorter."""
    value, _, _ = product(path)
    most = 1.0
    for e in path:
        most *= abs(e[3]) if value is not None else max(abs(e[4]), abs(e[5]))
    return (value is not None, most, -len(path))


def smallest_element_cut(graph, start, end):
    """How many elements (and direct relations) it takes to cut them off, by trying."""
    direct = [e for e in graph.edges if e[0] == start and e[1] == end]
    between = sorted((graph.reach(start) | {start}) - {start, end})
    rest = [e for e in graph.edges if e not in direct]
    for n in range(len(between) + 1):
        for some in itertools.combinations(between, n):
            if end not in graph.reach(start, rest, some):
                return n + len(direct)
    raise AssertionError("Taking out everything cuts.")


def smallest_relation_cut(graph, start, end):
    used = [e for e in graph.edges if (e[0] == start or e[0] in graph.reach(start))]
    for n in range(len(used) + 1):
        for some in itertools.combinations(range(len(used)), n):
            left = [e for i, e in enumerate(used) if i not in some]
            if end not in graph.reach(start, left):
                return n
    raise AssertionError("Taking out everything cuts.")


def bottlenecks(graph, document):
    """{element: (goals cut off from work, goals cut off from the top)} by deleting and searching."""
    helping = [e for e in graph.edges if (e[3] if e[3] is not None else e[5]) > 0]
    work = graph.of("programs", "activities")
    tops = graph.of("visions") or graph.of("missions")
    goals = [g for g in graph.of("goals") if graph.status[g] != "done"]

    def fed(without):
        seen = set()
        for w in work:
            if w not in without:
                seen |= graph.reach(w, helping, without)
        return seen

    def led(without):
        return {g for g in goals if g not in without and graph.reach(g, helping, without) & (set(tops) - set(without))}

    before_work, before_top = fed(()), led(())
    found = {}
    for id in graph.kind:
        lost = [g for g in goals if g != id and g in before_work and g not in fed({id})]
        cut = [g for g in goals if g != id and g in before_top and g not in led({id})]
        if lost or cut:
            found[id] = (lost, cut)
    for id, r in document.get("resources", {}).items():
        if r.get("status") in LEAVES:
            continue
        users = {w for w in work for t, _ in targets(document[graph.kind[w]][w].get("consumes")) if t == id}
        lost = [g for g in goals if users and g in before_work and g not in fed(users)]
        if lost:
            found[id] = (lost, [])
    return found, [g for g in goals if g not in before_work], [g for g in goals if g not in before_top]

"""Goal evaluation once more, slowly: written from docs/evaluation.md, for comparing with the fast one.

Everything is a dictionary by id and a loop that goes on until nothing changes. Documents are parsed JSON; only
what evaluation reads is looked at.
"""

import math

NODE_MEMBERS = ("visions", "missions", "goals", "programs", "activities", "capabilities")
SATISFACTION = ["denied", "weakly_denied", "weakly_satisfied", "satisfied", "conflict", "undecided", "none"]
NUMBER = {"denied": -100, "weakly_denied": -50, "weakly_satisfied": 50, "satisfied": 100, "conflict": -101,
          "undecided": -102, "none": 0}
FACTOR = {"make": 1, "help": 0.25, "some_positive": 0.75, "unknown": 0, "some_negative": -0.75, "hurt": -0.25,
          "break": -1}


def label(value):
    if value is None or value == -102:
        return "undecided"
    if value == -101:
        return "conflict"
    if value >= 100:
        return "satisfied"
    if value <= -100:
        return "denied"
    return "weakly_satisfied" if value > 0 else "weakly_denied" if value < 0 else "none"


def help_word(size):
    if size == 0:
        return "unknown"
    positive = {100: "make"}.get(size, "some_positive" if size >= 50 else "help")
    negative = {-100: "break"}.get(size, "some_negative" if size <= -50 else "hurt")
    return positive if size > 0 else negative


def related(value):
    """A relation in any of its forms as [(target, principal value or None)]."""
    if isinstance(value, str):
        return [(value, None)]
    if isinstance(value, list):
        return [(x, None) for x in value]
    return [(k, v if not isinstance(v, dict) else None) for k, v in (value or {}).items()]


def sizes(value):
    """Contributions of a relation: (target, (low, point, high))."""
    if not isinstance(value, dict):
        return [(t, None) for t, _ in related(value)]
    out = []
    for target, v in value.items():
        if isinstance(v, dict):
            v = v.get("contribution")
        if isinstance(v, dict):
            low, high = v["low"], v["high"]
            v = (low, v.get("likely", low + (high - low) / 2), high)
        elif v is not None:
            v = (v, v, v)
        out.append((target, v))
    return out


class Graph:
    def __init__(self, document):
        self.nodes, self.kind = {}, {}
        for member in NODE_MEMBERS:
            for id, element in document.get(member, {}).items():
                if element.get("status") not in ("dropped", "left"):
                    self.nodes[id], self.kind[id] = element, member
        self.parts = {id: [] for id in self.nodes}
        self.helps = {id: [] for id in self.nodes}
        self.needs = {id: [] for id in self.nodes}
        for id, element in self.nodes.items():
            for target, _ in related(element.get("refines")):
                if target in self.nodes:
                    self.parts[target].append(id)
            for relation in ("supports", "contributes_to"):
                for target, size in sizes(element.get(relation)):
                    if target in self.nodes:
                        self.helps[target].append((id, size))
            if self.kind[id] == "goals":
                for target, _ in related(element.get("depends_on")):
                    if self.kind.get(target) == "goals":
                        self.needs[id].append(target)

    def sources(self, id):
        return [*self.parts[id], *(s for s, _ in self.helps[id]), *self.needs[id]]


def start_values(graph, document, scenario):
    """id → (number or None, label)"""
    start = {id: (100, "satisfied") for id, kind in graph.kind.items() if kind in ("programs", "activities")}
    names = []
    while scenario is not None:
        names.append(scenario)
        scenario = document["scenarios"][scenario].get("based_on")
    for name in reversed(names):
        for id, value in document["scenarios"][name].get("evaluations", {}).items():
            if isinstance(value, str):
                start[id] = (None if value in ("conflict", "undecided") else NUMBER[value], value)
            else:
                start[id] = (value, label(value))
    return start


def native(parts, any_part, products, needs, tolerance):
    """One element in the native mode; None is undecided."""
    if any(x is None for x in [*parts, *products, *needs]):
        return None
    d = (max(parts) if any_part else min(parts)) if parts else 0
    r = d
    if products:
        upper = 100 if d >= 100 or any(x >= 10000 for x in products) else max(d, 100 - tolerance)
        lower = -100 if d <= -100 or any(x <= -10000 for x in products) else min(d, -100 + tolerance)
        r = min(upper, max(lower, d + math.fsum(products) / 100))
    return min([r, *needs])


def compatible(parts, any_part, effects, needs, tolerance):
    parts_value = None
    for x in parts:
        if parts_value is None or parts_value < -100:
            parts_value = x
        else:
            parts_value = max(parts_value, x) if any_part else min(parts_value, x)
    r = parts_value if parts_value is not None and parts_value >= -100 else 0
    effects = [x for x in effects if x != 0]
    if effects:
        full, denied = 100 in [r, *effects], -100 in [r, *effects]
        total = sum(effects)
        r = max(-100, min(100, r + total))
        if r >= 100 - tolerance and not full:
            if total > 0:
                r = max(100 - tolerance, -10000 if parts_value is None else parts_value)
        elif r <= -100 + tolerance and not denied:
            if total < 0 and parts_value is not None:
                r = min(parts_value, -100 + tolerance)
    return min([r, *needs])


def passed_on(source, word):
    if source in ("conflict", "undecided"):
        return "undecided"
    if source == "none" or word == "unknown":
        return "none"
    if word == "make" and source in ("satisfied", "denied"):
        return source
    if word == "break" and source in ("satisfied", "denied"):
        return "denied" if source == "satisfied" else "satisfied"
    good = source in ("satisfied", "weakly_satisfied")
    helps = word in ("make", "help", "some_positive")
    return "weakly_satisfied" if good == helps else "weakly_denied"


def join(a, b):
    """Two words as one. Weak ones cancel out; a weak one against a strong one weakens it."""
    if "conflict" in (a, b):
        return "conflict"
    if "undecided" in (a, b):
        return "undecided"
    if {a, b} == {"satisfied", "denied"}:
        return "conflict"
    step = {"denied": -2, "weakly_denied": -1, "none": 0, "weakly_satisfied": 1, "satisfied": 2}
    total = step[a] + step[b]
    if a == b:
        return a
    if {a, b} == {"weakly_denied", "weakly_satisfied"}:
        return "none"
    return {-3: "denied", -2: "denied", -1: "weakly_denied", 0: "none", 1: "weakly_satisfied", 2: "satisfied",
            3: "satisfied"}[total]


def combined(words):
    if not words:
        return "none"
    if len(words) == 1:
        return words[0]
    if "conflict" in words or "undecided" in words:
        return "undecided"
    good, bad = words.count("weakly_satisfied"), words.count("weakly_denied")
    weak = "weakly_satisfied" if good > bad else "weakly_denied" if bad > good else "none"
    if "satisfied" in words and "denied" in words:
        return "conflict"
    strong = "satisfied" if "satisfied" in words else "denied" if "denied" in words else "none"
    return join(weak, strong)


def qualitative(parts, any_part, words, needs):
    order = ["satisfied", "?", "weakly_satisfied", "none", "weakly_denied", "denied"]
    r = None
    if parts:
        seen = ["?" if x in ("conflict", "undecided") else x for x in parts]
        if any_part:
            r = min(seen, key=order.index)
        else:
            r = min(seen, key=["denied", "?", "weakly_denied", "none", "weakly_satisfied", "satisfied"].index)
        r = "undecided" if r == "?" else r
    if words:
        c = combined(words)
        r = c if r is None else join(r, c)
    worst = ["denied", "conflict", "undecided", "weakly_denied", "none", "weakly_satisfied", "satisfied"]
    return min([r or "none", *needs], key=worst.index)


def evaluate(document, scenario=None, mode="native", algorithm="quantitative", tolerance=10):
    """({id: (value, label)}, cycles, downstream); an element that is not evaluated is left out of the first."""
    graph = Graph(document)
    start = start_values(graph, document, scenario)
    value = {}
    for id in graph.nodes:
        if id in start:
            number, word = start[id]
            if algorithm == "qualitative":
                value[id] = word
            elif mode == "compatible":
                value[id] = NUMBER[word] if number is None else number
            else:
                value[id] = number
    changed = True
    while changed:
        changed = False
        for id in graph.nodes:
            if id in value or any(s not in value for s in graph.sources(id)):
                continue
            value[id] = one(graph, id, value, mode, algorithm, tolerance)
            changed = True
    left = [id for id in graph.nodes if id not in value]
    circles = [id for id in left if id in below(graph, id, left)]
    out = {}
    for id in graph.nodes:
        if id not in value:
            continue
        if algorithm != "qualitative":
            word = start[id][1] if id in start and value[id] is None else label(value[id])
            out[id] = (value[id], word)
        elif id in start and start[id][0] is not None:
            out[id] = (start[id][0], value[id])
        else:
            neither = mode == "native" and value[id] in ("conflict", "undecided")
            out[id] = (None if neither else NUMBER[value[id]], value[id])
    return out, circles, [id for id in left if id not in circles]


def below(graph, id, left):
    """Everything among `left` that the element waits for, over any number of steps."""
    found, todo = set(), [id]
    while todo:
        for s in graph.sources(todo.pop()):
            if s in left and s not in found:
                found.add(s)
                todo.append(s)
    return found


def one(graph, id, value, mode, algorithm, tolerance):
    parts = [value[s] for s in graph.parts[id]]
    needs = [value[s] for s in graph.needs[id]]
    helps = [(value[s], 25 if size is None else size[1]) for s, size in graph.helps[id]]
    any_part = graph.nodes[id].get("decomposition") in ("or", "xor")
    if algorithm == "qualitative":
        return qualitative(parts, any_part, [passed_on(v, help_word(w)) for v, w in helps], needs)
    if mode == "native":
        scale = (lambda w: w) if algorithm == "quantitative" else (lambda w: 100 * FACTOR[help_word(w)])
        return native(parts, any_part, [None if v is None else v * scale(w) for v, w in helps], needs, tolerance)
    if algorithm == "hybrid":
        effects = [math.floor(v * FACTOR[help_word(w)] + 0.5) for v, w in helps]
    else:
        effects = [int(w * v / 100) for v, w in helps]
    return compatible(parts, any_part, effects, needs, tolerance)


def actors(document, values, mode):
    """Satisfaction of the stakeholders who own goals, by the importance of these; quantitative only."""
    out = {}
    for id in document.get("stakeholders", {}):
        owned = [(g, e) for g, e in document.get("goals", {}).items()
                 if e.get("status") not in ("dropped", "left") and id in [t for t, _ in related(e.get("owned_by"))]]
        if mode == "compatible":
            weights = [(values.get(g, (0,))[0], e["importance"]) for g, e in owned if e.get("importance")]
            total = sum(w for _, w in weights)
            out[id] = int(sum(v * w for v, w in weights) / total) if total else 0
        elif owned:
            given = [e["importance"] for _, e in owned if "importance" in e]
            usual = math.fsum(given) / len(given) if given else 1
            weights = [(values.get(g, (None,))[0], e.get("importance", usual)) for g, e in owned]
            weights = [(v, w) for v, w in weights if w]
            if not weights or any(v is None for v, _ in weights):
                out[id] = None
            else:
                out[id] = math.fsum(v * w for v, w in weights) / math.fsum(w for _, w in weights)
    return out

"""Properties every implementation of the score must have, as changes of a document and what they may not do.

`deletions(document)` yields single attributes and single payload members whose absence is *unknown*, with the
document that lacks them; declared defaults (section 9 of docs/scores-definition.md) are left out, because there an absence
is a statement.
"""

from __future__ import annotations

import copy
from typing import Iterator

from .alignment import KINDS, Alignment

# Absence states something else here, or the score does not read it as a fact about the element.
DEFAULTED = {
    "strategy": {"northline", "id", "start", "end", "currency"},
    "assessment": {"valid_until"},
    "goal": {"decided", "lag", "importance"},
    "stakeholder": {"members"},
    "channel": {"state"},
    "program": {"duration", "personal_data"},
    "resource": {"committed", "slack"},
    "metric": {"life"},
    "policy": {"applies_to_all"},
}

# A payload member whose absence has a declared meaning.
PAYLOAD_DEFAULTED = {
    ("supports", "contribution"), ("contributes_to", "contribution"), ("addresses", "degree"), ("uses", "degree"),
    ("needs", "level"), ("depends_on", "lag"), ("consumes", "money"), ("consumes", "start"), ("consumes", "end"),
}

# Absence there is unknown, not a missing piece of work: filling it in must stay inside the bounds.
OPEN = {
    "stakeholder": {"stance", "influence", "type"},
    "policy": {"approved", "review_due", "topic"},
    "capability": {"maturity", "required"},
    "insight": {"intensity", "type"},
    "assessment": {"date"},
    "goal": {"due"},
    "program": {"start", "end", "type"},
    "channel": {"mode", "ownership"},
    "resource": {"capacity", "type"},
    "metric": {"type"},
}
# The same for payloads.
OPEN_PAYLOADS = {"reaches", "present_on", "serves", "refines", "consumes"}

PRINCIPAL = {
    "supports": "contribution", "refines": "weight", "contributes_to": "contribution", "addresses": "degree",
    "serves": "priority", "present_on": "share", "reaches": "share", "uses": "degree", "needs": "level",
    "depends_on": "lag", "measured_by": "weight", "drives": "strength",
}
RELATIONS = {
    "supports", "refines", "contributes_to", "based_on", "found_in", "felt_by", "addresses", "serves", "delivers",
    "present_on", "reaches", "uses", "consumes", "needs", "depends_on", "part_of", "measured_by", "drives", "replaced_by",
    "owned_by", "reviewed_by", "approved_by", "sponsored_by", "governed_by",
}


def places(document: dict) -> Iterator[tuple[str, str, dict]]:
    yield "", "strategy", document
    for member, kind in KINDS.items():
        for name, body in document.get(member, {}).items():
            yield name, kind, body


def body_of(document: dict, name: str, kind: str) -> dict:
    if kind == "strategy":
        return document
    return next(document[member] for member, k in KINDS.items() if k == kind)[name]


def frees_others(reference: Alignment, element: str, resource: str) -> bool:
    """Whether work beside this element takes of the resource: what one no longer asks for, others get."""
    return any(d.resource == resource and d.element != element for d in reference.demands)


def touches_shared(reference: Alignment, element: str) -> bool:
    mine = {d.resource for d in reference.demands if d.element == element}
    mine |= {r.target for r in reference.relations if r.kind == "consumes" and r.source == element}
    return any(frees_others(reference, element, resource) for resource in mine)


def attribute_deletions(document: dict, reference: Alignment) -> Iterator[tuple[str, str, str, dict]]:
    """(element, kind, attribute, document without it)"""
    for name, kind, body in places(document):
        for attribute in body:
            if attribute in RELATIONS or attribute in KINDS or attribute in ("title", "status", "scoring"):
                continue
            if attribute in DEFAULTED.get(kind, ()):
                continue
            if name and name in reference.elements and kind in ("program", "activity"):
                if attribute in ("start", "end", "cadence", "hours_each"):
                    # Days are inherited where there is somebody to inherit from; and hours that nobody
                    # asks for any more are free for the others.
                    family = [e for u in reference.units for e in reference.members(u) if name in reference.members(u)]
                    if (attribute in document or name in reference.home or "duration" in body
                            or any(touches_shared(reference, e) for e in family)):
                        continue
            changed = copy.deepcopy(document)
            del body_of(changed, name, kind)[attribute]
            yield name, kind, attribute, changed


def payload_deletions(document: dict, reference: Alignment) -> Iterator[tuple[str, str, str, str, dict]]:
    """(element, relation, target, member, document without it)"""
    for name, kind, body in places(document):
        for relation in RELATIONS & set(body):
            written = body[relation]
            if not isinstance(written, dict):
                continue
            for target, said in written.items():
                if isinstance(said, list):
                    continue
                members = list(said) if isinstance(said, dict) else [PRINCIPAL.get(relation)]
                for member in members:
                    if member is None or (relation, member) in PAYLOAD_DEFAULTED:
                        continue
                    if relation in ("serves", "refines") and not weights_remain(document, name, relation, target, reference):
                        continue
                    if relation == "consumes" and member == "hours_per_week":
                        if not hours_may_go(reference, name, target):
                            continue
                    changed = copy.deepcopy(document)
                    place = body_of(changed, name, kind)[relation]
                    if isinstance(said, dict):
                        del place[target][member]
                    else:
                        place[target] = {}
                    yield name, relation, target, member, changed


def weights_remain(document: dict, name: str, relation: str, target: str, reference: Alignment) -> bool:
    """Weights that nobody gives are equal by definition: the last one given is no unknown when it goes."""
    if relation == "serves":
        family = [r for r in reference.out(name, "serves") if r.target != target]
        return any(r.number("priority") is not None for r in family
                   if reference.kinds[r.target] == "audience")
    family = [r for r in reference.into(target, "refines") if r.source != name] if target in reference.kinds else []
    return any((r.number("weight") or 0) > 0 for r in family)


def hours_may_go(reference: Alignment, name: str, resource: str) -> bool:
    if name not in reference.elements or resource not in reference.elements:
        return True
    if frees_others(reference, name, resource) or reference.kinds[name] == "channel":
        return False
    return not (reference.kinds[name] == "activity" and reference.get(name, "hours_each") is not None)


def contradicts(document: dict, source: str, relation: str, target: str) -> bool:
    """A channel said to reach more people than are there: the two figures cannot both be filled in."""
    reference = Alignment(document)
    if relation == "reaches":
        channel, audience = source, target
    elif relation == "present_on":
        channel, audience = target, source
    else:
        return False
    if channel not in reference.elements or audience not in reference.elements:
        return False
    reach = [r.number("share") for r in reference.out(channel, "reaches") if r.target == audience]
    there = [r.number("share") for r in reference.out(audience, "present_on") if r.target == channel]
    return bool(reach and there and reach[0] is not None and there[0] is not None and reach[0] > there[0])

"""Northline checks, scores and explains strategies.

>>> import northline
>>> s = northline.load("council.json")
>>> s.goals["trust-in-decisions"].due
'2028-03-31'
>>> s.check().to_frame()          # what is wrong, with places
>>> s.score().overall             # how well it hangs together
>>> print(s.why("trust-in-decisions"))

A :class:`Strategy` belongs to one thread at a time. Nothing here prints, reads a clock or keeps global state.
"""

from __future__ import annotations

import bisect as _bisect
import datetime as _datetime
import json as _json
import math as _math
import os as _os
import sys as _sys
import threading as _threading
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Callable, Optional, TypeVar, Union

from . import _core

__version__: str = _core.__version__

__all__ = [
    "Change", "ConfigurationError", "Conflict", "Diff", "Element", "Evaluation", "Finding", "Findings", "Fragility", "Influence", "Goal", "Gradient", "InvalidArgument", "Kind", "LimitError", "Merge", "Move", "Moves",
    "NorthlineError", "NotFound", "NotReadable", "Number", "Path", "Practice", "PracticeAnswer", "PracticeStep", "Refused", "Repair",
    "Rule", "Score", "Simulation", "Strategy", "Weights", "Why",
    "OwnRule", "at", "check_rule", "diff", "load", "loads", "merge", "messages", "rule", "rules", "schema", "weigh",
]

_registry: dict[str, Any] = _json.loads(_core.registry())
_kind_of_member: dict[str, str] = {k["member"]: k["name"] for k in _registry["kinds"] if k["member"]}
_ordered_names: dict[str, list[str]] = {
    k["name"]: [a["name"] for a in k["attributes"]] + [r["name"] for r in _registry["relations"] if k["name"] in r["ends"]]
    for k in _registry["kinds"]}
_names_of_kind: dict[str, set[str]] = {kind: set(names) for kind, names in _ordered_names.items()}
_T = TypeVar("_T")
_Day = Union[str, _datetime.date, None]
_Json = Union[Mapping[str, Any], str, "_os.PathLike[str]", None]


# ---- errors -----------------------------------------------------------------------------------------------


class NorthlineError(ValueError):
    """A call could not be carried out; nothing was changed.

    Attributes
    ----------
    status : int
        The library's status code (see docs/c-api.md).
    pointer : str
        JSON Pointer of the place concerned, empty if there is none.
    line, column : int
        From 1, columns in code points; 0 if there is no place.
    """

    status: int
    pointer: str
    line: int
    column: int

    def __init__(self, message: str, status: int = 0, pointer: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.status, self.pointer, self.line, self.column = status, pointer, line, column

    def __str__(self) -> str:
        place = f"{self.line}:{self.column}: " if self.line else ""
        return place + str(self.args[0])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.args[0], self.status, self.pointer, self.line, self.column)


class InvalidArgument(NorthlineError):
    """An argument is not what the call takes."""


class NotFound(NorthlineError, KeyError):
    """There is no such element, attribute, relation or check."""


class NotReadable(NorthlineError):
    """The text is not JSON, or not well-formed XML."""


class Refused(NorthlineError):
    """Strict reading or the editing door found a problem; the message lists it."""


class LimitError(NorthlineError):
    """A limit on bytes, depth, elements or relations was met."""


class ConfigurationError(NorthlineError):
    """A configuration, a baseline or an option of the checks cannot be followed; the message lists every fault."""


_by_status: dict[int, type[NorthlineError]] = {
    1: InvalidArgument, 2: NotFound, 10: NotReadable, 11: NotReadable, 12: Refused, 13: ConfigurationError, 20: LimitError,
}


def _raise(error: Exception) -> "NorthlineError":
    message, status, pointer, line, column = error.args
    return _by_status.get(status, NorthlineError)(message, status, pointer, line, column)


def _call(function: Callable[..., _T], *arguments: Any) -> _T:
    try:
        return function(*arguments)
    except _core.CoreError as e:
        raise _raise(e) from None


def _interruptible(function: Callable[..., _T], *arguments: Any) -> _T:
    """Runs a long call so that Ctrl-C stops it: the engine looks at a flag, the main thread at the keyboard."""
    cancel = _core.CancelFlag()
    if _threading.current_thread() is not _threading.main_thread():
        return _call(function, *arguments, cancel)
    result: list[_T] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            result.append(function(*arguments, cancel))
        except BaseException as e:  # handed to the calling thread below
            failure.append(e)

    thread = _threading.Thread(target=work, name="northline")
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.05)
    except BaseException:
        cancel.request()
        thread.join()
        raise
    if failure:
        if isinstance(failure[0], _core.CoreError):
            raise _raise(failure[0]) from None
        raise failure[0]
    return result[0]


def _day(value: _Day) -> Optional[str]:
    if isinstance(value, _datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, _datetime.date) else value


def _to_json(value: Any) -> str:
    def plain(x: Any) -> Any:
        if isinstance(x, _datetime.datetime):
            return x.date().isoformat()
        if isinstance(x, _datetime.date):
            return x.isoformat()
        if isinstance(x, Element):
            return x.id
        if isinstance(x, Mapping):
            return dict(x)
        if isinstance(x, (set, frozenset, tuple)):
            return list(x)
        if hasattr(x, "item"):  # numpy scalars
            return x.item()
        raise InvalidArgument(f"A {type(x).__name__} cannot be written as JSON.", 1)

    try:
        return _json.dumps(value, default=plain, ensure_ascii=False, allow_nan=False)
    except ValueError as e:
        if isinstance(e, NorthlineError):
            raise
        raise InvalidArgument(f"The value cannot be written as JSON: {e}.", 1) from None


def _bounds(lower: float, upper: float, digits: int) -> str:
    """Bounds for people: an exact number is rounded; bounds are rounded outwards, so that they stay true."""
    if lower == upper:
        return f"exactly {lower:.{digits}f}"
    scale = 10 ** digits
    low, high = _math.floor(lower * scale + 1e-9) / scale, _math.ceil(upper * scale - 1e-9) / scale
    return f"at least {low:.{digits}f}, at most {high:.{digits}f}"


def _frame(rows: Sequence[Any], columns: list[str]) -> Any:
    try:
        import pandas  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        raise ImportError("to_frame() needs pandas; install it, or use to_dicts().") from None
    return pandas.DataFrame(rows, columns=columns)


# ---- elements ---------------------------------------------------------------------------------------------


class Element:
    """One element of a strategy, read and written through attribute names of the document.

    Reading gives plain Python values (``str``, numbers, lists, dicts) or ``None`` when nothing is written;
    relations read as they stand in the document. Writing goes through the editing door: it raises
    :class:`Refused` for whatever strict reading would refuse and leaves everything as it was.
    """

    __slots__ = ("_strategy", "_id")
    _strategy: "Strategy"
    _id: str

    def __init__(self, strategy: "Strategy", id: str) -> None:
        object.__setattr__(self, "_strategy", strategy)
        object.__setattr__(self, "_id", id)

    @property
    def id(self) -> str:
        """The element's id."""
        return self._id

    @property
    def kind(self) -> str:
        """Name of its kind, such as ``goal``."""
        kind: Optional[str] = self._strategy._core.kind(self._id)
        if kind is None:
            raise NotFound(f'No element has the id "{self._id}".', 2)
        return kind

    def __reduce__(self) -> tuple[Any, ...]:
        # An element says nothing without its strategy, so that goes with it.
        return Element, (self._strategy, self._id)

    def _names(self) -> set[str]:
        return _names_of_kind[self.kind]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in self._names() and name != "x":
            raise AttributeError(f'The kind {self.kind} has no attribute or relation "{name}".')
        text = _call(self._strategy._core.attribute, self._id, name)
        return None if text is None else _json.loads(text)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._names() and name != "x":
            raise AttributeError(f'The kind {self.kind} has no attribute or relation "{name}".')
        if value is None:
            _call(self._strategy._core.unset, self._id, name)
        else:
            _call(self._strategy._core.set, self._id, name, _to_json(value))

    def __delattr__(self, name: str) -> None:
        setattr(self, name, None)

    def out(self, relation: str) -> list["Element"]:
        """Elements that this one names under the relation, in the document's order."""
        return [Element(self._strategy, i) for i in _call(self._strategy._core.related, self._id, relation, False)]

    def into(self, relation: str) -> list["Element"]:
        """Elements that name this one under the relation."""
        return [Element(self._strategy, i) for i in _call(self._strategy._core.related, self._id, relation, True)]

    def relate(self, relation: str, target: Union[str, "Element"], payload: Any = None) -> None:
        """Adds or replaces one relation; ``payload`` is its main attribute or a dict of attributes."""
        self._strategy.relate(self, relation, target, payload)

    def unrelate(self, relation: str, target: Union[str, "Element"]) -> None:
        """Takes one relation away. Raises :class:`NotFound` if it is not there."""
        self._strategy.unrelate(self, relation, target)

    def to_dict(self) -> dict[str, Any]:
        """The element as it stands in the document."""
        d: dict[str, Any] = _json.loads(_call(self._strategy._core.element, self._id))
        return d

    def __dir__(self) -> list[str]:
        return sorted(self._names() | {"id", "kind", "out", "into", "relate", "unrelate", "to_dict", "x"})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and other._strategy is self._strategy and other._id == self._id

    def __hash__(self) -> int:
        return hash((id(self._strategy), self._id))

    def __repr__(self) -> str:
        kind = self._strategy._core.kind(self._id)
        if kind is None:
            return f"<removed element {self._id}>"
        title = self.title
        return f"<{kind} {self._id}" + (f': "{title}">' if title else ">")


class Kind(MutableMapping[str, Element]):
    """The elements of one kind by id, in the document's order.

    ``s.goals["g"]`` reads one; ``s.goals["g"] = {...}`` adds or replaces one; ``del s.goals["g"]`` removes it
    with every relation that ends there.
    """

    def __init__(self, strategy: "Strategy", member: str) -> None:
        self._strategy, self._member = strategy, member

    def __getitem__(self, id: str) -> Element:
        if self._strategy._core.kind(id) != _kind_of_member[self._member]:
            raise NotFound(f'There is no {_kind_of_member[self._member]} with the id "{id}".', 2)
        return Element(self._strategy, id)

    def __setitem__(self, id: str, value: "Mapping[str, Any] | Element") -> None:
        if isinstance(value, Element):
            value = value.to_dict()
        with self._strategy.edit():
            if id in self:
                for name in list(self[id].to_dict()):
                    if name not in value:
                        setattr(self[id], name, None)
            else:
                _call(self._strategy._core.add, self._member, id)
            for name, v in value.items():
                setattr(self[id], name, v)

    def __delitem__(self, id: str) -> None:
        self[id]
        _call(self._strategy._core.remove, id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._strategy._core.ids(self._member))

    def __len__(self) -> int:
        return int(self._strategy._core.count(self._member))

    def to_frame(self) -> Any:
        """A pandas data frame: one row for each element, one column for each attribute or relation in use."""
        rows = [{"id": id, **element.to_dict()} for id, element in self.items()]
        used = {name for row in rows for name in row}
        order = ["id", *[n for n in _ordered_names[_kind_of_member[self._member]] if n in used]]
        return _frame(rows, order + sorted(used - set(order))).set_index("id")

    def __repr__(self) -> str:
        return f"<{len(self)} {self._member}>"


# ---- results ----------------------------------------------------------------------------------------------


def _words(words: Union[str, Sequence[str]]) -> list[str]:
    return words.split(",") if isinstance(words, str) else list(words)


def _json_text(value: _Json) -> Optional[str]:
    """What was given as a mapping, as JSON text or as a path, as JSON text."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return _json.dumps(value, ensure_ascii=False)
    with open(value, encoding="utf-8") as f:
        return f.read()


class Finding:
    """One thing that a check found, with its evidence."""

    __slots__ = ("_d",)

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d

    @property
    def code(self) -> str:
        """``NL`` and three digits; never changes its meaning."""
        return str(self._d["code"])

    @property
    def name(self) -> str:
        """Kebab-case name of the check."""
        return str(self._d["name"])

    @property
    def severity(self) -> str:
        """``error``, ``warning`` or ``advice``."""
        return str(self._d["severity"])

    @property
    def message(self) -> str:
        """A whole English sentence."""
        return str(self._d["message"])

    @property
    def arguments(self) -> dict[str, Any]:
        """The message's arguments by name."""
        return dict(self._d["arguments"])

    @property
    def focus(self) -> Optional[str]:
        """Id of the element it is about; ``None``: the strategy as a whole."""
        return self._d["focus"]  # type: ignore[no-any-return]

    @property
    def related(self) -> list[str]:
        """Ids of the elements that are evidence."""
        return list(self._d["related"])

    @property
    def suppressed(self) -> Optional[dict[str, str]]:
        """``reason`` and perhaps ``until`` of the suppression under which it does not count, or ``None``."""
        return self._d.get("suppressed")

    @property
    def baselined(self) -> bool:
        """Whether it is in the baseline and so does not count."""
        return bool(self._d.get("baselined", False))

    @property
    def caused_by(self) -> Optional[str]:
        """Fingerprint of the finding that explains it; only where consequences were asked for."""
        return self._d.get("caused_by")

    @property
    def pointer(self) -> str:
        """JSON Pointer of the place."""
        return str(self._d["pointer"])

    @property
    def line(self) -> Optional[int]:
        """Line from 1; ``None`` for elements edited since reading."""
        return self._d.get("line")

    @property
    def column(self) -> Optional[int]:
        """Column from 1, in code points."""
        return self._d.get("column")

    @property
    def fingerprint(self) -> str:
        """Survives reordering, retitling and translation."""
        return str(self._d["fingerprint"])

    @property
    def fix(self) -> Optional[dict[str, Any]]:
        """``title``, ``safety`` and a JSON Patch, where a fix can be stated."""
        return self._d.get("fix")

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline check --format json``."""
        return dict(self._d)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and other._d == self._d

    def __repr__(self) -> str:
        return f"<{self.severity} {self.code} {self.message}>"


class Findings(Sequence[Finding]):
    """What the checks found, in the order of the document. Immutable; compares and pickles by value.

    Reports (:meth:`render`) are made from the strategy as it was checked, which a pickle leaves behind.
    """

    def __init__(self, d: dict[str, Any], core: Any = None) -> None:
        self._d = d
        self._core = core
        self._list = [Finding(f) for f in d["findings"]]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._d,)

    def render(self, format: str, file: str = "strategy.json", max_findings: int = 50, fail_on: str = "error") -> str:
        """The findings as a report, as ``northline check --format`` prints it.

        Parameters
        ----------
        format : str
            ``text``, ``json``, ``sarif``, ``github``, ``junit``, ``markdown`` or ``html``.
        file : str
            What the report calls the document, such as its path.
        max_findings : int
            How many of each severity the formats for people show.
        fail_on : str
            JUnit: from this severity on a finding is a failure; ``never``: none is.
        """
        if self._core is None:
            raise InvalidArgument("These findings came out of a pickle, without their strategy; check it again.", 1)
        if fail_on not in ("error", "warning", "advice", "never"):
            raise InvalidArgument(f'"{fail_on}" is not error, warning, advice or never.', 1)
        return _interruptible(self._core.render, format, file, max_findings, fail_on)  # type: ignore[no-any-return]

    def to_sarif(self, file: str = "strategy.json") -> dict[str, Any]:
        """As a SARIF 2.1.0 log."""
        return _json.loads(self.render("sarif", file))  # type: ignore[no-any-return]

    def to_html(self, file: str = "strategy.json", max_findings: int = 50) -> str:
        """As a page of its own, with the score, for reading and printing."""
        return self.render("html", file, max_findings)

    def to_markdown(self, file: str = "strategy.json", max_findings: int = 50) -> str:
        """As Markdown: a table, then what to do."""
        return self.render("markdown", file, max_findings)

    @property
    def as_of(self) -> Optional[str]:
        """The day the checks speak of; ``None``: date checks were left out."""
        return self._d["as_of"]  # type: ignore[no-any-return]

    @property
    def summary(self) -> dict[str, int]:
        """Counts: errors, warnings, advice, suppressed, baselined, elements, relations."""
        return dict(self._d["summary"])

    def __getitem__(self, index: Any) -> Any:
        return self._list[index]

    def __len__(self) -> int:
        return len(self._list)

    @property
    def stats(self) -> Optional[dict[str, Any]]:
        """Time and findings of each check, where the check was asked for them."""
        return self._d.get("stats")

    def baseline(self) -> dict[str, Any]:
        """These findings, without suppressed ones, as a baseline for later checks (docs/configuration.md)."""
        return {"baseline": 1, "rule_set": self._d["rule_set"],
                "findings": [{"fingerprint": f.fingerprint, "code": f.code, "element": f.focus}
                             for f in self._list if f.suppressed is None]}

    def by_code(self, code: str) -> list[Finding]:
        """Findings of one check."""
        return [f for f in self._list if f.code == code]

    def to_dicts(self) -> list[dict[str, Any]]:
        """As in ``northline check --format json``."""
        return [f.to_dict() for f in self._list]

    def to_frame(self) -> Any:
        """A pandas data frame: severity, code, name, focus, kind, message, pointer, line, column, fingerprint."""
        columns = ["severity", "code", "name", "focus", "kind", "message", "pointer", "line", "column", "fingerprint"]
        return _frame([{c: f._d.get(c) for c in columns} for f in self._list], columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Findings) and other._d == self._d

    def __repr__(self) -> str:
        s = self.summary
        return f"<{s['errors']} errors, {s['warnings']} warnings, {s['advice']} advice>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><td>{escape(f.severity)}</td><td>{escape(f.code)}</td><td>{escape(f.focus or '')}</td>"
            f"<td style='text-align:left'>{escape(f.message)}</td></tr>" for f in self._list[:200])
        more = f"<p>{len(self._list) - 200} more</p>" if len(self._list) > 200 else ""
        return ("<table><thead><tr><th>severity</th><th>code</th><th>element</th><th>finding</th></tr></thead>"
                f"<tbody>{rows}</tbody></table>{more}<p>{escape(repr(self)[1:-1])}</p>")


class Number:
    """A score between 0 and 1 with its bounds under what is unknown.

    ``score`` is ``None`` when nobody can say; ``lower <= score <= upper``; ``known`` is the share of the score
    that rests on what is written.
    """

    __slots__ = ("score", "lower", "upper", "known")

    def __init__(self, d: Mapping[str, Any]) -> None:
        self.score: Optional[float] = d["score"]
        self.lower: float = d["lower"]
        self.upper: float = d["upper"]
        self.known: float = d["known"]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Number) and all(getattr(self, n) == getattr(other, n) for n in Number.__slots__)

    def __repr__(self) -> str:
        score = "unknown" if self.score is None else f"{self.score:.3f}"
        return f"<{score}: {_bounds(self.lower, self.upper, 3)}, {self.known:.0%} known>"


class Goal(Number):
    """A goal's score with its ten dimensions (those that do not apply are ``None``)."""

    __slots__ = ("dimensions",)

    def __init__(self, d: Mapping[str, Any]) -> None:
        super().__init__(d)
        self.dimensions: dict[str, Optional[Number]] = {
            name: Number(v) if v.get("applicable", True) else None for name, v in d["dimensions"].items()}


class PracticeStep:
    """A step of a practice, as far as the document shows it."""

    def __init__(self, d: dict[str, Any]) -> None:
        self.name: str = d["name"]
        self.title: str = d["title"]
        self.guide: str = d["guide"]
        #: done, incomplete or not_started
        self.state: str = d["state"]
        self.out_of_order: bool = d["out_of_order"]
        #: what has to be there and is not, each with its items
        self.missing: list[dict[str, Any]] = d["missing"]
        #: what was taken before a step that it rests on
        self.early: list[dict[str, Any]] = d["early"]

    def __repr__(self) -> str:
        return f"<PracticeStep {self.name}: {self.state}>"


class PracticeAnswer:
    """An answer that a practice promises by name."""

    def __init__(self, d: dict[str, Any]) -> None:
        self.sentence: str = d["sentence"]
        self.items: list[dict[str, Any]] = d["items"]
        #: how many more there are
        self.left_out: int = d["left_out"]

    def __repr__(self) -> str:
        return f"<PracticeAnswer {self.sentence!r}>"


class Practice:
    """Where a strategy stands on the way of a practice. Compares and pickles by value."""

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d
        self.name: str = d["name"]
        self.title: str = d["title"]
        #: whether the strategy says that it follows the practice
        self.followed: bool = d["followed"]
        #: step, text, element and by whom
        self.next: dict[str, Any] = d["next"]

    @property
    def steps(self) -> list[PracticeStep]:
        """In the order of the practice."""
        return [PracticeStep(s) for s in self._d["steps"]]

    @property
    def answers(self) -> dict[str, PracticeAnswer]:
        """By name."""
        return {name: PracticeAnswer(a) for name, a in self._d["answers"].items()}

    def to_dict(self) -> dict[str, Any]:
        """As an entry of ``practices`` in ``northline practice --format json``."""
        return self._d

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Practice) and self._d == other._d

    def __hash__(self) -> int:
        return hash(_json.dumps(self._d, sort_keys=True))

    def __repr__(self) -> str:
        return f"<Practice {self.name}, next: {self.next['step']}>"


class Score:
    """How well a strategy hangs together. Immutable; compares and pickles by value."""

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d

    @property
    def overall(self) -> Number:
        """The whole strategy."""
        return Number(self._d["overall"])

    @property
    def weakest(self) -> Optional[str]:
        """The weakest dimension."""
        return self._d.get("weakest", self._d["overall"].get("weakest"))  # type: ignore[no-any-return]

    @property
    def sound(self) -> Optional[float]:
        """Share of the goals, by importance, whose every dimension is known and at least 0.5."""
        return self._d.get("sound", self._d["overall"].get("sound"))  # type: ignore[no-any-return]

    @property
    def goals(self) -> dict[str, Goal]:
        """Scores by goal id."""
        return {id: Goal(g) for id, g in self._d["goals"].items()}

    @property
    def aligned_spend(self) -> dict[str, Any]:
        """Money and hours by what they serve."""
        return dict(self._d["aligned_spend"])

    @property
    def as_of(self) -> Optional[str]:
        """The day it speaks of."""
        return self._d["as_of"]  # type: ignore[no-any-return]

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline score --format json``."""
        return self._d

    def to_frame(self) -> Any:
        """A pandas data frame: one row for each goal, score, lower, upper, known and the ten dimensions."""
        rows = []
        for id, g in self.goals.items():
            row: dict[str, Any] = {"goal": id, "score": g.score, "lower": g.lower, "upper": g.upper, "known": g.known}
            for name, n in g.dimensions.items():
                row[name] = n.score if n else None
            rows.append(row)
        dimensions = list(next(iter(self.goals.values())).dimensions) if self.goals else []
        return _frame(rows, ["goal", "score", "lower", "upper", "known", *dimensions]).set_index("goal")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Score) and other._d == self._d

    def __repr__(self) -> str:
        o = self.overall
        return f"<{_bounds(o.lower, o.upper, 2)}; {o.known:.0%} known; weakest: {self.weakest or 'unknown'}>"


class Evaluation:
    """How satisfied the goals are under a scenario. Immutable; compares and pickles by value."""

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d

    @property
    def scenario(self) -> Optional[str]:
        """Name of the scenario."""
        return self._d["scenario"]  # type: ignore[no-any-return]

    @property
    def values(self) -> dict[str, Optional[float]]:
        """-100 (denied) to 100 (satisfied) by id; None where nobody can say."""
        return {id: e["value"] for id, e in self._d["elements"].items()}

    @property
    def labels(self) -> dict[str, str]:
        """The same in words."""
        return {id: e["label"] for id, e in self._d["elements"].items()}

    @property
    def actors(self) -> dict[str, Optional[float]]:
        """Stakeholders by the goals they own."""
        return {id: e["value"] for id, e in self._d["actors"].items()}

    @property
    def unevaluated(self) -> list[dict[str, Any]]:
        """Circles, and what lies behind them: ``members`` and ``reason``."""
        return list(self._d["unevaluated"])

    def __getitem__(self, id: Union[str, Element]) -> Optional[float]:
        name = id.id if isinstance(id, Element) else id
        found = self._d["elements"].get(name) or self._d["actors"].get(name)
        if found is None:
            raise KeyError(name)
        return found["value"]  # type: ignore[no-any-return]

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline evaluate --format json``."""
        return self._d

    def to_frame(self) -> Any:
        """A pandas data frame: one row for each element, value, label, evaluated, basis, lower and upper."""
        columns = ["value", "label", "evaluated", "basis", "lower", "upper"]
        rows = [{"element": id, "lower": e["value"], "upper": e["value"], **e} for id, e in self._d["elements"].items()]
        return _frame(rows, ["element", *columns]).set_index("element")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Evaluation) and other._d == self._d

    def __repr__(self) -> str:
        name = f"scenario {self.scenario!r}" if self.scenario is not None else "no scenario"
        waiting = sum(len(u["members"]) for u in self._d["unevaluated"])
        return f"<{len(self._d['elements'])} elements, {name}{f'; {waiting} not evaluated' if waiting else ''}>"


class Simulation:
    """What drawing the uncertain numbers of a strategy gave. Immutable; compares and pickles by value.

    Results have names: ``evaluation:ID`` (or the bare id), ``alignment``, ``alignment:ID``, ``money:asked``,
    ``money:there``, ``money:left``, the same of ``hours``, ``benefits``, ``risks``.
    """

    def __init__(self, d: dict[str, Any], outputs: Sequence[bytes] = (), inputs: Sequence[bytes] = ()) -> None:
        self._d = d
        self._by_name = {o["output"]: i for i, o in enumerate(d["outputs"])}
        self._outputs, self._inputs = tuple(outputs), tuple(inputs)

    @property
    def scenario(self) -> Optional[str]:
        """Name of the scenario."""
        return self._d["scenario"]  # type: ignore[no-any-return]

    @property
    def inputs(self) -> list[dict[str, Any]]:
        """The uncertain numbers: place, shape and limits."""
        return list(self._d["inputs"])

    @property
    def outputs(self) -> list[str]:
        """Names of the results."""
        return list(self._by_name)

    def _index(self, output: Union[str, Element]) -> int:
        name = output.id if isinstance(output, Element) else output
        index = self._by_name.get(name, self._by_name.get("evaluation:" + name))
        if index is None:
            raise KeyError(name)
        return index

    def __getitem__(self, output: Union[str, Element]) -> dict[str, Any]:
        return self._d["outputs"][self._index(output)]  # type: ignore[no-any-return]

    def probability(self, output: Union[str, Element]) -> Optional[float]:
        """The share of the draws that reach the level of the result; None where it has none."""
        return self[output]["reached"]  # type: ignore[no-any-return]

    def percentile(self, output: Union[str, Element], rank: int) -> Optional[float]:
        """The 5th, 10th, 25th, 50th, 75th, 90th or 95th percentile."""
        return self[output]["percentiles"][str(rank)]  # type: ignore[no-any-return]

    def draws(self, output: Union[str, Element]) -> Any:
        """A read-only array of float64, one value for each draw, NaN where nobody can say.

        Only of simulations with ``keep_draws=True``.
        """
        return self._array(self._outputs, self._index(output))

    def input_draws(self, index: int) -> Any:
        """The same of an input, by its number: 1 and 0 for what occurs and does not."""
        if not 0 <= index < len(self._d["inputs"]):
            raise IndexError(index)
        return self._array(self._inputs, index)

    def _array(self, kept: tuple[bytes, ...], index: int) -> Any:
        if not self._outputs:
            raise InvalidArgument("The draws were not kept; simulate(keep_draws=True) keeps them.", 1)
        try:
            import numpy
        except ImportError:
            raise ImportError("Draws as arrays need numpy; install it.") from None
        return numpy.frombuffer(kept[index], dtype="<f8" if _sys.byteorder == "little" else ">f8")

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline simulate --format json``."""
        return self._d

    def to_frame(self) -> Any:
        """A pandas data frame: one row for each result, with mean, deviation, percentiles and the level reached."""
        columns = ["kind", "id", "likely", "mean", "deviation", "standard_error", "least", "p5", "p10", "p25", "p50",
                   "p75", "p90", "p95", "greatest", "level", "reached", "unknown", "varies"]
        rows = [{"id": None, **o, **{"p" + rank: x for rank, x in o["percentiles"].items()}} for o in self._d["outputs"]]
        return _frame([{name: row[name] for name in ["output", *columns]} for row in rows],
                      ["output", *columns]).set_index("output")

    def tornado(self, output: Union[str, Element]) -> Any:
        """A pandas data frame: what moves the result, the widest swing first."""
        rows = [{**bar, "pointer": self._d["inputs"][bar["input"]]["pointer"]} for bar in self[output]["tornado"]]
        return _frame(rows, ["pointer", "at_low", "at_high", "swing", "correlation", "share", "input"]).set_index("pointer")

    def __eq__(self, other: object) -> bool:
        return (isinstance(other, Simulation) and other._d == self._d and other._outputs == self._outputs)

    def __repr__(self) -> str:
        moving = sum(o["varies"] for o in self._d["outputs"])
        return f"<{self._d['draws']} draws of {len(self._d['inputs'])} uncertain numbers; {moving} results vary>"


class _Row:
    """A row of a report whose members are attributes. Immutable; compares and pickles by value."""

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_d"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __dir__(self) -> list[str]:
        return sorted(set(super().__dir__()) | set(self._d))

    def to_dict(self) -> dict[str, Any]:
        """As in the tool's JSON."""
        return self._d

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and bool(other._d == self._d)

    def __hash__(self) -> int:
        return hash(_json.dumps(self._d, sort_keys=True))


class Change(_Row):
    """One thing that differs: ``what`` (added, removed, changed, renamed), ``of`` (element, attribute, relation,
    member), ``kind``, ``id``, ``old_id``, ``title``, ``name``, ``target``, ``before``, ``after`` and the pointers."""

    def __repr__(self) -> str:
        name = f".{self.name}" if self.name else ""
        end = f" -> {self.target}" if self.target else ""
        return f"<{self.what} {self.of} {self.id}{name}{end}>"


class Conflict(_Row):
    """A place where somebody has to decide: ``what``, ``kept`` (ours or theirs), ``id``, ``name``, ``target``, the
    values ``base``, ``ours``, ``theirs`` with their pointers, and ``message``."""

    def __repr__(self) -> str:
        return f"<{self.what}: {self.message}>"


class Diff:
    """What two strategies say differently, and what it did to their findings and scores (docs/compare.md).

    ``print(diff)`` tells it in sentences; ``diff.patch`` is a JSON Patch from the first to the second.
    """

    def __init__(self, d: dict[str, Any], render: Optional[Callable[[str], str]] = None) -> None:
        self._d = d
        self._render = render

    @property
    def changes(self) -> list[Change]:
        """All that differs."""
        return [Change(c) for c in self._d["changes"]]

    @property
    def findings(self) -> dict[str, list[dict[str, Any]]]:
        """``new`` and ``gone`` findings; empty when they were not asked for."""
        found = self._d.get("findings", {})
        return {k: list(found.get(k, [])) for k in ("new", "gone")}

    @property
    def scores(self) -> Optional[dict[str, Any]]:
        """``overall`` before and after, and ``changes`` by goal and dimension; None when not asked for."""
        return self._d.get("scores")

    @property
    def effects(self) -> list[dict[str, Any]]:
        """What each change does when it is made alone, in the order of the changes; empty when not asked for.

        ``changes`` and ``with`` (what it needs besides) are positions in :attr:`changes`; ``findings``, ``overall``
        and ``goals`` say what comes of it.
        """
        return list(self._d.get("effects", {}).get("each", []))

    @property
    def patch(self) -> list[dict[str, Any]]:
        """A JSON Patch (RFC 6902) after which the first strategy says what the second does."""
        operations: list[dict[str, Any]] = _json.loads(self._said("patch"))
        return operations

    def to_markdown(self) -> str:
        """The report for a page or a comment under a change."""
        return self._said("markdown")

    def _said(self, format: str) -> str:
        if self._render is None:
            raise NotFound("A pickled difference holds its rows only; compare the strategies again.", 2)
        return self._render(format)

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline diff --format json``."""
        return self._d

    def to_frame(self) -> Any:
        """A pandas data frame: one row for each change."""
        columns = ["what", "of", "kind", "id", "old_id", "title", "name", "target", "before", "after",
                   "pointer_before", "pointer_after"]
        return _frame([{c: x[c] for c in columns} for x in self._d["changes"]], columns)

    def scores_to_frame(self) -> Any:
        """A pandas data frame of the scores that moved: goal and dimension, each number before and after."""
        columns = ["goal", "dimension"] + [f"{n}_{w}" for n in ("score", "lower", "upper", "known")
                                           for w in ("before", "after")]
        rows = []
        for s in (self.scores or {}).get("changes", []):
            row = {"goal": s["goal"], "dimension": s["dimension"]}
            for when in ("before", "after"):
                for n, value in (s[when] or {}).items():
                    row[f"{n}_{when}"] = value
            rows.append(row)
        return _frame(rows, columns)

    def effects_to_frame(self) -> Any:
        """A pandas data frame: a row for each change made alone, with the step of the overall score and its bounds,
        and the codes of new and gone findings."""
        columns = ["id", "what", "name", "target", "lower", "score", "upper", "new", "gone"]
        before = ((self.scores or {}).get("overall") or {}).get("before") or {}
        rows = []
        for e in self.effects:
            first = self._d["changes"][e["changes"][0]]
            row = {c: first[c] for c in columns[:4]}
            after = e.get("overall") or {}
            for n in columns[4:7]:
                if before.get(n) is not None and after.get(n) is not None:
                    row[n] = after[n] - before[n]
            for w in columns[7:]:
                row[w] = [f["code"] for f in e.get("findings", {}).get(w, [])]
            rows.append(row)
        return _frame(rows, columns)

    def __len__(self) -> int:
        return len(self._d["changes"])

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Diff) and other._d == self._d

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Diff, (self._d,)

    def __str__(self) -> str:
        return self._said("text") if self._render else repr(self)

    def __repr__(self) -> str:
        s = self._d["summary"]
        return f"<{s['added']} new, {s['removed']} gone, {s['renamed']} renamed, {s['edited']} changed>"


class Merge:
    """One strategy from two (docs/compare.md).

    Attributes
    ----------
    strategy : Strategy
        The merged strategy; whole with conflicts too, each then as its ``kept`` says.
    text : str
        Its document, with the layout, comments and order of ours.
    conflicts : list of Conflict
        Empty when both sides fit together.
    """

    def __init__(self, strategy: "Strategy", text: str, conflicts: list[Conflict]) -> None:
        self.strategy, self.text, self.conflicts = strategy, text, conflicts

    @property
    def clean(self) -> bool:
        """Whether there is no conflict."""
        return not self.conflicts

    def to_frame(self) -> Any:
        """A pandas data frame: one row for each conflict."""
        columns = ["what", "kept", "kind", "id", "name", "target", "base", "ours", "theirs", "message"]
        return _frame([{c: x._d[c] for c in columns} for x in self.conflicts], columns)

    def __repr__(self) -> str:
        n = len(self.conflicts)
        return f"<merged, {n} conflict{'' if n == 1 else 's'}>" if n else "<merged>"


class Gradient(Sequence[dict[str, Any]]):
    """How a score moves with the numbers it is computed from: a row for each, those that matter most first.

    A row has pointer, element, attribute, value, slope and per_percent, and relation and target for a number that a
    relation says. Immutable; compares and pickles by value.
    """

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d

    @property
    def score(self) -> Optional[float]:
        """The score; None where nobody can say."""
        return self._d["score"]  # type: ignore[no-any-return]

    @property
    def lower(self) -> float:
        """Its lower bound."""
        return self._d["lower"]  # type: ignore[no-any-return]

    def slope(self, pointer: str) -> float:
        """The slope to the number at a JSON Pointer; 0 for one that the score does not read."""
        return next((r["slope"] for r in self._d["numbers"] if r["pointer"] == pointer), 0.0)

    def __getitem__(self, i: Any) -> Any:
        return self._d["numbers"][i]

    def __len__(self) -> int:
        return len(self._d["numbers"])

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline score --gradient --format json``."""
        return self._d

    def to_frame(self) -> Any:
        """A pandas data frame: one row for each number, by its pointer."""
        columns = ["pointer", "element", "relation", "target", "attribute", "value", "slope", "per_percent"]
        return _frame([{c: r.get(c) for c in columns} for r in self._d["numbers"]], columns).set_index("pointer")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Gradient) and other._d == self._d

    def __repr__(self) -> str:
        moving = sum(1 for r in self._d["numbers"] if r["slope"])
        return f"<{moving} of {len(self)} numbers move the {self._d['of']} of {self._d['goal'] or 'the strategy'}>"


class Move:
    """A single change with what it gains when it is made and the strategy is scored again."""

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d

    @property
    def title(self) -> str:
        """What to do."""
        return self._d["title"]  # type: ignore[no-any-return]

    @property
    def assumes(self) -> str:
        """What has to be true or done for the gain to be real."""
        return self._d["assumes"]  # type: ignore[no-any-return]

    @property
    def patch(self) -> list[dict[str, Any]]:
        """The change as a JSON Patch (RFC 6902) on the document."""
        return self._d["patch"]  # type: ignore[no-any-return]

    @property
    def gain(self) -> dict[str, float]:
        """Of the overall score: ``lower``, ``score`` and ``sound``."""
        return self._d["gain"]  # type: ignore[no-any-return]

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline moves --format json``."""
        return self._d

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Move) and other._d == self._d

    def __repr__(self) -> str:
        return f"<{self.gain['lower']:+.4f}: {self.title}>"


class Moves(Sequence[Move]):
    """Next best moves, the best first. Immutable; compares and pickles by value."""

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d

    def __getitem__(self, i: Any) -> Any:
        found = self._d["moves"][i]
        return [Move(d) for d in found] if isinstance(i, slice) else Move(found)

    def __len__(self) -> int:
        return len(self._d["moves"])

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline moves --format json``."""
        return self._d

    def to_frame(self) -> Any:
        """A pandas data frame: rank, kind, title, element, lower, score, sound and assumes."""
        columns = ["rank", "kind", "title", "element", "lower", "score", "sound", "assumes"]
        return _frame([{c: {**m, **m["gain"]}.get(c) for c in columns} for m in self._d["moves"]], columns).set_index("rank")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Moves) and other._d == self._d

    def __repr__(self) -> str:
        return f"<{len(self)} moves; {self._d['tried']} of {self._d['candidates']} changes were tried>"


class Influence:
    """What every program and activity (rows) brings of every goal (columns). Immutable.

    ``values``, ``lower`` and ``upper`` are read-only buffers that numpy takes without a copy; NaN where nobody can say.
    Dense: row by row. Sparse: those of row r at ``first[r]`` to ``first[r + 1] - 1``, their columns in ``column``.
    """

    def __init__(self, core: Any, rest: Callable[[], dict[str, Any]]) -> None:
        self.rows: list[str] = core.rows()
        self.columns: list[str] = core.columns()
        self.sparse: bool = core.sparse()
        self.exact: bool = core.exact()
        self.values, self.lower, self.upper = core.values(), core.lower(), core.upper()
        self.first, self.column = core.first(), core.column()
        self._rest = rest
        self._row = {id: i for i, id in enumerate(self.rows)}
        self._column = {id: i for i, id in enumerate(self.columns)}

    def _index(self, work: Union[str, Element], goal: Union[str, Element]) -> Optional[int]:
        row = self._row[work.id if isinstance(work, Element) else work]
        column = self._column[goal.id if isinstance(goal, Element) else goal]
        if not self.sparse:
            return row * len(self.columns) + column
        at = _bisect.bisect_left(self.column, column, self.first[row], self.first[row + 1])
        return at if at < self.first[row + 1] and self.column[at] == column else None

    def __getitem__(self, pair: tuple[Union[str, Element], Union[str, Element]]) -> Optional[float]:
        at = self._index(*pair)
        value: float = 0.0 if at is None else self.values[at]
        return value if value == value else None

    def bounds(self, work: Union[str, Element], goal: Union[str, Element]) -> tuple[float, float]:
        """Least and greatest, where sizes are ranges or missing; infinite behind a circle that was refused."""
        at = self._index(work, goal)
        return (0.0, 0.0) if at is None else (self.lower[at], self.upper[at])

    def to_rows(self) -> list[dict[str, Any]]:
        """What is other than 0, as in ``northline influence --format json``: from, to, value, lower, upper."""
        return list(self._rest()["effects"])

    @property
    def conflicts(self) -> list[dict[str, Any]]:
        """Work that helps and hurts the same goal, the costliest first, with a path of either sign."""
        return list(self._rest()["conflicts"])

    @property
    def circles(self) -> list[dict[str, Any]]:
        """Goals that feed each other: ``members``, and whether their sums were ``solved``."""
        return list(self._rest()["circles"])

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline influence --format json``."""
        return self._rest()

    def to_frame(self) -> Any:
        """A pandas data frame: a row for each program and activity, a column for each goal, NaN where nobody can say."""
        width = len(self.columns)
        table: list[list[Any]] = []
        for row, id in enumerate(self.rows):
            numbers = [0.0] * width if self.sparse else self.values[row * width:(row + 1) * width].tolist()
            if self.sparse:
                for at in range(self.first[row], self.first[row + 1]):
                    numbers[self.column[at]] = self.values[at]
            table.append([id, *numbers])
        return _frame(table, ["work", *self.columns]).set_index("work")

    def __repr__(self) -> str:
        form = "sparse" if self.sparse else "dense"
        return f"<{len(self.rows)} programs and activities on {len(self.columns)} goals, {form}>"


class Path:
    """How one element leads to another. Immutable; compares and pickles by value."""

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d

    @property
    def connected(self) -> bool:
        """Whether there is a path."""
        return bool(self._d["connected"])

    @property
    def effect(self) -> Optional[float]:
        """The sum over all paths; None where nobody can say, or where relations have no sizes."""
        return self._d["effect"]["value"] if self._d["effect"] else None

    @property
    def paths(self) -> list[dict[str, Any]]:
        """The strongest first: ``value``, ``lower``, ``upper`` and ``steps``."""
        return list(self._d["paths"])

    @property
    def cut(self) -> Optional[dict[str, Any]]:
        """The fewest ``elements`` (and ``direct`` relations) and the fewest ``relations`` that join the two."""
        return self._d["cut"]  # type: ignore[no-any-return]

    @property
    def gap(self) -> Optional[dict[str, Any]]:
        """Where there is no path: the connection that lacks least, and the relation that is ``missing``."""
        return self._d["gap"]  # type: ignore[no-any-return]

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline path --format json``."""
        return self._d

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Path) and other._d == self._d

    def __repr__(self) -> str:
        if not self.connected:
            return f"<{self._d['from']} does not lead to {self._d['to']}>"
        steps = self.paths[0]["steps"] if self.paths else []
        return "<" + " > ".join([self._d["from"], *(s["to"] for s in steps)]) + ">"


class Fragility:
    """What the score loses without each element. Immutable; compares and pickles by value."""

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d

    @property
    def losses(self) -> dict[str, float]:
        """What the lower bound of the overall score loses without each element, the most first; below 0: it gains."""
        return {e["id"]: e["lower_loss"] for e in self._d["elements"]}

    @property
    def cuts(self) -> dict[str, list[str]]:
        """Goals that no work would reach without an element."""
        return {e["id"]: e["cuts_from_work"] for e in self._d["elements"] if e["cuts_from_work"]}

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline fragility --format json``."""
        return self._d

    def to_frame(self) -> Any:
        """A pandas data frame: one row for each element, what hurts most first."""
        columns = ["kind", "score", "lower", "score_loss", "lower_loss", "cuts_from_work", "cuts_from_top"]
        return _frame([{"element": e["id"], **e} for e in self._d["elements"]], ["element", *columns]).set_index("element")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fragility) and other._d == self._d

    def __repr__(self) -> str:
        return f"<{len(self._d['elements'])} elements; {len(self.cuts)} of them the only support of a goal>"


class Why:
    """The derivation of an element's numbers: ``str(why)`` for people, ``why.tree`` for programs.

    ``tree`` is what ``northline why --format json`` prints: under ``tree`` the score's derivation, under ``evaluation`` that
    of the goal evaluation.
    """

    def __init__(self, text: str, tree: Any) -> None:
        self._text, self.tree = text, tree

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return self._text


class Weights:
    """Weights from pairwise comparisons, and how far the judgements agree. Immutable; compares by value."""

    def __init__(self, d: dict[str, Any]) -> None:
        self._d = d

    @property
    def weights(self) -> dict[str, float]:
        """By thing, the greatest first: what stands at the ends of the hierarchy, in the whole. They sum to 1."""
        return {r["item"]: r["weight"] for r in self._d["ranking"]}

    @property
    def sets(self) -> dict[tuple[str, ...], dict[str, Any]]:
        """Each set of comparisons by the things above it, as in ``northline weigh --format json``."""
        return {tuple(s["of"]): s for s in self._d["sets"]}

    @property
    def consistency_ratio(self) -> Optional[float]:
        """Of the set at the top; None where the table of random indices does not go that far."""
        return self._d["sets"][0]["consistency_ratio"]  # type: ignore[no-any-return]

    def __getitem__(self, item: str) -> float:
        return self.weights[item]

    def to_dict(self) -> dict[str, Any]:
        """As in ``northline weigh --format json``."""
        return self._d

    def to_frame(self) -> Any:
        """A pandas data frame: one row for each thing at the ends, weight and rank."""
        return _frame(list(self._d["ranking"]), ["item", "weight", "rank"]).set_index("item")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Weights) and other._d == self._d

    def __repr__(self) -> str:
        ratio = self.consistency_ratio
        first = ", ".join(f"{name} {w:.3f}" for name, w in list(self.weights.items())[:3])
        return f"<{first}{', …' if len(self.weights) > 3 else ''}; consistency ratio " \
               f"{'unknown' if ratio is None else f'{ratio:.3f}'}>"


class Repair:
    """One place of a StratML plan that was repaired on reading."""

    __slots__ = ("number", "name", "message", "path", "line", "column")

    def __init__(self, d: Mapping[str, Any]) -> None:
        self.number: int = d["number"]
        self.name: str = d["name"]
        self.message: str = d["message"]
        self.path: str = d["path"]
        self.line: int = d["line"]
        self.column: int = d["column"]

    def __repr__(self) -> str:
        return f"<repair {self.number} {self.name} at {self.line}:{self.column}: {self.message}>"


class Rule:
    """One check: what it asks and its page."""

    def __init__(self, d: Mapping[str, Any]) -> None:
        self.code: str = d["code"]
        self.name: str = d["name"]
        self.category: str = d["category"]
        self.severity: str = d["severity"]
        self.question: str = d["question"]
        self.advice: str = d["advice"]
        self.page: str = d["page"]
        self.parameters: dict[str, float] = dict(d["parameters"])

    def __repr__(self) -> str:
        return f"<{self.code} {self.name}: {self.question}>"

    def _repr_markdown_(self) -> str:
        return self.page


class At(str):
    """A sentence about one attribute or relation of an element; made by :func:`at`."""

    member: str


def at(member: str, message: str) -> At:
    """What a check in code returns to point at an attribute or relation of the element."""
    said = At(message)
    said.member = member
    return said


class OwnRule:
    """A check in code; made by :func:`check_rule`. Calling it calls the function."""

    def __init__(self, function: Callable[[Element], Any], definition: Mapping[str, Any]) -> None:
        self.function = function
        self.definition: dict[str, Any] = {k: v for k, v in definition.items() if v is not None}
        self.code: str = self.definition["code"]

    def __call__(self, element: Element) -> Any:
        return self.function(element)

    def __repr__(self) -> str:
        return f"<{self.code} {getattr(self.function, '__name__', 'check')}>"

    def _said(self, element: Element) -> list[tuple[str, str]]:
        said = self.function(element)
        if said is None or said == "":
            return []
        if isinstance(said, str):
            said = [said]
        if not isinstance(said, Iterable) or isinstance(said, (bytes, Mapping)):
            raise TypeError(f"{self.code} returned {type(said).__name__}; a check returns None, a sentence or several.")
        found: list[tuple[str, str]] = []
        for one in said:
            if not isinstance(one, str):
                raise TypeError(f"{self.code} returned a {type(one).__name__} among its sentences.")
            found.append((str(one), one.member if isinstance(one, At) else ""))
        return found


def check_rule(code: str, kinds: Union[str, Sequence[str], None] = None, severity: Optional[str] = None,
               name: Optional[str] = None, category: Optional[str] = None,
               pack: Union[str, Sequence[str], None] = None, question: Optional[str] = None,
               advice: Optional[str] = None) -> Callable[[Callable[[Element], Any]], OwnRule]:
    """Makes a check of a function, for ``strategy.check(checks=[...])`` (docs/custom-checks.md).

    The function is given an :class:`Element` and returns ``None``, one sentence or several; ``northline.at("due",
    "…")`` points at an attribute. An exception becomes a finding about the check.
    """
    def plain(x: Union[str, Sequence[str], None]) -> Any:
        return x if x is None or isinstance(x, str) else list(x)

    definition = {"code": code, "kinds": plain(kinds), "severity": severity, "name": name, "category": category,
                  "pack": plain(pack), "question": question, "advice": advice}
    return lambda function: OwnRule(function, definition)


# ---- the strategy -------------------------------------------------------------------------------------------


class _Edit:
    def __init__(self, strategy: "Strategy") -> None:
        self._strategy = strategy
        self._outer = True

    def __enter__(self) -> "Strategy":
        self._outer = self._strategy._editing == 0
        if self._outer:
            _call(self._strategy._core.begin)
        self._strategy._editing += 1
        return self._strategy

    def __exit__(self, kind: Any, value: Any, trace: Any) -> None:
        self._strategy._editing -= 1
        if self._outer:
            _call(self._strategy._core.rollback if kind else self._strategy._core.commit)


class Strategy:
    """A strategy: elements by kind, checks, scores and editing.

    Elements are reached by the document's own names: ``s.goals``, ``s.metrics``, ``s.visions`` …, attributes and
    relations of the root (``s.title``, ``s.as_of``, ``s.sponsored_by``) directly. ``Strategy()`` is empty.
    """

    _core: Any
    _editing: int
    repairs: list[Repair]
    """What was repaired when it was read from StratML."""

    def __init__(self, core: Any = None) -> None:
        object.__setattr__(self, "_core", _core.CoreStrategy() if core is None else core)
        object.__setattr__(self, "_editing", 0)
        object.__setattr__(self, "repairs", [])

    def __getattr__(self, name: str) -> Any:
        if name in _kind_of_member:
            return Kind(self, name)
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(Element(self, self._core.root_id()), name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("_core", "_editing", "repairs"):
            object.__setattr__(self, name, value)
        elif name in _kind_of_member:
            raise AttributeError(f"Add elements one by one, as in s.{name}[id] = {{...}}.")
        else:
            setattr(Element(self, self._core.root_id()), name, value)

    def __getitem__(self, id: str) -> Element:
        """The element with this id, of whatever kind."""
        if self._core.kind(id) is None:
            raise NotFound(f'No element has the id "{id}".', 2)
        return Element(self, id)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._core.kind(id) is not None

    def __len__(self) -> int:
        return sum(self._core.count(m) for m in _kind_of_member)

    @property
    def problems(self) -> list[dict[str, Any]]:
        """What lenient reading found: code, message, pointer, line, column."""
        return list(self._core.problems())

    # ---- editing ----
    def edit(self) -> _Edit:
        """Edits inside ``with s.edit():`` stand or fall together."""
        return _Edit(self)

    def relate(self, source: Union[str, Element], relation: str, target: Union[str, Element], payload: Any = None) -> None:
        """Adds or replaces one relation."""
        a = source.id if isinstance(source, Element) else source
        b = target.id if isinstance(target, Element) else target
        _call(self._core.relate, a, relation, b, "" if payload is None else _to_json(payload))

    def unrelate(self, source: Union[str, Element], relation: str, target: Union[str, Element]) -> None:
        """Takes one relation away. Raises :class:`NotFound` if it is not there."""
        a = source.id if isinstance(source, Element) else source
        b = target.id if isinstance(target, Element) else target
        _call(self._core.unrelate, a, relation, b)

    # ---- analyses ----
    def check(self, as_of: _Day = None, severities: Optional[Mapping[str, str]] = None,
              parameters: Optional[Mapping[str, float]] = None,
              checks: Iterable[OwnRule] = (), *, config: _Json = None,
              select: Union[str, Sequence[str]] = (), ignore: Union[str, Sequence[str]] = (),
              packs: Union[str, Sequence[str], Mapping[str, bool]] = (), profile: Optional[str] = None,
              baseline: Union[_Json, Findings] = None, consequences: bool = False, stats: bool = False,
              messages: Union[str, Mapping[str, Any], None] = None) -> Findings:
        """Runs the checks.

        Parameters
        ----------
        as_of : str or date, optional
            The day to judge by; else the document's. With neither, checks about dates stay silent.
        severities : mapping, optional
            ``{"NL202": "error", "NL106": "off"}``.
        parameters : mapping, optional
            ``{"NL407.share": 0.9}``.
        checks : iterable of OwnRule, optional
            Checks in code, made with :func:`check_rule`.
        config : mapping, JSON text or path, optional
            A configuration (docs/configuration.md). It goes before the document's own, the other arguments before it.
        select, ignore : str or sequence of str, optional
            Codes, their beginnings, names, categories and packs that are asked alone, or left out.
        packs : str, sequence of str or mapping, optional
            Packs to switch on: ``["okr"]``, or on and off: ``{"okr": True, "money": False}``.
        profile : str, optional
            ``small``, ``standard`` or ``auto``.
        baseline : Findings, mapping, JSON text or path, optional
            Findings in it do not count.
        consequences : bool
            Whether findings that another one explains are kept and counted.
        stats : bool
            Whether ``findings.stats`` tells the time of each check.
        messages : mapping or str, optional
            A catalogue of messages in another language, or its JSON text; see :func:`messages`.

        Raises
        ------
        ConfigurationError
            With every fault of the configuration or baseline.

        Notes
        -----
        O(elements + relations). Releases the interpreter's lock; Ctrl-C stops it.
        """
        def decide(rule: OwnRule) -> Callable[[str], list[tuple[str, str]]]:
            return lambda id: rule._said(Element(self, id))

        own = [(_json.dumps(r.definition), decide(r)) for r in checks]
        on = dict(packs) if isinstance(packs, Mapping) else {name: True for name in _words(packs)}
        old = baseline.baseline() if isinstance(baseline, Findings) else baseline
        language = messages if messages is None or isinstance(messages, str) else _to_json(messages)
        text, core = _interruptible(self._core.check, _day(as_of), dict(severities or {}), dict(parameters or {}), own,
                              _json_text(config), _words(select), _words(ignore), on, profile, _json_text(old),
                              consequences, stats, language)
        return Findings(_json.loads(text), core)

    def score(self, as_of: _Day = None) -> Score:
        """Scores alignment: ten dimensions by goal, each with bounds (docs/scores-definition.md)."""
        return Score(_json.loads(_interruptible(self._core.score, _day(as_of))))

    def practice(self, name: str, as_of: _Day = None) -> Practice:
        """Says where the strategy stands on the way of a practice (docs/practices.md).

        ``name`` is landscape, clover, five-steps, channels-later or smacad.
        """
        d = _json.loads(_interruptible(self._core.practice, name, _day(as_of)))
        reports: list[dict[str, Any]] = d["practices"]
        if len(reports) != 1:
            raise InvalidArgument("Name one practice: landscape, clover, five-steps, channels-later or smacad.", 1)
        return Practice(reports[0])

    def evaluate(self, scenario: Optional[str] = None, mode: str = "native", algorithm: str = "quantitative",
                 as_of: _Day = None) -> Evaluation:
        """Says how satisfied each goal is if the programs deliver (docs/evaluation.md).

        Parameters
        ----------
        scenario : str, optional
            Name of one of the document's scenarios.
        mode : {"native", "compatible"}
            Precise, circles refused; or whole numbers as published models have them.
        algorithm : {"quantitative", "qualitative", "hybrid"}
            With numbers, with words, or with a number for each word.
        as_of : str or date, optional
            Observations after it do not count; else the document's day.
        """
        text = _interruptible(self._core.evaluate, scenario or "", mode, algorithm, _day(as_of))
        return Evaluation(_json.loads(text))

    def simulate(self, scenario: Optional[str] = None, draws: int = 10_000, seed: int = 1, threads: int = 1,
                 levels: Optional[Mapping[str, float]] = None, keep_draws: bool = False,
                 as_of: _Day = None) -> Simulation:
        """Says how sure results are, by drawing all uncertain numbers many times (docs/uncertainty.md).

        Parameters
        ----------
        scenario : str, optional
            Name of one of the document's scenarios.
        draws : int
            How many times.
        seed : int
            0 to 2**64 - 1. The same seed gives the same numbers everywhere.
        threads : int
            How many work at it, 1 to 1024; results do not depend on it.
        levels : mapping of str to float, optional
            What results are to reach: ``{"grow-trust": 60, "alignment": 0.7}``.
        keep_draws : bool
            Whether ``Simulation.draws`` gives the value of every draw.
        as_of : str or date, optional
            The day that the score counts from; else the document's.
        """
        if not 1 <= threads <= 1024:
            raise InvalidArgument(f"{threads} threads cannot be; 1 to 1024 can.", 1)
        if not 0 <= seed < 2**64:
            raise InvalidArgument(f"The seed {seed} does not lie between 0 and 2**64 - 1.", 1)
        if not 1 <= draws < 2**48:
            raise InvalidArgument(f"{draws} draws cannot be; at least 1 can.", 1)
        text, outputs, inputs = _interruptible(self._core.simulate, scenario or "", draws, seed, threads,
                                               [(str(k), float(v)) for k, v in (levels or {}).items()], keep_draws,
                                               _day(as_of))
        return Simulation(_json.loads(text), outputs, inputs)


    def diff(self, other: Optional["Strategy"] = None, scenario: Optional[str] = None,
             other_scenario: Optional[str] = None, findings: bool = True, scores: bool = True,
             as_of: _Day = None, effects: bool = False) -> Diff:
        """Says what another strategy, or a scenario, says differently (docs/compare.md).

        Parameters
        ----------
        other : Strategy, optional
            What to compare with; else this strategy itself under another scenario.
        scenario, other_scenario : str, optional
            Names of scenarios of this strategy and of the other. With neither ``other`` nor ``other_scenario``
            the strategy is compared with its ``scenario``.
        findings, scores : bool
            Whether to check and to score both.
        as_of : str or date, optional
            The day to judge both by; else each document's own.
        effects : bool
            Whether to work out what each change does when it is made alone; see :attr:`Diff.effects`.
        """
        if other is None and not other_scenario:
            scenario, other_scenario = None, scenario
        a, b, day = self._core.copy(), (other or self)._core.copy(), _day(as_of)

        def render(format: str) -> str:
            return str(_interruptible(a.diff, b, scenario or "", other_scenario or "", findings, scores, effects, format,
                                      day))

        return Diff(_json.loads(render("json")), render)

    def scenario(self, name: str) -> "Strategy":
        """This strategy as one of its scenarios makes it, to be checked and scored like any other."""
        return Strategy(_call(self._core.scenario, name))

    def gradient(self, goal: Union[str, Element, None] = None, bound: str = "score", as_of: _Day = None) -> Gradient:
        """Says how a score moves with every number that it is computed from (docs/sensitivity.md).

        Parameters
        ----------
        goal : str or Element, optional
            Whose score; else the overall one.
        bound : {"score", "lower", "upper"}
            The score or one of its bounds.
        as_of : str or date, optional
            The day to judge by; else the document's.
        """
        name = goal.id if isinstance(goal, Element) else goal or ""
        return Gradient(_json.loads(_interruptible(self._core.gradient, name, bound, _day(as_of))))

    def moves(self, goal: Union[str, Element, None] = None, most: int = 10, tried: int = 0,
              as_of: _Day = None) -> Moves:
        """Lists the single changes that would raise the score most, each with its exact gain (docs/sensitivity.md).

        Parameters
        ----------
        goal : str or Element, optional
            Only changes that this goal gains from.
        most : int
            How many are listed.
        tried : int
            How many are made and scored, those that promise most first; 0: fewer the larger the strategy.
        as_of : str or date, optional
            The day to judge by; else the document's.
        """
        name = goal.id if isinstance(goal, Element) else goal or ""
        return Moves(_json.loads(_interruptible(self._core.moves, name, most, tried, _day(as_of))))

    def influence(self, form: Optional[str] = None) -> Influence:
        """Says what every program and activity brings of every goal (docs/influence.md).

        ``form`` is "dense", "sparse", or None: sparse where fewer than a tenth of the entries are other than 0.
        """
        core = _interruptible(self._core.influence, form or "")
        whole = self._core.copy()
        kept: list[dict[str, Any]] = []

        def rest() -> dict[str, Any]:
            if not kept:
                kept.append(_json.loads(_interruptible(whole.influence_of, "", "")))
            return kept[0]

        return Influence(core, rest)

    def effects(self, source: Union[str, Element, None] = None,
                target: Union[str, Element, None] = None) -> list[dict[str, Any]]:
        """What one element brings of others (``source``), or what others bring of it (``target``).

        Dictionaries with from, to, value (None where nobody can say), lower, upper, helps, hurts and conflict.
        """
        ends = [e.id if isinstance(e, Element) else e or "" for e in (source, target)]
        if not any(ends):
            raise InvalidArgument("Name a source or a target; influence() has everything.", 1)
        d = _json.loads(_interruptible(self._core.influence_of, *ends))
        return d["effects"]  # type: ignore[no-any-return]

    def path(self, source: Union[str, Element], target: Union[str, Element], most: int = 1, length: int = 0,
             over: Optional[str] = None) -> Path:
        """How one element leads to another: the strongest paths, the smallest cut, or the nearest gap.

        Parameters
        ----------
        source, target : str or Element
            Both ends.
        most : int
            Paths that are listed.
        length : int
            The most relations on a path; 0: any number.
        over : {"influence", "relations"}, optional
            Relations with sizes in their direction, or all in either; by default influence if it runs through both.
        """
        ends = [e.id if isinstance(e, Element) else e for e in (source, target)]
        return Path(_json.loads(_interruptible(self._core.path, *ends, over or "", most, length)))

    def fragility(self, kinds: Iterable[str] = (), as_of: _Day = None, threads: int = 1) -> Fragility:
        """What the score loses without each element, each by deleting it and scoring again (docs/influence.md)."""
        text = _interruptible(self._core.fragility, list(kinds), _day(as_of), threads)
        return Fragility(_json.loads(text))

    @property
    def scenario_names(self) -> list[str]:
        """The document's scenarios, in their order."""
        return list(_call(self._core.scenarios))

    def why(self, id: Union[str, Element, None] = None, as_of: _Day = None, scenario: Optional[str] = None,
            mode: Optional[str] = None, algorithm: Optional[str] = None) -> Why:
        """Derives an element's numbers down to values in the document; without an id, the overall score's.

        Parameters
        ----------
        id : str or Element, optional
            An element; or with an at sign one number of it (``"grow-trust@lower"``), of the whole (``"@money"``), of the
            gradient (``"/resources/team/capacity@slope"``), of a move (``"@gain:1"``), of an element that is taken out
            (``"team@loss"``) or of a simulation (``"@simulate(draws=1000).p50:alignment"``); docs/scores.md lists them.
        as_of : str or date, optional
            The day to judge by; else the document's day.
        scenario, mode, algorithm : str, optional
            The goal evaluation to explain beside the score, as in :meth:`evaluate`.
        """
        name = "" if id is None else id.id if isinstance(id, Element) else id
        text, tree = (_call(self._core.why, name, _day(as_of), t, scenario, mode, algorithm) for t in (True, False))
        return Why(text, _json.loads(tree))

    # ---- in and out ----
    def to_json(self, compact: bool = False) -> str:
        """The document's text; reading it again gives an equal strategy."""
        return str(_call(self._core.json, compact))

    def to_dict(self) -> dict[str, Any]:
        """The document as plain Python values."""
        d: dict[str, Any] = _json.loads(self.to_json(compact=True))
        return d

    def save(self, path: Union[str, "_os.PathLike[str]"]) -> None:
        """Writes the document; a failure leaves the old file as it was."""
        path = _os.fspath(path)
        beside = path + ".northline-new"
        try:
            with open(beside, "w", encoding="utf-8", newline="\n") as f:
                f.write(self.to_json())
            _os.replace(beside, path)
        finally:
            if _os.path.exists(beside):
                _os.remove(beside)

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical form (RFC 8785), without layout."""
        return str(_call(self._core.hash))

    def copy(self) -> "Strategy":
        """An independent copy; shares what did not change."""
        s = Strategy(self._core.copy())
        s.repairs = list(self.repairs)
        return s

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> "Strategy":
        return self.copy()

    def __reduce__(self) -> tuple[Any, ...]:
        return loads, (self.to_json(compact=True),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Strategy) and self.hash == other.hash

    __hash__ = None  # type: ignore[assignment]

    def __dir__(self) -> list[str]:
        return sorted(set(super().__dir__()) | set(_kind_of_member) | _names_of_kind["strategy"])

    def __repr__(self) -> str:
        title = self.title
        return f"<strategy {title!r}: {len(self)} elements>" if title else f"<strategy: {len(self)} elements>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(f"<tr><td>{m}</td><td>{self._core.count(m)}</td></tr>"
                       for m in _kind_of_member if self._core.count(m))
        return f"<b>{escape(self.title or 'Strategy')}</b><table><tbody>{rows}</tbody></table>"


# ---- module functions -------------------------------------------------------------------------------------


def loads(text: Union[str, bytes], strict: bool = False) -> Strategy:
    """Reads a strategy from text: a Northline document (JSON, comments allowed) or a StratML plan (XML).

    Parameters
    ----------
    text : str or bytes
        UTF-8 if bytes.
    strict : bool
        Refuse any problem of form instead of keeping it as a finding.

    Raises
    ------
    NotReadable
        The text is neither JSON nor XML; with line and column.
    Refused
        Strict reading found problems; the message lists them all.
    LimitError
        The document is larger or deeper than the limits allow.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    if _core.looks_like_xml(data):
        core, repairs = _call(_core.load_stratml, data, strict)
        s = Strategy(core)
        s.repairs = [Repair(r) for r in repairs]
        return s
    return Strategy(_interruptible(_core.loads, data, strict))


def load(path: Union[str, "_os.PathLike[str]"], strict: bool = False) -> Strategy:
    """Reads a strategy from a file; see :func:`loads`."""
    with open(path, "rb") as f:
        return loads(f.read(), strict)


def weigh(comparisons: Union[Strategy, str, Mapping[str, Any]]) -> Weights:
    """Turns pairwise comparisons into weights (docs/weighing.md).

    Parameters
    ----------
    comparisons : Strategy, str or mapping
        A strategy, for what stands under ``scoring.comparisons``; or comparisons, as JSON text or as Python values:
        ``{"judgements": [["trust", "sales", 3], ["sales", "fame", 2]]}``.

    Raises
    ------
    ConfigurationError
        With the place of what cannot be followed, such as judgements that do not join all things.
    """
    text = comparisons.to_json() if isinstance(comparisons, Strategy) else \
        comparisons if isinstance(comparisons, str) else _to_json(dict(comparisons))
    return Weights(_json.loads(_call(_core.weigh, text)))


def diff(a: Strategy, b: Strategy, findings: bool = True, scores: bool = True, as_of: _Day = None,
         effects: bool = False) -> Diff:
    """What two strategies say differently, and what it did to findings and scores; see :meth:`Strategy.diff`."""
    return a.diff(b, findings=findings, scores=scores, as_of=as_of, effects=effects)


def merge(base: Strategy, ours: Strategy, theirs: Strategy) -> Merge:
    """One strategy from two that came of ``base``; see docs/compare.md for what counts as a conflict.

    Raises
    ------
    Refused
        One of them names an id or a map of elements twice, so nobody can say what is merged.
    """
    core, text, report = _interruptible(base._core.merge, ours._core, theirs._core)
    return Merge(Strategy(core), text, [Conflict(c) for c in _json.loads(report)["conflicts"]])


def rule(code: str) -> Rule:
    """The check with this code or name. Raises :class:`NotFound`."""
    d = _core.rule(code)
    if d is None:
        raise NotFound(f'There is no check "{code}"; northline.rules() lists them.', 2)
    return Rule(d)


def rules() -> list[Rule]:
    """All checks by code."""
    return [rule(code) for code in sorted(_core.rules())]


def messages() -> dict[str, Any]:
    """The catalogue of all that checks and reports say, in English: what a translator begins with."""
    d: dict[str, Any] = _json.loads(_core.messages())
    return d


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of documents."""
    d: dict[str, Any] = _json.loads(_core.schema())
    return d

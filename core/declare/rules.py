"""What must hold and what is owed: facts, gates, deadlines, records, routings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from core.rules.view import View


@dataclass(frozen=True)
class Missing:
    """What a gate finds missing: `key` stable, `label` msgid (with `args`), `where` the full name of an act or a screen that supplies it.

    `clause` stands for the gate's own where one gate guards for several."""

    key: str
    label: str
    where: str | None = None
    args: Mapping[str, Any] = field(default_factory=dict)
    clause: str | None = None


@dataclass(frozen=True)
class Facts:
    """What gates must know, loaded in bulk: `load(keys) -> {key: facts}`, a constant number of statements for any number of keys (ids or texts).

    `key(view)` gives the key of one case (default: the subject's id; for creating acts take it from `view.data`); None = no facts.
    Reached in gates and `run` as `view.facts["name"]` under the full name.
    """

    name: str
    load: Callable[[Sequence[Any]], Awaitable[Mapping[Any, Any]]]
    key: Callable[[View], int | str | None] | None = None


@dataclass(frozen=True)
class Gate:
    """A pure, synchronous function of the view. `act` full name(s). `then`: a system act performed after a refusal, own transaction.

    It is done to the refused subject, or creates one; fields of its form that the refused input also has are filled by it, and those named
    refused_subject (id), refused_by (id of the user), refused_clauses and refused_keys (both joined by commas) by the refusal.

    `clause` is None only for what rests on no regulation (the core's own gates)."""

    act: str | tuple[str, ...]
    clause: str | None
    check: Callable[[View], Iterable[Missing | None]]
    facts: tuple[str, ...] = ()
    level: Literal["refuse", "warn"] = "refuse"
    message: str = ""
    then: str | None = None

    @property
    def acts(self) -> tuple[str, ...]:
        return (self.act,) if isinstance(self.act, str) else self.act


@dataclass(frozen=True)
class On:
    """An event: act `act` (full name), at the instant in form field `at` (default: the act's own time).

    `via` leads from that act's subject to the duty's: the name of its column that holds the id (also for a creating act), or a function
    of ids, `async (ids) -> {id: [ids]}` in constant statements.
    """

    act: str
    at: str | None = None
    via: str | Callable[[Sequence[int]], Awaitable[Mapping[int, Sequence[int]]]] | None = None
    when: Callable[[View], bool] | None = None


def ons(value: On | tuple[On, ...]) -> tuple[On, ...]:
    return (value,) if isinstance(value, On) else value


@dataclass(frozen=True)
class Deadline:
    """A duty with one clock. `length` is a policy key with a span unit; or `until` names a date column/field (due at its 24:00).

    `owes`: "owner" (the subject's owner), "department", or "role:<role>". `minus`: a policy key, so many days ahead of `until`; if fewer
    are left at the start, it is due that day and said to have a short lead. `repeat_until`: a chain, the next one starts at the stop
    until this column of `on` is set (or these facts, by their full name, hold; as they stood before the act); cancel it by the act that
    makes it hold. `on_due`: full name of an act of `on` that the system performs when this falls due, at most once; if it is refused, the
    refusal stands in the journal and the duty stays. `by`: the plugin that owes it where `on` is another plugin's subject.
    """

    code: str
    on: str
    clause: str
    label: str
    start: On | tuple[On, ...]
    stop: On | tuple[On, ...]
    length: str | None = None
    until: str | None = None
    cancel: On | tuple[On, ...] = ()
    owes: str = "owner"
    act: str | None = None
    minus: str | None = None
    repeat_until: str | None = None
    on_due: str | None = None
    by: str = ""

    @property
    def plugin(self) -> str:
        return self.by or self.on.split(".")[0]


@dataclass(frozen=True)
class Periodic:
    """A duty in every window of time: `required` acts `counts`, each in the window in which it happens; a missed window stays missed.

    `anchor` and `until` are date columns of `on`; `every` is a policy key with unit "mo", "q", "y" or "d", read at the anchor, so that the
    windows of one subject always follow each other. Window k runs from the day after anchor + (k-1) spans to anchor + k spans, both
    inclusive, clamped to the month's end; the last one ends with `until`. With `calendar` it is the calendar's month, quarter or year.
    `required` may be a policy key, `gap` is one (days between two acts counted in one window); both are read when the window begins.
    `when` narrows the rows: {"state": "active"}; a tuple means any of its values. `cancel` ends an open window. `by`: the plugin that
    owes it where `on` is another plugin's. A window that ended before its subject was registered, or while `by` was off, is not opened.
    """

    code: str
    on: str
    clause: str
    label: str
    anchor: str
    every: str
    counts: On | tuple[On, ...]
    until: str | None = None
    required: int | str = 1
    gap: str | None = None
    calendar: bool = False
    owes: str = "owner"
    when: Mapping[str, Any] | None = None
    cancel: On | tuple[On, ...] = ()
    act: str | None = None
    by: str = ""

    @property
    def plugin(self) -> str:
        return self.by or self.on.split(".")[0]

    @property
    def length(self) -> str:
        """The policy that gives its time, as for a deadline."""
        return self.every


@dataclass(frozen=True)
class Need:
    """A field that a clause requires at the given acts (full names): refused with the clause (409), not by the form."""

    field: str
    label: str
    clause: str
    at: tuple[str, ...]
    where: str | None = None
    when: Callable[[View], bool] | None = None


@dataclass(frozen=True)
class Child:
    """Child rows that belong to a record's content: `model` with a column `link` holding the subject's id."""

    model: type[Any]
    link: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """Content that is signed and sealed. All signatures cover one content hash; an edit voids those given; the last one seals."""

    name: str
    on: str
    clause: str
    label: str
    content: tuple[str, ...] = ()
    children: tuple[Child, ...] = ()
    needs: tuple[Need, ...] = ()
    signatures: tuple[str, ...] = ()
    supplements: bool = True


@dataclass(frozen=True)
class Routing:
    """Who answers for a kind of case: a dated, editable table key -> department and/or user. `rows` are default (key, department code)."""

    name: str
    label: str
    clause: str
    key_label: str
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Total:
    """What rows of `model` (column `link` holds the subject's id) must add up to in `value`: the subject's `column`, or `fixed` if they are any.

    Shares of one whole: fixed=10000 hundredths of a percent. `same` maps their columns to the subject's that must be equal for a row to
    count, `where` narrows them by values. Checked by `guizhang verify --all` (I9); the act that writes them must see to it.
    """

    on: str
    model: type[Any]
    link: str
    value: str
    column: str | None = None
    fixed: int = 10000
    same: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)

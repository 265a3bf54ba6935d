"""The vocabulary a plugin declares itself in: frozen dataclasses, no behaviour.

Labels, texts and citations are English msgids marked with `N_`; they are translated at the border, never here.
Full names: a subject is "plugin.subject", an act "plugin.subject.act", a policy key starts with the regulation's id in lower case.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from core.rules.view import Ctx, View

API = 1
Category = Literal["open", "paused", "done"]


def N_(msgid: str) -> str:  # noqa: N802  (the gettext convention for "mark, do not translate yet")
    """Mark a msgid for extraction."""
    return msgid


@dataclass(frozen=True)
class Plugin:
    """The manifest. `requires` are packaging specifiers on other plugins: ("service_quality>=1",)."""

    name: str
    label: str
    version: str
    api: int = API
    requires: tuple[str, ...] = ()
    icon: str = "box"


@dataclass(frozen=True)
class Regulation:
    """A document. TS-9: each version carries who drafted, reviewed, approved and issued it (free text, shown on the map)."""

    id: str
    title: str
    effective_from: date | None = None
    drafted: str = ""
    reviewed: str = ""
    approved: str = ""
    issued: str = ""


@dataclass(frozen=True)
class Clause:
    """One demand. `kinds` e.g. "D R" of D P G R T C L X; `planned` for clauses of later work, carried by nothing yet."""

    id: str
    regulation: str
    cite: str
    kinds: str
    text: str
    planned: bool = False


@dataclass(frozen=True)
class Policy:
    """A value of the regulation. Units: "min" "h" "d" "mo" for spans, else free ("km", "fen", ""). `origin` shown on screen."""

    key: str
    clause: str
    label: str
    default: Any
    unit: str = ""
    kind: Literal["number", "switch", "choice", "table"] = "number"
    origin: Literal["regulation", "company"] = "regulation"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stage:
    label: str
    category: Category = "open"


@dataclass(frozen=True)
class TicketKind:
    """What the call desk can choose; `intake` is the full name of the creating act, which opens ticket and case in one act."""

    name: str
    label: str
    intake: str
    icon: str = "form"


@dataclass(frozen=True)
class Subject:
    """A model that carries acts. `personal` fields are masked without the right `<subject>.unmask` and journaled as commitments.

    `title` names the column shown as the case's heading; `search` the columns whose tokens make it findable; `parent` the subject whose
    scope columns it copies, through the column `parent_field`. `shared`: reference data of the whole company (a price list): whoever may
    read it reads all of it, whatever the data scope of his grant.
    """

    name: str
    model: type[Any]
    label: str
    states: Mapping[str, Stage]
    start: str
    prefix: str
    ticket_kind: TicketKind | None = None
    parent: str | None = None
    parent_field: str | None = None
    personal: tuple[str, ...] = ()
    title: str = "number"
    search: tuple[str, ...] = ()
    icon: str = "form"
    shared: bool = False

    @property
    def plugin(self) -> str:
        return self.name.split(".")[0]


@dataclass(frozen=True)
class Act:
    """A thing done to a subject.

    `roles` grant the permission (= full name). `writes` are form fields copied onto the subject's columns of the same name. `source`
    empty = any state. `occurred` names the form field that tells when it really happened. `signs` = "record:capacity" of `on`.
    `unlike` = names of earlier acts (or "owner") whose actor may not do this one. `facts` are loaded for `run`. `clause` is cited by permission, state and
    four-eyes refusals. `natural` gives the key under which a rerun adds nothing. `by="system"` acts have no button.
    """

    name: str
    on: str
    label: str
    roles: tuple[str, ...] = ()
    form: type[Any] | None = None
    clause: str | None = None
    source: tuple[str, ...] = ()
    to: str | Callable[[View], str | None] | None = None
    writes: tuple[str, ...] = ()
    run: Callable[[Ctx], Awaitable[None]] | None = None
    creates: bool = False
    unlike: tuple[str, ...] = ()
    occurred: str | None = None
    by: Literal["person", "system", "either"] = "person"
    signs: str | None = None
    natural: Callable[[Mapping[str, Any]], str] | None = None
    icon: str = ""
    danger: bool = False
    confirm: str = ""
    facts: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        return f"{self.on}.{self.name}"

    @property
    def plugin(self) -> str:
        return self.on.split(".")[0]


@dataclass(frozen=True)
class Missing:
    """What a gate finds missing: `key` stable, `label` msgid (with `args`), `where` the full name of an act or a screen that supplies it."""

    key: str
    label: str
    where: str | None = None
    args: Mapping[str, Any] = field(default_factory=dict)


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

    `via` maps ids of that act's subject to ids of the duty's subject: `async (ids) -> {id: [ids]}` in constant statements.
    """

    act: str
    at: str | None = None
    via: Callable[[Sequence[int]], Awaitable[Mapping[int, Sequence[int]]]] | None = None
    when: Callable[[View], bool] | None = None


@dataclass(frozen=True)
class Deadline:
    """A duty with one clock. `length` is a policy key with a span unit; or `until` names a date column/field (due at its 24:00).

    `owes`: "owner" (the subject's owner), "department", or "role:<role>".
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

    @property
    def plugin(self) -> str:
        return self.on.split(".")[0]


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


@dataclass(frozen=True)
class Routing:
    """Who answers for a kind of case: a dated, editable table key -> department and/or user. `rows` are default (key, department code)."""

    name: str
    label: str
    clause: str
    key_label: str
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Role:
    name: str
    label: str


@dataclass(frozen=True)
class Column:
    """A column of a list or a fact of a detail. `field` may follow declared relations ("customer__name"); never user input.

    kinds: text code instant day yuan stage user department region bool duty choice(label lookup in `choices`).
    """

    field: str
    label: str
    kind: str = "text"
    choices: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    clause: str | None = None
    href: str | None = None


@dataclass(frozen=True)
class Filter:
    """kinds: choice (of `choices` value->label), bool, day (from/to), user, department, stage (states of the subject), late (due state)."""

    field: str
    label: str
    kind: str = "choice"
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Related:
    """Rows shown in a tab of a detail page: children or linked subjects; `link` is the column that holds the shown subject's id."""

    label: str
    model: type[Any]
    link: str
    columns: tuple[Column, ...]
    subject: str | None = None
    order: str = "id"


@dataclass(frozen=True)
class Screen:
    """A declared list + detail + forms of a subject. `roles` may read it (permission "<subject>.read"). `menu` "" = not in the menu.

    `prefetch` runs once per detail page: `async (row) -> Mapping` merged into the template context of `template` (an extra panel).
    """

    on: str
    columns: tuple[Column, ...]
    roles: tuple[str, ...]
    menu: str = ""
    filters: tuple[Filter, ...] = ()
    sorts: tuple[str, ...] = ("-id",)
    facts: tuple[Column, ...] = ()
    related: tuple[Related, ...] = ()
    phone: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Slot:
    """A fragment on a core page. Places: "core.customer.detail", "core.asset.detail", "core.ticket.detail", "core.workbench".

    `load(actor, row)` returns the template's context, or None to show nothing. Loaded lazily; a crash shows one card with a log number.
    """

    place: str
    name: str
    label: str
    template: str
    load: Callable[..., Awaitable[Mapping[str, Any] | None]]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Print:
    """A printed document; issuing it is an act, its context is frozen. `load(subject_id) -> context` in constant statements."""

    name: str
    on: str
    label: str
    template: str
    load: Callable[[int], Awaitable[Mapping[str, Any]]]
    roles: tuple[str, ...]
    copies: int = 1
    clause: str | None = None


@dataclass(frozen=True)
class Listener:
    """Side effects only, after commit, at least once: `handler(event)` may be called twice. `act` is a full name."""

    act: str
    name: str
    handler: Callable[[Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class Job:
    """A background task run about every `every` seconds in a fresh task, by one worker at a time."""

    name: str
    every: int
    run: Callable[[], Awaitable[None]]


def ons(value: On | tuple[On, ...]) -> tuple[On, ...]:
    return (value,) if isinstance(value, On) else value

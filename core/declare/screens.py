"""What people see: lists, details, slots and prints; and what runs behind them."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.rules.view import View


@dataclass(frozen=True)
class Column:
    """A column of a list or a fact of a detail. `field` may follow declared relations ("customer__name"); never user input.

    kinds: text code instant day yuan share (1/100 %) stage user department region bool duty right (permissions) choice(label lookup in `choices`).
    `personal` names the subject whose unmasking right shows the value, for rows that are no subjects themselves.
    `total`: the sum over a list says something (of amounts it always does).
    """

    field: str
    label: str
    kind: str = "text"
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    optional: bool = False
    clause: str | None = None
    href: str | None = None
    personal: str | None = None
    total: bool = False


@dataclass(frozen=True)
class Filter:
    """kinds: choice (of `choices` value->label), bool, day (from/to), user, department, stage (states of the subject), late (due state),
    text (exactly what is typed; the only kind whose `field` may follow relations along a side of the cross-tab)."""

    field: str
    label: str
    kind: str = "choice"
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Related:
    """Rows shown in a tab of a detail page: children or linked subjects; `link` is the column that holds the shown subject's id.

    `tally`: over the rows it is told how many of all of them are in which state; for one more statement.
    """

    label: str
    model: type[Any]
    link: str
    columns: tuple[Column, ...]
    subject: str | None = None
    order: str = "id"
    tally: bool = False


@dataclass(frozen=True)
class Screen:
    """A declared list + detail + forms of a subject. `roles` may read it (permission "<subject>.read"). `menu` "" = not in the menu.

    `group` is the label of a fold within the plugin's menu; screens that name the same one stand under it together, in their order.
    `tabbed`: the detail shows its related rows, its plugin's own slots, files and history one at a time.
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
    tabbed: bool = False
    group: str = ""


@dataclass(frozen=True)
class Slot:
    """A fragment on a core page. Places: "core.customer.detail", "core.asset.detail", "core.ticket.detail", "core.workbench",
    and "<subject>.detail" of the plugin's own subjects and those it requires: there a card below the facts.

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
    """A printed document; issuing it is an act, its context is frozen. `load(subject_id) -> context` in constant statements.

    Where issuing is a step of the case: `source` and `to` as of an act, and `marks` names the instant column that keeps when it was last
    issued. Gates guard it under its act's full name, "<on>.print_<name>". `keepers` says who keeps each copy, the first one first; with it
    there are as many copies as keepers.
    """

    name: str
    on: str
    label: str
    template: str
    load: Callable[[int], Awaitable[Mapping[str, Any]]]
    roles: tuple[str, ...]
    copies: int = 1
    clause: str | None = None
    source: tuple[str, ...] = ()
    to: str | Callable[[View], str | None] | None = None
    marks: str = ""
    keepers: tuple[str, ...] = ()


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

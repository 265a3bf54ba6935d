"""What can be done to what: subjects, their stages, and the acts on them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from core.rules.view import Ctx, View

Category = Literal["open", "paused", "done"]


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

    `title` names the column shown as the case's heading; `search` the columns whose tokens make it findable
    besides its number, `pinyin` those of them that hold names, found by their sound too; `parent` the subject whose
    scope columns it copies, through the column `parent_field`. `shared`: reference data of the whole company (a price list): whoever may
    read it reads all of it, whatever the data scope of his grant. `private`: everybody reaches only his own rows, whatever the data scope of
    his grant, but for the roles named here; None = as granted.
    `confidential` is the clause that keeps it so: each look at its page and files is written into the view log, and whoever may not read it is
    refused with this clause.
    `named`: a text column that names people (",3,12,") who reach the row whatever their data scope.
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
    pinyin: tuple[str, ...] = ()
    icon: str = "form"
    shared: bool = False
    private: tuple[str, ...] | None = None
    named: str | None = None
    confidential: str | None = None

    @property
    def plugin(self) -> str:
        return self.name.split(".")[0]


@dataclass(frozen=True)
class Act:
    """A thing done to a subject.

    `roles` grant the permission (= full name). `writes` are form fields copied onto the subject's columns of the same name. `source`
    empty = any state. `occurred` names the form field that tells when it really happened. `signs` = "record:capacity" of `on`.
    `unlike` = names of earlier acts (or "owner") whose actor may not do this one. `facts` are loaded for `run`. `clause` is
    cited by permission, state and four-eyes refusals. `corrects` names deadlines of `on`: the act corrects what they were started by, so
    those that run are cancelled and, where their start still applies to the corrected columns, begin again at their original instant; a late
    one stays missed. Its form has a `reason`. `natural` gives the key under which a rerun adds nothing. `by="system"` acts have no button; a
    `quiet` one is not shown before it can be done, and has no button on the list if it creates.
    `batch`: whether one form may do it to many rows of a list at once; None = unless it signs, asks for child rows
    or yes and no, or names the subject. Rows done at once are judged side by side, each by what held before all of them; `alone`: row by
    row, because what one row does decides on the next (the last administrator must stay).
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
    quiet: bool = False
    batch: bool | None = None
    alone: bool = False
    corrects: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        return f"{self.on}.{self.name}"

    @property
    def plugin(self) -> str:
        return self.on.split(".")[0]

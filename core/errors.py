"""Every error a user or an integrator can meet, as one tree.

GuizhangError
├── Refused            an act was refused: its refusals name clause, what is missing and where to supply it
├── InvalidInput       the data has the wrong form: errors by field (422)
├── NotFound           unknown, or outside the reader's data scope: one and the same (404)
├── Forbidden          a page or file without the right to it (403)
├── OutcomeUnknown     the database answered neither yes nor no: ask again with the same key (503)
└── DeclarationError   a plugin declares something that does not hold together (found at load)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

RefusalKind = Literal[
    "gate", "record", "state", "stale", "four_eyes", "permission", "off", "busy", "broken", "seal", "warn"
]


@dataclass(frozen=True)
class MissingPart:
    """One thing that is missing: `key` is stable, `label` a msgid with `args`, `where` an act or screen that supplies it."""

    key: str
    label: str
    where: str | None = None
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Refusal:
    """Why an act is refused now. `clause` is the id of the clause it rests on, None only where no clause can be named."""

    kind: RefusalKind
    clause: str | None
    message: str
    missing: tuple[MissingPart, ...] = ()
    args: Mapping[str, Any] = field(default_factory=dict)
    plugin: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(part.key for part in self.missing)


class GuizhangError(Exception):
    """Root of everything raised on purpose."""


class Refused(GuizhangError):
    """`refusals` are all reasons at once; `log_id` is the number of the journal row and of the log line; `then` acts follow it."""

    def __init__(
        self, refusals: Sequence[Refusal], *, act: str = "", log_id: str = "", then: Sequence[str] = ()
    ) -> None:
        super().__init__("; ".join(f"{r.clause or '-'}: {r.message}" for r in refusals))
        self.refusals = tuple(refusals)
        self.then = tuple(then)
        self.act = act
        self.log_id = log_id

    @property
    def status(self) -> int:
        return 403 if any(r.kind == "permission" for r in self.refusals) else 409


@dataclass(frozen=True)
class FieldError:
    """`field` is the form field's name ('' for the whole form), `message` is already in the reader's language."""

    field: str
    message: str


class InvalidInput(GuizhangError):
    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("; ".join(f"{e.field}: {e.message}" for e in errors))
        self.errors = tuple(errors)


class NotFound(GuizhangError):
    pass


class Forbidden(GuizhangError):
    def __init__(self, permission: str = "", clause: str | None = None) -> None:
        super().__init__(permission)
        self.permission = permission
        self.clause = clause


class OutcomeUnknown(GuizhangError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class DeclarationError(GuizhangError):
    """`plugin` at fault, `what` is wrong, in a sentence a plugin author understands."""

    def __init__(self, plugin: str, what: str) -> None:
        super().__init__(f"{plugin}: {what}")
        self.plugin = plugin
        self.what = what

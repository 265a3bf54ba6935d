"""Double-entry ledgers: stock and money never appear or vanish, they move between accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FEN = "fen"


@dataclass(frozen=True)
class Book:
    """A ledger "plugin.name". An account is a kind (of `kinds`: name -> label), an owner's key and an item's key.

    `unit` "fen" makes it a book of money, anything else counts whole pieces. Only accounts of the kinds in `negative` (a supplier, a
    difference) may fall below nothing. `roles` may read its page; `clause` is what it keeps, and cited when an act that names none lacks something.
    """

    name: str
    unit: str
    kinds: Mapping[str, str]
    negative: tuple[str, ...] = ()
    label: str = ""
    clause: str | None = None
    roles: tuple[str, ...] = ()
    items: Mapping[str, str] = field(default_factory=dict)

    @property
    def plugin(self) -> str:
        return self.name.split(".")[0]

    @property
    def money(self) -> bool:
        return self.unit == FEN

    @property
    def permission(self) -> str:
        """The right to read the book's page."""
        return f"{self.name}.ledger"

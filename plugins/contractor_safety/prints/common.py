"""A sheet as most papers here are: facts in pairs, tables, and lines to sign on. Written out here, frozen at issue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

SHEET = "contractor_safety/print_sheet.html"


def fact(label: str, value: Any, *, wide: bool = False) -> dict[str, Any]:
    """`label` is a msgid, `value` a text."""
    return {"label": label, "value": "" if value is None else str(value), "wide": wide, "translate": False}


def choice(label: str, value: str, choices: Mapping[str, str]) -> dict[str, Any]:
    return {"label": label, "value": choices.get(value, value), "wide": False, "translate": True}


def table(label: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    return {"label": label, "heads": list(heads), "rows": [["" if v is None else str(v) for v in row] for row in rows]}


def sheet(
    number: str,
    facts: Sequence[dict[str, Any]],
    *,
    tables: Sequence[dict[str, Any]] = (),
    signatures: Sequence[str] = (),
    foot: str = "",
) -> dict[str, Any]:
    """The frozen content of a sheet; labels, signatures and `foot` are msgids."""
    return {
        "number": number,
        "facts": list(facts),
        "tables": list(tables),
        "signatures": [{"label": label} for label in signatures],
        "foot": foot,
    }

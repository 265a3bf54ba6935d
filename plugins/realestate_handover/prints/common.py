"""A sheet as most papers of the trade are: facts in pairs, tables, and lines to sign on. Written out here, frozen at issue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.api import N_, Signature, day

SHEET = "realestate_handover/print_sheet.html"
BOTH = (N_("Kept by the customer"), N_("Kept in the file"))


def fact(label: str, value: Any, *, wide: bool = False) -> dict[str, Any]:
    """`label` is a msgid, `value` a text, or a msgid with `choice`."""
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
    signatures: Sequence[dict[str, Any]] = (),
    foot: str = "",
) -> dict[str, Any]:
    """The frozen content of a sheet; labels and `foot` are msgids."""
    return {
        "number": number,
        "facts": list(facts),
        "tables": list(tables),
        "signatures": list(signatures),
        "foot": foot,
    }


async def signed(subject: str, subject_id: int, record: str, label: str) -> dict[str, Any]:
    """The line to sign on, with the customer's signature if it was given. One statement."""
    given = Signature.filter(subject_type=subject, subject_id=subject_id, record=record, voided_at=None)
    rows = await given.values("strokes", "signer_name", "at")
    if not rows:
        return {"label": label}
    row = rows[0]
    return {"label": label, "lines": row["strokes"], "name": row["signer_name"], "day": day(row["at"])}

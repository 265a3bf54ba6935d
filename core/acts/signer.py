"""Who signed, in which capacity, when and with which strokes: written on the signature, and by its hash into the journal."""

from __future__ import annotations

from typing import Any

from core.acts.case import Case

FIELDS = ("record", "capacity", "signer_id", "signer_name", "strokes", "at")


def signer(case: Case) -> dict[str, Any]:
    """FIELDS of an act that signs. `signature` in the input holds the strokes, `signer_name` who signed (default: the actor)."""
    record, _, capacity = (case.act.signs or "").partition(":")
    name = case.data.get("signer_name") or case.actor.name
    values = (record, capacity, case.actor.id, name, case.data.get("signature") or [], case.now)
    return dict(zip(FIELDS, values, strict=True))

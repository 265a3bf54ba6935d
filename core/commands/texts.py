"""Refusals as plain sentences for the terminal."""

from __future__ import annotations

from core.errors import Refused
from core.i18n import gettext as _


def sentences(refused: Refused) -> list[str]:
    """One line a refusal: what is wrong, and what is missing."""
    lines = []
    for refusal in refused.refusals:
        missing = ", ".join(_(part.label) % dict(part.args) if part.args else _(part.label) for part in refusal.missing)
        clause = f" [{refusal.clause}]" if refusal.clause else ""
        lines.append(
            ": ".join(text for text in (_(refusal.message) if refusal.message else "", missing) if text) + clause
        )
    return lines

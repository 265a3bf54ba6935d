"""Sale modes are data: the usual ones, and every one for which a checklist was issued (RS-3)."""

from __future__ import annotations

from core.api import gettext, host
from plugins.realestate_handover import names as n

LISTS = ("realestate_handover.daily", "realestate_handover.after_sales")


def modes() -> dict[str, str]:
    """Mode -> label (msgid, or as the manager wrote it)."""
    usual = {gettext(label): mode for mode, label in n.SALE_MODES.items()}
    issued = {variant for kind, variant in host().settings.editions.dated if kind in LISTS and variant}
    added = sorted(variant for variant in issued if variant not in n.SALE_MODES and variant not in usual)
    return {**n.SALE_MODES, **{variant: variant for variant in added}}


def listed(mode: str, kind: str) -> str:
    """The variant of the checklist `kind` for a mode: a manager writes the usual ones in words."""
    label = gettext(n.SALE_MODES.get(mode, mode))
    return label if (kind, label) in host().settings.editions.dated else mode

"""On the workbench: the way to the gate and to the safety board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Actor, Slot
from plugins.contractor_safety import names as n
from plugins.contractor_safety.roles import GUARDS, READERS


async def _ways(actor: Actor, row: Any) -> Mapping[str, Any] | None:
    return {"gate": actor.may(n.GATE_PAGE), "board": actor.may(n.BOARD_PAGE)}


DECLARED = (
    Slot(
        "core.workbench",
        "safety_ways",
        N_("Safety of external people"),
        "contractor_safety/slot_ways.html",
        _ways,
        tuple(dict.fromkeys((*GUARDS, *READERS))),
    ),
)

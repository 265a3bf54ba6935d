"""A regulation made up for these tests: enquiries about an asset, in windows and in a chain, on the core's own subjects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from core.clock import SHANGHAI
from core.declare import Clause, On, Periodic, Plugin, Policy, Regulation
from core.host.registry import Loaded
from core.models import CardLine

ASSET = "core.asset"
CARD = f"{ASSET}.card_line"


def at(text: str) -> datetime:
    """An instant by its Shanghai wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


async def on_card(ids: Sequence[int]) -> Mapping[int, Sequence[int]]:
    rows = await CardLine.filter(asset_id__in=ids).values_list("asset_id", flat=True)
    return {i: [i] for i in rows}


DOCUMENT = (
    Regulation("RD", "Rules of rounds"),
    *(Clause(f"RD-{n}", "RD", str(n), "P", f"Clause {n}.") for n in range(1, 10)),
)


def periodic(**more: Any) -> Periodic:
    """A monthly enquiry counted by lines on the asset's card, from its purchase to the end of its warranty."""
    base: dict[str, Any] = {
        "code": "enquiry",
        "on": ASSET,
        "clause": "RD-1",
        "label": "Ask",
        "anchor": "acquired_on",
        "until": "warranty_to",
        "every": "rd.months",
        "counts": On(CARD, at="on"),
        "when": {"state": "active"},
        "by": "rounds",
    }
    return Periodic(**{**base, **more})


def policies(**values: tuple[Any, str]) -> tuple[Policy, ...]:
    """`months=(1, "mo")` is the policy rd.months."""
    return tuple(
        Policy(f"rd.{name}", "RD-1", name, value, unit, origin="company") for name, (value, unit) in values.items()
    )


def rounds(*declared: Any) -> Loaded:
    """The plugin, with these declarations beside its document."""
    plugin = Loaded(Plugin("rounds", "Rounds", "1"), "rounds", "")
    plugin.declared = [*DOCUMENT, *declared]
    return plugin

"""Stop-work orders (CS-3.4.3): who may give them follows from the act's roles, what they do from `rules/standing.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.api import N_, Facts, Gate, Missing, Need, Record, Rule, View
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import StopWork

_ORDER = f"{n.STOP_WORK}.order"


async def _standing(ids: Sequence[int]) -> Mapping[int, str]:
    """Engagement -> number of the order that stops it."""
    rows = StopWork.filter(engagement_id__in=ids, state="in_force").order_by("id")
    return dict(await rows.values_list("engagement_id", "number"))


STOPPED = Facts("contractor_safety.stopped", _standing, lambda view: view.data.get("engagement"))


def _once(view: View) -> Iterable[Missing]:
    number = view.facts[STOPPED.name]
    if number:
        yield Missing("stop_work", N_("nothing more: %(number)s stops it already"), n.STOP_WORK, {"number": number})


DECLARED: tuple[Rule, ...] = (
    STOPPED,
    Gate(_ORDER, "CS-3.4.3", _once, (STOPPED.name,)),
    Record(
        "order",
        n.STOP_WORK,
        "CS-3.4.3",
        N_("Stop-work order"),
        ("reason", "severity", "lifted_because"),
        needs=(
            Need("reason", N_("the reason of the stop"), "CS-3.4.3", (_ORDER,)),
            Need("severity", N_("the severity"), "CS-3.4.3", (_ORDER,)),
            Need("lifted_because", N_("why the work may go on"), "CS-3.4.3", (f"{n.STOP_WORK}.lift",)),
        ),
    ),
)

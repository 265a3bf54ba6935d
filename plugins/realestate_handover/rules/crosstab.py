"""Feedback is taken and handled (RE-1.2), and classed by six features, as they stand then (RS-1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.api import N_, Facts, Gate, Kpi, Measure, Missing, Need, Record, View
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import Prospect, SaleFile

_TAKE, _HANDLE = f"{n.FEEDBACK}.take", f"{n.FEEDBACK}.handle"


@dataclass(frozen=True)
class Features:
    """Of a sale file or a prospect: whose it is, and the features of RS-1."""

    customer_id: int
    name: str
    salesperson_id: int | None
    unit_type: str
    development_id: int | None
    deal_closed: bool
    intent: str
    owner_id: int | None
    department_id: int | None
    building_id: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """As a case keeps them."""
        kept = ("salesperson_id", "unit_type", "development_id", "deal_closed", "intent")
        return {name: getattr(self, name) for name in kept}


def place(file: int | None, prospect: int | None) -> str | None:
    """The key of what a card or a case is about."""
    return f"file:{file}" if file else f"prospect:{prospect}" if prospect else None


def _key(view: View) -> str | None:
    if view.subject is not None:
        return place(view.subject.file_id, view.subject.prospect_id)
    return place(view.data.file, view.data.prospect)


_SHARED = ("id", "customer_id", "customer__name", "salesperson_id", "unit_type", "development_id", "intent")
_WHOSE = ("owner_id", "department_id")


async def features(keys: Sequence[str]) -> Mapping[str, Features]:
    """Two statements at most."""
    ids: dict[str, list[int]] = {"file": [], "prospect": []}
    for key in keys:
        kind, _colon, number = key.partition(":")
        ids[kind].append(int(number))
    found: dict[str, Features] = {}
    if ids["file"]:
        rows = SaleFile.filter(id__in=ids["file"])
        for row in await rows.values(*_SHARED, *_WHOSE, "building_id"):
            found[f"file:{row['id']}"] = _features(row, closed=True)
    if ids["prospect"]:
        for row in await Prospect.filter(id__in=ids["prospect"]).values(*_SHARED, *_WHOSE, "deal_closed"):
            found[f"prospect:{row['id']}"] = _features(row, closed=bool(row["deal_closed"]))
    return found


def _features(row: Mapping[str, Any], *, closed: bool) -> Features:
    return Features(
        row["customer_id"],
        row["customer__name"],
        row["salesperson_id"],
        row["unit_type"],
        row["development_id"],
        closed,
        row["intent"],
        row["owner_id"],
        row["department_id"],
        row.get("building_id"),
    )


FEATURES = Facts("realestate_handover.features", features, key=_key)


def _one_of_both(view: View) -> Iterable[Missing]:
    if view.data.file and view.data.prospect:
        yield Missing("file", N_("either a sale file or a prospect, not both"))


def _his_own(view: View) -> Iterable[Missing]:
    found: Features | None = view.facts.get(FEATURES.name)
    if found is not None and view.data.customer and found.customer_id != view.data.customer:
        yield Missing("file", N_("a sale file or prospect of this customer"))


def _features_known(view: View) -> Iterable[Missing]:
    if not view.data.file and not view.data.prospect:
        yield Missing("file", N_("the sale file or the prospect the case is counted under"))


RECORDS = (
    Record(
        "feedback",
        n.FEEDBACK,
        "RE-1.2",
        N_("Feedback of a customer"),
        ("kind", "channel", "content", "outcome"),
        needs=(
            Need("content", N_("what the customer says"), "RE-1.2", (_TAKE,)),
            Need("outcome", N_("what was done"), "RE-1.2", (_HANDLE,)),
        ),
    ),
)
GATES = (
    Gate(_TAKE, "RS-1", _one_of_both),
    Gate(_TAKE, "RS-1", _features_known),
    Gate(_TAKE, "RE-1.2", _his_own, facts=(FEATURES.name,)),
)
KPIS = (
    Kpi(
        "realestate_handover.feedback_handled",
        N_("Feedback handled"),
        "RE-1.2",
        part=Measure(n.FEEDBACK, at="taken_at", where={"handled_at__isnull": False}),
        whole=Measure(n.FEEDBACK, at="taken_at"),
        heading=N_("What customers say"),
    ),
)
DECLARED = (FEATURES, *RECORDS, *GATES, *KPIS)

"""What holds from the acceptance of a building to its move-in notices (RE-2.4, RE-2.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.api import (
    N_,
    Deadline,
    DutyMeasure,
    Facts,
    Gate,
    Kpi,
    Measure,
    Missing,
    On,
    Record,
    View,
    day_of,
    fetch,
)
from plugins.realestate_handover import names as n
from plugins.realestate_handover import policies
from plugins.realestate_handover.models.notices import OwnerNotice
from plugins.realestate_handover.roles import PROPERTY
from plugins.realestate_handover.rules.common import needs

_ACCEPT, _TELL = f"{n.BUILDING}.accept", f"{n.BUILDING}.tell_company"
_DISPATCH, _SEND, _RESEND = f"{n.BUILDING}.dispatch", f"{n.NOTICE}.send", f"{n.NOTICE}.resend"
_TELL_ALL, _TELL_OWNER = f"{n.BUILDING}.tell_owners", f"{n.OWNER_NOTICE}.tell"


@dataclass(frozen=True)
class Buyer:
    """The sale file of a home, and what is known of its building; `notice` is the number of its move-in notice, "" without one."""

    file: int
    building: int
    name: str
    address: str
    off_plan: bool
    told: bool
    notice: str
    movein: int | None


_BUYERS = """
SELECT f.unit_id, f.id, f.building_id, f.purchase_kind, c.name, c.address, b.property_told_at, o.number, m.id AS movein
FROM realestate_handover_sale_file f JOIN core_customer c ON c.id = f.customer_id
JOIN realestate_handover_building b ON b.id = f.building_id
LEFT JOIN realestate_handover_movein_notice o ON o.file_id = f.id
LEFT JOIN realestate_handover_movein m ON m.file_id = f.id AND m.state IN ('waiting', 'notice_due')
WHERE f.state <> 'cancelled' AND f.unit_id IN ({marks}) ORDER BY f.id
"""


async def _buyers(units: Sequence[Any]) -> Mapping[Any, Buyer]:
    rows = await fetch(_BUYERS.format(marks=", ".join("?" * len(units))), *units)
    return {
        r["unit_id"]: Buyer(
            r["id"],
            r["building_id"],
            r["name"],
            r["address"] or "",
            r["purchase_kind"] == "off_plan",
            r["property_told_at"] is not None,
            r["number"] or "",
            r["movein"],
        )
        for r in rows
    }


BUYER = Facts("realestate_handover.buyer", _buyers, key=lambda v: v.data.unit)
_OFF_PLAN = """
SELECT building_id, COUNT(*) AS n FROM realestate_handover_sale_file
WHERE purchase_kind = 'off_plan' AND state <> 'cancelled' AND building_id IN ({marks}) GROUP BY building_id
"""


async def _off_plan(ids: Sequence[Any]) -> Mapping[Any, int]:
    rows = await fetch(_OFF_PLAN.format(marks=", ".join("?" * len(ids))), *ids)
    return {row["building_id"]: int(row["n"]) for row in rows}


OFF_PLAN = Facts("realestate_handover.off_plan", _off_plan)


def _written(view: View) -> Iterable[Missing]:
    if view.data.channel and view.data.channel not in n.WRITTEN:
        yield Missing("channel", N_("registered mail or fax: no other way counts"))


def _told(view: View) -> Iterable[Missing]:
    if view.subject.property_told_at is None:
        yield Missing("property_told_at", N_("the property company told of the acceptance"), _TELL)


def _company(view: View) -> Iterable[Missing]:
    if view.subject.party_id is None:
        yield Missing("property_company", N_("a property company for the development"), n.DEVELOPMENT)


def _sendable(view: View) -> Iterable[Missing]:
    buyer: Buyer | None = view.facts.get(BUYER.name)
    if buyer is None or not buyer.off_plan:
        yield Missing("unit", N_("a home sold off-plan"), n.UNIT)
    elif buyer.notice:
        yield Missing("notice", N_("a home without a notice (%(number)s was sent)"), n.NOTICE, {"number": buyer.notice})
    elif not buyer.told:
        yield Missing("property_told_at", N_("the property company told of the acceptance"), _TELL)


def _not_ahead(view: View) -> Iterable[Missing]:
    if view.data.returned_on > day_of(view.now) or view.data.returned_on < day_of(view.subject.sent_at):
        yield Missing("returned_on", N_("a day from the sending until today"))


def _has_off_plan(view: View) -> bool:
    return bool(view.facts.get(OFF_PLAN.name))


async def _owners_of(files: Sequence[int]) -> Mapping[int, Sequence[int]]:
    rows = await OwnerNotice.filter(file_id__in=files).values_list("file_id", "id")
    return {file: [i for f, i in rows if f == file] for file in files}


FACTS = (BUYER, OFF_PLAN)
GATES = (
    # loads what decides whether the property company is to be told
    Gate(_ACCEPT, "RE-2.4", lambda _view: (), facts=(OFF_PLAN.name,)),
    Gate((_DISPATCH, _SEND, _RESEND), "RE-2.9", _written),
    Gate(_DISPATCH, "RE-2.9", _told),
    Gate(_TELL, "RE-2.9", _company),
    Gate(_SEND, "RE-2.9", _sendable, facts=(BUYER.name,)),
    Gate(f"{n.NOTICE}.came_back", "RE-2.9", _not_ahead),
)


_SENT = {
    "channel": N_("registered mail or fax: no other way counts"),
    "tracking_no": N_("the number of the letter or fax"),
    "sender": N_("who sends it"),
}
RECORDS = (
    Record(
        "acceptance",
        n.BUILDING,
        "RE-2.4",
        N_("Completion acceptance of a building"),
        ("acceptance_no",),
        needs=(
            *needs("RE-2.4", (_ACCEPT,), acceptance_no=N_("the number of the acceptance record")),
            *needs(
                "RE-2.9",
                (_TELL,),
                property_told_through=N_("how the property company was told"),
                property_told_to=N_("who of the property company was told"),
            ),
            *needs("RE-2.9", (_DISPATCH,), **_SENT),
            *needs("RE-2.4", (_TELL_ALL,), channel=N_("how the owners were told")),
        ),
    ),
    Record(
        "movein_notice",
        n.NOTICE,
        "RE-2.9",
        N_("Move-in notice"),
        ("channel", "tracking_no", "sent_at", "sender"),
        needs=needs("RE-2.9", (_SEND, _RESEND), **_SENT),
    ),
    Record(
        "owner_notice",
        n.OWNER_NOTICE,
        "RE-2.4",
        N_("Notice to an owner"),
        ("channel", "told_at", "told_to"),
        needs=needs("RE-2.4", (_TELL_OWNER,), channel=N_("how the owner was told")),
    ),
)
DEADLINES = (
    Deadline(
        "owner.notice",
        n.OWNER_NOTICE,
        "RE-2.4",
        N_("Tell the owner of the acceptance"),
        length=policies.OWNER_NOTICE,
        start=On(f"{n.OWNER_NOTICE}.open", at="accepted_at"),
        stop=On(_TELL_OWNER),
        cancel=On(f"{n.FILE}.cancel", via=_owners_of),
        owes="role:after_sales",
        act=_TELL_OWNER,
    ),
    Deadline(
        "property.notice",
        n.BUILDING,
        "RE-2.9",
        N_("Tell the property company of the acceptance"),
        length=policies.PROPERTY,
        start=On(_ACCEPT, when=_has_off_plan),
        stop=On(_TELL),
        owes="role:after_sales",
        act=_TELL,
    ),
    Deadline(
        "movein.dispatch",
        n.BUILDING,
        "RE-2.9",
        N_("Send the move-in notices"),
        length=policies.MOVE_IN,
        start=On(_TELL),
        stop=On(_DISPATCH),
        owes=f"role:{PROPERTY}",
        act=_DISPATCH,
    ),
)
_SENT_IN_TIME = (f"{n.BUILDING}:movein.dispatch", f"{n.BUILDING}:property.notice")
KPIS = (
    Kpi(
        "realestate_handover.notices",
        N_("Owners told of the acceptance"),
        "RE-2.4",
        part=Measure(n.OWNER_NOTICE, at="accepted_at", where={"told_at__isnull": False}),
        whole=Measure(n.OWNER_NOTICE, at="accepted_at"),
        target=policies.NOTICES,
        heading=N_("Handover of buildings"),
    ),
    Kpi(
        "realestate_handover.dispatched",
        N_("Move-in notices on their way in time"),
        "RE-2.9",
        part=DutyMeasure(_SENT_IN_TIME, met=True),
        whole=DutyMeasure(_SENT_IN_TIME),
        heading=N_("Handover of buildings"),
    ),
)
DECLARED = (*FACTS, *GATES, *RECORDS, *DEADLINES, *KPIS)

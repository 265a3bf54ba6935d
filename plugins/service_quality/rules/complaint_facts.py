"""What the steps of a complaint must know: where it lies, who is in charge of its kind, who was found responsible, what recurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.api import N_, Customer, Facts, Grant, RouteTarget, Routing, User, View, clock, host
from plugins.service_quality import names as n
from plugins.service_quality.models import Complaint, Request, Responsible, Stay

KIND = "service_quality.complaint_kind"
# the norm's own table; who senior management is, the company sets itself
ROUTING = Routing(
    KIND,
    N_("Unit in charge of a kind of complaint"),
    "ES-1.3.3",
    N_("Kind of complaint"),
    (("quality", "quality"), ("transport", "freight"), ("service", "service"), ("proposal", "marketing")),
)
PLACE, LIES, CHARGED = "service_quality.complaint_place", "service_quality.stay", "service_quality.charged"
PERSONS, RECENT = "service_quality.persons", "service_quality.recent"
FORM = "service_quality.form_complained_about"
_LONGEST = timedelta(days=800)  # no recurrence is counted over a longer time


@dataclass(frozen=True)
class Charged:
    """A person to be given a complaint: the department and whether senior management."""

    department_id: int | None
    senior: bool


@dataclass(frozen=True)
class Person:
    """One line of step 4."""

    user_id: int
    department_id: int | None
    fault: str
    part: str


async def _places(keys: Sequence[int]) -> Mapping[int, str]:
    return dict(await Customer.filter(id__in=keys).values_list("id", "region"))


async def _stays(keys: Sequence[int]) -> Mapping[int, int]:
    return dict(await Stay.filter(complaint_id__in=keys, until__isnull=True).values_list("complaint_id", "id"))


async def _charged(keys: Sequence[int]) -> Mapping[int, Charged]:
    senior = set(await Grant.filter(user_id__in=keys, role=n.SENIOR).values_list("user_id", flat=True))
    rows = await User.filter(id__in=keys, state="active").values("id", "department_id")
    return {r["id"]: Charged(r["department_id"], r["id"] in senior) for r in rows}


async def _persons(keys: Sequence[int]) -> Mapping[int, tuple[Person, ...]]:
    rows = await Responsible.filter(complaint_id__in=keys).order_by("id").values()
    found: dict[int, tuple[Person, ...]] = dict.fromkeys(keys, ())
    for r in rows:
        person = Person(r["user_id"], r["department_id"], r["fault"], r["part"])
        found[r["complaint_id"]] = (*found[r["complaint_id"]], person)
    return found


async def _recent(keys: Sequence[int]) -> Mapping[int, dict[int, datetime]]:
    """Cause -> the complaints put down to it, with their times."""
    since = clock.now() - _LONGEST
    rows = await Complaint.filter(cause_id__in=keys, complained_at__gte=since).values("id", "cause_id", "complained_at")
    found: dict[int, dict[int, datetime]] = {key: {} for key in keys}
    for r in rows:
        found[r["cause_id"]][r["id"]] = r["complained_at"]
    return found


async def _forms(keys: Sequence[int]) -> Mapping[int, int]:
    """Complaint -> the request form it is about."""
    about = await Complaint.filter(id__in=keys, about_id__isnull=False).values_list("id", "about_id")
    forms = dict(await Request.filter(ticket_id__in=[ticket for _, ticket in about]).values_list("ticket_id", "id"))
    return {complaint: forms[ticket] for complaint, ticket in about if ticket in forms}


def _when_sent(v: View) -> int:
    """Asked for only with input: a page that previews the acts goes without."""
    v.data.get("persons")
    return int(v.subject.id)


def region_of(v: View) -> str:
    """Where the complaint comes from: as typed, else where the customer is."""
    return str(v.data.region or v.facts.get(PLACE) or "")


def _asked_person(v: View) -> int | None:
    return in_charge(v).user_id


def in_charge(v: View) -> RouteTarget:
    """Department and person for this kind: the person typed, else as routed, else the department's manager."""
    routed = v.route(KIND, v.subject.kind) or RouteTarget(None, None)
    chosen: Any = v.data.person
    person = chosen or routed.user_id or host().directory.manager(routed.department_id)
    own = host().directory.user_department.get(person) if person else None
    return RouteTarget(routed.department_id or own, person)


FACTS = (
    Facts(PLACE, _places, key=lambda v: v.data.customer),
    Facts(LIES, _stays),
    Facts(CHARGED, _charged, key=_asked_person),
    Facts(PERSONS, _persons, key=_when_sent),
    Facts(FORM, _forms),
    Facts(RECENT, _recent, key=lambda v: v.data.cause),
)

"""Who was injured, and who therefore leads: using department, letting department, or the employer (CS-3.5.1 to CS-3.5.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.api import Facts, View
from plugins.contractor_safety.models import EntryPermit, ExternalPerson
from plugins.contractor_safety.rules.site_facts import Engaged, engaged

_LEADS = {"contractor": "letting", "after_sales": "employer"}


@dataclass(frozen=True)
class Injured:
    """`engaged` is that of his latest permit; without one he was never admitted."""

    group: str
    employer: str
    permitted: bool
    engaged: Engaged | None


def led_by(group: str) -> str:
    return _LEADS.get(group, "using")


def responsible(group: str, at: Engaged | None, named: int | None) -> int | None:
    """The department that owes facts and result; for contractors and after-sales staff the one that let the work."""
    if at is None:
        return named
    found = at.letting if group in _LEADS else at.using
    return found or named


async def _injured(ids: Sequence[int]) -> Mapping[int, Injured]:
    """Three statements."""
    people = await ExternalPerson.filter(id__in=ids).values("id", "group", "org__name")
    permits = await EntryPermit.filter(person_id__in=ids).order_by("id").values_list("person_id", "engagement_id")
    latest = dict(permits)
    known = await engaged(sorted({i for i in latest.values() if i}))
    return {
        p["id"]: Injured(p["group"], p["org__name"] or "", p["id"] in latest, known.get(latest.get(p["id"]) or 0))
        for p in people
    }


def _key(view: View) -> int | None:
    found: int | None = view.data.get("person") if view.subject is None else view.subject.person_id
    return found


INJURED = Facts("contractor_safety.injured", _injured, _key)

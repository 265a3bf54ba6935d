"""Sub-letting and splitting: an affiliate's is forbidden, anybody else's crew is not reviewed (CS-3.5.7, CS-3.4.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.api import N_, Facts, Gate, Missing, Rule, View
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import Engagement

ADD = f"{n.ENGAGEMENT}.add_crew"


async def _affiliates(ids: Sequence[int]) -> Mapping[int, bool]:
    return dict(await Engagement.filter(id__in=ids).values_list("id", "org__affiliate"))


AFFILIATE = Facts("contractor_safety.affiliate", _affiliates)


def _let_on(view: View) -> bool:
    return bool(view.data.org != view.subject.org_id)


def _affiliate(view: View) -> Iterable[Missing]:
    if _let_on(view) and view.facts[AFFILIATE.name]:
        yield Missing("own_crew", N_("a crew of its own: sub-letting and splitting are forbidden"), ADD)


def _unreviewed(view: View) -> Iterable[Missing]:
    if _let_on(view) and not view.facts[AFFILIATE.name]:
        label = N_("a review of that company, in an engagement of its own")
        yield Missing("review", label, f"{n.ENGAGEMENT}.open")


DECLARED: tuple[Rule, ...] = (
    AFFILIATE,
    Gate(ADD, "CS-3.5.7", _affiliate, (AFFILIATE.name,), then=f"{n.VIOLATION}.open_sublet"),
    Gate(ADD, "CS-3.4.2", _unreviewed, (AFFILIATE.name,)),
)

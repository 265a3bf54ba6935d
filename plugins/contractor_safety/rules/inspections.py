"""Inspections and the supervision of stays (CS-3.2.1.3, CS-3.4.3a, CS-3.5.2, CS-3.5.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.api import N_, Facts, Gate, Missing, Need, Record, Rule, View
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import Inspection
from plugins.contractor_safety.rules.site_facts import ENGAGED, Engaged

_RECORD, _SUPERVISE = f"{n.INSPECTION}.record", f"{n.INSPECTION}.supervise"


async def _supervised(ids: Sequence[int]) -> Mapping[int, bool]:
    rows = Inspection.filter(engagement_id__in=ids, kind="supervision").distinct()
    return {row["engagement_id"]: True for row in await rows.values("engagement_id")}


SUPERVISED = Facts("contractor_safety.supervised", _supervised)


def _of_a_stay(view: View) -> Iterable[Missing]:
    engaged: Engaged | None = view.facts[ENGAGED.name]
    if engaged is None or engaged.kind != "after_sales":
        yield Missing("engagement", N_("a stay of after-sales staff"), n.ENGAGEMENT)


def _agreement_watched(view: View) -> Iterable[Missing]:
    engaged: Engaged | None = view.facts[ENGAGED.name]
    if engaged is not None and engaged.kind == "contractor" and view.data.agreement_kept is None:
        yield Missing("agreement_kept", N_("whether the safety agreement is kept"))


def _was_supervised(view: View) -> Iterable[Missing]:
    if view.subject.kind == "after_sales" and not view.facts[SUPERVISED.name]:
        yield Missing("supervision", N_("a supervision record of this stay"), _SUPERVISE)


def _needs(clause: str, act: str, **labels: str) -> tuple[Need, ...]:
    return tuple(Need(name, label, clause, (act,)) for name, label in labels.items())


DECLARED: tuple[Rule, ...] = (
    SUPERVISED,
    Gate(_SUPERVISE, "CS-3.4.3a", _of_a_stay, (ENGAGED.name,)),
    Gate(_RECORD, "CS-3.5.2", _agreement_watched, (ENGAGED.name,)),
    Gate(f"{n.ENGAGEMENT}.close", "CS-3.4.3a", _was_supervised, (SUPERVISED.name,)),
    Record(
        "inspection",
        n.INSPECTION,
        "CS-3.2.1.3",
        N_("Inspection record"),
        ("place", "findings", "defects", "agreement_kept", "remedy"),
        needs=(
            *_needs(
                "CS-3.2.1.3",
                _RECORD,
                place=N_("the place"),
                findings=N_("the findings"),
                defects=N_("whether there are defects"),
            ),
            *_needs("CS-3.2.1.3", f"{n.INSPECTION}.remedy", remedy=N_("how the defects were remedied")),
            *_needs(
                "CS-3.4.3a",
                _SUPERVISE,
                place=N_("the place"),
                findings=N_("what was seen"),
                defects=N_("whether there are defects"),
            ),
        ),
    ),
)

"""Certificates: begun once the owner has moved in, applied for within three months of the handover (RE-2.5, RE-2.10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from core.api import N_, Deadline, DutyMeasure, Facts, Gate, Kpi, Missing, On, Record, View, fetch
from plugins.realestate_handover import names as n
from plugins.realestate_handover import policies
from plugins.realestate_handover.models import MoveIn
from plugins.realestate_handover.rules.checklists import PAPERS
from plugins.realestate_handover.rules.common import key_of, needs

_LODGE = f"{n.TITLE}.lodge"
_HANDED = (f"{n.MOVEIN}.hand_over", f"{n.MOVEIN}.deem")


async def _moved(files: Sequence[int]) -> Mapping[int, date | None]:
    return dict(await MoveIn.filter(file_id__in=files).values_list("file_id", "delivered_on"))


_BEGUN = """
SELECT m.id AS movein, t.id FROM realestate_handover_movein m JOIN realestate_handover_title t ON t.file_id = m.file_id
WHERE t.state = 'none' AND m.id IN ({})
ORDER BY t.id
"""


async def titles_of(moveins: Sequence[int]) -> Mapping[int, Sequence[int]]:
    """The certificates that begin with a handover: not those the customer handles alone. One statement."""
    found: dict[int, list[int]] = {i: [] for i in moveins}
    for row in await fetch(_BEGUN.format(", ".join("?" for _ in moveins)), *moveins):
        found[row["movein"]].append(row["id"])
    return found


MOVED_IN = Facts("realestate_handover.title.moved_in", _moved, key_of("file"))


def _moved_in(view: View) -> Iterable[Missing]:
    if view.facts[MOVED_IN.name] is None:
        yield Missing("move_in", N_("the handover of the home"), f"{n.MOVEIN}.hand_over")


GATES = (
    Gate(
        tuple(f"{n.TITLE}.{act}" for act in ("contact", "check_papers", "ready", "lodge")),
        "RE-2.5",
        _moved_in,
        facts=(MOVED_IN.name,),
    ),
)
RECORDS = (
    Record(
        "certificate",
        n.TITLE,
        "RE-2.5",
        N_("Certificate"),
        ("kind", "authority", "contacted_on", "papers", "lodged_at", "receipt_no", "issued_on", "cert_no", "given_on"),
        needs=(
            *needs("RE-2.5", f"{n.TITLE}.contact", authority=N_("the authority that was contacted")),
            *needs("RE-2.10", _LODGE, receipt_no=N_("the number of the authority's receipt")),
            *needs("RE-2.5", f"{n.TITLE}.issue", cert_no=N_("the number of the certificate")),
            *needs("RE-2.5", f"{n.TITLE}.give", given_to=N_("who received the certificate")),
            *needs(
                "RE-2.5",
                f"{n.TITLE}.self_handle",
                declared_on=N_("the date of the customer's statement"),
                declaration=N_("the customer's written statement"),
            ),
        ),
    ),
)
_OFF = (On(f"{n.TITLE}.self_handle"), On(f"{n.TITLE}.end"))
_START = tuple(On(act, at="delivered_on", via=titles_of) for act in _HANDED)
DEADLINES = (
    Deadline(
        "title.start",
        n.TITLE,
        "RE-2.5",
        N_("Contact the authority"),
        length=policies.TITLE_START,
        start=_START,
        stop=On(f"{n.TITLE}.contact"),
        cancel=_OFF,
        act=f"{n.TITLE}.contact",
    ),
    Deadline(
        "title.lodge",
        n.TITLE,
        "RE-2.10",
        N_("Lodge the application for the certificate"),
        length=policies.TITLE_LODGE,
        start=_START,
        stop=On(_LODGE),
        cancel=_OFF,
        act=_LODGE,
    ),
)
_LODGED = (f"{n.TITLE}:title.lodge",)
KPIS = (
    Kpi(
        "realestate_handover.titles",
        N_("Certificates applied for in time"),
        "RE-2.10",
        part=DutyMeasure(_LODGED, met=True),
        whole=DutyMeasure(_LODGED),
        target=policies.TITLES,
        heading=N_("Title certificates"),
    ),
)

DECLARED = (MOVED_IN, PAPERS, *GATES, *RECORDS, *DEADLINES, *KPIS)

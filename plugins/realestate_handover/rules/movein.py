"""Nobody moves in before the building is accepted; off-plan buyers are told before, else it is warned (RE-2.4, RE-2.9)."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Child, Gate, Missing, Record, View, day_of
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import Building, Defect
from plugins.realestate_handover.rules.checklists import WORKS
from plugins.realestate_handover.rules.common import key_of, needs, one_column

_BOTH = (f"{n.MOVEIN}.hand_over", f"{n.MOVEIN}.deem")
_DISPATCH = f"{n.BUILDING}.dispatch"
ACCEPTED = one_column("realestate_handover.movein.building", Building, "accepted_on", key_of("building"))


def _accepted(view: View) -> Iterable[Missing]:
    if view.facts[ACCEPTED.name] is None:
        yield Missing("acceptance", N_("the completion acceptance of the building"), f"{n.BUILDING}.accept")


def _day_fits(view: View) -> Iterable[Missing]:
    """From the acceptance until today."""
    accepted, on = view.facts[ACCEPTED.name], view.data.delivered_on
    if on and (on > day_of(view.now) or (accepted and on < accepted)):
        yield Missing("delivered_on", N_("a day of the handover from the acceptance until today"))


def _unnoticed(view: View) -> Iterable[Missing]:
    if view.subject.purchase_kind == "off_plan" and view.subject.notice_at is None:
        yield Missing("notice", N_("the move-in notice"), _DISPATCH)


GATES = (
    Gate(_BOTH, "RE-2.4", _accepted, facts=(ACCEPTED.name,)),
    Gate(_BOTH, "RE-2.4", _day_fits, facts=(ACCEPTED.name,)),
    # an owner who turns up is served; without the notice nobody may say that he stayed away
    Gate(f"{n.MOVEIN}.hand_over", "RE-2.9", _unnoticed, level="warn"),
    Gate(f"{n.MOVEIN}.deem", "RE-2.9", _unnoticed),
)
RECORDS = (
    Record(
        "handover",
        n.MOVEIN,
        "RE-2.9",
        N_("Handover of a home"),
        ("unit_code", "delivered_on", "keys", "received_by", "works"),
        children=(Child(Defect, "movein_id", ("place", "what", "until")),),
        needs=(
            *needs("RE-2.9", _BOTH[0], keys=N_("the number of keys"), received_by=N_("who received the home")),
            *needs("RE-2.9", _BOTH[1], evidence=N_("the evidence that the owner stayed away")),
        ),
        signatures=("customer",),
    ),
)

DECLARED = (ACCEPTED, WORKS, *GATES, *RECORDS)

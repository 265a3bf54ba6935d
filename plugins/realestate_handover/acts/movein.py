"""One home is handed over: works checked, keys given, signed for; or it counts as handed over, with evidence (RE-2.4, RE-2.9)."""

from __future__ import annotations

from core.api import N_, Act, Ctx, day_of, take_answers
from plugins.realestate_handover import names as n
from plugins.realestate_handover.acts.files import assign, end
from plugins.realestate_handover.forms import files
from plugins.realestate_handover.forms import tracks as forms
from plugins.realestate_handover.models import Defect
from plugins.realestate_handover.roles import CLERKS, MANAGER
from plugins.realestate_handover.rules.checklists import WORKS

_BEFORE = ("waiting", "notice_due", "noticed")


async def _open(ctx: Ctx) -> None:
    ctx.set(file_id=ctx.data.file, building_id=ctx.data.building)
    if ctx.data.accepted:
        ctx.set(called_at=ctx.now)


async def _check(ctx: Ctx) -> None:
    await take_answers(ctx, WORKS)


async def _hand_over(ctx: Ctx) -> None:
    ctx.set(delivered_on=ctx.data.delivered_on or day_of(ctx.now))
    ctx.child(Defect, "movein_id", ctx.data.defects or [])


async def _deem(ctx: Ctx) -> None:
    ctx.set(deemed=True)


ACTS = (
    Act(
        "open",
        n.MOVEIN,
        N_("Wait for the acceptance"),
        (),
        files.OpenMoveIn,
        "RE-2.4",
        to=lambda view: "notice_due" if view.data.accepted else "waiting",
        writes=("unit_code", "purchase_kind"),
        run=_open,
        creates=True,
        by="system",
    ),
    Act(
        "check",
        n.MOVEIN,
        N_("Check the handover works"),
        CLERKS,
        forms.WorksForm,
        "RE-2.9",
        source=_BEFORE,
        run=_check,
        icon="clip",
    ),
    Act(
        "hand_over",
        n.MOVEIN,
        N_("Hand the home over"),
        CLERKS,
        forms.HandOverForm,
        "RE-2.4",
        source=_BEFORE,
        to="moved_in",
        writes=("keys", "received_by"),
        run=_hand_over,
        signs="handover:customer",
        icon="key",
    ),
    Act(
        "deem",
        n.MOVEIN,
        N_("Count it as handed over"),
        (MANAGER,),
        forms.DeemForm,
        "RE-2.4",
        source=_BEFORE,
        to="moved_in",
        writes=("delivered_on", "evidence"),
        run=_deem,
        icon="clock",
        danger=True,
        confirm=N_("The time for the certificates begins with this day, although the owner did not come."),
    ),
    assign(n.MOVEIN),
    end(n.MOVEIN),
)

"""An on-site visit: agreed with the user, reached in time, ended with a result (TS-5.3)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.tech_support.forms import support as forms
from plugins.tech_support.roles import MANAGERS, STAFF
from plugins.tech_support.subjects import VISIT


async def _open(ctx: Ctx) -> None:
    ctx.set(question_id=ctx.data.question, agreed_at=ctx.at, owner_id=ctx.data.engineer or ctx.actor.id)


async def _arrive(ctx: Ctx) -> None:
    ctx.set(arrived_at=ctx.at)


async def _finish(ctx: Ctx) -> None:
    ctx.set(ended_at=ctx.at)


ACTS = (
    Act(
        "open",
        VISIT,
        N_("Open an on-site visit"),
        STAFF,
        forms.OpenVisit,
        "TS-5.3",
        to="agreed",
        writes=("agreed_with", "address"),
        run=_open,
        creates=True,
        occurred="agreed_at",
        by="system",
    ),
    Act(
        "arrive",
        VISIT,
        N_("Record the arrival"),
        STAFF,
        forms.Arrive,
        "TS-5.3",
        source=("agreed",),
        to="arrived",
        run=_arrive,
        occurred="arrived_at",
        icon="pin",
    ),
    Act(
        "finish",
        VISIT,
        N_("Record the result"),
        STAFF,
        forms.Finish,
        "TS-5.3",
        source=("arrived",),
        to="done",
        writes=("result",),
        run=_finish,
        icon="check",
    ),
    Act(
        "record_breach",
        VISIT,
        N_("Close as a breach"),
        MANAGERS,
        forms.Breach,
        "TS-0",
        source=("agreed",),
        to="breached",
        writes=("breach",),
        icon="alert",
        danger=True,
        confirm=N_("The breach stays on record. Close the visit?"),
    ),
)

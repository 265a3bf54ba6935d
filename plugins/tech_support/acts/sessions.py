"""A remote session: consent first, begun at once, the user told how it goes, over the moment consent is withdrawn (TS-5.2)."""

from __future__ import annotations

from core.api import N_, Act, Ctx, View
from plugins.tech_support.forms import support as forms
from plugins.tech_support.models import RemoteProgress
from plugins.tech_support.roles import STAFF
from plugins.tech_support.subjects import SESSION


def _opened(view: View) -> str:
    return "agreed" if view.data.consent_by else "waiting"


async def _open(ctx: Ctx) -> None:
    ctx.set(question_id=ctx.data.question, consent_at=ctx.at if ctx.data.consent_by else None, owner_id=ctx.actor.id)


async def _consent(ctx: Ctx) -> None:
    ctx.set(consent_at=ctx.at)


async def _start(ctx: Ctx) -> None:
    ctx.set(started_at=ctx.at)


async def _tell(ctx: Ctx) -> None:
    ctx.child(RemoteProgress, "session_id", [{"at": ctx.at, "content": ctx.data.content, "by_id": ctx.actor.id}])
    ctx.set(told_at=ctx.at)


async def _withdraw(ctx: Ctx) -> None:
    ctx.set(withdrawn_at=ctx.at, ended_at=ctx.at)


async def _end(ctx: Ctx) -> None:
    ctx.set(ended_at=ctx.at)


ACTS = (
    Act(
        "open",
        SESSION,
        N_("Open a remote session"),
        STAFF,
        forms.OpenSession,
        "TS-5.2",
        to=_opened,
        writes=("consent_by",),
        run=_open,
        creates=True,
        occurred="consent_at",
        by="system",
    ),
    Act(
        "consent",
        SESSION,
        N_("Record consent"),
        STAFF,
        forms.Consent,
        "TS-5.2",
        source=("waiting",),
        to="agreed",
        writes=("consent_by",),
        run=_consent,
        occurred="consent_at",
        icon="check",
    ),
    Act(
        "start",
        SESSION,
        N_("Start the session"),
        STAFF,
        forms.Start,
        "TS-5.2",
        source=("waiting", "agreed"),
        to="running",
        run=_start,
        occurred="started_at",
        icon="side",
    ),
    Act(
        "tell",
        SESSION,
        N_("Tell the user the progress"),
        STAFF,
        forms.Tell,
        "TS-5.2",
        source=("running",),
        run=_tell,
        icon="chat",
    ),
    Act(
        "withdraw",
        SESSION,
        N_("Record the withdrawal of consent"),
        STAFF,
        forms.Withdraw,
        "TS-5.2",
        source=("waiting", "agreed", "running"),
        to="ended",
        writes=("withdrawn_by",),
        run=_withdraw,
        occurred="withdrawn_at",
        icon="cross",
        danger=True,
        confirm=N_("The session ends at once. Another one needs a new consent."),
    ),
    Act(
        "end",
        SESSION,
        N_("End the session"),
        STAFF,
        forms.EndSession,
        "TS-5.2",
        source=("running",),
        to="ended",
        writes=("result",),
        run=_end,
        icon="check",
    ),
)

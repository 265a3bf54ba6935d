"""Supervising works that others do: the supervisor leaves only with permission and reports in writing (TS-2.3)."""

from __future__ import annotations

from datetime import datetime

from core.api import N_, Act, Ctx
from plugins.tech_support import names as n
from plugins.tech_support.forms import works as forms
from plugins.tech_support.models import Presence, SituationReport
from plugins.tech_support.roles import SUPERVISOR, WATCHERS, WORKERS


def _log(ctx: Ctx, kind: str, at: datetime, note: str = "", permitted_by: int | None = None) -> None:
    row = {"at": at, "kind": kind, "note": note, "permitted_by_id": permitted_by}
    ctx.child(Presence, "supervision_id", [row])


async def _open(ctx: Ctx) -> None:
    ctx.set(works_id=ctx.data.works, owner_id=ctx.data.supervisor)


async def _come(ctx: Ctx) -> None:
    _log(ctx, "in", ctx.at)
    ctx.set(leave_until=None, permitted_by_id=None)


async def _permit(ctx: Ctx) -> None:
    ctx.set(leave_until=ctx.data.leave_until, permitted_by_id=ctx.actor.id)


async def _leave(ctx: Ctx) -> None:
    _log(ctx, "out", ctx.at, ctx.data.note or "", ctx.subject.permitted_by_id)


async def _gone(ctx: Ctx) -> None:
    """Nobody is let off: the absence stands in the record for good."""
    _log(ctx, "gone", ctx.at, ctx.data.breach)
    ctx.set(breaches=ctx.subject.breaches + 1)


async def _report(ctx: Ctx) -> None:
    told = {name: ctx.data.get(name) for name in ("content", "told_buyer", "told_company")}
    ctx.child(SituationReport, "supervision_id", [{**told, "at": ctx.at, "by_id": ctx.actor.id}])
    ctx.set(reports=ctx.subject.reports + 1)


async def _end(ctx: Ctx) -> None:
    ctx.set(ended_at=ctx.at)


def _act(name: str, label: str, roles: tuple[str, ...], form: type | None, **more: object) -> Act:
    return Act(name, n.SUPERVISION, label, roles, form, "TS-2.3", **more)  # type: ignore[arg-type]


ACTS = (
    _act(
        "open",
        N_("Open a supervision"),
        (),
        forms.OpenSupervision,
        writes=("accepted_us", "accepted_buyer"),
        run=_open,
        creates=True,
        by="system",
    ),
    _act(
        "accept_builder",
        N_("Record that both sides accept the builder"),
        WORKERS,
        forms.AcceptBuilder,
        source=("assigned",),
        writes=("accepted_us", "accepted_buyer"),
        icon="check",
    ),
    _act(
        "come",
        N_("Record the arrival on site"),
        WATCHERS,
        forms.ComeForm,
        source=("assigned", "absent"),
        to="on_site",
        run=_come,
        occurred="came_at",
        icon="pin",
    ),
    _act(
        "report",
        N_("Send a situation report"),
        WATCHERS,
        forms.SituationForm,
        source=("on_site", "absent"),
        run=_report,
        icon="chat",
    ),
    _act(
        "permit_leave",
        N_("Permit an absence"),
        WORKERS,
        forms.PermitForm,
        source=("on_site",),
        run=_permit,
        unlike=("owner",),
        icon="check",
    ),
    _act(
        "leave",
        N_("Leave the site with permission"),
        (SUPERVISOR, *WORKERS),
        forms.LeaveForm,
        source=("on_site",),
        to="absent",
        run=_leave,
        occurred="left_at",
        icon="swap",
    ),
    _act(
        "record_absence",
        N_("Record an absence without permission"),
        WORKERS,
        forms.GoneForm,
        source=("on_site", "absent"),
        run=_gone,
        occurred="gone_at",
        icon="alert",
        danger=True,
        confirm=N_("The breach stays on record. Record the absence?"),
    ),
    _act("end", N_("End the supervision"), WORKERS, None, source=("on_site",), to="ended", run=_end, icon="check"),
)

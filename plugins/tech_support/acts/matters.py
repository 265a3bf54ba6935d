"""Matters outside the plan: discussed with the buyer, or settled by the company whose own they are (TS-2.2)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.tech_support import names as n
from plugins.tech_support.forms import works as forms
from plugins.tech_support.roles import WORKERS


async def _open(ctx: Ctx) -> None:
    ctx.set(works_id=ctx.data.works, found_at=ctx.at)


async def _discuss(ctx: Ctx) -> None:
    ctx.set(discussed_at=ctx.at)


async def _settle(ctx: Ctx) -> None:
    ctx.set(settled_at=ctx.at)


ACTS = (
    Act(
        "open",
        n.MATTER,
        N_("Open a matter"),
        (),
        forms.OpenMatter,
        "TS-2.2",
        writes=("matter", "ours"),
        run=_open,
        creates=True,
        occurred="found_at",
        by="system",
    ),
    Act(
        "discuss",
        n.MATTER,
        N_("Record the talk with the buyer"),
        WORKERS,
        forms.DiscussForm,
        "TS-2.2",
        source=("open",),
        to="discussed",
        writes=("discussed_with",),
        run=_discuss,
        occurred="discussed_at",
        icon="chat",
    ),
    Act(
        "settle",
        n.MATTER,
        N_("Settle the matter"),
        WORKERS,
        forms.SettleForm,
        "TS-2.2",
        source=("open", "discussed"),
        to="settled",
        writes=("settlement",),
        run=_settle,
        icon="check",
    ),
)

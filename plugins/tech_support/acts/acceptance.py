"""Acceptance: asked for when the system runs, signed by both sides, filed; with the last signature the warranty begins (TS-2.4)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from core.api import N_, Act, Ctx, View, day_of, months_later
from plugins.tech_support import names as n
from plugins.tech_support.forms import works as forms
from plugins.tech_support.forms.common import SignForm
from plugins.tech_support.models import AcceptancePaper
from plugins.tech_support.roles import SALES, USER, WORKERS
from plugins.tech_support.rules.works_facts import CONTRACT, LAST, SIGNED, ContractSeen


async def _commission(ctx: Ctx) -> None:
    ctx.set(works_done_at=ctx.data.works_done_at, running_at=ctx.data.running_at)


async def _ask(ctx: Ctx) -> None:
    ctx.set(asked_at=ctx.at)


async def _record(ctx: Ctx) -> None:
    """Papers entered later stand beside those before; the works' own line shows them all."""
    papers = ctx.data.papers or []
    ctx.child(AcceptancePaper, "works_id", papers)
    told = [ctx.subject.papers, *(f"{paper['name']} ×{paper['copies']}" for paper in papers)]
    ctx.set(papers="; ".join(filter(None, told)))
    if ctx.data.product_version:
        ctx.set(product_version=ctx.data.product_version)


def _accepted(last: Callable[[View], bool]) -> Callable[[View], str | None]:
    return lambda view: "accepted" if last(view) else None


def _signed(last: Callable[[View], bool]) -> Callable[[Ctx], Awaitable[None]]:
    async def run(ctx: Ctx) -> None:
        """With the last signature the system is the user's, and under warranty from that day (FUNCTIONS 4.6-1)."""
        if not last(ctx):
            return
        works, contract = ctx.subject, ctx.facts[CONTRACT.name]
        assert isinstance(contract, ContractSeen)
        today = day_of(ctx.now)
        system = await ctx.act(
            f"{n.SYSTEM}.install",
            customer=works.customer_id,
            works=works.id,
            serial=works.serial,
            product=works.product,
            product_version=works.product_version,
            site=works.site,
            warranty_from=today,
            warranty_to=months_later(today, contract.warranty_months),
        )
        ctx.set(accepted_on=today)
        ctx.answer(system=system.number, system_id=system.id)

    return run


async def _file(ctx: Ctx) -> None:
    ctx.set(filed_at=ctx.at)


def _sign(side: str, name: str, label: str, roles: tuple[str, ...]) -> Act:
    return Act(
        name,
        n.WORKS,
        label,
        roles,
        SignForm,
        "TS-2.4",
        source=("asked",),
        to=_accepted(LAST[side]),
        run=_signed(LAST[side]),
        signs=f"acceptance:{side}",
        facts=(CONTRACT.name, SIGNED.name),
        icon="pen",
    )


ACTS = (
    Act(
        "commission",
        n.WORKS,
        N_("Record that the works are done and the system runs"),
        WORKERS,
        forms.CommissionForm,
        "TS-2.4",
        source=("started",),
        to="commissioned",
        run=_commission,
        icon="check",
    ),
    Act(
        "ask_acceptance",
        n.WORKS,
        N_("Ask for acceptance"),
        WORKERS,
        None,
        "TS-2.4",
        source=("commissioned",),
        to="asked",
        run=_ask,
        icon="bell",
    ),
    Act(
        "record_acceptance",
        n.WORKS,
        N_("Write the acceptance record"),
        WORKERS,
        forms.AcceptanceForm,
        "TS-2.4",
        source=("asked",),
        writes=("serial", "result", "remarks"),
        run=_record,
        icon="form",
    ),
    _sign("user_rep", "sign_buyer", N_("Buyer signs the acceptance"), (*WORKERS, *SALES, USER)),
    _sign("works_manager", "sign_company", N_("Works manager signs the acceptance"), WORKERS),
    Act(
        "file",
        n.WORKS,
        N_("File the acceptance papers"),
        WORKERS,
        forms.FileForm,
        "TS-2.4",
        source=("accepted",),
        to="filed",
        writes=("archive_no",),
        run=_file,
        icon="book",
    ),
)

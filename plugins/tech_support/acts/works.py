"""Works from the plan to the start, their stages, and their progress (TS-2.0 to TS-2.2)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.tech_support import names as n
from plugins.tech_support.forms import works as forms
from plugins.tech_support.models import ProgressReport, WorkStage
from plugins.tech_support.roles import WORKERS
from plugins.tech_support.rules.works_facts import CONTRACT, ContractSeen

_PLANNING = ("drafted", "told")


async def _draft(ctx: Ctx) -> None:
    contract: ContractSeen = ctx.facts[CONTRACT.name]
    ctx.set(contract_id=ctx.data.contract, customer_id=contract.customer_id, owner_id=ctx.actor.id)


async def _contact(ctx: Ctx) -> None:
    ctx.set(contacted_at=ctx.at)


async def _plan(ctx: Ctx) -> None:
    await ctx.act_many(f"{n.STAGE}.add", [{"works": ctx.id, **stage} for stage in ctx.data.stages or []])


async def _add_stage(ctx: Ctx) -> None:
    ctx.set(works_id=ctx.data.works)


async def _tell(ctx: Ctx) -> None:
    ctx.set(told_at=ctx.at)


async def _confirm(ctx: Ctx) -> None:
    ctx.set(confirmed_at=ctx.at)


async def _conditions(ctx: Ctx) -> None:
    ctx.set(conditions_met=True)


async def _start(ctx: Ctx) -> None:
    """With the works every stage's clock begins."""
    ctx.set(started_at=ctx.at)
    ids = await WorkStage.filter(works_id=ctx.id, state="planned").order_by("id").values_list("id", flat=True)
    await ctx.act_many(f"{n.STAGE}.begin", [{"subject": i} for i in ids])


async def _finish_stage(ctx: Ctx) -> None:
    ctx.set(done_at=ctx.at)


async def _report(ctx: Ctx) -> None:
    told = {name: ctx.data.get(name) for name in ("content", "told_buyer", "told_company")}
    ctx.child(ProgressReport, "works_id", [{**told, "at": ctx.at, "by_id": ctx.actor.id}])


async def _raise(ctx: Ctx) -> None:
    matter = await ctx.act(
        f"{n.MATTER}.open", works=ctx.id, found_at=ctx.at, matter=ctx.data.matter, ours=ctx.data.ours
    )
    ctx.answer(matter=matter.number, matter_id=matter.id)


async def _supervise(ctx: Ctx) -> None:
    accepted = {name: ctx.data.get(name) or "" for name in ("accepted_us", "accepted_buyer")}
    made = await ctx.act(f"{n.SUPERVISION}.open", works=ctx.id, supervisor=ctx.data.supervisor, **accepted)
    ctx.answer(supervision=made.number, supervision_id=made.id)


def _act(name: str, label: str, form: type | None, clause: str, **more: object) -> Act:
    return Act(name, n.WORKS, label, WORKERS, form, clause, **more)  # type: ignore[arg-type]


ACTS = (
    _act(
        "draft",
        N_("Draft a work plan"),
        forms.DraftForm,
        "TS-2.0",
        writes=("title", "site", "builder", "builder_name", "product", "product_version"),
        run=_draft,
        creates=True,
        facts=(CONTRACT.name,),
        icon="wrench",
    ),
    _act(
        "contact",
        N_("Contact the buyer"),
        forms.ContactForm,
        "TS-2.0",
        source=_PLANNING,
        writes=("contacted_with",),
        run=_contact,
        occurred="contacted_at",
        icon="phone",
    ),
    _act("plan", N_("Enter the stages"), forms.PlanForm, "TS-2.0", source=_PLANNING, run=_plan, icon="clip"),
    _act(
        "tell",
        N_("Tell the buyer the plan"),
        forms.TellForm,
        "TS-2.1",
        source=("drafted",),
        to="told",
        writes=("told_to",),
        run=_tell,
        occurred="told_at",
        icon="chat",
    ),
    _act(
        "confirm",
        N_("Confirm plan, conditions and start"),
        forms.ConfirmForm,
        "TS-2.1",
        source=("told",),
        to="confirmed",
        writes=("conditions", "conditions_met", "start_on", "buyer_prep", "our_prep", "confirmed_with"),
        run=_confirm,
        icon="check",
    ),
    _act(
        "start",
        N_("Start the works"),
        forms.StartForm,
        "TS-2.1",
        source=("confirmed",),
        to="started",
        run=_start,
        occurred="started_at",
        icon="wrench",
    ),
    _act(
        "meet_conditions",
        N_("Record that the conditions are met"),
        forms.ConditionsForm,
        "TS-2.1",
        source=("confirmed",),
        writes=("conditions", "start_on"),
        run=_conditions,
        icon="check",
    ),
    _act(
        "report", N_("Report the progress"), forms.ReportForm, "TS-2.2", source=("started",), run=_report, icon="chat"
    ),
    _act(
        "raise_matter",
        N_("Raise a matter outside the plan"),
        forms.MatterForm,
        "TS-2.2",
        source=("confirmed", "started", "commissioned"),
        run=_raise,
        occurred="found_at",
        icon="alert",
    ),
    _act(
        "assign_supervisor",
        N_("Assign a supervisor"),
        forms.SuperviseForm,
        "TS-2.3",
        source=("drafted", "told", "confirmed"),
        run=_supervise,
        icon="eye",
    ),
    Act(
        "add",
        n.STAGE,
        N_("Add a stage"),
        WORKERS,
        forms.StageForm,
        "TS-2.0",
        writes=("name", "planned_from", "planned_to"),
        run=_add_stage,
        creates=True,
        icon="plus",
    ),
    Act("begin", n.STAGE, N_("Begin the stage"), (), None, "TS-2.1", source=("planned",), to="running", by="system"),
    Act(
        "finish",
        n.STAGE,
        N_("Record the stage as done"),
        WORKERS,
        forms.FinishStage,
        "TS-2.1",
        source=("running",),
        to="done",
        run=_finish_stage,
        occurred="done_at",
        icon="check",
    ),
)

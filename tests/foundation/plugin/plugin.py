"""Four hard things declared without a special case: a gate recomputed at entry, a fan-out, two signatures, three grounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.api import (
    N_,
    Act,
    Approval,
    Book,
    Clause,
    Column,
    Ctx,
    Facts,
    FileKind,
    Flag,
    Form,
    Gate,
    Lookup,
    Missing,
    Moment,
    Plugin,
    Print,
    Record,
    Regulation,
    Related,
    Role,
    Rule,
    Screen,
    Signature,
    Stage,
    Subject,
    Text,
    View,
    Whole,
    children_done,
    fetch,
    hookimpl,
)
from tests.foundation.plugin import clauses
from tests.foundation.plugin.models import Campaign, Job, Paper, Pass, Unit

manifest = Plugin("foundation", N_("Foundation"), "1.0")
STAFF, PASS, CAMPAIGN, UNIT, JOB = (
    ("agent",),
    "foundation.pass",
    "foundation.campaign",
    "foundation.unit",
    "foundation.job",
)
KINDS = {"supplier": N_("Supplier"), "store": N_("Store"), "technician": N_("Technician"), "customer": N_("Customer")}
PARTS = Book(
    "foundation.parts",
    "pcs",
    {**KINDS, "old": N_("Old parts")},
    negative=("supplier", "customer"),
    label=N_("Parts"),
    clause="FD-4",
    roles=("manager",),
)


APPROVAL = Approval(
    "write_off",
    JOB,
    f"{JOB}.write_off",
    "FD-5",
    ("role:manager", "role:senior"),
    content=("cause", "share", "part"),
    label=N_("Approval of the write-off"),
)


SECRET: dict[str, Any] = {"confidential": "FD-6", "personal": ("holder",)}
STAGES = {"open": Stage(N_("Open")), "done": Stage(N_("Done"), "done")}
UNITS = Subject(UNIT, Unit, N_("Unit"), STAGES, "open", "FDU", parent=CAMPAIGN, parent_field="campaign_id")


class PassForm(Form):
    holder = Text(N_("Holder"), required=True, max=40)


class PaperForm(Form):
    kind = Text(N_("Kind"), required=True, max=20)
    until = Moment(N_("Valid until"), required=True)


class TitleForm(Form):
    title = Text(N_("Title"), required=True, max=80)


class AnnounceForm(Form):
    again = Flag(N_("Also those told already"))


class SerialForm(Form):
    serial = Text(N_("Serial number"), required=True, max=40)
    campaign = Lookup(N_("Campaign"), subject=CAMPAIGN)


class JobForm(Form):
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)
    part = Text(N_("Part"), required=True, max=40)


class FindForm(Form):
    cause = Text(N_("Cause"), required=True, max=200)
    share = Whole(N_("Share of the customer"), required=True, min=0, max=10000)


class CountForm(Form):
    part = Text(N_("Part"), required=True, max=40)
    count = Whole(N_("Count"), required=True, min=1)


async def paper(ctx: Ctx) -> None:
    await ctx.add(Paper, of_id=ctx.id, kind=ctx.data.kind, until=ctx.data.until)


async def announce(ctx: Ctx) -> None:
    told = "" if ctx.data.again else "WHERE told_at IS NULL "
    rows = await fetch(f"SELECT id FROM foundation_unit {told}ORDER BY id")
    told = await ctx.act_many("foundation.unit.tell", [{"subject": row["id"]} for row in rows])
    ctx.answer(told=len(told))


async def add_unit(ctx: Ctx) -> None:
    ctx.set(campaign_id=ctx.data.campaign)


async def tell(ctx: Ctx) -> None:
    ctx.set(told_at=ctx.now)


async def open_job(ctx: Ctx) -> None:
    ctx.set(customer_id=ctx.data.customer, party_id=ctx.data.customer, part=ctx.data.part)


async def stock_up(ctx: Ctx) -> None:
    await ctx.post(PARTS, [("supplier", "", "store", "", ctx.data.part, ctx.data.count)])


async def issue(ctx: Ctx) -> None:
    await ctx.post(PARTS, [("store", "", "technician", ctx.actor.id or 0, ctx.subject.part, 1)])


async def take_old(ctx: Ctx) -> None:
    await ctx.post(PARTS, [("customer", ctx.subject.customer_id, "old", ctx.id or 0, ctx.subject.part, 1)])


async def write_off(ctx: Ctx) -> None:
    job = ctx.subject
    await ctx.post(PARTS, [("technician", ctx.actor.id or 0, "customer", job.customer_id, job.part, 1)])


async def papers(ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {i: {} for i in ids}
    for row in await Paper.filter(of_id__in=ids).values("of_id", "kind", "until"):
        found[row["of_id"]][row["kind"]] = row["until"]
    return found


def valid_papers(view: View) -> Iterable[Missing]:
    """Asked anew at each entry: nothing that was stored when the pass was given decides."""
    for kind in ("permit", "training"):
        until = view.facts["foundation.papers"].get(kind)
        if until is None or until <= view.at:
            yield Missing(kind, N_("a valid paper: {kind}"), f"{PASS}.paper", {"kind": kind})


async def grounds(ids: Sequence[int]) -> Mapping[int, set[str]]:
    signed = Signature.filter(subject_type=JOB, subject_id__in=ids, seals=True, voided_at=None)
    sealed = set(await signed.values_list("subject_id", flat=True))
    old = {row["owner"] for row in await fetch("SELECT owner FROM core_account WHERE kind = 'old' AND balance > 0")}
    return {i: {n for n, yes in (("sealed", i in sealed), ("old", str(i) in old)) if yes} for i in ids}


def on_grounds(view: View) -> Iterable[Missing]:
    held = view.facts["foundation.grounds"]
    if "sealed" not in held:
        yield Missing("sealed", N_("the finding signed by both sides"), f"{JOB}.sign_builder")
    if "old" not in held:
        yield Missing("old", N_("the old part"), f"{JOB}.take_old")


def _act(on: str, name: str, form: Any = None, **more: Any) -> Act:
    return Act(name, on, N_(name.replace("_", " ").capitalize()), more.pop("roles", STAFF), form, **more)


@hookimpl
def regulations() -> Iterable[Regulation | Clause]:
    return clauses.DECLARED


@hookimpl
def roles() -> Iterable[Role]:
    return [Role("client", N_("Client")), Role("senior", N_("Senior management"))]


@hookimpl
def subjects() -> Iterable[Subject]:
    # a pass is nothing that has to be finished
    stages = {PASS: {"open": Stage(N_("Open"), "done")}}
    models = ((PASS, Pass, "FDP"), (CAMPAIGN, Campaign, "FDC"), (UNIT, Unit, "FDU"), (JOB, Job, "FDJ"))
    return [
        UNITS
        if name == UNIT
        else Subject(
            name, model, model.__name__, stages.get(name, STAGES), "open", prefix, **(SECRET if name == PASS else {})
        )
        for name, model, prefix in models
    ]


@hookimpl
def acts() -> Iterable[Act]:
    return [
        _act(PASS, "give", PassForm, creates=True, writes=("holder",)),
        _act(PASS, "paper", PaperForm, run=paper, clause="FD-1"),
        _act(PASS, "enter", clause="FD-1"),
        _act(CAMPAIGN, "start", TitleForm, creates=True, writes=("title",)),
        _act(CAMPAIGN, "announce", AnnounceForm, run=announce, clause="FD-2", source=("open",), to="done"),
        _act(CAMPAIGN, "close", clause="FD-2"),
        _act(UNIT, "add", SerialForm, creates=True, writes=("serial",), run=add_unit),
        _act(UNIT, "tell", run=tell, source=("open",), to="done", clause="FD-2"),
        _act(JOB, "open", JobForm, creates=True, run=open_job),
        _act(JOB, "find", FindForm, writes=("cause", "share"), clause="FD-3"),
        _act(JOB, "sign_builder", signs="finding:builder", clause="FD-3"),
        _act(JOB, "sign_client", signs="finding:client", clause="FD-3", roles=("client",)),
        _act(JOB, "stock_up", CountForm, run=stock_up, clause="FD-4"),
        _act(JOB, "issue", run=issue, clause="FD-4"),
        _act(JOB, "take_old", run=take_old, clause="FD-4"),
        _act(JOB, "write_off", run=write_off, source=("open",), to="done", clause="FD-4"),
    ]


@hookimpl
def rules() -> Iterable[Rule]:
    return [
        Facts("foundation.papers", papers),
        Gate(f"{PASS}.enter", "FD-1", valid_papers, facts=("foundation.papers",)),
        Record("finding", JOB, "FD-3", N_("Finding"), content=("cause", "share"), signatures=("builder", "client")),
        PARTS,
        APPROVAL,
        FileKind("foundation.permit", N_("Permit"), ("manager",), "FD-6"),
        *children_done(f"{CAMPAIGN}.close", "FD-2", UNITS),
        Facts("foundation.grounds", grounds),
        Gate(f"{JOB}.write_off", "FD-4", on_grounds, facts=("foundation.grounds",)),
    ]


async def card(pass_id: int) -> Mapping[str, Any]:
    return {"number": (await Pass.get(id=pass_id)).number}


@hookimpl
def prints() -> Iterable[Print]:
    return [Print("card", PASS, N_("Card"), "core/printed.html", card, ("agent",), clause="FD-6")]


@hookimpl
def permissions() -> Mapping[str, Sequence[str]]:
    return {f"{PASS}.unmask": ("agent",), f"{PASS}.reveal": ("manager",)}


@hookimpl
def screens() -> Iterable[Screen]:
    number = (Column("number", N_("Number"), "code"), Column("state", N_("State"), "stage"))
    return [
        Screen(
            PASS,
            (*number, Column("holder", N_("Holder"))),
            ("agent", "manager"),
            menu="Passes",
            facts=(Column("holder", N_("Holder")),),
            related=(Related(N_("Papers"), Paper, "of_id", (Column("kind", N_("Kind"), personal=PASS),)),),
        ),
        *(Screen(on, number, ("agent", "manager"), menu=on.title()) for on in (CAMPAIGN, UNIT)),
        Screen(JOB, (*number, Column("part", N_("Part"))), ("agent", "manager", "senior", "client"), menu="Jobs"),
    ]

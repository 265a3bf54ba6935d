"""Contract disputes: heard and recorded, explained by the rule relied on, else investigated, reported and answered (RE-2.11)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx, fetch
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms import disputes as forms
from plugins.realestate_handover.roles import CLERKS, MANAGER, SALES
from plugins.realestate_handover.rules.crosstab import FEATURES, Features


async def _hear(ctx: Ctx) -> None:
    """It is an after-sales case, too, and counted with them (RS-1)."""
    d = ctx.data
    found: Features = ctx.facts[FEATURES.name]
    case = await ctx.act(
        f"{n.FEEDBACK}.open",
        kind="dispute",
        file=d.file,
        content=d.subject_matter or "",
        channel="other",
        taken_at=ctx.at,
        source_subject=n.DISPUTE,
    )
    ctx.set(file_id=d.file, customer_id=found.customer_id, heard_at=ctx.at, feedback_id=case.id)
    ctx.answer(case=case.number)


async def _explain(ctx: Ctx) -> None:
    ctx.set(explained_at=ctx.at)


async def _ask(ctx: Ctx) -> None:
    ctx.set(asked_at=ctx.at)


async def _report(ctx: Ctx) -> None:
    ctx.set(reported_to_id=ctx.data.reported_to, reported_at=ctx.now)


async def _answer(ctx: Ctx) -> None:
    ctx.set(answered_at=ctx.at)


async def _close(ctx: Ctx) -> None:
    """With the dispute its case is handled, which is an occasion for a card (RS-2)."""
    case = ctx.subject.feedback_id
    state = await fetch("SELECT state FROM realestate_handover_feedback WHERE id = ?", case)
    if state and state[0]["state"] == "taken":
        done = await ctx.act(f"{n.FEEDBACK}.settle", case, outcome=ctx.data.outcome or "")
        ctx.answer(card=done.extra.get("card"))


def _act(name: str, label: str, form: Any, run: Any, **more: Any) -> Act:
    return Act(name, n.DISPUTE, label, more.pop("roles", CLERKS), form, "RE-2.11", run=run, **more)


ACTS = (
    _act(
        "hear",
        N_("Hear and record a dispute"),
        forms.HearForm,
        _hear,
        roles=(*CLERKS, SALES),
        creates=True,
        by="either",
        writes=("heard_from", "subject_matter", "record"),
        facts=(FEATURES.name,),
        occurred="heard_at",
        icon="plus",
    ),
    _act(
        "explain",
        N_("Explain with the rule"),
        forms.ExplainForm,
        _explain,
        source=("heard",),
        to="explained",
        writes=("explanation", "rule_cited"),
        occurred="explained_at",
        icon="book",
    ),
    _act(
        "investigate",
        N_("Cannot be answered at once"),
        forms.AskForm,
        _ask,
        source=("heard", "explained"),
        to="investigating",
        writes=("open_question",),
        occurred="asked_at",
        icon="search",
    ),
    _act(
        "report",
        N_("Report to the manager in charge"),
        forms.ReportForm,
        _report,
        source=("investigating",),
        to="reported",
        writes=("investigation",),
        icon="user",
    ),
    _act(
        "decide",
        N_("Decide on the dispute"),
        forms.DecideForm,
        None,
        roles=(MANAGER,),
        source=("reported",),
        writes=("decision",),
        unlike=("report",),
        icon="check",
    ),
    _act(
        "answer",
        N_("Answer the customer"),
        forms.AnswerDispute,
        _answer,
        source=("reported",),
        to="answered",
        writes=("answer",),
        occurred="answered_at",
        icon="chat",
    ),
    _act(
        "close",
        N_("Close the dispute"),
        forms.CloseForm,
        _close,
        source=("explained", "answered"),
        to="closed",
        writes=("outcome",),
        icon="check",
    ),
)

"""Milestones give out cards, one for each contract; a card comes back by its link or on paper, and a complaint on it is opened (RS-2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from core.api import N_, Act, Ctx, day_of, fetch, gettext, one_time_secret, take_answers
from plugins.realestate_handover import names as n
from plugins.realestate_handover import policies
from plugins.realestate_handover.forms import cards as forms
from plugins.realestate_handover.models import Milestone
from plugins.realestate_handover.roles import AFTER_SALES, CLERKS, MANAGER, SALES
from plugins.realestate_handover.rules.cards import CARD, ISSUED, once
from plugins.realestate_handover.rules.crosstab import FEATURES, Features
from plugins.service_quality.api import complain, mark

LINK = "/p/realestate_handover/card/{secret}"
# contracts of the building that have no card for this milestone
_WITHOUT = """
SELECT f.id FROM realestate_handover_sale_file f WHERE f.building_id = ? AND f.state <> 'cancelled'
AND NOT EXISTS (SELECT 1 FROM realestate_handover_opinion_card c
  WHERE c.file_id = f.id AND c.occasion = 'milestone' AND c.milestone = ?)
ORDER BY f.id
"""


async def _reach(ctx: Ctx) -> None:
    """Recorded once more, only contracts signed since then get a card."""
    row = ctx.subject
    ctx.set(reached_on=row.reached_on or ctx.data.reached_on or day_of(ctx.now))
    name = row.name or row.kind
    rows = await fetch(_WITHOUT, row.building_id, name)
    pairs = [one_time_secret() if ctx.data.links else ("", "") for _row in rows]
    cards = [
        {"occasion": "milestone", "milestone": name, "file": r["id"], "digest": digest}
        for r, (_secret, digest) in zip(rows, pairs, strict=True)
    ]
    made = await ctx.act_many(f"{n.CARD}.open", cards)
    ctx.answer(cards=len(made))
    if ctx.data.links:
        links = zip(made, pairs, strict=True)
        ctx.answer_once(**{card.number: LINK.format(secret=secret) for card, (secret, _digest) in links})


async def _record_milestone(ctx: Ctx) -> None:
    """A milestone of the building, planned before or not."""
    d = ctx.data
    name = (d.name or "") if d.kind == "other" else ""
    found = await Milestone.get_or_none(building_id=ctx.id, kind=d.kind, name=name)
    if found is not None:
        milestone = int(found.id)
    else:
        milestone = (await ctx.act(f"{n.MILESTONE}.add", building=ctx.id, kind=d.kind, name=name)).id
    reached = await ctx.act(f"{n.MILESTONE}.reach", milestone, reached_on=d.reached_on, links=d.links)
    ctx.answer(cards=reached.extra["cards"])
    ctx.answer_once(**reached.once)


def _whose(ctx: Ctx) -> Features:
    found: Features = ctx.facts[FEATURES.name]
    d = ctx.data
    ctx.set(file_id=d.file, prospect_id=d.prospect, customer_id=found.customer_id, building_id=found.building_id)
    ctx.set(owner_id=found.owner_id or ctx.actor.id, department_id=found.department_id or ctx.actor.department_id)
    ctx.set(once=once(d.occasion, d.milestone or "", d.file, d.prospect), issued_at=ctx.now)
    return found


def _until(ctx: Ctx, digest: str) -> None:
    ctx.set(link_hash=digest, link_until=ctx.now + timedelta(days=int(ctx.policy(policies.CARD_DAYS))))


async def _open(ctx: Ctx) -> None:
    _whose(ctx)
    _until(ctx, ctx.data.digest or "")


async def _issue(ctx: Ctx) -> None:
    _whose(ctx)
    await _link(ctx)


async def _link(ctx: Ctx) -> None:
    """The link before dies with its secret."""
    secret, digest = one_time_secret()
    _until(ctx, digest)
    ctx.answer_once(link=LINK.format(secret=secret))


async def _answer(ctx: Ctx) -> None:
    await _taken(ctx, "link")


async def _enter(ctx: Ctx) -> None:
    await _taken(ctx, "paper")


async def _taken(ctx: Ctx, by: str) -> None:
    """Scores are kept beside the answers for the figures; a complaint that is ticked is opened at once, as complaint and as case."""
    await take_answers(ctx, CARD)
    answers = ctx.changes["answers"]["answers"]
    found = [mark(item, answers.get(item.key, {}).get("value")) for item in ctx.edition(CARD).items]
    scores = [score for score in found if score is not None]
    remark = str(answers.get("remark", {}).get("value") or "")
    ctx.set(points=sum(scores), judged=len(scores), lowest=min(scores, default=None), remark=remark)
    ctx.set(returned_at=ctx.at, returned_by=by, person=ctx.data.person or "", link_until=None)
    if ctx.data.complains:
        await _complain(ctx, ctx.data.complaint_text or remark)


async def _complain(ctx: Ctx, said: str) -> None:
    card, whose = ctx.subject, ctx.facts[FEATURES.name]
    made = await complain(
        ctx,
        customer=card.customer_id,
        complainant=ctx.data.person or whose.name,
        object=gettext(n.MILESTONES.get(card.milestone, card.milestone) or n.OCCASIONS[card.occasion]),
        demand=said,
        content=said,
        channel="online" if ctx.changes["returned_by"] == "link" else "letter",
        source=(n.CARD, card.number),
        owner=card.owner_id,
        department=card.department_id,
    )
    case = await ctx.act(
        f"{n.FEEDBACK}.open",
        kind="complaint",
        file=card.file_id,
        prospect=card.prospect_id,
        channel="other" if ctx.changes["returned_by"] == "link" else "letter",
        content=said,
        taken_at=ctx.at,
        source_subject=n.CARD,
        source_number=card.number,
    )
    ctx.set(complained=True, complaint_id=made.id)
    ctx.answer(complaint=made.number, case=case.number)


def _came_back(view: Any) -> str:
    return "complained" if view.data.complains else "returned"


def _card(name: str, label: str, form: Any, run: Any, **more: Any) -> Act:
    return Act(name, n.CARD, label, more.pop("roles", (AFTER_SALES, SALES, MANAGER)), form, "RS-2", run=run, **more)


ACTS = (
    Act(
        "reach",
        n.MILESTONE,
        N_("Milestone reached"),
        (MANAGER, AFTER_SALES),
        forms.ReachForm,
        "RS-2",
        source=("planned", "reached"),
        to="reached",
        run=_reach,
        icon="check",
    ),
    Act(
        "record_milestone",
        n.BUILDING,
        N_("Record a milestone"),
        (MANAGER, AFTER_SALES),
        forms.RecordMilestone,
        "RS-2",
        run=_record_milestone,
        icon="clock",
    ),
    _card(
        "issue",
        N_("Give out an opinion card"),
        forms.IssueCard,
        _issue,
        creates=True,
        by="either",
        writes=("occasion", "milestone"),
        facts=(FEATURES.name, ISSUED.name),
        icon="medal",
    ),
    _card(
        "open",
        N_("Open an opinion card"),
        forms.IssueCard,
        _open,
        roles=(),
        creates=True,
        by="system",
        writes=("occasion", "milestone"),
        facts=(FEATURES.name,),
    ),
    _card("renew", N_("Make a new link"), None, _link, source=("issued",), icon="link"),
    _card(
        "answer",
        N_("Answer the card"),
        forms.AnswerCard,
        _answer,
        roles=(),
        source=("issued",),
        to=_came_back,
        by="system",
        facts=(FEATURES.name,),
        icon="check",
    ),
    _card(
        "enter",
        N_("Enter from paper"),
        forms.EnterCard,
        _enter,
        source=("issued", "expired"),
        to=_came_back,
        facts=(FEATURES.name,),
        occurred="answered_at",
        by="either",
        icon="pen",
    ),
    _card(
        "expire",
        N_("Card did not come back"),
        None,
        None,
        roles=CLERKS,
        source=("issued",),
        to="expired",
        by="either",
        icon="cross",
    ),
)

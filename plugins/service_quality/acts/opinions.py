"""Return visits, and opinion cards: sent as a one-time link, answered by the customer or entered from paper (ES-2.2, ES-3.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from core.api import (
    N_,
    Act,
    Answers,
    Choice,
    Ctx,
    Form,
    LongText,
    Lookup,
    Moment,
    Text,
    gettext,
    one_time_secret,
    take_answers,
)
from plugins.service_quality import names as n
from plugins.service_quality import policies
from plugins.service_quality.acts.opening import LINK, complain
from plugins.service_quality.rules.facts import PRODUCT, Product
from plugins.service_quality.rules.opinions import CARD, HOLDER, VISIT, Holder, marks


class VisitForm(Form):
    asset = Lookup(N_("Product"), subject="core.asset", required=True)
    visited_at = Moment(N_("Time of the visit"), hint=N_("Left empty it is now."))
    channel = Choice(N_("Channel"), choices=list(n.CHANNELS.items()), default="field", required=True)
    person = Text(N_("Who was spoken with"), max=60)
    answers = Answers(N_("Return visit"), checklist=VISIT.name)
    problem = LongText(
        N_("Problem to be repaired"), max=2000, clause="ES-2.2", hint=N_("A request form is opened for it.")
    )


class IssueForm(Form):
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)
    asset = Lookup(N_("Product"), subject="core.asset")
    about = Lookup(N_("About the ticket"), subject="core.ticket")
    survey = Text(N_("Survey"), max=40, hint=N_("Left empty: the usual opinion card."))


class AnswerForm(Form):
    """What the customer fills in."""

    answers = Answers(N_("Opinion card"), checklist=CARD.name)
    person = Text(N_("Your name"), max=60)


class EnterForm(Form):
    answers = Answers(N_("Opinion card"), checklist=CARD.name)
    person = Text(N_("Who filled it in"), max=60)


class PaperForm(IssueForm):
    answered_at = Moment(N_("Filled in at"), hint=N_("Left empty it is now."))
    answers = Answers(N_("Opinion card"), checklist=CARD.name)
    person = Text(N_("Who filled it in"), max=60)


async def _visit(c: Ctx) -> None:
    product: Product = c.facts[PRODUCT.name]
    d = c.data
    c.set(asset_id=d.asset, customer_id=product.customer_id, visited_at=c.at, person=d.person or "")
    await take_answers(c, VISIT)
    found = marks(c, VISIT, c.changes["answers"]["answers"], "overall")
    c.set(mark=found["overall"])
    if d.problem:
        made = await c.act(
            n.REGISTER,
            customer=product.customer_id,
            asset=d.asset,
            fault=d.problem,
            channel="field",
            place="home",
            reported_at=c.at,
        )
        c.set(request_id=made.id)
        c.answer(request=made.number)


async def _issue(c: Ctx) -> None:
    d = c.data
    c.set(customer_id=d.customer, asset_id=d.asset, about_id=d.about)
    if d.digest:  # a survey makes the links of all its cards and tells them itself
        _until(c, d.digest)
    else:
        _link(c)


def _link(c: Ctx) -> None:
    secret, digest = one_time_secret()
    _until(c, digest)
    c.answer_once(link=LINK.format(secret=secret))


def _until(c: Ctx, digest: str) -> None:
    c.set(link_hash=digest, link_until=c.now + timedelta(days=int(c.policy(policies.CARD_DAYS.key))))


async def _renew(c: Ctx) -> None:
    """The link before dies with its secret."""
    _link(c)


async def _answer(c: Ctx) -> None:
    await _taken(c, "link")


async def _enter(c: Ctx) -> None:
    await _taken(c, "paper")


async def _enter_paper(c: Ctx) -> None:
    d = c.data
    c.set(customer_id=d.customer, asset_id=d.asset, about_id=d.about, survey=d.survey or "")
    await _taken(c, "paper")


async def _taken(c: Ctx, by: str) -> None:
    """Marks are kept beside the answers, for the figures; a bad one is a complaint at once."""
    await take_answers(c, CARD)
    answers = c.changes["answers"]["answers"]
    found = marks(c, CARD, answers, "overall", "warmth", "skill")
    remark = str(answers.get("remark", {}).get("value") or "")
    c.set(mark=found["overall"], warmth=found["warmth"], skill=found["skill"], remark=remark)
    c.set(person=c.data.person or "", answered_by=by, answered_at=c.at, link_until=None)
    if found["overall"] is not None and found["overall"] <= int(c.policy(policies.BAD_MARK.key)):
        await _complain(c, found["overall"], remark)


async def _complain(c: Ctx, mark: int, remark: str) -> None:
    card = c.after()
    holder: Holder = c.facts[HOLDER]
    said = gettext("Opinion card: %(mark)s of 5 marks") % {"mark": mark}
    made = await complain(
        c,
        customer=card.customer_id,
        asset=card.asset_id,
        about=card.about_id,
        complainant=card.person or holder.name,
        object=gettext("Service"),
        demand=remark or gettext("Not stated: to be asked of the customer"),
        content=f"{said} {remark}".strip(),
        channel="online" if card.answered_by == "link" else "letter",
        source=(n.OPINION, getattr(card, "number", "")),
        owner=getattr(card, "owner_id", None),
        department=getattr(card, "department_id", None),
    )
    c.set(complaint_id=made.id)
    c.answer(complaint=made.number)


def _card(name: str, label: str, form: Any, run: Any, **more: Any) -> Act:
    return Act(name, n.OPINION, label, more.pop("roles", n.INTAKE), form, "ES-2.2", run=run, **more)


ACTS = (
    Act(
        "record",
        n.VISIT,
        N_("Record a visit"),
        n.INTAKE,
        VisitForm,
        "ES-2.2",
        creates=True,
        by="either",
        writes=("channel", "problem"),
        run=_visit,
        occurred="visited_at",
        facts=(PRODUCT.name,),
        icon="pin",
    ),
    _card(
        "issue",
        N_("Send an opinion card"),
        IssueForm,
        _issue,
        creates=True,
        by="either",
        to="issued",
        writes=("survey",),
        icon="file",
    ),
    _card("renew", N_("Make a new link"), None, _renew, source=("issued",), icon="link"),
    _card(
        "enter",
        N_("Enter from paper"),
        EnterForm,
        _enter,
        source=("issued",),
        to="answered",
        facts=(HOLDER,),
        icon="pen",
    ),
    _card(
        "withdraw", N_("Withdraw the card"), None, None, source=("issued",), to="withdrawn", danger=True, icon="undo"
    ),
    _card(
        "enter_paper",
        N_("Enter a paper card"),
        PaperForm,
        _enter_paper,
        creates=True,
        by="either",
        to="answered",
        facts=(HOLDER,),
        occurred="answered_at",
        icon="pen",
    ),
    _card(
        "answer",
        N_("Answer the card"),
        AnswerForm,
        _answer,
        roles=(),
        source=("issued",),
        to="answered",
        by="system",
        facts=(HOLDER,),
        icon="check",
    ),
)

"""Social surveys: planned with a goal, cards sent to many customers at once, concluded with findings and measures (ES-3.2.2)."""

from __future__ import annotations

from core.api import N_, Act, Choice, Ctx, Day, Form, LongText, Lookup, Rows, Text, Whole
from plugins.service_quality import names as n
from plugins.service_quality.acts.opening import card
from plugins.service_quality.rules.surveys import ANSWERED, Tally

_SURVEYORS = ("manager", n.SENIOR, n.QUALITY, n.MARKETING)
_MOST = 200


class PlanForm(Form):
    name = Text(N_("Name of the survey"), required=True, max=40)
    method = Choice(N_("How it is made"), choices=list(n.SURVEY_METHODS.items()), required=True, clause="ES-3.2.2")
    goal = LongText(N_("What is to be found out"), max=2000, clause="ES-3.2.2")
    from_on = Day(N_("First day"), required=True)
    to_on = Day(N_("Last day"), required=True)
    place = Text(N_("Where it takes place"), max=120)


class ReceiverForm(Form):
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)


class SendForm(Form):
    customers = Rows(N_("To customers"), ReceiverForm, min=1, max=_MOST, clause="ES-3.2.2")


class ConcludeForm(Form):
    participants = Whole(N_("People asked"), min=1, max=100_000, clause="ES-3.2.2")
    findings = LongText(N_("What was found out"), max=4000, clause="ES-3.2.2")
    measures = LongText(N_("What follows from it"), max=4000, clause="ES-3.2.2")


async def _send(c: Ctx) -> None:
    """One card for each customer; the links are told once, in the order of the customers."""
    pairs = [card(row["customer"], survey=c.subject.name) for row in c.data.customers]
    made = await c.act_many(n.ISSUE_CARD, [data for data, _link in pairs])
    c.answer(cards=[each.number for each in made])
    c.answer_once(**{each.number: link for each, (_data, link) in zip(made, pairs, strict=True)})


async def _conclude(c: Ctx) -> None:
    tally: Tally = c.facts.get(ANSWERED) or Tally(0, 0)
    c.set(concluded_at=c.at, cards=tally.cards, marks=tally.marks)
    if c.subject.method == "questionnaire":
        c.set(participants=tally.cards)


ACTS = (
    Act(
        "plan",
        n.SURVEY,
        N_("Plan a survey"),
        _SURVEYORS,
        PlanForm,
        "ES-3.2.2",
        creates=True,
        by="either",
        to="planned",
        writes=("name", "method", "goal", "from_on", "to_on", "place"),
        natural=lambda d: f"{n.SURVEY}:{d['name']}",
        icon="plus",
    ),
    Act(
        "send",
        n.SURVEY,
        N_("Send its cards"),
        _SURVEYORS,
        SendForm,
        "ES-3.2.2",
        source=("planned",),
        run=_send,
        icon="file",
    ),
    Act(
        "conclude",
        n.SURVEY,
        N_("Conclude the survey"),
        _SURVEYORS,
        ConcludeForm,
        "ES-3.2.2",
        source=("planned",),
        to="concluded",
        writes=("participants", "findings", "measures"),
        run=_conclude,
        facts=(ANSWERED,),
        icon="check",
    ),
)

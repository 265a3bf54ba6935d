"""Opinion cards, milestones that give them out, feedback."""

from __future__ import annotations

from core.api import N_, Answers, Choice, Day, Flag, Form, LongText, Lookup, Moment, Text
from plugins.realestate_handover import names as n

_CARD = "realestate_handover.card"
_NOW = N_("Empty: now.")


class ReachForm(Form):
    reached_on = Day(N_("Reached on"), hint=N_("Empty: today."), clause="RS-2")
    links = Flag(N_("Make links to answer the cards"), hint=N_("They are told this once; without them on paper."))


class RecordMilestone(ReachForm):
    kind = Choice(N_("Milestone"), choices=n.MILESTONES, required=True)
    name = Text(N_("Name of the milestone"), max=60, hint=N_("For another milestone than the usual ones."))


class IssueCard(Form):
    occasion = Choice(N_("Occasion"), choices=n.OCCASIONS, required=True, clause="RS-2")
    milestone = Text(N_("Which milestone"), max=60)
    file = Lookup(N_("Sale file"), subject=n.FILE)
    prospect = Lookup(N_("Prospect"), subject=n.PROSPECT)


class AnswerCard(Form):
    """What the customer fills in."""

    answers = Answers(N_("Opinion card"), checklist=_CARD)
    complains = Flag(N_("I have a complaint"))
    complaint_text = LongText(N_("What the complaint is about"), max=2000)
    person = Text(N_("Your name"), max=60)


class EnterCard(Form):
    answered_at = Moment(N_("Filled in at"), hint=_NOW)
    answers = Answers(N_("Opinion card"), checklist=_CARD)
    complains = Flag(N_("A complaint is ticked"))
    complaint_text = LongText(N_("What the complaint is about"), max=2000)
    person = Text(N_("Who filled it in"), max=60)


class TakeFeedback(Form):
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)
    kind = Choice(N_("What it is"), choices=n.FEEDBACK_KINDS, required=True, clause="RS-1")
    file = Lookup(N_("Sale file"), subject=n.FILE)
    prospect = Lookup(N_("Prospect"), subject=n.PROSPECT)
    taken_at = Moment(N_("Taken at"), hint=_NOW)
    channel = Choice(N_("Channel"), choices=n.CHANNELS, default="phone", required=True, clause="RE-2.7")
    content = LongText(N_("What the customer says"), max=4000, clause="RE-1.2")


class HandleFeedback(Form):
    outcome = LongText(N_("What was done"), max=4000, clause="RE-1.2")


class WriteForm(Form):
    title = Text(N_("About"), max=120, required=True)
    receiver = Choice(N_("To"), choices=n.RECEIVERS, required=True, clause="RE-2.8")
    content = LongText(N_("What is told"), max=4000, clause="RE-2.8")

"""Disputes, internal contact forms, inspections."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Answers, Choice, Day, Form, LongText, Lookup, Moment, Text
from plugins.realestate_handover import names as n
from plugins.realestate_handover.modes import modes

_NOW = N_("Empty: now.")
_DAILY, _AFTER = "realestate_handover.daily", "realestate_handover.after_sales"


class HearForm(Form):
    file = Lookup(N_("Sale file"), subject=n.FILE, required=True)
    heard_at = Moment(N_("Heard at"), hint=_NOW)
    heard_from = Text(N_("Who was heard"), max=60, clause="RE-2.11")
    subject_matter = Text(N_("What it is about"), max=120, clause="RE-2.11")
    record = LongText(N_("What was heard"), max=4000, clause="RE-2.11")


class ExplainForm(Form):
    explained_at = Moment(N_("Explained at"), hint=_NOW)
    explanation = LongText(N_("What was explained"), max=4000, clause="RE-2.11")
    rule_cited = Text(
        N_("Rule of the state or authority relied on"), max=200, clause="RE-2.11", hint=N_("Title, number and article.")
    )


class AskForm(Form):
    asked_at = Moment(N_("Found at"), hint=_NOW)
    open_question = LongText(N_("What cannot be answered at once"), max=4000, clause="RE-2.11")


class ReportForm(Form):
    investigation = LongText(N_("What the investigation found"), max=4000, clause="RE-2.11")
    reported_to = Lookup(N_("Manager in charge"), subject="core.user")


class DecideForm(Form):
    decision = LongText(N_("What the manager decides"), max=4000, clause="RE-2.11")


class AnswerDispute(Form):
    answered_at = Moment(N_("Answered at"), hint=_NOW)
    answer = LongText(N_("What the customer was answered"), max=4000, clause="RE-2.11")


class CloseForm(Form):
    outcome = LongText(N_("How it ended"), max=4000, clause="RE-2.11")


class DraftContact(Form):
    feedback = Lookup(N_("After-sales case"), subject=n.FEEDBACK)
    receiver = Choice(N_("To"), choices=n.RECEIVERS, required=True, clause="RE-2.8")
    to_department = Lookup(N_("Department"), subject="core.department")
    addressee = Lookup(N_("Who answers"), subject="core.user", clause="RE-2.8")
    title = Text(N_("About"), max=120, required=True)
    content = LongText(N_("What is told"), max=4000, clause="RE-2.8")


class EditContact(Form):
    addressee = Lookup(N_("Who answers"), subject="core.user", clause="RE-2.8")
    to_department = Lookup(N_("Department"), subject="core.department")
    title = Text(N_("About"), max=120, required=True)
    content = LongText(N_("What is told"), max=4000, clause="RE-2.8")


class ReplyForm(Form):
    reply = LongText(N_("Answer"), max=4000, clause="RE-2.8")


class FeedBackForm(Form):
    fed_back_at = Moment(N_("Customer told at"), hint=_NOW)
    fed_back_to = Text(N_("Who was told"), max=60, clause="RE-2.8")
    fed_back_by = Choice(N_("How the customer was told"), choices=n.CHANNELS, clause="RE-2.8")


class ResultForm(Form):
    result = LongText(N_("What came of it"), max=2000)


def _modes() -> Iterable[tuple[str, str]]:
    return modes().items()


class PlanInspection(Form):
    held_on = Day(N_("Inspected on"), required=True)
    sale_mode = Choice(
        N_("Sale mode"),
        choices=_modes,
        required=True,
        clause="RS-3",
        hint=N_("A checklist issued for a new mode adds it."),
    )
    part = Choice(N_("What is inspected"), choices=n.PARTS, required=True, clause="RS-3")
    development = Lookup(N_("Development"), subject=n.DEVELOPMENT)
    inspected = Text(N_("Place or persons inspected"), max=80)


class InspectDaily(Form):
    daily = Answers(N_("Day-to-day work"), checklist=_DAILY)
    remark = LongText(N_("Remark"), max=2000)
    measures = LongText(N_("What is to be done"), max=2000)


class InspectAfter(Form):
    after_sales = Answers(N_("After-sales service"), checklist=_AFTER)
    remark = LongText(N_("Remark"), max=2000)
    measures = LongText(N_("What is to be done"), max=2000)

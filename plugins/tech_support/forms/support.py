"""What is asked for around questions, offices and editions. What a clause demands is refused by the rules, with the clause."""

from __future__ import annotations

from core.api import N_, Choice, Day, Form, LongText, Lookup, Moment, Phone, Region, Text
from plugins.tech_support.channels import ANSWERED_BY, ASKED_BY

_YOU = N_("Empty: your own name.")


class Ask(Form):
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)
    asset = Lookup(N_("Product"), subject="core.asset")
    title = Text(N_("Question in one line"), required=True, max=200, wide=True)
    content = LongText(N_("Details"))
    channel = Choice(N_("Asked through"), ASKED_BY, required=True)
    region = Region(
        N_("Region"), hint=N_("Empty: the customer's region. It decides which office answers."), clause="TS-5.4"
    )
    asked_at = Moment(N_("Asked at"), hint=N_("Empty: now. The time to answer runs from this moment."), clause="TS-5.1")


class Acknowledge(Form):
    note = Text(N_("What the user was told"), max=200)


class Answer(Form):
    answer = LongText(N_("Answer"), clause="TS-5.1")
    answer_channel = Choice(N_("Answered through"), ANSWERED_BY, clause="TS-5.1")
    answered_at = Moment(N_("Answered at"), hint=N_("Empty: now."))


class ArrangeRemote(Form):
    consent_by = Text(
        N_("Consent given by"), max=60, clause="TS-5.2", hint=N_("Empty: the session waits until consent is recorded.")
    )
    consent_at = Moment(N_("Consent given at"), hint=N_("Empty: now."), clause="TS-5.2")


class OpenSession(ArrangeRemote):
    question = Lookup(N_("Question"), subject="tech_support.question", required=True)


class Consent(Form):
    consent_by = Text(N_("Consent given by"), max=60, clause="TS-5.2")
    consent_at = Moment(N_("Consent given at"), hint=N_("Empty: now."), clause="TS-5.2")


class Start(Form):
    started_at = Moment(N_("Started at"), hint=N_("Empty: now."), clause="TS-5.2")


class Tell(Form):
    content = LongText(N_("What the user was told"), clause="TS-5.2")


class Withdraw(Form):
    withdrawn_by = Text(N_("Withdrawn by"), max=60, clause="TS-5.2")
    withdrawn_at = Moment(N_("Withdrawn at"), hint=N_("Empty: now."))


class EndSession(Form):
    result = LongText(N_("Result"), required=True)


class AgreeOnSite(Form):
    agreed_with = Text(N_("Agreed with"), max=60, clause="TS-5.3")
    agreed_at = Moment(
        N_("Agreed at"), hint=N_("Empty: now. The time to arrive runs from this moment."), clause="TS-5.3"
    )
    address = Text(N_("Address"), max=200)
    engineer = Lookup(N_("Engineer"), subject="core.user", hint=N_("Empty: yourself."))


class OpenVisit(AgreeOnSite):
    question = Lookup(N_("Question"), subject="tech_support.question", required=True)


class Arrive(Form):
    arrived_at = Moment(N_("Arrived at"), hint=N_("Empty: now."), clause="TS-5.3")


class Finish(Form):
    result = LongText(N_("Result"), required=True)


class Solve(Form):
    solution = LongText(N_("Solution"), required=True)


class Reopen(Form):
    reason = Text(N_("What the user says now"), required=True, max=200)


class Breach(Form):
    breach = Text(N_("Why the promise was not kept"), max=200, clause="TS-0")


class OfficeCard(Form):
    region = Region(N_("Region"), required=True)
    hotline = Phone(N_("Hotline"), clause="TS-5.1b")
    mobile = Phone(N_("Mobile telephone, all day"), clause="TS-5.1b")
    address = Text(N_("Address"), max=200)


class DraftEdition(Form):
    title = Text(N_("Edition"), required=True, max=80)
    effective_from = Day(N_("Effective from"), required=True)
    drafted = Text(N_("Drafted by"), max=60, clause="TS-9", hint=_YOU)


class ReviewEdition(Form):
    reviewed = Text(N_("Reviewed by"), max=60, clause="TS-9", hint=_YOU)


class ApproveEdition(Form):
    approved = Text(N_("Approved by"), max=60, clause="TS-9", hint=_YOU)


class IssueEdition(Form):
    issued = Text(N_("Issuing department"), max=60, clause="TS-9")

"""What is said when a violation is found, decided, executed."""

from __future__ import annotations

from core.api import N_, Choice, Form, LongText, Lookup, Moment, Text, Whole, Yuan
from plugins.contractor_safety import names as n


class FindForm(Form):
    kind = Choice(N_("Kind"), n.VIOLATIONS, required=True, clause="CS-3.5.5")
    description = LongText(N_("What was found"), max=2000, clause="CS-3.5.5")
    found_at = Moment(N_("Found at"), hint=N_("Empty: now."))
    place = Text(N_("Place"), max=120)
    engagement = Lookup(N_("Engagement"), subject=n.ENGAGEMENT)
    person = Lookup(N_("External person"), subject=n.PERSON)
    org = Lookup(N_("Company"), subject=n.ORG)
    department = Lookup(
        N_("Responsible department"),
        subject="core.department",
        hint=N_("Empty: that of the engagement."),
        clause="CS-3.5.6a",
    )


class OpenForm(Form):
    """By the system: what a refusal or a stop reports."""

    kind = Text(N_("Kind"), required=True, max=30)
    description = LongText(N_("What was found"), required=True, max=2000)
    engagement = Whole(N_("Engagement"))
    person = Whole(N_("External person"))
    org = Whole(N_("Company"))
    department = Whole(N_("Responsible department"))
    clause = Text(N_("Clause"), max=20)


class DecideForm(Form):
    decision = LongText(N_("Decision"), max=2000, clause="CS-3.5.5")
    basis = Text(N_("By which safety rule"), max=200, clause="CS-3.5.5")
    penalty = Yuan(N_("Penalty"), clause="CS-3.5.5", hint=N_("0: none."))


class DismissForm(Form):
    decision = LongText(N_("Why it is none"), max=2000, clause="CS-3.5.5")


class ExecuteForm(Form):
    note = Text(N_("Receipt or voucher"), max=200)

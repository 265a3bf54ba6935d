"""What is asked for at sold systems, enquiries, visits, exchanges, agreements, releases and upgrades."""

from __future__ import annotations

from core.api import N_, Choice, Day, Flag, Form, LongText, Lookup, Moment, Rows, Text, YesNo, Yuan
from plugins.service_quality.api import LineForm
from plugins.tech_support import names as n
from plugins.tech_support.forms.common import NOW


class SystemCard(Form):
    product = Text(N_("Product"), required=True, max=60)
    product_version = Text(N_("Software version"), max=40)
    site = Text(N_("Site"), max=200)
    warranty_from = Day(N_("Warranty from"), clause="TS-3.1")
    warranty_to = Day(N_("Warranty until"), clause="TS-3.1", hint=N_("The warranty ends at midnight of this day."))


class SystemForm(SystemCard):
    customer = Lookup(N_("User"), subject="core.customer", required=True)
    serial = Text(N_("Serial number"), required=True, max=60)


class InstallForm(SystemForm):
    works = Lookup(N_("Works"), subject=n.WORKS)


class RetireForm(Form):
    retired_because = Text(N_("Why it is out of use"), max=200, clause="TS-0")
    retired_said_by = Text(N_("Who of the user said so"), max=60, clause="TS-0")


class AskedForm(Form):
    asked_at = Moment(N_("Asked at"))


class VersionForm(Form):
    product_version = Text(N_("Software version"), max=40)


class EnquiryForm(Form):
    system = Lookup(N_("System"), subject=n.SYSTEM, required=True)
    asked_at = Moment(N_("Asked at"), hint=NOW, clause="TS-3.0")
    channel = Choice(N_("Asked through"), n.TOLD_BY, clause="TS-3.0")
    person = Text(N_("Spoken with"), max=60, clause="TS-3.0")
    content = LongText(N_("What the user said"), max=4000, clause="TS-3.0")


class VisitForm(Form):
    system = Lookup(N_("System"), subject=n.SYSTEM, required=True)
    visited_at = Moment(N_("Visited at"), hint=NOW, clause="TS-3.1")
    content = LongText(N_("What was done"), max=4000, clause="TS-3.1")
    findings = LongText(N_("What was found"), max=4000)


class ExchangeForm(Form):
    system = Lookup(N_("System"), subject=n.SYSTEM, required=True)
    question = Lookup(N_("Question"), subject=n.QUESTION)
    reported_at = Moment(N_("Reported at"), hint=NOW)
    part = Text(N_("Part"), required=True, max=120)
    cause = Choice(N_("Cause"), n.CAUSES, clause="TS-3.1")
    finding = LongText(N_("Finding"), max=2000)


class CauseForm(Form):
    cause = Choice(N_("Cause"), n.CAUSES, clause="TS-3.1")
    finding = LongText(N_("Finding"), max=2000)


class ChargeForm(Form):
    lines = Rows(N_("Parts and labour"), LineForm, min=1, max=50, clause="TS-3.3")


class ExchangedForm(Form):
    exchanged_at = Moment(N_("Begun at"), hint=NOW)


class RestoredForm(Form):
    restored = YesNo(N_("The system has its original performance again"), clause="TS-3.1")


class AgreementForm(Form):
    system = Lookup(N_("System"), subject=n.SYSTEM, required=True)
    reason = Choice(N_("Why it is paid"), n.REASONS, required=True, clause="TS-3.3")
    content = LongText(N_("What is agreed"), max=4000, clause="TS-3.3")
    price = Yuan(N_("Price"), clause="TS-3.3")


class AgreementText(Form):
    content = LongText(N_("What is agreed"), max=4000, clause="TS-3.3")
    price = Yuan(N_("Price"), clause="TS-3.3")


class ReleaseForm(Form):
    product = Text(N_("Product"), required=True, max=60)
    product_version = Text(N_("Version"), required=True, max=40)
    released_on = Day(N_("Released on"), required=True, clause="TS-3.2")
    notes = LongText(N_("What is new"), max=4000)


class OpenUpgrade(Form):
    release = Lookup(N_("Release"), subject=n.RELEASE, required=True)
    system = Lookup(N_("System"), subject=n.SYSTEM, required=True)
    released_on = Day(N_("Released on"))
    free = Flag(N_("Free of charge"))


class TellUser(Form):
    told_through = Choice(N_("Told through"), n.TOLD_BY, clause="TS-3.2")
    told_to = Text(N_("Who was told"), max=60)


class WishForm(Form):
    special_wish = LongText(N_("Special wish"), max=2000, clause="TS-3.2", required=True)


class UpgradedForm(Form):
    upgraded_at = Moment(N_("Upgraded at"), hint=NOW)


class DeclineForm(Form):
    declined = Text(N_("Why the user does not want it"), max=200, clause="TS-3.2")

"""The method of a department, and money in and out."""

from __future__ import annotations

from core.api import N_, Choice, Form, LongText, Lookup, Rows, Text, Whole, Yuan
from plugins.contractor_safety import names as n


class UseRow(Form):
    use = Text(N_("Permitted use"), required=True, max=60)


class MethodForm(Form):
    title = Text(N_("Method"), required=True, max=120)
    text = LongText(N_("Text of the method"), max=8000, clause="CS-3.5.4")
    uses = Rows(
        N_("Permitted uses"),
        UseRow,
        max=20,
        clause="CS-3.5.4",
        hint=N_("Empty: refund, training, equipment, reward, damage."),
    )


class DraftForm(MethodForm):
    department = Lookup(N_("Department"), subject="core.department", hint=N_("Empty: your own."))


class DepositForm(Form):
    org = Lookup(N_("Depositor"), subject=n.ORG, required=True)
    amount = Yuan(N_("Amount"), required=True, min=1)
    department = Lookup(N_("Department"), subject="core.department", hint=N_("Empty: your own."))
    note = Text(N_("Receipt or voucher"), max=200)


class RefundForm(DepositForm):
    pass


class PayForm(Form):
    account = Choice(N_("From"), n.ACCOUNTS, required=True)
    org = Lookup(N_("Depositor"), subject=n.ORG, hint=N_("For a payment out of a deposit."))
    amount = Yuan(N_("Amount"), required=True, min=1)
    purpose = Text(N_("Use"), max=60, clause="CS-3.5.4", hint=N_("One that the method permits."))
    department = Lookup(N_("Department"), subject="core.department", hint=N_("Empty: your own."))
    note = Text(N_("Receipt or voucher"), max=200)


class PenaltyForm(Form):
    """By the system, when a violation is executed."""

    violation = Whole(N_("Violation"), required=True)
    amount = Whole(N_("Amount"), required=True)
    department = Whole(N_("Department"))
    org = Whole(N_("Company"))
    note = Text(N_("Receipt or voucher"), max=200)

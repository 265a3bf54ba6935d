"""What is asked for at claims, advances, expenses and conduct."""

from __future__ import annotations

from core.api import N_, Choice, Day, Form, LongText, Lookup, Rows, Text, Whole, Yuan
from plugins.vehicle_warranty import names_stock as n


class ClaimForm(Form):
    old_part = Lookup(N_("Old part"), subject=n.OLD, required=True, clause="VW-3.8")
    amount = Yuan(N_("Amount claimed"), clause="VW-3.8")


class StepForm(Form):
    what = LongText(N_("What was done"), required=True, max=2000, clause="VW-3.8")


class SettleForm(Form):
    settled = Yuan(N_("Amount settled"), required=True, clause="VW-3.8")
    settled_on = Day(N_("Settled on"), clause="VW-3.8")


class AbandonForm(Form):
    abandoned_because = Text(N_("Reason"), required=True, max=200)


class AdvanceForm(Form):
    order = Lookup(N_("Outing order"), subject=n.ORDER, required=True, clause="VW-3.4.1c")
    amount = Yuan(N_("Amount"), required=True, min=1)
    reason = Text(N_("Purpose"), max=200)


class ExpenseRow(Form):
    what = Text(N_("What for"), required=True, max=120)
    voucher_no = Text(N_("Number of the voucher"), max=60)
    amount = Yuan(N_("Amount"), required=True, min=1)


class ExpenseForm(Form):
    order = Lookup(N_("Outing order"), subject=n.ORDER, required=True, clause="VW-3.4.3d")
    lines = Rows(N_("Expenses"), ExpenseRow, max=100, clause="VW-3.4.3d")


class RejectForm(Form):
    remark = Text(N_("Reason"), required=True, max=200)


class ConductForm(Form):
    person = Lookup(N_("Person"), subject="core.user", required=True)
    clause = Choice(N_("Breach"), n.BREACHES, required=True)
    facts_text = LongText(N_("Facts"), max=4000)
    order = Lookup(N_("Outing order"), subject=n.ORDER)


class HearForm(Form):
    statement = LongText(N_("Statement of the person"), required=True, max=4000)


class DecideForm(Form):
    decision = Choice(N_("Decision on the case"), n.DECISIONS, required=True)
    grounds = LongText(N_("Grounds of the decision"), max=4000)


class VoucherForm(Form):
    what = Text(N_("What for"), required=True, max=120)
    voucher_no = Text(N_("Number of the voucher"), required=True, max=60, clause="VW-3.4.3d")


class OffForm(Form):
    expense = Whole(N_("Expense claim"), required=True)

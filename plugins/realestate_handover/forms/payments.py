"""What is asked for about terms, receipts and a loan."""

from __future__ import annotations

from core.api import N_, Choice, Day, Form, LongText, Lookup, Moment, Rows, Text, Whole, Yuan
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms.common import NOW, TODAY

MOST = 100_000_000_000_000


class TermRow(Form):
    due_on = Day(N_("Due on"), required=True)
    amount = Yuan(N_("Amount"), required=True, min=1)


class TermsForm(Form):
    terms = Rows(N_("Terms of payment"), TermRow, min=1, max=60)


class OpenTerm(TermRow):
    file = Lookup(N_("Sale file"), subject=n.FILE, required=True)
    term_no = Whole(N_("Term"), min=1, max=60, required=True)


class MoveTerm(Form):
    due_on = Day(N_("Due on"), required=True)
    reason = Text(N_("Reason"), required=True, max=200)


class PaymentNoticeForm(Form):
    noticed_at = Moment(N_("Told at"), hint=NOW, clause="RE-2.3")
    channel = Choice(N_("Channel"), n.CHANNELS, clause="RE-2.3")
    content = LongText(N_("What was said"), max=2000)


class ReceiptForm(Form):
    amount = Yuan(N_("Amount"), required=True, min=1, clause="RE-2.3")
    received_at = Moment(N_("Received at"), hint=NOW, clause="RE-2.3")
    payer = Text(N_("Payer"), max=60)
    note = Text(N_("Note"), max=200)


class NoteReceipt(Form):
    amount = Yuan(N_("Amount"), required=True, min=1)
    received_on = Day(N_("Received on"), required=True)


class SubmitForm(Form):
    file = Lookup(N_("Sale file"), subject=n.FILE, required=True)
    bank = Text(N_("Bank"), required=True, max=120)
    loan_amount = Yuan(N_("Loan"), required=True, min=1, clause="RE-2.2")
    submitted_on = Day(N_("Submitted on"), hint=TODAY)
    papers = LongText(N_("Papers handed in"), max=2000, clause="RE-2.2")


class ApproveForm(Form):
    approved_on = Day(N_("Approved on"), hint=TODAY)
    approval_no = Text(N_("Number of the approval"), max=60, clause="RE-2.2")


class FollowUpForm(Form):
    followed_up_at = Moment(N_("Asked at"), hint=NOW, clause="RE-2.2")
    contact = Text(N_("Asked at the bank"), max=60, clause="RE-2.2")
    result = LongText(N_("What the bank said"), max=2000, clause="RE-2.2")
    next_on = Day(N_("To be asked again on"))

"""What is asked for from the requisition to the write-off."""

from __future__ import annotations

from core.api import N_, Flag, Form, LongText, Lookup, Moment, Rows, Sign, Text, Whole, YesNo, Yuan
from plugins.vehicle_warranty import names_stock as n

NOW = N_("Empty: now.")
MOST = 100_000


class SignForm(Form):
    signer_name = Text(N_("Name of the signer"), max=60, hint=N_("Empty: your own name."))
    signature = Sign(N_("Signature"), required=True)


class AskLine(Form):
    part = Lookup(N_("Part"), subject=n.PART, required=True)
    qty = Whole(N_("Quantity"), required=True, min=1, max=MOST)


class DraftForm(Form):
    account = Lookup(N_("For which account"), subject=n.ACCOUNT, hint=N_("Empty: your own account."))
    order = Lookup(N_("Outing order"), subject=n.ORDER)
    opinion = LongText(N_("Opinion on the handling"), max=2000, clause="VW-3.6.1")
    lines = Rows(N_("Parts asked for"), AskLine, max=100, clause="VW-3.6.1")


class ReviseForm(Form):
    opinion = LongText(N_("Opinion on the handling"), max=2000, clause="VW-3.6.1")
    lines = Rows(N_("Parts asked for"), AskLine, max=100, hint=N_("Empty: as they are."))


class ConsumeForm(Form):
    part = Whole(N_("Part"), required=True)


class ApproveForm(Form):
    lines = Rows(N_("Approve less"), AskLine, max=100, hint=N_("Empty: all that is asked for."))


class RejectForm(Form):
    remark = Text(N_("Reason"), required=True, max=200)


class IssueForm(Form):
    lines = Rows(N_("Parts to issue"), AskLine, max=100, hint=N_("Empty: all that is approved and not issued yet."))


class BackForm(Form):
    lines = Rows(N_("Unused parts returned"), AskLine, max=100, clause="VW-3.7.4")


class RemoveForm(Form):
    report = Lookup(N_("Service report"), subject=n.REPORT, required=True, clause="VW-3.4.2e4")
    part = Lookup(N_("Part"), subject=n.PART, required=True)
    serial = Text(N_("Serial number of the failed part"), max=60)
    new_serial = Text(N_("Serial number of the new part"), max=60)
    km = Whole(N_("Mileage at removal"), min=0, max=10_000_000, unit="km", clause="VW-3.8")


class TakenForm(Form):
    back_at = Moment(N_("Brought back at"), hint=NOW, clause="VW-3.4.2e4")


class PackForm(Form):
    packed_well = Flag(N_("Packed well and tagged"))


class WriteOffForm(Form):
    requisition = Lookup(N_("Requisition"), subject=n.REQUISITION, required=True, clause="VW-3.7.4")
    part = Lookup(N_("Part"), subject=n.PART, required=True)
    report = Lookup(N_("Service report"), subject=n.REPORT, required=True, clause="VW-3.6.2")
    old_part = Lookup(N_("Old part"), subject=n.OLD, clause="VW-3.6.2", hint=N_("May follow later."))


class NameOldPart(Form):
    old_part = Lookup(N_("Old part"), subject=n.OLD, required=True, clause="VW-3.6.2")


class FreightForm(Form):
    order = Lookup(N_("Outing order"), subject=n.ORDER)
    carrier = Text(N_("Carrier"), required=True, max=120)
    voucher_no = Text(N_("Number of the voucher"), max=60)
    amount = Yuan(N_("Amount"), required=True, min=1)
    old_part_recovered = YesNo(N_("Old part recovered"), clause="VW-3.6.3")
    reason = Text(N_("Why it was not recovered"), max=200, clause="VW-3.6.3")


class EditFreight(Form):
    carrier = Text(N_("Carrier"), required=True, max=120)
    voucher_no = Text(N_("Number of the voucher"), max=60)
    amount = Yuan(N_("Amount"), required=True, min=1)
    old_part_recovered = YesNo(N_("Old part recovered"), clause="VW-3.6.3")
    reason = Text(N_("Why it was not recovered"), max=200, clause="VW-3.6.3")

"""What is asked for of a prospect, a contract and a talk."""

from __future__ import annotations

from core.api import N_, Choice, Day, Form, LongText, Lookup, Moment, Rows, Text, Whole, Yuan
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms.common import NOW


class ProspectForm(Form):
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)
    development = Lookup(N_("Development"), subject=n.DEVELOPMENT)
    salesperson = Lookup(N_("Salesperson"), subject="core.user", hint=N_("Empty: you."))
    sale_mode = Choice(N_("Sale mode"), n.SALE_MODES, required=True)
    intent = Choice(N_("Intent"), n.INTENTS, required=True)
    unit_type = Text(N_("Unit type wanted"), max=40)


class IntentForm(Form):
    intent = Choice(N_("Intent"), n.INTENTS, required=True)
    unit_type = Text(N_("Unit type wanted"), max=40)


class BuyerRow(Form):
    customer = Lookup(N_("Further buyer"), subject="core.customer", required=True)


class SignContract(Form):
    contract_no = Text(N_("Contract number"), required=True, max=60)
    unit = Lookup(N_("Home"), subject=n.UNIT, required=True)
    customer = Lookup(N_("Buyer"), subject="core.customer", required=True)
    buyers = Rows(N_("Further buyers"), BuyerRow, max=10)
    signed_at = Moment(N_("Signed at"), hint=NOW, clause="RE-2.1")
    price = Yuan(N_("Price"), required=True, min=1)
    purchase_kind = Choice(N_("Off-plan or existing"), n.PURCHASES, required=True, clause="RE-2.9")
    payment_method = Choice(N_("Payment method"), n.PAYMENTS, clause="RE-2.2")
    sale_mode = Choice(N_("Sale mode"), n.SALE_MODES, required=True, clause="RS-3")
    salesperson = Lookup(N_("Salesperson"), subject="core.user", hint=N_("Empty: you."))
    prospect = Lookup(N_("Prospect"), subject=n.PROSPECT)


class PaperRow(Form):
    name = Text(N_("Paper"), required=True, max=120)
    copies = Whole(N_("Copies"), min=1, max=99, required=True)


class RegisterForm(Form):
    archive_no = Text(N_("Archive number"), max=60, clause="RE-2.1")
    papers = Rows(N_("Papers handed over with it"), PaperRow, max=60)
    payment_method = Choice(N_("Payment method"), n.PAYMENTS, clause="RE-2.2", hint=N_("Empty: as in the contract."))


class ClassifyForm(Form):
    payment_method = Choice(N_("Payment method"), n.PAYMENTS, clause="RE-2.2")


class NotaryForm(Form):
    notary_office = Text(N_("Notary's office"), max=120, clause="RE-1.1")
    notary_no = Text(N_("Number of the notarization"), max=60, clause="RE-1.1")
    notarized_on = Day(N_("Notarized on"), clause="RE-1.1")


class OpenTrack(Form):
    file = Lookup(N_("Sale file"), subject=n.FILE, required=True)


class OpenMoveIn(OpenTrack):
    building = Lookup(N_("Building"), subject=n.BUILDING, required=True)
    unit_code = Text(N_("Home"), max=61)
    purchase_kind = Choice(N_("Off-plan or existing"), n.PURCHASES)
    accepted = Day(N_("Accepted on"))


class OpenTitle(OpenTrack):
    kind = Choice(N_("Certificate"), n.CERTIFICATES, required=True)
    unit_code = Text(N_("Home"), max=61)


class ContactForm(Form):
    file = Lookup(N_("Sale file"), subject=n.FILE)
    prospect = Lookup(N_("Prospect"), subject=n.PROSPECT)
    channel = Choice(N_("Channel"), n.CHANNELS, clause="RE-2.7")
    direction = Choice(N_("Direction"), n.DIRECTIONS, clause="RE-2.7")
    purpose = Choice(N_("Purpose of the talk"), n.PURPOSES, clause="RE-2.7")
    at = Moment(N_("Talked at"), hint=NOW, clause="RE-2.7")
    content = LongText(N_("What was said"), max=4000, clause="RE-2.7")

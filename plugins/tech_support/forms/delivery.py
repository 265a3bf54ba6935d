"""What is asked for at a contract, its changes, a collection and a shipment."""

from __future__ import annotations

from core.api import N_, Choice, Day, Form, LongText, Lookup, Moment, Phone, Rows, Text, Whole, YesNo
from plugins.tech_support import names as n
from plugins.tech_support.forms.common import NOW


class ContractForm(Form):
    customer = Lookup(N_("Buyer"), subject="core.customer", required=True)
    contract_no = Text(N_("Contract number"), required=True, max=60)
    equipment = Text(N_("Equipment"), required=True, max=120)
    mode = Choice(N_("Mode of delivery"), n.MODES, clause="TS-1.0")
    delivery_on = Day(N_("Delivery on"), clause="TS-1.0")
    place = Text(N_("Place of delivery"), max=200, clause="TS-1.0")
    consignee = Text(N_("Consignee"), max=120)
    destination = Text(N_("Destination"), max=120)
    address = Text(N_("Detailed address"), max=200)
    contact = Text(N_("Contact"), max=60)
    phone = Phone(N_("Contact's telephone"))
    postcode = Text(N_("Postcode"), max=20)
    warranty_months = Whole(N_("Warranty"), min=1, max=240, unit=N_("months"), required=True)
    acceptance_terms = LongText(N_("Terms of acceptance"), max=2000)
    training_terms = LongText(N_("Terms of training"), max=2000)


class ChangeForm(Form):
    known_at = Moment(N_("Known since"), hint=NOW, clause="TS-1.0")
    what = LongText(N_("What is to change"), required=True, max=2000)
    delivery_on = Day(N_("New day of delivery"), hint=N_("Empty: as before."))
    place = Text(N_("New place of delivery"), max=200, hint=N_("Empty: as before."))
    mode = Choice(N_("New mode of delivery"), n.MODES)


class OpenChange(ChangeForm):
    contract = Lookup(N_("Contract"), subject=n.CONTRACT, required=True)


class ConfirmChange(Form):
    outcome = Choice(N_("The buyer's answer"), n.CHANGE_OUTCOMES, clause="TS-1.0")
    confirmed_with = Text(N_("Confirmed with"), max=60, clause="TS-1.0")
    confirmed_through = Choice(N_("Confirmed through"), n.TOLD_BY, clause="TS-1.0")
    handed_to = Lookup(N_("Handed to"), subject="core.user", clause="TS-1.0")


class ApplyChange(Form):
    delivery_on = Day(N_("Delivery on"))
    place = Text(N_("Place of delivery"), max=200)
    mode = Choice(N_("Mode of delivery"), n.MODES)
    reason = Text(N_("Reason"), max=200)


class OpenPickup(Form):
    contract = Lookup(N_("Contract"), subject=n.CONTRACT, required=True)
    pickup_on = Day(N_("Day of collection"))


class MovePickup(Form):
    pickup_on = Day(N_("Day of collection"))
    reason = Text(N_("Reason"), max=200)


class PickupNotice(Form):
    noticed_at = Moment(N_("Told at"), hint=NOW, clause="TS-1.1")
    notice_channel = Choice(N_("Told through"), n.TOLD_BY, clause="TS-1.1")
    notice_to = Text(N_("Who was told"), max=60, clause="TS-1.1")


class CallForm(Form):
    called_at = Moment(N_("Called at"), hint=NOW, clause="TS-1.1")
    channel = Choice(N_("Reached through"), n.TOLD_BY, clause="TS-1.1")
    spoke_with = Text(N_("Spoken with"), max=60, clause="TS-1.1")
    pickup_on = Day(N_("New day of collection"), clause="TS-1.1")
    said = LongText(N_("What was said"), max=2000)


class Collect(Form):
    collected_at = Moment(N_("Collected at"), hint=NOW)
    collected_by = Text(N_("Collected by"), required=True, max=60)


class ShipmentForm(Form):
    shipper = Text(N_("Shipper"), max=120, clause="TS-1.2c")
    shipper_address = Text(N_("Shipper's address"), max=200, clause="TS-1.2c")
    shipper_phone = Phone(N_("Shipper's telephone"), clause="TS-1.2c")


class OpenShipment(ShipmentForm):
    contract = Lookup(N_("Contract"), subject=n.CONTRACT, required=True)


class LabelForm(ShipmentForm):
    consignee = Text(N_("Consignee"), max=120, clause="TS-1.2c")
    destination = Text(N_("Destination"), max=120, clause="TS-1.2c")
    address = Text(N_("Detailed address"), max=200, clause="TS-1.2c")
    contact = Text(N_("Contact"), max=60, clause="TS-1.2c")
    phone = Phone(N_("Contact's telephone"), clause="TS-1.2c")


PackForm: type[Form] = type(
    "PackForm",
    (Form,),
    {"__module__": __name__, **{name: YesNo(label, clause="TS-1.2b") for name, label in n.PROOFS.items()}},
)


class CrateRow(Form):
    crate_no = Text(N_("Crate number"), required=True, max=20)
    equipment = Text(N_("Equipment in it"), max=120)
    marks = Text(N_("Conspicuous marks"), max=200)


class CratesForm(Form):
    crates = Rows(N_("Crates"), CrateRow, min=1, max=200, clause="TS-1.2c")


class CrateForm(Form):
    shipment = Lookup(N_("Shipment"), subject=n.SHIPMENT, required=True)
    crate_no = Text(N_("Crate number"), required=True, max=20, clause="TS-1.2c")
    equipment = Text(N_("Equipment in it"), max=120, clause="TS-1.2c")
    marks = Text(
        N_("Conspicuous marks"), max=200, clause="TS-1.2c", hint=N_("Such as: do not invert, handle with care.")
    )


class CrateLine(Form):
    name = Text(N_("Item"), required=True, max=120)
    qty = Whole(N_("Quantity"), required=True, min=1, max=1_000_000)
    unit = Text(N_("Unit"), max=20)


class CratePapers(Form):
    lines = Rows(N_("Packing list"), CrateLine, max=100, clause="TS-1.2d")
    certificate_no = Text(N_("Number of the certificate of conformity"), max=60, clause="TS-1.2d")


class CrateLabel(Form):
    equipment = Text(N_("Equipment in it"), max=120, clause="TS-1.2c")
    marks = Text(N_("Conspicuous marks"), max=200, clause="TS-1.2c")


class Dispatch(Form):
    dispatched_at = Moment(N_("Dispatched at"), hint=NOW, clause="TS-1.2a")


class ShippingNotice(Form):
    noticed_at = Moment(N_("Told at"), hint=NOW, clause="TS-1.2a")
    notice_channel = Choice(N_("Told through"), n.TOLD_BY, clause="TS-1.2a")
    transport = Choice(N_("Mode of transport"), n.TRANSPORT, clause="TS-1.2a")
    station = Text(N_("Station, port or airport"), max=120, clause="TS-1.2a")
    shipper = Text(N_("Shipper"), max=120, clause="TS-1.2a")
    address = Text(N_("Delivery address"), max=200, clause="TS-1.2a")
    contact = Text(N_("Contact"), max=60, clause="TS-1.2a")
    phone = Phone(N_("Contact's telephone"), clause="TS-1.2a")
    postcode = Text(N_("Postcode"), max=20, clause="TS-1.2a")


class Receive(Form):
    received_at = Moment(N_("Received at"), hint=NOW)
    received_by = Text(N_("Received by"), required=True, max=60)

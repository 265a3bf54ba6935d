"""Full names said once, and the words of the choices: acts, rules, screens and prints all speak of these."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_

REQUEST = "service_quality.request"
PRICE = "service_quality.price_item"
ENQUIRY = "service_quality.enquiry"

REGISTER = f"{REQUEST}.register"
ASSIGN = f"{REQUEST}.assign"
LOG_CALL = f"{REQUEST}.log_call"
CONTACT = f"{REQUEST}.contact"
ARRIVE = f"{REQUEST}.arrive"
CHECK = f"{REQUEST}.check"
FIX = f"{REQUEST}.fix"
WRITE_SLIP = f"{REQUEST}.write_slip"
SIGN_SLIP = f"{REQUEST}.sign_slip"
COUNTERSIGN_SLIP = f"{REQUEST}.countersign_slip"
TAKE_IN = f"{REQUEST}.take_in"
REPAIR = f"{REQUEST}.repair"
SIGN_RETURN = f"{REQUEST}.sign_return"
COUNTERSIGN_RETURN = f"{REQUEST}.countersign_return"
GIVE_BACK = f"{REQUEST}.give_back"
CARD_LINE = f"{REQUEST}.card_line"
CHARGE = f"{REQUEST}.charge"
INVOICE = f"{REQUEST}.invoice"
SIGN = f"{REQUEST}.sign"
SUBMIT = f"{REQUEST}.submit"
CLOSE = f"{REQUEST}.close"
CLOSE_UNACKNOWLEDGED = f"{REQUEST}.close_unacknowledged"
ENQUIRE = f"{ENQUIRY}.record"

# the ticket's own channels
CHANNELS: Mapping[str, str] = {
    "phone": N_("Phone"),
    "counter": N_("Counter"),
    "online": N_("Online"),
    "letter": N_("Letter"),
    "field": N_("On site"),
}
PLACES: Mapping[str, str] = {"home": N_("At the customer's"), "point": N_("At the service point")}
RESULTS: Mapping[str, str] = {"reached": N_("Reached"), "not_reached": N_("Not reached")}
OUTCOMES: Mapping[str, str] = {"fixed": N_("Fixed on site"), "taken_in": N_("Taken in for repair")}
SATISFACTION: Mapping[str, str] = {
    "satisfied": N_("Satisfied"),
    "fair": N_("Fairly satisfied"),
    "dissatisfied": N_("Dissatisfied"),
}
KINDS: Mapping[str, str] = {"part": N_("Part"), "labour": N_("Labour")}

# the parts of a hand-over, signed by both sides
SLIP_IN, SLIP_OUT, FORM = "slip_in", "slip_out", "request_form"

SERVICE_POINT = "service_point"
STAFF = ("agent", "technician", "manager", SERVICE_POINT)
DESK = ("agent", "manager", SERVICE_POINT)
FIELD = ("technician", SERVICE_POINT)
READERS = (*STAFF, "auditor")

"""What is signed: the slip when a product is taken in and when it comes back, and the request form itself."""

from __future__ import annotations

from core.api import N_, Child, Need, Record
from plugins.service_quality import names as n
from plugins.service_quality.models import ChargeLine

_ENDS = (n.FIX, n.TAKE_IN)
_SLIP = (n.SIGN_SLIP, n.COUNTERSIGN_SLIP)
_RETURN = (n.SIGN_RETURN, n.COUNTERSIGN_RETURN)

FORM = Record(
    n.FORM,
    n.REQUEST,
    "ES-4.2.7",
    N_("Request form"),
    content=(
        "fault",
        "channel",
        "place",
        "reported_at",
        "free",
        "warranty_to",
        "contacted_at",
        "contact_note",
        "appointment_at",
        "arrived_at",
        "ones",
        "conduct",
        "cause",
        "explanation",
        "ended_at",
        "outcome",
        "promised_on",
        "work",
        "returned_at",
        "card_lines",
        "charge_no",
        "parts",
        "labour",
        "total",
        "invoice_no",
    ),
    children=(Child(ChargeLine, "request_id", ("item_id", "name", "kind", "qty", "price", "amount", "charge_no")),),
    needs=(
        Need("fault", N_("the fault or request"), "ES-4.2.1", (n.REGISTER,), n.REGISTER),
        Need("cause", N_("the cause of the fault"), "ES-4.2.3", _ENDS),
        Need("explanation", N_("the explanation given to the customer"), "ES-4.2.3", _ENDS),
        Need("unacknowledged", N_("the reason why the customer does not sign"), "ES-4.2.7", (n.CLOSE_UNACKNOWLEDGED,)),
    ),
    signatures=("customer",),
)

SLIP_IN = Record(
    n.SLIP_IN,
    n.REQUEST,
    "ES-4.2.5",
    N_("Hand-over slip, taken in"),
    content=("promised_on", "intake_condition", "accessories"),
    needs=(
        Need("promised_on", N_("the promised finishing date"), "ES-4.2.4", _SLIP, n.WRITE_SLIP),
        Need("intake_condition", N_("the condition of the product"), "ES-4.2.5", _SLIP, n.WRITE_SLIP),
    ),
    signatures=("customer", "technician"),
)

SLIP_OUT = Record(
    n.SLIP_OUT,
    n.REQUEST,
    "ES-4.2.5",
    N_("Hand-over slip, returned"),
    content=("work", "return_condition"),
    needs=(
        Need("work", N_("the work that was done"), "ES-4.2.5", _RETURN, n.REPAIR),
        Need("return_condition", N_("the condition on return"), "ES-4.2.5", _RETURN, n.REPAIR),
    ),
    signatures=("customer", "technician"),
)

ENQUIRY = Record(
    "enquiry",
    n.ENQUIRY,
    "ES-4.3.1",
    N_("Customer enquiry"),
    content=("asked_at", "channel", "person", "usage", "needs", "satisfaction"),
    needs=(
        Need("usage", N_("how the product is used and how it runs"), "ES-4.3.1", (n.ENQUIRE,), n.ENQUIRE),
        Need("needs", N_("what the customer needs"), "ES-4.3.1", (n.ENQUIRE,), n.ENQUIRE),
        Need("satisfaction", N_("how satisfied the customer is"), "ES-4.3.1", (n.ENQUIRE,), n.ENQUIRE),
    ),
)

RECORDS = (FORM, SLIP_IN, SLIP_OUT, ENQUIRY)

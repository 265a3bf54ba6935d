"""The subjects that carry the acts: the request form, which is the case of a ticket, an item of the price list, an enquiry."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_, Stage, Subject, TicketKind
from plugins.service_quality import names as n
from plugins.service_quality.models import Enquiry, PriceItem, Request

STATES: Mapping[str, Stage] = {
    "registered": Stage(N_("Call registered")),
    "assigned": Stage(N_("Technician assigned")),
    "appointed": Stage(N_("Visit agreed")),
    "visiting": Stage(N_("On the visit")),
    "fixed": Stage(N_("Fixed on site")),
    "taken_in": Stage(N_("Product taken in")),
    "returned": Stage(N_("Product returned")),
    "signed": Stage(N_("Customer has signed")),
    "submitted": Stage(N_("Form handed in")),
    "closed": Stage(N_("Form closed"), "done"),
    "closed_unacknowledged": Stage(N_("Closed without signature"), "done"),
}

REQUEST = Subject(
    n.REQUEST,
    Request,
    N_("Request form"),
    STATES,
    "registered",
    "FW",
    ticket_kind=TicketKind("request", N_("Request form"), n.REGISTER),
    title="fault",
    search=("number", "fault"),
    icon="form",
)

PRICE = Subject(
    n.PRICE,
    PriceItem,
    N_("Price list item"),
    {"active": Stage(N_("On the list")), "withdrawn": Stage(N_("Off the list"), "done")},
    "active",
    "JM",
    title="name",
    search=("number", "code", "name"),
    icon="clip",
    shared=True,
)

ENQUIRY = Subject(
    n.ENQUIRY,
    Enquiry,
    N_("Customer enquiry"),
    {"recorded": Stage(N_("Enquiry recorded"), "done")},
    "recorded",
    "HF",
    parent="core.asset",
    parent_field="asset_id",
    personal=("person",),
    title="usage",
    search=("number", "usage", "needs"),
    icon="phone",
)

SUBJECTS = (REQUEST, PRICE, ENQUIRY)

"""The subjects that carry the acts: request form and complaint, which are cases of a ticket, and what belongs to them."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_, Stage, Subject, TicketKind
from plugins.service_quality import names as n
from plugins.service_quality.models import (
    Cause,
    Complaint,
    Enquiry,
    Improvement,
    Opinion,
    Penalty,
    PriceItem,
    Request,
    Survey,
    Visit,
)

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
    search=("fault",),
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
    search=("code", "name"),
    pinyin=("name",),
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
    search=("usage", "needs"),
    icon="phone",
)

COMPLAINT = Subject(
    n.COMPLAINT,
    Complaint,
    N_("Complaint"),
    {
        "recorded": Stage(N_("Complaint recorded")),
        "judged": Stage(N_("Found justified")),
        "unfounded": Stage(N_("Found unjustified")),
        "answered": Stage(N_("Answered with the reason")),
        "assigned": Stage(N_("With the unit in charge")),
        "investigated": Stage(N_("Investigated")),
        "proposed": Stage(N_("Solution proposed")),
        "approved": Stage(N_("Solution approved")),
        "told": Stage(N_("Customer told")),
        "penalised": Stage(N_("Penalty decided")),
        "reviewed": Stage(N_("Review done")),
        "closed": Stage(N_("Complaint closed"), "done"),
    },
    "recorded",
    "TS",
    ticket_kind=TicketKind("complaint", N_("Complaint"), n.COMPLAIN, icon="alert"),
    personal=("complainant", "complainant_phone"),
    title="object",
    search=("number", "object", "demand"),
    icon="alert",
)

CAUSE = Subject(
    n.CAUSE,
    Cause,
    N_("Cause of complaints"),
    {"active": Stage(N_("In use")), "withdrawn": Stage(N_("No longer in use"), "done")},
    "active",
    "YY",
    title="name",
    search=("number", "code", "name"),
    icon="route",
    shared=True,
)

IMPROVEMENT = Subject(
    n.IMPROVEMENT,
    Improvement,
    N_("Improvement action"),
    {
        "planned": Stage(N_("Being carried out")),
        "finished": Stage(N_("Carried out")),
        "effective": Stage(N_("Found effective"), "done"),
        "dropped": Stage(N_("Given up"), "done"),
    },
    "planned",
    "GS",
    title="plan",
    search=("number", "plan"),
    icon="up",
)

# a penalty is between the firm and the one it concerns: everybody else of the staff sees none but his own
PENALTY = Subject(
    n.PENALTY,
    Penalty,
    N_("Penalty"),
    {"imposed": Stage(N_("Imposed"), "done"), "revoked": Stage(N_("Penalty revoked"), "done")},
    "imposed",
    "CF",
    search=("number",),
    icon="coin",
    private=("manager", n.SENIOR, "auditor"),
)

VISIT = Subject(
    n.VISIT,
    Visit,
    N_("Return visit"),
    {"recorded": Stage(N_("Visit recorded"), "done")},
    "recorded",
    "ZF",
    parent="core.asset",
    parent_field="asset_id",
    personal=("person",),
    search=("number", "problem"),
    icon="pin",
)

OPINION = Subject(
    n.OPINION,
    Opinion,
    N_("Opinion card"),
    {
        "issued": Stage(N_("Card sent")),
        "answered": Stage(N_("Card answered"), "done"),
        "withdrawn": Stage(N_("Card withdrawn"), "done"),
    },
    "issued",
    "YJ",
    personal=("person",),
    search=("number", "remark", "survey"),
    icon="chat",
)

SURVEY = Subject(
    n.SURVEY,
    Survey,
    N_("Social survey"),
    {"planned": Stage(N_("Survey under way")), "concluded": Stage(N_("Survey concluded"), "done")},
    "planned",
    "DC",
    title="name",
    search=("number", "name", "goal"),
    icon="user",
)

SUBJECTS = (REQUEST, PRICE, ENQUIRY, COMPLAINT, CAUSE, IMPROVEMENT, PENALTY, VISIT, OPINION, SURVEY)

"""The pages: request forms (made for the technician's phone), the price list and enquiries."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.service_quality import names as n
from plugins.service_quality.complaint_screens import COMPLAINTS
from plugins.service_quality.models import Call, ChargeLine
from plugins.service_quality.opinion_screens import OPINIONS

_LINES = Related(
    N_("Parts and labour"),
    ChargeLine,
    "request_id",
    (
        Column("name", N_("Item")),
        Column("kind", N_("Kind"), "choice", n.KINDS),
        Column("qty", N_("Quantity")),
        Column("price", N_("Unit price"), "yuan"),
        Column("amount", N_("To be paid"), "yuan", clause="ES-4.1"),
        Column("charge_no", N_("Charge no.")),
    ),
)

_CALLS = Related(
    N_("Calls about it"),
    Call,
    "request_id",
    (
        Column("at", N_("Time"), "instant"),
        Column("said", N_("What the customer says")),
        Column("answer", N_("What was answered")),
        Column("by_id", N_("Taken by"), "user"),
    ),
    order="-id",
)

REQUESTS = Screen(
    n.REQUEST,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("customer__name", N_("Customer")),
        Column("asset__name", N_("Product")),
        Column("fault", N_("Fault or request")),
        Column("state", N_("State"), "stage"),
        Column("next_late", N_("Due"), "duty"),
        Column("owner_id", N_("Owner"), "user"),
        Column("region", N_("Region"), "region", optional=True),
        Column("department_id", N_("Department"), "department", optional=True),
        Column("appointment_at", N_("Agreed time of the visit"), "instant", optional=True),
        Column("promised_on", N_("Promised finishing date"), "day", optional=True),
        Column("reported_at", N_("Time of the call"), "instant"),
    ),
    roles=n.READERS,
    menu=N_("Request forms"),
    filters=(
        Filter("state", N_("State"), "stage"),
        Filter("next_late", N_("Due"), "late"),
        Filter("owner_id", N_("Owner"), "user"),
        Filter("department_id", N_("Department"), "department"),
        Filter("free", N_("Free of charge"), "bool"),
        Filter("outcome", N_("Outcome"), "choice", n.OUTCOMES),
        Filter("reported_at", N_("Time of the call"), "day"),
    ),
    sorts=("-id", "next_late", "-reported_at"),
    facts=(
        Column("customer__name", N_("Customer")),
        Column("customer__phone", N_("Phone")),
        Column("customer__address", N_("Address")),
        Column("asset__name", N_("Product")),
        Column("asset__identifier", N_("Serial number"), "code"),
        Column("fault", N_("Fault or request"), clause="ES-4.2.1"),
        Column("channel", N_("Channel"), "choice", n.CHANNELS),
        Column("place", N_("Place of service"), "choice", n.PLACES, clause="ES-2.1"),
        Column("region", N_("Region"), "region"),
        Column("reported_at", N_("Time of the call"), "instant", clause="ES-4.2.1"),
        Column("free", N_("Free of charge"), "bool", clause="ES-4.1"),
        Column("warranty_to", N_("Warranty until"), "day", clause="ES-4.1"),
        Column("contacted_at", N_("Time of contact"), "instant", clause="ES-4.2.2"),
        Column("contact_result", N_("Result"), "choice", n.RESULTS),
        Column("contact_note", N_("More about the fault")),
        Column("appointment_at", N_("Agreed time of the visit"), "instant", clause="ES-4.2.2"),
        Column("arrived_at", N_("Time of arrival"), "instant"),
        Column("cause", N_("Cause of the fault"), clause="ES-4.2.3"),
        Column("explanation", N_("Explanation to the customer"), clause="ES-4.2.3"),
        Column("ended_at", N_("End of the visit"), "instant"),
        Column("outcome", N_("Outcome"), "choice", n.OUTCOMES),
        Column("promised_on", N_("Promised finishing date"), "day", clause="ES-4.2.4"),
        Column("intake_condition", N_("Condition when taken in"), clause="ES-4.2.5"),
        Column("accessories", N_("Accessories")),
        Column("work", N_("Work done")),
        Column("return_condition", N_("Condition on return"), clause="ES-4.2.5"),
        Column("returned_at", N_("Time of return"), "instant", clause="ES-4.2.5"),
        Column("card_lines", N_("Lines on the warranty card"), clause="ES-4.2.6"),
        Column("parts", N_("Parts, yuan"), "yuan"),
        Column("labour", N_("Labour, yuan"), "yuan"),
        Column("total", N_("To be paid, yuan"), "yuan", clause="ES-4.2.8"),
        Column("invoice_no", N_("Invoice number"), "code", clause="ES-4.2.8"),
        Column("submitted_at", N_("Handed in"), "instant", clause="ES-4.3.5"),
        Column("unacknowledged", N_("Reason for no signature"), clause="ES-4.2.7"),
    ),
    related=(_LINES, _CALLS),
    phone=True,
    hint=N_("Every call for service, from registration to the signed form. Take one at the call desk."),
)

PRICES = Screen(
    n.PRICE,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("code", N_("Code"), "code"),
        Column("name", N_("Name")),
        Column("kind", N_("Kind"), "choice", n.KINDS),
        Column("unit", N_("Unit")),
        Column("price", N_("Unit price"), "yuan"),
        Column("state", N_("State"), "stage"),
    ),
    roles=(*n.READERS, "admin"),
    menu=N_("Price list"),
    filters=(Filter("kind", N_("Kind"), "choice", n.KINDS), Filter("state", N_("State"), "stage")),
    sorts=("code", "name", "-id"),
    facts=(
        Column("code", N_("Code"), "code"),
        Column("name", N_("Name")),
        Column("kind", N_("Kind"), "choice", n.KINDS),
        Column("unit", N_("Unit")),
        Column("price", N_("Unit price"), "yuan", clause="ES-4.2.8"),
    ),
    hint=N_("What paid service costs. Only what stands here is charged."),
)

ENQUIRIES = Screen(
    n.ENQUIRY,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("asset__name", N_("Product")),
        Column("customer__name", N_("Customer")),
        Column("satisfaction", N_("Satisfaction"), "choice", n.SATISFACTION),
        Column("usage", N_("How it is used and how it runs")),
        Column("asked_at", N_("Time of the talk"), "instant"),
        Column("owner_id", N_("Asked by"), "user", optional=True),
        Column("department_id", N_("Department"), "department", optional=True),
    ),
    roles=n.READERS,
    menu=N_("Customer enquiries"),
    filters=(
        Filter("satisfaction", N_("Satisfaction"), "choice", n.SATISFACTION),
        Filter("asked_at", N_("Time of the talk"), "day"),
        Filter("department_id", N_("Department"), "department"),
    ),
    sorts=("-id", "-asked_at"),
    facts=(
        Column("asset__name", N_("Product")),
        Column("asset__identifier", N_("Serial number"), "code"),
        Column("customer__name", N_("Customer")),
        Column("asked_at", N_("Time of the talk"), "instant", clause="ES-4.3.1"),
        Column("channel", N_("Channel"), "choice", n.CHANNELS),
        Column("person", N_("Who was spoken with")),
        Column("usage", N_("How it is used and how it runs"), clause="ES-4.3.1"),
        Column("needs", N_("What the customer needs"), clause="ES-4.3.1"),
        Column("satisfaction", N_("Satisfaction"), "choice", n.SATISFACTION, clause="ES-4.3.1"),
    ),
    phone=True,
    hint=N_("What customers said when asked about their product. One is owed in each period after the purchase."),
)

SCREENS = (REQUESTS, PRICES, ENQUIRIES, *COMPLAINTS, *OPINIONS)

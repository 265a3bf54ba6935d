"""Outing orders and service reports."""

from __future__ import annotations

from core.api import N_, Column, Related, Screen
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.models.requisitions import OldPart, Requisition
from plugins.vehicle_warranty.models.trips import ServiceReport
from plugins.vehicle_warranty.roles_stock import ALL
from plugins.vehicle_warranty.screens.stock_common import NUMBER, OWNER, PART, SORTS, STATE, USUAL, at, day

ORDERS = Screen(
    n.ORDER,
    (NUMBER, Column("vehicle", N_("Vehicle"), "code"), Column("customer__name", N_("User")), STATE, OWNER),
    ALL,
    menu=N_("Outing orders"),
    filters=USUAL,
    sorts=SORTS,
    facts=(
        Column("vehicle", N_("Vehicle"), "code"),
        Column("customer__name", N_("User")),
        day("purchased_on", N_("Bought on")),
        Column("km", N_("Mileage")),
        Column("task", N_("Task"), clause="VW-3.4.1a"),
        at("back_at", N_("Back at"), "VW-3.4.3a"),
    ),
    related=(
        Related(N_("Service reports"), ServiceReport, "order_id", (NUMBER, STATE), n.REPORT),
        Related(N_("Requisitions"), Requisition, "order_id", (NUMBER, STATE), n.REQUISITION),
        Related(N_("Old parts"), OldPart, "order_id", (NUMBER, PART, STATE), n.OLD),
    ),
    phone=True,
    hint=N_("Trips to users' vehicles."),
)
REPORTS = Screen(
    n.REPORT,
    (NUMBER, Column("order__vehicle", N_("Vehicle"), "code"), STATE, OWNER),
    ALL,
    menu=N_("Service reports"),
    filters=USUAL,
    sorts=SORTS,
    facts=(
        Column("order__number", N_("Outing order"), "code"),
        Column("order__vehicle", N_("Vehicle"), "code"),
        Column("cause", N_("Cause of the fault"), clause="VW-3.3.2"),
        Column("handling", N_("Handling of the fault"), clause="VW-3.3.2"),
        Column("user_opinion", N_("Opinion of the user"), clause="VW-3.3.2"),
        at("ended_at", N_("Service ended at"), "VW-3.3.2"),
        at("approved_at", N_("Approved at"), "VW-3.4.3c"),
    ),
    phone=True,
    hint=N_("What was found and done on site, signed by the user."),
)
DECLARED = (ORDERS, REPORTS)

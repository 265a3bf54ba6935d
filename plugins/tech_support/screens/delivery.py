"""Contracts, changes of terms, collections, shipments and crates."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.tech_support import names as n
from plugins.tech_support.models import Crate, CrateItem, Pickup, PickupCall, Shipment, TermChange, Works
from plugins.tech_support.roles import ALL
from plugins.tech_support.screens.common import (
    CUSTOMER,
    DEPARTMENT,
    LATE,
    MINE,
    NUMBER,
    OWNER,
    SORTS,
    STATE,
    STATES,
    USUAL,
    day,
    due,
    instant,
)

_CONTRACT = Column("contract__contract_no", N_("Contract number"), "code")
_EQUIPMENT = Column("contract__equipment", N_("Equipment"))
_PROOFS = tuple(Column(name, label, "bool", clause="TS-1.2b") for name, label in n.PROOFS.items())

CONTRACTS = Screen(
    n.CONTRACT,
    (
        NUMBER,
        Column("contract_no", N_("Contract number"), "code"),
        Column("equipment", N_("Equipment")),
        CUSTOMER,
        Column("mode", N_("Mode of delivery"), "choice", n.MODES, clause="TS-1.0"),
        day("delivery_on", N_("Delivery on"), "TS-1.0"),
        STATE,
        due("TS-1.0"),
        OWNER,
        DEPARTMENT,
    ),
    ALL,
    menu=N_("Supply contracts"),
    group=n.DELIVERY,
    filters=(
        STATES,
        LATE,
        MINE,
        Filter("mode", N_("Mode of delivery"), "choice", n.MODES),
        Filter("delivery_on", N_("Delivery on"), "day"),
    ),
    sorts=(*SORTS, "delivery_on"),
    facts=(
        CUSTOMER,
        Column("contract_no", N_("Contract number"), "code"),
        Column("equipment", N_("Equipment")),
        Column("mode", N_("Mode of delivery"), "choice", n.MODES, clause="TS-1.0"),
        day("delivery_on", N_("Delivery on"), "TS-1.0"),
        Column("place", N_("Place of delivery"), clause="TS-1.0"),
        Column("consignee", N_("Consignee")),
        Column("destination", N_("Destination")),
        Column("address", N_("Detailed address")),
        Column("contact", N_("Contact")),
        Column("phone", N_("Contact's telephone")),
        Column("postcode", N_("Postcode")),
        Column("warranty_months", N_("Warranty, months")),
        Column("acceptance_terms", N_("Terms of acceptance"), clause="TS-2.4"),
        Column("training_terms", N_("Terms of training"), clause="TS-4.0"),
        instant("delivered_at", N_("Delivered at")),
    ),
    related=(
        Related(
            N_("Changes of terms"),
            TermChange,
            "contract_id",
            (
                NUMBER,
                Column("what", N_("What is to change"), clause="TS-1.0"),
                instant("known_at", N_("Known since")),
                STATE,
            ),
            n.CHANGE,
        ),
        Related(
            N_("Collections by the buyer"),
            Pickup,
            "contract_id",
            (NUMBER, day("pickup_on", N_("Day of collection"), "TS-1.1"), STATE),
            n.PICKUP,
        ),
        Related(
            N_("Shipments"),
            Shipment,
            "contract_id",
            (NUMBER, instant("dispatched_at", N_("Dispatched at")), STATE),
            n.SHIPMENT,
        ),
        Related(N_("Works"), Works, "contract_id", (NUMBER, Column("title", N_("Works")), STATE), n.WORKS),
    ),
    hint=N_("What was sold, and by which terms it is delivered, set up, accepted and looked after."),
)

CHANGES = Screen(
    n.CHANGE,
    (
        NUMBER,
        _CONTRACT,
        _EQUIPMENT,
        Column("what", N_("What is to change"), clause="TS-1.0"),
        STATE,
        due("TS-1.0"),
        OWNER,
    ),
    ALL,
    menu=N_("Changes of terms"),
    group=n.DELIVERY,
    filters=USUAL,
    sorts=SORTS,
    facts=(
        _CONTRACT,
        _EQUIPMENT,
        Column("what", N_("What is to change"), clause="TS-1.0"),
        instant("known_at", N_("Known since"), "TS-1.0"),
        day("delivery_on", N_("New day of delivery")),
        Column("place", N_("New place of delivery")),
        Column("mode", N_("New mode of delivery"), "choice", n.MODES),
        Column("outcome", N_("The buyer's answer"), "choice", n.CHANGE_OUTCOMES, clause="TS-1.0"),
        Column("confirmed_with", N_("Confirmed with"), clause="TS-1.0"),
        Column("confirmed_through", N_("Confirmed through"), "choice", n.TOLD_BY),
        instant("confirmed_at", N_("Confirmed at")),
        Column("handed_to_id", N_("Handed to"), "user", clause="TS-1.0"),
    ),
    hint=N_(
        "A change of day, place or mode is recorded on the page of its contract and confirmed with the buyer here."
    ),
)

PICKUPS = Screen(
    n.PICKUP,
    (
        NUMBER,
        _CONTRACT,
        _EQUIPMENT,
        day("pickup_on", N_("Day of collection"), "TS-1.1"),
        STATE,
        due("TS-1.1"),
        OWNER,
    ),
    ALL,
    menu=N_("Collections by the buyer"),
    group=n.DELIVERY,
    filters=(*USUAL, Filter("pickup_on", N_("Day of collection"), "day")),
    sorts=(*SORTS, "pickup_on"),
    facts=(
        _CONTRACT,
        _EQUIPMENT,
        day("pickup_on", N_("Day of collection"), "TS-1.1"),
        instant("noticed_at", N_("Told at"), "TS-1.1"),
        Column("notice_channel", N_("Told through"), "choice", n.TOLD_BY),
        Column("notice_to", N_("Who was told")),
        instant("missed_at", N_("Missed since"), "TS-1.1"),
        instant("collected_at", N_("Collected at")),
        Column("collected_by", N_("Collected by")),
    ),
    related=(
        Related(
            N_("Calls"),
            PickupCall,
            "pickup_id",
            (
                instant("at", N_("Called at"), "TS-1.1"),
                Column("spoke_with", N_("Spoken with"), personal=n.PICKUP),
                day("old_day", N_("Instead of")),
                day("new_day", N_("New day of collection"), "TS-1.1"),
                Column("said", N_("What was said")),
                Column("by_id", N_("By"), "user"),
            ),
        ),
    ),
    hint=N_("Goods that the buyer collects. A collection is planned on the page of its contract."),
)

SHIPMENTS = Screen(
    n.SHIPMENT,
    (
        NUMBER,
        _CONTRACT,
        _EQUIPMENT,
        instant("dispatched_at", N_("Dispatched at"), "TS-1.2a"),
        Column("transport", N_("Mode of transport"), "choice", n.TRANSPORT),
        STATE,
        due("TS-1.2a"),
        OWNER,
    ),
    ALL,
    menu=N_("Shipments"),
    group=n.DELIVERY,
    filters=(*USUAL, Filter("dispatched_at", N_("Dispatched at"), "day")),
    sorts=SORTS,
    facts=(
        _CONTRACT,
        _EQUIPMENT,
        *_PROOFS,
        *(Column(name, label, clause="TS-1.2c") for name, label in n.LABEL.items()),
        Column("postcode", N_("Postcode"), clause="TS-1.2a"),
        instant("labels_at", N_("Labels printed at"), "TS-1.2c"),
        instant("dispatched_at", N_("Dispatched at"), "TS-1.2a"),
        Column("transport", N_("Mode of transport"), "choice", n.TRANSPORT, clause="TS-1.2a"),
        Column("station", N_("Station, port or airport"), clause="TS-1.2a"),
        Column("notice_channel", N_("Told through"), "choice", n.TOLD_BY, clause="TS-1.2a"),
        instant("noticed_at", N_("Told at"), "TS-1.2a"),
        instant("received_at", N_("Received at")),
        Column("received_by", N_("Received by")),
    ),
    related=(
        Related(
            N_("Crates"),
            Crate,
            "shipment_id",
            (
                NUMBER,
                Column("crate_no", N_("Crate number"), "code", clause="TS-1.2c"),
                Column("equipment", N_("Equipment in it"), clause="TS-1.2c"),
                Column("marks", N_("Conspicuous marks"), clause="TS-1.2c"),
                Column("items", N_("Lines on the packing list"), clause="TS-1.2d"),
                Column("certificate_no", N_("Certificate"), "code", clause="TS-1.2d"),
                STATE,
            ),
            n.CRATE,
        ),
    ),
    hint=N_(
        "Goods that we ship. A shipment is prepared on the page of its contract; labels and packing lists are printed here."
    ),
)

CRATES = Screen(
    n.CRATE,
    (
        NUMBER,
        Column("shipment__number", N_("Shipment"), "code"),
        Column("crate_no", N_("Crate number"), "code", clause="TS-1.2c"),
        Column("equipment", N_("Equipment in it"), clause="TS-1.2c"),
        Column("items", N_("Lines on the packing list"), clause="TS-1.2d"),
        Column("certificate_no", N_("Certificate"), "code", clause="TS-1.2d"),
        STATE,
    ),
    ALL,
    menu=N_("Crates"),
    group=n.DELIVERY,
    filters=(STATES,),
    facts=(
        Column("shipment__number", N_("Shipment"), "code"),
        Column("crate_no", N_("Crate number"), "code", clause="TS-1.2c"),
        Column("equipment", N_("Equipment in it"), clause="TS-1.2c"),
        Column("marks", N_("Conspicuous marks"), clause="TS-1.2c"),
        Column("certificate_no", N_("Number of the certificate of conformity"), "code", clause="TS-1.2d"),
    ),
    related=(
        Related(
            N_("Packing list"),
            CrateItem,
            "crate_id",
            (
                Column("name", N_("Item"), clause="TS-1.2d"),
                Column("qty", N_("Quantity")),
                Column("unit", N_("Unit")),
            ),
        ),
    ),
    hint=N_("Each crate with its label, packing list and certificate."),
)

DECLARED = (CONTRACTS, CHANGES, PICKUPS, SHIPMENTS, CRATES)

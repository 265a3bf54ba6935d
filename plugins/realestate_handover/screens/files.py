"""Prospects, sale files and talks."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import ContactRecord, FilePaper, Receipt
from plugins.realestate_handover.roles import AUDITOR, FILE_READERS
from plugins.realestate_handover.screens.common import (
    CUSTOMER,
    DEPARTMENT,
    NUMBER,
    OWNER,
    SORTS,
    STATE,
    UNIT_CODE,
    USUAL,
    day,
    due,
    instant,
    yuan,
)

_SELLER = Column("salesperson_id", N_("Salesperson"), "user", clause="RS-1")
_MODE = Column("sale_mode", N_("Sale mode"), "choice", n.SALE_MODES, clause="RS-3")
_INTENT = Column("intent", N_("Intent"), "choice", n.INTENTS, clause="RS-1")
_TYPE = Column("unit_type", N_("Unit type"), clause="RS-1")
_DEVELOPMENT = Column("development__name", N_("Development"), clause="RS-1")
_NO = Column("contract_no", N_("Contract number"), "code")
_METHOD = Column("payment_method", N_("Payment method"), "choice", n.PAYMENTS, clause="RE-2.2")
_PURCHASE = Column("purchase_kind", N_("Off-plan or existing"), "choice", n.PURCHASES, clause="RE-2.9")
_CHANNEL = Column("channel", N_("Channel"), "choice", n.CHANNELS, clause="RE-2.7")
_DIRECTION = Column("direction", N_("Direction"), "choice", n.DIRECTIONS, clause="RE-2.7")
_PURPOSE = Column("purpose", N_("Purpose of the talk"), "choice", n.PURPOSES, clause="RE-2.7")
_SAID = Column("content", N_("What was said"), personal=n.CONTACT)

PROSPECTS = Screen(
    n.PROSPECT,
    (NUMBER, CUSTOMER, _DEVELOPMENT, _SELLER, _MODE, _INTENT, _TYPE, STATE),
    (*FILE_READERS, AUDITOR),
    menu=N_("Prospects"),
    filters=(
        *USUAL,
        Filter("intent", N_("Intent"), "choice", n.INTENTS),
        Filter("sale_mode", N_("Sale mode"), "choice", n.SALE_MODES),
        Filter("deal_closed", N_("Deal closed"), "bool"),
    ),
    facts=(
        CUSTOMER,
        _DEVELOPMENT,
        _SELLER,
        _MODE,
        _INTENT,
        Column("unit_type", N_("Unit type wanted")),
        Column("deal_closed", N_("Deal closed"), "bool", clause="RS-1"),
    ),
    related=(
        Related(
            N_("Talks"), ContactRecord, "prospect_id", (instant("at", N_("Talked at")), _CHANNEL, _SAID), n.CONTACT
        ),
    ),
    hint=N_("Everybody who may buy, with the salesperson who talks with him."),
)
FILES = Screen(
    n.FILE,
    (
        NUMBER,
        _NO,
        CUSTOMER,
        UNIT_CODE,
        instant("signed_at", N_("Signed at"), "RE-2.1"),
        _METHOD,
        yuan("price", N_("Price")),
        yuan("received", N_("Received"), "RE-2.3"),
        STATE,
        due("RE-2.1"),
        OWNER,
        _SELLER,
        DEPARTMENT,
    ),
    FILE_READERS,
    menu=N_("Sale files"),
    filters=(
        *USUAL,
        Filter("payment_method", N_("Payment method"), "choice", n.PAYMENTS),
        Filter("purchase_kind", N_("Off-plan or existing"), "choice", n.PURCHASES),
        Filter("salesperson_id", N_("Salesperson"), "user"),
        Filter("sale_mode", N_("Sale mode"), "choice", n.SALE_MODES),
        Filter("signed_at", N_("Signed at"), "day"),
    ),
    sorts=(*SORTS, "-signed_at"),
    facts=(
        Column("buyers", N_("Buyers")),
        _DEVELOPMENT,
        UNIT_CODE,
        _TYPE,
        _PURCHASE,
        _METHOD,
        _MODE,
        _SELLER,
        _INTENT,
        instant("signed_at", N_("Signed at"), "RE-2.1"),
        yuan("price", N_("Price")),
        yuan("received", N_("Received"), "RE-2.3"),
        day("collection_complete_on", N_("Collected in full on"), "RE-2.6"),
        Column("archive_no", N_("Archive number"), "code", clause="RE-2.1"),
        instant("received_at", N_("Registered at"), "RE-2.1"),
        Column("received_by_id", N_("Registered by"), "user", clause="RE-2.1"),
        Column("notary_office", N_("Notary's office"), clause="RE-1.1"),
        Column("notary_no", N_("Number of the notarization"), clause="RE-1.1"),
        day("notarized_on", N_("Notarized on"), "RE-1.1"),
        day("closed_on", N_("Closed on")),
        Column("closed_because", N_("Called off because")),
    ),
    related=(
        Related(
            N_("Receipts"),
            Receipt,
            "file_id",
            (instant("received_at", N_("Received at")), yuan("amount", N_("Amount")), Column("note", N_("Note"))),
        ),
        Related(
            N_("Papers handed over with it"),
            FilePaper,
            "file_id",
            (Column("name", N_("Paper")), Column("copies", N_("Copies"))),
        ),
        Related(
            N_("Talks"),
            ContactRecord,
            "file_id",
            (instant("at", N_("Talked at")), _CHANNEL, _PURPOSE, _SAID),
            n.CONTACT,
            order="-id",
        ),
    ),
    hint=N_("Every contract from its signing to the certificates, with all that runs beside each other."),
)
CONTACTS = Screen(
    n.CONTACT,
    (
        NUMBER,
        CUSTOMER,
        Column("file__contract_no", N_("Contract number"), "code"),
        instant("at", N_("Talked at"), "RE-2.7"),
        _CHANNEL,
        _DIRECTION,
        _PURPOSE,
        OWNER,
    ),
    FILE_READERS,
    menu=N_("Contact records"),
    filters=(
        Filter("channel", N_("Channel"), "choice", n.CHANNELS),
        Filter("direction", N_("Direction"), "choice", n.DIRECTIONS),
        Filter("purpose", N_("Purpose of the talk"), "choice", n.PURPOSES),
        Filter("at", N_("Talked at"), "day"),
        Filter("owner_id", N_("Owner"), "user"),
    ),
    facts=(
        CUSTOMER,
        Column("file__contract_no", N_("Contract number"), "code"),
        instant("at", N_("Talked at"), "RE-2.7"),
        _CHANNEL,
        _DIRECTION,
        _PURPOSE,
        Column("content", N_("What was said"), clause="RE-2.7"),
    ),
    hint=N_("Each letter, fax and call, what it was for and what was said."),
)

DECLARED = (PROSPECTS, FILES, CONTACTS)

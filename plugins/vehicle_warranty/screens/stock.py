"""Parts list, accounts, requisitions, receipts, counts."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.models.parts import ReceiptLine
from plugins.vehicle_warranty.models.requisitions import RequisitionLine, WriteOff
from plugins.vehicle_warranty.roles_stock import ALL, OFFICE
from plugins.vehicle_warranty.screens.stock_common import (
    MINE,
    NUMBER,
    OWNER,
    PART,
    PART_NO,
    SORTS,
    STATE,
    STATES,
    USUAL,
    at,
    day,
    due,
)

_KIND = Column("kind", N_("Kind of account"), "choice", n.HOLDERS, clause="VW-3.7.6")
_SUPPLIER = (
    Column("supplier", N_("Supplier")),
    Column("supplier_months", N_("Supplier's warranty, months"), clause="VW-3.8"),
    Column("supplier_km", N_("Supplier's warranty, km"), clause="VW-3.8"),
)
_PART = (
    Column("part_no", N_("Part number"), "code"),
    Column("name", N_("Part name")),
    Column("spec", N_("Specification"), clause="VW-3.7.1"),
    Column("unit", N_("Unit")),
    Column("price", N_("Unit price"), "yuan"),
)

PARTS = Screen(
    n.PART,
    (NUMBER, *_PART, _SUPPLIER[0], STATE),
    ALL,
    menu=N_("Spare parts"),
    filters=(STATES,),
    sorts=("-id", "part_no", "name"),
    facts=(*_PART, *_SUPPLIER),
    phone=True,
    hint=N_("The parts list. It is filled one by one or from a file."),
)
ACCOUNTS = Screen(
    n.ACCOUNT,
    (
        NUMBER,
        Column("name", N_("Name of the account")),
        _KIND,
        OWNER,
        Column("department_id", N_("Department"), "department"),
        STATE,
    ),
    ALL,
    menu=N_("Stock accounts"),
    filters=(STATES, Filter("kind", N_("Kind of account"), "choice", n.HOLDERS)),
    sorts=("-id", "name"),
    facts=(
        Column("name", N_("Name of the account")),
        _KIND,
        Column("name", N_("Stock statement"), "code", href="/p/vehicle_warranty/stock?holder={value}"),
    ),
    phone=True,
    hint=N_("Each service station and each technician has an account of his own; a station sees its own only."),
)
REQUISITIONS = Screen(
    n.REQUISITION,
    (
        NUMBER,
        Column("account__name", N_("For which account")),
        Column("opinion", N_("Opinion on the handling"), clause="VW-3.6.1"),
        STATE,
        due("VW-3.6.1"),
        OWNER,
    ),
    ALL,
    menu=N_("Requisitions"),
    filters=USUAL,
    sorts=SORTS,
    facts=(
        Column("account__name", N_("For which account")),
        Column("opinion", N_("Opinion on the handling"), clause="VW-3.6.1"),
        at("submitted_at", N_("Submitted at")),
        at("decided_at", N_("Decided at"), "VW-3.6.1"),
        Column("remark", N_("Reason")),
        OWNER,
    ),
    related=(
        Related(
            N_("Parts"),
            RequisitionLine,
            "requisition_id",
            (
                PART_NO,
                PART,
                Column("asked", N_("Asked for")),
                Column("approved", N_("Approved"), clause="VW-3.6.1"),
                Column("issued", N_("Issued"), clause="VW-3.7.4"),
                Column("settled", N_("Settled"), clause="VW-3.7.4"),
            ),
        ),
        Related(N_("Write-offs"), WriteOff, "requisition_id", (NUMBER, PART, STATE), n.WRITE_OFF),
    ),
    phone=True,
    hint=N_("Parts under warranty are asked for here, approved by the manager, and only then issued."),
)
RECEIPTS = Screen(
    n.RECEIPT,
    (
        NUMBER,
        Column("kind", N_("Kind of receipt"), "choice", n.RECEIPTS),
        Column("supplier", N_("Supplier")),
        Column("bill_no", N_("Bill number"), "code", clause="VW-3.7.3"),
        STATE,
        at("booked_at", N_("Booked in at"), "VW-3.7.2"),
    ),
    OFFICE,
    menu=N_("Receipt notes"),
    filters=(STATES, Filter("kind", N_("Kind of receipt"), "choice", n.RECEIPTS), MINE),
    sorts=("-id",),
    facts=(
        Column("kind", N_("Kind of receipt"), "choice", n.RECEIPTS),
        Column("supplier", N_("Supplier")),
        Column("bill_no", N_("Bill number"), "code", clause="VW-3.7.3"),
        Column("write_off__number", N_("Write-off it is exchanged for"), "code", clause="VW-3.7.3"),
        at("issued_at", N_("Made out in two copies at"), "VW-3.7.2"),
        at("booked_at", N_("Booked in at"), "VW-3.7.2"),
    ),
    related=(Related(N_("Parts received"), ReceiptLine, "note_id", (PART_NO, PART, Column("qty", N_("Quantity")))),),
    hint=N_("What comes into the store, drawn on a bill or got back in exchange."),
)
TAKES = Screen(
    n.TAKE,
    (
        NUMBER,
        _KIND,
        Column("holder", N_("Name of the account")),
        PART_NO,
        PART,
        day("taken_on", N_("Counted on"), "VW-3.7.1"),
        Column("book_qty", N_("Book")),
        Column("found", N_("Quantity counted")),
        Column("difference", N_("Difference"), clause="VW-3.7.1"),
        STATE,
    ),
    OFFICE,
    menu=N_("Stock-takes"),
    filters=(STATES, Filter("taken_on", N_("Counted on"), "day")),
    sorts=("-id", "taken_on"),
    facts=(
        _KIND,
        Column("holder", N_("Name of the account")),
        PART_NO,
        PART,
        Column("bin", N_("Bin")),
        day("taken_on", N_("Counted on"), "VW-3.7.1"),
        Column("book_qty", N_("Book")),
        Column("found", N_("Quantity counted")),
        Column("difference", N_("Difference"), clause="VW-3.7.1"),
        Column("spec_ok", N_("Specification right"), "bool", clause="VW-3.7.1"),
        Column("quality_ok", N_("Quality right"), "bool", clause="VW-3.7.1"),
        at("booked_at", N_("Difference booked at")),
    ),
    hint=N_("Books equal shelves: each count, and the difference it led to. Opening stock comes in by a count, too."),
)
_OLD = (
    Column("serial", N_("Serial number of the failed part"), "code"),
    Column("new_serial", N_("Serial number of the new part"), "code"),
    Column("vehicle", N_("Vehicle"), "code"),
    Column("supplier", N_("Supplier")),
)
_DISPOSITION = Column("disposition", N_("Disposition"), "choice", n.DISPOSITIONS, clause="VW-3.7.5")
OLD_PARTS = Screen(
    n.OLD,
    (NUMBER, PART, *_OLD[::2], STATE, _DISPOSITION, due("VW-3.7.5"), OWNER),
    ALL,
    menu=N_("Old parts"),
    filters=(
        *USUAL,
        Filter("disposition", N_("Disposition"), "choice", n.DISPOSITIONS),
        Filter("claimable", N_("Supplier's warranty holds"), "bool"),
    ),
    sorts=SORTS,
    facts=(
        PART_NO,
        PART,
        *_OLD,
        Column("km", N_("Mileage at removal"), clause="VW-3.8"),
        Column("claimable", N_("Supplier's warranty holds"), "bool", clause="VW-3.8"),
        day("supplier_until", N_("Supplier's warranty until"), "VW-3.8"),
        at("removed_at", N_("Removed at"), "VW-3.4.2e4"),
        at("packed_at", N_("Packed at"), "VW-3.4.2e4"),
        at("back_at", N_("Brought back at"), "VW-3.4.2e4"),
        at("received_at", N_("Received at")),
        day("deal_by", N_("To be dealt with by"), "VW-3.7.5"),
        _DISPOSITION,
        at("disposed_at", N_("Dealt with at"), "VW-3.7.5"),
    ),
    phone=True,
    hint=N_("What was taken out of vehicles, on its way to its end."),
)
WRITE_OFFS = Screen(
    n.WRITE_OFF,
    (
        NUMBER,
        Column("requisition__number", N_("Requisition"), "code"),
        PART,
        STATE,
        at("written_off_at", N_("Written off at"), "VW-3.6.2"),
        OWNER,
    ),
    ALL,
    menu=N_("Write-offs"),
    filters=(STATES, MINE),
    sorts=("-id",),
    facts=(
        Column("requisition__number", N_("Requisition"), "code"),
        PART_NO,
        PART,
        Column("old_part__number", N_("Old part"), "code", clause="VW-3.6.2"),
        at("approved_at", N_("Approved at"), "VW-3.6.2"),
        at("written_off_at", N_("Written off at"), "VW-3.6.2"),
        Column("exchanged", N_("Exchanged"), clause="VW-3.7.3"),
    ),
    phone=True,
    hint=N_("A part leaves an account on three grounds: signed report, approval, old part."),
)
DECLARED = (PARTS, ACCOUNTS, REQUISITIONS, RECEIPTS, TAKES, OLD_PARTS, WRITE_OFFS)

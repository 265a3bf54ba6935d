"""What is asked for at parts, accounts, receipts and counts."""

from __future__ import annotations

from core.api import N_, Choice, Day, Form, Lookup, Rows, Text, Whole, YesNo, Yuan
from plugins.vehicle_warranty import names_stock as n

MOST = 1_000_000


class PartForm(Form):
    part_no = Text(N_("Part number"), required=True, max=60)
    name = Text(N_("Part name"), required=True, max=120)
    spec = Text(N_("Specification"), max=120, clause="VW-3.7.1")
    unit = Text(N_("Unit"), max=20)
    price = Yuan(N_("Unit price"))
    supplier = Text(N_("Supplier"), max=120)
    supplier_months = Whole(N_("Supplier's warranty"), min=0, max=600, unit=N_("months"), clause="VW-3.8")
    supplier_km = Whole(N_("Supplier's warranty, distance"), min=0, max=10_000_000, unit="km", clause="VW-3.8")


class EditPart(Form):
    name = Text(N_("Part name"), required=True, max=120)
    spec = Text(N_("Specification"), max=120, clause="VW-3.7.1")
    unit = Text(N_("Unit"), max=20)
    price = Yuan(N_("Unit price"))
    supplier = Text(N_("Supplier"), max=120)
    supplier_months = Whole(N_("Supplier's warranty"), min=0, max=600, unit=N_("months"), clause="VW-3.8")
    supplier_km = Whole(N_("Supplier's warranty, distance"), min=0, max=10_000_000, unit="km", clause="VW-3.8")


class AccountForm(Form):
    kind = Choice(
        N_("Kind of account"), {n.STATION: n.PLACES[n.STATION], n.TECHNICIAN: n.PLACES[n.TECHNICIAN]}, required=True
    )
    name = Text(
        N_("Name of the account"), required=True, max=80, hint=N_("Stands in the book; it cannot be changed later.")
    )
    department = Lookup(N_("Station's department"), subject="core.department", clause="VW-3.7.6")
    technician = Lookup(N_("Technician"), subject="core.user")


class ReceiptRow(Form):
    part = Lookup(N_("Part"), subject=n.PART, required=True)
    qty = Whole(N_("Quantity"), required=True, min=1, max=MOST)


class ReceiptForm(Form):
    kind = Choice(N_("Kind of receipt"), n.RECEIPTS, required=True, clause="VW-3.7.3")
    supplier = Text(N_("Supplier"), required=True, max=120)
    bill_no = Text(N_("Bill number"), max=60, clause="VW-3.7.3")
    write_off = Lookup(N_("Write-off it is exchanged for"), subject=n.WRITE_OFF, clause="VW-3.7.3")
    lines = Rows(N_("Parts received"), ReceiptRow, max=200, clause="VW-3.7.2")


class CountForm(Form):
    kind = Choice(N_("Kind of account"), n.HOLDERS, required=True)
    holder = Text(N_("Name of the account"), max=80, hint=N_("Empty: the central store."))
    part_no = Text(N_("Part number"), required=True, max=60)
    bin = Text(N_("Bin"), max=40)
    taken_on = Day(N_("Counted on"), clause="VW-3.7.1")
    found = Whole(N_("Quantity found"), required=True, min=0, max=MOST, clause="VW-3.7.1")
    spec_ok = YesNo(N_("Specification right"), clause="VW-3.7.1")
    quality_ok = YesNo(N_("Quality right"), clause="VW-3.7.1")

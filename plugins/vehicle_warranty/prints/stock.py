"""Requisition, receipt note, old-part tag, freight voucher, claim letter, expense form, account statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from core.api import N_, Print, capital_yuan, clock, day, day_of, instant, yuan
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty import statement as st
from plugins.vehicle_warranty.models.claims import Claim
from plugins.vehicle_warranty.models.expenses import ExpenseClaim, ExpenseLine
from plugins.vehicle_warranty.models.parts import ReceiptLine, ReceiptNote, StockAccount
from plugins.vehicle_warranty.models.requisitions import FreightVoucher, OldPart, Requisition, RequisitionLine
from plugins.vehicle_warranty.roles_stock import CLERKS, FINANCE, KEEPERS, MANAGERS, PRINTERS, TAKERS

_SHEET = "vehicle_warranty/print_sheet.html"
_HEADS = (N_("Part number"), N_("Part name"), N_("Specification"))


def _fact(label: str, value: Any, *, translate: bool = False) -> dict[str, Any]:
    return {"label": label, "value": "" if value is None else str(value), "wide": False, "translate": translate}


def _table(label: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    return {"label": label, "heads": list(heads), "rows": [["" if v is None else str(v) for v in row] for row in rows]}


def _sheet(
    number: str, facts: list[dict[str, Any]], *lines: str, tables: Sequence[dict[str, Any]] = (), foot: str = ""
) -> dict[str, Any]:
    """`lines` are the msgids of the lines to sign on."""
    return {
        "number": number,
        "facts": facts,
        "tables": list(tables),
        "signatures": [{"label": line} for line in lines],
        "foot": foot,
    }


async def _requisition(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    q = await Requisition.get(id=subject_id).select_related("account")
    rows = (
        await RequisitionLine.filter(requisition_id=subject_id)
        .order_by("id")
        .values_list("part__part_no", "part__name", "part__spec", "asked", "approved", "issued")
    )
    facts = [
        _fact(N_("For which account"), q.account.name),
        _fact(N_("Opinion on the handling"), q.opinion),
        _fact(N_("Decided at"), instant(q.decided_at) if q.decided_at else ""),
    ]
    table = _table(N_("Parts"), (*_HEADS, N_("Asked for"), N_("Approved"), N_("Issued")), rows)
    return _sheet(q.number, facts, N_("Drawn by"), N_("Approved by"), N_("Issued by"), tables=[table])


async def _receipt(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    note = await ReceiptNote.get(id=subject_id)
    rows = (
        await ReceiptLine.filter(note_id=subject_id)
        .order_by("id")
        .values_list("part__part_no", "part__name", "part__spec", "qty")
    )
    facts = [
        _fact(N_("Kind of receipt"), n.RECEIPTS[note.kind], translate=True),
        _fact(N_("Supplier"), note.supplier),
        _fact(N_("Bill number"), note.bill_no),
    ]
    return _sheet(
        note.number,
        facts,
        N_("Delivered by"),
        N_("Received by"),
        tables=[_table(N_("Parts received"), (*_HEADS, N_("Quantity")), rows)],
    )


async def _tag(subject_id: int) -> Mapping[str, Any]:
    old = await OldPart.get(id=subject_id).select_related("part")
    facts = [
        _fact(N_("Part number"), old.part.part_no),
        _fact(N_("Part name"), old.part.name),
        _fact(N_("Serial number of the failed part"), old.serial),
        _fact(N_("Serial number of the new part"), old.new_serial),
        _fact(N_("Vehicle"), old.vehicle),
        _fact(N_("Mileage at removal"), old.km),
        _fact(N_("Supplier"), old.supplier),
        _fact(N_("Removed at"), instant(old.removed_at)),
    ]
    return _sheet(old.number, facts, N_("Packed by"))


async def _freight(subject_id: int) -> Mapping[str, Any]:
    v = await FreightVoucher.get(id=subject_id)
    facts = [
        _fact(N_("Carrier"), v.carrier),
        _fact(N_("Number of the voucher"), v.voucher_no),
        _fact(N_("Amount"), f"{yuan(v.amount)} · {capital_yuan(v.amount)}"),
        _fact(N_("Old part recovered"), N_("Yes") if v.old_part_recovered else N_("No"), translate=True),
        _fact(N_("Why it was not recovered"), v.reason),
    ]
    return _sheet(v.number, facts, N_("Handler"), N_("Manager"))


async def _letter(subject_id: int) -> Mapping[str, Any]:
    claim = await Claim.get(id=subject_id).select_related("old_part", "old_part__part")
    old = claim.old_part
    facts = [
        _fact(N_("Supplier"), claim.supplier),
        _fact(N_("Part name"), f"{old.part.name} {old.part.part_no}"),
        _fact(N_("Serial number of the failed part"), old.serial),
        _fact(N_("Vehicle"), old.vehicle),
        _fact(N_("Mileage at removal"), old.km),
        _fact(N_("Removed at"), instant(old.removed_at)),
        _fact(N_("Supplier's warranty until"), day(claim.lapses_on) if claim.lapses_on else ""),
        _fact(N_("Amount claimed"), f"{yuan(claim.amount)} · {capital_yuan(claim.amount)}"),
    ]
    foot = N_(
        "The part failed within your warranty and was replaced free of charge to the user. Please confirm and settle the amount claimed."
    )
    return _sheet(claim.number, facts, N_("Claims clerk"), N_("Supplier"), foot=foot)


async def _expense(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    e = await ExpenseClaim.get(id=subject_id)
    rows = await ExpenseLine.filter(expense_id=subject_id).order_by("id").values("what", "voucher_no", "amount")
    facts = [
        _fact(N_("Total"), f"{yuan(e.total)} · {capital_yuan(e.total)}"),
        _fact(N_("Advance set off"), yuan(e.advance)),
        _fact(N_("To be paid"), yuan(e.payable) if e.paid_at else ""),
    ]
    table = _table(
        N_("Expenses"),
        (N_("What for"), N_("Number of the voucher"), N_("Amount")),
        [(r["what"], r["voucher_no"], yuan(r["amount"])) for r in rows],
    )
    return _sheet(e.number, facts, N_("Claimant"), N_("Manager"), N_("Finance"), tables=[table])


async def _statement(subject_id: int) -> Mapping[str, Any]:
    """This month and the one before, two statements."""
    account = await StockAccount.get(id=subject_id)
    today = day_of(clock.now())
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    where = st.narrowed(None, {"kind": account.kind, "holder": account.name})
    rows = await st.sums(where, st.Span(first, today))
    heads = (*_HEADS, N_("Opening balance"), N_("Came in"), N_("Went out"), N_("Closing balance"))
    lines = [(r["part_no"], r["name"], r["spec"], r["opening"], r["came"], r["went"], r["closing"]) for r in rows]
    facts = [
        _fact(N_("Name of the account"), account.name),
        _fact(N_("Kind of account"), n.PLACES[account.kind], translate=True),
        _fact(N_("From"), day(first)),
        _fact(N_("Until"), day(today)),
    ]
    return _sheet(
        account.number,
        facts,
        N_("Keeper"),
        N_("Holder of the account"),
        tables=[_table(N_("Stock statement"), heads, lines)],
    )


_TWO = (N_("Kept by the store"), N_("Kept by whoever delivers"))
PRINTS = (
    Print(
        "requisition",
        n.REQUISITION,
        N_("Spare-part requisition"),
        _SHEET,
        _requisition,
        (*TAKERS, *KEEPERS, *MANAGERS),
        1,
        "VW-3.6.1",
    ),
    Print(
        "receipt_note",
        n.RECEIPT,
        N_("Receipt note"),
        _SHEET,
        _receipt,
        KEEPERS,
        2,
        "VW-3.7.2",
        marks="issued_at",
        keepers=_TWO,
    ),
    Print("tag", n.OLD, N_("Old-part tag"), _SHEET, _tag, (*TAKERS, *KEEPERS), 1, "VW-3.4.2e4"),
    Print(
        "voucher",
        n.FREIGHT,
        N_("Freight voucher"),
        _SHEET,
        _freight,
        (*TAKERS, *KEEPERS, FINANCE, *MANAGERS),
        1,
        "VW-3.6.3",
    ),
    Print("letter", n.CLAIM, N_("Claim letter"), _SHEET, _letter, CLERKS, 1, "VW-3.8"),
    Print("form", n.EXPENSE, N_("Expense form"), _SHEET, _expense, (*TAKERS, FINANCE, *MANAGERS), 1, "VW-3.4.3d"),
    Print("statement", n.ACCOUNT, N_("Stock statement"), _SHEET, _statement, PRINTERS, 1, "VW-3.7.6"),
)

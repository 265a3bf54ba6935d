"""The warranty card's line and the fee, decided by warranty and price list, never typed (ES-4.1, 4.2.6, 4.2.8)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx, Day, Form, LongText, Lookup, Refusal, Refused, Rows, Text, Whole, day_of
from plugins.service_quality import names as n
from plugins.service_quality.models import ChargeLine, PriceItem

_BEFORE_SIGNING = ("visiting", "fixed", "taken_in", "returned")


class CardLineForm(Form):
    on = Day(N_("Date"), hint=N_("Left empty it is today."), clause="ES-4.2.6")
    content = LongText(N_("What was repaired"), required=True, max=2000, clause="ES-4.2.6")


class LineForm(Form):
    item = Lookup(N_("Item"), subject=n.PRICE, required=True)
    qty = Whole(N_("Quantity"), min=1, max=999, required=True)


class ChargeForm(Form):
    lines = Rows(N_("Parts and labour"), LineForm, min=1, max=50, clause="ES-4.2.8")


class InvoiceForm(Form):
    invoice_no = Text(N_("Invoice number"), required=True, max=40, clause="ES-4.2.8")


async def _card_line(c: Ctx) -> None:
    await c.act(
        "core.asset.card_line",
        c.subject.asset_id,
        on=c.data.on or day_of(c.at),
        content=c.data.content,
        ticket=c.subject.ticket_id,
    )
    c.set(card_lines=c.subject.card_lines + 1)


async def _charge(c: Ctx) -> None:
    """New lines replace those before; an invoice already entered no longer fits."""
    charge_no = c.subject.charge_no + 1
    lines = [{**_line(c, line, item), "charge_no": charge_no} for line, item in await priced(c.data.lines)]
    c.child(ChargeLine, "request_id", lines)
    sums = {kind: sum(line["amount"] for line in lines if line["kind"] == kind) for kind in n.KINDS}
    c.set(
        charged_at=c.at,
        charge_no=charge_no,
        parts=sums["part"],
        labour=sums["labour"],
        total=sum(sums.values()),
        invoice_no="",
    )


async def priced(lines: list[dict[str, Any]], clause: str = "ES-4.2.8") -> list[tuple[dict[str, Any], PriceItem]]:
    """The lines ("item" an id, "qty") with what the price list says today; one that is not on it refuses the charge with `clause`."""
    items = {item.id: item for item in await PriceItem.filter(id__in={line["item"] for line in lines}, state="active")}
    if any(line["item"] not in items for line in lines):
        raise Refused([Refusal("gate", clause, N_("only what stands on the price list is charged"))])
    return [(line, items[line["item"]]) for line in lines]


def _line(c: Ctx, line: dict[str, Any], item: PriceItem) -> dict[str, Any]:
    amount = 0 if c.subject.free else line["qty"] * item.price
    return {
        "item_id": item.id,
        "name": item.name,
        "kind": item.kind,
        "qty": line["qty"],
        "price": item.price,
        "amount": amount,
    }


ACTS = (
    Act(
        "card_line",
        n.REQUEST,
        N_("Enter on the warranty card"),
        n.FIELD,
        CardLineForm,
        "ES-4.2.6",
        source=_BEFORE_SIGNING,
        run=_card_line,
        icon="book",
    ),
    Act(
        "charge",
        n.REQUEST,
        N_("Charge by the price list"),
        n.FIELD,
        ChargeForm,
        "ES-4.1",
        source=_BEFORE_SIGNING,
        run=_charge,
        icon="clip",
    ),
    Act(
        "invoice",
        n.REQUEST,
        N_("Enter the invoice number"),
        (*n.FIELD, "agent"),
        InvoiceForm,
        "ES-4.2.8",
        source=("fixed", "returned"),
        writes=("invoice_no",),
        icon="file",
    ),
)

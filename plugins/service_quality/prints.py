"""What goes on paper: request form, hand-over slip, warranty card. Values are written out here, frozen at issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Asset, CardLine, Print, Signature, day, host, instant, yuan
from plugins.service_quality import names as n
from plugins.service_quality.models import ChargeLine, Request


async def _request_form(subject_id: int) -> Mapping[str, Any]:
    """Four statements."""
    form = await Request.get(id=subject_id).select_related("customer", "asset")
    lines = (
        await ChargeLine.filter(request_id=subject_id, charge_no=form.charge_no)
        .order_by("id")
        .values("name", "qty", "price", "amount")
    )
    card = await CardLine.filter(ticket_id=form.ticket_id).order_by("id").values("on", "content")
    signed = await _signatures(subject_id)
    return {
        **_head(form),
        "fault": form.fault,
        "channel": form.channel,
        "place": form.place,
        "free": form.free,
        "reported": instant(form.reported_at),
        "technician": host().directory.user(form.owner_id),
        "appointment": instant(form.appointment_at),
        "arrived": instant(form.arrived_at),
        "ended": instant(form.ended_at),
        "cause": form.cause,
        "explanation": form.explanation,
        "outcome": form.outcome,
        "promised": day(form.promised_on),
        "card": [f"{day(line['on'])} {line['content']}" for line in card],
        "lines": [{**line, "price": yuan(line["price"]), "amount": yuan(line["amount"])} for line in lines],
        "total": yuan(form.total),
        "total_fen": form.total,
        "invoice_no": form.invoice_no,
        "signatures": [signed.get(f"{n.FORM}:customer", {})],
    }


async def _slip(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    form = await Request.get(id=subject_id).select_related("customer", "asset")
    signed = await _signatures(subject_id)
    return {
        **_head(form),
        "taken_in": instant(form.ended_at),
        "promised": day(form.promised_on),
        "condition": form.intake_condition,
        "accessories": form.accessories,
        "work": form.work,
        "return_condition": form.return_condition,
        "returned": instant(form.returned_at),
        "signatures_in": [signed.get(f"{n.SLIP_IN}:{who}", {}) for who in ("customer", "technician")],
        "signatures_out": [signed.get(f"{n.SLIP_OUT}:{who}", {}) for who in ("customer", "technician")],
    }


async def _warranty_card(subject_id: int) -> Mapping[str, Any]:
    """Two statements; `subject_id` is the asset's."""
    asset = await Asset.get(id=subject_id).select_related("customer")
    lines = await CardLine.filter(asset_id=subject_id).order_by("on", "id").values("on", "content", "by_id")
    who = host().directory.user
    return {
        "number": asset.number,
        "customer": asset.customer.name,
        "product": asset.name,
        "identifier": asset.identifier,
        "acquired": day(asset.acquired_on),
        "warranty_to": day(asset.warranty_to),
        "lines": [{"on": day(line["on"]), "content": line["content"], "by": who(line["by_id"])} for line in lines],
    }


def _head(form: Request) -> dict[str, Any]:
    customer, asset = form.customer, form.asset
    return {
        "number": form.number,
        "customer": customer.name,
        "phone": customer.phone,
        "address": customer.address,
        "product": asset.name,
        "identifier": asset.identifier,
        "acquired": day(asset.acquired_on),
        "warranty_to": day(form.warranty_to),
    }


async def _signatures(subject_id: int) -> dict[str, dict[str, Any]]:
    """Valid signatures by "record:capacity", as the print's signature lines want them."""
    rows = await Signature.filter(subject_type=n.REQUEST, subject_id=subject_id, voided_at=None).values(
        "record", "capacity", "strokes", "signer_name", "at"
    )
    return {
        f"{r['record']}:{r['capacity']}": {"lines": r["strokes"], "name": r["signer_name"], "day": day(r["at"])}
        for r in rows
    }


_KEEPERS = (N_("Kept by the service point"), N_("Kept by the customer"))

PRINTS = (
    Print(
        "request_form",
        n.REQUEST,
        N_("Request form"),
        "service_quality/print_request_form.html",
        _request_form,
        n.STAFF,
        clause="ES-4.2.7",
        keepers=_KEEPERS,
    ),
    Print(
        "slip",
        n.REQUEST,
        N_("Hand-over slip"),
        "service_quality/print_slip.html",
        _slip,
        n.STAFF,
        clause="ES-4.2.5",
        keepers=_KEEPERS,
    ),
    Print(
        "warranty_card",
        "core.asset",
        N_("Warranty card"),
        "service_quality/print_card.html",
        _warranty_card,
        n.STAFF,
        1,
        "ES-4.2.6",
    ),
)

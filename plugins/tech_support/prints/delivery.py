"""Collection notice, shipping notice, and the papers of all crates of a shipment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Print, View, day, instant
from plugins.tech_support import names as n
from plugins.tech_support.models import Crate, CrateItem, Pickup, Shipment
from plugins.tech_support.prints.common import SHEET, choice, fact, sheet
from plugins.tech_support.roles import SALES, SHIPPING


async def _pickup_notice(subject_id: int) -> Mapping[str, Any]:
    """One statement."""
    pickup = await Pickup.get(id=subject_id).select_related("contract", "contract__customer")
    contract = pickup.contract
    return sheet(
        pickup.number,
        [
            fact(N_("Buyer"), contract.customer.name),
            fact(N_("Contract number"), contract.contract_no),
            fact(N_("Equipment"), contract.equipment),
            fact(N_("Day of collection"), day(pickup.pickup_on)),
            fact(N_("Place of collection"), contract.place),
            fact(N_("Contact"), contract.contact),
            choice(N_("Told through"), pickup.notice_channel, n.TOLD_BY),
            fact(N_("Told at"), instant(pickup.noticed_at)),
        ],
        signatures=[{"label": N_("Account manager")}, {"label": N_("Collected by")}],
        foot=N_("Please collect on the day named. If you cannot, call us: a new day is agreed by telephone."),
    )


async def _shipping_notice(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    shipment = await Shipment.get(id=subject_id).select_related("contract", "contract__customer")
    contract, crates = shipment.contract, await Crate.filter(shipment_id=subject_id).count()
    return sheet(
        shipment.number,
        [
            fact(N_("Buyer"), contract.customer.name),
            fact(N_("Contract number"), contract.contract_no),
            fact(N_("Equipment"), contract.equipment),
            fact(N_("Crates"), crates),
            fact(N_("Dispatched at"), instant(shipment.dispatched_at)),
            choice(N_("Mode of transport"), shipment.transport, n.TRANSPORT),
            fact(N_("Station, port or airport"), shipment.station),
            fact(N_("Shipper"), shipment.shipper),
            fact(N_("Delivery address"), shipment.address),
            fact(N_("Contact"), shipment.contact),
            fact(N_("Contact's telephone"), shipment.phone),
            fact(N_("Postcode"), shipment.postcode),
            choice(N_("Told through"), shipment.notice_channel, n.TOLD_BY),
            fact(N_("Told at"), instant(shipment.noticed_at)),
        ],
        signatures=[{"label": N_("Account manager")}],
    )


async def _crates(subject_id: int) -> Mapping[str, Any]:
    """Three statements for any number of crates."""
    shipment = await Shipment.get(id=subject_id).select_related("contract")
    crates = await Crate.filter(shipment_id=subject_id).order_by("id")
    lines = (
        await CrateItem.filter(crate__shipment_id=subject_id).order_by("id").values("crate_id", "name", "qty", "unit")
    )
    return {
        "number": shipment.number,
        "contract_no": shipment.contract.contract_no,
        "label": {name: getattr(shipment, name) for name in n.LABEL},
        "crates": [
            {
                "crate_no": crate.crate_no,
                "equipment": crate.equipment,
                "marks": crate.marks,
                "certificate_no": crate.certificate_no,
                "lines": [
                    {k: line[k] for k in ("name", "qty", "unit")} for line in lines if line["crate_id"] == crate.id
                ],
            }
            for crate in crates
        ],
    }


def _labelled(view: View) -> str | None:
    """Printing the labels is the step; printing them again changes nothing."""
    return "labelled" if view.subject.state == "packed" else None


PRINTS = (
    Print("pickup_notice", n.PICKUP, N_("Collection notice"), SHEET, _pickup_notice, SALES, 1, "TS-1.1"),
    Print("shipping_notice", n.SHIPMENT, N_("Shipping notice"), SHEET, _shipping_notice, SALES, 1, "TS-1.2a"),
    Print(
        "crates",
        n.SHIPMENT,
        N_("Crate labels, packing lists and certificates"),
        "tech_support/print_crates.html",
        _crates,
        SHIPPING,
        1,
        "TS-1.2c",
        source=("packed", "labelled"),
        to=_labelled,
        marks="labels_at",
    ),
)

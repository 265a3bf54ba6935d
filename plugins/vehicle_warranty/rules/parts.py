"""The book, records and clocks of parts, old parts and claims."""

from __future__ import annotations

from core.api import N_, Deadline, Kpi, Measure, On, Record, View
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty import policies_stock as policies
from plugins.vehicle_warranty.ledger import PARTS
from plugins.vehicle_warranty.rules import old_part_facts as o
from plugins.vehicle_warranty.rules import old_part_gates, report_facts, stock_facts, stock_gates
from plugins.vehicle_warranty.rules.stock_common import needs

BACK = f"{n.ORDER}.come_back"


def _claimable(view: View) -> bool:
    return bool(view.subject.claimable)


RECORDS = (
    Record(
        "requisition",
        n.REQUISITION,
        "VW-3.6.1",
        N_("Requisition"),
        ("opinion",),
        needs=needs("VW-3.6.1", f"{n.REQUISITION}.draft", opinion=N_("the opinion on the handling")),
    ),
    Record(
        "freight",
        n.FREIGHT,
        "VW-3.6.3",
        N_("Freight voucher"),
        ("carrier", "voucher_no", "amount", "old_part_recovered", "reason"),
        signatures=("handler", "manager"),
        supplements=False,
    ),
    Record(
        "stock_take",
        n.TAKE,
        "VW-3.7.1",
        N_("Stock-take"),
        ("found", "spec_ok", "quality_ok"),
        needs=needs(
            "VW-3.7.1",
            f"{n.TAKE}.count",
            spec_ok=N_("whether the specification is right"),
            quality_ok=N_("whether the quality is right"),
        ),
    ),
    Record(
        "claim",
        n.CLAIM,
        "VW-3.8",
        N_("Secondary claim"),
        ("amount",),
        needs=needs("VW-3.8", f"{n.CLAIM}.open", amount=N_("the amount claimed")),
    ),
)
DEADLINES = (
    Deadline(
        "oldpart.back",
        n.OLD,
        "VW-3.4.2e4",
        N_("Hand in the old part"),
        start=On(BACK, via=o.parts_of_orders),
        stop=On(f"{n.OLD}.receive"),
        length=policies.OLD_PART_BACK,
        act=f"{n.OLD}.receive",
    ),
    Deadline(
        "oldpart.deal",
        n.OLD,
        "VW-3.7.5",
        N_("Deal with the old part"),
        start=On(f"{n.OLD}.receive"),
        stop=tuple(On(f"{n.OLD}.{act}") for act in ("return_supplier", "scrap", "repair", "hold")),
        until="deal_by",
        owes="role:keeper",
        act=f"{n.OLD}.return_supplier",
    ),
    Deadline(
        "claim.open",
        n.OLD,
        "VW-3.8",
        N_("Open the secondary claim"),
        start=On(f"{n.OLD}.receive", when=_claimable),
        stop=On(f"{n.CLAIM}.open", via="old_part_id"),
        length=policies.CLAIM_OPEN,
        owes="role:claims_clerk",
        act=f"{n.CLAIM}.open",
    ),
    Deadline(
        "claim.next",
        n.CLAIM,
        "VW-3.8",
        N_("Take the next step of the claim"),
        start=On(f"{n.CLAIM}.open"),
        stop=tuple(On(f"{n.CLAIM}.{act}") for act in ("send", "step", "accept", "reject")),
        cancel=(On(f"{n.CLAIM}.settle"), On(f"{n.CLAIM}.abandon")),
        length=policies.CLAIM_NEXT,
        repeat_until="ended_at",
        act=f"{n.CLAIM}.step",
    ),
)
KPIS = (
    Kpi(
        "vehicle_warranty.recovered",
        N_("Money of suppliers recovered"),
        "VW-3.8",
        Measure(n.CLAIM, at="settled_on", where={"state": "settled"}, value="settled"),
        Measure(n.CLAIM, at="settled_on", where={"state": "settled"}, value="amount"),
        heading=N_("Effective handling"),
    ),
)
DECLARED = (
    PARTS,
    *stock_facts.FACTS,
    *o.FACTS,
    report_facts.REPORT_SEEN,
    *stock_gates.GATES,
    *old_part_gates.GATES,
    *RECORDS,
    *DEADLINES,
    *KPIS,
)

"""Driving parts through the front door: everybody does his own step, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core import clock as core_clock
from core.clock import Frozen
from core.db import sql
from core.host.host import Host
from core.models import Duty
from core.rules.duty import duty_state
from core.testing.client import Client
from core.testing.make import Make

STROKES = [[[1, 1], [9, 9]]]
WHO = {
    "part": "keeper",
    "stock_account": "keeper",
    "order": "technician",
    "report": "technician",
    "requisition": "technician",
    "receipt_note": "keeper",
    "stock_take": "keeper",
    "old_part": "technician",
    "write_off": "technician",
    "freight_voucher": "technician",
    "claim": "claims_clerk",
    "cash_advance": "technician",
    "expense_claim": "technician",
    "conduct_case": "manager",
}
BY = {
    "order.issue": "manager",
    "report.approve": "manager",
    "requisition.approve": "manager",
    "requisition.reject": "manager",
    "requisition.issue": "keeper",
    "requisition.return_unused": "keeper",
    "requisition.close": "keeper",
    "stock_take.book_difference": "manager",
    "old_part.receive": "keeper",
    "old_part.scrap": "keeper",
    "old_part.repair": "keeper",
    "old_part.return_supplier": "keeper",
    "write_off.approve": "manager",
    "write_off.write_off": "keeper",
    "freight_voucher.sign_manager": "manager",
    "freight_voucher.write_off": "finance",
    "claim.abandon": "manager",
    "cash_advance.approve": "manager",
    "cash_advance.pay": "finance",
    "expense_claim.approve": "manager",
    "expense_claim.pay": "finance",
    "conduct_case.open": "agent",
}


class Depot:
    """`numbers` holds the subject in hand of each kind; "@kind" in input stands for it."""

    def __init__(self, host: Host, client: Client, make: Make, clock: Frozen) -> None:
        self.host, self.client, self.make, self.clock = host, client, make, clock
        self.numbers: dict[str, str] = {}

    def creates(self, subject: str, act: str) -> bool:
        return bool(self.host.registry.acts[f"vehicle_warranty.{subject}.{act}"].creates)

    def path(self, subject: str, act: str) -> str:
        base = f"/s/vehicle_warranty/{subject}"
        return base if self.creates(subject, act) else f"{base}/{self.numbers[subject]}"

    def login(self, subject: str, act: str) -> str:
        return BY.get(f"{subject}.{act}", WHO[subject])

    def filled(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {k: self.filled(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.filled(v) for v in value]
        return self.numbers[value[1:]] if isinstance(value, str) and value.startswith("@") else value

    async def attempt(self, name: str, data: Mapping[str, Any] | None = None, *, login: str = "", **more: Any) -> Any:
        """The answer to "subject.act" sent as JSON, whatever it is."""
        subject, act = name.split(".")
        visitor = await self.client.as_(login or self.login(subject, act))
        return await visitor.act(self.path(subject, act), act, self.filled(data or {}), **more)

    async def do(self, name: str, data: Mapping[str, Any] | None = None, **more: Any) -> Any:
        answer = await self.attempt(name, data, **more)
        assert answer.status_code in (200, 201), f"{name}: {answer.status_code}: {answer.text[:800]}"
        body = answer.json()
        self.numbers[name.split(".")[0]] = body["number"]
        return body

    def model(self, subject: str) -> Any:
        return self.host.registry.subjects[f"vehicle_warranty.{subject}"].model

    async def row(self, subject: str) -> Any:
        return await self.model(subject).get(number=self.numbers[subject])

    async def duty(self, subject: str, code: str) -> str:
        row = await Duty.filter(number=self.numbers[subject], code=code).order_by("-id").first()
        return "none" if row is None else duty_state(row, core_clock.now(), self.host.enabled)

    async def balances(self) -> dict[tuple[str, str, str], int]:
        rows = await sql.fetch("SELECT kind, owner, item, balance FROM core_account WHERE balance <> 0")
        assert sum(r["balance"] for r in rows) == 0
        return {(r["kind"], r["owner"], r["item"]): r["balance"] for r in rows}

    # the way to where something can be tried

    async def part(self, part_no: str = "ALT-1", **more: Any) -> None:
        data = {
            "part_no": part_no,
            "name": "发电机",
            "spec": "24V",
            "unit": "台",
            "price": "800.00",
            "supplier": "配套厂甲",
        }
        await self.do("part.register", {**data, "supplier_months": 24, "supplier_km": 100000, **more})

    async def stocked(self, count: int = 5, part_no: str = "ALT-1", **more: Any) -> None:
        """A part of which the central store holds so many, by a bill."""
        await self.part(part_no, **more)
        await self.do(
            "receipt_note.make_out",
            {"kind": "drawn", "supplier": "配套厂甲", "bill_no": "P-7", "lines": [{"part": "@part", "qty": count}]},
        )
        await self.do("receipt_note.print_receipt_note", {})
        await self.do("receipt_note.book", {})

    async def drafted(self, qty: int = 1, **more: Any) -> None:
        await self.do("requisition.draft", {"opinion": "更换发电机", "lines": [{"part": "@part", "qty": qty}], **more})

    async def submitted(self, qty: int = 1, **more: Any) -> None:
        await self.drafted(qty, **more)
        await self.do("requisition.submit")

    async def issued(self, qty: int = 1) -> None:
        await self.stocked()
        await self.submitted(qty)
        await self.do("requisition.approve")
        await self.do("requisition.issue")

    async def order(self) -> None:
        customer, technician = await self.make.customer(), await self.make.actor("technician")
        data = {"customer": customer.number, "vehicle": "CD-0001", "purchased_on": "2025-06-01", "km": 30000}
        await self.do("order.issue", {**data, "task": "发电机不发电", "technician": technician.id})

    async def reported(self, *, signed: bool = True) -> None:
        await self.order()
        await self.do("report.write", {"order": "@order", "cause": "轴承损坏", "handling": "更换发电机"})
        await self.do("report.end_service")
        if signed:
            await self.do("report.sign", {"user_opinion": "满意", "signer_name": "用户甲", "signature": STROKES})

    async def tagged(self) -> None:
        await self.do(
            "old_part.remove", {"report": "@report", "part": "@part", "serial": "S-OLD", "new_serial": "S-NEW"}
        )
        await self.do("old_part.pack", {"packed_well": True})

    async def received(self) -> None:
        await self.tagged()
        await self.do("old_part.bring_back")
        await self.do("old_part.receive")

    async def proposed(self, **more: Any) -> None:
        await self.do(
            "write_off.propose", {"requisition": "@requisition", "part": "@part", "report": "@report", **more}
        )

    async def held(self) -> None:
        """An old part in the store, with nothing decided about it."""
        await self.part()
        await self.reported()
        await self.received()

    async def claimed(self) -> None:
        await self.held()
        await self.do("claim.open", {"old_part": "@old_part", "amount": "800.00"})

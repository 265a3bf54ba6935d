"""Leading a home from its building to its certificates through the front door, each step by the person whose step it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from core import clock as core_clock
from core.acts.perform import perform
from core.clock import SHANGHAI, Frozen
from core.host.host import Host
from core.models import Duty
from core.rules.duty import duty_state
from core.testing.client import Client
from core.testing.make import Make

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
STROKES = [[[8, 30], [16, 12], [26, 10]], [[44, 12], [40, 30], [52, 26]]]
SIGNED = {"signature": STROKES, "signer_name": "业主甲"}
PAPERS = [{"name": "买卖契约", "copies": 2}]
WORKS = {
    **dict.fromkeys(("identity", "payments", "walls", "doors", "water", "power", "manuals", "rules"), True),
    "meters": "水 3，电 12",
}
TITLE_PAPERS = dict.fromkeys(("contract", "identity", "invoice", "tax", "survey", "application"), True)
PRICE = "1000000.00"
# whose step it is where it is not the after-sales clerk's
WHO = {
    "building.accept": "manager",
    "movein.deem": "manager",
    "term.book": "sales_finance",
    "term.move": "manager",
    "mortgage.book": "sales_finance",
    "sale_file.book": "sales_finance",
    "sale_file.sign": "sales",
    "sale_file.cancel": "manager",
    "building.dispatch": "property_company",
}


class Estate:
    """`numbers` holds the subject in hand of each kind. Every step signs in anew, so that the clock may have moved."""

    def __init__(self, host: Host, client: Client, make: Make, clock: Frozen) -> None:
        self.host, self.client, self.make, self.clock = host, client, make, clock
        self.numbers: dict[str, str] = {}
        self.serial = 100

    def at(self, text: str) -> None:
        self.clock.set(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI))

    def model(self, subject: str) -> Any:
        return self.host.registry.subjects[f"realestate_handover.{subject}"].model

    def path(self, subject: str, act: str = "") -> str:
        base = f"/s/realestate_handover/{subject}"
        creates = act and self.host.registry.acts[f"realestate_handover.{subject}.{act}"].creates
        return base if creates else f"{base}/{self.numbers[subject]}"

    async def attempt(self, full: str, data: Mapping[str, Any] | None = None, *, login: str = "", **more: Any) -> Any:
        """The answer to an act sent as JSON, whatever it is; "@file" stands for the number in hand."""
        subject, act = full.split(".")
        visitor = await self.client.as_(login or WHO.get(full, "after_sales"))
        sent = {
            k: self.numbers[v[1:]] if isinstance(v, str) and v.startswith("@") else v for k, v in (data or {}).items()
        }
        return await visitor.act(self.path(subject, act), act, sent, **more)

    async def do(self, full: str, data: Mapping[str, Any] | None = None, *, login: str = "", **more: Any) -> Any:
        """The body of an act that must succeed; what it opens is in hand afterwards."""
        answer = await self.attempt(full, data, login=login, **more)
        assert answer.status_code in (200, 201), f"{full}: {answer.status_code}: {answer.text[:900]}"
        body, subject = answer.json(), full.split(".")[0]
        if self.host.registry.acts[f"realestate_handover.{full}"].creates:
            self.numbers[subject] = body["number"]
        return body

    async def row(self, subject: str) -> Any:
        return await self.model(subject).get(number=self.numbers[subject])

    async def duty_row(self, subject: str, code: str) -> Duty:
        found = Duty.filter(subject_type=f"realestate_handover.{subject}", number=self.numbers[subject], code=code)
        row = await found.order_by("-id").first()
        assert row is not None, code
        return row

    async def duty(self, subject: str, code: str) -> str:
        """State of the latest duty of this code, now."""
        return duty_state(await self.duty_row(subject, code), core_clock.now(), self.host.enabled)

    async def building(self, code: str = "3") -> None:
        company = (await self.make.customer(name="示例物业", kind="company")).number
        named = {"name": f"示例花园{code}", "developer": "示例置业", "property_company": company}
        await self.do("development.register", named)
        await self.do("building.register", {"development": "@development", "code": code})

    async def unit(self, room: str = "0501") -> None:
        if "building" not in self.numbers:
            await self.building()
        home = {"building": "@building", "room_no": room, "unit_type": "三室两厅", "area": "98.50"}
        await self.do("unit.register", home)

    async def contract(self, **data: Any) -> None:
        """A contract signed now for a new home."""
        self.serial += 1
        await self.unit(f"{self.serial:04d}")
        self.numbers["customer"] = (await self.make.customer()).number
        base = {
            "contract_no": f"C-{self.serial}",
            "unit": "@unit",
            "customer": "@customer",
            "price": PRICE,
            "purchase_kind": "existing",
            "sale_mode": "site",
        }
        await self.do("sale_file.sign", {**base, **data})

    async def registered(self, method: str = "mortgage", **data: Any) -> None:
        await self.contract(payment_method=method, **data)
        await self.register()

    async def register(self, **data: Any) -> None:
        """The tracks that begin with it are in hand: "movein", "title" (property) and "land"."""
        await self.do("sale_file.register", {"archive_no": f"2024-{self.serial:04d}", "papers": PAPERS, **data})
        file = await self.row("sale_file")
        self.numbers["movein"] = (await self.model("movein").get(file_id=file.id)).number
        titles = self.model("title").filter(file_id=file.id)
        self.numbers |= {
            "title": (await titles.get(kind="property")).number,
            "land": (await titles.get(kind="land")).number,
        }

    async def terms(self, *rows: tuple[str, str], method: str = "instalment") -> None:
        """Terms of (day, amount); the first one is in hand as "term"."""
        await self.registered(method)
        await self.do("sale_file.set_terms", {"terms": [{"due_on": on, "amount": amount} for on, amount in rows]})
        await self.hold_term(1)

    async def hold_term(self, term_no: int) -> None:
        file = await self.row("sale_file")
        self.numbers["term"] = (await self.model("term").get(file_id=file.id, term_no=term_no)).number

    async def submitted(self, loan: str = "700000.00") -> None:
        await self.registered()
        await self.do(
            "mortgage.submit", {"file": "@sale_file", "bank": "示例银行", "loan_amount": loan, "papers": "收入证明"}
        )

    async def approved(self, loan: str = "700000.00") -> None:
        await self.submitted(loan)
        await self.do("mortgage.approve", {"approval_no": "DK-1"})

    async def accept(self) -> None:
        await perform(
            "realestate_handover.building.accept",
            await self.make.actor("manager"),
            {"acceptance_no": "YS-3"},
            subject=(await self.row("building")).id,
        )

    async def handed_over(self, method: str = "mortgage", **data: Any) -> None:
        await self.registered(method)
        await self.accept()
        await self.hand_over(**data)

    async def hand_over(self, **data: Any) -> None:
        await self.do("movein.check", {"works": WORKS})
        await self.do("movein.hand_over", {"keys": 3, "received_by": "业主甲", **SIGNED, **data})

    async def title_ready(self) -> None:
        await self.handed_over()
        await self.papers()

    async def papers(self, title: str = "") -> None:
        if title:
            self.numbers["title"] = self.numbers[title]
        await self.do("title.contact", {"authority": "示例房产局"}, login="title_clerk")
        await self.do("title.check_papers", {"papers": TITLE_PAPERS}, login="title_clerk")
        await self.do("title.ready", login="title_clerk")

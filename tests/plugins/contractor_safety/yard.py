"""Driving the gate and what happens inside through the front door, by the people whose steps they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from core import clock as core_clock
from core.acts.perform import perform
from core.clock import Frozen
from core.host.host import Host
from core.models import Department, Duty
from core.rules.duty import duty_state
from core.testing.client import Client
from core.testing.make import Make
from plugins.contractor_safety import names as n

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
# who does an act unless the test says otherwise
WHO = {
    "org": "safety_company",
    "person": "safety_unit",
    "engagement": "safety_company",
    "permit": "safety_company",
    "entry": "gatekeeper",
    "inspection": "safety_unit",
    "stop_work": "safety_company",
    "violation": "safety_company",
    "injury": "safety_company",
    "fund_method": "using_dept",
    "fund_move": "fund_keeper",
}


class Yard:
    """`numbers` and `ids` hold the subject in hand of each kind. Every step signs in anew, so that the clock may have moved."""

    def __init__(self, host: Host, client: Client, make: Make, clock: Frozen) -> None:
        self.host, self.client, self.make, self.clock = host, client, make, clock
        self.numbers: dict[str, str] = {}

    def today(self, days: int = 0) -> str:
        return (core_clock.today() + days * DAY).isoformat()

    def model(self, subject: str) -> Any:
        return self.host.registry.subjects[f"contractor_safety.{subject}"].model

    def creates(self, subject: str, act: str) -> bool:
        return self.host.registry.acts[f"contractor_safety.{subject}.{act}"].creates

    def path(self, subject: str, act: str = "") -> str:
        base = f"/s/contractor_safety/{subject}"
        return base if act and self.creates(subject, act) else f"{base}/{self.numbers[subject]}"

    async def attempt(
        self, subject: str, act: str, data: Mapping[str, Any] | None = None, *, login: str = "", **more: Any
    ) -> Any:
        """The answer to an act sent as JSON, whatever it is."""
        visitor = await self.client.as_(login or WHO[subject])
        return await visitor.act(self.path(subject, act), act, data, **more)

    async def do(
        self, subject: str, act: str, data: Mapping[str, Any] | None = None, *, login: str = "", **more: Any
    ) -> Any:
        """The body of an act that must succeed; what it opens is in hand afterwards."""
        answer = await self.attempt(subject, act, data, login=login, **more)
        assert answer.status_code in (200, 201), f"{subject}.{act}: {answer.status_code}: {answer.text[:900]}"
        body = answer.json()
        if self.creates(subject, act):
            self.numbers[subject] = body["number"]
        return body

    async def row(self, subject: str) -> Any:
        return await self.model(subject).get(number=self.numbers[subject])

    async def duty_row(self, subject: str, code: str) -> Duty:
        found = Duty.filter(subject_type=f"contractor_safety.{subject}", number=self.numbers[subject], code=code)
        row = await found.order_by("-id").first()
        assert row is not None, code
        return row

    async def duty(self, subject: str, code: str) -> str:
        """State of the latest duty of this code, now."""
        return duty_state(await self.duty_row(subject, code), core_clock.now(), self.host.enabled)

    async def org(self, **data: Any) -> str:
        made = await self.do("org", "register", {"name": "示例承包公司", "legal_person": True, **data})
        return str(made["number"])

    async def engagement(self, group: str = "contractor", *, approve: bool = True, **data: Any) -> str:
        """An engagement whose departments are north (using), south (letting) and hq (served)."""
        if "org" not in self.numbers and group in ("contractor", "after_sales"):
            await self.org()
        places = {d["code"]: d["id"] for d in await Department.all().values("code", "id")}
        base = {
            "kind": group,
            "org": self.numbers.get("org"),
            "task": "高炉区检修",
            "areas": [{"area": "高炉区"}, {"area": "轧钢区"}],
            "using_dept": places["north"],
            "letting_dept": places["south"],
            "served_dept": places["hq"],
            "contractor_lead": "负责人甲",
            "starts_on": self.today(-1),
            "ends_on": self.today(60),
        }
        await self.do("engagement", "open", {**base, **data})
        if approve:
            await self.clear(group)
        return self.numbers["engagement"]

    async def clear(self, group: str) -> None:
        """Every paper of the engagement in hand, up to its approval."""
        if group == "contractor":
            await self.papers()
            await self.do("engagement", "stamp")
            await self.copies(4)
        elif group == "after_sales":
            await self.do("engagement", "state_clause", {"safety_clause": "第 8 条"})
            await self.do("engagement", "notify", {"notified": "张三"})
            await self.copies(2)
            await self.do("engagement", "submit")
            await self.do("engagement", "file")
        else:
            await self.do("engagement", "approve")

    async def papers(self, *left: str) -> None:
        """The eight papers but for those left out."""
        rows = [{"paper": paper, "ok": True} for paper in n.PAPERS if paper not in left]
        await self.do("engagement", "receive", {"papers": rows})

    async def copies(self, count: int) -> None:
        holders = [{"holder": f"持有单位{no}"} for no in range(1, count + 1)]
        await self.do("engagement", "sign_agreement", {"copies": holders})

    async def train(self, *levels: str, score: int = 80) -> None:
        for level in levels:
            await self.do("person", "train", {"level": level, "held_on": self.today(), "score": score})

    async def person(self, group: str = "contractor", name: str = "张三") -> str:
        org = self.numbers.get("org") if group in ("contractor", "after_sales") else None
        await self.do("person", "propose", {"name": name, "group": group, "org": org, "id_no": "110000199001010000"})
        return self.numbers["person"]

    async def permit(self, group: str = "contractor", **data: Any) -> str:
        """Somebody of this group with every paper he needs and a permit until 30 days from now."""
        if "engagement" not in self.numbers:
            await self.engagement(group)
        await self.person(group)
        if group in ("hired", "listed"):
            await self.do("person", "register_with_unit")
            await self.train(*n.THREE_LEVELS)
        base = {
            "person": self.numbers["person"],
            "engagement": self.numbers["engagement"],
            "valid_from": self.today(-1),
            "valid_to": self.today(30),
        }
        await self.do("permit", "issue", {**base, **data})
        return self.numbers["permit"]

    async def admit(self, *, login: str = "", confirmed: bool = False, **data: Any) -> Any:
        """The answer to letting in whoever bears the permit in hand."""
        sent = {"permit": self.numbers["permit"], **data}
        return await self.attempt("entry", "admit", sent, login=login, confirmed=confirmed)

    async def scan(self, shown: str, *, login: str = "gatekeeper", **data: str) -> str:
        """The gate page's answer to a number, as a guard's browser gets it."""
        guard = await self.client.as_(login)
        answer = await guard.post("/p/contractor_safety/gate", {"shown": shown, "way": "in", **data})
        assert answer.status_code == 200, answer.text[:600]
        return str(answer.text)

    async def method(self, **data: Any) -> None:
        """A method of hq in force: drafted by a department, approved by the safety department."""
        await self.do("fund_method", "draft", {"title": "押金办法", "text": "押金与考核专款专用", **data})
        asked = await self.do("fund_method", "ask_method", {"note": "请批"})
        safety = await self.make.actor("safety_company")
        request = self.host.registry.subjects["core.approval"].model
        row = await request.get(number=asked["approval"])
        await perform("core.approval.approve", safety, {}, subject=row.id)
        await self.do("fund_method", "enforce")

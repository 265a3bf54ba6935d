"""Driving contracts, works, systems and trainings through the front door, step by step, by the people whose steps they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from core import clock as core_clock
from core.acts.perform import perform
from core.clock import Frozen
from core.host.host import Host
from core.models import Duty
from core.models.access import SYSTEM
from core.rules.duty import duty_state
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.tech_support.who import WHO

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
STROKES = [[[8, 30], [16, 12], [26, 10]], [[44, 12], [40, 30], [52, 26]]]
SIGNED = {"signature": STROKES, "signer_name": "用户甲"}
PROOFS = dict.fromkeys(
    ("proof_distance", "proof_moisture", "proof_rain", "proof_rust", "proof_shock", "proof_corrosion"), True
)
SHIPPER = {"shipper": "示例科技", "shipper_address": "示例路 1 号", "shipper_phone": "010-0000 0001"}
NOTICE = {
    "notice_channel": "email",
    "transport": "rail",
    "station": "南站",
    "shipper": "示例科技",
    "address": "示例路 9 号",
    "contact": "收货人甲",
    "phone": "010-0000 0002",
    "postcode": "100000",
}
PLAN = {
    "conditions": "机房已交付",
    "conditions_met": True,
    "buyer_prep": "供电",
    "our_prep": "设备到场",
    "confirmed_with": "用户甲",
}
REPORT = {"content": "桥架完成", "told_buyer": "用户甲", "told_company": "主管甲"}


class Project:
    """`numbers` holds the subject in hand of each kind. Every step signs in anew, so that the clock may have moved."""

    def __init__(self, host: Host, client: Client, make: Make, clock: Frozen) -> None:
        self.host, self.client, self.make, self.clock = host, client, make, clock
        self.numbers: dict[str, str] = {}
        self.serials = 0

    def today(self, days: int = 0) -> str:
        return (core_clock.today() + days * DAY).isoformat()

    def model(self, subject: str) -> Any:
        return self.host.registry.subjects[f"tech_support.{subject}"].model

    def creates(self, subject: str, act: str) -> bool:
        return self.host.registry.acts[f"tech_support.{subject}.{act}"].creates

    def path(self, subject: str, act: str = "") -> str:
        base = f"/s/tech_support/{subject}"
        return base if act and self.creates(subject, act) else f"{base}/{self.numbers[subject]}"

    async def attempt(self, subject: str, act: str, data: Mapping[str, Any] | None = None, *, login: str = "") -> Any:
        """The answer to an act sent as JSON, whatever it is."""
        visitor = await self.client.as_(login or WHO.get(subject, "works_manager"))
        return await visitor.act(self.path(subject, act), act, data)

    async def do(self, subject: str, act: str, data: Mapping[str, Any] | None = None, *, login: str = "") -> Any:
        """The body of an act that must succeed; what it opens is in hand afterwards."""
        answer = await self.attempt(subject, act, data, login=login)
        assert answer.status_code in (200, 201), f"{subject}.{act}: {answer.status_code}: {answer.text[:900]}"
        body = answer.json()
        if self.creates(subject, act):
            self.numbers[subject] = body["number"]
        for name in (*WHO, "matter", "supervision", "works"):
            if name in body:
                self.numbers[name] = body[name]
        if "change" in body:
            self.numbers["term_change"] = body["change"]
        return body

    async def row(self, subject: str) -> Any:
        return await self.model(subject).get(number=self.numbers[subject])

    async def duty_row(self, subject: str, code: str) -> Duty:
        found = Duty.filter(subject_type=f"tech_support.{subject}", number=self.numbers[subject], code=code)
        row = await found.order_by("-id").first()
        assert row is not None, code
        return row

    async def duty(self, subject: str, code: str) -> str:
        """State of the latest duty of this code, now."""
        return duty_state(await self.duty_row(subject, code), core_clock.now(), self.host.enabled)

    async def contract(self, mode: str = "ship", **data: Any) -> None:
        customer = await self.make.customer(region="north")
        self.serials += 1
        base = {
            "customer": customer.number,
            "contract_no": f"HT-{self.serials:03d}",
            "equipment": "监控系统",
            "mode": mode,
            "delivery_on": self.today(30),
            "place": "示例路 9 号",
            "consignee": "示例企业甲",
            "destination": "北区",
            "address": "示例路 9 号",
            "contact": "收货人甲",
            "phone": "010-0000 0002",
            "postcode": "100000",
            "warranty_months": 12,
        }
        await self.do("contract", "register", {**base, **data})

    async def pickup(self, days: int = 30) -> None:
        await self.contract("pickup", delivery_on=self.today(days))
        await self.do("contract", "plan_pickup")

    async def shipment(self, crates: int = 1) -> None:
        """A shipment with crates that have all their papers."""
        await self.contract()
        await self.do("contract", "prepare_shipment", SHIPPER)
        for no in range(1, crates + 1):
            await self.crate(f"{no}")
        await self.do("shipment", "pack", PROOFS)

    async def crate(self, no: str, *, papers: bool = True) -> None:
        data = {"shipment": self.numbers["shipment"], "crate_no": no, "equipment": "控制柜", "marks": "向上 小心轻放"}
        await self.do("crate", "add", data)
        if papers:
            lines = [{"name": "控制柜", "qty": 1, "unit": "台"}]
            await self.do("crate", "fill", {"lines": lines, "certificate_no": f"HG-{no}"})

    async def labelled(self, crates: int = 1) -> None:
        await self.shipment(crates)
        await self.do("shipment", "print_crates")

    async def dispatched(self) -> None:
        await self.labelled()
        await self.do("shipment", "dispatch")

    async def works(self, builder: str = "own", **data: Any) -> None:
        await self.contract()
        base = {
            "contract": self.numbers["contract"],
            "title": "监控系统安装",
            "builder": builder,
            "builder_name": "某安装队" if builder == "third" else "",
            "product": "XT-200",
            "product_version": "1.0",
        }
        await self.do("works", "draft", {**base, **data})

    async def told(self, builder: str = "own") -> None:
        await self.works(builder)
        await self.do("works", "contact", {"contacted_with": "用户甲"})
        stage = {"name": "布线", "planned_from": self.today(), "planned_to": self.today(5)}
        await self.do("works", "plan", {"stages": [stage]})
        await self.do("works", "tell", {"told_to": "用户甲"})

    async def confirmed(self, builder: str = "own", **plan: Any) -> None:
        await self.told(builder)
        await self.do("works", "confirm", {**PLAN, "start_on": self.today(3), **plan})

    async def started(self) -> None:
        await self.confirmed()
        await self.do("works", "start")
        works = await self.row("works")
        stage = await self.model("work_stage").filter(works_id=works.id).first()
        self.numbers["work_stage"] = stage.number

    async def supervised(self) -> None:
        """Works of a third party with our supervisor on site."""
        await self.confirmed("third")
        supervisor = (await self.make.actor("supervisor")).id
        accepted = {"accepted_us": "主管甲", "accepted_buyer": "用户甲"}
        await self.do("works", "assign_supervisor", {"supervisor": supervisor, **accepted})
        await self.do("supervision", "come", login="supervisor")

    async def commissioned(self) -> None:
        await self.started()
        await self.do("work_stage", "finish")
        now = core_clock.now().isoformat()
        await self.do("works", "commission", {"works_done_at": now, "running_at": now})

    async def asked(self) -> None:
        await self.commissioned()
        await self.do("works", "ask_acceptance")
        self.serials += 1
        papers = [{"name": "验收记录", "copies": 2}]
        record = {"serial": f"XT-{self.serials:04d}", "result": "合格", "papers": papers}
        await self.do("works", "record_acceptance", record)

    async def accepted(self) -> None:
        await self.asked()
        await self.do("works", "sign_buyer", SIGNED)
        await self.do("works", "sign_company", SIGNED)

    async def system(self, start: int = 0, days: int = 365, **data: Any) -> None:
        """A sold system under warranty for so many days after today plus `start`."""
        customer = await self.make.customer(region="north") if "customer" not in data else None
        self.serials += 1
        base = {
            "serial": f"XT-{self.serials:04d}",
            "product": "XT-200",
            "product_version": "1.0",
            "warranty_from": self.today(start),
            "warranty_to": self.today(start + days),
        }
        owner = {"customer": customer.number} if customer else {}
        await self.do("system", "register", {**base, **owner, **data})

    async def exchange(self, cause: str = "wear", **system: Any) -> None:
        """An exchange reported and charged 1,280.00."""
        await self.system(**system)
        data = {"system": self.numbers["system"], "part": "电源模块", "cause": cause}
        await self.do("part_exchange", "report", data)
        await self.charge(128_000)

    async def charge(self, fen: int) -> None:
        self.serials += 1
        item = {
            "code": f"BJ-{self.serials}",
            "name": "电源模块",
            "kind": "part",
            "unit": "个",
            "price": f"{fen / 100:.2f}",
        }
        price = await perform("service_quality.price_item.add", SYSTEM, item)
        await self.do("part_exchange", "charge", {"lines": [{"item": price.number, "qty": 1}]})

    async def agreement(self, price: str = "1280.00") -> None:
        """The agreement in hand, signed by both."""
        await self.do("agreement", "change", {"content": "更换电源模块", "price": price})
        await self.do("agreement", "sign_user", SIGNED, login="support")
        await self.do("agreement", "sign_company", SIGNED)

    async def release(self) -> None:
        data = {"product": "XT-200", "product_version": "2.0", "released_on": self.today()}
        await self.do("release", "register", data)

    async def upgrade(self, **system: Any) -> None:
        """One system with an upgrade opened by an announced release."""
        await self.system(**system)
        await self.release()
        await self.do("release", "announce")
        release = await self.row("release")
        row = await self.model("upgrade").filter(release_id=release.id).first()
        self.numbers["upgrade"] = row.number

    async def training(self, **data: Any) -> None:
        base = {
            "works": self.numbers["works"],
            "title": "操作员培训",
            "participants": "操作员甲、操作员乙",
            "place": "中控室",
            "starts_on": self.today(),
            "ends_on": self.today(1),
            "material": "操作手册",
            "teacher": "讲师甲",
            "timetable": "上午理论，下午上机",
        }
        await self.do("training", "plan", {**base, **data})

    async def trained(self) -> None:
        """An agreed training, held and examined."""
        await self.commissioned()
        await self.training()
        await self.do("training", "agree", {"agreed_with": "用户甲"})
        await self.do("training", "hold", {"held_on": self.today()})
        results = [{"name": "操作员甲", "score": 60}, {"name": "操作员乙", "score": 59}]
        await self.do("training", "examine", {"results": results})

    async def a_class(self) -> None:
        data = {"title": "维护班", "held": "before", "qualification": "电工证", "starts_on": self.today()}
        await self.do("training_class", "plan", data)

    async def trainee(self, name: str, *, qualified: bool | None = True) -> None:
        await self.do("trainee", "enrol", {"training_class": self.numbers["training_class"], "name": name})
        if qualified is not None:
            await self.do("trainee", "qualify", {"qualified": qualified, "evidence": "电工证"})

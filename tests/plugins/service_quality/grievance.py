"""Driving a complaint through the front door, step by step, by the people whose steps they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from core import clock as core_clock
from core.acts.perform import perform
from core.host.host import Host
from core.models import Duty, User
from core.models.access import SYSTEM
from core.rules.duty import duty_state
from core.testing.client import Client
from core.testing.make import Make
from plugins.service_quality.models import Complaint
from plugins.service_quality.rules.complaint_facts import KIND

PATH = "/s/service_quality/complaint"
SAID = {
    "complainant": "顾客甲",
    "object": "上门维修",
    "demand": "重新维修",
    "content": "修后当天又坏",
    "channel": "phone",
}
FOUNDED = {"sufficient": "yes", "reasonable": "yes", "ground": "属实"}
# whose step an act is; what is not named is the unit's: quality control
_WHO = {
    "record": "agent",
    "judge": "agent",
    "dismiss": "agent",
    "assign": "agent",
    "reply": "agent",
    "tell": "agent",
    "approve": "manager",
    "send_back": "manager",
    "penalise": "manager",
    "no_penalty": "manager",
    "close": "manager",
}
_STEPS = (
    "judge",
    "reply",
    "assign",
    "investigate",
    "propose",
    "approve",
    "tell",
    "redress",
    "no_penalty",
    "review",
    "close",
)
_STATES = {
    "recorded": 0,
    "judged": 1,
    "assigned": 3,
    "investigated": 4,
    "proposed": 5,
    "approved": 6,
    "told": 7,
    "penalised": 9,
    "reviewed": 10,
    "closed": 11,
}


class Grievance:
    """`number` is the complaint in hand. Every step signs in anew, so that the clock may have moved by days."""

    def __init__(self, host: Host, client: Client, make: Make) -> None:
        self.host, self.client, self.make = host, client, make
        self.number = ""
        self.cause = 0
        self.users: dict[str, int] = {}

    async def prepare(self) -> Grievance:
        """Quality goes to quality control, transport to freight, contract disputes to senior management."""
        self.users = {u["login"]: u["id"] for u in await User.all().values("login", "id")}
        for kind, login in (("quality", "quality_control"), ("transport", "freight"), ("contract", "senior")):
            await perform("core.route.set", SYSTEM, {"routing": KIND, "key": kind, "user": self.users[login]})
        await self.host.refresh()
        self.cause = (await perform("service_quality.cause.add", SYSTEM, {"code": "C1", "name": "装配"})).id
        return self

    async def customer(self) -> int:
        return (await self.make.customer()).id

    async def record(self, **data: Any) -> dict[str, Any]:
        base = {"customer": await self.customer(), "complained_at": core_clock.now().isoformat(), **SAID}
        body: dict[str, Any] = await self.do("record", {**base, **data})
        self.number = body["number"]
        return body

    async def attempt(self, act: str, data: Mapping[str, Any] | None = None, *, login: str = "") -> Any:
        """The answer to an act sent as JSON, whatever it is."""
        visitor = await self.client.as_(login or _WHO.get(act, "quality_control"))
        return await visitor.act(PATH if act == "record" else f"{PATH}/{self.number}", act, data)

    async def do(self, act: str, data: Mapping[str, Any] | None = None, *, login: str = "") -> Any:
        """The body of an act that must succeed; with its usual input unless told otherwise."""
        answer = await self.attempt(act, self.usual(act) if data is None else data, login=login)
        expected = 201 if act == "record" else 200
        assert answer.status_code == expected, f"{act}: {answer.status_code}: {answer.text[:600]}"
        return answer.json()

    async def to(self, state: str, *, kind: str = "quality", **data: Any) -> Grievance:
        """A new complaint, led to `state` on its usual way ("unfounded": judged so)."""
        await self.record(**data)
        if state == "unfounded":
            await self.do("judge", {**self.usual("judge"), "sufficient": "no"})
            return self
        subkind = {"quality": "defect", "service": "attitude", "proposal": "criticism"}.get(kind, "")
        for act in _STEPS[: _STATES[state]]:
            given = {"kind": kind, "subkind": subkind, **FOUNDED} if act == "judge" else None
            await self.do(act, given, login="senior" if act == "approve" and kind == "contract" else "")
        return self

    def usual(self, act: str) -> dict[str, Any]:
        """The input with which an act succeeds."""
        ahead = (core_clock.today() + timedelta(days=5)).isoformat()
        match act:
            case "judge":
                return {"kind": "quality", "subkind": "defect", **FOUNDED}
            case "reply":
                return {"reply": "已查明并安排", "reply_channel": "phone", "promised_on": ahead}
            case "dismiss":
                return {"unfounded_reason": "产品符合约定规格", "reply_channel": "phone"}
            case "assign":
                return {"authority": "500 元以内当场决定"}
            case "investigate":
                return {"cause": self.cause, "finding": "装配松动", "nobody": "供方零件"}
            case "propose":
                return {"solution": "更换", "regard": "按要求重修"}
            case "tell":
                return {"told_person": "顾客甲", "told_channel": "phone"}
            case "redress":
                return {"redress": "已更换", "reaction": "满意"}
            case "no_penalty":
                return {"no_penalty": "供方责任"}
            case "review":
                owner = self.users["quality_control"]
                words = {"review": "已回顾", "lessons": "加强检验", "plan": "增加抽检"}
                return {**words, "measure": "rules", "owner": owner, "due_on": ahead}
        return {}

    async def row(self) -> Complaint:
        return await Complaint.get(number=self.number)

    async def duty(self, code: str) -> str:
        """State of the latest duty of this code, now."""
        row = await Duty.filter(number=self.number, code=code).order_by("-id").first()
        assert row is not None, code
        return duty_state(row, core_clock.now(), self.host.enabled)

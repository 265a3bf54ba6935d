"""Driving a request form through the front door, step by step, by the people whose steps they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from core import clock as core_clock
from core.acts.perform import perform
from core.host.host import Host
from core.models import Duty, User
from core.models.access import SYSTEM
from core.rules.duty import duty_state
from core.testing.client import Client
from core.testing.make import Make
from plugins.service_quality.models import Request
from plugins.service_quality.rules.checklists import CHECKLISTS
from plugins.service_quality.rules.facts import REGION

PATH = "/s/service_quality/request"
STROKES = [[[8, 30], [16, 12], [26, 10]]]
END = {"cause": "传感器漂移", "explanation": "已说明更换件"}
SIGN = {"signer_name": "顾客甲", "signature": STROKES}


def kept(**but: Any) -> dict[str, Any]:
    """The checklists answered by yes, but for these items."""
    return {c.field: {item.key: but.get(item.key, "yes") for item in c.items} for c in CHECKLISTS}


# whose step an act is; everything else is the technician's of the region
_WHO = {
    "register": "agent",
    "assign": "agent",
    "log_call": "agent",
    "close": "manager",
    "close_unacknowledged": "manager",
}
_DAY = timedelta(days=1)


class Flow:
    """`number` is the form in hand. Every step signs in anew, so that the clock may have moved by days."""

    def __init__(self, host: Host, client: Client, make: Make) -> None:
        self.host, self.client, self.make = host, client, make
        self.number = ""
        self.customer: Any = None
        self.asset: Any = None
        self.items: dict[str, int] = {}

    async def prepare(self) -> Flow:
        """The region north is answered by the technician `north`; the price list holds one part and one labour."""
        technician = await User.get(login="north")
        await perform("core.route.set", SYSTEM, {"routing": REGION, "key": "north", "user": technician.id})
        await self.host.refresh()
        for code, name, kind, price in (("P1", "排水泵", "part", "120.00"), ("L1", "人工", "labour", "80.00")):
            data = {"code": code, "name": name, "kind": kind, "price": price}
            self.items[code] = (await perform("service_quality.price_item.add", SYSTEM, data)).id
        return self

    def lines(self, **qty: int) -> dict[str, Any]:
        """Input of a charge: `lines(P1=1, L1=1)`."""
        return {"lines": [{"item": self.items[code], "qty": n} for code, n in qty.items()]}

    async def product(self, *, days_left: int | None = 300, region: str = "north") -> None:
        """A customer's product whose warranty ends in so many days from today; None: no warranty known."""
        today: date = core_clock.today()
        self.customer = await self.make.customer(region=region)
        warranty = None if days_left is None else (today + days_left * _DAY).isoformat()
        self.asset = await self.make.asset(self.customer, warranty_to=warranty)

    def call(self, **data: Any) -> dict[str, Any]:
        """Input of a registration."""
        base = {"customer": self.customer.id, "asset": self.asset.id, "fault": "不排水", "channel": "phone"}
        return {**base, **data}

    async def register(self, *, days_left: int | None = 300, region: str = "north", **data: Any) -> dict[str, Any]:
        await self.product(days_left=days_left, region=region)
        body = await self.do("register", self.call(**data))
        self.number = body["number"]
        return body

    async def attempt(self, act: str, data: Mapping[str, Any] | None = None, *, login: str = "") -> Any:
        """The answer to an act sent as JSON, whatever it is."""
        visitor = await self.client.as_(login or _WHO.get(act, "north"))
        path = PATH if act == "register" else f"{PATH}/{self.number}"
        return await visitor.act(path, act, data)

    async def do(self, act: str, data: Mapping[str, Any] | None = None, *, login: str = "") -> Any:
        """The body of an act that must succeed."""
        answer = await self.attempt(act, data, login=login)
        expected = 201 if act == "register" else 200
        assert answer.status_code == expected, f"{act}: {answer.status_code}: {answer.text[:600]}"
        return answer.json()

    async def to(self, state: str, *, days_left: int | None = 300, **data: Any) -> Flow:
        """A new form, led to `state` on its usual way ("checked" = on the visit with the checklist answered)."""
        await self.register(days_left=days_left, region="elsewhere" if state == "registered" else "north", **data)
        for name in _WAYS[state]:
            await self.do(name, await self.usual(name))
        return self

    async def usual(self, act: str) -> dict[str, Any]:
        """The input with which an act succeeds."""
        now, today = core_clock.now(), core_clock.today()
        match act:
            case "contact":
                return {"contact_result": "reached", "appointment_at": (now + timedelta(hours=2)).isoformat()}
            case "check":
                return kept()
            case "fix" | "take_in":
                return END
            case "write_slip":
                return {
                    "promised_on": (today + 5 * _DAY).isoformat(),
                    "intake_condition": "完好",
                    "accessories": "遥控器",
                }
            case "sign" | "sign_slip" | "sign_return" | "countersign_slip" | "countersign_return":
                return SIGN
            case "repair":
                return {"work": "更换排水泵", "return_condition": "完好"}
            case "card_line":
                return {"content": "更换排水泵"}
            case "charge":
                return self.lines(P1=1, L1=1)
            case "invoice":
                return {"invoice_no": "FP-1"}
            case "close_unacknowledged":
                return {"unacknowledged": "顾客拒签"}
        return {}

    async def row(self) -> Request:
        return await Request.get(number=self.number)

    async def duty(self, code: str) -> str:
        """State of the latest duty of this code, now."""
        return duty_state(await self.duty_row(code), core_clock.now(), self.host.enabled)

    async def duty_row(self, code: str) -> Duty:
        row = await Duty.filter(number=self.number, code=code).order_by("-id").first()
        assert row is not None, code
        return row


_VISIT = ("contact", "arrive")
_CHECKED = (*_VISIT, "check")
_TAKEN = (*_CHECKED, "write_slip", "sign_slip", "countersign_slip", "take_in")
_RETURNED = (*_TAKEN, "repair", "sign_return", "countersign_return", "give_back")
_SIGNED = (*_CHECKED, "fix", "card_line", "sign")
_WAYS: Mapping[str, tuple[str, ...]] = {
    "registered": (),
    "assigned": (),
    "appointed": ("contact",),
    "visiting": _VISIT,
    "checked": _CHECKED,
    "fixed": (*_CHECKED, "fix"),
    "taken_in": _TAKEN,
    "returned": _RETURNED,
    "signed": _SIGNED,
    "submitted": (*_SIGNED, "submit"),
    "closed": (*_SIGNED, "submit", "close"),
}

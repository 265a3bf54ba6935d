"""Driving a question through the front door, step by step, by the people whose steps they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from core import clock as core_clock
from core.clock import SHANGHAI
from core.host.host import Host
from core.models import Duty
from core.rules.duty import duty_state
from core.testing.client import Client
from core.testing.make import Make
from plugins.tech_support.models import OnsiteVisit, Question, RemoteSession

QUESTION, SESSION, VISIT = "question", "remote_session", "onsite_visit"
MODELS: Mapping[str, Any] = {QUESTION: Question, SESSION: RemoteSession, VISIT: OnsiteVisit}
TICK = timedelta(microseconds=1)
ANSWER = {"answer": "重新插紧网线后重启", "answer_channel": "phone"}
CONSENT = {"consent_by": "用户甲"}
AGREED = {"agreed_with": "用户乙"}
BREACH = {"breach": "漏看留言"}


def at(text: str) -> datetime:
    """An instant by its Shanghai wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class Desk:
    """`numbers` holds the question, session and visit in hand. Every step signs in anew, so that the clock may have moved."""

    def __init__(self, host: Host, client: Client, make: Make) -> None:
        self.host, self.client, self.make = host, client, make
        self.numbers: dict[str, str] = {}

    async def attempt(
        self, subject: str, act: str, data: Mapping[str, Any] | None = None, *, login: str = "support"
    ) -> Any:
        """The answer to an act sent as JSON, whatever it is."""
        visitor = await self.client.as_(login)
        return await visitor.act(self.path(subject, creating=act == "ask"), act, data)

    async def do(self, subject: str, act: str, data: Mapping[str, Any] | None = None, *, login: str = "support") -> Any:
        """The body of an act that must succeed."""
        answer = await self.attempt(subject, act, data, login=login)
        assert answer.status_code == (201 if act == "ask" else 200), f"{act}: {answer.status_code}: {answer.text[:600]}"
        return answer.json()

    def path(self, subject: str, *, creating: bool = False) -> str:
        base = f"/s/tech_support/{subject}"
        return base if creating else f"{base}/{self.numbers[subject]}"

    async def ask(self, *, login: str = "support", region: str = "north", **data: Any) -> Any:
        customer = await self.make.customer(region=region)
        base = {"customer": customer.number, "title": "通讯中断", "channel": "mobile"}
        body = await self.do(QUESTION, "ask", {**base, **data}, login=login)
        self.numbers = {QUESTION: body["number"]}
        return body

    async def answered(self) -> None:
        await self.ask()
        await self.do(QUESTION, "answer", ANSWER)

    async def remote(self, consent: Mapping[str, Any] = CONSENT) -> None:
        """An answered question with a session arranged."""
        await self.answered()
        self.numbers[SESSION] = (await self.do(QUESTION, "arrange_remote", consent))["session"]

    async def on_site(self, **data: Any) -> None:
        """An answered question with a visit agreed."""
        await self.answered()
        self.numbers[VISIT] = (await self.do(QUESTION, "agree_on_site", {**AGREED, **data}))["visit"]

    async def row(self, subject: str = QUESTION) -> Any:
        return await MODELS[subject].get(number=self.numbers[subject])

    async def duty_row(self, subject: str, code: str) -> Duty:
        row = await Duty.filter(number=self.numbers[subject], code=code).order_by("-id").first()
        assert row is not None, code
        return row

    async def duty(self, subject: str, code: str) -> str:
        """State of the latest duty of this code, now."""
        return duty_state(await self.duty_row(subject, code), core_clock.now(), self.host.enabled)

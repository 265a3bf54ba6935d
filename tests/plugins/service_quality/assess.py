"""Driving the assessment through the front door: programmes, assessments, staff, rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.host.host import Host
from core.models import Department
from core.testing.client import Client
from core.testing.make import Make

BASE = "/s/service_quality/"
SKILL = {"name": "维修技能", "aspect": "skill", "scale": 10, "weight": 60}
SPEED = {"name": "及时率", "aspect": "speed", "measured": "yes", "target": "95 %", "scale": 5, "weight": 40}
INSPECTED = {"place": "北区网点", "attitude": 5, "execution": 4, "service_items": 3, "norms": 4, "contentment": 5}
HELP = {"analysis": "备件不足", "help_plan": "每周补货"}
QUARTER = {"from_on": "2026-01-01", "to_on": "2026-03-31"}


class Assess:
    """`north` is assessed; its head is "north_head", whom management's people are not of."""

    def __init__(self, host: Host, client: Client, make: Make) -> None:
        self.host, self.client, self.make = host, client, make

    async def prepare(self) -> Assess:
        self.north = await Department.get(code="north")
        self.head = await self.make.user("north_head", "manager", "own", "north")
        self.worker = await self.make.user("north_worker", "technician", "own", "north")
        return self

    async def attempt(self, subject: str, act: str, data: Mapping[str, Any] | None = None, **more: Any) -> Any:
        """`number` None: a creating act."""
        number, login = more.get("number"), more.get("login", "manager")
        path = f"{BASE}{subject}/{number}" if number else f"{BASE}{subject}"
        return await (await self.client.as_(login)).act(path, act, dict(data or {}))

    async def do(self, subject: str, act: str, data: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        answer = await self.attempt(subject, act, data, **more)
        assert answer.status_code in (200, 201), answer.text
        found: dict[str, Any] = answer.json()
        return found

    def drafted(self, **changes: Any) -> dict[str, Any]:
        base = {"name": "季度考核", "form": "self", "department": self.north.id, "goals": "提高服务质量"}
        span = {"from_on": "2026-01-01", "to_on": "2026-12-31"}
        return {**base, **span, "items": [SKILL, SPEED], **changes}

    async def running(self, **changes: Any) -> str:
        """The number of a programme that has begun."""
        number = str((await self.do("programme", "draft", self.drafted(**changes)))["number"])
        await self.do("programme", "start", number=number)
        return number

    async def assessed(self, programme: str, login: str = "north_head", **points: int) -> str:
        """The number of an assessment whose items have their points (skill of 10, speed of 5)."""
        from plugins.service_quality.models import Assessment, Score

        await self.do("programme", "assess", QUARTER, number=programme, login=login)
        found = await Assessment.all().order_by("-id").first()
        assert found is not None
        wanted = {"skill": 8, "speed": 5, **points}
        for score in await Score.filter(assessment_id=found.id):
            data = {"points": wanted[score.aspect], "comment": "按记录", "figure": "96 %"}
            await self.do("score", "give", data, number=score.number, login=login)
        return str(found.number)

    async def rule(self, kind: str = "penalty") -> int:
        from plugins.service_quality.models import RewardRule

        data = {"kind": kind, "text": "按制度奖惩", "from_on": "2026-01-01"}
        number = (await self.do("reward_rule", "adopt", data))["number"]
        return (await RewardRule.get(number=number)).id

    async def file(self) -> int:
        """The staff file of "north_worker"."""
        from plugins.service_quality.models import StaffFile

        data = {"user": self.worker.id, "joined_on": "2025-11-10", "post": "维修工"}
        number = (await self.do("staff_file", "open", data))["number"]
        return (await StaffFile.get(number=number)).id

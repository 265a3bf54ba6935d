"""Every gate of assessment, training and rewarding, as JSON, as an HTML form, and in a batch. Nothing ever changes."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from core import clock as core_clock
from core.acts.many import perform_many
from core.forms import flatten
from core.host.host import Host
from core.i18n import gettext
from core.models import Journal
from core.testing.client import Client
from core.testing.refusals import named_by
from plugins.service_quality.models import Assessment, ConductCase, Programme, RewardRule, Score, StaffFile
from tests.plugins.service_quality.assess import BASE, HELP, INSPECTED, QUARTER, SKILL, SPEED, Assess

HEAVY = [SKILL, {**SPEED, "weight": 41}]
AIMLESS = [SKILL, {**SPEED, "target": ""}]
BACKWARDS = {"from_on": "2026-03-01", "to_on": "2026-02-28"}
TOO_LONG = {"from_on": "2026-01-01", "to_on": "2027-01-01"}
AHEAD = {"from_on": "2026-03-03", "to_on": "2026-03-31"}


class Try(NamedTuple):
    """In `stage` (see `Stages`; "" makes something new), the act with these changes of its usual input is refused by `clause`."""

    stage: str
    act: str
    clause: str
    keys: tuple[str, ...]
    data: Mapping[str, Any] = {}
    login: str = "manager"


TRIES = (
    Try("", "programme.draft", "ES-3.1", ("weight",), {"items": HEAVY}),
    Try("", "programme.draft", "ES-3.1", ("target",), {"items": AIMLESS}),
    Try("", "programme.draft", "ES-3.0", ("to_on",), BACKWARDS),
    Try("drafted", "programme.revise", "ES-3.1", ("weight",), {"items": HEAVY}),
    Try("drafted", "programme.revise", "ES-3.1", ("target",), {"items": AIMLESS}),
    Try("running", "programme.assess", "ES-3.0", ("to_on",), BACKWARDS, "north_head"),
    Try("running", "programme.assess", "ES-3.3", ("from_on",), TOO_LONG, "north_head"),
    Try("running", "programme.assess", "ES-3.3", ("from_on",), AHEAD, "north_head"),
    Try("running", "programme.assess", "ES-3.3", ("assessor",), {}, "inspector"),
    Try("managed", "programme.assess", "ES-3.3", ("assessor",), {}, "north_head"),
    Try("skill", "score.give", "ES-3.1", ("points",), {"points": 11}, "north_head"),
    Try("skill", "score.give", "ES-3.1", ("points",), {"points": None}, "north_head"),
    Try("skill", "score.give", "ES-3.1", ("comment",), {"comment": ""}, "north_head"),
    Try("speed", "score.give", "ES-3.1", ("figure",), {"figure": ""}, "north_head"),
    Try("unscored", "assessment.conclude", "ES-3.1", ("scores",)),
    Try("scored", "assessment.conclude", "ES-3.4", ("consequence",), {"consequence": ""}),
    Try("scored", "assessment.conclude", "ES-3.4", ("analysis",), {"analysis": ""}),
    Try("scored", "assessment.conclude", "ES-3.4", ("help_plan",), {"help_plan": ""}),
    Try("scored", "assessment.conclude", "ES-2.5", ("rule",), {"rule": "@reward"}),
    Try("scored", "assessment.conclude", "ES-2.5", ("person",), {"person": "@manager"}),
    Try("", "reward.decide", "ES-3.4", ("analysis",), {"analysis": ""}),
    Try("", "reward.decide", "ES-3.4", ("help_plan",), {"help_plan": ""}),
    Try("", "reward.decide", "ES-2.5", ("rule",), {"rule": None}),
    Try("", "reward.decide", "ES-2.5", ("rule",), {"rule": "@reward"}),
    Try("", "reward.decide", "ES-2.5", ("rule",), {"rule": "@withdrawn"}),
    Try("", "reward.decide", "ES-2.5", ("person",), {"person": "@manager"}),
    Try("", "reward.decide", "ES-2.5", ("reason",), {"reason": ""}),
    Try("", "reward.decide", "ES-2.5", ("means",), {"means": ""}),
    Try("filed", "staff_file.open", "ES-2.4", ("user",)),
    Try("staff", "staff_file.leave", "ES-2.4", ("left_on",), {"left_on": "2026-03-03"}),
    Try("", "training.record", "ES-2.4", ("staff",), {"staff": "@left"}),
    Try("", "training.record", "ES-2.4", ("on",), {"on": "2026-03-03"}),
    Try("", "conduct_case.report", "ES-2.4", ("staff",), {"staff": "@left"}),
    Try("reported", "conduct_case.decide", "ES-2.5", ("statement",)),
    Try("heard", "conduct_case.decide", "ES-2.5", ("rule",), {"rule": "@reward"}),
    Try("heard", "conduct_case.decide", "ES-2.5", ("rule",), {"rule": "@withdrawn"}),
    Try("", "finding.file", "ES-3.5", ("found_on",), {"found_on": "2026-03-03"}, "woodpecker"),
    Try("", "inspection.record", "ES-3.2.1", ("inspector",), {"department": "@hq"}, "inspector"),
    Try("", "report.write", "ES-3.0", ("to_on",), BACKWARDS, "north_head"),
    Try("", "report.write", "ES-3.3", ("programme",), {}, "manager"),
    Try("", "report.write", "ES-3.3", ("programme",), {"programme": "@drafted"}, "north_head"),
    Try("", "report.write", "ES-3.3", ("programme",), {"programme": "@managed"}, "north_head"),
    Try("", "report.write", "ES-3.3", ("from_on",), TOO_LONG, "north_head"),
)

_WORDS = {"means": "moral", "rule": "@penalty", **HELP}
USUAL: Mapping[str, Mapping[str, Any]] = {
    "programme.draft": {},
    "programme.revise": {"goals": "提高服务质量", "items": [SKILL, SPEED]},
    "programme.assess": QUARTER,
    "score.give": {"points": 4, "figure": "96 %", "comment": "按记录"},
    "assessment.conclude": {
        "method": "inspection",
        "evidence": "XJ-1",
        "consequence": "penalty",
        "person": "@north_worker",
        **_WORDS,
    },
    "reward.decide": {"person": "@north_worker", "kind": "penalty", "reason": "迟到", **_WORDS},
    "staff_file.open": {"user": "@north_worker", "joined_on": "2026-01-01"},
    "staff_file.leave": {},
    "training.record": {"staff": "@staff", "topic": "skill", "content": "拆装", "hours": 8, "result": "passed"},
    "conduct_case.report": {"staff": "@staff", "what": "对顾客无礼"},
    "conduct_case.decide": {"decision": "扣发奖金", **_WORDS},
    "finding.file": {"inspected": "@north", "fault": "备件账实不符"},
    "inspection.record": {"department": "@north", **INSPECTED},
    "report.write": {"programme": "@running", **QUARTER},
}


class Stages:
    """What a try stands on: `number(stage)` of what is acted on, `id(name)` of what an "@name" of its input means."""

    def __init__(self, assess: Assess) -> None:
        self.assess = assess

    async def number(self, stage: str) -> str:
        if not stage:
            return ""
        found: str = await getattr(self, f"_{stage}")()
        return found

    async def id(self, name: str) -> int:
        a = self.assess
        match name:
            case "penalty" | "reward":
                return await a.rule(name)
            case "withdrawn":
                rule = await RewardRule.get(id=await a.rule())
                await a.do("reward_rule", "withdraw", number=rule.number)
                return rule.id
            case "staff" | "left":
                staff = await a.file()
                if name == "left":
                    await a.do("staff_file", "leave", number=(await StaffFile.get(id=staff)).number)
                return staff
            case "drafted" | "running" | "managed":
                return (await Programme.get(number=await self.number(name))).id
            case "north" | "hq":
                place = a.host.directory.by_code(name)
                assert place is not None
                return place.id
        return (await a.make.actor(name)).id

    async def _drafted(self) -> str:
        return str((await self.assess.do("programme", "draft", self.assess.drafted()))["number"])

    async def _running(self) -> str:
        return await self.assess.running()

    async def _managed(self) -> str:
        return await self.assess.running(form="management")

    async def _skill(self) -> str:
        await self._unscored()
        return (await Score.get(aspect="skill")).number

    async def _speed(self) -> str:
        await self._unscored()
        return (await Score.get(aspect="speed")).number

    async def _unscored(self) -> str:
        await self.assess.do("programme", "assess", QUARTER, number=await self._running(), login="north_head")
        return (await Assessment.get()).number

    async def _scored(self) -> str:
        return await self.assess.assessed(await self._running())

    async def _filed(self) -> str:
        await self.assess.file()
        return ""

    async def _staff(self) -> str:
        return (await StaffFile.get(id=await self.assess.file())).number

    async def _reported(self) -> str:
        data = {"staff": await self.assess.file(), "what": "对顾客无礼"}
        await self.assess.do("conduct_case", "report", data, login="inspector")
        return (await ConductCase.get()).number

    async def _heard(self) -> str:
        number = await self._reported()
        await self.assess.do("conduct_case", "hear", {"statement": "当时在接听电话"}, number=number)
        return number


async def _rows(model: Any) -> list[dict[str, Any]]:
    """All there is, but for the journal's chain: that grows by each refusal."""
    rows = await model.all().order_by("id").values()
    return [{k: v for k, v in row.items() if k not in ("head", "seq")} for row in rows]


async def _input(tried: Try, stages: Stages) -> dict[str, Any]:
    """What is usual for the act, but for what is tried; "@name" means the id of that."""
    base = stages.assess.drafted() if tried.act == "programme.draft" else USUAL[tried.act]
    data = {k: v for k, v in {**base, **tried.data}.items() if v is not None}
    for name, value in data.items():
        if isinstance(value, str) and value.startswith("@"):
            data[name] = await stages.id(value[1:])
    return data


def _title(tried: Try) -> str:
    return f"{tried.stage}-{tried.act}-{tried.clause}-{tried.keys[0]}"


@pytest.mark.parametrize("tried", TRIES, ids=_title)
async def test_gate_refuses_as_json_as_form_and_in_a_batch(
    assess: Assess, client: Client, host: Host, tried: Try
) -> None:
    stages, (subject, act) = Stages(assess), tried.act.split(".")
    number, data = await stages.number(tried.stage), await _input(tried, stages)
    model = host.registry.subjects[f"service_quality.{subject}"].model
    before = await _rows(model)
    refusals = await Journal.filter(refused=True).count()

    answer = await assess.attempt(subject, act, data, number=number, login=tried.login)
    assert named_by(answer, tried.clause)["message"]
    named = [r for r in answer.json()["refusals"] if r["clause"] == tried.clause]
    assert set(tried.keys) <= {k for r in named for k in r["keys"]}

    visitor = await client.as_(tried.login)
    page = await visitor.form(f"{BASE}{subject}/{number}".rstrip("/"), act, _typed(data))
    assert page.status_code == 409
    assert gettext(host.registry.clauses[tried.clause].cite) in html.unescape(page.text)

    actor = await assess.make.actor(tried.login)
    row = {"subject": (await model.get(number=number)).id, **data} if number else data
    (result,) = await perform_many(f"service_quality.{tried.act}", actor, [row], key_prefix="batch")
    assert tried.clause in {r.clause for r in result.refusals}
    assert set(tried.keys) <= {k for r in result.refusals for k in r.keys}

    assert await _rows(model) == before
    assert await Journal.filter(refused=True).count() == refusals + 3


def _typed(data: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in flatten(dict(data)).items() if v != ""}


@pytest.mark.parametrize("act", sorted({t.act for t in TRIES} - {"staff_file.open"}))
async def test_usual_input_is_not_refused(assess: Assess, act: str) -> None:
    """So that each try above fails by what it changes, and by nothing else."""
    tried = next(t for t in TRIES if t.act == act)
    stage = {"assessment.conclude": "scored", "conduct_case.decide": "heard"}.get(act, tried.stage)
    stages, (subject, name) = Stages(assess), act.split(".")
    data = await _input(tried._replace(data={}), stages)
    login = "north_head" if act == "report.write" else tried.login
    await assess.do(subject, name, data, number=await stages.number(stage), login=login)


@pytest.mark.clause("ES-3.0")
async def test_period_of_one_day_up_to_the_last_of_the_programme_is_assessed(assess: Assess) -> None:
    """The edges: it begins today, ends on the day it begins, and the programme is not a day longer."""
    today = core_clock.today()
    span = {"from_on": today.isoformat(), "to_on": today.isoformat()}
    await assess.do("programme", "assess", span, number=await assess.running(**span), login="north_head")
    row = await Assessment.get()
    assert (row.from_on, row.to_on) == (today, today)

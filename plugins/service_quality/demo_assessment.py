"""A quarter of assessment: staff with their training, rules, two programmes, one assessment concluded and one open, what they rest on, a report.

The texts are in `demo_assessment.json`. Each step is an act of the person whose step it is, at its own time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from core.api import Outcome, User, clock, host, midnight, perform
from plugins.service_quality import assessing as a
from plugins.service_quality.models import Programme, Score

Run = Callable[..., Any]
_HEAD, _SENIOR, _INSPECTOR, _QUALITY = "zhuguan01", "gaoceng01", "kaohe01", "zhijian01"
_MORNING = timedelta(hours=9, minutes=30)
_BEGUN = 60  # days ago; nothing can be done before the people were there


async def fill(run: Run) -> None:
    """After the complaints, whose people take part; a second call adds nothing."""
    texts = json.loads(Path(__file__).with_name("demo_assessment.json").read_text(encoding="utf-8"))
    await _people(run, texts["people"])
    told = _Telling(texts, {u["login"]: u["id"] for u in await User.all().values("id", "login")})
    await told.staff()
    await told.evidence()
    await told.assessments()


async def _people(run: Run, people: list[Mapping[str, Any]]) -> None:
    for row in people:
        place = host().directory.by_code(row["department"])
        data = {name: row[name] for name in ("login", "name", "phone")}
        data |= {"department": place and place.id, "password": run.password}  # type: ignore[attr-defined]
        made = await run("core.user.invite", data)
        await run(
            "core.user.grant",
            {"role": row["role"], "scope": row["scope"]},
            subject=made.id,
            key=f"grant:{row['login']}",
        )
        await run("core.user.settle", {}, subject=made.id, key=f"settle:{row['login']}")
    await host().refresh()


class _Telling:
    """`texts` is the content of the file, `users` ids by login."""

    def __init__(self, texts: Mapping[str, Any], users: Mapping[str, int]) -> None:
        self.texts, self.users = texts, users
        self.files: dict[str, int] = {}
        self.rules: dict[str, int] = {}

    async def do(
        self,
        act: str,
        login: str,
        days: float,
        data: Mapping[str, Any],
        subject: int | None = None,
        key: int | str | None = None,
    ) -> Outcome:
        """By this person, so many days ago in the morning."""
        at = min(clock.now(), midnight(clock.today() - timedelta(days=int(days))) + _MORNING)
        actor = await host().actor(self.users[login])
        assert actor is not None, login
        with clock.frozen(at):
            return await perform(
                act, actor, dict(data), subject=subject, key=f"demo:{act}:{subject if key is None else key}"
            )

    def place(self, code: str) -> int | None:
        found = host().directory.by_code(code)
        return found.id if found else None

    async def staff(self) -> None:
        for n, rule in enumerate(self.texts["rules"]):
            data = {**rule, "from_on": _ago(_BEGUN)}
            made = await self.do(a.ADOPT, _HEAD, _BEGUN - 1, data, key=n)
            self.rules[rule["kind"]] = self.rules.get(rule["kind"], made.id)
        for row in self.texts["staff"]:
            data = {"user": self.users[row["login"]], "joined_on": _ago(row["days"]), "post": row["post"]}
            self.files[row["login"]] = (await self.do(a.OPEN_FILE, "renshi01", _BEGUN - 1, data, key=row["login"])).id
            for n, lesson in enumerate(row["trained"]):
                told = {k: v for k, v in lesson.items() if k != "days"} | {"staff": self.files[row["login"]]}
                await self.do(a.TRAIN, "renshi01", lesson["days"], told, key=f"{row['login']}:{n}")
        await self._case(self.texts["case"])

    async def _case(self, case: Mapping[str, Any]) -> None:
        what = {"staff": self.files[case["staff"]], "what": case["what"]}
        made = await self.do(a.REPORT_CONDUCT, case["by"], case["days"], what, key="case")
        await self.do(a.HEAR, _HEAD, case["days"] - 1, {"statement": case["statement"]}, made.id)
        await self.do(a.DECIDE_CONDUCT, _SENIOR, case["days"] - 2, {"decision": case["decision"]}, made.id)

    async def evidence(self) -> None:
        for n, row in enumerate(self.texts["inspections"]):
            await self.do(a.INSPECT, _INSPECTOR, row["days"], self._at(row), key=n)
        for n, row in enumerate(self.texts["feedback"]):
            said = {k: v for k, v in self._at(row).items() if k != "outcome"}
            made = await self.do(a.NOTE, "xinxi01", row["days"], said, key=n)
            if row["outcome"]:
                await self.do(a.HANDLE, _HEAD, row["days"] - 3, {"outcome": row["outcome"]}, made.id)
        for n, row in enumerate(self.texts["findings"]):
            found = {"inspected": self.place(row["code"]), "fault": row["fault"], "proposal": row["proposal"]}
            made = await self.do(a.FILE, "zhuomu01", row["days"], found, key=n)
            if row["owner"]:
                due = clock.today() + timedelta(days=10)
                measure = {"owner": self.users[row["owner"]], "kind": "rules", "due_on": due}
                await self.do(a.PASS_TO, _QUALITY, row["days"] - 1, measure, made.id)
        for n, row in enumerate(self.texts["ledger"]):
            await self.do(a.ENTER, _HEAD, row["days"], self._at(row), key=n)

    def _at(self, row: Mapping[str, Any]) -> dict[str, Any]:
        data = {k: v for k, v in row.items() if k not in ("days", "code")}
        return {**data, "department": self.place(row["code"])}

    async def assessments(self) -> None:
        """Of the two programmes the department's own is concluded, management's is being scored."""
        for row in self.texts["programmes"]:
            year = clock.today().year
            span = {"from_on": date(year, 1, 1), "to_on": date(year + 1, 12, 31)}
            data = {**row, **span, "department": self.place("service"), "items": self.texts["items"]}
            programme = (await self.do(a.DRAFT, _HEAD, _BEGUN - 2, data, key=row["form"])).id
            await self.do(a.START, _HEAD, _BEGUN - 2, {}, programme)
            assessor = _HEAD if row["form"] == "self" else _INSPECTOR
            first, last = _quarter()
            await self.do(a.ASSESS, assessor, 2, {"from_on": first, "to_on": last}, programme)
            await self._score(programme, assessor, whole=row["form"] == "self")
            if row["form"] == "self":
                await self._report(programme)

    async def _score(self, programme: int, assessor: str, *, whole: bool) -> None:
        scores = await Score.filter(assessment__programme_id=programme).order_by("id")
        for score in scores if whole else scores[:2]:
            points, figure, comment = self.texts["scores"][score.aspect]
            await self.do(a.GIVE, assessor, 1, {"points": points, "figure": figure, "comment": comment}, score.id)
        if whole and scores:
            said = {**self.texts["conclusion"], "rule": self.rules["penalty"], "person": self.users["jishu02"]}
            await self.do(a.CONCLUDE, _SENIOR, 0, said, scores[0].assessment_id)  # type: ignore[attr-defined]

    async def _report(self, programme: int) -> None:
        running = await Programme.get(id=programme)
        first, last = _quarter()
        data = {**self.texts["report"], "programme": running.id, "from_on": first, "to_on": last}
        made = await self.do(a.WRITE, _HEAD, 1, data, key=programme)
        await self.do(a.SUBMIT, _HEAD, 0, {}, made.id)


def _ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def _quarter() -> tuple[date, date]:
    """This quarter up to its last day."""
    today = clock.today()
    month = (today.month - 1) // 3 * 3 + 1
    after = date(today.year + month // 10, (month + 2) % 12 + 1, 1)
    return date(today.year, month, 1), after - timedelta(days=1)

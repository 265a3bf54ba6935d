"""Complaints at every step, some late, with penalties and improvements; visits; opinion cards answered, on paper, open and run out.

The texts are in `demo_complaints.json`. Each step is an act of the person whose step it is, at its own time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.api import SYSTEM, Actor, Asset, Department, Outcome, User, clock, host, midnight, perform
from plugins.service_quality import names as n
from plugins.service_quality.models import Cause, Request
from plugins.service_quality.rules.complaint_facts import KIND

Run = Callable[..., Any]
Step = tuple[str, str, float, dict[str, Any]]  # act, login, hours after the complaint, input
_CLERK = "kefu01"


class _World:
    """`texts` is the content of the file; ids by login, product and cause."""

    texts: Mapping[str, Any]
    users: Mapping[str, int]
    assets: Mapping[str, Mapping[str, Any]]
    causes: Mapping[str, int]
    tickets: Mapping[int, int]

    async def load(self, texts: Mapping[str, Any]) -> _World:
        self.texts = texts
        self.users = {u["login"]: u["id"] for u in await User.all().values("id", "login")}
        rows = await Asset.all().values("identifier", "id", "customer_id", "customer__name")
        self.assets = {a["identifier"]: a for a in rows}
        self.causes = {c["code"]: c["id"] for c in await Cause.all().values("id", "code")}
        self.tickets = dict(await Request.all().values_list("asset_id", "ticket_id"))
        return self

    def asset(self, story: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.assets[f"SN-{story['asset']:05d}"]

    async def do(self, key: str, act: str, login: str, data: dict[str, Any], subject: int | None = None) -> Outcome:
        actor = await host().actor(self.users[login])
        assert actor is not None, login
        return await _once(key, act, actor, data, subject)


async def _once(key: str, act: str, actor: Actor, data: dict[str, Any], subject: int | None) -> Outcome:
    return await perform(act, actor, data, subject=subject, key=f"demo:{act}:{key}")


async def fill(run: Run) -> None:
    """`run` acts as the system, see `core.own.demo.Run`; a second call adds nothing."""
    texts = json.loads(Path(__file__).with_name("demo_complaints.json").read_text(encoding="utf-8"))
    await _people(run, texts)
    with clock.frozen(clock.now() - timedelta(days=60)):
        await run.many(f"{n.CAUSE}.add", texts["causes"])  # type: ignore[attr-defined]
    world = await _World().load(texts)
    for story in texts["complaints"]:
        await _tell(world, story)
    for visit in texts["visits"]:
        await _visit(world, visit)
    for card in texts["cards"]:
        await _card(world, card)
    for survey in texts["surveys"]:
        await _survey(world, survey)


async def _people(run: Run, texts: Mapping[str, Any]) -> None:
    departments = {d["code"]: d["id"] for d in await Department.all().values("id", "code")}
    ids = {u["login"]: u["id"] for u in await User.all().values("id", "login")}
    for row in texts["people"]:
        data = {name: row[name] for name in ("login", "name", "phone")}
        data |= {"department": departments[row["department"]], "password": run.password}  # type: ignore[attr-defined]
        ids[row["login"]] = (await run("core.user.invite", data)).id
        rights = {"role": row["role"], "scope": row["scope"]}
        await run("core.user.grant", rights, subject=ids[row["login"]], key=f"grant:{row['login']}")
    # in force before the first of the stories
    with clock.frozen(clock.now() - timedelta(days=60)):
        for kind, login in texts["routes"].items():
            await run("core.route.set", {"routing": KIND, "key": kind, "user": ids[login]}, key=f"{KIND}:{kind}")
    await host().refresh()


def _began(story: Mapping[str, Any]) -> datetime:
    """Some minutes ago, or some days ago in the morning."""
    if "minutes" in story:
        return clock.now() - timedelta(minutes=story["minutes"])
    return midnight(clock.today() - timedelta(days=story["days"])) + timedelta(hours=9, minutes=story["asset"])


async def _tell(world: _World, story: Mapping[str, Any]) -> None:
    """One complaint from the record to its last step; nothing happens in the future."""
    began, end, case = _began(story), clock.now(), None
    for act, login, hours, data in _steps(world, story, began):
        at = began + timedelta(hours=hours)
        if at > end:
            return
        with clock.frozen(at):
            subject = None if case is None else case.id
            done = await world.do(story["key"], act, login, data, subject)
        case = case or done
        if act == n.REVIEW and "then" in story:
            await _measure(world, story, int(done.extra["improvement_id"]), at, end)
        if act.rpartition(".")[2] == story["last"]:
            return


def _steps(world: _World, story: Mapping[str, Any], began: datetime) -> Iterator[Step]:
    words, late = world.texts["words"], story.get("late", ())
    asset = world.asset(story)
    record = {
        "customer": asset["customer_id"],
        "asset": asset["id"],
        "about": world.tickets.get(asset["id"]) if story.get("about") else None,
        "complainant": asset["customer__name"],
        "complained_at": began,
        **{name: story[name] for name in ("object", "demand", "content")},
        "channel": "phone",
    }
    yield n.COMPLAIN, _CLERK, 0.2, record
    if "unfounded" in story:
        yield from _unfounded(story)
        return
    promised = (began + timedelta(days=6)).date()
    reply = {"reply": words["reply"], "reply_channel": "phone", "promised_on": promised}
    yield n.REPLY, _CLERK, 30 if "reply" in late else 2, reply
    judged = {"kind": story.get("first", story["kind"]), "subkind": story.get("first_subkind", story["subkind"])}
    yield n.JUDGE, _CLERK, 31, {**judged, "sufficient": True, "reasonable": True, "ground": words["ground"]}
    yield n.TO_UNIT, _CLERK, 32, {"authority": words["authority"]}
    if "pass_to" in story:
        yield n.PASS_ON, "zhijian01", 50, {"person": world.users[story["pass_to"]], "reason": words["handover"]}
        return
    yield from _worked(world, story, words)


def _unfounded(story: Mapping[str, Any]) -> Iterator[Step]:
    judged = {name: story[name] for name in ("kind", "subkind", "ground")}
    yield n.JUDGE, _CLERK, 20, {**judged, "sufficient": False, "reasonable": True}
    if story["unfounded"]:
        answer = {"unfounded_reason": story["unfounded"], "reply_channel": "phone", "reaction": story["reaction"]}
        yield n.DISMISS, _CLERK, 23, answer
        yield n.END, "zhuguan01", 30, {}


def _worked(world: _World, story: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[Step]:
    """Steps 4 to 8."""
    kind, texts, late = story["kind"], world.texts, story.get("late", ())
    unit, proposer = texts["units"][kind], texts["proposers"].get(kind, texts["units"][kind])
    persons = [{"person": world.users[p[0]], "fault": p[1], "part": p[2]} for p in story.get("persons", ())]
    found = {"cause": world.causes.get(story.get("cause", "")), "finding": story.get("finding", "")}
    yield (
        n.INVESTIGATE,
        unit,
        56,
        {**found, "persons": persons, "nobody": "" if persons else words["no_penalty"]},
    )
    yield n.PROPOSE, proposer, 58, {name: story.get(name) for name in ("solution", "regard", "compensation")}
    yield n.APPROVE, texts["approvers"][kind], 72, {}
    told = {"told_person": world.asset(story)["customer__name"], "told_channel": "phone"}
    yield n.TELL, _CLERK, 110 if "tell" in late else 74, told
    yield n.REDRESS, _CLERK, 120, {"redress": words["redress"], "reaction": story["reaction"]}
    if persons:
        bases = {world.users[p[0]]: p[3] for p in story["persons"]}
        rows = [{"person": person, "bonus": bonus} for person, bonus in bases.items()]
        yield n.PENALISE, "gaoceng01", 144, {"loss": story["loss"], "bases": rows}
    else:
        yield n.NO_PENALTY, "zhuguan01", 144, {"no_penalty": words["no_penalty"]}
    began = _began(story)
    review = {
        "review": story["finding"],
        "lessons": words["lesson"],
        "plan": story["plan"],
        "measure": story["measure"],
        "owner": world.users[unit],
        "due_on": (began + timedelta(days=7 + story["action_days"])).date(),
    }
    yield n.REVIEW, unit, 150, review
    yield n.END, "gaoceng01", 160, {}


async def _measure(world: _World, story: Mapping[str, Any], action: int, at: datetime, end: datetime) -> None:
    """The measure is carried out, and its effect checked by somebody else."""
    words, unit = world.texts["words"], world.texts["units"][story["kind"]]
    steps = [
        (n.FINISH, unit, 4, {"result": words["result"]}),
        (n.CHECK_EFFECT, "gaoceng01", 12, {"effective": True, "check_note": words["effect"]}),
    ]
    for act, login, days, data in steps:
        when = at + timedelta(days=days)
        if when > end:
            return
        with clock.frozen(when):
            await world.do(story["key"], act, login, data, action)
        if act.rpartition(".")[2] == story["then"]:
            return


async def _visit(world: _World, visit: Mapping[str, Any]) -> None:
    answers = {"usage": visit["usage"], "needs": visit["needs"], "overall": n.MARKS[5 - visit["mark"]]}
    data = {
        "asset": world.asset(visit)["id"],
        "channel": "field",
        "answers": answers,
        "problem": visit.get("problem", ""),
    }
    with clock.frozen(_began(visit) + timedelta(hours=5)):
        await world.do(str(visit["asset"]), n.RECORD_VISIT, visit["login"], data)


async def _card(world: _World, card: Mapping[str, Any]) -> None:
    """Sent after a form, then answered by its link or entered from paper some hours later; or not answered at all."""
    asset, key = world.asset(card), str(card["asset"])
    about = world.tickets.get(asset["id"])
    given = {"customer": asset["customer_id"], "asset": asset["id"], "about": about}
    with clock.frozen(_began(card)):
        made = await world.do(key, n.ISSUE_CARD, _CLERK, given)
    if card["marks"] is None:
        return
    names = ("overall", "warmth", "skill", "speed")
    answers = {name: n.MARKS[5 - mark] for name, mark in zip(names, card["marks"], strict=True)}
    said = {"answers": {**answers, "remark": card["remark"]}, "person": asset["customer__name"]}
    with clock.frozen(_began(card) + timedelta(hours=8)):
        if card.get("paper"):
            await world.do(key, n.ENTER_CARD, _CLERK, said, made.id)
        else:
            await _once(key, n.ANSWER_CARD, SYSTEM, said, made.id)


async def _survey(world: _World, survey: Mapping[str, Any]) -> None:
    """Planned by marketing; one has ended, one is late, one has sent its questionnaires."""
    began = midnight(clock.today() - timedelta(days=survey["days"])) + timedelta(hours=10)
    key, days = survey["name"], {"from_on": began.date(), "to_on": (began + timedelta(days=survey["span"])).date()}
    plan = {name: survey[name] for name in ("name", "method", "goal", "place")}
    with clock.frozen(began):
        made = await world.do(key, n.PLAN_SURVEY, "shichang01", {**plan, **days})
        if "send" in survey:
            customers = [{"customer": world.asset({"asset": number})["customer_id"]} for number in survey["send"]]
            await world.do(key, n.SEND_CARDS, "shichang01", {"customers": customers}, made.id)
    if "found" in survey:
        with clock.frozen(began + timedelta(days=survey["span"] - 1)):
            await world.do(key, n.CONCLUDE_SURVEY, "shichang01", survey["found"], made.id)

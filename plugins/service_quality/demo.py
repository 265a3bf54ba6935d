"""A month of a service company in some thirty forms: every track once whole, some at every step, some late.

The texts are in `demo.json`. Each step is an act of the person whose step it is, at its own time: the clock is set back
while it is done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from core.api import Actor, Asset, Outcome, User, clock, day_of, host, midnight, perform
from plugins.service_quality import demo_assessment, demo_complaints
from plugins.service_quality import names as n
from plugins.service_quality.models import PriceItem, Request
from plugins.service_quality.rules.checklists import CHECKLISTS
from plugins.service_quality.rules.facts import REGION

_STROKES = [[[8, 30], [16, 12], [26, 10], [20, 32], [36, 22]], [[44, 12], [40, 30], [52, 26], [60, 14], [66, 30]]]
_OPENS = time(9, 10)
Run = Callable[..., Any]
Step = tuple[str, str, float, dict[str, Any]]  # name of the step, act, hours after the call, input


@dataclass
class World:
    """What the stories play in. `texts` is the content of demo.json."""

    texts: Mapping[str, Any]
    users: Mapping[str, int]
    assets: Mapping[str, Mapping[str, Any]]
    prices: Mapping[str, int]

    async def actor(self, login: str) -> Actor:
        return await _actor(self.users[login])


async def fill(run: Run) -> None:
    """`run` acts as the system, see `core.own.demo.Run`; a second call adds nothing."""
    texts = json.loads(Path(__file__).with_name("demo.json").read_text(encoding="utf-8"))
    users = {u["login"]: u["id"] for u in await User.all().values("id", "login")}
    await run.many(f"{n.PRICE}.add", texts["prices"])  # type: ignore[attr-defined]
    # in force before the first of the stories, and no route can be set for a time gone by
    with clock.frozen(clock.now() - timedelta(days=60)):
        for region, login in texts["routes"].items():
            data = {"routing": REGION, "key": region, "user": users[login]}
            await run("core.route.set", data, key=f"{REGION}:{region}")
    await host().refresh()
    columns = ("identifier", "id", "name", "customer_id", "warranty_to")
    assets: dict[str, Mapping[str, Any]] = {a["identifier"]: a for a in await Asset.all().values(*columns)}
    prices = {p["code"]: p["id"] for p in await PriceItem.all().values("id", "code")}
    world = World(texts, users, assets, prices)
    for story in texts["forms"]:
        await _tell(world, story)
    for talk in texts["enquiries"]:
        await _enquire(world, talk)
    await demo_complaints.fill(run)
    await demo_assessment.fill(run)


async def _enquire(world: World, talk: Mapping[str, Any]) -> None:
    """One enquiry about a product, some days ago in the morning."""
    asset = world.assets[f"SN-{talk['asset']:05d}"]
    told = {name: talk[name] for name in ("channel", "usage", "needs", "satisfaction")}
    with clock.frozen(_called(talk)):
        key = f"demo:{n.ENQUIRY}:{talk['asset']}"
        await perform(n.ENQUIRE, await world.actor(world.texts["agent"]), {"asset": asset["id"], **told}, key=key)


async def _tell(world: World, story: Mapping[str, Any]) -> None:
    """One form from the call to its last step; nothing happens in the future."""
    called, end, form = _called(story), clock.now(), None
    for name, act, hours, data in _steps(world, story, called):
        at = called + timedelta(hours=hours)
        if at > end:
            return
        with clock.frozen(at):
            form = await _do(world, story, name, act, data, form)
        if name == story["last"]:
            return


async def _do(
    world: World, story: Mapping[str, Any], name: str, act: str, data: dict[str, Any], form: Outcome | None
) -> Outcome:
    key = f"demo:{n.REQUEST}:{story['asset']}:{name}"
    actor = await _who(world, act, form)
    return await perform(act, actor, data, subject=form.id if form else None, key=key)


async def _who(world: World, act: str, form: Outcome | None) -> Actor:
    if act in (n.REGISTER, n.ASSIGN):
        return await world.actor(world.texts["agent"])
    if act in (n.CLOSE, n.CLOSE_UNACKNOWLEDGED):
        return await world.actor(world.texts["manager"])
    assert form is not None
    owner_id = (await Request.get(id=form.id)).owner_id
    assert owner_id is not None
    return await _actor(owner_id)


async def _actor(user_id: int) -> Actor:
    found = await host().actor(user_id)
    assert found is not None, user_id
    return found


def _called(story: Mapping[str, Any]) -> datetime:
    """When the customer called: some minutes ago, or some days ago in the morning."""
    if "minutes" in story:
        return clock.now() - timedelta(minutes=story["minutes"])
    opened = midnight(clock.today() - timedelta(days=story["days"]))
    return opened + timedelta(hours=_OPENS.hour, minutes=_OPENS.minute + story["asset"])


def _steps(world: World, story: Mapping[str, Any], called: datetime) -> Iterator[Step]:
    asset = world.assets[f"SN-{story['asset']:05d}"]
    text = next(fault for fault in world.texts["faults"] if fault["product"] == asset["name"])
    late = _late(story)
    register = {
        "customer": asset["customer_id"],
        "asset": asset["id"],
        "fault": text["fault"],
        "channel": "phone",
        "reported_at": called,
    }
    yield "register", n.REGISTER, 0.5 if "register" in late else 0.1, register
    if story["track"] == "by_hand":
        yield "assign", n.ASSIGN, 0.2, {"technician": world.users[world.texts["by_hand"]]}
    reached = story["track"] != "unreached"
    contact = 6.0 if "contact" in late else 1.0
    agreed = called + timedelta(hours=contact + 2)
    yield (
        "contact",
        n.CONTACT,
        contact,
        {
            "contact_result": "reached" if reached else "not_reached",
            "contact_note": text["more"] if reached else "",
            "appointment_at": agreed if reached else None,
        },
    )
    if reached:
        yield from _visit(world, story, text, called, contact + 2)


def _visit(
    world: World, story: Mapping[str, Any], text: Mapping[str, str], called: datetime, at: float
) -> Iterator[Step]:
    carded = story["asset"] % 4 != 0
    kept = {c.field: {i.key: i.key != "service_card" or carded for i in c.items} for c in CHECKLISTS}
    yield "arrive", n.ARRIVE, at, {}
    yield "check", n.CHECK, at + 0.2, kept
    end = {"cause": text["cause"], "explanation": text["explanation"]}
    if story["track"] == "taken_in":
        yield from _hand_over(world, story, text, end, called, at + 0.5)
        return
    yield "fix", n.FIX, at + 1, end
    if story["track"] == "unacknowledged":
        yield "close_unacknowledged", n.CLOSE_UNACKNOWLEDGED, 28, {"unacknowledged": world.texts["no_signature"]}
        return
    yield from _finish(world, story, text, called, at + 1.1, "RG-001", "submit")


def _hand_over(
    world: World, story: Mapping[str, Any], text: Mapping[str, str], end: dict[str, Any], called: datetime, at: float
) -> Iterator[Step]:
    sign = {"signer_name": world.texts["signer"], "signature": _STROKES}
    own = {"signature": _STROKES}
    slip = {
        "promised_on": day_of(called) + timedelta(days=2),
        "intake_condition": text["condition"],
        "accessories": text["accessories"],
    }
    yield "write_slip", n.WRITE_SLIP, at, slip
    yield "sign_slip", n.SIGN_SLIP, at + 0.1, sign
    yield "countersign_slip", n.COUNTERSIGN_SLIP, at + 0.15, own
    yield "take_in", n.TAKE_IN, at + 0.2, end
    yield "submit", n.SUBMIT, at + 1, {}
    back = 75.0 if "give_back" in _late(story) else 49.0
    yield "repair", n.REPAIR, back - 3, {"work": text["work"], "return_condition": text["returned"]}
    yield "sign_return", n.SIGN_RETURN, back - 0.2, sign
    yield "countersign_return", n.COUNTERSIGN_RETURN, back - 0.1, own
    yield "give_back", n.GIVE_BACK, back, {}
    yield from _finish(world, story, text, called, back + 0.1, "RG-002", "submit_final")


def _finish(
    world: World,
    story: Mapping[str, Any],
    text: Mapping[str, str],
    called: datetime,
    at: float,
    labour: str,
    submit: str,
) -> Iterator[Step]:
    asset = world.assets[f"SN-{story['asset']:05d}"]
    items = [{"item": world.prices[code], "qty": 1} for code in (text["part"], labour)]
    yield "card_line", n.CARD_LINE, at, {"content": text["card"]}
    yield "charge", n.CHARGE, at + 0.1, {"lines": items}
    if asset["warranty_to"] is None or asset["warranty_to"] < day_of(called):
        yield "invoice", n.INVOICE, at + 0.2, {"invoice_no": f"FP-{story['asset']:06d}"}
    yield "sign", n.SIGN, at + 0.3, {"signer_name": world.texts["signer"], "signature": _STROKES}
    yield submit, n.SUBMIT, at + (20 if "submit" in _late(story) else 1), {}
    yield "close", n.CLOSE, at + 24, {}


def _late(story: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(story.get("late", ()))

"""Contracts from the delivery to the training, sold systems and a release: some whole, some at every step, some late.

The texts are in `demo_project.json`; a step is [login, act, days before now, input]. In the input "@5" is the day five days from now,
"@@-5.5" an instant, "$works" the works in hand, "$user:login" and "$price:code" what they say, "$sign" a signature; "_find" picks the
subject among those of the story. The clock is set back while a step is done.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.api import Actor, Customer, Outcome, User, clock, day_of, fetch, host, perform

_STROKES = [[[8, 30], [16, 12], [26, 10], [20, 32], [36, 22]], [[44, 12], [40, 30], [52, 26], [60, 14], [66, 30]]]
# what an act opens beside its own subject: key of its answer -> subject
_OPENED = {
    "change_id": "term_change",
    "pickup_id": "pickup",
    "shipment_id": "shipment",
    "matter_id": "matter",
    "supervision_id": "supervision",
    "system_id": "system",
    "agreement_id": "agreement",
}


@dataclass
class Story:
    """`ids` holds the subject in hand of each kind."""

    name: str
    signer: str
    now: datetime
    known: Mapping[str, int]
    actors: Mapping[str, Actor]
    ids: dict[str, int] = field(default_factory=dict)

    async def step(self, index: int, login: str, act: str, days: float, data: Any) -> None:
        subject = act.split(".")[0]
        spec = host().registry.acts[f"tech_support.{act}"]
        signed = {"signer_name": self.signer, "signature": _STROKES}
        given = signed if data == "$sign" else {k: self.value(v) for k, v in data.items() if k != "_find"}
        if isinstance(data, dict) and "_find" in data:
            model: Any = host().registry.subjects[f"tech_support.{subject}"].model
            self.ids[subject] = (await model.filter(**data["_find"]).order_by("-id").first()).id
        with clock.frozen(self.now - timedelta(days=days)):
            done = await perform(
                spec.full,
                self.actors[login],
                given,
                subject=None if spec.creates else self.ids[subject],
                key=f"demo:{self.name}:{index}:{act}",
            )
        await self.note(subject, done)

    async def note(self, subject: str, done: Outcome) -> None:
        self.ids[subject] = done.id
        for key, other in _OPENED.items():
            if key in done.extra:
                self.ids[other] = int(done.extra[key])
        if "opened" in done.extra:
            newest = await fetch("SELECT MAX(id) AS id FROM tech_support_upgrade")
            self.ids["upgrade"] = int(newest[0]["id"])

    def value(self, value: Any) -> Any:
        if isinstance(value, list):
            return [{k: self.value(v) for k, v in row.items()} for row in value]
        if not isinstance(value, str):
            return value
        if value.startswith("@@"):
            return (self.now + timedelta(days=float(value[2:]))).isoformat()
        if value.startswith("@"):
            return (day_of(self.now) + timedelta(days=int(value[1:]))).isoformat()
        if value.startswith("$"):
            name = value[1:]
            return self.known[name] if ":" in name or name == "customer" else self.ids[name]
        return value


async def fill() -> None:
    """A second call adds nothing: each step bears its own key."""
    texts = json.loads(Path(__file__).with_name("demo_project.json").read_text(encoding="utf-8"))
    users = {str(u["login"]): int(u["id"]) for u in await User.all().values("id", "login")}
    prices = await fetch("SELECT id, code FROM service_quality_price_item")
    customers = dict(await Customer.filter(code__startswith="KHD-").values_list("code", "id"))
    known = {f"user:{login}": i for login, i in users.items()} | {f"price:{p['code']}": int(p["id"]) for p in prices}
    logins = {step[0] for story in texts["stories"] for step in story["steps"]}
    found = {login: await host().actor(users[login]) for login in logins}
    actors = {login: actor for login, actor in found.items() if actor is not None}
    for told in texts["stories"]:
        own = {**known, "customer": customers[told["customer"]]}
        story = Story(told["name"], texts["signer"], clock.now(), own, actors)
        for index, (login, act, days, data) in enumerate(told["steps"]):
            await story.step(index, login, act, days, data)

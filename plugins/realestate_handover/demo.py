"""Homes from the building to the certificates: one file whole, others at every step, some late, by invented people through everybody's acts.

The texts are in `demo.json`; a step is [login, act, days before now, input]. In the input "@5" is the day five days from now, "$unit" the
one in hand, "$customer" the story's, "$sign" beside others a signature; "_find" picks the subject by its columns. The clock is set back
while a step is done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.api import Actor, Customer, clock, day_of, host, perform

Run = Callable[..., Any]
_STROKES = [[[8, 30], [16, 12], [26, 10], [20, 32], [36, 22]], [[44, 12], [40, 30], [52, 26], [60, 14], [66, 30]]]


@dataclass
class Story:
    """`ids` holds the subject in hand of each kind; those of the first story stay in hand for all."""

    name: str
    signer: str
    now: datetime
    actors: Mapping[str, Actor]
    ids: dict[str, int] = field(default_factory=dict)

    async def step(self, index: int, login: str, act: str, days: float, data: Mapping[str, Any]) -> None:
        subject = act.split(".")[0]
        spec = host().registry.acts[f"realestate_handover.{act}"]
        if "_find" in data:
            model: Any = host().registry.subjects[f"realestate_handover.{subject}"].model
            where = {k: self.value(v) for k, v in data["_find"].items()}
            self.ids[subject] = (await model.filter(**where).order_by("id").first()).id
        given = {k: self.value(v) for k, v in data.items() if k not in ("_find", "$sign")}
        if "$sign" in data:
            given |= {"signer_name": self.signer, "signature": _STROKES}
        with clock.frozen(self.now - timedelta(days=days)):
            done = await perform(
                spec.full,
                self.actors[login],
                given,
                subject=None if spec.creates else self.ids[subject],
                key=f"demo:{self.name}:{index}:{act}",
                confirmed=True,
            )
        self.ids[subject] = done.id

    def value(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.value(v) for v in value]
        if isinstance(value, dict):
            return {k: self.value(v) for k, v in value.items()}
        if isinstance(value, str) and value.startswith("@"):
            return (day_of(self.now) + timedelta(days=int(value[1:]))).isoformat()
        if isinstance(value, str) and value.startswith("$"):
            return self.ids[value[1:]]
        return value


async def fill(run: Run) -> None:
    """`run` acts as the system, see `core.own.demo.Run`; a second call adds nothing: each step bears its own key."""
    texts = json.loads(Path(__file__).with_name("demo.json").read_text(encoding="utf-8"))
    actors = await _people(run, texts["people"])
    customers = dict(await Customer.filter(code__startswith="KHD-").values_list("code", "id"))
    kept: dict[str, int] = {}
    for told in texts["stories"]:
        ids = {**kept, "customer": customers[told["customer"]]}
        story = Story(told["name"], texts["signer"], clock.now(), actors, ids)
        for index, (login, act, days, data) in enumerate(told["steps"]):
            await story.step(index, login, act, days, data)
        kept = kept or {k: v for k, v in story.ids.items() if k in ("development", "building", "old")}


async def _people(run: Run, rows: Sequence[Mapping[str, str]]) -> dict[str, Actor]:
    ids = {}
    for row in rows:
        department = host().directory.by_code(row["department"])
        data: dict[str, Any] = {name: row[name] for name in ("login", "name", "phone")}
        data |= {"department": department and department.id, "password": run.password}  # type: ignore[attr-defined]
        ids[row["login"]] = (await run("core.user.invite", data)).id
        rights = {"role": row["role"], "scope": row["scope"]}
        await run("core.user.grant", rights, subject=ids[row["login"]], key=f"grant:{row['login']}")
        await run("core.user.settle", {}, subject=ids[row["login"]], key=f"settle:{row['login']}")
    await host().refresh()
    actors = {login: await host().actor(user) for login, user in ids.items()}
    return {login: actor for login, actor in actors.items() if actor is not None}

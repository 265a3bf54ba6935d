"""What happens at the gate and inside: people inside, some refused, a stop that stands, a penalty paid into the fund, a late injury report.

The texts are in `demo_gate.json`; a step is [name, login, act, days before now, input]. "$name" is the row of that name, "#code" a department,
"@5" the day five days from now, "@@-5" an instant. The clock is set back while a step is done; each step bears its own key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.api import SYSTEM, Actor, clock, day_of, host, perform

Run = Callable[..., Any]


async def fill(run: Run) -> None:
    """`run` acts as the system; a second call adds nothing."""
    texts = json.loads(Path(__file__).with_name("demo_gate.json").read_text(encoding="utf-8"))
    root = next(d for d in host().directory.departments.values() if d.parent_id is None)
    for row in texts["departments"]:
        await run("core.department.create", {**row, "parent": root.id, "regions": ""}, key=row["code"])
    await host().refresh()
    story = Story(clock.now(), {"": SYSTEM, **await _people(run, texts["people"])})
    for index, step in enumerate(texts["steps"]):
        await story.step(index, *step)


async def _people(run: Run, rows: Sequence[Mapping[str, str]]) -> dict[str, Actor]:
    ids = {}
    for row in rows:
        department = host().directory.by_code(row["department"])
        data: dict[str, Any] = {name: row[name] for name in ("login", "name", "phone")}
        data |= {"department": department and department.id, "password": run.password}  # type: ignore[attr-defined]
        ids[row["login"]] = (await run("core.user.invite", data, key=row["login"])).id
        rights = {"role": row["role"], "scope": row["scope"]}
        await run("core.user.grant", rights, subject=ids[row["login"]], key=f"grant:{row['login']}")
        await run("core.user.settle", {}, subject=ids[row["login"]], key=f"settle:{row['login']}")
    await host().refresh()
    actors = {login: await host().actor(user) for login, user in ids.items()}
    return {login: actor for login, actor in actors.items() if actor is not None}


class Story:
    """`ids` are the rows by the names of their steps; an asked approval stands under "approval:" and that name."""

    def __init__(self, now: datetime, actors: Mapping[str, Actor]) -> None:
        self.now, self.actors = now, actors
        self.ids: dict[str, int] = {}

    async def step(self, index: int, name: str, login: str, act: str, days: float, data: Mapping[str, Any]) -> None:
        full = act if act.startswith("core.") else f"contractor_safety.{act}"
        held = self.ids.get(f"approval:{name}" if act.startswith("core.approval") else name)
        creates = host().registry.acts[full].creates
        with clock.frozen(self.now - timedelta(days=days)):
            done = await perform(
                full,
                self.actors[login],
                {key: self._value(value) for key, value in data.items()},
                subject=None if creates else held,
                key=f"demo:contractor_safety:{index}",
            )
        if creates:
            self.ids[name] = done.id
        if "approval" in done.extra:
            model: Any = host().registry.subjects["core.approval"].model
            self.ids[f"approval:{name}"] = (await model.get(number=done.extra["approval"])).id

    def _value(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value.startswith("@@"):
            return (self.now + timedelta(days=float(value[2:]))).isoformat()
        if value.startswith("@"):
            return (day_of(self.now) + timedelta(days=int(value[1:]))).isoformat()
        if value.startswith("#"):
            department = host().directory.by_code(value[1:])
            return department.id if department else None
        return self.ids[value[1:]] if value.startswith("$") else value

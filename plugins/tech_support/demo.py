"""Questions at every step, some late, each put in by an invented person through the same acts as everybody else's.

The texts are in `demo.json`; a step there is (login, act, minutes before now, input). The clock is set back while it is done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.api import Actor, Customer, clock, host, perform
from plugins.tech_support import demo_project
from plugins.tech_support.subjects import OFFICE

Run = Callable[..., Any]


async def fill(run: Run) -> None:
    """`run` acts as the system, see `core.own.demo.Run`; a second call adds nothing."""
    texts = json.loads(Path(__file__).with_name("demo.json").read_text(encoding="utf-8"))
    people = await _people(run, texts["people"])
    for office in texts["offices"]:
        await run(f"{OFFICE}.open", office, key=office["region"])
    stories = texts["stories"]
    customers = await Customer.filter(code__startswith="KHD-").order_by("code").limit(len(stories)).values("id")
    now = clock.now()
    for number, (customer, steps) in enumerate(zip(customers, stories, strict=False), start=1):
        await _tell(people, now, f"question-{number}", customer["id"], steps)
    await demo_project.fill()


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


async def _tell(people: Mapping[str, Actor], now: datetime, key: str, customer: int, steps: Sequence[Any]) -> None:
    """One question from its first step to its last; sessions and visits that it leads to are followed too."""
    ids: dict[str, int] = {}
    for login, act, minutes, data in steps:
        subject = act.split(".")[0]
        given = {**data, "customer": customer} if act == "question.ask" else data
        with clock.frozen(now - timedelta(minutes=minutes)):
            done = await perform(
                f"tech_support.{act}", people[login], given, subject=ids.get(subject), key=f"demo:{key}:{act}"
            )
        ids[subject] = done.id
        for other, name in (("remote_session", "session_id"), ("onsite_visit", "visit_id")):
            if name in done.extra:
                ids[other] = int(done.extra[name])

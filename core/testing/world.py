"""The small world tests live in: a tree of departments and one user for every declared role, with the role's name as login."""

from __future__ import annotations

from datetime import UTC, datetime

from core.acts.perform import perform
from core.host.host import Host
from core.models import User
from core.models.access import SYSTEM

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
PASSWORD = "Correct-horse-7"  # noqa: S105
DEPARTMENTS = (("hq", "Head office", None, ""), ("north", "North", "hq", "north"), ("south", "South", "hq", "south"))


async def build(house: Host) -> None:
    """Departments hq, north, south; a user per role in `hq` with scope "all"; and `north`/`south`, technicians with scope "own"."""
    ids: dict[str | None, int | None] = {None: None}
    for code, name, above, regions in DEPARTMENTS:
        data = {"code": code, "name": name, "parent": ids[above], "regions": regions}
        ids[code] = (await perform("core.department.create", SYSTEM, data)).id
    for plugin in house.registry.plugins:
        if plugin != "core":
            await perform("core.plugin_switch.enable", SYSTEM, {"plugin": plugin, "reason": "tests"})
            await house.refresh()
    for role in house.registry.roles:
        await person(role, role, "all", ids["hq"])
    for place in ("north", "south"):
        await person(place, "technician", "own", ids[place])
    await house.refresh()


async def person(login: str, role: str, scope: str, department: int | None) -> int:
    """A user who may sign in with PASSWORD; returns the id."""
    data = {"login": login, "name": login.title(), "department": department, "password": PASSWORD}
    made = await perform("core.user.invite", SYSTEM, data)
    await perform("core.user.grant", SYSTEM, {"role": role, "scope": scope}, subject=made.id)
    await perform("core.user.settle", SYSTEM, subject=made.id)
    assert await User.exists(id=made.id, state="active")
    return made.id

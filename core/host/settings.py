"""What an admin has set, read whole and kept until the generation grows: policy values, plugin intervals, routes, departments, names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core.host.checklists import NONE, Editions, read_editions
from core.host.letterheads import Heads, read_heads
from core.host.rights import Changes, read_rights
from core.models import CalendarDay, Department, Deputy, Generation, Grant, PluginSwitch, PolicyValue, Route, User
from core.models.access import Granted, granted


@dataclass(frozen=True)
class RouteTarget:
    department_id: int | None
    user_id: int | None


@dataclass(frozen=True)
class Interval:
    """A time in which a plugin is on; `until` None = still."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class CalendarEntry:
    """What an administrator set for a day: kind "holiday" or "working", `hours` of it if not the calendar's."""

    kind: str
    hours: str = ""
    note: str = ""


@dataclass(frozen=True)
class DepartmentEntry:
    id: int
    name: str
    code: str
    path: str
    manager_id: int | None
    parent_id: int | None
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """`deputy_id` stands for `user` (id, name, department_id), who holds `grants`, from `since` until before `until`."""

    deputy_id: int
    user: Any
    grants: tuple[Granted, ...]
    since: datetime
    until: datetime


@dataclass
class Directory:
    """Names of people and departments, so that no page joins for them."""

    users: dict[int, str] = field(default_factory=dict)
    user_department: dict[int, int | None] = field(default_factory=dict)
    departments: dict[int, DepartmentEntry] = field(default_factory=dict)
    deputies: tuple[Standing, ...] = ()

    def user(self, user_id: int | None) -> str:
        return self.users.get(user_id, "") if user_id else ""

    def department(self, department_id: int | None) -> str:
        entry = self.departments.get(department_id) if department_id else None
        return entry.name if entry else ""

    def below(self, department_id: int | None) -> frozenset[int]:
        """The department and everything under it."""
        root = self.departments.get(department_id) if department_id else None
        return (
            frozenset(d.id for d in self.departments.values() if d.path.startswith(root.path)) if root else frozenset()
        )

    def manager(self, department_id: int | None) -> int | None:
        """The manager of the department, else of the nearest one above."""
        entry = self.departments.get(department_id) if department_id else None
        while entry is not None:
            if entry.manager_id:
                return entry.manager_id
            entry = self.departments.get(entry.parent_id) if entry.parent_id else None
        return None

    def manager_but(self, department_id: int | None, person: int | None) -> int | None:
        """The manager of the department, else of the nearest one above, who is not this person."""
        entry = self.departments.get(department_id) if department_id else None
        while entry is not None:
            if entry.manager_id and entry.manager_id != person:
                return entry.manager_id
            entry = self.departments.get(entry.parent_id) if entry.parent_id else None
        return None

    def by_code(self, code: str) -> DepartmentEntry | None:
        return next((d for d in self.departments.values() if d.code == code), None)


@dataclass
class Settings:
    generation: int = 0
    values: Mapping[str, list[tuple[datetime, Any]]] = field(default_factory=dict)
    intervals: Mapping[str, list[Interval]] = field(default_factory=dict)
    routes: Mapping[tuple[str, str], list[tuple[datetime, RouteTarget]]] = field(default_factory=dict)
    directory: Directory = field(default_factory=Directory)
    calendar: Mapping[str, Mapping[date, CalendarEntry]] = field(default_factory=dict)
    calendar_marks: Mapping[str, int] = field(default_factory=dict)
    editions: Editions = NONE
    letterheads: Heads = field(default_factory=dict)
    rights: Changes = field(default_factory=dict)

    def on(self) -> frozenset[str]:
        return frozenset(name for name, spans in self.intervals.items() if any(s.until is None for s in spans))


def latest(rows: Iterable[tuple[datetime, Any]], at: datetime) -> Any:
    """The value in force at `at`: the last row that is effective by then."""
    found: Any = None
    for since, value in rows:
        if since <= at:
            found = value
    return found


async def read_settings() -> Settings:
    generation = await Generation.get_or_none(id=1)
    values: dict[str, list[tuple[datetime, Any]]] = defaultdict(list)
    for row in (
        await PolicyValue.exclude(state="withdrawn")
        .order_by("effective_from", "id")
        .values("key", "value", "effective_from")
    ):
        values[row["key"]].append((row["effective_from"], row["value"][0]))
    spans: dict[str, list[Interval]] = defaultdict(list)
    for row in await PluginSwitch.all().order_by("on_at", "id").values("plugin", "on_at", "off_at"):
        spans[row["plugin"]].append(Interval(row["on_at"], row["off_at"]))
    return Settings(
        generation.number if generation else 0,
        values,
        spans,
        await _routes(),
        await _directory(),
        *await _calendar(),
        editions=await read_editions(),
        letterheads=await read_heads(),
        rights=await read_rights(),
    )


async def _routes() -> dict[tuple[str, str], list[tuple[datetime, RouteTarget]]]:
    routes: dict[tuple[str, str], list[tuple[datetime, RouteTarget]]] = defaultdict(list)
    for row in await Route.exclude(state="withdrawn").order_by("effective_from", "id").values():
        routes[row["routing"], row["key"]].append(
            (row["effective_from"], RouteTarget(row["to_department_id"], row["to_user_id"]))
        )
    return routes


async def _calendar() -> tuple[dict[str, dict[date, CalendarEntry]], dict[str, int]]:
    """Rows by calendar and day, and how often each calendar has been changed: a mark that only grows."""
    days: dict[str, dict[date, CalendarEntry]] = defaultdict(dict)
    marks: dict[str, int] = defaultdict(int)
    for row in await CalendarDay.all().order_by("id").values("calendar", "day", "kind", "hours", "note", "state"):
        marks[row["calendar"]] += 2 if row["state"] == "withdrawn" else 1
        if row["state"] != "withdrawn":
            days[row["calendar"]][row["day"]] = CalendarEntry(row["kind"], row["hours"], row["note"])
    return days, marks


async def _directory() -> Directory:
    entries = await Department.all().values("id", "name", "code", "path", "manager_id", "parent_id", "regions")
    people = await User.all().values("id", "name", "department_id")
    away = await Deputy.filter(state="set").values("user_id", "deputy_id", "starts_at", "ends_at")
    return Directory(
        {p["id"]: p["name"] for p in people},
        {p["id"]: p["department_id"] for p in people},
        {e["id"]: DepartmentEntry(**{**e, "regions": tuple(e["regions"] or ())}) for e in entries},
        await _standing(away) if away else (),
    )


async def _standing(away: Iterable[Mapping[str, Any]]) -> tuple[Standing, ...]:
    """Deputies with the rights of those they stand for; a disabled user has none to lend."""
    ids = sorted({row["user_id"] for row in away})
    users = {u.id: u for u in await User.filter(id__in=ids, state="active").only("id", "name", "department_id")}
    rows = await Grant.filter(user_id__in=ids).values("user_id", "role", "scope", "departments")
    held = {i: granted([r for r in rows if r["user_id"] == i]) for i in ids}
    return tuple(
        Standing(row["deputy_id"], users[row["user_id"]], held[row["user_id"]], row["starts_at"], row["ends_at"])
        for row in away
        if row["user_id"] in users
    )

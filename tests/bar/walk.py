"""What the checks walk over: every declared route, with rows of W in its address, and who ought to reach what.

The oracle below reads declarations and grants by itself; it shares no code with the filters it judges.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
from starlette.routing import Mount

from core.db import sql
from core.declare import Subject
from core.host.host import Host
from core.models import Grant, User
from core.testing.client import Client
from tests.bar.world import PLACES, World

MARK = re.compile(r"M[KP]-(north|south|west)-[\w-]+")
_NUMBER = re.compile(r"\b[0-9a-f]{16,32}\b")


@dataclass(frozen=True)
class Way:
    """A declared route: its full path, methods and permission; `subject` is the one whose rows its address names."""

    path: str
    methods: frozenset[str]
    permission: str
    subject: str = ""

    @property
    def reads(self) -> bool:
        return "GET" in self.methods

    @property
    def row(self) -> bool:
        return "{number}" in self.path and bool(self.subject)

    def at(self, number: str = "", act: str = "") -> str:
        """The address; what is not given stands for something nobody has."""
        path = self.path.replace("{number}", number or "NO-1").replace("{act}", act or "nothing")
        return re.sub(r"\{[^}]*:int\}", "999999", re.sub(r"\{(?![^}]*:int)[^}]*\}", "nothing", path))


def ways(client: Client) -> list[Way]:
    """Every route of core and plugins, from the application itself."""
    found = []
    for each in client._app.router.routes:
        inner = each.app.routes if isinstance(each, Mount) else [each]
        prefix = each.path if isinstance(each, Mount) else ""
        found += [_way(prefix, route) for route in inner if getattr(route, "permission", "")]
    return found


def _way(prefix: str, route: Any) -> Way:
    parts = route.path.split("/")
    subject = (
        f"{parts[2]}.{parts[3].split('.')[0]}" if len(parts) > 3 and parts[1] == "s" and "{" not in parts[3] else ""
    )
    return Way(prefix + route.path, frozenset(route.methods) - {"HEAD"}, route.permission, subject)


@dataclass
class Person:
    """Somebody signed in, and what the oracle needs to know of him."""

    login: str
    place: str
    client: Client
    user: User
    grants: list[tuple[str, str]]

    def may(self, house: Host, permission: str) -> bool:
        if permission in ("public", "login"):
            return True
        return any(role in house.registry.permissions.get(permission, ()) for role, _scope in self.grants)

    def reads(self, house: Host, subject: Subject, row: Any, permission: str = "") -> bool:
        """Whether this row is within his reach by this permission (reading, unless told otherwise)."""
        wanted = permission or f"{subject.name}.read"
        held = [(r, s) for r, s in self.grants if r in house.registry.permissions.get(wanted, ())]
        if subject.shared and wanted.endswith(".read"):
            return bool(held)
        if subject.named and held and f",{self.user.id}," in (getattr(row, subject.named) or ""):
            return True
        return any(self._within(subject, role, scope, row) for role, scope in held)

    def _within(self, subject: Subject, role: str, scope: str, row: Any) -> bool:
        if subject.private is not None and role not in subject.private:
            scope = "self"
        return (
            scope == "all"
            or (scope == "own" and row.department_id == self.user.department_id)
            or (scope == "self" and row.owner_id == self.user.id)
        )


async def person(client: Client, login: str) -> Person:
    signed = await client.as_(login)
    assert signed.user is not None
    rows = await Grant.filter(user_id=signed.user.id).values_list("role", "scope")
    place = login.split(".")[1] if "." in login else "hq"
    return Person(login, place, signed, signed.user, [(str(r), str(s)) for r, s in rows])


async def rows(house: Host, world: World, subject: str, place: str, most: int = 2) -> list[Any]:
    """Newest rows of a subject in a place."""
    model = house.registry.subjects[subject].model
    return list(await model.filter(id__in=world.of(subject, place)).order_by("-id").limit(most))


def others(place: str) -> list[str]:
    return [each for each in PLACES if each != place]


def words(answer: httpx2.Response) -> str:
    """All text of an answer: body, headers, and what is inside a workbook."""
    head = "\n".join(f"{k}: {v}" for k, v in answer.headers.items())
    if answer.content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            return head + "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return head + "\n" + answer.text


def blurred(answer: httpx2.Response, *numbers: str) -> str:
    """The body without what differs from one request to the next."""
    text = answer.text
    for number in numbers:
        text = text.replace(number, "NUMBER")
    return re.sub(r'value="[\w.-]{36,}"|content="[\w.-]{36,}"', "TOKEN", _NUMBER.sub("ID", text))


async def common_marks(house: Host) -> frozenset[str]:
    """Markers that everybody may meet: those of reference data and settings of the whole company."""
    found: set[str] = set()
    for subject in house.registry.subjects.values():
        if subject.shared or subject.name == "core.view":  # a view may be kept for everybody
            found |= {m.group(0) for row in await _all(subject) for m in MARK.finditer(str(list(row.values())))}
    return frozenset(found)


async def _all(subject: Subject) -> list[dict[str, Any]]:
    return await sql.fetch(f'SELECT * FROM "{subject.model._meta.db_table}"')


def foreign(text: str, place: str, common: frozenset[str]) -> set[str]:
    """Markers of other places in a text."""
    return {
        m.group(0)
        for m in MARK.finditer(text)
        if m[1] != place and m.group(0) not in common and not any(c.startswith(m.group(0)) for c in common)
    }


# sessions are touched, tries and looks are written down by reading; everything else stands still when nothing is done
_MOVES = ("core_session", "core_login_try", "core_viewing")


async def tables(spared: tuple[str, ...] = _MOVES) -> dict[str, tuple[int, str]]:
    """Table -> (rows, print of all that stands in it)."""
    from tortoise import Tortoise

    found = {}
    for models in Tortoise.apps.values():
        for model in models.values():
            name = model._meta.db_table
            if name not in spared:
                content = sorted(str(row) for row in await sql.fetch(f'SELECT * FROM "{name}"'))
                found[name] = (len(content), str(hash("\n".join(content))))
    return found


def changed(before: dict[str, Any], after: dict[str, Any], spared: tuple[str, ...] = ()) -> list[str]:
    return [name for name in before if before[name] != after.get(name) and name not in spared]


def everybody(house: Host) -> Iterator[str]:
    """Logins of W with the scope of one department."""
    return (f"{role}.{place}.0" for role in house.registry.roles for place in PLACES)


def unscoped(monkeypatch: Any) -> None:
    """The seeded fault of the checks on data scope: every grant opens everything."""
    from core.models.access import Actor, Granted

    def everything(self: Actor, permission: str) -> tuple[Granted, ...]:
        granting = self.permissions.get(permission, frozenset())
        return tuple(Granted(g.role, "all") for g in self.grants if g.role in granting)

    monkeypatch.setattr(Actor, "scopes", everything)

"""Fixture W: three departments, two users of every role in each, and rows of every subject of every plugin in each of them.

Rows come into being through acts, with input made from the acts' own forms; what no chain of a few hundred tries reaches is
planted as a bare row, so that no subject of no plugin is left out of the checks. Built once a run, copied for each test.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tortoise.fields import BinaryField, BooleanField, CharField, DateField, DatetimeField, TextField
from tortoise.fields.relational import ForeignKeyFieldInstance

from core import clock
from core.acts.perform import perform
from core.db import guard, sql
from core.db.fields import Json
from core.declare import Act, Subject
from core.errors import InvalidInput, NotFound, Refused
from core.forms import Text, fields_of
from core.host.host import Host, host
from core.models import Department
from core.models.access import SYSTEM, Actor
from core.testing.world import person
from tests.bar.filler import Filler

PLACES = ("north", "south", "west")
POWERS = ("admin", "auditor")
ROUNDS, STEPS = 2, 1
# switching plugins off, changing policies or rights would take the world apart while it is built
SPARED = ("core.plugin_switch", "core.policy_value", "core.user", "core.department")
# whose rows name declared things: a bare one would say nothing
UNPLANTED = (*SPARED, "core.approval", "core.attachment", "core.checklist", "core.token", "core.view")


@dataclass
class World:
    """`rows` maps a subject to place -> ids; `planted` tells what no act has made, `crashed` which acts fell over on the way."""

    rows: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    planted: list[str] = field(default_factory=list)
    crashed: dict[str, str] = field(default_factory=dict)

    def of(self, subject: str, place: str) -> list[int]:
        return self.rows.setdefault(subject, {}).setdefault(place, [])


def login(role: str, place: str, n: int = 0) -> str:
    return f"{role}.{place}.{n}"


async def build(house: Host) -> World:
    """On top of the small world: its departments north and south get a third, then people, then rows."""
    head = await Department.get(code="hq")
    data = {"code": "west", "name": "West", "parent": head.id, "regions": "west"}
    await perform("core.department.create", SYSTEM, data)
    await house.refresh()
    ids = {place: (await Department.get(code=place)).id for place in PLACES}
    for place in PLACES:
        for role in house.registry.roles:
            await person(login(role, place), role, "own", ids[place])
            await person(login(role, place, 1), role, "self", ids[place])
        await _fillers(house, place, ids[place])
    await house.refresh()
    world = World()
    for place in PLACES:
        await _fill(house, world, place, ids[place])
    return world


async def _fillers(house: Host, place: str, department: int) -> None:
    """Whoever makes the rows: one with every business role of the place, one administrator."""
    roles = [role for role in house.registry.roles if role not in POWERS]
    user = await person(f"filler.{place}", roles[0], "own", department)
    for role in roles[1:]:
        await perform("core.user.grant", SYSTEM, {"role": role, "scope": "own"}, subject=user)


async def actors(house: Host, place: str) -> tuple[Actor, ...]:
    from core.models import User

    found = []
    for name in (f"filler.{place}", login("admin", place)):
        actor = await house.actor((await User.get(login=name)).id)
        assert actor is not None
        found.append(actor)
    return tuple(found)


async def _fill(house: Host, world: World, place: str, department: int) -> None:
    doers = await actors(house, place)
    await _notice(house, world, place, department)
    known = {name: places.setdefault(place, []) for name, places in world.rows.items()}
    filler = Filler(place, known, seed=PLACES.index(place))
    acts = [a for a in house.registry.acts.values() if a.by != "system" and a.on not in SPARED]
    for _ in range(ROUNDS):
        for act in (a for a in acts if a.creates):
            await _try(world, act, doers, filler, None)
        await _notice(house, world, place, department)
        for act in (a for a in acts if not a.creates and not a.danger):
            for row in known.get(act.on, [])[-STEPS:]:
                await _try(world, act, doers, filler, row)
        await _notice(house, world, place, department)
    for subject in house.registry.subjects.values():
        if not known.get(subject.name) and subject.name not in UNPLANTED:
            await _plant(subject, place, department)
            world.planted.append(f"{subject.name} in {place}")
    await _notice(house, world, place, department)


async def _try(world: World, act: Act, doers: Iterable[Actor], filler: Filler, row: int | None) -> None:
    doer = next((d for d in doers if d.may(act.full)), None)
    if doer is None:
        return
    for _ in range(1 if row else 3):
        try:
            await perform(act.full, doer, filler.data(act), subject=row, confirmed=True)
            return
        except (Refused, InvalidInput, NotFound):
            continue
        except Exception as error:
            world.crashed[act.full] = repr(error)


async def _notice(house: Host, world: World, place: str, department: int) -> None:
    """Which rows there are now; reference data without a department is known everywhere."""
    for subject in house.registry.subjects.values():
        rows = await subject.model.filter(department_id=department).order_by("id").values_list("id", flat=True)
        world.of(subject.name, place)[:] = [int(str(i)) for i in rows]


async def _plant(subject: Subject, place: str, department: int) -> None:
    with guard.allowed():
        await sql.insert(subject.model, [await _bare(subject, subject.model, place, department)])


async def _bare(subject: Subject, model: type[Any], place: str, department: int) -> dict[str, Any]:
    """A row in its first state; marked text where it fits, the least that is allowed elsewhere."""
    row: dict[str, Any] = {"number": f"W-{subject.name}-{place}"[-40:], "state": subject.start}
    row |= {"created_at": clock.now(), "department_id": department}
    for name, column in model._meta.fields_map.items():
        if isinstance(column, ForeignKeyFieldInstance):
            if not column.null:
                row[f"{name}_id"] = await _related(column.related_model, department)
        elif name in model._meta.db_fields and name not in row and not column.pk:
            made = _column(subject, name, column, place)
            if made is not None:
                row[name] = made
    return row


async def _related(model: type[Any], department: int) -> int:
    found = await model.filter(department_id=department).first() if "department_id" in model._meta.db_fields else None
    return int((found or await model.all().first()).id)


def worded(subject: Subject) -> set[str]:
    """Columns that hold people's own words: other texts are names of something declared."""
    forms = [act.form for act in host().registry.acts_of(subject.name) if act.form]
    asked = {name for form in forms for name, made in fields_of(form).items() if isinstance(made, Text)}
    return asked | set(subject.search) | set(subject.personal) | {subject.title}


def _column(subject: Subject, name: str, column: Any, place: str) -> Any:
    if isinstance(column, CharField | TextField):
        most = getattr(column, "max_length", None) or 200
        if column.unique and name not in worded(subject):
            return f"{place}-{subject.name}"[:most]
        mark = "MP" if name in subject.personal else "MK"
        text = f"{mark}-{place}-{subject.name.partition('.')[2]}-{name}"
        if name not in worded(subject) or len(text) > most:
            return None if column.null or column.default is not None else "x"
        return text
    if column.null or column.default is not None:
        return None
    kinds = {Json: {}, BooleanField: False, BinaryField: b"", DateField: clock.today(), DatetimeField: clock.now()}
    return next((value for kind, value in kinds.items() if isinstance(column, kind)), 1)

"""Roles x data scopes: who may do what, and on which rows. One filter on a subject's own columns, the same on every path."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tortoise.expressions import Q

from core.models.people import Grant, User

SCOPES = ("all", "depts", "below", "own", "self", "party")
Permissions = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Granted:
    """A role with its data scope; `departments` are the chosen ones of scope "depts"."""

    role: str
    scope: str
    departments: tuple[int, ...] = ()


@dataclass(frozen=True)
class Actor:
    """Whoever does something. `permissions` maps a permission to the roles that grant it; `below` are the ids of own department and below.

    `shared` are the reading permissions of reference data; `private` maps a subject whose rows are each one's own to the roles that see more.
    `named` maps a subject to the column that names people (",3,12,") who reach the row whatever their data scope; for such subjects he also
    has the reach of those he `stands_for` while they are away. `limits` are the permissions that a token leaves him, None for all he has.
    """

    id: int | None
    name: str
    lang: str = "zh_CN"
    department_id: int | None = None
    party_id: int | None = None
    grants: tuple[Granted, ...] = ()
    below: frozenset[int] = frozenset()
    permissions: Permissions = field(default_factory=dict, repr=False)
    is_system: bool = False
    shared: frozenset[str] = field(default=frozenset(), repr=False)
    private: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    named: Mapping[str, str] = field(default_factory=dict, repr=False)
    limits: frozenset[str] | None = field(default=None, repr=False)
    stands_for: tuple[Actor, ...] = field(default=(), repr=False)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(g.role for g in self.grants)

    @cached_property
    def reach(self) -> Hashable:
        """All of him that rights and rows hang on, besides what is declared and set for everybody."""
        place = (self.id, self.is_system, self.department_id, self.party_id, self.below, self.limits)
        return (place, self.grants, tuple([p.reach for p in self.stands_for]))

    def may(self, permission: str) -> bool:
        return self.is_system or not self.roles.isdisjoint(self.permissions.get(permission, ()))

    def scopes(self, permission: str) -> tuple[Granted, ...]:
        """The grants that give this permission; never all the actor's grants. Reading what is `shared` knows no data scope."""
        granting = self.permissions.get(permission, frozenset())
        found = tuple(g for g in self.grants if g.role in granting)
        if permission in self.shared:
            return tuple(Granted(g.role, "all") for g in found)
        overseers = self.private.get(permission.rpartition(".")[0])
        return (
            found if overseers is None else tuple(g if g.role in overseers else Granted(g.role, "self") for g in found)
        )

    def reaches(self, permission: str, row: Any) -> bool:
        """The same rule as `scope`, for one loaded row."""
        if self.is_system or any(_reaches(self, g, row) for g in self.scopes(permission)):
            return True
        column = self.named_in(permission)
        if column is None:
            return False
        text = getattr(row, column) or ""
        others = any(_reaches(p, g, row) for p in self.stands_for for g in p.scopes(permission))
        return others or any(f",{i}," in text for i in self.ids)

    def holds(self, role: str, row: Any) -> bool:
        """Has the role in a data scope that reaches this row."""
        return any(g.role == role and _reaches(self, g, row) for g in self.grants)

    @property
    def ids(self) -> tuple[int, ...]:
        """His own id and those he stands for."""
        return tuple(p.id for p in (self, *self.stands_for) if p.id is not None)

    def named_in(self, permission: str) -> str | None:
        """The column of the permission's subject that names people, if he has the permission at all."""
        column = self.named.get(permission.rpartition(".")[0])
        return column if column and self.may(permission) else None


SYSTEM = Actor(id=None, name="system", is_system=True)


def scope(permission: str, actor: Actor) -> Q:
    """The rows of a subject the actor may touch by this permission, as a filter on its scope columns."""
    if actor.is_system:
        return Q()
    parts = [_part(actor, g) for g in actor.scopes(permission)]
    if column := actor.named_in(permission):
        parts += [_part(p, g) for p in actor.stands_for for g in p.scopes(permission)]
        parts += [Q(**{f"{column}__contains": f",{i},"}) for i in actor.ids]
    if any(part is None for part in parts):
        return Q()
    return Q(*[part for part in parts if part is not None], join_type="OR") if parts else Q(id__in=[])


def _part(actor: Actor, granted: Granted) -> Q | None:
    """None stands for "everything"."""
    match granted.scope:
        case "all":
            return None
        case "depts":
            return Q(department_id__in=list(granted.departments))
        case "below":
            return Q(department_id__in=sorted(actor.below))
        case "own":
            return Q(department_id=actor.department_id) if actor.department_id else Q(id__in=[])
        case "party":
            return Q(party_id=actor.party_id) if actor.party_id else Q(id__in=[])
    return Q(owner_id=actor.id)


def _reaches(actor: Actor, granted: Granted, row: Any) -> bool:
    match granted.scope:
        case "all":
            return True
        case "depts":
            return row.department_id in granted.departments
        case "below":
            return row.department_id in actor.below
        case "own":
            return actor.department_id is not None and row.department_id == actor.department_id
        case "party":
            return actor.party_id is not None and row.party_id == actor.party_id
    return bool(row.owner_id == actor.id)


async def grants_of(user_id: int) -> tuple[Granted, ...]:
    rows = await Grant.filter(user_id=user_id).values("role", "scope", "departments")
    return granted(rows)


def granted(rows: Iterable[Mapping[str, Any]]) -> tuple[Granted, ...]:
    """Of rows of the table, or of a user joined to his grants: a user without any has one row without a role."""
    return tuple([Granted(r["role"], r["scope"], _ids(r["departments"])) for r in rows if r["role"] is not None])


def _ids(value: Any) -> tuple[int, ...]:
    """Of a list, or of its JSON as drivers give it."""
    return tuple((json.loads(value) if isinstance(value, str) else value) or ())


async def user_row(user_id: int) -> User | None:
    return await User.get_or_none(id=user_id)

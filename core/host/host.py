"""The running house: what is loaded, what is on now, which values hold. One per process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any, cast

from core import clock, db
from core.db import guard
from core.declare import Checklist
from core.host.checklists import Edition, edition_of
from core.host.letterheads import Head
from core.host.loading import Broken, Found, load
from core.host.registry import Registry
from core.host.rights import with_changes
from core.host.settings import Directory, Interval, RouteTarget, Settings, latest, read_settings
from core.models.access import Actor, grants_of, user_row

_PROTECTED = (
    "core_journal",
    "core_signature",
    "core_duty",
    "core_personal",
    "core_counter",
    "core_grant",
    "core_contact",
    "core_card_line",
    "core_printed",
    "core_figure",
    "core_account",
    "core_entry",
    "core_approval_step",
    "core_link",
    "core_supplement",
)

_serials = count(1)


class Host:
    """`start` once; `refresh` whenever the generation row has grown."""

    def __init__(self, found: Found | None = None) -> None:
        self.found = found or load()
        self.registry = Registry(self.found.plugins)
        self.broken: list[Broken] = list(self.found.broken)
        self.settings = Settings()
        self.permissions = self.registry.permissions
        self.serial = 0  # of the settings read, never twice in a process: what was made of others is made anew
        self.enabled: frozenset[str] = frozenset({"core"})
        guard.protect([*self.registry.tables(), *_PROTECTED, *self._children()])

    def _children(self) -> set[str]:
        return {child.model._meta.db_table for record in self.registry.records.values() for child in record.children}

    @property
    def apps(self) -> dict[str, list[str]]:
        """Tortoise apps in dependency order: label -> model modules."""
        return {p.name: ["core.models" if p.name == "core" else f"{p.package}.models"] for p in self.found.plugins}

    async def refresh(self) -> None:
        self.settings = await read_settings()
        self.serial = next(_serials)
        self.permissions = with_changes(self.registry.permissions, self.settings.rights)
        loaded = frozenset(self.registry.plugins)
        broken = {b.plugin for b in self.broken}
        self.enabled = (frozenset({"core"}) | (self.settings.on() & loaded)) - broken

    def is_on(self, plugin: str) -> bool:
        return plugin in self.enabled

    @property
    def generation(self) -> int:
        return self.settings.generation

    @property
    def directory(self) -> Directory:
        return self.settings.directory

    def intervals(self, plugin: str) -> list[Interval]:
        return list(self.settings.intervals.get(plugin, ()))

    def policy(self, key: str, at: datetime) -> Any:
        """The value of `key` in force at `at`: the last one set by then, else the regulation's own."""
        value = latest(self.settings.values.get(key, ()), at)
        return self.registry.policies[key].default if value is None else value

    def route(self, routing: str, key: str, at: datetime) -> RouteTarget | None:
        """Who answers for `key` at `at`; falls back to the declared default rows by department code."""
        target: RouteTarget | None = latest(self.settings.routes.get((routing, key), ()), at)
        if target is None:
            code = dict(self.registry.routings[routing].rows).get(key)
            entry = self.directory.by_code(code) if code else None
            target = RouteTarget(entry.id, entry.manager_id) if entry else None
        return target

    def edition(self, checklist: Checklist, row: Any, at: datetime, variant: str = "") -> Edition:
        """What is asked of this row; of one not opened yet (None), what would be asked `at`."""
        return edition_of(checklist, row, self.settings.editions, at, variant)

    def letterhead(self, department_id: int | None, at: datetime) -> Head:
        """The one of the department or of the nearest above, else the company's, else the topmost department's name."""
        directory, entry = self.directory, self.directory.departments.get(department_id or 0)
        while entry is not None:
            if head := latest(self.settings.letterheads.get(entry.id, ()), at):
                return cast(Head, head)
            entry = directory.departments.get(entry.parent_id or 0)
        top = next((d.name for d in directory.departments.values() if d.parent_id is None), "")
        return latest(self.settings.letterheads.get(None, ()), at) or Head(top)

    async def actor(self, user_id: int, lang: str | None = None) -> Actor | None:
        """The user as an actor with today's rights; None for an unknown or disabled one."""
        user = await user_row(user_id)
        if user is None or user.state != "active":
            return None
        return self.make_actor(user, await grants_of(user_id), lang)

    def make_actor(self, user: Any, grants: Any, lang: str | None = None) -> Actor:
        """`user` needs id, name, lang, department_id, party_id."""
        return Actor(
            id=user.id,
            name=user.name,
            lang=lang or user.lang,
            department_id=user.department_id,
            party_id=user.party_id,
            grants=tuple(grants),
            below=self.directory.below(user.department_id),
            permissions=self.permissions,
            shared=self.registry.shared,
            private=self.registry.private,
            named=self.registry.named,
            stands_for=self._stands_for(user.id),
        )

    def _stands_for(self, user_id: int) -> tuple[Actor, ...]:
        """Those who are away now and for whom this user decides; their own deputies' rights are not handed on."""
        now, found = clock.now(), self.directory.deputies
        return tuple(
            self._principal(e.user, e.grants) for e in found if e.deputy_id == user_id and e.since <= now < e.until
        )

    def deputies_of(self, user_id: int) -> list[int]:
        """Who stands for this user now."""
        now = clock.now()
        return [e.deputy_id for e in self.directory.deputies if e.user.id == user_id and e.since <= now < e.until]

    def _principal(self, user: Any, grants: Any) -> Actor:
        return Actor(
            id=user.id,
            name=user.name,
            department_id=user.department_id,
            grants=tuple(grants),
            below=self.directory.below(user.department_id),
            permissions=self.permissions,
        )

    def policies_at(self, at: datetime) -> Mapping[str, Any]:
        return {key: self.policy(key, at) for key in self.registry.policies}


_host: Host | None = None


def host() -> Host:
    """The host of this process; `set_host` must have been called."""
    if _host is None:
        raise RuntimeError("the host has not been started: call core.host.host.start() first")
    return _host


def set_host(value: Host | None) -> None:
    global _host
    _host = value


async def start(db_url: str, found: Found | None = None) -> Host:
    """Load plugins, open the database, read the settings. Raises SchemaBehind when the core's own migrations are pending."""
    from core.db.config import tortoise_config
    from core.db.migrate import pending

    house = Host(found)
    config = tortoise_config(db_url, house.apps)
    await db.init(config)
    try:
        waiting = await pending(config)
        if any(name.startswith("core.") for name in waiting):
            raise db.SchemaBehind("run `guizhang migrate` first; pending: " + ", ".join(waiting))
        for plugin in sorted({name.split(".")[0] for name in waiting}):
            house.broken.append(Broken(plugin, "pending migrations: run `guizhang migrate`"))
        set_host(house)
        await house.refresh()
    except BaseException:
        await stop()  # a connection left open keeps the process from ending
        raise
    return house


async def stop() -> None:
    set_host(None)
    await db.close()

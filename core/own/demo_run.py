"""Filling an empty database with the demo of every plugin, through the same door as everybody else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from core.acts.many import perform_many
from core.acts.outcome import Outcome
from core.acts.perform import perform
from core.errors import GuizhangError
from core.host.host import host
from core.models import Customer, Department, User
from core.models.access import SYSTEM
from core.own.demo import MARKER


class NotEmpty(GuizhangError):
    """The database holds something that the demo has not put there."""


class SystemRun:
    """`Run` of `core.own.demo`."""

    def __init__(self, password: str) -> None:
        self.password = password

    async def __call__(
        self, act: str, data: Mapping[str, Any], *, subject: int | None = None, key: str | None = None
    ) -> Outcome:
        natural = host().registry.acts[act].natural
        key = key or (natural(data) if natural else _digest(data))
        return await perform(act, SYSTEM, data, subject=subject, key=f"demo:{act}:{key}")

    async def many(self, act: str, rows: Iterable[Mapping[str, Any]]) -> None:
        for result in await perform_many(act, SYSTEM, rows, key_prefix="demo"):
            if not result.ok:
                raise RuntimeError(f"the demo's row {result.index} of {act}: {result.refusals or result.errors}")


def _digest(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(dict(data), sort_keys=True, default=str).encode()).hexdigest()[:32]


async def run_demo(password: str) -> None:
    """Switch on every sound plugin and run its demo; a second run adds nothing. Raises NotEmpty over foreign data."""
    await _check_empty()
    run = SystemRun(password)
    for plugin in list(host().registry.plugins.values()):
        if plugin.name != "core" and not host().is_on(plugin.name):
            await run("core.plugin_switch.enable", {"plugin": plugin.name, "reason": "demo"}, key=plugin.name)
            await host().refresh()
        if plugin.demo is not None:
            await plugin.demo(run)
            await host().refresh()


async def _check_empty() -> None:
    if await Department.exists(code=MARKER):
        return
    if await User.exists() or await Customer.exists() or await Department.exists():
        raise NotEmpty("the database is not empty")

"""The command `guizhang` with a fault planted, for seeing that a check of a running server catches it.

`python -m tests.bar.faulty serve --workers 2` with BAR_FAULT in the environment; the workers, spawned, plant it by importing this module again.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Any

FAULT = "BAR_FAULT"


def _no_transaction() -> None:
    """Every statement stands for itself, with a pause before the last: a kill leaves acts half done."""
    from core.acts import journal
    from core.db.sqlite import Transaction

    plain = journal.write

    async def write(*args: Any) -> None:
        await asyncio.sleep(0.05)
        await plain(*args)

    async def begin(self: Any) -> None:
        """Nothing begins."""

    async def finish(self: Any, *, keep: bool) -> None:
        self._finalized = True

    Transaction.begin, Transaction.finish = begin, finish  # type: ignore[method-assign]
    journal.write = write


def _normal() -> None:
    """An acknowledged commit waits in the operating system's memory."""
    from core.db import sqlite

    sqlite._PRAGMAS = {**sqlite._PRAGMAS, "synchronous": "NORMAL"}


def _early() -> None:
    """What was promised under a key is not kept under it: one act in ten."""
    from core.web import acting

    plain = acting.perform
    count = 0

    async def perform(act: str, actor: Any, data: Any = None, **more: Any) -> Any:
        nonlocal count
        count += 1
        if count % 10:
            return await plain(act, actor, data, **more)
        return await plain(act, actor, data, **{**more, "key": None})

    acting.perform = perform  # type: ignore[assignment]


def _any_step() -> None:
    """An act is done from whatever step the case stands at."""
    from core.acts import gating

    gating.wrong_state = lambda case: None  # type: ignore[assignment]


def _no_key() -> None:
    """A repeated key is an act of its own."""
    from core.acts.machine import Machine

    plain = Machine.case

    def case(self: Any, *args: Any, **more: Any) -> Any:
        return plain(self, *args, **{**more, "key": None})

    Machine.case = case  # type: ignore[method-assign]


FAULTS: dict[str, Callable[[], None]] = {
    "no transaction": _no_transaction,
    "synchronous normal": _normal,
    "acknowledged unkept": _early,
    "any step": _any_step,
    "no key": _no_key,
}

if os.environ.get(FAULT):
    FAULTS[os.environ[FAULT]]()

if __name__ == "__main__":
    from core.cli import main

    main()

"""The judge: twelve invariants of everything that is kept, each named when it is broken. Reads only, at one instant.

Every check of reliability asks it, so each invariant has planted faults of its own in tests/core/judge.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from copy import copy
from dataclasses import dataclass, replace

from core.acts.findings import Finding
from core.acts.verify import books
from core.acts.verify_journal import journal
from core.acts.verify_seals import seals
from core.db.snapshot import snapshot
from core.host.host import Host
from core.host.registry import Registry
from core.services.files import verify_files
from core.services.judge.deciders import deciders
from core.services.judge.duties import duties
from core.services.judge.events import events
from core.services.judge.keys import keys
from core.services.judge.references import references
from core.services.judge.states import states
from core.services.judge.totals import totals
from core.services.judge.windows import windows

Check = Callable[[Host], AsyncIterator[Finding]]


@dataclass(frozen=True)
class Invariant:
    """`holds` says in one line what must be true."""

    id: str
    holds: str
    check: Check


INVARIANTS = (
    Invariant("I1", "stock and money are the sum of their entries and never below nothing", books),
    Invariant("I2", "every journal chain is whole, its time does not fall, its subject is there", journal),
    Invariant("I3", "every signature, seal and supplement recomputes", seals),
    Invariant("I4", "every state is the one its last act led to", states),
    Invariant("I5", "every duty has one start, at most one end, and falls due by its own rule", duties),
    Invariant("I6", "a window is kept if and only if its acts lie in it", windows),
    Invariant("I7", "every attachment has its content, unchanged", verify_files),
    Invariant("I8", "every event has one outbox row, delivered at least once", events),
    Invariant("I9", "every declared total is the sum of its rows", totals),
    Invariant("I10", "nobody decided what he asked for, nor both of two acts for two people", deciders),
    Invariant("I11", "one effect for each act key, one subject for each number", keys),
    Invariant("I12", "the database is sound, and every reference leads somewhere", references),
)
QUICK = ("I1", "I2", "I3", "I7")


async def judge(house: Host, only: Iterable[str] = ()) -> list[Finding]:
    """All findings of these invariants (default: all), in their order. Whoever writes meanwhile neither waits nor is seen."""
    wanted = frozenset(only)
    found: list[Finding] = []
    house = _with_tables(house)
    async with snapshot():
        for invariant in INVARIANTS:
            if not wanted or invariant.id in wanted:
                found += [replace(finding, invariant=invariant.id) async for finding in invariant.check(house)]
    return found


def _with_tables(house: Host) -> Host:
    """The same house without the plugins that wait for their migrations: what they declare has no tables yet."""
    waiting = {b.plugin for b in house.broken}
    if waiting.isdisjoint(house.registry.plugins):
        return house
    reduced = copy(house)
    reduced.registry = Registry([p for p in house.registry.plugins.values() if p.name not in waiting])
    return reduced

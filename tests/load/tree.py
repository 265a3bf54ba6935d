"""Memory of a process and all it has started: sampled while something runs, for a peak lasts only moments."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

EVERY = 0.05


class Peak:
    """The most that was seen at once, in MB of 2**20 bytes."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.rss_mb = 0.0

    def look(self) -> None:
        self.rss_mb = max(self.rss_mb, round(sum(_kilobytes(pid) for pid in family(self._pid)) / 1024, 1))


def family(pid: int) -> Iterator[int]:
    """The process and its descendants; those that end meanwhile are left out."""
    yield pid
    with suppress(OSError):
        for listed in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in listed.read_text().split():
                yield from family(int(child))


def _kilobytes(pid: int) -> int:
    with suppress(OSError):
        for row in Path(f"/proc/{pid}/status").read_text().splitlines():
            if row.startswith("VmRSS"):
                return int(row.split()[1])
    return 0


@asynccontextmanager
async def watched(pid: int) -> AsyncIterator[Peak]:
    peak = Peak(pid)

    async def look() -> None:
        while True:
            peak.look()
            await asyncio.sleep(EVERY)

    looking = asyncio.create_task(look())
    try:
        yield peak
    finally:
        peak.look()
        looking.cancel()

"""B29: the power goes while acts are written, five times: what was acknowledged is there, and nothing is half done.

A file system of its own on a loop device loses at a shutdown, as it would its power, whatever was not flushed. Needs root.
"""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core import db
from core.acts.perform import perform
from core.models import Journal
from core.models.access import SYSTEM
from core.services.judge import judge
from core.testing.databases import Databases
from tests.bar.faulty import FAULT
from tests.bar.running import opened

CUTS = 5
_SHUTDOWN, _NO_FLUSH = 0x8004587D, 2  # ext4's ioctl, and its way that writes nothing more
_MEGABYTES = 64


class Disk:
    """An image that can be mounted, and cut off."""

    def __init__(self, folder: Path) -> None:
        self._image, self.root = folder / "disk.img", folder / "disk"
        self.root.mkdir()
        with self._image.open("wb") as file:
            file.truncate(_MEGABYTES * 2**20)
        _call("mkfs.ext4", "-q", "-F", str(self._image))

    @contextmanager
    def mounted(self) -> Iterator[None]:
        _call("mount", "-o", "loop", str(self._image), str(self.root))
        try:
            yield
        finally:
            _call("umount", str(self.root))

    def cut(self) -> None:
        handle = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, _SHUTDOWN, struct.pack("I", _NO_FLUSH))
        finally:
            os.close(handle)


def _call(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _works(folder: Path) -> bool:
    try:
        disk = Disk(folder)
        with disk.mounted():
            disk.cut()
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


pytestmark = pytest.mark.sqlite  # PostgreSQL's files lie elsewhere


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    (tmp_path / "probe").mkdir()
    if not _works(tmp_path / "probe"):
        pytest.skip("no root, no loop device or no ext4 here: the power cannot be cut")
    return Disk(tmp_path)


async def cut(databases: Databases, disk: Disk, fault: str = "", cuts: int = CUTS) -> list[str]:
    """Acknowledged acts that are lost, and what the judge finds."""
    chance, done = random.Random(29), list[str]()
    url = await databases.fresh()
    async with opened(databases, url):
        await perform("core.customer.register", SYSTEM, {"name": "First", "code": "first", "kind": "person"})
    there = disk.root / "house.db"
    with disk.mounted():
        shutil.copyfile(url.removeprefix("sqlite://"), there)
        os.sync()
    await databases.discard(url)
    for n in range(cuts):
        with disk.mounted():
            done += _worked(disk, f"sqlite://{there}", f"cut{n}", chance.randint(1, 5), fault)
    with disk.mounted():
        async with opened(databases, f"sqlite://{there}") as house:
            kept = set(await Journal.exclude(key=None).values_list("key", flat=True))
            found = [f"{key} was acknowledged and is lost" for key in done if key not in kept]
            found += [f"{f.invariant} {f.where}: {f.what}" for f in await judge(house)]
    assert len(done) >= cuts
    return found


def _worked(disk: Disk, url: str, prefix: str, acts: int, fault: str) -> list[str]:
    """The keys a worker acknowledged until, after so many, the power went."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.bar.worker", url, prefix],
        env={**os.environ, FAULT: fault},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    lines = [child.stdout.readline() for _n in range(acts)]
    disk.cut()
    child.kill()
    rest, _ = child.communicate()
    return [line.split()[1] for line in [*lines, *rest.splitlines()] if line.startswith("done ")]


async def test_what_was_acknowledged_outlives_a_power_cut(databases: Databases, disk: Disk) -> None:
    assert await cut(databases, disk) == []


async def test_seeded_commits_that_wait_in_memory(databases: Databases, disk: Disk) -> None:
    found = await cut(databases, disk, "synchronous normal", cuts=2)
    assert any("is lost" in line for line in found)


async def test_every_connection_flushes_each_commit(databases: Databases) -> None:
    url = await databases.fresh()
    async with opened(databases, url):
        async with db.transaction():
            writing = await db.connection().execute_query_dict("PRAGMA synchronous")
        reading = await db.connection().execute_query_dict("SELECT * FROM pragma_synchronous")
    await databases.discard(url)
    assert [row["synchronous"] for row in (*writing, *reading)] == [2, 2]

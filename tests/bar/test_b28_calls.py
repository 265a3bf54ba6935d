"""B28: the n-th write or flush of a working process fails or kills it: nothing acknowledged is lost, nothing half done, nothing hangs.

A sample; the whole sweep is a milestone's. Counted per thread by strace, and the writing connection has a thread of its own.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

import pytest

from core.acts.perform import perform
from core.host.host import Host
from core.models import Journal
from core.models.access import SYSTEM
from core.services.judge import judge
from core.testing.databases import Databases
from tests.bar.faulty import FAULT
from tests.bar.running import opened
from tests.bar.worker import ACTS

CALLS = ("pwrite64", "fsync,fdatasync")
FAULTS = ("signal=SIGKILL", "error=EIO", "error=ENOSPC")
AT = {"pwrite64": (30, 71, 97, 143), "fsync,fdatasync": (1, 2, 4)}  # an act writes some forty times and flushes once
SECONDS = 60.0  # for a whole process, on a busy machine


def _strace_works() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.sqlite  # PostgreSQL's own processes write, not ours


@pytest.fixture(autouse=True)
def strace() -> None:
    if not _strace_works():
        if os.environ.get("GUIZHANG_TEST_ALL"):
            pytest.fail("strace is wanted and does not work here")
        pytest.skip("strace does not work here")


async def _run(url: str, call: str, fault: str, at: int, planted: str) -> list[str]:
    """What a worker said while the `at`-th such call of a thread met the fault."""
    command = [
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:{fault}:when={at}",
    ]
    prefix = f"{call}-{fault}-{at}"
    child = await asyncio.create_subprocess_exec(
        *(*command, sys.executable, "-m", "tests.bar.worker", url, prefix),
        env={**os.environ, FAULT: planted},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        out, _ = await asyncio.wait_for(child.communicate(), SECONDS)
    except TimeoutError:
        child.kill()
        return [f"hung {prefix}"]
    return out.decode().splitlines()


async def _some_customer(house: Host) -> None:
    await perform("core.customer.register", SYSTEM, {"name": "First", "code": "first", "kind": "person"})


async def swept(
    databases: Databases, tries: Sequence[tuple[str, str, int]], planted: str = ""
) -> tuple[list[str], int]:
    """(Lost acts, hangs, processes that did not recover, what the judge finds; how many acts were acknowledged)."""
    url = await databases.fresh()
    async with opened(databases, url) as house:
        await _some_customer(house)
    done, found = list[str](), list[str]()
    for call, fault, at in tries:
        said = await _run(url, call, fault, at, planted)
        done += [line.split()[1] for line in said if line.startswith("done ")]
        found += [line for line in said if line.startswith("hung ")]
        if said and fault.startswith("error") and not said[-1].startswith("done "):
            found.append(f"{call} {fault} at {at}: the process neither ended nor recovered: {said[-1]}")
    async with opened(databases, url) as house:
        kept = set(await Journal.exclude(key=None).values_list("key", flat=True))
        found += [f"{key} was acknowledged and is lost" for key in done if key not in kept]
        found += [f"{f.invariant} {f.where}: {f.what}" for f in await judge(house)]
    await databases.discard(url)
    return found, len(done)


async def test_no_failing_call_loses_or_halves_an_act(databases: Databases) -> None:
    tries = [(call, fault, at) for call in CALLS for n, at in enumerate(AT[call]) for fault in FAULTS[n % 2 :: 2]]
    found, done = await swept(databases, tries)
    assert found == []
    assert len(tries) < done < len(tries) * ACTS  # the faults were met, and not everything failed


@pytest.mark.bar
async def test_no_call_of_an_act_loses_or_halves_it(databases: Databases) -> None:
    """Every second write of the first acts and every flush of all: some 300 processes."""
    tries = [("pwrite64", fault, at) for fault in FAULTS for at in range(20, 200, 2)]
    tries += [("fsync,fdatasync", fault, at) for fault in FAULTS for at in range(1, 10)]
    found, _done = await swept(databases, tries)
    assert found == []


async def test_seeded_acts_without_a_transaction(databases: Databases) -> None:
    tries = [("fsync,fdatasync", "signal=SIGKILL", at) for at in (4, 3, 2)]
    found, _done = await swept(databases, tries, "no transaction")
    assert found != []

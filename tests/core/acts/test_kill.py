"""Killed in the middle, 25 times: nothing that was acknowledged is lost, nothing is half done."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time

from core.acts.perform import perform
from core.acts.verify import verify
from core.host import host as hosting
from core.models import Enquiry, Journal, Ticket
from core.models.access import SYSTEM

CYCLES = 25


def _cycle(url: str, seed: str, lives: float) -> list[str]:
    """Run a worker, kill it `lives` seconds after its first act; the keys it said were done."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.core.acts.worker", url, seed],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    first = child.stdout.readline()
    if not first:
        raise AssertionError(child.stderr.read())
    time.sleep(lives)
    child.send_signal(signal.SIGKILL)
    rest, _ = child.communicate()
    return [line for line in (first + rest).split("\n")[:-1] if line]


async def test_no_acknowledged_act_is_lost_and_none_is_half_done(databases, clock):
    url = await databases.fresh()
    house = await hosting.start(url, databases.found)
    await perform("core.customer.register", SYSTEM, {"name": "First", "code": "first", "kind": "person"})
    await hosting.stop()
    chance = random.Random(7)
    done = [key for n in range(CYCLES) for key in _cycle(url, f"s{n}", chance.uniform(0.01, 0.25))]
    house = await hosting.start(url, databases.found)
    try:
        assert len(done) > CYCLES
        kept = set(await Journal.exclude(key=None).values_list("key", flat=True))
        assert set(done) <= kept
        assert await verify(house) == []
        assert await Enquiry.all().count() == await Ticket.exclude(case_id=None).count() == await Ticket.all().count()
    finally:
        await hosting.stop()
        await databases.discard(url)

"""`yard`: permits, the gate and what happens inside, led through the front door; see yard.py."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.contractor_safety.yard import Yard


@pytest.fixture
async def yard(host: Host, client: Client, make: Make, clock: Frozen) -> Yard:
    return Yard(host, client, make, clock)

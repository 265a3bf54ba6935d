"""`depot`: parts from the order to the claim, led through the front door; see depot.py."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.vehicle_warranty.depot import Depot


@pytest.fixture
async def depot(host: Host, client: Client, make: Make, clock: Frozen) -> Depot:
    return Depot(host, client, make, clock)

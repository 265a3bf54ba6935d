"""`estate`: developments to certificates, led through the front door; see estate.py."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.realestate_handover.estate import Estate


@pytest.fixture
async def estate(host: Host, client: Client, make: Make, clock: Frozen) -> Estate:
    return Estate(host, client, make, clock)

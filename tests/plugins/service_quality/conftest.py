"""`flow`: request forms led through the front door; see flow.py."""

from __future__ import annotations

import pytest

from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.service_quality.flow import Flow


@pytest.fixture
async def flow(host: Host, client: Client, make: Make) -> Flow:
    return await Flow(host, client, make).prepare()

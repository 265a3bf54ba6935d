"""`desk`: questions led through the front door; see desk.py."""

from __future__ import annotations

import pytest

from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.tech_support.desk import Desk


@pytest.fixture
async def desk(host: Host, client: Client, make: Make) -> Desk:
    return Desk(host, client, make)

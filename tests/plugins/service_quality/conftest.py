"""`flow` and `grievance`: request forms and complaints led through the front door; see flow.py and grievance.py."""

from __future__ import annotations

import pytest

from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.service_quality.assess import Assess
from tests.plugins.service_quality.flow import Flow
from tests.plugins.service_quality.grievance import Grievance


@pytest.fixture
async def flow(host: Host, client: Client, make: Make) -> Flow:
    return await Flow(host, client, make).prepare()


@pytest.fixture
async def grievance(host: Host, client: Client, make: Make) -> Grievance:
    return await Grievance(host, client, make).prepare()


@pytest.fixture
async def assess(host: Host, client: Client, make: Make) -> Assess:
    return await Assess(host, client, make).prepare()

"""`desk`: questions, and `project`: contracts to trainings, led through the front door; see desk.py and project.py."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.tech_support.desk import Desk
from tests.plugins.tech_support.project import Project


@pytest.fixture
async def desk(host: Host, client: Client, make: Make) -> Desk:
    return Desk(host, client, make)


@pytest.fixture
async def project(host: Host, client: Client, make: Make, clock: Frozen) -> Project:
    return Project(host, client, make, clock)

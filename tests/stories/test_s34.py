"""S34, as it is told: free within the warranty for normal wear, else only under an agreement that both have signed."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from tests.plugins.tech_support.project import SIGNED, Project


@pytest.fixture
async def project(host: Host, client: Client, make: Make, clock: Frozen) -> Project:
    return Project(host, client, make, clock)


@pytest.mark.clause("TS-3.1")
async def test_s34_normal_wear_in_warranty_is_free_and_restores_the_system(project: Project) -> None:
    await project.exchange()
    row = await project.row("part_exchange")
    assert (row.free, row.cost, row.user_pays, row.company_pays) == (True, 128_000, 0, 128_000)
    await project.do("part_exchange", "work")
    refusal = named_by(await project.attempt("part_exchange", "close", {"restored": False}), "TS-3.1")
    assert refusal["keys"] == ["restored"]
    assert (await project.do("part_exchange", "close", {"restored": True}))["state"] == "closed"


@pytest.mark.clause("TS-3.3")
@pytest.mark.parametrize(
    ("cause", "start", "days", "free"),
    [
        ("man_made", 0, 365, False),
        ("abnormal", 0, 365, False),
        ("wear", -365, 365, True),  # the last day of the warranty
        ("wear", -366, 365, False),  # one day after it
    ],
)
async def test_s34_anything_else_waits_for_the_agreement(
    project: Project, cause: str, start: int, days: int, free: bool
) -> None:
    await project.exchange(cause, start=start, days=days)
    row = await project.row("part_exchange")
    assert row.free is free
    if free:
        assert (await project.do("part_exchange", "work"))["state"] == "working"
        return
    assert (row.user_pays, row.company_pays) == (128_000, 0)
    refusal = named_by(await project.attempt("part_exchange", "work"), "TS-3.3")
    assert refusal["keys"] == ["agreement"]
    await project.do("part_exchange", "draft_agreement")
    await project.do("agreement", "sign_user", SIGNED, login="support")
    refusal = named_by(await project.attempt("part_exchange", "work"), "TS-3.3")
    assert refusal["keys"] == ["agreement"]
    await project.do("agreement", "sign_company", SIGNED)
    assert (await project.do("part_exchange", "work"))["state"] == "working"

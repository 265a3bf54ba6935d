"""B08 on approvals: one person is one person, however many accounts he has. The asker's side is tried in `test_approvals`."""

from __future__ import annotations

from typing import Any

import pytest

from core.acts.perform import perform
from core.errors import Refused
from core.models import ApprovalStep
from core.models.access import SYSTEM
from tests.foundation.test_approvals import Desk, decide

PHONE = {"phone": "13900000002"}


async def second_yes(host: Any, make: Any) -> str:
    """The manager says yes, then the same person, signed in as a senior, says it again: what he is told."""
    desk = await Desk(make).set_up()
    twin = await make.user("manager_too", "senior")
    for user in (desk.manager, twin):
        await perform("core.user.edit", SYSTEM, {"name": "M", **PHONE}, subject=user.id)
    await host.refresh()
    request = await desk.ask()
    await decide("approve", desk.manager, request)
    try:
        await decide("approve", await make.actor("manager_too"), request)
    except Refused as refused:
        return ",".join(key for r in refused.refusals for key in r.keys)
    return ""


@pytest.mark.clause("FD-5")
async def test_a_second_account_gives_no_second_yes(host: Any, make: Any) -> None:
    assert await second_yes(host, make) == "other_person"
    assert await ApprovalStep.filter(state="approved").count() == 1


async def test_seeded_accounts_not_compared(host: Any, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def apart(people: set[int]) -> dict[int, frozenset[int]]:
        return {i: frozenset({i}) for i in people}

    monkeypatch.setattr("core.own.approval_rules._accounts", apart)
    assert await second_yes(host, make) == ""

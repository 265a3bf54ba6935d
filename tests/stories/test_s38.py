"""S38, as it is told: penalties by the loss, for the complaint and for its delay, on lines of their own."""

from __future__ import annotations

from typing import Any

import pytest

from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from plugins.service_quality.models import Penalty
from tests.plugins.service_quality.grievance import Grievance

# login: fault, part, bonus of the month
PEOPLE = {
    "technician": ("cause", "direct", "3000.00"),
    "north": ("cause", "manager", "4000.00"),
    "agent": ("delay", "direct", "2000.00"),
    "south": ("delay", "manager", "3500.00"),
}


def _named(case: Grievance) -> dict[str, Any]:
    rows = [{"person": case.users[login], "fault": f, "part": p} for login, (f, p, _b) in PEOPLE.items()]
    return {"persons": rows}


def _bases(case: Grievance) -> list[dict[str, Any]]:
    return [{"person": case.users[login], "bonus": bonus} for login, (_f, _p, bonus) in PEOPLE.items()]


async def _lines(case: Grievance) -> dict[str, tuple[str, int]]:
    logins = {user: login for login, user in case.users.items()}
    return {logins[p.owner_id or 0]: (p.fault, p.amount) for p in await Penalty.filter(complaint__number=case.number)}


@pytest.mark.clause("ES-1.3.7")
@pytest.mark.clause("ES-1.2.3")
async def test_s38_cause_and_delay_are_penalised_by_the_loss(host: Host, client: Client, make: Make) -> None:
    case = await Grievance(host, client, make).prepare()
    await case.to("told")
    refusal = named_by(await case.attempt("penalise", {"loss": "20000.00", "bases": []}), "ES-1.3.7")
    assert "persons" in refusal["keys"]

    await case.do("name_persons", _named(case))
    await case.do("penalise", {"loss": "20000.00", "bases": _bases(case)})
    assert await _lines(case) == {
        "technician": ("cause", 30000),
        "north": ("cause", 40000),
        "agent": ("delay", 20000),
        "south": ("delay", 35000),
    }
    manager = await client.as_("manager")
    totals = (await manager.json("/s/service_quality/penalty.json", totals="1"))["totals"]
    assert totals["amount"] == 125000

    await case.to("told")
    await case.do("name_persons", _named(case))
    await case.do("penalise", {"loss": "20000.01", "bases": _bases(case)})
    lines = await _lines(case)
    assert (lines["technician"], lines["north"]) == (("cause", 60000), ("cause", 80000))

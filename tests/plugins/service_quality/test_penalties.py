"""ES-1.3.7, ES-1.2.3: penalties by bracket, for the cause and for the delay on lines of their own, seen by few."""

from __future__ import annotations

from typing import Any

import pytest

from core.acts.perform import perform
from core.clock import Frozen
from core.models.access import SYSTEM
from core.testing.client import Client
from core.testing.refusals import named_by
from plugins.service_quality.models import Penalty
from plugins.service_quality.rules.penalty import Terms, amount
from tests.plugins.service_quality.grievance import Grievance

PENALTIES = "/s/service_quality/penalty"


def line(grievance: Grievance, login: str, fault: str = "cause", part: str = "direct") -> dict[str, Any]:
    return {"person": grievance.users[login], "fault": fault, "part": part}


def base(grievance: Grievance, login: str, bonus: str, wage: str = "") -> dict[str, Any]:
    return {"person": grievance.users[login], "bonus": bonus, "wage": wage}


async def _named(grievance: Grievance, *persons: dict[str, Any]) -> None:
    await grievance.to("told")
    if persons:
        await grievance.do("name_persons", {"persons": list(persons)})


@pytest.mark.clause("ES-1.3.7")
async def test_nobody_is_penalised_whom_step_4_has_not_named(grievance: Grievance) -> None:
    await _named(grievance)
    refusal = named_by(await grievance.attempt("penalise", {"loss": "20000.00"}), "ES-1.3.7")
    assert "persons" in refusal["keys"]
    assert "name_persons" in str(refusal["where"])


@pytest.mark.clause("ES-1.3.7")
async def test_direct_responsibility_and_its_manager_go_together(grievance: Grievance) -> None:
    await _named(grievance, line(grievance, "technician"), line(grievance, "freight", "delay", "manager"))
    bases = [base(grievance, "technician", "1.00"), base(grievance, "freight", "1.00")]
    answer = await grievance.attempt("penalise", {"loss": "1.00", "bases": bases})
    assert sorted(named_by(answer, "ES-1.3.7")["keys"]) == ["direct", "manager"]


@pytest.mark.clause("ES-1.3.7")
async def test_loss_and_everybodys_bonus_are_known(grievance: Grievance) -> None:
    await _named(grievance, line(grievance, "technician"), line(grievance, "manager", part="manager"))
    own, other = base(grievance, "technician", "1.00"), base(grievance, "agent", "1.00")
    manager = base(grievance, "manager", "1.00")
    for data, keys in (
        ({"bases": [own, manager]}, ["loss"]),
        ({"loss": "1.00", "bases": [own]}, ["bases"]),
        ({"loss": "1.00", "bases": [own, manager, other]}, ["bases"]),
        ({"loss": "1.00", "bases": [own, own, manager]}, ["bases"]),
    ):
        assert named_by(await grievance.attempt("penalise", data), "ES-1.3.7")["keys"] == keys
    assert (await grievance.do("penalise", {"loss": "1.00", "bases": [own, manager]}))["state"] == "penalised"


@pytest.mark.clause("ES-1.2.3")
async def test_person_stands_once_for_each_fault(grievance: Grievance) -> None:
    await _named(grievance, line(grievance, "technician"))
    again = {"persons": [line(grievance, "technician", part="manager")]}
    assert named_by(await grievance.attempt("name_persons", again), "ES-1.2.3")["keys"] == ["persons"]
    await grievance.do("name_persons", {"persons": [line(grievance, "technician", "delay")]})


@pytest.mark.clause("ES-1.3.7")
@pytest.mark.parametrize(
    ("loss", "share"), [("5000.00", 5), ("5000.01", 10), ("20000.00", 10), ("20000.01", 20), ("0.00", 5)]
)
async def test_bracket_follows_the_loss_and_a_limit_belongs_below(grievance: Grievance, loss: str, share: int) -> None:
    await _named(grievance, line(grievance, "technician"), line(grievance, "manager", part="manager"))
    bases = [base(grievance, "technician", "3000.00"), base(grievance, "manager", "0.05")]
    await grievance.do("penalise", {"loss": loss, "bases": bases})
    own = await Penalty.get(owner_id=grievance.users["technician"])
    assert (own.share, own.amount) == (share, 300000 * share // 100)


@pytest.mark.clause("ES-1.3.7")
async def test_brackets_in_force_on_the_day_of_the_complaint_hold(grievance: Grievance, clock: Frozen) -> None:
    await _named(grievance, line(grievance, "technician"), line(grievance, "manager", part="manager"))
    clock.advance(hours=1)
    table = '{"Share up to the lower limit, percent": 50}'
    await perform("core.policy_value.set", SYSTEM, {"key": "es.penalty_brackets", "value": table, "reason": "x"})
    await grievance.host.refresh()
    bases = [base(grievance, "technician", "100.00"), base(grievance, "manager", "100.00")]
    await grievance.do("penalise", {"loss": "1.00", "bases": bases})
    assert {p.share for p in await Penalty.all()} == {5}


@pytest.mark.clause("ES-1.3.7")
@pytest.mark.parametrize(
    ("wage", "by", "expected"),
    [
        (400000, Terms(10), 10000),
        (400000, Terms(10, wage_share=50), 210000),
        (400000, Terms(10, wage_share=50, wage_cap=20), 90000),
        (400000, Terms(10, wage_share=50, wage_cap=20, minimum_wage=350000), 60000),
        (400000, Terms(10, wage_share=50, wage_cap=20, minimum_wage=500000), 10000),
    ],
)
def test_wage_part_stays_within_the_law(wage: int, by: Terms, expected: int) -> None:
    assert amount(100000, wage, by) == expected


def test_half_a_fen_is_rounded_up() -> None:
    assert [amount(bonus, 0, Terms(5)) for bonus in (9, 10, 29, 30)] == [0, 1, 1, 2]


async def test_penalty_is_read_by_whom_it_concerns_and_by_management(grievance: Grievance, client: Client) -> None:
    await _named(grievance, line(grievance, "technician"), line(grievance, "north", part="manager"))
    bases = [base(grievance, "technician", "3000.00"), base(grievance, "north", "10.00")]
    await grievance.do("penalise", {"loss": "1.00", "bases": bases})
    own = await Penalty.get(owner_id=grievance.users["technician"])
    for login, seen in (("technician", 1), ("north", 1), ("agent", 0), ("manager", 2), ("senior", 2), ("auditor", 2)):
        rows = (await (await client.as_(login)).json(f"{PENALTIES}.json"))["rows"]
        assert len(rows) == seen, login
    page = (await (await client.as_("agent")).get(f"/s/service_quality/complaint/{grievance.number}")).text
    assert own.number not in page
    assert (
        own.number in (await (await client.as_("manager")).get(f"/s/service_quality/complaint/{grievance.number}")).text
    )


@pytest.mark.clause("ES-1.3.7")
async def test_only_senior_management_revokes(grievance: Grievance, client: Client) -> None:
    await _named(grievance, line(grievance, "technician"), line(grievance, "manager", part="manager"))
    bases = [base(grievance, "technician", "3000.00"), base(grievance, "manager", "10.00")]
    await grievance.do("penalise", {"loss": "1.00", "bases": bases})
    number = (await Penalty.all().order_by("id").first()).number  # type: ignore[union-attr]
    refused = await (await client.as_("manager")).act(f"{PENALTIES}/{number}", "revoke", {"revoked": "误"})
    assert named_by(refused, "ES-1.3.7")["kind"] == "permission"
    done = await (await client.as_("senior")).act(f"{PENALTIES}/{number}", "revoke", {"revoked": "误"})
    assert done.json()["state"] == "revoked"


@pytest.mark.clause("ES-1.3.7")
async def test_sparing_everybody_needs_a_reason(grievance: Grievance) -> None:
    await _named(grievance)
    assert named_by(await grievance.attempt("no_penalty", {}), "ES-1.3.7")["keys"] == ["no_penalty"]
    assert (await grievance.do("no_penalty"))["state"] == "penalised"

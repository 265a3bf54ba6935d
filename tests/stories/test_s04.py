"""S04, as it is told: no move-in before the acceptance; 40 notices by registered mail, and a second run sends none."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.models import Duty
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from plugins.realestate_handover.models import MoveIn, MoveInNotice, OwnerNotice
from tests.plugins.realestate_handover.block import COMPANY, SEND, TELL, block, company_login
from tests.plugins.realestate_handover.estate import SIGNED, WORKS, Estate


@pytest.fixture
async def estate(host: Host, client: Client, make: Make, clock: Frozen) -> Estate:
    return Estate(host, client, make, clock)


@pytest.mark.clause("RE-2.4")
@pytest.mark.clause("RE-2.9")
async def test_s04_acceptance_and_batch(estate: Estate) -> None:
    estate.at("2024-06-17T10:00")
    files = await block(estate, off_plan=40, existing=2)
    await company_login(estate)
    estate.numbers["movein"] = (await MoveIn.get(file_id=files[40])).number
    estate.at("2024-06-18T14:00")
    await estate.do("movein.check", {"works": WORKS})
    keys = {"keys": 3, "received_by": "业主甲", **SIGNED}
    assert named_by(await estate.attempt("movein.hand_over", keys), "RE-2.4")["keys"] == ["acceptance"]
    assert named_by(await estate.attempt("building.dispatch", SEND, login=COMPANY), "RE-2.9")

    estate.at("2024-06-18T15:00")
    accepted = await estate.do("building.accept", {"acceptance_no": "YS-2024-03"})
    assert accepted["owners"] == 42
    owners = await Duty.filter(code="owner.notice", running=1)
    assert len(owners) == 42
    assert {d.due_at.isoformat() for d in owners} == {"2024-06-21T16:00:00+00:00"}
    assert await estate.duty("building", "property.notice") == "running"
    assert (await estate.duty_row("building", "property.notice")).due_at.isoformat() == "2024-06-19T07:00:00+00:00"

    estate.at("2024-06-18T16:00")
    await estate.do("building.tell_company", TELL)
    sms = await estate.attempt("building.dispatch", {**SEND, "channel": "sms"}, login=COMPANY)
    assert (sms.status_code, named_by(sms, "RE-2.9")["keys"]) == (409, ["channel"])
    assert (await estate.do("building.dispatch", SEND, login=COMPANY))["sent"] == 40
    assert (await estate.do("building.dispatch", SEND, login=COMPANY))["sent"] == 0
    assert await MoveInNotice.all().count() == 40
    assert await estate.duty("building", "movein.dispatch") == "met"
    assert await MoveIn.filter(state="noticed").count() == 40
    assert await OwnerNotice.filter(state="due").count() == 42

    await estate.do("movein.hand_over", keys)  # an existing home: told or not, it is handed over
    assert (await estate.row("movein")).state == "moved_in"


@pytest.mark.clause("RE-2.9")
async def test_s04_an_owner_who_turns_up_without_a_notice_is_warned_about_and_served(estate: Estate) -> None:
    estate.at("2024-06-18T15:00")
    files = await block(estate, off_plan=1, existing=0)
    await estate.do("building.accept", {"acceptance_no": "YS-2024-03"})
    estate.numbers["movein"] = (await MoveIn.get(file_id=files[0])).number
    await estate.do("movein.check", {"works": WORKS})
    keys = {"keys": 3, "received_by": "业主甲", **SIGNED}
    warned = await estate.attempt("movein.hand_over", keys)
    assert (warned.status_code, warned.json()["refusals"][0]["kind"]) == (409, "warn")
    await estate.do("movein.hand_over", keys, confirmed=True)

"""S36, as it is told: a complaint on its eight steps, by kind, and an unfounded one answered with the reason."""

from __future__ import annotations

import pytest

from core.host.host import Host
from core.models import Duty
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from plugins.service_quality.models import Complaint, Improvement
from tests.plugins.service_quality.grievance import SAID, Grievance


@pytest.mark.clause("ES-1.3.1")
@pytest.mark.clause("ES-1.3.2")
@pytest.mark.clause("ES-1.3.3")
@pytest.mark.clause("ES-1.3.6")
async def test_s36_complaint_goes_its_eight_steps(host: Host, client: Client, make: Make) -> None:
    case = await Grievance(host, client, make).prepare()

    without = {**SAID, "customer": await case.customer(), "complained_at": "2026-03-02 09:00", "demand": ""}
    refusal = named_by(await case.attempt("record", without), "ES-1.3.1")
    assert refusal["missing"] == ["要求"]
    assert not await Complaint.exists()

    for kind, unit in (("transport", "freight"), ("quality", "quality_control"), ("contract", "senior")):
        await case.to("assigned", kind=kind)
        assert (await case.row()).owner_id == case.users[unit], kind

    await case.do("investigate", login="senior")
    await case.do("propose", login="manager")
    assert named_by(await case.attempt("approve", login="manager"), "ES-1.3.3")["keys"] == ["senior"]
    assert named_by(await case.attempt("tell", case.usual("tell")), "ES-1.3.6")["kind"] == "state"
    await case.do("approve", login="senior")
    for act in ("tell", "redress", "no_penalty", "review"):
        await case.do(act)
    assert (await case.do("close"))["state"] == "closed"
    assert await Improvement.filter(complaint__number=case.number).count() == 1
    assert not await Duty.filter(number=case.number, running=1).exists()


@pytest.mark.clause("ES-1.3.2")
async def test_s36_unfounded_complaint_is_answered_with_the_reason_and_closed(
    host: Host, client: Client, make: Make
) -> None:
    case = await Grievance(host, client, make).prepare()
    await case.to("unfounded")
    assert named_by(await case.attempt("close"), "ES-1.3.2")["keys"] == ["answer"]
    silent = await case.attempt("dismiss", {"reply_channel": "phone"})
    assert named_by(silent, "ES-1.3.2")["keys"] == ["unfounded_reason"]
    await case.do("dismiss")
    # steps 3 to 7 are not asked for
    assert (await case.do("close"))["state"] == "closed"
    row = await case.row()
    assert (row.founded, row.assigned_at, row.loss) == (False, None, None)

"""S32, as it is told: five crates, one without its packing list, and the notice at its exact times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from tests.plugins.tech_support.desk import at
from tests.plugins.tech_support.project import NOTICE, PROOFS, SHIPPER, Project

LIST = {"lines": [{"name": "控制柜", "qty": 1, "unit": "台"}], "certificate_no": "HG-3"}


@pytest.mark.clause("TS-1.2a")
@pytest.mark.clause("TS-1.2b")
@pytest.mark.clause("TS-1.2d")
@pytest.mark.parametrize(("sent", "state"), [("14:00:00", "met"), ("14:00:01", "met_late")])
async def test_s32_shipping(host: Host, client: Client, make: Make, clock: Frozen, sent: str, state: str) -> None:
    project = Project(host, client, make, clock)
    clock.set(at("2024-05-06 09:00:00"))
    await project.contract()
    await project.do("contract", "prepare_shipment", SHIPPER)
    for no in range(1, 6):
        await project.crate(str(no), papers=no != 3)
        if no == 3:
            third = project.numbers["crate"]
    await project.do("shipment", "pack", PROOFS)
    await project.do("shipment", "print_crates")
    refusal = named_by(await project.attempt("shipment", "dispatch"), "TS-1.2d")
    assert refusal["keys"] == ["packing_list:3", "certificate:3"]

    clock.advance(minutes=30)
    project.numbers["crate"] = third
    await project.do("crate", "fill", LIST)
    clock.advance(minutes=1)
    await project.do("shipment", "print_crates")
    clock.set(at("2024-05-06 14:00:00"))
    await project.do("shipment", "dispatch")
    duty = await project.duty_row("shipment", "ship.notice")
    assert duty.due_at == at("2024-05-08 14:00:00")

    clock.set(at("2024-05-08 13:50:00"))
    without = await project.attempt("shipment", "notify", {**NOTICE, "postcode": ""})
    assert named_by(without, "TS-1.2a")["keys"] == ["postcode"]
    assert "邮政编码" in without.text
    sms = await project.attempt("shipment", "notify", {**NOTICE, "notice_channel": "sms"})
    assert named_by(sms, "TS-1.2a")["keys"] == ["notice_channel"]
    assert await project.duty("shipment", "ship.notice") == "warned"

    clock.set(at(f"2024-05-08 {sent}"))
    await project.do("shipment", "notify", NOTICE)
    assert await project.duty("shipment", "ship.notice") == state
    assert duty.due_at - duty.start_at == timedelta(hours=48)

"""S39, as it is told: three visits, six of the seven ones kept on one of them, none ended before all are answered."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from plugins.service_quality.models import Request
from tests.plugins.service_quality.flow import END, PATH, Flow, kept


@pytest.mark.clause("ES-2.3")
async def test_s39_seven_ones(host: Host, client: Client, make: Make) -> None:
    flow = await Flow(host, client, make).prepare()
    missed = ""
    for visit in range(3):
        await flow.to("visiting")
        await flow.do("check", kept(no_smoke=None))
        refusal = named_by(await flow.attempt("fix", END), "ES-2.3")
        assert refusal["keys"] == ["no_smoke"]
        assert (await flow.row()).state == "visiting"
        await flow.do("check", kept(no_smoke="no" if visit == 1 else "yes"))
        await flow.do("fix", END)
        missed = flow.number if visit == 1 else missed

    rows = await Request.all().values("number", "ones_kept", "ones_checked")
    assert [row["ones_kept"] for row in sorted(rows, key=lambda row: row["number"])] == [7, 6, 7]
    good, checked = sum(row["ones_kept"] for row in rows), sum(row["ones_checked"] for row in rows)
    assert Fraction(good, checked) == Fraction(20, 21)
    manager = await client.as_("manager")
    ones = (await manager.json(f"{PATH}/{missed}.json"))["checklists"][0]
    assert (ones["checklist"], len(ones["answers"])) == ("service_quality.seven_ones", 7)
    assert [item for item, value in ones["answers"].items() if value is False] == ["no_smoke"]

    figures = {figure["kpi"]: figure for figure in (await manager.json("/kpis.json"))["kpis"]}
    figure = figures["service_quality.compliance"]
    assert (figure["numerator"], figure["denominator"]) == (20, 21)
    assert "95.24 %" in (await manager.get("/kpis")).text
    behind = await manager.json("/kpis/service_quality.compliance.json", rows="out")
    assert [(row["number"], row["value"], row["of"]) for row in behind["rows"]] == [(missed, 6, 7)]
    assert f"{PATH}/{missed}" in (await manager.get("/kpis/service_quality.compliance", rows="out")).text

"""S07, as it is told: a sale file is read by those entitled, and every look at it, or try, is one row of the log."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.models import Viewing
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.realestate_handover.estate import Estate

BUYER = "欧阳示例"


@pytest.fixture
async def estate(host: Host, client: Client, make: Make, clock: Frozen) -> Estate:
    return Estate(host, client, make, clock)


@pytest.mark.clause("RE-2.12")
async def test_s07_confidentiality(estate: Estate) -> None:
    estate.at("2024-03-05T10:00")
    await estate.unit()
    buyer = {"customer": (await estate.make.customer(name=BUYER)).number, "contract_no": "C-101", "unit": "@unit"}
    terms = {"price": "1000000.00", "purchase_kind": "existing", "sale_mode": "site"}
    await estate.do("sale_file.sign", {**buyer, **terms})
    page = estate.path("sale_file")
    estate.at("2024-03-05T11:00")
    technician = await estate.client.as_("technician")
    refused = await technician.http.get(page, headers={"accept": "application/json"})
    assert (refused.status_code, refused.json()["clause"]) == (403, "RE-2.12")
    rows = await Viewing.all().order_by("id")
    assert [(r.kind, r.subject_number) for r in rows] == [("refused", estate.numbers["sale_file"])]
    estate.at("2024-03-05T11:01")
    clerk = await estate.client.as_("after_sales")
    assert BUYER in (await clerk.get(page)).text
    read = await Viewing.filter(kind="read")
    assert [(r.by_id, r.created_at.isoformat()) for r in read] == [
        ((await estate.make.actor("after_sales")).id, "2024-03-05T03:01:00+00:00")
    ]
    for query in (BUYER, "C-101", estate.numbers["sale_file"]):
        found = (await technician.get("/search", q=query)).text.replace(f'value="{query}"', "")
        assert "C-101" not in found.replace(query, "") or query == "C-101"
        assert page not in found
    auditor = await estate.client.as_("auditor")
    log = (await auditor.get("/s/core/viewing")).text
    assert log.count(estate.numbers["sale_file"]) >= 2

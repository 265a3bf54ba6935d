"""TS-9: each edition of the regulation names who drafted, reviewed, approved and issued it."""

from __future__ import annotations

import pytest

from core.testing.client import Client
from core.testing.refusals import named_by

EDITION = "/s/tech_support/edition"
NAMES = {"drafted": "甲", "reviewed": "乙", "approved": "丙", "issued": "质量部"}


@pytest.mark.clause("TS-9")
@pytest.mark.parametrize("name", NAMES)
async def test_an_edition_without_one_of_the_four_is_refused(client: Client, name: str) -> None:
    manager = await client.as_("service_manager")
    data = {"title": "第一版", "effective_from": "2026-03-01", **NAMES}
    answer = await manager.act(EDITION, "issue", {**data, name: ""})
    assert named_by(answer, "TS-9")["keys"] == [name]
    made = await manager.act(EDITION, "issue", data)
    assert made.status_code == 201, made.text
    page = await manager.get(f"{EDITION}/{made.json()['number']}")
    for shown in NAMES.values():
        assert shown in page.text

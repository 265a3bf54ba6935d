"""TS-9: each edition of the regulation is drafted, reviewed, approved and issued, each by another person, and then never changes."""

from __future__ import annotations

from typing import Any

import pytest

from core.testing.client import Client
from core.testing.refusals import named_by
from plugins.tech_support.models import Edition

EDITION = "/s/tech_support/edition"
DRAFT = {"title": "第一版", "effective_from": "2026-03-01", "drafted": "甲"}
STEPS = (
    ("support", "review", {"reviewed": "乙"}, "reviewed"),
    ("service_manager", "approve", {"approved": "丙"}, "approved"),
    ("manager", "issue", {"issued": "质量部"}, "issued"),
)


async def draft(client: Client) -> str:
    made = await (await client.as_("office")).act(EDITION, "draft", DRAFT)
    assert made.status_code == 201, made.text
    return f"{EDITION}/{made.json()['number']}"


async def step(client: Client, path: str, login: str, act: str, data: dict[str, str]) -> Any:
    return await (await client.as_(login)).act(path, act, data)


@pytest.mark.clause("TS-9")
async def test_an_edition_carries_its_four_entries_in_their_order(client: Client) -> None:
    path = await draft(client)
    for login, act, data, state in STEPS:
        for later_login, later, later_data, later_state in STEPS:
            if later_state != state and STEPS.index((later_login, later, later_data, later_state)) > 0:
                refused = await step(client, path, later_login, later, later_data)
                if refused.status_code == 200:
                    pytest.fail(f"{later} before {act}")
        answer = await step(client, path, login, act, data)
        assert (answer.status_code, answer.json()["state"]) == (200, state), answer.text
    page = await (await client.as_("auditor")).get(path)
    for shown in ("甲", "乙", "丙", "质量部"):
        assert shown in page.text
    row = await Edition.get(number=path.rpartition("/")[2])
    assert ",edition," in row.seals


@pytest.mark.clause("TS-9")
async def test_whoever_drafted_neither_reviews_nor_approves(client: Client) -> None:
    made = await (await client.as_("service_manager")).act(EDITION, "draft", DRAFT)
    path = f"{EDITION}/{made.json()['number']}"
    refusal = named_by(await step(client, path, "service_manager", "review", {}), "TS-9")
    assert refusal["kind"] == "four_eyes"
    assert (await step(client, path, "support", "review", {})).status_code == 200
    refusal = named_by(await step(client, path, "service_manager", "approve", {}), "TS-9")
    assert refusal["kind"] == "four_eyes"


@pytest.mark.clause("TS-9")
async def test_without_the_issuing_department_it_is_not_issued(client: Client) -> None:
    path = await draft(client)
    for login, act, data, _state in STEPS[:-1]:
        await step(client, path, login, act, data)
    refusal = named_by(await step(client, path, "manager", "issue", {"issued": ""}), "TS-9")
    assert refusal["keys"] == ["issued"]


async def test_an_entry_left_empty_is_the_name_of_whoever_acts(client: Client) -> None:
    path = await draft(client)
    await step(client, path, "support", "review", {})
    assert (await Edition.get(number=path.rpartition("/")[2])).reviewed == "Support"

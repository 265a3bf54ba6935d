"""Roles to the act: single rights are given and taken at once, in words, and never so that somebody gains an officer's power."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from core.acts.perform import perform
from core.errors import InvalidInput
from core.host.host import Host
from core.models import RoleRight
from core.models.access import SYSTEM
from core.services.rights import words
from core.testing.client import Client
from core.testing.make import Make

Refusing = Callable[..., Any]
ARCHIVE, REGISTER = "core.customer.archive", "core.customer.register"


def change(role: str, permission: str, what: str) -> dict[str, str]:
    return {"role": role, "permission": permission, "change": what, "reason": "as the house works"}


async def test_a_given_right_holds_with_the_next_request_and_ends_when_withdrawn(
    client: Client, host: Host, make: Make
) -> None:
    customer = await make.customer()
    admin, agent = await client.as_("admin"), await client.as_("agent")
    page = f"/s/core/customer/{customer.number}"
    assert (await agent.act(page, "archive")).status_code == 403
    made = await admin.act("/s/core/role_right", "set", change("agent", ARCHIVE, "give"))
    assert made.status_code == 201, made.text
    assert (await agent.act(page, "archive")).status_code == 200
    number = made.json()["number"]
    assert (await admin.act(f"/s/core/role_right/{number}", "withdraw", {"reason": "over"})).status_code == 200
    second = await make.customer()
    assert (await agent.act(f"/s/core/customer/{second.number}", "archive")).status_code == 403


async def test_a_taken_right_is_gone_with_the_next_request(client: Client, host: Host) -> None:
    admin, agent = await client.as_("admin"), await client.as_("agent")
    assert (await agent.act("/s/core/customer", "register", {"name": "A"})).status_code == 201
    assert (await admin.act("/s/core/role_right", "set", change("agent", REGISTER, "take"))).status_code == 201
    assert (await agent.act("/s/core/customer", "register", {"name": "B"})).status_code == 403
    manager = await client.as_("manager")
    assert (await manager.act("/s/core/customer", "register", {"name": "C"})).status_code == 201


async def test_a_taken_list_is_closed_in_menu_page_and_twins(client: Client, host: Host, make: Make) -> None:
    await make.customer()
    agent = await client.as_("agent")
    assert 'href="/s/core/customer"' in (await agent.get("/")).text
    await perform("core.role_right.set", SYSTEM, change("agent", "core.customer.read", "take"))
    for path in ("/s/core/customer", "/s/core/customer.json", "/s/core/customer.xlsx", "/s/core/customer.csv"):
        assert (await agent.get(path)).status_code == 403, path
    assert 'href="/s/core/customer"' not in (await agent.get("/")).text


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        ("agent", "core.user.grant"),
        ("agent", "core.page.journal"),
        ("agent", "core.role_right.set"),
        ("agent", "core.viewing.reveal"),
        ("agent", "core.nothing"),
        ("admin", REGISTER),
        ("auditor", REGISTER),
        ("nobody", REGISTER),
        ("self", REGISTER),
    ],
)
async def test_an_officers_right_is_given_to_nobody_and_an_officer_gets_none(
    client: Client, host: Host, role: str, permission: str
) -> None:
    admin = await client.as_("admin")
    answer = await admin.act("/s/core/role_right", "set", change(role, permission, "give"))
    assert answer.status_code in (409, 422), answer.text
    assert not await RoleRight.exists()


async def test_what_changes_nothing_or_changes_twice_is_refused(host: Host, make: Make, refused: Refusing) -> None:
    admin = await make.actor("admin")
    with refused(None, "change"):
        await perform("core.role_right.set", admin, change("agent", REGISTER, "give"))
    with refused(None, "change"):
        await perform("core.role_right.set", admin, change("agent", ARCHIVE, "take"))
    await perform("core.role_right.set", admin, change("agent", ARCHIVE, "give"))
    with refused(None, "change"):
        await perform("core.role_right.set", admin, change("agent", ARCHIVE, "give"))
    with pytest.raises(InvalidInput):
        await perform("core.role_right.set", admin, {**change("agent", ARCHIVE, "give"), "reason": ""})


async def test_only_an_administrator_of_everything_changes_roles(client: Client, host: Host, make: Make) -> None:
    await make.user("branch", "admin", "below", "north")
    for login, status in (("branch", 409), ("auditor", 403), ("manager", 403)):
        who = await client.as_(login)
        answer = await who.act("/s/core/role_right", "set", change("agent", ARCHIVE, "give"))
        assert answer.status_code == status, login


async def test_the_pages_tell_rights_in_words_grouped_by_plugin(client: Client, host: Host) -> None:
    await perform("core.role_right.set", SYSTEM, change("agent", ARCHIVE, "give"))
    admin = await client.as_("admin")
    listed = await admin.get("/roles")
    assert listed.status_code == 200
    assert 'href="/roles/agent"' in listed.text
    page = (await admin.get("/roles/agent")).text
    assert "登记客户" in page
    assert "/s/core/role_right/new/set?role=agent" in page
    assert re.findall("<h2>[^<]+</h2>", page[: page.index("登记客户")])
    visible = page.replace('title="core.', "").replace("permission=core.", "")
    assert ">core.customer" not in visible
    auditor = await client.as_("auditor")
    assert "/new/set?" not in (await auditor.get("/roles/agent")).text
    assert (await admin.get("/roles/nobody")).status_code == 404
    assert (await (await client.as_("agent")).get("/roles")).status_code == 403


async def test_every_permission_has_words(host: Host) -> None:
    assert [name for name in host.registry.permissions if words(name).what in ("", name)] == []


async def test_the_token_form_offers_rights_in_words(client: Client, host: Host) -> None:
    agent = await client.as_("agent")
    page = (await agent.get("/s/core/token/new/issue")).text
    option = page.split('<option value="core.customer.register"')[1].split("</option>")[0]
    assert option.rpartition(">")[2] == str(words("core.customer.register"))
    assert "登记客户" in option
    made = await agent.act(
        "/s/core/token", "issue", {"name": "t", "days": 1, "permissions": [{"permission": "core.customer.register"}]}
    )
    assert "登记客户" in (await agent.get(f"/s/core/token/{made.json()['number']}")).text


async def test_a_house_may_let_a_role_see_personal_data_for_a_reason_only(
    client: Client, host: Host, make: Make
) -> None:
    customer = await make.customer(phone="13900004455")
    manager, page = await client.as_("manager"), f"/s/core/customer/{customer.number}"
    assert "13900004455" in (await manager.get(page)).text
    await perform("core.role_right.set", SYSTEM, change("manager", "core.customer.unmask", "take"))
    masked = (await manager.get(page)).text
    assert "13900004455" not in masked
    assert f'href="{page}/personal"' in masked
    assert "13900004455" not in (await manager.get("/s/core/customer.csv")).text
    assert "13900004455" in (await manager.post(f"{page}/personal", {"reason": "he asked to be called"})).text

"""The core's own pages through the door: every list, detail and form draws, and nobody sees what is not his."""

from __future__ import annotations

import re
from typing import Any

import pytest

from core.acts.perform import perform
from core.host.host import Host
from core.models import Department, User
from core.models.access import SYSTEM
from core.own.plugin import _PARTS
from core.testing.make import Make

SUBJECTS = [part.SUBJECT.name for part in _PARTS]


NO_ROWS = {"core.approval", "core.checklist"}  # the core asks for none itself


async def _one_of_each(host: Host, make: Make, login: str) -> None:
    customer = await make.customer()
    await perform("core.customer.add_contact", SYSTEM, {"name": "Anybody"}, subject=customer.id)
    await make.asset(customer)
    await make.ticket(customer=customer.id)
    key = next(p.key for p in host.registry.policies.values() if p.kind == "number")
    await perform("core.policy_value.set", SYSTEM, {"key": key, "value": "7", "reason": "test"})
    routing = next(iter(host.registry.routings))
    await perform(
        "core.route.set", SYSTEM, {"routing": routing, "key": "x", "user": (await User.get(login="agent")).number}
    )
    key = {"name": "till", "days": 1, "permissions": [{"permission": "core.user.read"}]}
    await perform("core.token.issue", SYSTEM, {**key, "user": (await User.get(login=login)).number})
    view = {"on": "core.user", "name": "mine", "query": "sort=name"}
    await perform("core.view.save", await make.actor(login), view)
    day = {"starts_at": "2026-03-03T09:00:00+08:00", "ends_at": "2026-03-09T09:00:00+08:00"}
    people = {"user": (await User.get(login=login)).number, "deputy": (await User.get(login="north")).number}
    await perform("core.deputy.set", SYSTEM, {**day, **people})
    off = {"calendar": "core.work", "day": "2026-03-09", "kind": "holiday", "note": "founding day"}
    await perform("core.calendar_day.set", SYSTEM, off)
    right = {"role": "agent", "permission": "core.customer.archive", "change": "give", "reason": "test"}
    await perform("core.role_right.set", SYSTEM, right)
    look = {"kind": "read", "subject": "core.customer", "number": "KH-2026-00001", "what": "a paper"}
    await perform("core.viewing.note", SYSTEM, look)
    await perform("core.letterhead.set", SYSTEM, {"company": "Anybody"})
    await host.refresh()


@pytest.mark.parametrize("login", ["admin", "auditor", "agent", "manager"])
async def test_every_page_a_role_may_read_draws(host: Host, make: Make, client: Any, login: str) -> None:
    await _one_of_each(host, make, login)
    visitor, actor = await client.as_(login), await make.actor(login)
    for name in SUBJECTS:
        path = "/s/" + name.replace(".", "/")
        page = await visitor.get(path)
        assert page.status_code == (200 if actor.may(f"{name}.read") else 403), (name, page.text[:300])
        if page.status_code == 403:
            continue
        subject = host.registry.subjects[name]
        row = await subject.model.all().order_by("-id").first()
        if row is None and name in NO_ROWS:
            continue
        detail = await visitor.get(f"{path}/{row.number}")
        assert detail.status_code == 200, (name, detail.text[:300])
        for act in host.registry.acts_of(name):
            if act.by != "system" and actor.may(act.full):
                address = f"{path}/new/{act.name}" if act.creates else f"{path}/{row.number}/acts/{act.name}"
                form = await visitor.get(address)
                assert form.status_code == 200, (act.full, form.text[:300])


async def test_no_page_and_no_json_shows_a_password(host: Host, make: Make, client: Any) -> None:
    admin = await client.as_("admin")
    user = await User.get(login="agent")
    for path in ("/s/core/user.json", f"/s/core/user/{user.number}.json", f"/s/core/user/{user.number}"):
        answer = await admin.get(path)
        assert answer.status_code == 200
        assert "argon2" not in answer.text


async def test_an_invitation_by_the_page(host: Host, make: Make, client: Any) -> None:
    admin = await client.as_("admin")
    answer = await admin.form(
        "/s/core/user", "invite", {"login": "fresh", "name": "Fresh", "password": "one-time-pass"}
    )
    assert answer.status_code in (200, 303), answer.text[:300]
    assert await User.exists(login="fresh", state="active")


async def test_the_administrator_sees_no_business_data(host: Host, make: Make, client: Any) -> None:
    customer = await make.customer()
    admin = await client.as_("admin")
    assert (await admin.get(f"/s/core/customer/{customer.number}")).status_code in (403, 404)
    assert (await admin.get("/s/core/ticket.json")).status_code == 403


async def test_the_auditor_reads_masked_and_changes_nothing(host: Host, make: Make, client: Any) -> None:
    customer = await make.customer(phone="13800000009")
    contact = {"name": "Door", "phone": "13900000008"}
    await perform("core.customer.add_contact", SYSTEM, contact, subject=customer.id)
    assert "13900000008" in (await (await client.as_("agent")).get(f"/s/core/customer/{customer.number}")).text
    auditor = await client.as_("auditor")
    page = await auditor.get(f"/s/core/customer/{customer.number}")
    assert page.status_code == 200
    assert "13800000009" not in page.text
    assert "13900000008" not in page.text
    assert (await auditor.act("/s/core/customer", "register", {"name": "X"})).status_code == 403
    roles = host.registry.permissions
    own_keys = {"core.user.own_password", "core.token.issue", "core.token.revoke"}
    own_keys |= {f"core.user.{name}" for name in ("second_on", "second_off", "new_codes")}
    own_keys.add("core.viewing.reveal")  # it changes nothing but the log of who looked
    own_keys |= {f"core.view.{name}" for name in ("save", "rename", "delete")}  # how he looks at a list is his own
    assert not [
        p for p, granted in roles.items() if "auditor" in granted and p in host.registry.acts and p not in own_keys
    ]


async def test_editing_a_department_on_the_page_keeps_what_is_not_touched(host: Host, make: Make, client: Any) -> None:
    north, manager = await Department.get(code="north"), await User.get(login="manager")
    data = {"name": "North", "manager_id": manager.number, "regions": "north\nfar north"}
    await perform("core.department.edit", SYSTEM, data, subject=north.id)
    admin = await client.as_("admin")
    page = await admin.get(f"/s/core/department/{north.number}/acts/edit")
    assert re.search(r"<textarea[^>]*>\s*north\nfar north", page.text)
    typed = dict(re.findall(r'<input[^>]*name="(manager_id|name)"[^>]*value="([^"]*)"', page.text))
    answer = await admin.form(
        f"/s/core/department/{north.number}", "edit", {**typed, "name": "Nord", "regions": "north\nfar north"}
    )
    assert answer.status_code in (200, 303), answer.text[:300]
    row = await Department.get(id=north.id)
    assert (row.name, row.manager_id, row.regions) == ("Nord", manager.id, ["north", "far north"])

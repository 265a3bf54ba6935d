"""Personal values are masked everywhere without the right, and shown one record at a time: with a reason, in the log, once."""

from __future__ import annotations

import io
import zipfile

import pytest

from core.acts.perform import perform
from core.acts.verify import verify
from core.db import counted
from core.host.host import Host
from core.models import Contact, Journal, User, Viewing
from core.models.access import SYSTEM
from core.testing.client import Client
from core.testing.make import Make

PHONE, ADDRESS, THEIRS = "13900007788", "Ninth Lane 41", "13911112222"
PAGE = "/s/core/customer"
REASON = {"reason": "a complaint is looked into"}


@pytest.fixture
async def number(make: Make) -> str:
    made = await make.customer(name="Grand Hotel", phone=PHONE, address=ADDRESS)
    await perform("core.customer.add_contact", SYSTEM, {"name": "Wen", "phone": THEIRS}, subject=made.id)
    await make.asset(made)
    return made.number


def plain(body: bytes) -> str:
    """A workbook's texts, or the body as text."""
    if body[:2] != b"PK":
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


async def test_without_the_right_nothing_shows_a_personal_value(client: Client, number: str) -> None:
    auditor = await client.as_("auditor")
    paths = [PAGE, f"{PAGE}.json", f"{PAGE}.csv", f"{PAGE}.xlsx", f"{PAGE}/{number}", f"{PAGE}/{number}.json"]
    paths += ["/journal", "/journal.json", f"/journal?number={number}", f"{PAGE}?q=Grand", "/search?q=Grand"]
    paths += ["/suggest/core.customer?q=Grand", "/s/core/asset", "/s/core/asset.json", f"{PAGE}/{number}/personal"]
    for path in paths:
        answer = await auditor.get(path)
        assert answer.status_code == 200, path
        text = plain(answer.content)
        assert not any(secret in text for secret in (PHONE, ADDRESS, THEIRS)), path
    for path in (
        f"{PAGE}?q={PHONE}",
        f"{PAGE}.json?q={PHONE}",
        f"/search?q={PHONE}",
        f"/suggest/core.customer?q={PHONE}",
    ):
        assert number not in (await auditor.get(path)).text, path  # to be found by it is to be told it
    refused = await auditor.act(f"{PAGE}/{number}", "edit", {"phone": "not a number", "name": "x"})
    assert refused.status_code == 403
    assert PHONE not in refused.text


async def test_who_speaks_with_customers_sees_them_always_and_leaves_no_look(client: Client, number: str) -> None:
    page = (await (await client.as_("agent")).get(f"{PAGE}/{number}")).text
    assert PHONE in page
    assert f"{number}/personal" not in page
    assert not await Viewing.exists()


async def test_a_masked_value_is_shown_once_for_a_reason_and_logged(client: Client, host: Host, number: str) -> None:
    auditor = await client.as_("auditor")
    page = (await auditor.get(f"{PAGE}/{number}")).text
    assert f'href="{PAGE}/{number}/personal"' in page
    form = (await auditor.get(f"{PAGE}/{number}/personal")).text
    key = form.split('name="key" value="')[1].split('"')[0]
    shown = await auditor.post(f"{PAGE}/{number}/personal", {**REASON, "key": key})
    assert shown.status_code == 200
    assert shown.headers["cache-control"] == "no-store"
    assert PHONE in shown.text
    assert ADDRESS in shown.text
    assert THEIRS not in shown.text  # a contact is a record of its own
    row = await Viewing.get()
    assert auditor.user is not None
    assert (row.kind, row.by_id, row.subject_number) == ("shown", auditor.user.id, number)
    assert (row.reason, row.address) == (REASON["reason"], "127.0.0.1")
    assert "电话" in row.what
    entry = await Journal.get(act="core.viewing.reveal")
    assert entry.actor_id == auditor.user.id
    kept = str([*await Journal.all().values(), *await Viewing.all().values()])
    assert PHONE not in kept
    assert (await auditor.post(f"{PAGE}/{number}/personal", {**REASON, "key": key})).status_code == 303  # told once
    assert PHONE not in (await auditor.get(f"{PAGE}/{number}")).text
    assert await Viewing.all().count() == 1
    assert await verify(host) == []


async def test_without_a_reason_nothing_is_shown(client: Client, number: str) -> None:
    auditor = await client.as_("auditor")
    for reason in ("", "   "):
        answer = await auditor.post(f"{PAGE}/{number}/personal", {"reason": reason})
        assert answer.status_code == 422
        assert PHONE not in answer.text
    assert not await Viewing.exists()


async def test_a_program_gets_them_by_the_act(client: Client, number: str) -> None:
    auditor = await client.as_("auditor")
    data = {"subject": "core.customer", "number": number, **REASON}
    answer = await auditor.act("/s/core/viewing", "reveal", data)
    assert answer.status_code == 201
    shown = {each["field"]: each["value"] for each in answer.json()["shown"]}
    assert shown == {"phone": PHONE, "address": ADDRESS}
    data |= {"subject": "core.contact", "number": (await Contact.get(name="Wen")).number}
    theirs = (await auditor.act("/s/core/viewing", "reveal", data)).json()["shown"]
    assert {each["value"] for each in theirs} == {THEIRS, "Wen"}


async def test_the_log_has_no_button_and_the_plain_form_of_the_act_tells_the_values_too(
    client: Client, number: str
) -> None:
    auditor = await client.as_("auditor")
    assert "/new/reveal" not in (await auditor.get("/s/core/viewing")).text
    shown = await auditor.form("/s/core/viewing", "reveal", {"subject": "core.customer", "number": number, **REASON})
    assert f": {PHONE}<" in shown.text


async def test_without_the_right_to_it_the_act_is_refused(client: Client, make: Make, number: str) -> None:
    taken = {"role": "agent", "permission": "core.customer.reveal", "change": "take", "reason": "test"}
    await perform("core.role_right.set", SYSTEM, taken)
    agent = await client.as_("agent")
    assert (await agent.get(f"{PAGE}/{number}/personal")).status_code == 403
    assert (await agent.post(f"{PAGE}/{number}/personal", REASON)).status_code == 403
    data = {"subject": "core.customer", "number": number, **REASON}
    assert (await agent.act("/s/core/viewing", "reveal", data)).status_code == 403
    auditor = await client.as_("auditor")
    for subject in ("core.token", "core.deputy", "core.nothing", "core.viewing"):
        answer = await auditor.act("/s/core/viewing", "reveal", {**data, "subject": subject})
        assert answer.status_code in (403, 404), subject
    assert not await Viewing.exists()


async def test_the_data_scope_holds_for_unmasking(client: Client, make: Make, number: str) -> None:
    await make.user("narrow", "auditor", "own", "south")
    narrow = await client.as_("narrow")
    assert (await narrow.post(f"{PAGE}/{number}/personal", REASON)).status_code == 404
    data = {"subject": "core.customer", "number": number, **REASON}
    assert (await narrow.act("/s/core/viewing", "reveal", data)).status_code == 404
    assert not await Viewing.exists()


async def test_a_password_is_never_shown(client: Client) -> None:
    auditor, agent = await client.as_("auditor"), await User.get(login="agent")
    answer = await auditor.act("/s/core/viewing", "reveal", {"subject": "core.user", "number": agent.number, **REASON})
    assert [each["field"] for each in answer.json()["shown"]] == ["phone"]
    assert agent.password not in answer.text


async def test_the_auditor_reads_the_log_and_nobody_rewrites_it(client: Client, number: str) -> None:
    auditor = await client.as_("auditor")
    await auditor.post(f"{PAGE}/{number}/personal", REASON)
    found = await auditor.json("/s/core/viewing.json", q=number)
    assert [row["subject_number"] for row in found["rows"]] == [number]
    assert (await auditor.get("/s/core/viewing")).status_code == 200
    for login in ("admin", "agent", "manager"):
        assert (await (await client.as_(login)).get("/s/core/viewing")).status_code == 403
    from core.db import guard, sql

    for change in ("UPDATE core_viewing SET reason = 'none'", "DELETE FROM core_viewing"):
        with pytest.raises(Exception, match="append-only"), guard.allowed():
            await sql.execute(change)


async def test_unmasking_costs_few_statements(client: Client, number: str) -> None:
    auditor = await client.as_("auditor")
    with counted() as statements:
        await auditor.act("/s/core/viewing", "reveal", {"subject": "core.customer", "number": number, **REASON})
    assert len(statements) <= 12, statements

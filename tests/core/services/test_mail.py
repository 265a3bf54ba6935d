"""Mail as a mailbox gets it: what its reader wants, when he wants it, once, and nothing he may not see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from core import clock as clocks
from core.acts.perform import perform
from core.clock import SHANGHAI, Frozen
from core.config import Config
from core.db import guard
from core.host.host import Host
from core.models import Grant, Notice, Outbox, Preference, User
from core.services import mail
from core.services.outbox import MOST_TRIES, deliver
from core.testing.client import Client
from core.testing.make import Make


class Mailbox:
    """A mail server that keeps what it gets; `down` makes it turn everything away."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.down = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())
            await writer.drain()

        await say("220 test")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                await say("354 go on")
                body = await reader.readuntil(b"\r\n.\r\n")
                parsed = message_from_bytes(body[:-3], policy=policy.default)
                assert isinstance(parsed, EmailMessage)
                self.got.append(parsed)
                await say("250 kept")
            elif verb == b"QUIT":
                await say("221 bye")
                break
            else:
                await say("451 later" if self.down and verb == b"MAIL" else "250 ok")
        writer.close()


@pytest.fixture
async def mailbox(host: Host) -> AsyncIterator[Mailbox]:
    box = Mailbox()
    server = await asyncio.start_server(box.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    mail.configure(Config(smtp=f"smtp://127.0.0.1:{port}", base_url="https://gz.example"))
    yield box
    mail.configure(Config())
    server.close()
    await server.wait_closed()


async def wish(login: str, *kinds: str, **more: Any) -> User:
    user = await User.get(login=login)
    base = {"email": f"{login}@example.com", "mail": list(kinds)}
    await Preference.create(user_id=user.id, **(base | more))
    return user


async def mention(make: Make, *logins: str) -> str:
    """A note on a new case that mentions them; its number."""
    made = await make.ticket()
    ticket = (await _ticket(made.number)).id
    await perform(
        "core.ticket.note", await make.actor("agent"), {"text": " ".join(f"@{n}" for n in logins)}, subject=ticket
    )
    return made.number


async def _ticket(number: str) -> Any:
    from core.models import Ticket

    return await Ticket.get(number=number)


async def test_a_wanted_notice_is_mailed_once_with_number_label_and_link(
    host: Host, make: Make, mailbox: Mailbox
) -> None:
    await wish("technician", "mentioned")
    await wish("manager", "lapsed")
    number = await mention(make, "technician", "manager", "auditor")
    await asyncio.gather(*(asyncio.create_task(mail.plan()) for _ in range(3)))
    await asyncio.gather(*(asyncio.create_task(deliver(host)) for _ in range(2)))
    await mail.plan()
    await deliver(host)
    (got,) = mailbox.got
    assert (got["To"], got["From"]) == ("technician@example.com", "guizhang@gz.example")
    assert got["Subject"] == f"提到我：{number}"
    assert got.get_content().split() == [f"提到我：{number}", f"https://gz.example/s/core/ticket/{number}"]


async def test_quiet_hours_hold_mail_back_until_they_end(
    host: Host, make: Make, mailbox: Mailbox, clock: Frozen
) -> None:
    await wish("technician", "mentioned", quiet_from=8 * 60, quiet_to=10 * 60 + 30)  # it is nine o'clock
    await mention(make, "technician")
    await mail.plan()
    await deliver(host)
    assert mailbox.got == []
    clock.advance(minutes=89)
    await deliver(host)
    assert mailbox.got == []
    clock.advance(minutes=1)
    await deliver(host)
    assert len(mailbox.got) == 1


@pytest.mark.parametrize(
    ("now", "begin", "end", "expected"),
    [
        ("23:00", 22 * 60, 7 * 60, "+1 07:00"),
        ("06:59", 22 * 60, 7 * 60, "+0 07:00"),
        ("07:00", 22 * 60, 7 * 60, "+0 07:00"),
        ("21:59", 22 * 60, 7 * 60, "+0 21:59"),
        ("12:10", 12 * 60, 13 * 60, "+0 13:00"),
        ("12:10", 12 * 60, 12 * 60, "+0 12:10"),
        ("12:10", None, None, "+0 12:10"),
    ],
)
def test_the_end_of_quiet_hours(now: str, begin: int | None, end: int | None, expected: str) -> None:
    day = datetime(2026, 3, 2, tzinfo=SHANGHAI)
    hours, minutes = map(int, now.split(":"))
    found = mail.after_quiet(day + timedelta(hours=hours, minutes=minutes), begin, end).astimezone(SHANGHAI)
    assert f"+{(found - day).days} {found:%H:%M}" == expected


async def test_a_server_that_is_down_is_tried_again_and_in_the_end_parked(
    host: Host, client: Client, make: Make, mailbox: Mailbox, clock: Frozen
) -> None:
    await wish("technician", "mentioned")
    await mention(make, "technician")
    await mail.plan()
    mailbox.down = True
    waits = []
    for _ in range(MOST_TRIES + 3):
        await deliver(host)
        row = await Outbox.get(act=mail.EVENT)
        waits.append(max(row.next_at - clocks.now(), timedelta()))
        clock.advance(seconds=waits[-1].total_seconds())
    assert row.attempts == MOST_TRIES
    assert row.finished_at is None
    assert "451" in row.error
    assert waits[: MOST_TRIES - 1] == sorted(waits[: MOST_TRIES - 1])
    assert waits[0] < waits[MOST_TRIES - 1]
    assert mailbox.got == []
    mailbox.down = False
    admin, agent = await client.as_("admin"), await client.as_("agent")
    (listed,) = (await admin.json("/outbox.json"))["rows"]
    assert "451" in listed["error"]
    assert f'action="/outbox/{row.id}/again"' in (await admin.get("/outbox")).text
    assert (await agent.get("/outbox")).status_code == 403
    assert (await agent.post(f"/outbox/{row.id}/again")).status_code == 403
    assert (await admin.post(f"/outbox/{row.id}/again")).status_code == 303
    assert (await admin.post(f"/outbox/{row.id}/again")).status_code == 404
    await deliver(host)
    assert len(mailbox.got) == 1


async def test_what_was_read_or_may_not_be_read_any_more_is_not_mailed(
    host: Host, make: Make, mailbox: Mailbox
) -> None:
    technician, manager = await wish("technician", "mentioned"), await wish("manager", "mentioned")
    await mention(make, "technician", "manager")
    await mail.plan()
    await Notice.filter(user_id=technician.id).update(read_at=clocks.now())
    with guard.allowed():
        await Grant.filter(user_id=manager.id).delete()
    await deliver(host)
    assert mailbox.got == []
    assert not await Outbox.filter(act=mail.EVENT, finished_at=None).exists()


async def test_mail_switched_on_tells_nothing_of_the_past(
    host: Host, make: Make, mailbox: Mailbox, clock: Frozen
) -> None:
    await wish("technician", "mentioned")
    await mention(make, "technician")
    clock.advance(hours=25)
    assert await mail.plan() == 0


async def test_no_line_end_gets_into_a_header(host: Host, make: Make, mailbox: Mailbox) -> None:
    await wish("technician", "mentioned", email="a@example.com\r\nBcc: evil@example.com")
    await mention(make, "technician")
    await mail.plan()
    await deliver(host)
    assert mailbox.got == []
    user, notice = await User.get(login="technician"), await Notice.get()
    notice.number = "1\r\nBcc: evil@example.com"
    with pytest.raises(ValueError, match="linefeed"):
        mail.message(notice, user, "a@example.com")


@pytest.mark.parametrize(
    "address",
    ["a@b", "a b@example.com", "A <a@example.com>", "a@example.com,b@example.com", "a@example.com\n", "@x.cn"],
)
async def test_only_a_plain_address_is_taken(client: Client, address: str) -> None:
    mine = await client.as_("agent")
    answer = await mine.post("/me", {"email": f"{address}", "mail": "lapsed"})
    assert answer.status_code == 422 or address.strip() == "a@example.com"
    assert not mail.is_address(address)


async def test_settings_are_kept_and_sessions_can_be_ended(client: Client) -> None:
    first, second, other = await client.as_("agent"), await client.as_("agent"), await client.as_("manager")
    data = {"email": "a@example.com", "mail": ["lapsed", "made-up"], "quiet_from": "22:00", "quiet_to": "7:30"}
    assert (await first.post("/me", data)).status_code == 303
    assert (await first.post("/me", {**data, "quiet_to": ""})).status_code == 422
    row = await Preference.get()
    assert (row.email, row.mail, row.quiet_from, row.quiet_to) == ("a@example.com", ["lapsed"], 1320, 450)
    page = (await first.get("/me")).text
    assert 'value="a@example.com"' in page
    assert 'value="07:30"' in page
    (end,) = {part.split('"')[0] for part in page.split('action="/me/sessions/')[1:]}
    assert (await other.post(f"/me/sessions/{end}")).status_code == 303
    assert (await second.get("/me")).status_code == 200
    await first.post(f"/me/sessions/{end}")
    assert (await second.get("/me")).status_code == 303
    assert (await first.get("/me")).status_code == 200

"""Customers, assets, tickets and the core's own enquiry."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

from core.acts.outcome import Outcome
from core.acts.perform import perform
from core.errors import Refused
from core.host.host import Host
from core.models import CardLine, Contact, Customer, Department, Enquiry, Journal, Ticket, User
from core.testing.make import Make

Refusing = Callable[..., Any]


async def test_a_customer_belongs_to_the_department_of_its_region(host: Host, make: Make) -> None:
    agent = await make.actor("agent")
    made = await perform("core.customer.register", agent, {"name": "Somebody", "region": "north"})
    row = await Customer.get(id=made.id)
    assert row.department_id == (await Department.get(code="north")).id
    assert row.code
    assert row.kind == "person"
    south = await make.actor("south")
    assert not south.reaches("core.customer.read", row)


async def test_a_customer_code_is_taken_once(host: Host, make: Make, refused: Refusing) -> None:
    agent = await make.actor("agent")
    await perform("core.customer.register", agent, {"name": "First", "code": "K1"})
    with refused(None, "code"):
        await perform("core.customer.register", agent, {"name": "Second", "code": "K1"})


async def test_personal_values_stand_in_the_journal_as_commitments(host: Host, make: Make) -> None:
    made = await perform(
        "core.customer.register", await make.actor("agent"), {"name": "Somebody", "phone": "13800000001"}
    )
    row = await Journal.get(subject_type="core.customer", subject_id=made.id)
    assert "13800000001" not in str(row.changes)
    assert row.changes["phone"][1].keys() == {"#"}


async def test_contacts_and_card_lines_are_added_by_acts(host: Host, make: Make) -> None:
    agent = await make.actor("agent")
    asset = await make.asset()
    customer = (await Customer.first()) or Customer()
    await perform("core.customer.add_contact", agent, {"name": "Door", "phone": "13800000002"}, subject=customer.id)
    await perform("core.asset.card_line", agent, {"on": "2026-03-02", "content": "Cleaned"}, subject=asset.id)
    assert await Contact.filter(customer_id=customer.id, name="Door").exists()
    line = await CardLine.get(asset_id=asset.id)
    assert (line.on, line.content, line.by_id) == (date(2026, 3, 2), "Cleaned", agent.id)


async def test_an_enquiry_is_logged_answered_and_closed_with_every_plugin_off(
    host: Host, make: Make, toggled: Any
) -> None:
    agent = await make.actor("agent")
    async with toggled("tech_support"), toggled("service_quality"):
        customer = await make.customer()
        taken = await perform(
            "core.enquiry.take",
            agent,
            {"customer": customer.number, "channel": "phone", "question": "When are you open?"},
        )
        ticket = await Ticket.get(number=taken.number)
        assert (ticket.kind, ticket.stage, ticket.category) == ("enquiry", "core.enquiry.open", "open")
        assert ticket.title == "When are you open?"
        await perform("core.enquiry.answer", agent, {"answer": "At nine."}, subject=taken.id)
        await perform("core.enquiry.close", agent, subject=taken.id)
    row = await Enquiry.get(id=taken.id)
    assert row.answer == "At nine."
    assert row.answered_at is not None
    assert (await Ticket.get(number=taken.number)).category == "done"


async def test_an_enquiry_is_not_closed_before_it_is_answered(host: Host, make: Make, refused: Refusing) -> None:
    taken = await make.ticket()
    with refused(None, "state:answered", kind="state"):
        await perform("core.enquiry.close", await make.actor("agent"), subject=taken.id)


async def test_an_asset_of_somebody_else_is_refused(host: Host, make: Make, refused: Refusing) -> None:
    mine, other = await make.customer(), await make.asset()
    data = {"customer": mine.number, "asset": other.number, "channel": "phone", "question": "What?"}
    with refused(None, "asset"):
        await perform("core.enquiry.take", await make.actor("agent"), data)


async def test_a_hand_over_moves_ticket_and_case(host: Host, make: Make, refused: Refusing) -> None:
    taken = await make.ticket()
    ticket = await Ticket.get(number=taken.number)
    agent, receiver = await make.actor("agent"), await User.get(login="south")
    with refused(None, "receiver"):
        await perform("core.ticket.hand_over", agent, {"reason": "test"}, subject=ticket.id)
    await perform("core.ticket.hand_over", agent, {"owner": receiver.number, "reason": "test"}, subject=ticket.id)
    for row in (await Ticket.get(id=ticket.id), await Enquiry.get(id=taken.id)):
        assert (row.owner_id, row.department_id) == (receiver.id, receiver.department_id)
    assert (await Ticket.get(id=ticket.id)).handovers == 1


async def test_a_note_stands_in_the_journal(host: Host, make: Make) -> None:
    ticket = await Ticket.get(number=(await make.ticket()).number)
    await perform("core.ticket.note", await make.actor("agent"), {"text": "Rang twice."}, subject=ticket.id)
    row = await Journal.get(act="core.ticket.note", subject_id=ticket.id)
    assert row.outcome["extra"]["note"] == "Rang twice."


async def test_two_at_once_with_one_code_enter_one_customer(host: Host, make: Make) -> None:
    agent = await make.actor("agent")
    tries = [perform("core.customer.register", agent, {"name": f"Try {n}", "code": "K1"}) for n in range(5)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(a, Outcome) for a in answers) == 1
    assert sum(isinstance(a, Refused) for a in answers) == 4, answers
    assert await Customer.filter(code="K1").count() == 1

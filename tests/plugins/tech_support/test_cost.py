"""What an act costs in statements, however the question came about."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from core.acts.perform import perform
from tests.plugins.tech_support.desk import AGREED, ANSWER, QUESTION, SESSION, Desk

Counting = Callable[[], AbstractContextManager[list[str]]]
MOST = 12  # statements of an act with what it performs within itself


async def test_an_act_takes_at_most_twelve_statements(desk: Desk, statements: Counting) -> None:
    support = await desk.make.actor("support")
    await desk.remote()
    session = (await desk.row(SESSION)).id
    with statements() as seen:
        await perform("tech_support.remote_session.start", support, subject=session)
    assert len(seen) <= MOST
    await desk.ask()
    question = (await desk.row()).id
    with statements() as seen:
        await perform("tech_support.question.answer", support, ANSWER, subject=question)
    assert len(seen) <= MOST
    with statements() as seen:
        await perform("tech_support.question.agree_on_site", support, AGREED, subject=question)
    assert len(seen) <= MOST


async def test_registering_a_question_opens_its_ticket_within_the_same_bound(desk: Desk, statements: Counting) -> None:
    support, customer = await desk.make.actor("support"), await desk.make.customer()
    data = {"customer": customer.id, "title": "通讯中断", "channel": "phone"}
    with statements() as seen:
        await perform(f"tech_support.{QUESTION}.ask", support, data)
    assert len(seen) <= MOST

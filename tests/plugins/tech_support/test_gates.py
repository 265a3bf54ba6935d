"""Every gate, tried in the three ways in which an act can come: as JSON, as an HTML form, and in a batch. Nothing ever changes."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from core.acts.many import perform_many
from core.clock import Frozen
from core.host.host import Host
from core.i18n import gettext
from core.models import Journal
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from tests.plugins.tech_support.desk import AGREED, ANSWER, BREACH, CONSENT, QUESTION, SESSION, VISIT, Desk


class Try(NamedTuple):
    """From `way` (a method of Desk, or a name of _WAYS), the act with this input is refused by `clause`, missing `keys`."""

    way: str
    subject: str
    act: str
    clause: str
    keys: tuple[str, ...]
    data: Mapping[str, Any] = {}
    login: str = "support"


SOLVED = {"solution": "已恢复"}
TRIES = (
    Try("ask", QUESTION, "answer", "TS-5.1", ("answer", "answer_channel")),
    Try("ask", QUESTION, "answer", "TS-5.1", ("answer_channel",), {"answer": "重启"}),
    Try("ask", QUESTION, "record_breach", "TS-0", ("lateness", "breach"), {}, "service_manager"),
    Try("ask", QUESTION, "record_breach", "TS-0", ("lateness",), BREACH, "service_manager"),
    Try("answered", QUESTION, "agree_on_site", "TS-5.3", ("agreed_with",)),
    Try("remote", QUESTION, "solve", "TS-5.2", ("session_ended",), SOLVED),
    Try("on_site", QUESTION, "solve", "TS-5.3", ("visit_ended",), SOLVED),
    Try("on_site", VISIT, "record_breach", "TS-0", ("lateness",), BREACH, "service_manager"),
    Try("waiting", SESSION, "start", "TS-5.2", ("consent",)),
    Try("waiting", SESSION, "consent", "TS-5.2", ("consent_by",)),
    Try("remote", SESSION, "withdraw", "TS-5.2", ("withdrawn_by",)),
    Try("started", SESSION, "tell", "TS-5.2", ("content",)),
    Try("started", SESSION, "end", "TS-5.2", ("progress",), {"result": "已清理"}),
)


async def _reach(desk: Desk, way: str) -> None:
    if way == "waiting":
        await desk.remote({})
    elif way == "started":
        await desk.remote()
        await desk.do(SESSION, "start")
    else:
        await getattr(desk, way)()


@pytest.mark.parametrize("tried", TRIES, ids=lambda t: f"{t.way}-{t.subject}-{t.act}-{t.clause}-{'-'.join(t.keys)}")
async def test_gate_refuses_as_json_as_form_and_in_a_batch(
    desk: Desk, client: Client, make: Make, host: Host, tried: Try
) -> None:
    await _reach(desk, tried.way)
    before = await desk.row(tried.subject)
    refusals = await Journal.filter(refused=True).count()

    answer = await desk.attempt(tried.subject, tried.act, tried.data, login=tried.login)
    keys = {key for r in answer.json()["refusals"] if r["clause"] == tried.clause for key in r["keys"]}
    assert keys == set(tried.keys)
    assert named_by(answer, tried.clause)["message"]

    page = await (await client.as_(tried.login)).form(desk.path(tried.subject), tried.act, tried.data)
    assert page.status_code == 409
    assert gettext(host.registry.clauses[tried.clause].cite) in html.unescape(page.text)

    rows = [{"subject": before.id, **tried.data}]
    actor = await make.actor(tried.login)
    (result,) = await perform_many(f"tech_support.{tried.subject}.{tried.act}", actor, rows, key_prefix="batch")
    assert tried.clause in {r.clause for r in result.refusals}

    after = await desk.row(tried.subject)
    assert (after.version, after.state) == (before.version, before.state)
    assert await Journal.filter(refused=True).count() == refusals + 3


OUT_OF_ORDER = (
    (QUESTION, "answer", "TS-5.1", ANSWER, "support"),
    (QUESTION, "arrange_remote", "TS-5.2", CONSENT, "support"),
    (QUESTION, "agree_on_site", "TS-5.3", AGREED, "support"),
    (QUESTION, "take", "TS-5.4", {}, "support"),
    (QUESTION, "record_breach", "TS-0", BREACH, "service_manager"),
)


@pytest.mark.parametrize(("subject", "act", "clause", "data", "login"), OUT_OF_ORDER, ids=lambda v: str(v)[:20])
async def test_an_act_out_of_order_is_refused_with_its_clause(
    desk: Desk, subject: str, act: str, clause: str, data: Mapping[str, Any], login: str
) -> None:
    await desk.answered()
    await desk.do(QUESTION, "solve", SOLVED)
    answer = await desk.attempt(subject, act, data, login=login)
    assert "state" in {r["kind"] for r in answer.json()["refusals"] if r["clause"] == clause}


async def test_a_stranger_may_look_but_not_answer(desk: Desk) -> None:
    await desk.ask()
    answer = await desk.attempt(QUESTION, "answer", ANSWER, login="auditor")
    assert answer.status_code == 403
    assert named_by(answer, "TS-5.1")["kind"] == "permission"


async def test_sessions_and_visits_are_opened_from_their_question_only(desk: Desk, clock: Frozen) -> None:
    await desk.answered()
    question = (await desk.row()).id
    for subject, data in ((SESSION, CONSENT), (VISIT, AGREED)):
        visitor = await desk.client.as_("support")
        answer = await visitor.act(f"/s/tech_support/{subject}", "open", {"question": question, **data})
        assert answer.status_code in (403, 404)


async def test_switched_off_the_plugin_is_read_only(desk: Desk, toggled: Any, clock: Frozen) -> None:
    await desk.ask()
    async with toggled("tech_support"):
        answer = await desk.attempt(QUESTION, "answer", ANSWER)
        assert {r["kind"] for r in answer.json()["refusals"]} == {"off"}
        assert (await (await desk.client.as_("support")).get(desk.path(QUESTION))).status_code == 200
        clock.advance(hours=3)
        assert await desk.duty(QUESTION, "answer") == "suspended"
    assert await desk.duty(QUESTION, "answer") == "late"
    assert (await desk.duty_row(QUESTION, "answer")).due_at == clock.now() - timedelta(hours=1)

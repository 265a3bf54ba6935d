"""Every gate, tried in the three ways in which an act can come: as JSON, as an HTML form, and in a batch. Nothing ever changes."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from core import clock as core_clock
from core.acts.many import perform_many
from core.forms import flatten
from core.host.host import Host
from core.i18n import gettext
from core.models import Journal
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from plugins.service_quality.rules import checklists
from tests.plugins.service_quality.flow import END, PATH, SIGN, Flow, kept

ONES, CONDUCT = (tuple(item.key for item in each.items) for each in checklists.CHECKLISTS)


class Try(NamedTuple):
    """From `state` (see Flow.to; "paid" = fixed, out of warranty), the act with this input is refused by `clause`, missing `keys`."""

    state: str
    act: str
    clause: str
    keys: tuple[str, ...]
    data: Mapping[str, Any] = {}
    login: str = "north"


def _tomorrow() -> str:
    return (core_clock.now() + timedelta(days=1)).isoformat()


def _yesterday() -> str:
    return (core_clock.today() - timedelta(days=1)).isoformat()


TRIES = (
    Try("registered", "assign", "ES-4.2.1", ("technician",), {"technician": "agent"}, "agent"),
    Try("assigned", "arrive", "ES-4.2.2", ("contact", "appointment")),
    Try("visiting", "fix", "ES-2.3", ONES, END),
    Try("visiting", "fix", "ES-4.3.2", CONDUCT, END),
    Try("visiting", "take_in", "ES-2.3", ONES, END),
    Try("visiting", "take_in", "ES-4.3.2", CONDUCT, END),
    Try("checked", "fix", "ES-4.2.3", ("cause", "explanation")),
    Try("checked", "take_in", "ES-4.2.3", ("cause", "explanation")),
    Try("checked", "take_in", "ES-4.2.4", ("promised_on",), END),
    Try("checked", "take_in", "ES-4.2.5", ("slip_in",), END),
    Try("checked", "write_slip", "ES-4.2.4", ("promised_on",), {"promised_on": "yesterday"}),
    Try("checked", "sign_slip", "ES-4.2.4", ("promised_on",), SIGN),
    Try("checked", "sign_slip", "ES-4.2.5", ("intake_condition",), SIGN),
    Try("checked", "countersign_slip", "ES-4.2.5", ("intake_condition",), SIGN),
    Try("taken_in", "sign_return", "ES-4.2.5", ("work", "return_condition"), SIGN),
    Try("taken_in", "give_back", "ES-4.2.5", ("slip_out",)),
    Try("fixed", "sign", "ES-4.2.6", ("card_line",), SIGN),
    Try("paid", "sign", "ES-4.1", ("charge",), SIGN),
    Try("charged", "sign", "ES-4.2.8", ("invoice_no",), SIGN),
    Try("fixed", "invoice", "ES-4.2.8", ("charge",), {"invoice_no": "FP-1"}),
    Try("fixed", "submit", "ES-4.2.7", ("signature",)),
    Try("fixed", "close", "ES-4.2.7", ("signature",), {}, "manager"),
    Try("fixed", "close", "ES-4.3.5", ("submit",), {}, "manager"),
    Try("signed", "close", "ES-4.3.5", ("submit",), {}, "manager"),
    Try("assigned", "close_unacknowledged", "ES-4.2.7", ("unacknowledged",), {}, "manager"),
)


async def _reach(flow: Flow, state: str) -> None:
    if state in ("paid", "charged"):
        await flow.to("fixed", days_left=-1)
        if state == "charged":
            await flow.do("charge", flow.lines(P1=1, L1=1))
        return
    await flow.to(state)


async def _input(tried: Try, make: Make) -> dict[str, Any]:
    data = dict(tried.data)
    if data.get("promised_on") == "yesterday":
        data["promised_on"] = _yesterday()
    if "technician" in data:
        data["technician"] = (await make.actor(data["technician"])).id
    return data


def _name(tried: Try) -> str:
    return f"{tried.state}-{tried.act}-{tried.clause}"


@pytest.mark.parametrize("tried", TRIES, ids=_name)
async def test_gate_refuses_as_json_as_form_and_in_a_batch(
    flow: Flow, client: Client, make: Make, host: Host, tried: Try
) -> None:
    await _reach(flow, tried.state)
    data, before = await _input(tried, make), await flow.row()
    refusals = await Journal.filter(refused=True).count()

    answer = await flow.attempt(tried.act, data, login=tried.login)
    refusal = named_by(answer, tried.clause)
    assert set(tried.keys) <= set(refusal["keys"])
    assert refusal["message"]

    visitor = await client.as_(tried.login)
    page = await visitor.form(f"{PATH}/{flow.number}", tried.act, _typed(data))
    assert page.status_code == 409
    assert gettext(host.registry.clauses[tried.clause].cite) in html.unescape(page.text)

    actor = await make.actor(tried.login)
    rows = [{"subject": before.id, **data}]
    (result,) = await perform_many(f"service_quality.request.{tried.act}", actor, rows, key_prefix="batch")
    assert tried.clause in {r.clause for r in result.refusals}

    after = await flow.row()
    assert (after.version, after.state, after.seals) == (before.version, before.state, before.seals)
    assert await Journal.filter(refused=True).count() == refusals + 3


def _typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """As a browser sends it: signatures are JSON text."""
    return {k: str(v) if isinstance(v, list) else v for k, v in flatten(dict(data)).items()}


@pytest.mark.clause("ES-2.3")
@pytest.mark.clause("ES-4.3.2")
async def test_one_unanswered_item_is_enough_to_refuse(flow: Flow) -> None:
    await flow.to("visiting")
    for item in (*ONES, *CONDUCT):
        await flow.do("check", kept(**{item: None}))
        clause = "ES-2.3" if item in ONES else "ES-4.3.2"
        refusal = named_by(await flow.attempt("fix", END), clause)
        assert refusal["keys"] == [item]
        assert refusal["where"]
    await flow.do("check", kept(apology="no", clean="no"))
    assert (await flow.do("fix", END))["state"] == "fixed"


WRONG_STATE = {
    "assign": "ES-4.2.1",
    "contact": "ES-4.2.2",
    "arrive": "ES-4.2.2",
    "check": "ES-2.3",
    "fix": "ES-4.2.3",
    "write_slip": "ES-4.2.4",
    "sign_slip": "ES-4.2.5",
    "countersign_slip": "ES-4.2.5",
    "take_in": "ES-4.2.4",
    "repair": "ES-4.2.5",
    "sign_return": "ES-4.2.5",
    "countersign_return": "ES-4.2.5",
    "give_back": "ES-4.2.5",
    "card_line": "ES-4.2.6",
    "charge": "ES-4.1",
    "invoice": "ES-4.2.8",
    "sign": "ES-4.2.7",
    "submit": "ES-4.3.5",
    "close": "ES-4.2.7",
    "close_unacknowledged": "ES-4.2.7",
}


async def test_every_act_out_of_order_is_refused_with_its_clause(flow: Flow, make: Make) -> None:
    await flow.to("closed")
    technician = (await make.actor("north")).id
    for act, clause in WRONG_STATE.items():
        data = {"technician": technician} if act == "assign" else await flow.usual(act)
        refusal = named_by(await flow.attempt(act, data), clause)
        assert refusal["kind"] == "state", act
    assert (await flow.row()).state == "closed"


async def test_registered_form_is_not_visited_before_it_is_assigned(flow: Flow) -> None:
    await flow.to("registered")
    for act in ("contact", "arrive"):
        refusal = named_by(await flow.attempt(act, await flow.usual(act), login="technician"), "ES-4.2.2")
        assert refusal["kind"] == "state"


@pytest.mark.clause("ES-4.2.7")
async def test_only_a_manager_closes(flow: Flow) -> None:
    await flow.to("submitted")
    for act in ("close", "close_unacknowledged"):
        answer = await flow.attempt(act, await flow.usual(act), login="north")
        assert answer.status_code == 403
        assert named_by(answer, "ES-4.2.7")["kind"] == "permission"
    assert (await flow.do("close"))["state"] == "closed"

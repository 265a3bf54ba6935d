"""Every gate of a complaint, in the three ways in which an act can come: as JSON, as an HTML form, and in a batch. Nothing ever changes."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from core.acts.many import perform_many
from core.forms import flatten
from core.host.host import Host
from core.i18n import gettext
from core.models import Journal
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from tests.plugins.service_quality.grievance import FOUNDED, PATH, Grievance


class Try(NamedTuple):
    """From `state`, the act with this input (a login where a person is meant) is refused by `clause`, missing `keys`."""

    state: str
    act: str
    clause: str
    keys: tuple[str, ...]
    data: Mapping[str, Any] = {}
    login: str = "quality_control"
    kind: str = "quality"


_DIRECT = {"person": "north", "fault": "cause", "part": "direct"}
TRIES = (
    Try("recorded", "judge", "ES-1.1", ("subkind",), {"kind": "quality", **FOUNDED}, "agent"),
    Try("recorded", "judge", "ES-1.3.2", ("kind", "sufficient", "reasonable", "ground"), {}, "agent"),
    Try("recorded", "reply", "ES-1.2.2", ("reply",), {"reply_channel": "phone"}, "agent"),
    Try("recorded", "reply", "ES-4.3.4", ("promised_on",), {"reply": "好", "reply_channel": "phone"}, "agent"),
    Try("unfounded", "dismiss", "ES-1.3.2", ("unfounded_reason",), {"reply_channel": "phone"}, "agent"),
    Try("unfounded", "close", "ES-1.3.2", ("answer",), {}, "manager"),
    Try("judged", "assign", "ES-1.3.3", ("person",), {"authority": "全权"}, "agent", "service"),
    Try("judged", "assign", "ES-1.3.3", ("person",), {"authority": "全权", "person": "manager"}, "agent", "contract"),
    Try("judged", "assign", "ES-1.2.3", ("authority",), {}, "agent"),
    Try("assigned", "pass_on", "ES-1.2.2", ("receiver",), {"reason": "x"}),
    Try("assigned", "pass_on", "ES-1.2.2", ("reason",), {"person": "freight"}),
    Try("assigned", "investigate", "ES-1.3.4", ("finding",), {}),
    Try("assigned", "investigate", "ES-1.3.4", ("persons",), {"finding": "x"}),
    Try("assigned", "investigate", "ES-1.2.1", ("cause",), {"finding": "x"}),
    Try("assigned", "investigate", "ES-1.2.3", ("persons",), {"finding": "x", "persons": [_DIRECT, _DIRECT]}),
    Try("investigated", "propose", "ES-1.3.5", ("solution", "regard"), {}),
    Try("proposed", "approve", "ES-1.3.3", ("senior",), {}, "manager", "contract"),
    Try("told", "redress", "ES-4.3.4", ("redress",), {}, "agent"),
    Try("told", "penalise", "ES-1.3.7", ("persons",), {"loss": "1.00"}, "manager"),
    Try("told", "penalise", "ES-1.3.7", ("loss",), {}, "manager"),
    Try("told", "no_penalty", "ES-1.3.7", ("no_penalty",), {}, "manager"),
    Try("penalised", "review", "ES-1.3.8", ("review", "lessons", "plan", "owner", "due_on"), {}),
    Try("penalised", "review", "ES-1.2.1b", ("measure",), {}),
)


def _input(tried: Try, grievance: Grievance) -> dict[str, Any]:
    """Logins become users."""
    users = grievance.users
    data = {k: users[v] if k == "person" else v for k, v in tried.data.items()}
    if "persons" in data:
        data["persons"] = [{**row, "person": users[row["person"]]} for row in data["persons"]]
    return data


@pytest.mark.parametrize("tried", TRIES, ids=lambda t: f"{t.state}-{t.act}-{t.clause}-{t.keys[0]}")
async def test_gate_refuses_as_json_as_form_and_in_a_batch(
    grievance: Grievance, client: Client, make: Make, host: Host, tried: Try
) -> None:
    await grievance.to(tried.state, kind=tried.kind)
    data, before = _input(tried, grievance), await grievance.row()
    count = await Journal.filter(refused=True).count()

    answer = await grievance.attempt(tried.act, data, login=tried.login)
    found = [r for r in answer.json()["refusals"] if r["clause"] == tried.clause]
    assert set(tried.keys) <= {key for r in found for key in r["keys"]}
    assert all(r["message"] for r in found)
    named_by(answer, tried.clause)

    visitor = await client.as_(tried.login)
    page = await visitor.form(f"{PATH}/{grievance.number}", tried.act, flatten(data))
    assert page.status_code == 409
    assert gettext(host.registry.clauses[tried.clause].cite) in html.unescape(page.text)

    actor = await make.actor(tried.login)
    rows = [{"subject": before.id, **data}]
    (result,) = await perform_many(f"service_quality.complaint.{tried.act}", actor, rows, key_prefix="batch")
    assert tried.clause in {r.clause for r in result.refusals}

    after = await grievance.row()
    assert (after.version, after.state, after.seals) == (before.version, before.state, before.seals)
    assert await Journal.filter(refused=True).count() == count + 3


async def test_batch_of_a_list_refuses_each_row_with_its_clause(grievance: Grievance, client: Client) -> None:
    numbers = [(await grievance.to("unfounded")).number for _n in range(2)]
    visitor = await client.as_("manager")
    body = {"numbers": numbers, "key": "batch-close"}
    answer = await visitor.http.post(f"{PATH}/batch/close", json=body, headers={"x-csrf-token": visitor.csrf})
    assert answer.status_code == 200, answer.text
    for row in answer.json()["results"]:
        assert row["outcome"] == "refused"
        assert "ES-1.3.2" in [r["clause"] for r in row["refusals"]]


async def test_every_form_opens_at_every_step(grievance: Grievance, client: Client) -> None:
    from plugins.service_quality.acts import ACTS

    forms = [a for a in ACTS if a.form is not None and not a.creates and a.on == "service_quality.complaint"]
    for state in ("recorded", "assigned", "told", "closed"):
        await grievance.to(state)
        for login in ("agent", "manager", "quality_control", "senior"):
            visitor = await client.as_(login)
            for act in forms:
                page = await visitor.get(f"{PATH}/{grievance.number}/acts/{act.name}")
                assert page.status_code in (200, 403, 409), f"{act.name}: {page.status_code}"
            assert (await visitor.get(f"{PATH}/{grievance.number}")).status_code == 200

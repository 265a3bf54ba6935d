"""The rules hold where an act is done to many rows of a list: each row is refused or done on its own, with the clause."""

from __future__ import annotations

from core.models import Journal
from core.testing.client import Client
from plugins.service_quality.models import Request
from tests.plugins.service_quality.flow import PATH, Flow


async def _send(client: Client, act: str, numbers: list[str], login: str) -> list[dict[str, object]]:
    visitor = await client.as_(login)
    body = {"numbers": numbers, "key": f"batch-{act}"}
    answer = await visitor.http.post(f"{PATH}/batch/{act}", json=body, headers={"x-csrf-token": visitor.csrf})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["results"])


async def test_a_gate_refuses_every_row_with_its_clause(flow: Flow, client: Client) -> None:
    numbers = [(await flow.to("taken_in")).number for _n in range(2)]
    before = await Request.filter(number__in=numbers).order_by("id").values("state", "version")
    for row in await _send(client, "give_back", numbers, "north"):
        assert row["outcome"] == "refused"
        (refusal,) = [r for r in row["refusals"] if r["clause"] == "ES-4.2.5"]  # type: ignore[attr-defined]
        assert "slip_out" in refusal["keys"]
        assert refusal["message"]
    assert await Request.filter(number__in=numbers).order_by("id").values("state", "version") == before
    assert await Journal.filter(act="service_quality.request.give_back", refused=True).count() == 2


async def test_rows_in_other_states_do_not_hold_up_the_rest(flow: Flow, client: Client) -> None:
    closed = (await flow.to("closed")).number
    answers = await _send(client, "give_back", [closed, "FW-0"], "north")
    assert [row["outcome"] for row in answers] == ["refused", "not_found"]

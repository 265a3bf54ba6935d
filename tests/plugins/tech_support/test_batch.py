"""The rules hold where an act is done to many rows of a list: each row is refused or done on its own, with the clause."""

from __future__ import annotations

from core.models import Journal
from core.testing.client import Client
from tests.plugins.tech_support.desk import ANSWER, QUESTION, Desk


async def test_a_gate_refuses_its_row_with_the_clause_and_lets_the_others_through(desk: Desk, client: Client) -> None:
    numbers = []
    for _n in range(2):
        await desk.ask()
        numbers.append(desk.numbers[QUESTION])
    support = await client.as_("support")
    path = f"{desk.path(QUESTION, creating=True)}/batch/answer"
    for key, data, outcome in (("k1", {"answer": "重启"}, "refused"), ("k2", ANSWER, "done")):
        body = {"numbers": numbers, "data": data, "key": key}
        answer = await support.http.post(path, json=body, headers={"x-csrf-token": support.csrf})
        assert answer.status_code == 200, answer.text
        rows = answer.json()["results"]
        assert [row["outcome"] for row in rows] == [outcome, outcome]
        if outcome == "refused":
            assert {row["refusals"][0]["clause"] for row in rows} == {"TS-5.1"}
            assert all("answer_channel" in row["refusals"][0]["keys"] for row in rows)
    assert await Journal.filter(act="tech_support.question.answer", refused=True).count() == 2
    assert await Journal.filter(act="tech_support.question.answer", refused=False).count() == 2

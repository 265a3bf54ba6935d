"""The safety board: each figure against a recount, each opening onto its cases, in a constant number of statements."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.plugins.contractor_safety.yard import Yard

Counting = Callable[[], AbstractContextManager[list[str]]]
BOARD = "/p/contractor_safety/board"


async def _fill(yard: Yard, people: int) -> None:
    await yard.engagement()
    for number in range(people):
        await yard.permit(valid_to=yard.today(10 if number else 90))
        await yard.admit(gate="一号门", area="高炉区")
    await yard.admit(area="焦化区", confirmed=True)
    await yard.scan("RC-2020-00001")
    common = {"engagement": yard.numbers["engagement"], "description": "甲"}
    for kind in ("rules", "rules", "papers_later"):
        await yard.do("violation", "find", {**common, "kind": kind})
    await yard.do("violation", "dismiss", {"decision": "非违章"})
    seen = {"place": "甲", "findings": "乙", "defects": True, "agreement_kept": True}
    await yard.do("inspection", "record", {"engagement": yard.numbers["engagement"], **seen})
    hurt = {"person": yard.numbers["person"], "happened_at": yard.clock.now().isoformat(), "event": "甲"}
    await yard.do("injury", "report", hurt)


def _links(page: str) -> dict[str, int]:
    """Address -> number shown, for every figure that stands alone in a link or beside one."""
    found = {}
    for href, words in re.findall(r'<a[^>]*href="(/s/contractor_safety/[^"]+)"[^>]*>([^<]*)</a>', page):
        if words.strip().isdigit():
            found[html.unescape(href)] = int(words)
    for href, number in re.findall(
        r'<th scope="row"><a href="(/s/contractor_safety/[^"]+)">[^<]*</a></th><td class="num strong">(\d+)</td>', page
    ):
        found[html.unescape(href)] = int(number)
    return found


@pytest.mark.clause("CS-3.5.8")
async def test_every_figure_opens_onto_as_many_cases_as_it_says(yard: Yard) -> None:
    await _fill(yard, 3)
    for login in ("safety_company", "safety_unit"):
        visitor = await yard.client.as_(login)
        page = (await visitor.get(BOARD)).text
        figures = _links(page)
        for href, count in figures.items():
            path, _, query = href.partition("?")
            answer = await visitor.http.get(f"{path}.json?{query}", headers={"accept": "application/json"})
            assert answer.status_code == 200, (href, answer.text)
            assert len(answer.json()["rows"]) == count, href
        assert len(figures) >= 12, figures
        assert figures["/s/contractor_safety/entry?state=inside"] == 3
        assert {href: n for href, n in figures.items() if "permit" in href} == {
            f"/s/contractor_safety/permit?state=permitted&valid_to_from={yard.today()}&valid_to_to={yard.today(30)}": 2
        }
        open_ = {href: n for href, n in figures.items() if href.endswith("view=open")}
        # two found, one reported by the refused entry; the dismissed one is none
        assert open_["/s/contractor_safety/violation?view=open"] == 3
        assert open_["/s/contractor_safety/inspection?view=open"] == 1


async def test_it_costs_the_same_with_more_people(yard: Yard, statements: Counting) -> None:
    visitor = await yard.client.as_("safety_company")
    with statements() as before:
        assert (await visitor.get(BOARD)).status_code == 200
    await _fill(yard, 3)
    with statements() as after:
        await visitor.get(BOARD)
    assert len(after) == len(before), after


@pytest.mark.clause("CS-3.5.4")
async def test_it_tells_the_balance_of_the_fund_to_whom_may_read_the_book(yard: Yard) -> None:
    await yard.method()
    await yard.do("fund_move", "deposit", {"org": await yard.org(), "amount": "1234.56"})
    assert "1,234.56" in (await (await yard.client.as_("fund_keeper")).get(BOARD)).text
    assert "1,234.56" not in (await (await yard.client.as_("gatekeeper")).get(BOARD)).text


@pytest.mark.clause("CS-3.4.3")
@pytest.mark.clause("CS-3.5.2")
async def test_the_papers_print(yard: Yard) -> None:
    await _fill(yard, 1)
    order = {"engagement": yard.numbers["engagement"], "reason": "未系安全带", "severity": "serious"}
    await yard.do("stop_work", "order", order)
    visitor = await yard.client.as_("safety_company")
    for subject, name, words in (("stop_work", "stop_order", "未系安全带"), ("injury", "injury_report", "张三")):
        made = await visitor.act(yard.path(subject), f"print_{name}", {})
        assert made.status_code == 200, made.text
        address = f"/print/{made.json()['printed']}"
        assert words in (await visitor.get(address)).text

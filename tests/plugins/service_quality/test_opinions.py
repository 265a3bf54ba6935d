"""ES-2.2, ES-3.1: return visits, and opinion cards by a link that works once or from paper; a bad mark is a complaint at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.models import Duty, Journal, LoginTry
from core.rules.duty import duty_state
from core.testing.client import Client, hidden
from core.testing.make import Make
from core.testing.refusals import named_by
from plugins.service_quality.models import Complaint, Opinion, Request, Visit
from plugins.service_quality.names import MARKS

CARDS = "/s/service_quality/opinion"
VISITS = "/s/service_quality/visit"
GOOD = {"overall": MARKS[0], "warmth": MARKS[1], "skill": MARKS[2], "speed": MARKS[0]}
BAD = {**GOOD, "overall": MARKS[3], "remark": "修了三次"}


async def issued(client: Client, make: Make, **data: Any) -> tuple[str, str]:
    """(number, address of the link) of a new card."""
    customer = await make.customer(name="顾客丙")
    answer = await (await client.as_("agent")).act(CARDS, "issue", {"customer": customer.id, **data})
    assert answer.status_code == 201, answer.text
    body = answer.json()
    return body["number"], body["link"]


async def fill(client: Client, link: str, answers: dict[str, str], **more: str) -> Any:
    """What a browser without a login does: open the page, send its form."""
    page = await client.http.get(link)
    assert page.status_code == 200, page.text[:300]
    csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
    return await client.http.post(link, data={"csrf": csrf, **{f"answers-{k}": v for k, v in answers.items()}, **more})


async def test_customer_answers_by_the_link_without_a_login(client: Client, make: Make, clock: Frozen) -> None:
    number, link = await issued(client, make)
    row = await Opinion.get(number=number)
    secret = link.rpartition("/")[2]
    assert secret not in row.link_hash
    answer = await fill(client, link, GOOD, person="丙")
    assert answer.status_code == 200, answer.text[:500]
    row = await Opinion.get(number=number)
    assert (row.state, row.mark, row.warmth, row.skill, row.answered_by) == ("answered", 5, 4, 3, "link")
    assert (row.answered_at, row.complaint_id, row.person) == (clock.now(), None, "丙")


async def test_link_works_once_and_a_repeat_changes_nothing(client: Client, make: Make) -> None:
    number, link = await issued(client, make)
    page = await client.http.get(link)
    csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
    await fill(client, link, GOOD)
    assert (await client.http.get(link)).status_code == 410
    version = (await Opinion.get(number=number)).version
    assert (await client.http.post(link, data={"answers-overall": MARKS[4]})).status_code == 403
    # a browser that sends its page twice reads the thanks twice
    again = await client.http.post(link, data={"csrf": csrf, "answers-overall": MARKS[4]})
    assert again.status_code == 200
    row = await Opinion.get(number=number)
    assert (row.version, row.mark) == (version, 5)


@pytest.mark.parametrize(("after", "status"), [(-1, 200), (0, 410)])
async def test_link_ends_after_its_days(client: Client, make: Make, clock: Frozen, after: int, status: int) -> None:
    number, link = await issued(client, make)
    clock.set((await Opinion.get(number=number)).link_until + timedelta(microseconds=after))  # type: ignore[operator]
    assert (await client.http.get(link)).status_code == status


async def test_new_link_ends_the_one_before(client: Client, make: Make) -> None:
    number, link = await issued(client, make)
    answer = await (await client.as_("agent")).act(f"{CARDS}/{number}", "renew")
    assert (await client.http.get(link)).status_code == 404
    assert (await client.http.get(answer.json()["link"])).status_code == 200


async def test_guessing_is_held_off_and_a_secret_is_in_no_log(
    client: Client, make: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    _number, link = await issued(client, make)
    capfd.readouterr()
    page = await client.http.get(link)
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert "noindex" in page.text
    seen = capfd.readouterr()
    assert link.rpartition("/")[2] not in seen.err + seen.out
    guess = link.rpartition("/")[0] + "/" + "x" * 43
    for _n in range(30):
        assert (await client.http.get(guess)).status_code == 404
    assert (await client.http.get(link)).status_code == 429
    assert await LoginTry.filter(ok=False).count() == 30


async def test_link_is_told_whole_to_whoever_sends_it_and_never_again(client: Client, make: Make) -> None:
    customer = await make.customer()
    visitor = await client.as_("agent")
    page = await visitor.form(CARDS, "issue", {"customer": customer.id})
    assert "http://testserver.local/p/service_quality/opinion/" in page.text
    secret = page.text.split("/p/service_quality/opinion/")[1][:43]
    assert not [j for j in await Journal.all() if secret in str(vars(j))]


@pytest.mark.clause("ES-3.1")
async def test_card_lacking_an_answer_is_refused(client: Client, make: Make) -> None:
    number, link = await issued(client, make)
    answer = await fill(client, link, {k: v for k, v in GOOD.items() if k != "warmth"})
    assert answer.status_code == 409
    assert (await Opinion.get(number=number)).state == "issued"
    json_ = await (await client.as_("agent")).act(f"{CARDS}/{number}", "enter", {"answers": {}})
    assert named_by(json_, "ES-3.1")["keys"] == ["overall", "warmth", "skill", "speed"]


@pytest.mark.clause("ES-2.2")
@pytest.mark.parametrize(("mark", "complains"), [(MARKS[2], False), (MARKS[3], True), (MARKS[4], True)])
async def test_bad_mark_is_a_complaint_at_once(client: Client, make: Make, mark: str, complains: bool) -> None:
    number, link = await issued(client, make)
    await fill(client, link, {**GOOD, "overall": mark, "remark": "修了三次"})
    row = await Opinion.get(number=number)
    assert row.state == "answered"
    assert (row.complaint_id is not None) is complains
    if complains:
        found = await Complaint.get(id=row.complaint_id)
        assert (found.complainant, found.demand, found.state) == ("顾客丙", "修了三次", "recorded")
        assert (found.owner_id, found.department_id) == (row.owner_id, row.department_id)
        assert (found.source_subject, found.source_number) == ("service_quality.opinion", number)
        assert await Duty.filter(subject_id=found.id, code="complaint.answer", running=1).exists()


@pytest.mark.clause("ES-2.2")
async def test_card_on_paper_is_entered(client: Client, make: Make, clock: Frozen) -> None:
    customer = await make.customer()
    other = await make.asset()
    visitor = await client.as_("agent")
    given = {"customer": customer.id, "answers": BAD, "person": "顾客丁"}
    wrong = await visitor.act(CARDS, "enter_paper", {**given, "asset": other.id})
    assert named_by(wrong, "ES-2.2")["keys"] == ["asset"]
    when = clock.now() - timedelta(days=1)
    answer = await visitor.act(CARDS, "enter_paper", {**given, "answered_at": when.isoformat()})
    assert answer.status_code == 201, answer.text
    row = await Opinion.get(number=answer.json()["number"])
    assert (row.mark, row.answered_by, row.answered_at, row.remark) == (2, "paper", when, "修了三次")
    assert (await Complaint.get(id=row.complaint_id)).complainant == "顾客丁"


async def test_plugin_off_the_link_leads_nowhere(client: Client, make: Make, toggled: Any) -> None:
    _number, link = await issued(client, make)
    async with toggled("tech_support"), toggled("service_quality"):
        assert (await client.http.get(link)).status_code == 404


@pytest.mark.clause("ES-2.2")
async def test_file_is_opened_on_the_day_of_purchase_or_late(make: Make, host: Host, clock: Frozen) -> None:
    for acquired, state in (("2026-03-02", "met"), ("2026-03-01", "met_late"), ("2025-01-31", "met_late")):
        asset = await make.asset(acquired_on=acquired)
        duty = await Duty.get(code="file.open", subject_id=asset.id)
        assert duty_state(duty, clock.now(), host.enabled) == state, acquired
    bare = await make.asset()
    assert not await Duty.filter(code="file.open", subject_id=bare.id).exists()


@pytest.mark.clause("ES-2.2")
async def test_a_visit_is_owed_in_each_year_after_the_purchase(
    make: Make, host: Host, client: Client, clock: Frozen, sweep: Any
) -> None:
    asset = await make.asset(acquired_on="2025-08-31")
    await sweep()
    duty = await Duty.get(code="es.visit")
    assert (str(duty.window_from), str(duty.window_to), duty.role) == ("2025-09-01", "2026-08-31", "agent")
    visitor = await client.as_("technician")
    bare = await visitor.act(VISITS, "record", {"asset": asset.number, "channel": "field", "answers": {}})
    assert named_by(bare, "ES-2.2")["keys"] == ["usage", "needs"]
    answers = {"usage": "正常", "needs": "无", "overall": MARKS[1]}
    done = await visitor.act(VISITS, "record", {"asset": asset.number, "channel": "field", "answers": answers})
    assert done.status_code == 201, done.text
    assert (await Visit.get(number=done.json()["number"])).mark == 4
    duty = await Duty.get(id=duty.id)
    assert duty_state(duty, clock.now(), host.enabled) == "met"
    clock.set(clock.now().replace(year=2027, month=8, day=31, hour=16))  # 2027-09-01 00:00 in Shanghai
    await sweep()
    missed = await Duty.get(code="es.visit", window_no=2)
    assert duty_state(missed, clock.now(), host.enabled) == "missed"


@pytest.mark.clause("ES-2.2")
async def test_problem_found_on_a_visit_becomes_a_request_form(client: Client, make: Make) -> None:
    asset = await make.asset()
    answers = {"usage": "异响", "needs": "维修", "overall": MARKS[2]}
    given = {"asset": asset.number, "channel": "field", "answers": answers, "problem": "压缩机异响"}
    done = await (await client.as_("technician")).act(VISITS, "record", given)
    assert done.status_code == 201, done.text
    visit = await Visit.get(number=done.json()["number"])
    assert (await Request.get(id=visit.request_id)).fault == "压缩机异响"


async def test_product_no_longer_in_use_is_not_visited(client: Client, make: Make) -> None:
    asset = await make.asset()
    await (await client.as_("manager")).act(f"/s/core/asset/{asset.number}", "archive")
    answers = {"usage": "正常", "needs": "无", "overall": MARKS[1]}
    given = {"asset": asset.number, "channel": "field", "answers": answers}
    assert named_by(await (await client.as_("technician")).act(VISITS, "record", given), "ES-2.2")["keys"] == ["asset"]


async def test_every_page_opens(client: Client, make: Make) -> None:
    number, _link = await issued(client, make)
    visitor = await client.as_("agent")
    for path in (CARDS, f"{CARDS}/{number}", f"{CARDS}/{number}/acts/enter", f"{CARDS}/new/enter_paper", VISITS):
        assert (await visitor.get(path)).status_code == 200, path
    assert (await visitor.get(f"{VISITS}/new/record")).status_code == 200
    assert hidden((await visitor.get(f"{CARDS}/new/issue")).text)["key"]

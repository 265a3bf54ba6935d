"""TS-3.0 to TS-3.3: enquiries, visits, releases, agreements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from core.acts.perform import perform
from core.clock import Frozen
from core.models import Customer, Department, Duty, Journal
from core.models.access import SYSTEM
from core.rules.duty import duty_state
from core.rules.spans import midnight, months_later
from core.testing.refusals import named_by
from plugins.tech_support.models import System, Upgrade
from plugins.tech_support.regions import ROUTING
from tests.plugins.tech_support.project import DAY, SIGNED, TICK, Project

SAID = {"channel": "phone", "person": "用户甲", "content": "正常"}
Sweep = Callable[[], Any]


async def states(project: Project, code: str, serial: str = "") -> list[tuple[int | None, str]]:
    rows = Duty.filter(subject_type="tech_support.system", code=code, number=serial or project.numbers["system"])
    now = project.clock.now()
    return [(r.window_no, duty_state(r, now, project.host.enabled)) for r in await rows.order_by("window_no")]


@pytest.mark.clause("TS-3.0")
async def test_a_warranty_of_twelve_months_has_twelve_windows_of_enquiry(
    project: Project, clock: Frozen, sweep: Sweep
) -> None:
    await project.system(days=365)
    for _month in range(14):
        clock.advance(days=28)
        await sweep()
    found = await states(project, "enquiry")
    assert [no for no, _ in found] == list(range(1, 13))
    last = await Duty.filter(code="enquiry").order_by("-window_no").first()
    assert last is not None
    assert last.window_to == (await project.row("system")).warranty_to
    assert (last.policies, last.required) == ({"ts.enquiry_months": 1}, 1)


@pytest.mark.clause("TS-3.0")
async def test_an_enquiry_counts_in_its_month_for_every_system_of_the_user(
    project: Project, clock: Frozen, sweep: Sweep
) -> None:
    await project.system()
    first = project.numbers["system"]
    customer = await Customer.get(id=(await project.row("system")).customer_id)
    await project.system(customer=customer.number)
    clock.advance(days=10)
    await sweep()
    await project.do("system_enquiry", "record", {"system": first, **SAID})
    assert await states(project, "enquiry", first) == [(1, "met")]
    assert await states(project, "enquiry") == [(1, "met")]
    clock.set(midnight(date(2026, 5, 3)) - TICK)
    await sweep()
    await project.do("system_enquiry", "record", {"system": first, **SAID})
    assert await states(project, "enquiry", first) == [(1, "met"), (2, "met")]
    clock.set(midnight(date(2026, 6, 3)))
    await sweep()
    assert await states(project, "enquiry", first) == [(1, "met"), (2, "met"), (3, "missed"), (4, "running")]


@pytest.mark.clause("TS-3.0")
async def test_a_question_of_the_user_does_not_count_as_an_enquiry(
    project: Project, clock: Frozen, sweep: Sweep
) -> None:
    await project.system()
    clock.advance(days=2)
    await sweep()
    customer = await Customer.get(id=(await project.row("system")).customer_id)
    data = {"customer": customer.id, "title": "通讯中断", "channel": "phone"}
    await perform("tech_support.question.ask", await project.make.actor("support"), data)
    assert await states(project, "enquiry") == [(1, "running")]


@pytest.mark.clause("TS-5.4")
async def test_the_office_of_the_users_region_looks_after_his_system(project: Project) -> None:
    south = await Department.get(code="south")
    route = {"routing": ROUTING, "key": "海南", "department": south.number}
    await perform("core.route.set", SYSTEM, route)
    await project.host.refresh()
    customer = await project.make.customer(region="海南")
    await project.system(customer=customer.number)
    assert (await project.row("system")).department_id == south.id


@pytest.mark.clause("TS-3.1")
async def test_a_visit_counts_when_the_user_has_confirmed_it(project: Project, clock: Frozen, sweep: Sweep) -> None:
    await project.system(days=730)
    clock.advance(days=100)
    await sweep()
    await project.do("annual_visit", "record", {"system": project.numbers["system"], "content": "检查接地"})
    assert await states(project, "visit") == [(1, "running")]
    clock.advance(days=1)
    await project.do("annual_visit", "confirm", SIGNED)
    assert await states(project, "visit") == [(1, "met")]
    assert ",visit," in (await project.row("annual_visit")).seals
    clock.advance(days=365)
    await sweep()
    assert await states(project, "visit") == [(1, "met"), (2, "running")]


@pytest.mark.clause("TS-0")
async def test_a_system_out_of_use_owes_nothing_more(project: Project, clock: Frozen, sweep: Sweep) -> None:
    await project.system()
    clock.advance(days=2)
    await sweep()
    await project.do("system", "retire", {"retired_because": "拆除", "retired_said_by": "用户甲"})
    assert await states(project, "enquiry") == [(1, "cancelled")]
    refused = await project.attempt("system_enquiry", "record", {"system": project.numbers["system"], **SAID})
    assert named_by(refused, "TS-0")["keys"] == ["system"]


@pytest.mark.clause("TS-3.2")
async def test_a_release_reaches_every_affected_system_once(project: Project, clock: Frozen) -> None:
    for product, version in (("XT-200", "1.0"), ("XT-200", "1.1"), ("XT-200", "2.0"), ("XT-300", "1.0")):
        await project.system(product=product, product_version=version)
    await project.system(start=-400)
    await project.system()
    await project.do("system", "retire", {"retired_because": "拆除", "retired_said_by": "用户甲"})
    await project.release()
    assert (await project.do("release", "announce"))["opened"] == 3
    assert (await project.do("release", "announce"))["opened"] == 0
    rows = await Upgrade.all().select_related("system").order_by("id")
    assert [(u.system.product_version, u.free) for u in rows] == [("1.0", True), ("1.1", True), ("1.0", False)]
    assert (await project.row("release")).affected == 3
    await project.system()
    assert (await project.do("release", "announce"))["opened"] == 1
    assert (await project.row("release")).affected == 4
    told = await project.do("release", "tell_all", {"told_through": "email"})
    assert told["told"] == 4
    assert await Journal.filter(act="tech_support.upgrade.tell", refused=False).count() == 4
    assert {duty_state(d, clock.now(), project.host.enabled) for d in await Duty.filter(code="upgrade.notice")} == {
        "met"
    }


@pytest.mark.clause("TS-3.2")
async def test_an_upgrade_writes_the_version_on_the_system(project: Project) -> None:
    await project.upgrade()
    await project.do("upgrade", "tell", {"told_through": "phone"})
    await project.do("upgrade", "upgrade")
    system = await System.get(number=project.numbers["system"])
    assert system.product_version == "2.0"
    assert (await project.row("upgrade")).from_version == "1.0"
    done = await project.do("release", "complete")
    assert done["state"] == "completed"


@pytest.mark.clause("TS-3.2")
async def test_a_release_is_not_completed_over_an_open_upgrade(project: Project) -> None:
    await project.upgrade()
    refusal = named_by(await project.attempt("release", "complete"), "TS-3.2")
    assert refusal["keys"] == ["children"]


@pytest.mark.clause("TS-3.2")
async def test_the_release_page_tells_how_far_it_has_come(project: Project) -> None:
    await project.system()
    await project.upgrade()
    await project.do("upgrade", "tell", {"told_through": "phone"})
    visitor = await project.client.as_("service_manager")
    page = (await visitor.get(project.path("release"))).text
    tally = page[page.index("系统升级</h2>") :][:600]
    for text in ("待通知用户</span> 1", "已通知用户</span> 1"):
        assert text in tally, tally


@pytest.mark.clause("TS-3.2")
async def test_many_users_are_told_from_the_list(project: Project) -> None:
    await project.system()
    await project.upgrade()
    support = await project.client.as_("support")
    numbers = list(await Upgrade.all().order_by("id").values_list("number", flat=True))
    for key, data, outcome in (("k1", {}, "refused"), ("k2", {"told_through": "email"}, "done")):
        body = {"numbers": numbers, "data": data, "key": key}
        path = "/s/tech_support/upgrade/batch/tell"
        answer = await support.http.post(path, json=body, headers={"x-csrf-token": support.csrf})
        assert [row["outcome"] for row in answer.json()["results"]] == [outcome, outcome], answer.text


@pytest.mark.clause("TS-3.2")
@pytest.mark.clause("TS-3.3")
async def test_upgrades_after_the_warranty_are_free_if_the_company_says_so(project: Project, clock: Frozen) -> None:
    data = {"value": "yes", "effective_from": clock.now(), "reason": "优惠"}
    await perform("core.policy_value.set", SYSTEM, {"key": "ts.free_upgrade_after_warranty", **data})
    await project.host.refresh()
    await project.upgrade(start=-400)
    assert (await project.row("upgrade")).free is True


@pytest.mark.clause("TS-3.3")
async def test_a_special_wish_is_made_under_its_signed_agreement(project: Project) -> None:
    await project.upgrade()
    await project.do("upgrade", "tell", {"told_through": "phone"})
    await project.do("upgrade", "wish", {"special_wish": "加报表"})
    await project.do("upgrade", "draft_agreement")
    again = await project.attempt("upgrade", "draft_agreement")
    assert named_by(again, "TS-3.3")["keys"] == ["agreement"]
    await project.agreement("500.00")
    assert (await project.do("upgrade", "upgrade"))["state"] == "upgraded"
    agreement = await project.row("agreement")
    assert (agreement.price, agreement.state) == (50_000, "signed")
    changed = await project.attempt("agreement", "change", {"content": "别的", "price": "1.00"})
    assert changed.status_code == 409


@pytest.mark.clause("TS-3.0")
def test_months_are_counted_from_the_original_start() -> None:
    assert months_later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_later(date(2024, 1, 31), 2) == date(2024, 3, 31)
    assert midnight(months_later(date(2024, 1, 31), 12) + DAY) == midnight(date(2025, 2, 1))

"""TS-2.0 to TS-2.4: plan, progress, matters, supervision, acceptance."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.models import Supplement
from core.testing.refusals import named_by
from plugins.tech_support.models import AcceptancePaper, Presence, System
from tests.plugins.tech_support.project import DAY, SIGNED, Project


@pytest.mark.clause("TS-2.4")
async def test_the_last_of_two_signatures_accepts_seals_and_begins_the_warranty(
    project: Project, clock: Frozen
) -> None:
    await project.asked()
    assert (await project.do("works", "sign_buyer", SIGNED))["state"] == "asked"
    assert not await System.exists()
    clock.advance(days=1)
    body = await project.do("works", "sign_company", SIGNED)
    works, system = await project.row("works"), await project.row("system")
    today = clock.now().date() + DAY * 0
    assert (body["state"], works.accepted_on.isoformat()) == ("accepted", project.today())
    assert (system.warranty_from.isoformat(), system.warranty_to) == (
        project.today(),
        today.replace(year=today.year + 1),
    )
    assert (system.serial, system.product, system.product_version) == (works.serial, "XT-200", "1.0")
    assert (system.customer_id, system.party_id) == (works.customer_id, works.customer_id)
    assert ",acceptance," in works.seals
    for act in ("record_acceptance", "sign_buyer"):
        again = await project.attempt(
            "works", act, {"serial": "X", "result": "改", "papers": [{"name": "甲", "copies": 1}]}
        )
        assert again.status_code in (409, 422)
    assert await AcceptancePaper.filter(works_id=works.id).count() == 1
    note = {"text": "补充：备件两件", "signature": SIGNED["signature"]}
    await project.do("works", "supplement_acceptance", note)
    assert (await project.row("works")).result == works.result
    assert [s.text for s in await Supplement.filter(record="acceptance")] == ["补充：备件两件"]


@pytest.mark.clause("TS-2.4")
async def test_a_change_of_the_record_voids_a_signature_given(project: Project) -> None:
    await project.asked()
    await project.do("works", "sign_buyer", SIGNED)
    works = await project.row("works")
    changed = {"serial": works.serial, "result": "基本合格", "papers": [{"name": "竣工图", "copies": 1}]}
    await project.do("works", "record_acceptance", changed)
    assert (await project.do("works", "sign_company", SIGNED))["state"] == "asked"
    assert (await project.do("works", "sign_buyer", SIGNED))["state"] == "accepted"


@pytest.mark.clause("TS-2.3")
async def test_the_supervisor_leaves_with_a_permission_of_somebody_else_only(project: Project, clock: Frozen) -> None:
    await project.supervised()
    own = await project.attempt(
        "supervision", "permit_leave", {"leave_until": project.today(), "note": "事"}, login="supervisor"
    )
    assert named_by(own, "TS-2.3")["kind"] == "permission"
    await project.do("supervision", "permit_leave", {"leave_until": project.today(), "note": "开会"})
    clock.advance(days=1)
    late = await project.attempt("supervision", "leave", {}, login="supervisor")
    assert named_by(late, "TS-2.3")["keys"] == ["permission"]
    await project.do("supervision", "permit_leave", {"leave_until": project.today(), "note": "开会"})
    assert (await project.do("supervision", "leave", {}, login="supervisor"))["state"] == "absent"
    assert (await project.do("supervision", "come", {}, login="supervisor"))["state"] == "on_site"
    again = await project.attempt("supervision", "leave", {}, login="supervisor")
    assert named_by(again, "TS-2.3")["keys"] == ["permission"]
    manager = (await project.make.actor("works_manager")).id
    assert [p.permitted_by_id for p in await Presence.all().order_by("id") if p.kind == "out"] == [manager]


@pytest.mark.clause("TS-2.3")
async def test_whoever_supervises_permits_himself_nothing(project: Project) -> None:
    """A works manager may supervise; the permission still comes from another."""
    await project.confirmed("third")
    manager = (await project.make.actor("works_manager")).id
    accepted = {"accepted_us": "甲", "accepted_buyer": "乙"}
    await project.do("works", "assign_supervisor", {"supervisor": manager, **accepted})
    await project.do("supervision", "come")
    own = await project.attempt("supervision", "permit_leave", {"leave_until": project.today(), "note": "事"})
    assert named_by(own, "TS-2.3")["kind"] == "four_eyes"
    await project.do("supervision", "permit_leave", {"leave_until": project.today(), "note": "事"}, login="manager")


@pytest.mark.clause("TS-0")
@pytest.mark.clause("TS-2.3")
async def test_an_absence_without_permission_is_kept_as_a_breach(project: Project) -> None:
    await project.supervised()
    await project.do("supervision", "record_absence", {"breach": "巡查时不在现场"})
    row = await project.row("supervision")
    assert (row.breaches, row.state) == (1, "on_site")
    assert await Presence.filter(kind="gone", note="巡查时不在现场").count() == 1


@pytest.mark.clause("TS-2.1")
async def test_conditions_met_later_start_the_clock_then(project: Project, clock: Frozen) -> None:
    await project.confirmed(conditions_met=False)
    with pytest.raises(AssertionError, match=r"works\.start"):
        await project.duty_row("works", "works.start")
    clock.advance(days=1)
    await project.do("works", "meet_conditions", {"conditions": "已送电", "start_on": project.today(1)})
    assert (await project.duty_row("works", "works.start")).start_at == clock.now()
    assert (await project.do("works", "start"))["state"] == "started"


@pytest.mark.clause("TS-2.3")
async def test_works_of_the_user_are_supervised_and_need_no_acceptance_of_the_builder(project: Project) -> None:
    await project.confirmed("user")
    supervisor = (await project.make.actor("supervisor")).id
    await project.do("works", "assign_supervisor", {"supervisor": supervisor})
    await project.do("supervision", "come", login="supervisor")
    assert (await project.do("works", "start"))["state"] == "started"

"""Every clock from delivery to training: met one instant before its end and at it (an hour clock), late right after."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest

from core import clock as core_clock
from core.clock import SHANGHAI, Frozen
from core.models import Duty
from core.rules.duty import duty_state
from core.rules.spans import midnight
from tests.plugins.tech_support.project import DAY, NOTICE, REPORT, SIGNED, TICK, Project

HOUR = timedelta(hours=1)
CONFIRM = {"outcome": "declined", "confirmed_with": "用户甲", "confirmed_through": "phone"}


class Clock(NamedTuple):
    """`length` an hour clock, or `days` a day clock after the day of the start; the act `stop` ends it."""

    name: str
    clause: str
    way: Callable[[Project], Awaitable[Any]]
    subject: str
    code: str
    stop: Callable[[Project], Awaitable[Any]]
    length: timedelta | None = None
    days: int = 0


async def _change(p: Project) -> None:
    await p.contract()
    await p.do("contract", "change_terms", {"what": "改地点", "place": "别处"})


async def _confirm(p: Project) -> None:
    await p.do("term_change", "confirm", {**CONFIRM, "handed_to": (await p.make.actor("warehouse")).id})


async def _ours(p: Project) -> None:
    await p.started()
    await p.do("works", "raise_matter", {"matter": "缺件", "ours": True})


async def _theirs(p: Project) -> None:
    await p.started()
    await p.do("works", "raise_matter", {"matter": "加装", "ours": False})


async def _absent(p: Project) -> None:
    await p.supervised()
    await p.do("supervision", "permit_leave", {"leave_until": p.today(2), "note": "开会"}, login="manager")
    await p.do("supervision", "leave", login="supervisor")


def _does(
    subject: str, act: str, data: dict[str, Any] | None = None, login: str = ""
) -> Callable[[Project], Awaitable[Any]]:
    return lambda p: p.do(subject, act, data, login=login)


CLOCKS = (
    Clock("delivery", "TS-1.0", lambda p: p.labelled(), "contract", "delivery", _does("shipment", "dispatch"), days=30),
    Clock("change", "TS-1.0", _change, "term_change", "change", _confirm, 24 * HOUR),
    Clock(
        "notice",
        "TS-1.1",
        lambda p: p.pickup(20),
        "pickup",
        "pickup.notice",
        _does("pickup", "notice", {"notice_channel": "fax", "notice_to": "用户甲"}),
        days=5,
    ),
    Clock(
        "shipping",
        "TS-1.2a",
        lambda p: p.dispatched(),
        "shipment",
        "ship.notice",
        _does("shipment", "notify", NOTICE),
        48 * HOUR,
    ),
    Clock(
        "contact",
        "TS-2.0",
        lambda p: p.works(),
        "works",
        "works.contact",
        _does("works", "contact", {"contacted_with": "用户甲"}),
        24 * HOUR,
    ),
    Clock("start", "TS-2.1", lambda p: p.confirmed(), "works", "works.start", _does("works", "start"), days=3),
    Clock("stage", "TS-2.1", lambda p: p.started(), "work_stage", "stage", _does("work_stage", "finish"), days=5),
    Clock(
        "progress", "TS-2.2", lambda p: p.started(), "works", "works.progress", _does("works", "report", REPORT), days=7
    ),
    Clock(
        "discuss",
        "TS-2.2",
        _theirs,
        "matter",
        "matter.discuss",
        _does("matter", "discuss", {"discussed_with": "甲"}),
        24 * HOUR,
    ),
    Clock(
        "settle",
        "TS-2.2",
        _ours,
        "matter",
        "matter.settle",
        _does("matter", "settle", {"settlement": "补发"}),
        48 * HOUR,
    ),
    Clock(
        "situation",
        "TS-2.3",
        lambda p: p.supervised(),
        "supervision",
        "supervision.report",
        _does("supervision", "report", REPORT),
        days=7,
    ),
    Clock("return", "TS-2.3", _absent, "supervision", "supervision.return", _does("supervision", "come"), days=2),
    Clock("ask", "TS-2.4", lambda p: p.commissioned(), "works", "works.ask", _does("works", "ask_acceptance"), days=3),
    Clock(
        "file",
        "TS-2.4",
        lambda p: p.accepted(),
        "works",
        "works.file",
        _does("works", "file", {"archive_no": "A"}),
        days=3,
    ),
    Clock(
        "told",
        "TS-3.2",
        lambda p: p.upgrade(),
        "upgrade",
        "upgrade.notice",
        _does("upgrade", "tell", {"told_through": "phone"}),
        days=7,
    ),
)


def _end(clock: Clock, start: datetime) -> tuple[datetime, datetime]:
    """The last instant in time and the first late one."""
    if clock.length is not None:
        return start + clock.length, start + clock.length + TICK
    late = midnight(start.astimezone(SHANGHAI).date() + (clock.days + 1) * DAY)
    return late - TICK, late


@pytest.mark.clause("TS-1.0")
@pytest.mark.clause("TS-1.1")
@pytest.mark.clause("TS-1.2a")
@pytest.mark.clause("TS-2.0")
@pytest.mark.clause("TS-2.1")
@pytest.mark.clause("TS-2.2")
@pytest.mark.clause("TS-2.3")
@pytest.mark.clause("TS-2.4")
@pytest.mark.clause("TS-3.2")
@pytest.mark.parametrize("tried", CLOCKS, ids=lambda c: f"{c.clause}-{c.name}")
@pytest.mark.parametrize("moment", ["before", "at", "after"])
async def test_a_clock_ends_at_its_last_instant(project: Project, clock: Frozen, tried: Clock, moment: str) -> None:
    start = clock.now()
    await tried.way(project)
    duty = await project.duty_row(tried.subject, tried.code)
    assert duty.clause == tried.clause
    last, late = _end(tried, start)
    assert duty.late_from == late
    clock.set({"before": last - TICK, "at": last, "after": late}[moment])
    assert await project.duty(tried.subject, tried.code) == ("late" if moment == "after" else "warned")
    await tried.stop(project)
    row = await project.row(tried.subject)
    found = await _first(row, tried)
    assert found == ("met_late" if moment == "after" else "met")


async def _first(row: Any, tried: Clock) -> str:
    """State of the first duty of this code: a chain has begun its next one."""
    duty = (
        await Duty.filter(subject_type=f"tech_support.{tried.subject}", subject_id=row.id, code=tried.code)
        .order_by("id")
        .first()
    )
    assert duty is not None
    return duty_state(duty, core_clock.now(), {"tech_support"})


@pytest.mark.clause("TS-2.2")
async def test_progress_is_owed_again_and_again_until_the_system_runs(project: Project, clock: Frozen) -> None:
    await project.started()
    await project.do("work_stage", "finish")
    clock.advance(days=4)
    await project.do("works", "report", REPORT)
    duty = await project.duty_row("works", "works.progress")
    assert duty.start_at == clock.now()
    assert duty.due_at == midnight(clock.now().astimezone(SHANGHAI).date() + 8 * DAY)
    now = clock.now().isoformat()
    await project.do("works", "commission", {"works_done_at": now, "running_at": now})
    assert await project.duty("works", "works.progress") == "cancelled"


@pytest.mark.clause("TS-2.4")
async def test_nothing_is_to_be_filed_before_the_last_signature(project: Project, clock: Frozen) -> None:
    await project.asked()
    await project.do("works", "sign_company", SIGNED)
    with pytest.raises(AssertionError, match=r"works\.file"):
        await project.duty_row("works", "works.file")
    clock.advance(days=1)
    await project.do("works", "sign_buyer", SIGNED)
    assert (await project.duty_row("works", "works.file")).start_at == clock.now()

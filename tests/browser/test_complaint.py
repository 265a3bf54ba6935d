"""A complaint on its eight steps, by the people whose steps they are: once with penalties at the desk, once without on the phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core import clock
from core.acts.perform import perform
from core.host.host import Host
from core.models import User
from core.models.access import SYSTEM
from plugins.service_quality import names as n
from plugins.service_quality.rules.complaint_facts import KIND
from tests.browser.conftest import Entering
from tests.browser.person import DESKTOP, PHONE, Person
from tests.browser.server import Server
from tests.browser.steps import add_row, find, pick

pytestmark = [pytest.mark.browser, pytest.mark.clause("ES-1.3.7"), pytest.mark.clause("ES-1.3.8")]
COMPLAINTS = "/s/service_quality/complaint"


@pytest.fixture(scope="module", autouse=True)
def unit(served: Server) -> None:
    """Who is in charge of complaints about quality, and a cause to put them down to."""

    async def fill(_house: Host) -> None:
        user = await User.get(login="quality_control")
        await perform("core.route.set", SYSTEM, {"routing": KIND, "key": "quality", "user": user.id})
        await perform(f"{n.CAUSE}.add", SYSTEM, {"code": "ZP", "name": "装配不良"})

    served.do(fill)


def _ahead(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def _recorded(agent: Person, name: str, about: str) -> str:
    """Steps 1 to 3 at the call desk: recorded, judged, answered with a promise, given to the unit; its number."""
    find(agent, name[1:], name)
    agent.follow(agent.page.locator("#found").get_by_role("link", name=name))
    agent.follow(agent.main.get_by_role("link", name="投诉", exact=True).first)
    agent.send(complainant=name, object=about, demand="更换产品", content="修后当天又坏，影响使用")
    agent.reads("已记录")
    agent.act("判定投诉").choose("kind", "quality").choose("subkind", "defect")
    agent.choose("sufficient", "yes").choose("reasonable", "yes").send(ground="保修期内同一故障两次")
    agent.act("答复顾客").choose("reply_channel", "phone")
    agent.send(reply="已受理，三天内解决", promised_on=_ahead(3))
    agent.act("交责任部门").send(authority="500 元以内当场决定")
    agent.reads("Quality_Control")
    return agent.page.url.split("?")[0].rsplit("/", 1)[1]


def _investigate(unit: Person, number: str, **persons: str) -> None:
    """Step 4, with `persons` (login=part) responsible for the cause, or nobody of ours."""
    unit.open(f"{COMPLAINTS}/{number}").act("记录调查")
    pick(unit, "cause", "装配不良")
    for at, (login, part) in enumerate(persons.items()):
        add_row(unit, "persons", at)
        pick(unit, f"persons-{at}-person", login.title())
        unit.choose(f"persons-{at}-fault", "cause").choose(f"persons-{at}-part", part)
    unit.send(finding="压缩机支架松动", **({} if persons else {"nobody": "供方零件不良"}))
    unit.reads("已调查")


def _propose(unit: Person, number: str) -> None:
    unit.open(f"{COMPLAINTS}/{number}").act("提出处理方案")
    unit.send(solution="更换整机", regard="按顾客要求更换", compensation="120.00")
    unit.reads("120.00")


def _tell(agent: Person, number: str) -> None:
    """Step 6: told, and redressed to the customer's content."""
    agent.open(f"{COMPLAINTS}/{number}").act("告知顾客处理方案").choose("told_channel", "phone")
    agent.send(told_person="顾客甲")
    agent.act("记录处理完成").send(redress="已更换整机", reaction="满意")
    agent.reads("满意")


def _penalise(manager: Person, number: str) -> None:
    """Step 7: a share of the month's bonus by the loss, a line for each."""
    manager.open(f"{COMPLAINTS}/{number}").act("决定处罚")
    for at, person in enumerate(("South", "Technician")):
        add_row(manager, "bases", at)
        pick(manager, f"bases-{at}-person", person)
        manager.page.locator(f"main [name='bases-{at}-bonus']").fill("500.00")
    manager.send(loss="800.00")
    manager.reads("已定处罚", "直接责任者", "25.00")


def _review(unit: Person, number: str) -> None:
    unit.open(f"{COMPLAINTS}/{number}").act("总结并制定对策").choose("measure", "rules")
    pick(unit, "owner", "Quality_Control")
    unit.send(review="支架装配无复检", lessons="关键工序须复检", plan="增加装配复检", due_on=_ahead(10))
    unit.reads("增加装配复检")


def _closed(manager: Person, number: str) -> None:
    manager.open(f"{COMPLAINTS}/{number}").act("投诉结案")
    manager.reads("已结案")
    manager.open(f"{COMPLAINTS}?q={number}")
    expect(manager.page.locator("tbody tr").filter(has_text=number)).to_contain_text("已结案")


def test_complaint_is_led_to_its_penalties_at_the_desk(enter: Entering) -> None:
    agent, unit, manager = (enter(login, DESKTOP) for login in ("agent", "quality_control", "manager"))
    number = _recorded(agent, "孙云飞", "空调维修")
    _investigate(unit, number, south="direct", technician="manager")
    _propose(unit, number)
    manager.open(f"{COMPLAINTS}/{number}").act("批准处理方案").send(note="同意")
    _tell(agent, number)
    _penalise(manager, number)
    _review(unit, number)
    _closed(manager, number)


def test_complaint_without_penalty_is_led_to_its_end_on_the_phone(enter: Entering) -> None:
    agent, unit, manager = (enter(login, PHONE) for login in ("agent", "quality_control", "manager"))
    number = _recorded(agent, "赵小雨", "洗衣机维修")
    _investigate(unit, number)
    _propose(unit, number)
    manager.open(f"{COMPLAINTS}/{number}").act("批准处理方案").send(note="同意")
    _tell(agent, number)
    manager.open(f"{COMPLAINTS}/{number}").act("决定不予处罚").send(no_penalty="供方责任")
    _review(unit, number)
    _closed(manager, number)

"""A department is assessed up to a penalty, by the people whose steps they are: by management at the desk, by itself on the phone."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from core import clock
from core.acts.perform import perform
from core.host.host import Host
from core.models import Department
from core.models.access import SYSTEM
from core.testing.world import person as joins
from plugins.service_quality import assessing as a
from tests.browser.conftest import Entering
from tests.browser.person import DESKTOP, PHONE, Person
from tests.browser.server import Server
from tests.browser.steps import add_row, pick

pytestmark = [pytest.mark.browser, pytest.mark.clause("ES-3.1"), pytest.mark.clause("ES-3.4")]
S = "/s/service_quality"
# name, aspect, measured, target, points at best, weight; points, figure, comment
ITEMS = (
    ("维修技能", "skill", False, "", "10", "60", "8", "", "疑难故障需支援"),
    ("处理及时率", "speed", True, "≥ 95 %", "5", "40", "5", "96 %", ""),
)


@pytest.fixture(scope="module", autouse=True)
def head(served: Server) -> None:
    """A rule to penalise by, and a manager in the department north, who assesses it himself."""

    async def fill(_house: Host) -> None:
        rule = {"kind": "penalty", "text": "得分低于 90 % 的扣减绩效奖金", "from_on": clock.today()}
        await perform(a.ADOPT, SYSTEM, rule)
        await joins("north_head", "manager", "own", (await Department.get(code="north")).id)

    served.do(fill)


def _quarter() -> dict[str, str]:
    """From the first day of this quarter to today: a period that has begun."""
    today = clock.today()
    return {"from_on": date(today.year, (today.month - 1) // 3 * 3 + 1, 1).isoformat(), "to_on": today.isoformat()}


def _drafted(manager: Person, name: str, form: str) -> str:
    """The programme with its items; its number."""
    manager.open(f"{S}/programme").follow(manager.main.get_by_role("link", name="拟订考核方案").first)
    manager.choose("form", form)
    pick(manager, "department", "North")
    for at, (title, aspect, measured, target, best, weight, *_scored) in enumerate(ITEMS):
        add_row(manager, "items", at)
        row = f"main [name='items-{at}-{{}}']"
        for field, value in {"name": title, "target": target, "scale": best, "weight": weight}.items():
            manager.page.locator(row.format(field)).fill(value)
        manager.choose(f"items-{at}-aspect", aspect)
        if measured:
            manager.page.locator(row.format("measured")).check(force=True)
    sideways = "box => box.scrollWidth - box.clientWidth"
    assert manager.page.locator("[data-rows]").evaluate(sideways) <= 0, "rows of items scroll sideways"
    year = clock.today().year
    manager.send(name=name, from_on=f"{year}-01-01", to_on=f"{year}-12-31", goals="及时率不低于 95 %")
    manager.reads("维修技能", "≥ 95 %", "60.00 %")
    return manager.page.url.split("?")[0].rsplit("/", 1)[1]


def _scored(assessor: Person, programme: str) -> str:
    """The period is opened from the programme and scored item by item; the number of the assessment."""
    assessor.open(f"{S}/programme/{programme}").act("发起本期考核").send(**_quarter())
    assessor.follow(assessor.main.locator(f"a[href^='{S}/assessment/']"))
    number = assessor.page.url.split("?")[0].rsplit("/", 1)[1]
    for name, *_item, points, figure, comment in ITEMS:
        assessor.open(f"{S}/assessment/{number}")
        row = assessor.main.locator("tr").filter(has_text=name)
        assessor.follow(row.locator(f"a[href^='{S}/score/']")).act("评分")
        assessor.send(points=points, figure=figure, comment=comment)
    return number


def _concluded(manager: Person, number: str) -> None:
    """With a penalty: the causes, the help, the rule; the total is on the page and the penalty on file."""
    manager.open(f"{S}/assessment/{number}").act("作出考核结论")
    manager.choose("method", "inspection").choose("consequence", "penalty").choose("means", "moral")
    pick(manager, "person", "North_Head")
    pick(manager, "rule", "得分低于 90 %")
    manager.send(evidence="现场检查记录", analysis="备件到货慢", help_plan="常用备件备足两周用量")
    manager.reads("已作结论", "88.00 %", "常用备件备足两周用量")
    manager.open(f"{S}/reward")
    row = manager.page.locator("tbody tr").filter(has_text="现场检查记录").first
    expect(row).to_contain_text("North_Head")
    manager.follow(row.get_by_role("link").first).reads(number, "备件到货慢")


def test_management_assesses_a_department_at_the_desk(enter: Entering) -> None:
    manager, inspector = enter("manager", DESKTOP), enter("inspector", DESKTOP)
    programme = _drafted(manager, "北区领导考核", "management")
    manager.act("启用考核方案").reads("进行中")
    _concluded(manager, _scored(inspector, programme))


@pytest.mark.clause("ES-3.3")
def test_department_assesses_itself_on_the_phone(enter: Entering) -> None:
    manager, head = enter("manager", PHONE), enter("north_head", PHONE)
    programme = _drafted(manager, "北区自我考核", "self")
    manager.act("启用考核方案").reads("进行中")
    _concluded(manager, _scored(head, programme))

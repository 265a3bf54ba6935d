"""Questions at every step, put in by invented people through the same acts as everybody else's. A second run adds nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.api import Actor, Customer, Outcome, clock, host, perform
from plugins.tech_support.subjects import EDITION, OFFICE, QUESTION, SESSION, VISIT

# login, name, department code, role, data scope
_PEOPLE = (
    ("zhichi01", "技术支持甲", "service", "support", "all"),
    ("banshi01", "办事处甲", "sh-office", "office", "own"),
    ("shouhou01", "售后主管甲", "service", "service_manager", "all"),
)
_NUMBERS = {"上海": ("021-0000 0001", "13800009001"), "广州": ("020-0000 0002", "13800009002")}


@dataclass
class _Desk:
    """Who acts in the demo, and when it is. `ago` counts minutes back from now."""

    support: Actor
    manager: Actor
    now: datetime

    def ago(self, minutes: int) -> datetime:
        return self.now - timedelta(minutes=minutes)

    async def do(
        self, act: str, key: str, data: Mapping[str, Any], subject: int | None = None, by: Actor | None = None
    ) -> Outcome:
        return await perform(act, by or self.support, data, subject=subject, key=f"demo:{act}:{key}")


async def fill(run: Any) -> None:
    """`run` acts by the system; the questions themselves are worked on by people."""
    ids = await _people(run)
    await _offices(run)
    await host().refresh()
    support, manager = await host().actor(ids["zhichi01"]), await host().actor(ids["shouhou01"])
    assert support is not None
    assert manager is not None
    desk = _Desk(support, manager, clock.now())
    customers = await Customer.filter(code__startswith="KHD-").order_by("code").limit(9).values_list("id", flat=True)
    for number, (customer, tell) in enumerate(zip(customers, _STORIES, strict=False), start=1):
        await tell(desk, f"q{number}", int(str(customer)))


async def _people(run: Any) -> dict[str, int]:
    ids = {}
    for n, (login, name, code, role, scope) in enumerate(_PEOPLE, start=1):
        department = host().directory.by_code(code)
        data = {
            "login": login,
            "name": name,
            "phone": f"1380000{9100 + n}",
            "department": department and department.id,
            "password": run.password,
        }
        ids[login] = (await run("core.user.invite", data)).id
        await run("core.user.grant", {"role": role, "scope": scope}, subject=ids[login], key=f"grant:{login}")
    return ids


async def _offices(run: Any) -> None:
    for region, (hotline, mobile) in _NUMBERS.items():
        await run(f"{OFFICE}.open", {"region": region, "hotline": hotline, "mobile": mobile}, key=region)
    await run(
        f"{EDITION}.issue",
        {
            "title": "第一版",
            "effective_from": clock.today(),
            "drafted": "起草人甲",
            "reviewed": "审核人甲",
            "approved": "批准人甲",
            "issued": "总部",
        },
        key="first",
    )


async def _ask(desk: _Desk, key: str, customer: int, title: str, minutes: int, channel: str = "phone") -> int:
    data = {"customer": customer, "title": title, "channel": channel, "asked_at": desk.ago(minutes)}
    return (await desk.do(f"{QUESTION}.ask", key, data)).id


async def _answer(desk: _Desk, key: str, question: int, text: str, minutes: int, channel: str = "phone") -> None:
    data = {"answer": text, "answer_channel": channel, "answered_at": desk.ago(minutes)}
    await desk.do(f"{QUESTION}.answer", key, data, question)


async def _in_time(desk: _Desk, key: str, customer: int) -> None:
    question = await _ask(desk, key, customer, "控制柜显示通讯中断", 360)
    await _answer(desk, key, question, "重新插紧网线后重启控制柜。", 300)
    await desk.do(f"{QUESTION}.solve", key, {"solution": "网线松动，已恢复。"}, question)


async def _late(desk: _Desk, key: str, customer: int) -> None:
    question = await _ask(desk, key, customer, "夜间报警无法消除", 540, "mobile")
    await _answer(desk, key, question, "在报警页面确认后复位。", 380, "mobile")


async def _overdue(desk: _Desk, key: str, customer: int) -> None:
    await _ask(desk, key, customer, "历史曲线无法导出", 180, "email")


async def _fresh(desk: _Desk, key: str, customer: int) -> None:
    question = await _ask(desk, key, customer, "如何增加一个操作员账号", 20)
    await desk.do(f"{QUESTION}.acknowledge", key, {"note": "已收到，请稍候。"}, question)


async def _remote(desk: _Desk, key: str, customer: int) -> None:
    question = await _ask(desk, key, customer, "数据库占满磁盘", 240, "message")
    await _answer(desk, key, question, "需要远程清理过期数据。", 200, "message")
    agreed = await desk.do(
        f"{QUESTION}.arrange_remote", key, {"consent_by": "用户甲", "consent_at": desk.ago(25)}, question
    )
    session = int(agreed.extra["session_id"])
    await desk.do(f"{SESSION}.start", key, {"started_at": desk.ago(15)}, session)
    await desk.do(f"{SESSION}.tell", key, {"content": "正在清理，预计还需 20 分钟。"}, session)


async def _waiting(desk: _Desk, key: str, customer: int) -> None:
    question = await _ask(desk, key, customer, "升级后画面变慢", 300)
    await _answer(desk, key, question, "需要远程查看运行日志。", 260)
    await desk.do(f"{QUESTION}.arrange_remote", key, {}, question)


async def _on_site(desk: _Desk, key: str, customer: int) -> None:
    question = await _ask(desk, key, customer, "传感器读数异常", 1200)
    await _answer(desk, key, question, "电话排查后仍异常，需到现场更换。", 1140)
    agreed = {"agreed_with": "用户乙", "agreed_at": desk.ago(1080), "address": "示例路 7 号"}
    visit = int((await desk.do(f"{QUESTION}.agree_on_site", key, agreed, question)).extra["visit_id"])
    await desk.do(f"{VISIT}.arrive", key, {"arrived_at": desk.ago(600)}, visit)
    await desk.do(f"{VISIT}.finish", key, {"result": "更换传感器，读数正常。"}, visit)


async def _on_the_way(desk: _Desk, key: str, customer: int) -> None:
    question = await _ask(desk, key, customer, "打印模块不工作", 150)
    await _answer(desk, key, question, "判断为硬件故障，约定上门。", 90)
    await desk.do(f"{QUESTION}.agree_on_site", key, {"agreed_with": "用户丙", "agreed_at": desk.ago(60)}, question)


async def _breach(desk: _Desk, key: str, customer: int) -> None:
    question = await _ask(desk, key, customer, "询问备用电源型号", 1800, "web")
    await desk.do(
        f"{QUESTION}.record_breach", key, {"breach": "当班人员漏看网页留言，用户已另行解决。"}, question, desk.manager
    )


_STORIES = (_in_time, _late, _overdue, _fresh, _remote, _waiting, _on_site, _on_the_way, _breach)

"""What the core brings to the demo: a small company, its people and customers, all invented and entered by acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Protocol

from core.api import Customer, Outcome, clock, host

MARKER = "demo"  # the code of the root department: a database that has it was filled by the demo


class Run(Protocol):
    """How a demo acts: by the system, under keys that make a second run add nothing."""

    password: str

    async def __call__(
        self, act: str, data: Mapping[str, Any], *, subject: int | None = None, key: str | None = None
    ) -> Outcome:
        """Without a `key` the act's natural key is used, else its input."""

    async def many(self, act: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Creating acts with natural keys."""


# code, name, code of the one above, regions
_DEPARTMENTS: tuple[tuple[str, str, str | None, tuple[str, ...]], ...] = (
    (MARKER, "总部", None, ()),
    ("service", "售后服务部", MARKER, ()),
    ("point-1", "一号服务网点", "service", ("东区", "南区")),
    ("point-2", "二号服务网点", "service", ("西区", "北区")),
    ("quality", "质量管理部", MARKER, ()),
    ("freight", "货运部", MARKER, ()),
    ("marketing", "市场部", MARKER, ()),
    ("sh-office", "上海办事处", "service", ("上海",)),
    ("gz-office", "广州办事处", "service", ("广州",)),
)
# login, name, department, role, scope
_USERS = (
    ("admin", "管理员甲", MARKER, "admin", "all"),
    ("auditor", "审计员甲", MARKER, "auditor", "all"),
    ("zhuguan01", "主管甲", "service", "manager", "all"),
    ("kefu01", "客服甲", "service", "agent", "all"),
    ("kefu02", "客服乙", "service", "agent", "all"),
    ("jishu01", "技术员甲", "point-1", "technician", "own"),
    ("jishu02", "技术员乙", "point-2", "technician", "own"),
    ("jishu03", "技术员丙", "sh-office", "technician", "own"),
    ("jishu04", "技术员丁", "gz-office", "technician", "own"),
)
_MANAGERS = {
    MARKER: "zhuguan01",
    "service": "zhuguan01",
    "point-1": "jishu01",
    "point-2": "jishu02",
    "sh-office": "jishu03",
    "gz-office": "jishu04",
}
_REGIONS = ("东区", "南区", "西区", "北区", "上海", "广州")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_PRODUCTS = (
    ("变频空调", "KT-35"),
    ("对开门冰箱", "BX-500"),
    ("滚筒洗衣机", "XY-10"),
    ("智能控制系统", "XT-200"),
    ("热水器", "RS-16"),
)
_CUSTOMERS, _ASSETS = 40, 60


_BEFORE = timedelta(days=61)  # what plugins tell of the last weeks happens to people and products known by then


async def fill(run: Run) -> None:
    today = clock.today()
    with clock.frozen(clock.now() - _BEFORE):
        await _departments(run)
        await _people(run)
        await run.many("core.customer.register", [_customer(n) for n in range(1, _CUSTOMERS + 1)])
        codes = await Customer.filter(code__startswith="KHD-").values_list("code", "id")
        by_code = {str(code): int(str(i)) for code, i in codes}
        await run.many("core.asset.register", [_asset(n, by_code, today) for n in range(1, _ASSETS + 1)])


async def _departments(run: Run) -> None:
    ids: dict[str | None, int | None] = {None: None}
    for code, name, above, regions in _DEPARTMENTS:
        made = await run(
            "core.department.create", {"code": code, "name": name, "parent": ids[above], "regions": "\n".join(regions)}
        )
        ids[code] = made.id
    await host().refresh()


async def _people(run: Run) -> None:
    ids: dict[str, int] = {}
    for n, (login, name, code, role, scope) in enumerate(_USERS, start=1):
        department = host().directory.by_code(code)
        data = {
            "login": login,
            "name": name,
            "phone": f"1380000{n:04d}",
            "department": department and department.id,
            "password": run.password,
        }
        ids[login] = (await run("core.user.invite", data)).id
        await run("core.user.grant", {"role": role, "scope": scope}, subject=ids[login], key=f"grant:{login}")
        await run("core.user.settle", {}, subject=ids[login], key=f"settle:{login}")
    for entry in list(host().directory.departments.values()):
        if head := _MANAGERS.get(entry.code):
            told = {"name": entry.name, "manager_id": ids[head], "regions": "\n".join(entry.regions)}
            await run("core.department.edit", told, subject=entry.id, key=f"manager:{entry.code}")
    await host().refresh()


def _customer(n: int) -> dict[str, Any]:
    stem, series, company = _STEMS[n % 10], n // 10 + 1, n % 4 == 0
    region = _REGIONS[n % len(_REGIONS)]
    return {
        "code": f"KHD-{n:03d}",
        "name": f"示例企业{stem}{series}号" if company else f"客户{stem}{series}",
        "kind": "company" if company else "person",
        "phone": f"1380000{1000 + n}",
        "region": region,
        "address": f"{region}示例路 {n} 号",
    }


def _asset(n: int, customers: Mapping[str, int], today: date) -> dict[str, Any]:
    """A third long out of warranty, a few about to leave it, the rest well within."""
    name, product = _PRODUCTS[n % len(_PRODUCTS)]
    bought = today - timedelta(days=(n * 37) % 1500 + 3)
    return {
        "customer": customers[f"KHD-{(n - 1) % _CUSTOMERS + 1:03d}"],
        "identifier": f"SN-{n:05d}",
        "name": name,
        "product": product,
        "acquired_on": bought,
        "warranty_to": bought + timedelta(days=365 * 3),
        "site": "",
    }

"""What the core brings to the demo: a small company, its people and customers, all invented and entered by acts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
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


_CUSTOMERS, _ASSETS = 40, 60


_BEFORE = timedelta(days=61)  # what plugins tell of the last weeks happens to people and products known by then


@cache
def _texts() -> Mapping[str, Any]:
    """The words of the demo: departments, people with their roles, products, patterns of names."""
    found: Mapping[str, Any] = json.loads(Path(__file__).with_name("demo.json").read_text(encoding="utf-8"))
    return found


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
    for row in _texts()["departments"]:
        data = {"code": row["code"], "name": row["name"], "parent": ids[row["above"]]}
        made = await run("core.department.create", {**data, "regions": "\n".join(row["regions"])})
        ids[row["code"]] = made.id
    await host().refresh()


async def _people(run: Run) -> None:
    ids: dict[str, int] = {}
    for n, row in enumerate(_texts()["people"], start=1):
        department, login = host().directory.by_code(row["department"]), row["login"]
        data = {
            "login": login,
            "name": row["name"],
            "phone": f"1380000{n:04d}",
            "department": department and department.id,
            "password": run.password,
        }
        ids[login] = (await run("core.user.invite", data)).id
        await run(
            "core.user.grant", {"role": row["role"], "scope": row["scope"]}, subject=ids[login], key=f"grant:{login}"
        )
        await run("core.user.settle", {}, subject=ids[login], key=f"settle:{login}")
    for entry in list(host().directory.departments.values()):
        if head := _texts()["managers"].get(entry.code):
            told = {"name": entry.name, "manager_id": ids[head], "regions": "\n".join(entry.regions)}
            await run("core.department.edit", told, subject=entry.id, key=f"manager:{entry.code}")
    await host().refresh()


def _customer(n: int) -> dict[str, Any]:
    texts, company = _texts(), n % 4 == 0
    region = texts["regions"][n % len(texts["regions"])]
    pattern = texts["company" if company else "person"]
    return {
        "code": f"KHD-{n:03d}",
        "name": pattern.format(stem=texts["stems"][n % len(texts["stems"])], series=n // 10 + 1),
        "kind": "company" if company else "person",
        "phone": f"1380000{1000 + n}",
        "region": region,
        "address": texts["address"].format(region=region, n=n),
    }


def _asset(n: int, customers: Mapping[str, int], today: date) -> dict[str, Any]:
    """A third long out of warranty, a few about to leave it, the rest well within."""
    thing = _texts()["products"][n % len(_texts()["products"])]
    bought = today - timedelta(days=(n * 37) % 1500 + 3)
    return {
        "customer": customers[f"KHD-{(n - 1) % _CUSTOMERS + 1:03d}"],
        "identifier": f"SN-{n:05d}",
        **thing,
        "acquired_on": bought,
        "warranty_to": bought + timedelta(days=365 * 3),
        "site": "",
    }

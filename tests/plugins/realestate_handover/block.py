"""A whole building with its contracts, and the outside login of its property company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.acts.many import perform_many
from core.acts.perform import perform
from core.models.access import SYSTEM
from core.testing.world import PASSWORD
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import SaleFile
from tests.plugins.realestate_handover.estate import PAPERS, Estate

COMPANY = "wuye"
TELL = {"property_told_through": "phone", "property_told_to": "物业经理甲"}
SEND = {"channel": "registered", "tracking_no": "DZ-2024-07", "sender": "物业甲"}


async def sell(
    building: int, seller: int, count: int, *, off_plan: int, register: bool = True, first: int = 1
) -> list[int]:
    """Sale files of `count` new homes, the first `off_plan` of them off-plan; their ids."""
    rooms = [f"{no:04d}" for no in range(first, first + count)]
    units = await _many(
        f"{n.UNIT}.register", [{"building": building, "room_no": r, "unit_type": "三室两厅"} for r in rooms]
    )
    people = [
        {"name": f"业主{building}-{r}", "code": f"Y{building}-{r}", "kind": "person", "phone": "13800000000"}
        for r in rooms
    ]
    buyers = await _many("core.customer.register", people)
    rows = [
        {
            "contract_no": f"HT-{building}-{room}",
            "unit": unit,
            "customer": buyer,
            "price": 100_000_000,
            "purchase_kind": "off_plan" if at < off_plan else "existing",
            "sale_mode": "site",
            "salesperson": seller,
            "payment_method": "mortgage",
        }
        for at, (room, unit, buyer) in enumerate(zip(rooms, units, buyers, strict=True))
    ]
    files = await _many(f"{n.FILE}.sign", [{**row, "price": "1000000.00"} for row in rows])
    if register:
        await _many(f"{n.FILE}.register", [{"subject": i, "archive_no": f"A-{i}", "papers": PAPERS} for i in files])
    return files


async def _many(act: str, rows: Sequence[Mapping[str, object]]) -> list[int]:
    done = await perform_many(act, SYSTEM, rows, key_prefix=f"block:{act}", confirmed=True)
    bad = [r for r in done if r.outcome is None]
    assert not bad, bad[:2]
    return [r.outcome.id for r in done if r.outcome is not None]


async def company_login(estate: Estate, login: str = COMPANY) -> None:
    """An outside login of the property company of the building in hand."""
    company = (await estate.row("development")).property_company_id
    number = (await estate.host.registry.subjects["core.customer"].model.get(id=company)).number
    data = {"login": login, "name": "物业甲", "password": PASSWORD, "party": number}
    user = await perform("core.user.invite", await estate.make.actor("admin"), data)
    await perform("core.user.grant", SYSTEM, {"role": "property_company", "scope": "party"}, subject=user.id)
    await perform("core.user.settle", SYSTEM, subject=user.id)
    await estate.host.refresh()


async def block(estate: Estate, *, off_plan: int, existing: int, code: str = "3") -> list[int]:
    """Building in hand with registered contracts; ids of their files."""
    await estate.building(code)
    row = await estate.row("building")
    seller = (await estate.make.actor("sales")).id
    assert seller is not None
    files = await sell(row.id, seller, off_plan + existing, off_plan=off_plan)
    estate.numbers["sale_file"] = (await SaleFile.get(id=files[0])).number
    return files

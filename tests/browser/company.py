"""What the stories find on file: customers with products, a price list, and who answers for the region north."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from core import clock
from core.acts.outcome import Outcome
from core.acts.perform import perform
from core.host.host import Host
from core.models import Asset, Customer, User
from core.models.access import SYSTEM
from plugins.service_quality.rules.facts import REGION

# name, phone, product, serial number, days until the warranty ends
CUSTOMERS = (
    ("赵小雨", "13900010001", "滚筒洗衣机", "SN-GT-70011", 300),
    ("钱大江", "13900020002", "对开门冰箱", "SN-BX-70022", -30),
    ("孙云飞", "13900030003", "变频空调", "SN-KT-70033", 300),
    ("李可可", "13900040004", "热水器", "SN-RS-70044", 300),
)
PRICES = (("P-01", "压缩机", "part", "480.00"), ("R-01", "上门维修人工", "labour", "120.00"))


LONG_AGO = timedelta(days=30)  # a call of some days ago must find all this in force


async def prepare(house: Host) -> None:
    today = clock.today()
    with clock.frozen(clock.now() - LONG_AGO):
        await _fill(house, today)


async def _fill(house: Host, today: date) -> None:
    technician = await User.get(login="north")
    await perform("core.route.set", SYSTEM, {"routing": REGION, "key": "north", "user": technician.id})
    await house.refresh()
    for code, name, kind, price in PRICES:
        data = {"code": code, "name": name, "kind": kind, "price": price}
        await perform("service_quality.price_item.add", SYSTEM, data)
    for at, (name, phone, product, serial, days) in enumerate(CUSTOMERS, start=1):
        customer = {"name": name, "code": f"BR-{at:03d}", "kind": "person", "phone": phone, "region": "north"}
        owner = await perform("core.customer.register", SYSTEM, {**customer, "address": f"示例路 {at} 号"})
        until = today + timedelta(days=days)
        bought: dict[str, Any] = {
            "customer": owner.id,
            "identifier": serial,
            "name": product,
            "warranty_to": until.isoformat(),
        }
        await perform("core.asset.register", SYSTEM, bought)


async def call(name: str, **data: Any) -> Outcome:
    """A request form for this customer's product, as the call desk would register it."""
    customer = await Customer.get(name=name)
    asset = await Asset.get(customer_id=customer.id)
    base = {"customer": customer.id, "asset": asset.id, "fault": "不工作", "channel": "phone"}
    return await perform("service_quality.request.register", SYSTEM, {**base, **data})

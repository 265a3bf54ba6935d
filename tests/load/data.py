"""Invented customers, products and calls in the number the figures ask for. The same scale gives the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from core.clock import Frozen

AREAS = 10
SPAN = timedelta(days=30)
_FAMILIES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超兰霞平刚桂英华玉萍红玲建文辉力永健世广"
_STREETS = ("人民路", "解放路", "中山路", "建设路", "和平街", "新华街", "文化路", "胜利街")
_PRODUCTS = ("饮水机", "控制柜", "水泵", "变频器", "电梯门机", "空压机", "冷水机组", "配电箱")
_FAULTS = ("不制热", "漏水", "噪声大", "不能启动", "指示灯不亮", "压力不足", "显示故障代码", "运行一会儿就停机")
_WHEN = ("今天早上开始", "昨天停电以后", "搬动以后", "用了半小时后", "上次保养以后", "一直")


@dataclass(frozen=True)
class Scale:
    """How many of each; every call becomes a form with one running duty."""

    customers: int
    assets: int
    tickets: int

    @classmethod
    def of(cls, share: float) -> Scale:
        """`share` of 20,000 customers with a product each and 100,000 calls."""
        return cls(round(20_000 * share), round(20_000 * share), round(100_000 * share))


def area(number: int) -> str:
    return f"area{number % AREAS}"


def customers(scale: Scale) -> Iterator[Mapping[str, Any]]:
    random = Random(1)
    for n in range(scale.customers):
        name = random.choice(_FAMILIES) + "".join(random.sample(_GIVEN, 2))
        yield {
            "code": f"K{n:06d}",
            "name": name,
            "kind": "person",
            "phone": f"13{random.randrange(10**9):09d}",
            "address": f"{random.choice(_STREETS)}{random.randrange(1, 400)}号",
            "region": area(n),
        }


def assets(scale: Scale, owners: Sequence[int], today: date) -> Iterator[Mapping[str, Any]]:
    random = Random(2)
    for n in range(scale.assets):
        bought = today - timedelta(days=random.randrange(30, 1500))
        yield {
            "customer": owners[n % len(owners)],
            "identifier": f"SN{n:07d}",
            "name": f"{random.choice(_PRODUCTS)}{random.randrange(100, 999)}型",
            "product": f"P{random.randrange(100, 999)}",
            "acquired_on": bought,
            "warranty_to": bought + timedelta(days=730),
        }


def calls(
    scale: Scale, products: Sequence[tuple[int, int]], clock: Frozen, begin: datetime
) -> Iterator[Mapping[str, Any]]:
    """Calls on `products` (asset id, customer id); each moves the clock on, so that all together take SPAN."""
    random = Random(3)
    for n in range(scale.tickets):
        at = begin + SPAN * n / scale.tickets
        clock.set(at)
        asset, customer = products[random.randrange(len(products))]
        yield {
            "customer": customer,
            "asset": asset,
            "fault": f"{random.choice(_WHEN)}{random.choice(_FAULTS)}",
            "channel": random.choice(("phone", "phone", "online", "counter")),
            "reported_at": at - timedelta(minutes=random.randrange(12)),
        }

"""Departments, policy values, routes and switches: what an administrator sets, and what he is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from core.acts.perform import perform
from core.clock import Frozen
from core.host.host import Host
from core.models import Department, PluginSwitch
from core.testing.make import Make

Refusing = Callable[..., Any]


def _number(host: Host) -> str:
    return next(p.key for p in host.registry.policies.values() if p.kind == "number")


async def test_a_policy_value_holds_from_its_date_on(host: Host, make: Make, clock: Frozen) -> None:
    key, admin = _number(host), await make.actor("admin")
    start = clock.now() + timedelta(days=3)
    await perform(
        "core.policy_value.set", admin, {"key": key, "value": "77", "effective_from": start, "reason": "test"}
    )
    await host.refresh()
    assert host.policy(key, start) == 77
    assert host.policy(key, start - timedelta(microseconds=1)) == host.registry.policies[key].default


async def test_a_policy_value_is_not_backdated(host: Host, make: Make, clock: Frozen, refused: Refusing) -> None:
    yesterday = clock.now() - timedelta(days=1)
    data = {"key": _number(host), "value": "77", "effective_from": yesterday, "reason": "test"}
    with refused(None, "effective_from"):
        await perform("core.policy_value.set", await make.actor("admin"), data)


@pytest.mark.parametrize("value", ["many", "-1", "1.5", "[]"])
async def test_a_policy_value_has_the_policys_kind(host: Host, make: Make, refused: Refusing, value: str) -> None:
    with refused(None, "value"):
        await perform(
            "core.policy_value.set", await make.actor("admin"), {"key": _number(host), "value": value, "reason": "test"}
        )


async def test_a_value_in_force_is_not_withdrawn(host: Host, make: Make, clock: Frozen, refused: Refusing) -> None:
    key, admin = _number(host), await make.actor("admin")
    start = clock.now() + timedelta(days=3)
    made = await perform(
        "core.policy_value.set", admin, {"key": key, "value": "77", "effective_from": start, "reason": "test"}
    )
    clock.advance(days=4)
    with refused(None, "future"):
        await perform("core.policy_value.withdraw", admin, {"reason": "test"}, subject=made.id)
    clock.advance(days=-2)
    await perform("core.policy_value.withdraw", admin, {"reason": "test"}, subject=made.id)
    await host.refresh()
    assert host.policy(key, start) == host.registry.policies[key].default


async def test_a_plugin_that_others_need_stays_on(host: Host, make: Make, refused: Refusing) -> None:
    switch = await PluginSwitch.get(plugin="service_quality", off_at=None)
    with refused(None, "required:tech_support"):
        await perform("core.plugin_switch.disable", await make.actor("admin"), {"reason": "test"}, subject=switch.id)


async def test_a_plugin_is_not_enabled_twice(host: Host, make: Make, refused: Refusing) -> None:
    with refused(None, "off"):
        await perform("core.plugin_switch.enable", await make.actor("admin"), {"plugin": "service_quality"})


async def test_settings_are_for_an_administrator_of_everything(host: Host, make: Make, refused: Refusing) -> None:
    branch = await make.user("branch", "admin", "below", "north")
    with refused(None, "everything"):
        await perform("core.policy_value.set", branch, {"key": _number(host), "value": "7", "reason": "test"})


async def test_departments_below_follow_a_move(host: Host, make: Make, refused: Refusing) -> None:
    admin = await make.actor("admin")
    north, south = await Department.get(code="north"), await Department.get(code="south")
    inner = await perform("core.department.create", admin, {"code": "inner", "name": "Inner", "parent": north.number})
    await host.refresh()
    await perform("core.department.move", admin, {"parent": south.number, "reason": "test"}, subject=north.id)
    await host.refresh()
    assert (await Department.get(id=inner.id)).path == "/hq/south/north/inner/"
    assert inner.id in host.directory.below(south.id)
    with refused(None, "parent"):
        await perform("core.department.move", admin, {"parent": inner.number, "reason": "test"}, subject=south.id)


async def test_a_route_names_who_answers(host: Host, make: Make, clock: Frozen) -> None:
    routing = next(iter(host.registry.routings))
    south = await Department.get(code="south")
    await perform(
        "core.route.set",
        await make.actor("admin"),
        {"routing": routing, "key": "somewhere", "department": south.number},
    )
    await host.refresh()
    target = host.route(routing, "somewhere", clock.now())
    assert target is not None
    assert target.department_id == south.id

"""V26: nobody gains or gives a right beyond his own; the three powers stay apart; an administrator stays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from core.acts.perform import perform
from core.errors import InvalidInput, Refused
from core.host.host import Host
from core.models import Department, Grant, Journal, User
from core.models.access import SYSTEM, Actor
from core.testing.make import Make

Refusing = Callable[..., Any]


async def _branch_admin(make: Make) -> Actor:
    """An administrator of the north and what is below it."""
    return await make.user("branch", "admin", "below", "north")


async def _user(login: str) -> int:
    return (await User.get(login=login)).id


async def test_an_administrator_gives_a_business_role_without_holding_it(host: Host, make: Make) -> None:
    admin = await make.actor("admin")
    data = {"login": "fresh", "name": "Fresh", "password": "ten-letters"}
    made = await perform("core.user.invite", admin, data)
    await perform("core.user.grant", admin, {"role": "agent", "scope": "all"}, subject=made.id)
    fresh = await make.actor("fresh")
    assert fresh.may("core.customer.register")
    assert not admin.may("core.customer.register")
    assert not admin.may("core.customer.read")


async def test_an_agent_gives_nothing(host: Host, make: Make, refused: Refusing) -> None:
    with refused(None, "role", kind="permission"):
        await perform(
            "core.user.grant",
            await make.actor("agent"),
            {"role": "agent", "scope": "all"},
            subject=await _user("technician"),
        )


async def test_nobody_changes_his_own_rights(host: Host, make: Make, refused: Refusing) -> None:
    admin = await make.actor("admin")
    with refused(None, "other"):
        await perform("core.user.grant", admin, {"role": "admin", "scope": "own"}, subject=admin.id)


async def test_a_branch_administrator_gives_no_wider_scope(host: Host, make: Make, refused: Refusing) -> None:
    branch = await _branch_admin(make)
    with refused(None, "scope"):
        await perform("core.user.grant", branch, {"role": "agent", "scope": "all"}, subject=await _user("north"))
    assert not await Grant.filter(role="agent", user_id=await _user("north")).exists()


async def test_a_branch_administrator_gives_within_his_branch(host: Host, make: Make) -> None:
    branch = await _branch_admin(make)
    await perform("core.user.grant", branch, {"role": "agent", "scope": "own"}, subject=await _user("north"))
    assert await Grant.filter(role="agent", scope="own", user_id=await _user("north")).exists()


async def test_a_branch_administrator_cannot_name_a_foreign_department(host: Host, make: Make) -> None:
    branch = await _branch_admin(make)
    south = (await Department.get(code="south")).id
    grant = {"role": "agent", "scope": "depts", "departments": [{"department": south}]}
    with pytest.raises(InvalidInput, match="departments"):
        await perform("core.user.grant", branch, grant, subject=await _user("north"))


async def test_who_resets_a_password_must_reach_all_the_account_holds(
    host: Host, make: Make, refused: Refusing
) -> None:
    branch = await _branch_admin(make)
    await make.user("boss", "admin", "all", "north")
    with refused(None, "reach"):
        await perform("core.user.set_password", branch, {"password": "taken-over-1"}, subject=await _user("boss"))


@pytest.mark.parametrize(
    ("login", "role"), [("agent", "admin"), ("agent", "auditor"), ("auditor", "agent"), ("admin", "manager")]
)
async def test_the_three_powers_exclude_one_another(
    host: Host, make: Make, refused: Refusing, login: str, role: str
) -> None:
    other = await make.user("admin2", "admin")
    with refused(None, "powers"):
        await perform("core.user.grant", other, {"role": role, "scope": "all"}, subject=await _user(login))


async def test_the_last_administrator_stays(host: Host, make: Make, refused: Refusing) -> None:
    admin = await _user("admin")
    with refused(None, "admin"):
        await perform("core.user.disable", SYSTEM, {"reason": "test"}, subject=admin)
    with refused(None, "admin"):
        await perform("core.user.revoke", SYSTEM, {"role": "admin", "scope": "all"}, subject=admin)
    await make.user("admin2", "admin")
    await perform("core.user.revoke", SYSTEM, {"role": "admin", "scope": "all"}, subject=admin)
    assert not await Grant.filter(user_id=admin).exists()


async def test_a_disabled_user_is_no_actor_any_more(host: Host, make: Make) -> None:
    await perform("core.user.disable", await make.actor("admin"), {"reason": "left"}, subject=await _user("agent"))
    assert await host.actor(await _user("agent")) is None


async def test_a_grant_is_journaled_and_tells_every_worker(host: Host, make: Make) -> None:
    before = host.generation
    technician = await _user("technician")
    await perform("core.user.grant", await make.actor("admin"), {"role": "agent", "scope": "own"}, subject=technician)
    await host.refresh()
    assert host.generation > before
    row = await Journal.filter(act="core.user.grant", subject_id=technician).order_by("-id").first()
    assert row is not None
    assert row.outcome["extra"] == {"role": "agent", "scope": "own", "departments": []}


async def test_a_password_is_nowhere_in_the_journal(host: Host, make: Make) -> None:
    technician = await _user("technician")
    await perform(
        "core.user.set_password", await make.actor("admin"), {"password": "not-to-be-seen"}, subject=technician
    )
    rows = await Journal.filter(subject_type="core.user", subject_id=technician).values()
    assert "argon2" not in str(rows)
    assert "not-to-be-seen" not in str(rows)


async def test_a_login_name_is_taken_once(host: Host, make: Make, refused: Refusing) -> None:
    with refused(None, "login"):
        await perform("core.user.invite", SYSTEM, {"login": "agent", "name": "Again", "password": "ten-letters"})


async def test_only_the_user_himself_changes_his_password_by_the_old_one(
    host: Host, make: Make, refused: Refusing
) -> None:
    from core.testing.world import PASSWORD

    agent = await make.actor("agent")
    with refused(None, "self"):
        await perform(
            "core.user.own_password",
            await make.actor("manager"),
            {"old": PASSWORD, "password": "Fresh-horse-8"},
            subject=agent.id,
        )
    with refused(None, "old"):
        await perform("core.user.own_password", agent, {"old": "wrong", "password": "Fresh-horse-8"}, subject=agent.id)
    await perform("core.user.own_password", agent, {"old": PASSWORD, "password": "Fresh-horse-8"}, subject=agent.id)


async def test_two_administrators_cannot_switch_each_other_off(host: Host, make: Make) -> None:
    first, second = await make.actor("admin"), await make.user("admin2", "admin")
    answers = await asyncio.gather(
        perform("core.user.disable", first, {"reason": "race"}, subject=second.id),
        perform("core.user.disable", second, {"reason": "race"}, subject=first.id),
        return_exceptions=True,
    )
    assert sum(isinstance(a, Refused) for a in answers) == 1, answers
    assert await User.filter(login__in=["admin", "admin2"], state="active").count() == 1

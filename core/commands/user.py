"""guizhang user: the first administrator of a new house, and help for one who is locked out."""

from __future__ import annotations

import click

from core.acts.perform import perform
from core.commands.running import with_house
from core.commands.texts import sentences
from core.errors import InvalidInput, Refused
from core.host.host import Host
from core.i18n import gettext as _
from core.models import Department, Grant, User
from core.models.access import SYSTEM
from core.own.grants import SCOPES
from core.own.passwords import one_time


@click.group("user")
def user() -> None:
    """Create users, list them, switch one off, set a one-time password, take off a second factor."""


@user.command("create")
@click.argument("login")
@click.option("--name", default="", help="Name as colleagues read it; default: the login name.")
@click.option("--role", default="", help="A role to grant at once.")
@click.option(
    "--scope", type=click.Choice(list(SCOPES)), default="all", show_default=True, help="Data scope of the role."
)
@click.option("--department", default="", help="Code of the department.")
def create(login: str, name: str, role: str, scope: str, department: str) -> None:
    """Create LOGIN and print a one-time password."""
    password = one_time()

    async def work(house: Host) -> None:
        _known_role(house, role)
        place = await Department.filter(code=department).first() if department else None
        if department and place is None:
            raise click.ClickException(f"There is no department with the code {department}.")
        data = {"login": login, "name": name or login, "password": password, "department": place and place.id}
        made = await perform("core.user.invite", SYSTEM, data)
        if role:
            await perform("core.user.grant", SYSTEM, {"role": role, "scope": scope}, subject=made.id)

    _do(work)
    click.echo(f"{login} can sign in with the one-time password {password}")


def _known_role(house: Host, role: str) -> None:
    """Before anything is written: a user without the role meant would be left behind."""
    if role and role not in house.registry.roles:
        raise click.ClickException(f"There is no role {role}. Roles: {', '.join(sorted(house.registry.roles))}.")


@user.command("list")
def list_users() -> None:
    """Every user with state and roles."""
    for line in with_house(_lines):
        click.echo(line)


async def _lines(house: Host) -> list[str]:
    roles: dict[int, list[str]] = {}
    for grant in await Grant.all().order_by("id").values("user_id", "role", "scope"):
        roles.setdefault(grant["user_id"], []).append(f"{grant['role']}:{grant['scope']}")
    users = await User.all().order_by("id").values("id", "login", "name", "state")
    return [f"{u['login']:20} {u['state']:10} {' '.join(roles.get(u['id'], ['-'])):40} {u['name']}" for u in users]


@user.command("disable")
@click.argument("login")
@click.option("--reason", required=True, help="Why; kept in the journal.")
def disable(login: str, reason: str) -> None:
    """Switch LOGIN off; its sessions end at once."""

    async def work(house: Host) -> None:
        await perform("core.user.disable", SYSTEM, {"reason": reason}, subject=await _id(login))

    _do(work)
    click.echo(f"{login} is disabled")


@user.command("password")
@click.argument("login")
def password(login: str) -> None:
    """Set a one-time password for LOGIN and print it; its sessions end at once."""
    fresh = one_time()

    async def work(house: Host) -> None:
        await perform("core.user.set_password", SYSTEM, {"password": fresh}, subject=await _id(login))

    _do(work)
    click.echo(f"{login} can sign in with the one-time password {fresh}")


@user.command("second-off")
@click.argument("login")
@click.option("--reason", required=True, help="Why; kept in the journal.")
def second_off(login: str, reason: str) -> None:
    """Take off the second factor of LOGIN: for the one administrator who lost his phone and all his recovery codes."""

    async def work(house: Host) -> None:
        await perform("core.user.second_reset", SYSTEM, {"reason": reason}, subject=await _id(login))

    _do(work)
    click.echo(f"{login} signs in with the password alone")


async def _id(login: str) -> int:
    found = await User.filter(login=login).first()
    if found is None:
        raise click.ClickException(f"There is no user {login}.")
    return int(found.id)


def _do(work: object) -> None:
    try:
        with_house(work)  # type: ignore[arg-type]
    except Refused as refused:
        raise click.ClickException(
            "\n".join(_("missing: %(what)s", what=line) for line in sentences(refused))
        ) from refused
    except InvalidInput as wrong:
        raise click.ClickException("\n".join(e.message for e in wrong.errors)) from wrong

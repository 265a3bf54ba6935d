"""guizhang demo: a company to look around in, made through acts like everything else."""

from __future__ import annotations

import click

from core.commands.running import with_house
from core.host.host import Host
from core.models import Customer, Department, User
from core.own.demo import MARKER
from core.own.demo_run import run_demo

PASSWORD = "guizhang-demo"  # noqa: S105  (printed on purpose; the demo refuses a database that is in use)


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="Do nothing when the database is in use.")
def demo_command(if_empty: bool) -> None:
    """Fill an empty database with an invented company and switch the plugins on; a second run adds nothing."""
    click.echo(with_house(lambda house: fill(house, if_empty)))


async def fill(house: Host, if_empty: bool = False) -> str:
    """Raises ClickException on a database that somebody already works in."""
    ours = await Department.filter(code=MARKER).exists()
    if not ours and (await User.exists() or await Customer.exists()):
        if if_empty:
            return "the database is in use, no demo"
        raise click.ClickException("This database is already in use; the demo only fills an empty one.")
    if ours and if_empty:
        return await logins()
    await run_demo(PASSWORD)
    return await logins()


async def logins() -> str:
    """One line a demo role."""
    users = await User.all().order_by("id").values("login", "name")
    lines = [f"  {u['login']:14} {u['name']}" for u in users]
    return "\n".join([f"Demo logins (password of all: {PASSWORD}):", *lines])

"""guizhang verify: the judge of what is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

import click

from core.acts.findings import Finding
from core.commands.running import with_house
from core.services.judge import INVARIANTS, QUICK, judge


@click.command("verify")
@click.option(
    "--all", "everything", is_flag=True, help="All twelve invariants, not only books, chains, seals and files."
)
@click.option("--json", "as_json", is_flag=True, help="A list of {where, what, invariant}.")
def verify_command(everything: bool, as_json: bool) -> None:
    """Recompute what is kept and name what was touched; changes nothing, exit 1 if anything was."""
    wanted = [i.id for i in INVARIANTS if everything or i.id in QUICK]
    found = with_house(lambda house: judge(house, wanted))
    if as_json:
        click.echo(json.dumps([asdict(f) for f in found], ensure_ascii=False))
    else:
        _tell(wanted, found)
    if found:
        raise SystemExit(1)


def _tell(wanted: Sequence[str], found: Sequence[Finding]) -> None:
    """One line an invariant, what was found below it."""
    for invariant in INVARIANTS:
        if invariant.id in wanted:
            broken = [f for f in found if f.invariant == invariant.id]
            click.echo(f"{invariant.id:4}{'BROKEN' if broken else 'ok':8}{invariant.holds}")
            for finding in broken:
                click.echo(f"    {finding.where}: {finding.what}")
    click.echo(f"{len(found)} findings")

"""guizhang load: the company's own customers and products, from the sheets it already has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from core.commands.running import with_house
from core.errors import Forbidden
from core.host.host import Host
from core.i18n import DEFAULT, LANGUAGES, _, ngettext, use_language
from core.models import User
from core.models.access import Actor
from core.services.exchange.grouped import loading
from core.services.exchange.kinds import KINDS, Kind
from core.services.exchange.load import Report
from core.services.exchange.tables import BadFile
from core.services.exchange.task import report_text
from core.services.exchange.template import write_template

_SHOWN = 20  # errors on the screen; --errors writes all of them to a file


@click.command("load")
@click.argument("what", type=click.Choice(sorted(KINDS)))
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--as", "login", default="", help="Login name of the user who loads; he must hold the right to it.")
@click.option("--dry-run", is_flag=True, help="Check every row, write nothing.")
@click.option("--errors", type=click.Path(path_type=Path), help="Write the rows that are wrong to this CSV file.")
@click.option("--template", type=click.Path(path_type=Path), help="Write an empty sheet to fill in (.xlsx) and stop.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=DEFAULT, help="Language of headings and messages.")
def load(
    what: str, file: Path | None, login: str, dry_run: bool, errors: Path | None, template: Path | None, lang: str
) -> None:
    """Load customers or assets from a CSV or Excel FILE; rows with a known key are updated."""
    kind = KINDS[what]
    with use_language(lang):
        if template is not None:
            _write(lambda: write_template(kind, template))
            click.echo(_("Template written to %(file)s.", file=template.name))
            return
        if file is None or not login:
            raise click.UsageError(_("Name the file, and with --as the user who loads it."))
        try:
            report = with_house(lambda house: _run(house, kind, file, login, dry_run))
        except BadFile as bad:
            raise click.ClickException(str(bad)) from None
        except OSError as error:
            raise click.ClickException(_("The file cannot be read: %(why)s", why=error.strerror or "")) from None
        if errors is not None:
            _write(lambda: _write_errors(report, errors))
        _tell(report, dry_run, errors)
    if report.errors:
        click.get_current_context().exit(1)


async def _run(house: Host, kind: Kind, file: Path, login: str, dry: bool) -> Report:
    actor = await _actor(house, login)
    # on the error channel, so that the report alone can be redirected; rich shows no bar where there is no terminal
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("Checking") if dry else _("Loading"), total=None)
        try:
            running = loading(
                kind, actor, dry=dry, progress=lambda done, total: bar.update(task, completed=done, total=total)
            )
            return await running.run(file)
        except Forbidden:
            raise click.ClickException(_("%(login)s does not hold the right to load this.", login=login)) from None


async def _actor(house: Host, login: str) -> Actor:
    user = await User.filter(login=login).first()
    actor = await house.actor(user.id) if user else None
    if actor is None:
        raise click.ClickException(_("There is no active user %(login)s.", login=login))
    return actor


def _tell(report: Report, dry: bool, file: Path | None) -> None:
    for error in report.errors[:_SHOWN]:
        where = _("Row %(row)d, %(column)s: ", row=error.row, column=error.column)
        click.echo((where if error.column else _("Row %(row)d: ", row=error.row)) + error.message)
    if len(report.errors) > _SHOWN:
        more = len(report.errors) - _SHOWN
        click.echo(ngettext("and %(n)d more error", "and %(n)d more errors", more))
    counts = {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "bad": len(report.bad),
    }
    text = _("New: %(created)d, updated: %(updated)d, unchanged: %(unchanged)d, wrong: %(bad)d.", **counts)
    click.echo(text + (" " + _("Nothing was written.") if dry else ""))
    if file is not None and report.bad:
        click.echo(_("The rows that are wrong stand in %(file)s.", file=file.name))


def _write_errors(report: Report, path: Path) -> None:
    """The wrong rows as they came, with what is wrong behind them: corrected, the file can be loaded again."""
    # with a byte order mark, or Excel takes it for the local encoding
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(report_text(report))


def _write(work: Callable[[], None]) -> None:
    try:
        work()
    except OSError as error:
        raise click.ClickException(_("The file cannot be written: %(why)s", why=error.strerror or "")) from None

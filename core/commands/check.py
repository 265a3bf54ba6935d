"""guizhang check and messages: what ruff and mypy cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from core import messages
from core.host.host import Host
from core.web.app import create_app
from core.web.templating import environment

_CJK = re.compile(r"[\u4e00-\u9fff]")
INLINE = (
    (re.compile(r"<script(?![^>]*\bsrc=)", re.I), "inline script"),
    (re.compile(r"<style\b|\sstyle\s*=", re.I), "inline style"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I), "inline event handler"),
    (re.compile(r"\|\s*safe\b"), "|safe"),
)
_MOST_LINES = 300
_ROOTS = ("core", "plugins")


@click.command("check")
def check_command() -> None:
    """Plugins sound, every route guarded, templates compile and hold no inline code, catalogs complete, no Chinese in code."""
    house = Host()
    create_app(house)  # raises for a route without a permission; the templates below need it
    found = [f"{b.plugin} is broken: {b.reason}" for b in house.broken]
    found += [*_files(), *_templates(house), *i18n_problems()]
    found += _untested_clauses(house)
    for line in found:
        click.echo(line)
    if found:
        raise click.ClickException(f"{len(found)} problems")
    click.echo("check: nothing wrong")


def i18n_problems() -> list[str]:
    return messages.check_catalogs()


def _files() -> Iterator[str]:
    for root in _ROOTS:
        for path in sorted(Path(root).rglob("*")):
            if path.suffix not in (".py", ".html") or "migrations" in path.parts or path.is_dir():
                continue
            text = path.read_text("utf-8")
            if path.suffix == ".py" and text.count("\n") > _MOST_LINES:
                yield f"{path}: more than {_MOST_LINES} lines"
            if _CJK.search(text):
                yield f"{path}: Chinese belongs in a catalog"
            if path.suffix == ".html":
                yield from (f"{path}: {what}" for pattern, what in INLINE if pattern.search(text))


def _templates(house: Host) -> Iterator[str]:
    env = environment()
    for name in env.list_templates(extensions=["html"]):
        try:
            env.get_template(name)
        except Exception as error:
            yield f"template {name}: {error}"


def _untested_clauses(house: Host) -> Iterator[str]:
    """A clause that is not planned has a carrier and a test."""
    from core.commands.inspect import clause_rows

    for row in clause_rows(house, Path("tests")):
        if not row["planned"] and not row["carriers"]:
            yield f"clause {row['id']} has no carrier"
        if not row["planned"] and not row["tests"]:
            yield f"clause {row['id']} has no test"


@click.command("messages")
@click.argument("parts", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--package", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A plugin's package elsewhere."
)
def messages_command(parts: tuple[Path, ...], package: Path | None) -> None:
    """Extract messages into the catalogs; PARTS are .po files whose translations are taken over."""
    if package:
        click.echo(f"wrote {messages.extract_package(package.resolve())}")
        for msgid in messages.untranslated(package.resolve()):
            click.echo(f"not translated: {msgid}")
        return
    messages.extract()
    if parts:
        messages.merge_parts(parts)
    for line in messages.check_catalogs():
        click.echo(line)

"""guizhang clauses and sweep: what is carried, what time has done."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import click

from core.commands.running import with_house
from core.host.host import Host
from core.i18n import gettext
from core.rules.clause_map import carriers
from core.services.sweep import Swept, sweep


@click.command("clauses")
@click.option(
    "--json", "as_json", is_flag=True, help="A list of {id, plugin, document, cite, kinds, carriers, tests, planned}."
)
@click.option("--tests", "folder", type=click.Path(path_type=Path), default=Path("tests"), help="Where the tests are.")
def clauses_command(as_json: bool, folder: Path) -> None:
    """Every clause with what carries it and which tests try it, found from the code."""
    rows = clause_rows(Host(), folder)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        state = "planned" if row["planned"] else f"{len(row['carriers'])} carriers, {len(row['tests'])} tests"
        click.echo(f"{row['id']:12} {row['plugin']:18} {row['cite']:14} {row['kinds']:8} {state}")


def clause_rows(house: Host, folder: Path) -> list[dict[str, Any]]:
    tested = marked_tests(folder)
    found = carriers(house.registry)
    return [
        {
            "id": c.id,
            "plugin": house.registry.plugin_of(c),
            "document": gettext(house.registry.regulations[c.regulation].title),
            "cite": gettext(c.cite),
            "kinds": c.kinds,
            "carriers": [f"{x.kind}:{x.name}" for x in found.get(c.id, ())],
            "tests": tested.get(c.id, []),
            "planned": c.planned,
        }
        for c in house.registry.clauses.values()
    ]


def marked_tests(folder: Path) -> dict[str, list[str]]:
    """Clause id -> tests marked with it, read from the files without running them."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                for clause in _marks(node):
                    found[clause].append(f"{path.as_posix()}::{node.name}")
    return found


def _marks(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> list[str]:
    calls = [d for d in node.decorator_list if isinstance(d, ast.Call) and ast.unparse(d.func).endswith("mark.clause")]
    return [a.value for call in calls for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


@click.command("sweep")
def sweep_command() -> None:
    """Warn, note as lapsed and escalate what has become due since the last pass."""
    done: Swept = with_house(sweep)
    click.echo(f"warned {done.warned}, lapsed {done.lapsed}, escalated {done.escalated}")

"""docs/bar.md is true: every test it names is there, every check has a seeded fault, every file of checks has its lines."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Row = tuple[str, list[str], list[str], list[str]]


def rows() -> list[Row]:
    """(check, tests, seeded faults, long form) of every line of the table."""
    lines = (ROOT / "docs" / "bar.md").read_text("utf-8").splitlines()
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines if re.match(r"\| B\d\d ", line)]
    return [(c[0], c[2].split(), c[3].split(), c[4].split() if len(c) > 4 else []) for c in cells]


@cache
def functions(path: Path) -> dict[str, str]:
    """Test -> its decorators, as written."""
    tree = ast.parse(path.read_text("utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {node.name: " ".join(ast.unparse(d) for d in node.decorator_list) for node in found}


def _place(name: str) -> tuple[Path, str]:
    path, _, test = name.partition("::")
    return ROOT / path, test


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_every_test_that_is_named_is_there(row: Row) -> None:
    _check, tests, seeded, long = row
    assert tests
    assert seeded
    missing = [n for n in (*tests, *seeded, *long) if _place(n)[1] not in functions(_place(n)[0])]
    assert missing == []
    assert [n for n in seeded if not _place(n)[1].startswith("test_seeded_")] == []
    assert [n for n in long if "mark.bar" not in functions(_place(n)[0])[_place(n)[1]]] == []


def test_every_file_of_checks_has_its_lines() -> None:
    known = {row[0] for row in rows()}
    found = {f"B{n}" for p in (ROOT / "tests" / "bar").glob("test_b[0-9]*.py") for n in re.findall(r"b(\d\d)_", p.name)}
    assert found - known == set()


def test_every_seeded_fault_is_named() -> None:
    named = {n for row in rows() for n in row[2]}
    folder = ROOT / "tests" / "bar"
    there = {f"tests/bar/{p.name}::{t}" for p in folder.glob("test_b*.py") for t in functions(p) if "seeded" in t}
    assert there - named == set()

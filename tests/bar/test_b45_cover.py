"""B45: `make coverage` counts lines and branches by part and says which part falls short; every plugin and core module is counted."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from tests.bar.cover import TARGETS, short

ROOT = Path(__file__).parents[2]


def _file(lines: tuple[int, int], branches: tuple[int, int]) -> dict[str, Any]:
    names = ("covered_lines", "num_statements", "covered_branches", "num_branches")
    return {"summary": dict(zip(names, (*lines, *branches), strict=True))}


def test_a_house_of_which_all_was_taken_has_no_finding() -> None:
    files = {name: _file((10, 10), (4, 4)) for name in ("core/acts/a.py", "core/db/b.py", "core/web/security.py")}
    assert short({"files": files}) == []


def test_branches_and_all_our_code_are_counted() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["coverage"]["run"]
    assert settings["branch"] is True
    assert settings["source"] == ["core", "plugins"]
    assert settings["patch"] == ["subprocess"]
    assert all((ROOT / part).exists() for part in TARGETS)


def test_seeded_a_branch_that_no_test_takes() -> None:
    files = {name: _file((10, 10), (4, 4)) for name in ("core/acts/a.py", "core/db/b.py", "core/web/security.py")}
    files["core/acts/a.py"] = _file((10, 10), (3, 4))
    assert short({"files": files}) == ["core/acts/: 92.9 % of 100 %"]


def test_seeded_a_part_that_no_test_touched() -> None:
    assert len(short({"files": {}})) == len(TARGETS)

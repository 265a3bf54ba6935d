"""B13: bandit finds nothing of weight; ruff's rules on security, zones and the event loop are on, each exception with its reason."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = ("S", "DTZ", "ASYNC")
MOST = 12  # lines with an exception, Markup apart: B12 counts those
# statements built from declared names, B12 reads them one by one; Markup, each place counted and given a reason there
KNOWN = ("B608", "B704")
_EXCEPTION = re.compile(r"# noqa: (?:S(?!IM|704)\d+|DTZ\d+|ASYNC\d+).*")


def complaints(folder: Path) -> list[str]:
    """What ruff says about the sources below `folder` under the project's own settings."""
    ruff = Path(sys.executable).with_name("ruff")
    command = [str(ruff), "check", "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [*command, "--output-format", "concise", str(folder)], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    return [line for line in done.stdout.splitlines() if re.match(rf".+:\d+:\d+: (?:{'|'.join(RULES)})\d+ ", line)]


def dangers(folder: Path) -> list[str]:
    """What bandit says below `folder` of medium weight or more: file, line, rule."""
    bandit = Path(sys.executable).with_name("bandit")
    command = [
        str(bandit),
        "-q",
        "-r",
        str(folder),
        "-ll",
        "-f",
        "custom",
        "--msg-template",
        "{relpath}:{line} {test_id}",
    ]
    done = subprocess.run([*command, "-s", ",".join(KNOWN)], capture_output=True, text=True, cwd=ROOT, timeout=120)
    return [line for line in done.stdout.splitlines() if re.fullmatch(r".+:\d+ B\d{3}", line)]


@pytest.mark.parametrize("folder", ["core", "plugins"])
def test_bandit_finds_nothing_of_weight(folder: str) -> None:
    assert dangers(ROOT / folder) == []


def test_seeded_line_bandit_finds(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(
        "import pickle\n\n\ndef f(text: bytes) -> object:\n    return pickle.loads(text)\n"
    )
    assert [line.rpartition(" ")[2] for line in dangers(tmp_path)] == ["B301"]


def test_the_rules_are_on() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    assert set(RULES) <= set(lint["select"])
    # only tests may use fixed passwords and naive days; no rule is off for a whole file of the product
    off = {path for path, rules in lint["per-file-ignores"].items() if {r for r in rules if r.startswith(RULES)}}
    assert off == {"tests/**"}


@pytest.mark.parametrize("folder", ["core", "plugins"])
def test_ruff_finds_nothing(folder: str) -> None:
    assert complaints(ROOT / folder) == []


def test_the_exceptions_are_few() -> None:
    found = [
        m for top in ("core", "plugins") for p in (ROOT / top).rglob("*.py") for m in _EXCEPTION.findall(p.read_text())
    ]
    assert len(found) <= MOST, found


@pytest.mark.parametrize(
    "text",
    [
        "import hashlib\nx = hashlib.md5(b'')\n",
        "import subprocess\nsubprocess.run('ls', shell=True)\n",
        "from datetime import datetime\nx = datetime.utcnow()\n",
        "import time\nasync def f():\n    time.sleep(1)\n",
        "import random\nx = random.random()\n",
        "try:\n    x = 1\nexcept Exception:\n    pass\n",
    ],
)
def test_seeded_line_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "careless.py").write_text(text)
    assert complaints(tmp_path)

"""What README and guides show is run: commands as they stand, the plugin as it stands, links as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.acts.perform import perform
from core.commands.schema import run_migrations
from core.db.config import tortoise_config
from core.db.makemigrations import makemigrations
from core.host import host as hosting
from core.host.host import Host
from core.host.loading import load
from core.models import Duty
from core.models.access import SYSTEM

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)
_FILE = re.compile(r"^`(bikes/[\w/]+\.py)`\n\n```python\n(.*?)```", re.S | re.M)
_LINK = re.compile(r"\]\(([^)#:]+)\)")


def commands(page: Path) -> list[str]:
    """Every `guizhang …` line of the page's shell blocks, in order."""
    lines = [
        line for kind, text in _BLOCK.findall(page.read_text("utf-8")) if kind == "sh" for line in text.splitlines()
    ]
    return [line for line in lines if line.startswith("guizhang ") and not line.startswith("guizhang serve")]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_and_pictures_are_there(page):
    missing = [link for link in _LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert missing == []


def test_the_make_targets_the_readme_names_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"\bmake ([a-z]+)\b", (ROOT / "README.md").read_text("utf-8"))) <= targets


def test_the_admin_page_works_as_it_stands(tmp_path, databases):
    (tmp_path / "customers.csv").write_text("Customer code,Customer name,Phone\nA-1,客户甲,13800000001\n", "utf-8")
    shutil.copytree(ROOT / "tests", tmp_path / "tests", ignore=lambda *_: ["__pycache__"])
    env = {**os.environ, "GUIZHANG_DB": f"sqlite://{tmp_path}/own.db", "GUIZHANG_DATA": str(tmp_path)}
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    shown = commands(ROOT / "docs/guide/admin.md")
    assert len(shown) >= 8
    for line in shown:
        done = subprocess.run(line, shell=True, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


@pytest.fixture
def bikes(tmp_path, monkeypatch):
    """The guide's plugin, written to disk as the guide shows it."""
    for name, text in _FILE.findall((ROOT / "docs/guide/integrator.md").read_text("utf-8")):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        (file.parent / "__init__.py").touch()
        file.write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "bikes.plugin"
    for name in [m for m in sys.modules if m.split(".")[0] == "bikes"]:
        del sys.modules[name]


async def test_the_integrators_plugin_works_as_it_stands(bikes, databases, clock, refused):
    found = load({"bikes": bikes})
    assert found.broken == []
    url = await databases.empty()
    house = Host(found)
    config = tortoise_config(url, house.apps)
    assert await makemigrations(config, "bikes")
    await run_migrations(Host(found), config)
    started = await hosting.start(url, found)
    try:
        await perform("core.plugin_switch.enable", SYSTEM, {"plugin": "bikes", "reason": "guide"})
        await started.refresh()
        customer = await perform("core.customer.register", SYSTEM, {"name": "A", "code": "a", "kind": "person"})
        loan = await perform("bikes.loan.lend", SYSTEM, {"customer": customer.id, "bike": "red"})
        assert loan.number.startswith("BK-2026-")
        assert [d["code"] for d in loan.duties] == ["return"]
        with refused("BK-2", "checked"):
            await perform("bikes.loan.take_back", SYSTEM, {}, subject=loan.id)
        clock.advance(days=3)
        await perform("bikes.loan.take_back", SYSTEM, {"checked": True}, subject=loan.id)
        duty = await Duty.get(subject_id=loan.id, code="return")
        assert duty.stop_at < duty.late_from
    finally:
        await hosting.stop()
        await databases.discard(url)

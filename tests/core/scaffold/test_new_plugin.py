"""What `guizhang new-plugin` writes is whole and green at once: it installs without a network, its tests, ruff and mypy pass."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from core.commands.new_plugin import new_plugin_command
from core.scaffold import BadName, write

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "docs/guide/integrator.md"
_FILE = re.compile(r"^`((?:lifts|tests)/[\w/.]+)`\n\n```\w+\n(.*?)```", re.S | re.M)


def run(command: list[str], folder: Path, **env: str) -> None:
    """Run a Python module in the folder; whatever it says is shown when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env={**os.environ, **env}, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"


@pytest.fixture
def lifts(tmp_path):
    """The package, written by the command."""
    done = CliRunner().invoke(new_plugin_command, ["lifts", "--to", str(tmp_path), "--zh", "电梯"])
    assert done.exit_code == 0, done.output
    yield tmp_path / "lifts"
    for name in [m for m in sys.modules if m.split(".")[0] == "lifts"]:
        del sys.modules[name]


@pytest.mark.slow
def test_it_is_green_at_once(lifts, tmp_path):
    """Built and installed as a wheel of its own, so that what its folders hold really travels."""
    site = tmp_path / "site"
    run(["pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index", "--target", str(site), "."], lifts)
    run(["pytest", "-q"], lifts, PYTHONPATH=str(site), GUIZHANG_TEST_ALL="")


@pytest.mark.parametrize("name", ["up", "lifts", "elevator_maintenance_abc"])
def test_it_is_neat_whatever_its_name(tmp_path, name):
    write(name, tmp_path)
    run(["ruff", "check", "--no-cache", "."], tmp_path / name)
    run(["ruff", "format", "--no-cache", "--check", "."], tmp_path / name)


@pytest.mark.slow
def test_it_is_typed(lifts, tmp_path):
    run(["mypy", "--cache-dir", str(tmp_path / "types")], lifts)


def test_no_text_of_it_is_left_in_english(lifts):
    from core.messages import extract_package, untranslated

    assert untranslated(lifts / "lifts") == []
    catalog = lifts / "lifts/locales/zh_CN/LC_MESSAGES/lifts.po"
    assert "电梯：工单" in catalog.read_text("utf-8")
    rules = lifts / "lifts/rules.py"
    rules.write_text(rules.read_text("utf-8").replace("Finish the order", "Finish it soon"), "utf-8")
    assert untranslated(lifts / "lifts") == ["'Finish it soon'"]
    assert extract_package(lifts / "lifts") == catalog
    assert 'msgid "Finish it soon"' in catalog.read_text("utf-8")
    assert "电梯：工单" in catalog.read_text("utf-8")


@pytest.mark.parametrize("name", ["Lifts", "lifts-2", "l", "core", "json", "class", "a__b", "x" * 30, "../lifts"])
def test_a_name_that_cannot_be_a_package_is_refused(tmp_path, name):
    with pytest.raises(BadName):
        write(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(lifts, tmp_path):
    again = CliRunner().invoke(new_plugin_command, ["lifts", "--to", str(tmp_path)])
    assert again.exit_code == 1
    assert "is there already" in again.output
    taken = CliRunner().invoke(new_plugin_command, ["service_quality", "--to", str(tmp_path)])
    assert "installed already" in taken.output


def test_the_guide_shows_what_is_written(lifts):
    """Every excerpt in the guide stands in the generated file as it is shown; an ellipsis leaves lines out."""
    shown = _FILE.findall(GUIDE.read_text("utf-8"))
    assert len(shown) >= 6
    for name, text in shown:
        written = (lifts / name).read_text("utf-8")
        for part in re.split(r"^\s*# …\n", text, flags=re.M):
            assert part in written, f"{name} in the guide is not what new-plugin writes:\n{part}"

"""The conformance suite judged: a sound plugin passes every check, and each check fails on the fault that was seeded for it."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from core import clock as core_clock
from core.commands.new_plugin import new_plugin_command
from core.host import host as hosting
from core.host.loading import load
from core.testing.client import serving
from core.testing.conformance import PluginConformance
from core.testing.databases import Databases
from core.testing.make import Make, switched_off
from core.testing.world import MORNING
from tests.core.testing.faults import FAULTS, Fault

CHECKS = sorted(name for name in dir(PluginConformance) if name.startswith("test_"))
FOUNDATION = "tests.foundation.plugin.plugin"
CASES = [(check, n) for check, faults in FAULTS.items() for n in range(len(faults))]


class Shaky(PluginConformance):
    __test__ = False
    plugin = "shaky"


def forget() -> None:
    for name in [m for m in sys.modules if m.split(".")[0] in ("shaky", "first_of_shaky")]:
        del sys.modules[name]
    importlib.invalidate_caches()


@pytest.fixture(scope="session")
def sound(tmp_path_factory) -> dict[str, str]:
    """The files of a sound plugin, by path."""
    folder = tmp_path_factory.mktemp("sound")
    done = CliRunner().invoke(new_plugin_command, ["shaky", "--code", "SH", "--to", str(folder)])
    assert done.exit_code == 0, done.output
    forget()
    root = folder / "shaky"
    return {str(p.relative_to(root)): p.read_text("utf-8") for p in sorted(root.rglob("*")) if p.suffix in KINDS}


KINDS = (".py", ".md", ".toml", ".html", ".po")


@pytest.fixture(scope="session")
def template(tmp_path_factory, sound):
    """A migrated database with the sound plugin in it."""
    root = tmp_path_factory.mktemp("template")
    _written(root, sound)
    sys.path.insert(0, str(root))
    made = Databases(Path(tmp_path_factory.mktemp("shaky")))
    made.found = load({"shaky": "shaky.plugin", "foundation": FOUNDATION})
    assert made.found.broken == []
    with core_clock.frozen(MORNING):
        asyncio.run(made.fresh())
    sys.path.remove(str(root))
    forget()
    yield made
    made.drop()


def _written(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def _break(root: Path, fault: Fault) -> None:
    path = root / "shaky" / fault.file
    text = path.read_text("utf-8") if path.exists() else ""
    assert fault.old in text, f"{fault.file} holds no {fault.old!r}: the fault would break nothing"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace(fault.old, fault.new, 1) if fault.old else text + fault.new, "utf-8")


async def _run(check: str, fault: Fault | None, template: Databases, root: Path, patch: pytest.MonkeyPatch) -> None:
    """The check, with the fixtures it asks for."""
    patch.syspath_prepend(str(root))
    patch.chdir(root)
    if fault and fault.file and not fault.late:
        _break(root, fault)
    template.found = load({"shaky": "shaky.plugin", "foundation": FOUNDATION})
    method = getattr(Shaky(), check)
    async with AsyncExitStack() as stack:
        stack.callback(forget)
        clock = stack.enter_context(core_clock.frozen(MORNING))
        url = await template.fresh()
        stack.push_async_callback(template.discard, url)
        house = await hosting.start(url, template.found)
        stack.push_async_callback(hosting.stop)
        client = await stack.enter_async_context(serving(house, root / "data"))
        if fault and fault.file and fault.late:
            _break(root, fault)
            if fault.file == "plugin.py":
                forget()
        if fault and fault.patch:
            fault.patch(patch)
        given = {
            "host": house,
            "client": client,
            "make": Make(house),
            "clock": clock,
            "databases": template,
            "toggled": lambda plugin: switched_off(house, plugin),
            "tmp_path": root / "scratch",
        }
        given["tmp_path"].mkdir()
        await method(**{name: given[name] for name in inspect.signature(method).parameters})


@pytest.mark.parametrize("check", CHECKS)
async def test_a_sound_plugin_passes(check, template, sound, tmp_path, monkeypatch):
    _written(tmp_path, sound)
    await _run(check, None, template, tmp_path, monkeypatch)


@pytest.mark.parametrize(("check", "n"), CASES, ids=lambda v: str(v))
async def test_each_check_fails_on_the_fault_seeded_for_it(check, n, template, sound, tmp_path, monkeypatch):
    fault = FAULTS[check][n]
    _written(tmp_path, sound)
    with pytest.raises((Exception, pytest.fail.Exception)) as raised:
        await _run(check, fault, template, tmp_path, monkeypatch)
    assert fault.says in f"{raised.type.__name__}: {raised.value}"


def test_every_check_has_a_seeded_fault():
    assert set(FAULTS) == set(CHECKS)
    assert len(CHECKS) >= 25

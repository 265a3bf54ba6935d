"""What core.api promises stands in docs/api.txt; whoever changes it does so knowingly."""

from __future__ import annotations

import asyncio
import sys

from core.commands import surface


def test_the_promise_is_the_one_that_is_committed():
    said = "\n".join(surface.changes())
    assert not said, f"{said}\nIf that is meant: guizhang surface --write (a line that goes or changes: a higher API)"


def test_a_parameter_that_goes_and_a_name_that_comes_are_seen(monkeypatch, tmp_path):
    promised = surface.surface()
    monkeypatch.setattr(surface, "FILE", tmp_path / "api.txt")
    line = next(line for line in promised.splitlines() if line.startswith("class Gate("))
    surface.FILE.write_text(promised.replace(line, line.replace("level=", "grade=")).replace("def perform(", "def do("))
    told = surface.changes()
    assert [t for t in told if "class Gate(" in t] == [f"- {line.replace('level=', 'grade=')}", f"+ {line}"]
    assert any(t.startswith("+ async def perform(") for t in told)


async def test_it_is_the_same_before_and_after_the_database_is_open(host):
    """Models know more of their columns once it is."""
    command = (sys.executable, "-c", "from core.commands.surface import surface; print(surface(), end='')")
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    fresh, _ = await child.communicate()
    assert fresh.decode() == surface.surface()

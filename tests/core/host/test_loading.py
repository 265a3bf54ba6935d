"""A plugin that does not hold together is a line on a page; everything else serves."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.host.loading import load

HEAD = """
from core.api import *
from core.declare import API
manifest = Plugin(name={name!r}, label="X", version="1.0"{more})
"""


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """`plugin("name", body, more="…")` writes a module and returns its dotted name."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made: list[str] = []

    def write(name: str, body: str = "", more: str = "") -> str:
        package = tmp_path / name
        package.mkdir()
        (package / "__init__.py").touch()
        text = body if body.startswith("raise") else HEAD.format(name=name, more=more) + textwrap.dedent(body)
        (package / "plugin.py").write_text(text)
        made.append(name)
        return f"{name}.plugin"

    yield write
    for name in [m for m in sys.modules if m.split(".")[0] in made]:
        del sys.modules[name]


def reason(found: object, name: str) -> str:
    return next(b.reason for b in found.broken if b.plugin == name)


def test_a_sound_plugin_loads_after_the_core(plugin):
    found = load({"alpha": plugin("alpha")})
    assert [p.name for p in found.plugins] == ["core", "alpha"]
    assert found.broken == []


PRINT = "Print('slip', 'core.customer', 'Slip', 'x/slip.html', None, ('agent',), marks={marks!r})"


def test_a_gate_may_guard_the_issue_of_a_print(plugin):
    body = f"""
    @hookimpl
    def prints():
        return [{PRINT.format(marks="")}]

    @hookimpl
    def rules():
        return [Gate("core.customer.print_slip", None, lambda v: [])]
    """
    found = load({"alpha": plugin("alpha", body)})
    assert found.broken == []


def test_a_fragment_stands_on_the_page_of_any_subject_the_plugin_knows(plugin):
    body = """
    @hookimpl
    def slots():
        return [Slot("core.department.detail", "s", "S", "x.html", None)]
    """
    assert load({"alpha": plugin("alpha", body)}).broken == []


CASES = [
    (f"@hookimpl\ndef prints():\n    return [{PRINT.format(marks='nope')}]\n", "", "marks the unknown column nope"),
    ("raise RuntimeError('no')", "", "RuntimeError: no"),
    ("", ", api=99", "needs api 99"),
    ("@hookimpl\ndef regulashuns():\n    return []\n", "", "regulashuns"),
    (
        "@hookimpl\ndef rules():\n    return [Gate('core.customer.edit', 'ZZ-1', lambda v: [])]\n",
        "",
        "unknown clause ZZ-1",
    ),
    (
        "@hookimpl\ndef slots():\n    return [Slot('core.moon', 's', 'S', 'x.html', None)]\n",
        "",
        "unknown place core.moon",
    ),
    (
        "@hookimpl\ndef slots():\n    return [Slot('core.moon.detail', 's', 'S', 'x.html', None)]\n",
        "",
        "unknown place core.moon.detail",
    ),
    (
        "@hookimpl\ndef acts():\n    return [Act('x', 'core.customer', 'X', roles=('agent',))]\n",
        "",
        "outside the plugin's own",
    ),
    ("@hookimpl\ndef roles():\n    raise ValueError('hook')\n", "", "ValueError: hook"),
    ("", ", requires=('elsewhere>=2',)", "requires elsewhere>=2, which is not installed"),
]


@pytest.mark.parametrize(("body", "more", "says"), CASES)
def test_a_faulty_plugin_is_named_with_its_reason_and_the_rest_loads(plugin, body, more, says):
    found = load({"bad": plugin("bad", body, more), "good": plugin("good")})
    assert says in reason(found, "bad")
    assert [p.name for p in found.plugins] == ["core", "good"]


def test_requirements_give_the_order_and_their_versions_are_compared(plugin):
    found = load(
        {
            "upper": plugin("upper", more=", requires=('lower>=1',)"),
            "lower": plugin("lower"),
            "proud": plugin("proud", more=", requires=('lower>=2',)"),
        }
    )
    assert [p.name for p in found.plugins] == ["core", "lower", "upper"]
    assert "but 1.0 is installed" in reason(found, "proud")


def test_a_circle_is_printed(plugin):
    found = load(
        {
            "one": plugin("one", more=", requires=('two',)"),
            "two": plugin("two", more=", requires=('one',)"),
            "free": plugin("free"),
        }
    )
    assert "in a circle" in reason(found, "one")
    assert "in a circle" in reason(found, "two")
    assert [p.name for p in found.plugins] == ["core", "free"]


def test_what_rests_on_a_broken_plugin_is_broken_too(plugin):
    found = load({"base": plugin("base", "raise OSError('gone')"), "top": plugin("top", more=", requires=('base',)")})
    assert "base" in reason(found, "top")


def test_a_subject_does_not_number_like_another_ones(plugin):
    subject = "Subject('bad.thing', Ticket, 'Thing', {'on': Stage('On')}, 'on', 'KH')"
    body = f"from core.api import Stage, Subject, Ticket\n\n\n@hookimpl\ndef subjects():\n    return [{subject}]\n"
    assert "numbers with KH like core.customer" in reason(load({"bad": plugin("bad", body)}), "bad")

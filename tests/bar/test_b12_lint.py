"""B12: what opens holes is in no source of core or plugins, but for at most ten places with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bar.lint import HOMES, Entry, in_source, in_template

ENTRIES = (
    Entry("unescaped", "core/web/list_look.py", "pieces a template has escaped, joined"),
    Entry("unescaped", "core/web/row_memo.py", "rows a template has escaped, kept and joined"),
    Entry("unescaped", "core/web/page_print.py", "sheets drawn by our own templates; segno escapes its title"),
    Entry("unescaped", "core/web/page_second.py", "a picture of squares, no text of anybody"),
    Entry(
        "template", "core/scaffold/__init__.py", "string.Template over files of our own, for developers at the console"
    ),
    Entry("writes", "core/web/page_load.py", "a sent list, under a random name in a folder that the sweep clears"),
    Entry("sql", "core/acts/triggers.py", "triggers take no parameters; names and words are of declarations"),
    Entry("sql", "core/services/notices.py", "one of three kinds of notices, looked up in a table of this file"),
    Entry("writes", "core/web/exporting.py", "a nameless file that is gone when it has been sent"),
)
MOST = 10
ROOT = Path(__file__).parents[2]


def findings(root: Path = ROOT) -> list[tuple[str, str, int]]:
    """(rule, path, line) of everything that stands where it has no home."""
    found = []
    for top in ("core", "plugins"):
        for path in sorted((root / top).rglob("*.py")):
            where = path.relative_to(root).as_posix()
            if "/migrations/" not in where:
                found += [(rule, where, line) for rule, line in in_source(path.read_text("utf-8"), where)]
        for path in sorted((root / top).rglob("*.html")):
            where = path.relative_to(root).as_posix()
            found += [(rule, where, line) for rule, line in in_template(path.read_text("utf-8"))]
    return [f for f in found if not f[1].startswith(HOMES.get(f[0], ("?",)))]


def unreasoned(found: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    return [f for f in found if not any((e.rule, e.path) == f[:2] for e in ENTRIES)]


def test_nothing_dangerous_stands_in_a_source() -> None:
    assert unreasoned(findings()) == []


def test_the_exceptions_are_few_and_all_are_needed() -> None:
    used = {f[:2] for f in findings()}
    assert len(ENTRIES) <= MOST
    assert [e for e in ENTRIES if (e.rule, e.path) not in used] == []
    assert all(len(e.reason) > 20 for e in ENTRIES)


FAULTS = {
    "dynamic": ("eval(text)", "exec(code)", "compile(x, '', 'eval')", "__import__(name)", "importlib.import_module(n)"),
    "template": ("env.from_string(row.text)", "Template(row.text)"),
    "unescaped": ("Markup(row.text)", "markupsafe.Markup(a + b)"),
    "pickle": ("import pickle", "from marshal import loads", "import shelve", "yaml.load(text)"),
    "network": ("import socket", "from urllib.request import urlopen", "import httpx2", "import requests"),
    "process": ("import subprocess", "os.system(x)"),
    "transaction": ("from tortoise.transactions import in_transaction", "connection.in_transaction()"),
    "clock": ("datetime.now()", "datetime.datetime.utcnow()", "date.today()", "time.time()"),
    "writes": ("open('x', 'w')", "path.open('ab')", "path.write_text(t)", "os.open(p, 1)", "open(p, mode='x')"),
    "sql": (
        "sql.fetch(text)",
        "sql.execute(f'SELECT {name}')",
        "c.execute_query('SELECT %s' % x)",
        "connection().execute_script(x)",
    ),
}


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, lines in FAULTS.items() for line in lines])
def test_seeded_line_in_a_plugin(tmp_path: Path, rule: str, line: str) -> None:
    folder = tmp_path / "plugins" / "careless"
    folder.mkdir(parents=True)
    (folder / "acts.py").write_text(line)
    assert (rule, "plugins/careless/acts.py", 1) in unreasoned(findings(tmp_path))


@pytest.mark.parametrize("text", ["sql.fetch(f'SELECT {params[0]}')", "sql.fetch(f\"WHERE name = '{name}'\")"])
def test_seeded_words_of_a_visitor_in_a_statement_of_the_core(tmp_path: Path, text: str) -> None:
    (tmp_path / "core" / "web").mkdir(parents=True)
    (tmp_path / "core" / "web" / "page.py").write_text(text)
    assert [f[0] for f in findings(tmp_path)] == ["sql"]


@pytest.mark.parametrize("text", ["{{ row.text | safe }}", "{% autoescape false %}"])
def test_seeded_template_without_escaping(tmp_path: Path, text: str) -> None:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "page.html").write_text(text)
    assert findings(tmp_path) == [("unescaped", "plugins/page.html", 1)]

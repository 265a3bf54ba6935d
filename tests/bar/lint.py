"""What no source of core and plugins may contain, read from the syntax tree: (rule, line) for each place where it does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Place = tuple[str, int]
_BUILTINS = ("eval", "exec", "compile", "__import__")
_PICKLES = ("pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle")
_NETWORK = ("socket", "smtplib", "ftplib", "http.client", "urllib.request", "httpx", "httpx2", "requests", "aiohttp")
_SENDING = ("execute_query", "execute_query_dict", "execute_script", "execute_insert", "execute_many", "raw")
_HELPERS = ("fetch", "execute", "many")
_SENT_BY_VISITORS = re.compile(
    r"\b(request|params|query_params|path_params|form|body|sent|payload|data|cookies|headers|q)\b", re.ASCII
)
_CLOCKS = ("now", "utcnow", "today", "time", "time_ns", "fromtimestamp")
_WRITES = re.compile(r"[wax+]")
_SAFE_FILTER = re.compile(r"\|\s*safe\b|autoescape\s+false|\{%-?\s*autoescape")

# where a thing has its home; anywhere else it needs an entry with a reason
HOMES: Mapping[str, tuple[str, ...]] = {
    "network": ("core/services/mail.py", "core/services/outbound", "core/testing/"),
    "writes": ("core/services/", "core/db/", "core/commands/", "core/testing/", "core/scaffold/", "core/messages.py"),
    "process": ("core/services/exchange/", "core/services/file_kinds.py", "core/db/dump.py"),
    "transaction": ("core/db/",),
    "clock": ("core/clock.py",),
    "sql": ("core/db/", "core/testing/"),
    "unescaped": ("core/web/templating.py", "core/web/drawing.py"),
    "dynamic": ("core/host/loading.py", "core/cli.py", "core/commands/", "core/db/", "core/testing/"),
}


@dataclass(frozen=True)
class Entry:
    """A reasoned exception: this rule does not hold in this file."""

    rule: str
    path: str
    reason: str


def in_template(text: str) -> Iterator[Place]:
    for number, line in enumerate(text.splitlines(), start=1):
        if _SAFE_FILTER.search(line):
            yield "unescaped", number


def in_source(text: str, path: str = "") -> Iterator[Place]:
    plugin = path.startswith("plugins/")
    for node in ast.walk(ast.parse(text)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((rule, line) for rule in _imported(node))
        elif isinstance(node, ast.Call):
            yield from ((rule, line) for rule in _called(node, plugin))
        elif isinstance(node, ast.Attribute) and _name(node) in ("yaml.load", "yaml.unsafe_load"):
            yield "pickle", line
        elif isinstance(node, ast.Attribute) and node.attr in ("write_text", "write_bytes"):
            yield "writes", line  # also where it is only handed on, to a thread


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
    names = [f"{module}.{a.name}".lstrip(".") for a in node.names]
    for name in names:
        if name.split(".")[0] in _PICKLES:
            yield "pickle"
        if any(name == n or name.startswith(f"{n}.") for n in _NETWORK):
            yield "network"
        if name.split(".")[0] in ("subprocess", "multiprocessing", "pty") or name in ("os.system", "os.popen"):
            yield "process"
        if name in ("tortoise.transactions.in_transaction", "tortoise.transactions.atomic"):
            yield "transaction"


def _called(node: ast.Call, plugin: bool) -> Iterator[str]:
    name = _name(node.func)
    last = name.rpartition(".")[2]
    if name in _BUILTINS or name in ("importlib.import_module", "import_module"):
        yield "dynamic"
    if last in ("from_string", "Template"):
        yield "template"
    if last in ("Markup", "mark_safe") and node.args and not isinstance(node.args[0], ast.Constant):
        yield "unescaped"
    if name in ("os.system", "os.popen") or name.startswith("os.exec"):
        yield "process"
    if last in ("in_transaction", "_in_transaction", "atomic") and not name.startswith("db."):
        yield "transaction"
    if last in _CLOCKS and name.split(".")[-2:][0] in ("datetime", "date", "time") and "." in name:
        yield "clock"
    if last in _SENDING or (name.startswith("sql.") and last in _HELPERS):
        yield from _statement(node, plugin)
    if _writes(node, name, last):
        yield "writes"


def _statement(node: ast.Call, plugin: bool) -> Iterator[str]:
    """A plugin sends constant texts only; the core may put in names of declared tables, never what somebody sent."""
    if not node.args:
        return
    text = node.args[0]
    if plugin and not isinstance(text, ast.Constant) and not _constant_name(text):
        yield "sql"
    if isinstance(text, ast.BinOp) and isinstance(text.op, ast.Mod):
        yield "sql"
    quoted = False
    for part in ast.walk(text):
        if isinstance(part, ast.FormattedValue) and _SENT_BY_VISITORS.search(ast.unparse(part.value)):
            yield "sql"
    for part in text.values if isinstance(text, ast.JoinedStr) else ():
        if isinstance(part, ast.FormattedValue) and quoted:
            yield "sql"
        quoted = isinstance(part, ast.Constant) and str(part.value).endswith("'")


def _constant_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id.isupper()


def _writes(node: ast.Call, name: str, last: str) -> bool:
    if last in ("NamedTemporaryFile", "TemporaryFile", "mkstemp") or name == "os.open":
        return True
    if last != "open":
        return False
    place = 1 if name == "open" else 0
    modes = [node.args[place]] if len(node.args) > place else [k.value for k in node.keywords if k.arg == "mode"]
    return any(
        isinstance(m, ast.Constant) and isinstance(m.value, str) and bool(_WRITES.search(m.value)) for m in modes
    )


def _name(node: ast.expr) -> str:
    """Dotted name of what is called, as far as it has one."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}".lstrip(".")
    return ""

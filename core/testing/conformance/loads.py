"""It loads: alone, beside the others, by plain declarations, and without reaching into the core."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion, Version

from core.declare import API
from core.host import hookspecs
from core.host.checks import doubles
from core.host.host import Host
from core.host.loading import Found, load
from core.host.registry import Loaded
from core.testing.conformance.parts import Checks, requires, trees
from core.testing.databases import Databases

_ALLOWED = ("core.api", "starlette", "tortoise", "wtforms")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)


class LoadChecks(Checks):
    async def test_its_manifest_is_valid(self, host: Host) -> None:
        manifest = self.own(host).manifest
        assert _NAME.fullmatch(manifest.name), f"{manifest.name!r} is no name"
        assert manifest.label, "it has no label"
        assert manifest.api == API
        _parses(manifest.version, manifest.requires)

    async def test_it_loads_with_what_it_requires_and_nothing_else(self, databases: Databases) -> None:
        named = {self.plugin: _package(databases.found, self.plugin)}
        for name in _needed(databases.found, self.plugin):
            named[name] = _package(databases.found, name)
        assert not load({name: f"{package}.plugin" for name, package in named.items()}).broken

    async def test_it_loads_beside_every_other_plugin(self, databases: Databases) -> None:
        """No name of its declarations is also another's, though neither requires the other."""
        everything = {p.name: f"{p.package}.plugin" for p in databases.found.plugins if p.name != "core"}
        assert self.plugin in everything, [b.reason for b in databases.found.broken]
        found = {p.name: p for p in load(everything).plugins}
        assert doubles(found.pop(self.plugin), found.values()) == []

    async def test_its_hooks_are_plain_declarations(self, host: Host) -> None:
        module = importlib.import_module(f"{self.own(host).package}.plugin")
        assert [f"{name}: {wrong}" for name, hook in _hooks(module) if (wrong := _not_plain(hook))] == []

    async def test_its_hooks_answer_the_same_twice(self, host: Host) -> None:
        """Asked once per process: an answer that changes, or that is used up, would differ between workers."""
        package = self.own(host).package
        module = importlib.import_module(f"{package}.plugin")
        lists = [(name, hook) for name, hook in _hooks(module) if name not in ("demo", "permissions")]
        assert [name for name, hook in lists if len(list(hook())) != len(list(hook()))] == []
        assert sum(len(list(hook())) for _, hook in lists if _ != "routes") == len(self.own(host).declared)

    async def test_it_imports_only_what_a_plugin_may(self, host: Host) -> None:
        own = self.own(host)
        wrong = [f"{p.name}: {name}" for p, tree in trees(own) for name in _imports(tree) if not _may(name, own)]
        assert wrong == []


def _parses(version: str, required: tuple[str, ...]) -> None:
    try:
        Version(version)
        for text in required:
            Requirement(text)
    except (InvalidVersion, InvalidRequirement) as error:
        pytest.fail(f"the manifest: {error}")


def _package(found: Found, name: str) -> str:
    for plugin in found.plugins:
        if plugin.name == name:
            return plugin.package
    broken = [b.reason for b in found.broken if b.plugin == name]
    pytest.fail(f"{name} is broken: {broken[0]}" if broken else f"{name} is not installed")


def _needed(found: Found, name: str) -> set[str]:
    """What it requires, also through others."""
    direct = {n for p in found.plugins if p.name == name for n in requires(p)}
    return direct | {other for n in direct for other in _needed(found, n)}


def _hooks(module: Any) -> Iterator[tuple[str, Any]]:
    for name, value in vars(module).items():
        if inspect.isfunction(value) and hasattr(value, f"{hookspecs.PROJECT}_impl"):
            yield name, value


def _not_plain(hook: Any) -> str:
    options = getattr(hook, f"{hookspecs.PROJECT}_impl")
    if inspect.iscoroutinefunction(hook) or inspect.isasyncgenfunction(hook):
        return "it is async, and is asked without a loop"
    if options.get("wrapper") or options.get("hookwrapper"):
        return "it wraps what others declare"
    if options.get("tryfirst") or options.get("trylast"):
        return "the order of plugins follows from what they require"
    return ""


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _may(name: str, own: Loaded) -> bool:
    free = (*_ALLOWED, own.package, *(f"plugins.{r}.api" for r in requires(own)), *(f"{r}.api" for r in requires(own)))
    return name.split(".")[0] in sys.stdlib_module_names or any(name == f or name.startswith(f"{f}.") for f in free)

"""What the checks look at: a plugin's sources, models and folders."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from tortoise.models import Model

from core.host.host import Host
from core.host.registry import Loaded


class Checks:
    """The base of all groups of checks."""

    plugin: str

    def own(self, house: Host) -> Loaded:
        broken = [b.reason for b in house.broken if b.plugin == self.plugin]
        assert not broken, f"{self.plugin} is broken: {broken[0]}"
        return house.registry.plugins[self.plugin]


def sources(own: Loaded) -> Iterator[Path]:
    """Its Python files but the migrations, which are written by a program."""
    return (p for p in sorted(Path(own.folder).rglob("*.py")) if "migrations" not in p.parts)


def trees(own: Loaded) -> Iterator[tuple[Path, ast.Module]]:
    return ((path, ast.parse(path.read_text("utf-8"))) for path in sources(own))


def models(own: Loaded) -> list[Any]:
    """The models of its `models` module, by name."""
    module = importlib.import_module(f"{own.package}.models")
    found = [m for _, m in inspect.getmembers(module, inspect.isclass) if issubclass(m, Model)]
    return [m for m in found if not m._meta.abstract and m.__module__.startswith(own.package)]


def requires(own: Loaded) -> list[str]:
    return [Requirement(text).name for text in own.manifest.requires]


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Calls of `name(…)` or `something.name(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == name:
                yield node


def path_of(subject: str) -> str:
    """Where a subject's list is."""
    return "/s/" + subject.replace(".", "/")

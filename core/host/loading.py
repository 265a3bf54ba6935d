"""Finding and loading plugins: each by itself inside its own try, so that a broken one is a line on a page and not a dead server."""

from __future__ import annotations

import graphlib
import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy
from packaging.requirements import Requirement

from core.declare import API, Plugin
from core.errors import DeclarationError
from core.host import hookspecs
from core.host.checks import problems
from core.host.registry import Loaded

GROUP = "guizhang.plugins"
CORE = "core.own.plugin"
_LISTS = (
    "regulations",
    "policies",
    "subjects",
    "acts",
    "rules",
    "roles",
    "screens",
    "slots",
    "listeners",
    "jobs",
    "prints",
)


@dataclass(frozen=True)
class Broken:
    plugin: str
    reason: str


@dataclass
class Found:
    """What start-up found: plugins in dependency order, the core first, and those that could not be loaded."""

    plugins: list[Loaded]
    broken: list[Broken]


def load(modules: Mapping[str, str] | None = None) -> Found:
    """`modules` name -> dotted module replaces the entry points (tests). The core is always loaded and must be sound."""
    core = _load_one("core", CORE)
    if wrong := problems(core, []):
        raise DeclarationError("core", "; ".join(wrong))
    loaded, broken = {"core": core}, []
    for name, target in (modules if modules is not None else installed()).items():
        try:
            loaded[name] = _load_one(name, target)
        except (Exception, SystemExit) as error:  # whatever a foreign module raises at import must not stop the rest
            broken.append(Broken(name, f"{type(error).__name__}: {error}"))
    return _ordered(loaded, broken)


def installed() -> dict[str, str]:
    """Plugin -> its module, for every entry point of this environment."""
    found: Iterable[EntryPoint] = entry_points(group=GROUP)
    return {entry.name: entry.value for entry in sorted(found, key=lambda e: e.name)}


def _load_one(name: str, target: str) -> Loaded:
    module = importlib.import_module(target)
    manifest = getattr(module, "manifest", None)
    if not isinstance(manifest, Plugin):
        raise DeclarationError(name, "plugin.py has no `manifest = Plugin(...)`")
    if manifest.name != name:
        raise DeclarationError(name, f"the manifest says {manifest.name!r}, the entry point {name!r}")
    if manifest.api != API:
        raise DeclarationError(name, f"needs api {manifest.api}, this core offers {API}")
    package = target.rpartition(".")[0]
    loaded = Loaded(manifest, package, str(Path(module.__file__ or "").parent))
    _ask(loaded, module)
    return loaded


def _ask(loaded: Loaded, module: ModuleType) -> None:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(module, loaded.name)
    manager.check_pending()
    for hook in _LISTS:
        for answer in getattr(manager.hook, hook)():
            loaded.declared.extend(answer)
    for answer in manager.hook.permissions():
        loaded.permissions.update({k: tuple(v) for k, v in answer.items()})
    loaded.routes = [route for answer in manager.hook.routes() for route in answer]
    loaded.demo = next(iter(manager.hook.demo()), None)


def _ordered(loaded: dict[str, Loaded], broken: list[Broken]) -> Found:
    broken += [Broken(name, why) for name, plugin in loaded.items() if (why := _unmet(plugin, loaded))]
    gone = {b.plugin for b in broken}
    graph = {name: {r.name for r in _needs(p)} | ({"core"} - {name}) for name, p in loaded.items()}
    try:
        order = list(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        cycle = list(dict.fromkeys(error.args[1]))
        reason = "requires itself in a circle: " + " -> ".join([*cycle, cycle[0]])
        rest = {n: p for n, p in loaded.items() if n not in cycle}
        return _ordered(rest, broken + [Broken(n, reason) for n in cycle])
    sound: dict[str, Loaded] = {}
    for name in order:
        if name not in loaded or name in gone:
            continue
        wrong = _judge(loaded[name], sound)
        if wrong:
            broken.append(Broken(name, wrong))
        else:
            sound[name] = loaded[name]
    return Found(list(sound.values()), broken)


def _judge(plugin: Loaded, sound: Mapping[str, Loaded]) -> str:
    lost = [r.name for r in _needs(plugin) if r.name not in sound]
    if lost:
        return f"requires {', '.join(lost)}, which is broken"
    required = [sound[name] for name in ("core", *_reach(plugin, sound)) if name in sound and name != plugin.name]
    return "; ".join(problems(plugin, required))


def _reach(plugin: Loaded, sound: Mapping[str, Loaded]) -> list[str]:
    """Names of all plugins it requires, also through others."""
    names: list[str] = []
    for requirement in _needs(plugin):
        if requirement.name in sound and requirement.name not in names:
            names += [n for n in [*_reach(sound[requirement.name], sound), requirement.name] if n not in names]
    return names


def _needs(plugin: Loaded) -> list[Requirement]:
    return [Requirement(text) for text in plugin.manifest.requires]


def _unmet(plugin: Loaded, loaded: Mapping[str, Loaded]) -> str:
    for requirement in _needs(plugin):
        other: Any = loaded.get(requirement.name)
        if other is None:
            return f"requires {requirement}, which is not installed"
        if not requirement.specifier.contains(other.manifest.version, prereleases=True):
            return f"requires {requirement}, but {other.manifest.version} is installed"
    return ""

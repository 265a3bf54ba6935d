"""guizhang surface: what `core.api` promises, one line a name, kept in docs/api.txt so that a change of it is seen in review."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import click

FILE = Path(__file__).parents[2] / "docs" / "api.txt"
_MARKS: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
_PLAIN = (str, int, bool, type(None))


@click.command("surface")
@click.option(
    "--write", is_flag=True, help="Write docs/api.txt anew; a line that goes or changes needs a higher API number."
)
def surface_command(write: bool) -> None:
    """What core.api offers to plugins, and how it differs from what is committed."""
    if write:
        FILE.write_text(surface(), "utf-8")
        click.echo(f"wrote {FILE}")
        return
    for line in changes():
        click.echo(line)


def changes() -> list[str]:
    """Lines that were promised ("-") or are offered now ("+") and not both."""
    promised = FILE.read_text("utf-8").splitlines() if FILE.exists() else []
    offered = surface().splitlines()
    gone = [f"- {line}" for line in promised if line not in offered]
    return gone + [f"+ {line}" for line in offered if line not in promised]


def surface() -> str:
    """Every public name with its parameters; the number of the interface first."""
    api = importlib.import_module("core.api")
    lines = [_line(name, getattr(api, name)) for name in sorted(api.__all__) if name != "API"]
    return "\n".join([f"API {api.API}", *lines]) + "\n"


def _line(name: str, value: Any) -> str:
    if isinstance(value, ModuleType):
        return f"module {name}"
    if inspect.isclass(value):
        return f"class {name}{_fields(value) if dataclasses.is_dataclass(value) else _columns(value)}"
    if callable(value):
        return f"{'async ' if inspect.iscoroutinefunction(value) else ''}def {name}({_parameters(value)})"
    return f"value {name}"


def _fields(kind: type[Any]) -> str:
    """A dataclass by its fields, in the order in which they may be given."""
    told = []
    for field in dataclasses.fields(kind):
        if field.default is not dataclasses.MISSING:
            told.append(f"{field.name}={_default(field.default)}")
        elif field.default_factory is not dataclasses.MISSING:
            told.append(f"{field.name}=…")
        else:
            told.append(field.name)
    return f"({', '.join(told)})"


def _columns(kind: type[Any]) -> str:
    """A model by its columns."""
    meta = getattr(kind, "_meta", None)
    names = sorted(n for n in getattr(meta, "fields_map", ()) if n not in getattr(meta, "backward_fk_fields", ()))
    # the id columns of foreign keys stand there only once the database has been opened
    keys = {f"{name}_id" for name in getattr(meta, "fk_fields", ())}
    return f": {', '.join(n for n in names if n not in keys)}" if names else _methods(kind)


def _methods(kind: type[Any]) -> str:
    """A class by what it is made with and what it can do, as far as that is ours and public."""
    ours = [base for base in reversed(kind.__mro__) if base.__module__.startswith("core.")]
    names = sorted({n: None for base in ours for n, v in vars(base).items() if n[0] != "_" and inspect.isfunction(v)})
    told = [f"{name}({_parameters(getattr(kind, name))})" for name in names]
    made = [f"({_parameters(base)})" for base in ours[-1:] if "__init__" in vars(base)]
    return f"{''.join(made)}{': ' if told else ''}{', '.join(told)}"


def _parameters(function: Any) -> str:
    told: list[str] = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name == "self":
            continue
        given = "" if parameter.default is inspect.Parameter.empty else f"={_default(parameter.default)}"
        mark = _MARKS.get(parameter.kind, "")
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in told and not any(t.startswith("*") for t in told):
            told.append("*")
        told.append(f"{mark}{parameter.name}{given}")
    return ", ".join(told)


def _default(value: Any) -> str:
    """What is the same in every process and on every Python."""
    return repr(value) if type(value) in _PLAIN or value == () else "…"

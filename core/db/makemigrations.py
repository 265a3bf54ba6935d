"""Writing migrations for one app while seeing all of them; Tortoise's own command cannot do that across apps."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tortoise.context import TortoiseContext
from tortoise.fields.relational import RelationalField
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.operations import AddConstraint, AddField, CreateModel, Operation
from tortoise.migrations.writer import MigrationWriter, format_migration_name

from core import clock
from core.db.graph import Loader, Nothing


async def drift(config: dict[str, Any]) -> list[str]:
    """What the models have and the migrations do not, as "app: what", empty if they agree. Needs no database."""
    unwritten = [f"{label}: no migrations" for label, app in config["apps"].items() if not _exists(app["migrations"])]
    return unwritten + [
        f"{writer.app_label}: {_described(operation)}"
        for writer in await _changes(config)
        for operation in writer.operations
    ]


async def makemigrations(config: dict[str, Any], label: str, name: str | None = None) -> list[Path]:
    """Write the next migration of app `label`, [] if there is nothing to write.

    `config` holds the core and everything the app points at, whose own migrations must exist already, else ValueError, as for a new column
    that the rows there are could not fill.
    `name` is a few words for the file; without it the first one is `initial` and later ones carry the date.
    """
    _ensure_package(config["apps"][label]["migrations"])
    writers = [writer for writer in await _changes(config, label) if writer.app_label == label]
    for writer in writers:
        _refuse_unfilled(writer.operations)
        if name and not writer.initial:
            writer.name = format_migration_name(int(writer.name[:4]), name)
    return [writer.write() for writer in writers]


class _Detector(MigrationAutodetector):
    def __init__(self, apps: Any, config: dict[str, Any]) -> None:
        super().__init__(apps, config, now=clock.now)
        self.loader = Loader(config, Nothing())


async def _changes(config: dict[str, Any], label: str | None = None) -> list[MigrationWriter]:
    apps = {name: app if _exists(app["migrations"]) else _without(app) for name, app in config["apps"].items()}
    async with TortoiseContext() as context:
        await context.init(config=config, init_connections=False)
        assert context.apps is not None
        if label:
            _refuse_unwritten(apps, context.apps[label], label)
        writers = await _Detector(context.apps, apps).changes()
    for writer in writers:
        writer.operations = _with_constraints(writer.operations)
    return writers


def _with_constraints(operations: list[Operation]) -> list[Operation]:
    """CreateModel silently ignores the constraints of a model; an AddConstraint of its own does not."""
    added: list[Operation] = []
    for operation in operations:
        if isinstance(operation, CreateModel):
            constraints = (operation.options or {}).pop("constraints", None) or ()
            added += [AddConstraint(model_name=operation.name, constraint=one) for one in constraints]
    return operations + added


def _refuse_unfilled(operations: list[Operation]) -> None:
    """A column that rows already there could not fill would stop the migration on everybody else's database."""
    for operation in operations:
        field: Any = operation.field if isinstance(operation, AddField) else None
        if field is not None and not field.null and not field.has_db_default():
            name = f"{operation.model_name}.{operation.name}"  # type: ignore[attr-defined]
            raise ValueError(f"{name} needs null=True or a db_default: the tables out there have rows.")


def _refuse_unwritten(apps: dict[str, Any], models: dict[str, Any], label: str) -> None:
    """An app that is pointed at but has no migrations would be left out of the dependencies without a word."""
    for model in models.values():
        for field in model._meta.fields_map.values():
            if isinstance(field, RelationalField) and field.related_model:
                other = field.related_model._meta.app
                if other != label and other in apps and "migrations" not in apps[other]:
                    raise ValueError(f"{model.__name__} points at app {other}: make its migrations first.")


def _described(operation: Operation) -> str:
    describe = getattr(operation, "describe", None)
    return str(describe()) if describe else type(operation).__name__


def _without(app: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in app.items() if key != "migrations"}


def _exists(module: str) -> bool:
    return find_spec(module) is not None


def _ensure_package(module: str) -> None:
    """Make the folder of an app's migrations if it is not there."""
    if _exists(module):
        return
    parent, _, name = module.rpartition(".")
    folder = Path(next(iter(import_module(parent).__path__))) / name
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()

"""The models as migrations see them, without making all of them anew for every operation.

Stock, each operation copies every model there is and makes those related to the changed one again: a new table costs more the more tables
there are, and a hundred of them took half a minute. Most operations only add, look at nothing old and touch one model; only those that
alter or take away are done the long way.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from weakref import WeakSet

from tortoise.migrations.migration import Migration
from tortoise.migrations.operations import AddConstraint, AddField, AddIndex, AlterModelOptions, CreateModel, RunSQL
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model

_ADDING = (CreateModel, AddField, AddIndex, AddConstraint, AlterModelOptions, RunSQL)


class Apps(StateApps):
    """Makes the queries of a model once and not whenever another one has come."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._built: WeakSet[type[Model]] = WeakSet()

    def _build_initial_querysets(self) -> None:
        every = self.apps
        fresh = {label: {n: m for n, m in app.items() if m not in self._built} for label, app in every.items()}
        self.apps = fresh
        try:
            super()._build_initial_querysets()
        finally:
            self.apps = every
        self._built.update(m for app in fresh.values() for m in app.values() if m._meta._inited)


class Models(State):
    """`adding`: the operation at hand only adds, so what is related to its model may stay as it is."""

    adding = False

    def reload_models(self, model_tuples: Iterable[tuple[str, str]]) -> None:
        """A model that is new has nothing that looks at it yet: the keys it comes with are added to their targets."""
        asked = {key for key in model_tuples if key in self.models}
        new = {key for key in asked if key[1] not in self.apps.apps.get(key[0], {})}
        if not self.adding:
            super().reload_models(asked)
        else:
            self._reload(new or asked)

    def reload_model(self, app_label: str, model_name: str) -> None:
        self.reload_models([(app_label, model_name)])


def forward(migration: Migration, state: Models) -> None:
    """What the migration makes of the models, without a database."""
    for operation in migration.operations:
        state.adding = isinstance(operation, _ADDING)
        operation.state_forward(migration.app_label, state)


async def apply(migration: Migration, state: Models, editor: BaseSchemaEditor) -> None:
    """The migration on database and models; its transaction is the caller's."""
    for operation in migration.operations:
        state.adding = isinstance(operation, _ADDING)
        before = state if state.adding else state.clone()
        operation.state_forward(migration.app_label, state)
        await operation.database_forward(migration.app_label, before, state, editor)
        if isinstance(operation, AddField):
            await _index(operation, state.apps.get_model(migration.app_label, operation.model_name), editor)
    state.validate_relations_initialized()


async def _index(operation: AddField, model: type[Model], editor: BaseSchemaEditor) -> None:
    """Stock, a new column that is declared with an index gets none."""
    field: Any = operation.field
    if getattr(field, "index", False) and not getattr(field, "unique", False):
        await editor._run_sql(editor._get_index_sql(model, [operation.name]))

"""Changing tables on SQLite without losing what stands in or around them.

Tortoise rebuilds a table (create, copy, drop, rename) for many changes. Stock, the drop deletes every row that points
at it, and all indexes, unique pairs and triggers of the table are gone afterwards without a word.
"""

from __future__ import annotations

from typing import Any

from tortoise.migrations.constraints import UniqueConstraint
from tortoise.migrations.executor import MigrationExecutor, PlanStep
from tortoise.migrations.graph import MigrationGraph, MigrationKey
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor, SqliteSchemaEditor
from tortoise.migrations.schema_editor.base import BaseSchemaEditor

from core.db import states
from core.db.graph import Loader, Recorder, in_order
from core.db.sqlite import statements


class SqliteEditor(SqliteSchemaEditor):
    """Keeps rows, indexes, unique pairs and triggers over a rebuild."""

    async def _run_sql(self, sql: str) -> None:
        if self.collect_sql:
            await super()._run_sql(sql)
            return
        for statement in statements(sql):
            await self.client.execute_query(statement)

    async def _remake_table(
        self, model: Any, create_field: Any = None, delete_field: Any = None, alter_fields: Any = None
    ) -> None:
        if (await self.client.execute_query_dict("PRAGMA foreign_keys"))[0]["foreign_keys"]:
            raise RuntimeError("Rebuilding a table with foreign_keys=ON would delete the rows that point at it.")
        gone = getattr(delete_field, "source_field", None) or getattr(delete_field, "model_field_name", None)
        indexes = await self._indexes(model, gone)
        triggers = await self._drop_triggers(model._meta.db_table)
        await super()._remake_table(model, create_field, delete_field, alter_fields)
        for sql in indexes + triggers:
            await self.client.execute_query(sql)

    async def _indexes(self, model: Any, gone: str | None) -> list[str]:
        """SQL that makes the table's indexes again, but for those over the column that goes."""
        table = model._meta.db_table
        found = await self.client.execute_query_dict(
            "SELECT i.name, i.sql, group_concat(c.name, ',') AS columns"
            " FROM sqlite_master AS i, pragma_index_info(i.name) AS c"
            " WHERE i.type = 'index' AND i.tbl_name = ? GROUP BY i.name, i.sql ORDER BY i.name",
            [table],
        )
        kept = []
        for index in found:
            columns = index["columns"].split(",")
            if gone in columns:
                continue
            if index["sql"]:
                kept.append(index["sql"])
            elif len(columns) > 1:  # a UNIQUE (a, b) inside CREATE TABLE has no SQL of its own
                name = self._generate_index_name("uid", model, columns)
                kept.append(f'CREATE UNIQUE INDEX "{name}" ON "{table}" ({", ".join(map(self.quote, columns))})')
        return kept

    async def _drop_triggers(self, table: str) -> list[str]:
        """Drop every trigger that names the table, else SQLite refuses the rename; returns SQL to make them again."""
        found = await self.client.execute_query_dict(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND (tbl_name = ? OR instr(sql, ?) > 0)",
            [table, table],
        )
        for trigger in found:
            await self.client.execute_query(f'DROP TRIGGER "{trigger["name"]}"')
        return [trigger["sql"] for trigger in found]

    async def add_constraint(self, model: Any, constraint: Any) -> None:
        if not (isinstance(constraint, UniqueConstraint) and constraint.condition):
            await super().add_constraint(model, constraint)
            return
        columns = ", ".join(self.quote(name) for name in self._resolve_fields_to_columns(model, constraint.fields))
        name = self._constraint_name_for_model(model, constraint)
        await self._run_sql(
            f'CREATE UNIQUE INDEX "{name}" ON "{model._meta.db_table}" ({columns}) WHERE {constraint.condition}'
        )


class Executor(MigrationExecutor):
    """Applies what is missing, forward only, through our loader and editor; `connection` is an open transaction's."""

    def __init__(self, connection: Any, apps: dict[str, Any]) -> None:
        super().__init__(connection, apps)
        self.recorder = Recorder(connection)
        self.loader = Loader(apps, self.recorder)

    def _migration_plan(self, targets: Any, applied: set[MigrationKey], graph: MigrationGraph) -> list[PlanStep]:
        # stock, a newest migration that is applied already is taken as the wish to unapply all that depends on it
        missing = [graph.nodes[key] for key in in_order(graph) if key not in applied]
        return [PlanStep(migration, backward=False) for migration in missing if migration is not None]

    async def migrate(self, *_args: Any, **_more: Any) -> None:
        """All that is missing, in the transaction that is open. The graph is built and the table of records there: see `plan`."""
        applied = set(await self.recorder.applied_migrations())
        steps = self._migration_plan(None, applied, self.loader.graph)
        state = await self._project_state(applied) if steps else None
        for step in steps:
            assert state is not None
            await states.apply(step.migration, state, self._schema_editor())
            await self.recorder.record_applied(step.migration.app_label, step.migration.name)

    async def _project_state(self, applied: set[MigrationKey], *, upto: MigrationKey | None = None) -> states.Models:
        """The models as the applied migrations left them."""
        connections = {
            label: app.get("default_connection", "default") for label, app in self.loader.apps_config.items()
        }
        state = states.Models(models={}, apps=states.Apps(default_connections=connections))
        for key in in_order(self.loader.graph):
            if key == upto:
                break
            if key in applied and (migration := self.loader.graph.nodes[key]) is not None:
                states.forward(migration, state)
        return state

    def _schema_editor(self, atomic: bool = True, collect_sql: bool = False) -> BaseSchemaEditor:
        editor = SqliteEditor if self.connection.capabilities.dialect == "sqlite" else AsyncpgSchemaEditor
        return editor(self.connection, atomic=atomic, collect_sql=collect_sql)

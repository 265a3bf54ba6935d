"""The order of migrations over several apps, where Tortoise 1.1.9 gets it wrong.

Its leaf of an app is a migration nobody depends on in *any* app, so as soon as a plugin depends on the core's newest
migration the core has no leaf. Its recorder takes any error for "nothing applied yet", also a locked database.
"""

from __future__ import annotations

from typing import Any

from tortoise.migrations.graph import MigrationGraph, MigrationKey, Node
from tortoise.migrations.loader import MigrationLoader
from tortoise.migrations.recorder import MigrationRecorder

from core.db.errors import SchemaBehind


class Graph(MigrationGraph):
    """Leaf and root are decided by the edges inside the app."""

    def leaf_nodes(self, app_label: str | None = None) -> list[MigrationKey]:
        return sorted(node.key for node in self._of(app_label) if not _inside(node, node.children))

    def root_nodes(self, app_label: str | None = None) -> list[MigrationKey]:
        return sorted(node.key for node in self._of(app_label) if not _inside(node, node.parents))

    def _of(self, app_label: str | None) -> list[Node]:
        return [node for node in self.node_map.values() if app_label in (None, node.key.app_label)]


class Loader(MigrationLoader):
    """Reads all migrations from disk into our graph."""

    async def build_graph(self) -> None:
        self.load_disk()
        self.graph = Graph()
        self.applied_migrations = set(await self.recorder.applied_migrations())
        for key, migration in self.disk_migrations.items():
            self.graph.add_node(key, migration)
        for key, migration in self.disk_migrations.items():
            self._add_internal_dependencies(key, migration)
        for key, migration in self.disk_migrations.items():
            self._add_external_dependencies(key, migration)
        self.graph.validate_consistency()


class Recorder(MigrationRecorder):
    """Knows what is applied; only a missing table means nothing is."""

    async def applied_migrations(self) -> list[MigrationKey]:
        try:
            _, rows = await self.connection.execute_query('SELECT app, name FROM "tortoise_migrations" ORDER BY id')
        except SchemaBehind:
            return []
        return [MigrationKey(app_label=row["app"], name=row["name"]) for row in rows]


class Nothing(Recorder):
    """No database at all: nothing is applied."""

    def __init__(self) -> None:
        super().__init__(None)

    async def applied_migrations(self) -> list[MigrationKey]:
        return []


async def unapplied(apps: dict[str, Any], recorder: MigrationRecorder) -> list[MigrationKey]:
    """Migrations on disk that are not in the database, in the order they would be applied."""
    loader = Loader(apps, recorder)
    await loader.build_graph()
    return [key for key in in_order(loader.graph) if key not in loader.applied_migrations]


def in_order(graph: MigrationGraph) -> list[MigrationKey]:
    """All migrations, each after those it depends on."""
    return list(dict.fromkeys(key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf)))


def _inside(node: Node, others: set[Node]) -> bool:
    return any(other.key.app_label == node.key.app_label for other in others)

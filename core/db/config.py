"""Our settings as the dictionary Tortoise wants: our clients, every app with its own migrations, UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def tortoise_config(db_url: str, apps: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """`apps` maps an app's label to its model modules, the core first and then in order of dependency.

    The migrations of an app lie beside its models: `plugins.sla.models.cases` → `plugins.sla.migrations`.
    Raises ValueError for an address that is neither SQLite nor PostgreSQL.
    """
    return {
        "connections": {"default": connection_config(db_url)},
        "apps": {
            label: {
                "models": list(modules),
                "default_connection": "default",
                "migrations": f"{_package(modules[0])}.migrations",
            }
            for label, modules in apps.items()
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def connection_config(db_url: str) -> dict[str, Any]:
    """Engine and credentials; options after `?` are passed on: `?maxsize=10`, `?busy_timeout=1000`."""
    parts = urlsplit(db_url)
    options: dict[str, Any] = {key: _number(value) for key, value in parse_qsl(parts.query)}
    if parts.scheme == "sqlite":
        path = unquote(db_url.removeprefix("sqlite://").partition("?")[0])
        return {"engine": "core.db.sqlite", "credentials": {"file_path": path, **options}}
    if parts.scheme in ("postgres", "postgresql"):
        credentials = {
            "host": parts.hostname,
            "port": parts.port or 5432,
            "user": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password) if parts.password else None,
            "database": unquote(parts.path.lstrip("/")),
        }
        return {"engine": "core.db.postgres", "credentials": {**credentials, **options}}
    raise ValueError(f"GUIZHANG_DB must begin with sqlite:// or postgres://, not {parts.scheme}://")


def sqlite_path(config: Mapping[str, Any]) -> Path | None:
    """The database file of a Tortoise configuration, None on PostgreSQL or in memory."""
    file_path = config["connections"]["default"]["credentials"].get("file_path")
    return None if file_path is None or ":memory:" in file_path else Path(file_path)


def _package(module: str) -> str:
    """The package that holds a model module: all before `.models`."""
    before, found, _ = module.partition(".models")
    return before if found else module.rpartition(".")[0] or module


def _number(text: str) -> int | str:
    return int(text) if text.lstrip("-").isdecimal() else text

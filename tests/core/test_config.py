"""Settings come from the environment, and a wrong one is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.config import Config
from core.db.config import sqlite_path, tortoise_config


def test_defaults_serve_on_this_machine_only() -> None:
    config = Config.from_env({})
    assert config == Config()
    assert (config.host, config.allowed_hosts) == ("127.0.0.1", ("127.0.0.1", "localhost"))


def test_port_moves_the_base_url() -> None:
    assert Config.from_env({"PORT": "8099"}).base_url == "http://127.0.0.1:8099"


def test_host_of_the_base_url_is_allowed() -> None:
    config = Config.from_env({"BASE_URL": "https://care.example.cn/"})
    assert config.base_url == "https://care.example.cn"
    assert config.allowed_hosts == ("127.0.0.1", "localhost", "care.example.cn")
    assert Config.from_env({"ALLOWED_HOSTS": "a.cn, b.cn"}).allowed_hosts == ("a.cn", "b.cn")


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", ""])
def test_wrong_port_is_refused(port: str) -> None:
    with pytest.raises(ValueError, match="PORT must be"):
        Config.from_env({"PORT": port})


def test_migrations_lie_beside_the_models() -> None:
    apps = {
        "core": ["core.models.people", "core.models.tickets"],
        "sla": ["plugins.sla.models"],
        "odd": ["foreign.tables"],
    }
    config = tortoise_config("sqlite://var/guizhang.db?busy_timeout=100", apps)
    assert [app["migrations"] for app in config["apps"].values()] == [
        "core.migrations",
        "plugins.sla.migrations",
        "foreign.migrations",
    ]
    assert config["connections"]["default"]["credentials"] == {"file_path": "var/guizhang.db", "busy_timeout": 100}
    assert sqlite_path(config) == Path("var/guizhang.db")


def test_postgres_address_is_taken_apart() -> None:
    config = tortoise_config("postgres://gz:p%40ss@db.example:5433/care?maxsize=10", {})
    assert config["connections"]["default"] == {
        "engine": "core.db.postgres",
        "credentials": {
            "host": "db.example",
            "port": 5433,
            "user": "gz",
            "password": "p@ss",
            "database": "care",
            "maxsize": 10,
        },
    }
    assert sqlite_path(config) is None


def test_other_databases_are_refused() -> None:
    with pytest.raises(ValueError, match="sqlite:// or postgres://"):
        tortoise_config("mysql://root@localhost/x", {})

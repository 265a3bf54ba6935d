"""A test's database on PostgreSQL that is given back reads like the template again, or is not given out any more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from core.testing.postgres import Server

pytestmark = [pytest.mark.anyio, pytest.mark.postgres]
_MADE = """
CREATE TABLE kept (id serial PRIMARY KEY, name text NOT NULL, at timestamptz);
CREATE TABLE pointing (id serial PRIMARY KEY, kept_id int NOT NULL REFERENCES kept, note text);
INSERT INTO kept (name, at) VALUES ('甲', '2026-03-02T01:00:00Z'), ('乙', NULL);
INSERT INTO pointing (kept_id, note) VALUES (1, 'first');
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
CREATE TRIGGER guard BEFORE DELETE OR UPDATE ON kept FOR EACH ROW EXECUTE FUNCTION refuse();
"""
_READ = "SELECT (SELECT json_agg(k ORDER BY id) FROM kept k)::text || (SELECT json_agg(p ORDER BY id) FROM pointing p)::text"


@pytest.fixture
async def pool(server: str) -> AsyncIterator[tuple[Server, str]]:
    pool = Server(server)
    template = await pool.empty()
    await _do(template, _MADE)
    yield pool, template
    await pool.drop_all()


async def _do(url: str, text: str, *, read: bool = False) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await (connection.fetchval(text) if read else connection.execute(text))
    finally:
        await connection.close()


async def test_rows_and_counters_are_those_of_the_template(pool):
    server, template = pool
    url = await server.fresh(template)
    before = await _do(url, _READ, read=True)
    for _round in range(2):
        await _do(url, "INSERT INTO kept (name) VALUES ('丙'); INSERT INTO pointing (kept_id) VALUES (3)")
        await _do(url, "DELETE FROM pointing WHERE id = 1")
        await server.discard(url)
        url, former = await server.fresh(template), url
        assert url != former
        assert await _do(url, _READ, read=True) == before
        assert await _do(url, "INSERT INTO kept (name) VALUES ('丁') RETURNING id", read=True) == 3
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await _do(url, "DELETE FROM kept")


@pytest.mark.parametrize(
    "altering",
    [
        "DROP TRIGGER guard ON kept",
        "ALTER TABLE kept DISABLE TRIGGER guard",
        "ALTER TABLE kept ADD COLUMN more int",
        "TRUNCATE kept CASCADE",
        "CREATE TABLE other (id int)",
        "CREATE INDEX more ON kept (name)",
    ],
)
async def test_one_that_was_altered_is_not_given_out_again(pool, altering):
    server, template = pool
    url = await server.fresh(template)
    await _do(url, altering)
    await server.discard(url)
    assert await _do(await server.fresh(template), _READ, read=True)
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await _do(url, "SELECT 1")


async def test_one_that_somebody_still_uses_is_not_given_out_again(pool):
    server, template = pool
    url = await server.fresh(template)
    connection = await asyncpg.connect(url)
    try:
        await server.discard(url)
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
            await connection.execute("SELECT 1")
    finally:
        connection.terminate()

"""The least a list of 50 can cost behind the same server: session, rows and capped count by raw SQL, text by formatting."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

import asyncpg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from core.config import Config
from core.web.session import cookie

BYTES = "FLOOR_BYTES"  # how long a page shall be
_SESSION = """SELECT s.id, s.csrf, s.lang, s.seen_at, s.ends_at, u.id, u.name, u.lang, u.department_id, u.party_id, u.password, u.state,
(SELECT number FROM core_generation WHERE id = 1) FROM core_session s JOIN core_user u ON u.id = s.user_id WHERE s.token = {}"""
_ROWS = """SELECT t.id, t.number, t.title, c.name, t.stage, t.category, t.region, t.department_id, t.owner_id, t.next_late, t.reported_at
FROM core_ticket t JOIN core_customer c ON c.id = t.customer_id ORDER BY t.id DESC LIMIT 51"""
_COUNT = "SELECT COUNT(*) FROM (SELECT id FROM core_ticket LIMIT 10001) AS capped"
_ROW = "<tr>" + "<td>{}</td>" * 11 + "</tr>\n"


class Base(Protocol):
    async def read(self, token: str) -> tuple[Any, Sequence[Any], int]:
        """The session or None, the rows, the count."""


class Sqlite:
    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("query_only=1", "mmap_size=268435456", "cache_size=-32000"):
            self._connection.execute(f"PRAGMA {pragma}")

    async def read(self, token: str) -> tuple[Any, Sequence[Any], int]:
        ask = self._connection.execute
        session = ask(_SESSION.format("?"), [token]).fetchone()
        return session, ask(_ROWS).fetchall(), ask(_COUNT).fetchone()[0]


class Postgres:
    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: Any = None

    async def read(self, token: str) -> tuple[Any, Sequence[Any], int]:
        if self._pool is None:
            self._pool = await asyncpg.create_pool(self._url)
        async with self._pool.acquire() as connection:
            session = await connection.fetchrow(_SESSION.format("$1"), token)
            return session, await connection.fetch(_ROWS), await connection.fetchval(_COUNT)


def _app(base: Base, length: int) -> Starlette:
    async def page(request: Request) -> HTMLResponse:
        token = hashlib.sha256(request.cookies[cookie(Config())].encode()).hexdigest()
        session, rows, count = await base.read(token)
        if session is None:
            return HTMLResponse("", 403)
        body = "".join([_ROW.format(*row) for row in rows[:50]])
        shell = f"<!doctype html><p>{count}</p><table>{body}</table>"
        return HTMLResponse(shell + " " * (length - len(shell)))

    async def healthz(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/", page), Route("/healthz", healthz)])


def main() -> None:
    url = Config.from_env().db
    base: Base = Sqlite(url.removeprefix("sqlite://")) if url.startswith("sqlite") else Postgres(url)
    app = _app(base, int(os.environ.get(BYTES, "0")))
    port = Config.from_env().port
    uvicorn.run(app, port=port, access_log=False, server_header=False, proxy_headers=False, log_level="warning")


if __name__ == "__main__":
    main()

"""What a supervisor asks: whether this worker lives (`/healthz`: restart it if not) and may be sent requests (`/readyz`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core import db, migrations
from core.db import sql

log = structlog.get_logger()


async def healthz(request: Request) -> Response:
    """200 {"ok": true}, else 503: restart this worker."""
    try:
        await db.ping()
    except Exception:  # whatever it is, this worker cannot serve
        return JSONResponse({"ok": False}, 503)
    return JSONResponse({"ok": True})


async def readyz(request: Request) -> Response:
    """200 {"ready": true, "reasons": []}, else 503 with reasons: "stopping", "database" (no answer), "schema" (behind)."""
    reasons = ["stopping"] if getattr(request.app.state, "stopping", False) else []
    try:
        await db.ping()
        reasons += [] if await _current() else ["schema"]
    except db.SchemaBehind:
        reasons.append("schema")
    except Exception as error:  # whatever it is, this worker cannot serve
        log.warning("not ready", why=type(error).__name__)
        reasons.append("database")
    return JSONResponse({"ready": not reasons, "reasons": reasons}, 503 if reasons else 200)


async def _current() -> bool:
    """Whether the database has every migration of the core that this program brings."""
    rows = await sql.fetch("SELECT name FROM tortoise_migrations WHERE app = ?", "core")
    return _brought() <= {row["name"] for row in rows}


@lru_cache
def _brought() -> frozenset[str]:
    folder = Path(next(iter(migrations.__path__)))
    return frozenset(file.stem for file in folder.glob("[0-9]*.py"))

"""What a supervisor asks: whether this worker's database answers within two seconds, for reading and for writing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core import db


async def healthz(request: Request) -> Response:
    """200 {"ok": true}, else 503: restart this worker."""
    try:
        await db.ping()
    except Exception:  # whatever it is, this worker cannot serve
        return JSONResponse({"ok": False}, 503)
    return JSONResponse({"ok": True})

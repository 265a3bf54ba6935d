"""A log line is one JSON object on stderr, control characters and foreign scripts escaped: no field forges a line."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

from core import clock


def _stamp(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    return {"at": clock.now().isoformat(), **event}


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    _stamp,
    structlog.processors.format_exc_info,
]


class _Handler(logging.StreamHandler[Any]):
    """Ours, to be replaced when configured again; those of others (a test's) stay."""


def configure() -> None:
    """Send structlog and the standard library's loggers (uvicorn, asyncio) through the same renderer."""
    renderer = structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[*_SHARED, renderer],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = _Handler(sys.stderr)
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_SHARED, processors=[remove, renderer]))
    root = logging.getLogger()
    root.handlers[:] = [*(h for h in root.handlers if not isinstance(h, _Handler)), handler]
    root.setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name != "uvicorn.access"

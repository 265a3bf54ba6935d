"""Figures for Prometheus: requests of this process, and what stands in the database, asked when scraped.

Each worker answers for itself: counters add up over workers, gauges of the database are the same from each of them.
"""

from __future__ import annotations

import platform
import time
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import clock, db
from core.acts.counting import REGISTRY
from core.config import LOOPBACK
from core.db import sql
from core.errors import Forbidden
from core.host.host import host
from core.i18n import _
from core.services.outbox import MOST_TRIES
from core.web.session import visit

PERMISSION = "core.page.metrics"

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_REQUESTS = Counter("guizhang_requests", "Answered requests.", ("method", "route", "status"), registry=REGISTRY)
_SECONDS = Histogram(
    "guizhang_request_seconds", "Time to answer.", ("method", "route"), registry=REGISTRY, buckets=_BUCKETS
)
ProcessCollector(registry=REGISTRY)

_DUTIES = """
SELECT plugin, COUNT(*) AS running, SUM(CASE WHEN late_from <= ? THEN 1 ELSE 0 END) AS late
FROM core_duty WHERE running = 1 GROUP BY plugin
"""
_WORK = """
SELECT o.waiting, o.parked, j.name, j.last_at, j.last_ok, j.failures
FROM (SELECT COALESCE(SUM(CASE WHEN attempts < ? THEN 1 ELSE 0 END), 0) AS waiting,
             COALESCE(SUM(CASE WHEN attempts >= ? THEN 1 ELSE 0 END), 0) AS parked
      FROM core_outbox WHERE finished_at IS NULL) o LEFT JOIN core_job_run j ON 1 = 1
"""


class MetricsMiddleware:
    """Counts each answer under the template of its route, never under the address that was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            route = scope["state"].get("route", "(none)")
            _REQUESTS.labels(method, route, f"{status // 100}xx").inc()
            _SECONDS.labels(method, route).observe(time.perf_counter() - begun)


async def metrics(request: Request) -> Response:
    """The text format of Prometheus: to a reader with the right to it, or to this very machine when no proxy stands before us."""
    actor = visit(request).actor
    if actor is not None and not actor.may(PERMISSION):
        raise Forbidden(PERMISSION)
    if actor is None and not _local(request):
        said = _("A bearer token with the permission %(name)s is needed.", name=PERMISSION)
        return PlainTextResponse(said, 401, {"www-authenticate": "Bearer"})
    text = generate_latest(REGISTRY) + generate_latest(await _stored(clock.now()))
    return Response(text, headers={"content-type": CONTENT_TYPE_LATEST})


def _local(request: Request) -> bool:
    """Behind a proxy every stranger comes from this machine: then nobody is let in without a token."""
    client = request.client.host if request.client else ""
    known_as = urlsplit(request.app.state.config.base_url).hostname
    asked_for = request.url.hostname
    return (
        client in ("127.0.0.1", "::1")
        and known_as in LOOPBACK
        and asked_for in LOOPBACK
        and not any(name in request.headers for name in _FORWARDED)
    )


async def _stored(now: datetime) -> CollectorRegistry:
    """What the database knows, in two statements; duties of plugins that are off are suspended and not counted."""
    found = CollectorRegistry()
    duties = {row["plugin"]: row for row in await sql.fetch(_DUTIES, now)}
    work = await sql.fetch(_WORK, MOST_TRIES, MOST_TRIES)
    running = Gauge("guizhang_duties_running", "Running duties.", ("plugin",), registry=found)
    late = Gauge("guizhang_duties_late", "Running duties that are late.", ("plugin",), registry=found)
    for plugin in sorted(host().enabled):
        running.labels(plugin).set(duties[plugin]["running"] if plugin in duties else 0)
        late.labels(plugin).set(duties[plugin]["late"] if plugin in duties else 0)
    waiting = Gauge("guizhang_outbox", "Events not delivered yet.", ("state",), registry=found)
    waiting.labels("waiting").set(work[0]["waiting"])
    waiting.labels("parked").set(work[0]["parked"])
    _jobs([row for row in work if row["name"]], now, found)
    _build(found)
    return found


def _jobs(rows: list[dict[str, Any]], now: datetime, found: CollectorRegistry) -> None:
    age = Gauge("guizhang_job_age_seconds", "Time since a job was last begun.", ("job",), registry=found)
    well = Gauge("guizhang_job_ok", "Whether a job's last run ended well.", ("job",), registry=found)
    failures = Gauge("guizhang_job_failures", "Failed runs of a job so far.", ("job",), registry=found)
    for row in rows:
        last = sql.instant(row["last_at"])
        if last is not None:
            age.labels(row["name"]).set((now - last).total_seconds())
        well.labels(row["name"]).set(bool(row["last_ok"]))
        failures.labels(row["name"]).set(row["failures"])


def _build(found: CollectorRegistry) -> None:
    info = Gauge("guizhang_build_info", "What runs here.", ("version", "python", "database"), registry=found)
    version = host().registry.plugins["core"].manifest.version
    info.labels(version, platform.python_version(), db.dialect()).set(1)
    plugins = Gauge(
        "guizhang_plugin_on", "Plugins loaded, and whether they are on.", ("plugin", "version"), registry=found
    )
    for plugin in host().registry.plugins.values():
        plugins.labels(plugin.name, plugin.manifest.version).set(host().is_on(plugin.name))

"""The web application: its routes, what stands around every request, its start and its end."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import clock
from core.config import Config
from core.host import host as hosting
from core.host.host import Host
from core.models import Generation
from core.services import files, jobs, mail, passwords
from core.web import errors_web, login, login_second, logs, page_password, pages, screens, session, slots, templating
from core.web.health import healthz, readyz
from core.web.metrics import MetricsMiddleware, metrics
from core.web.openapi import openapi
from core.web.peer import PeerMiddleware
from core.web.routing import KnownRoutes
from core.web.security import PUBLIC, HeadersMiddleware, TargetMiddleware, check_routes, gated, route

BODY_LIMIT = 2 * 1024 * 1024
BODY_SECONDS = 30.0
FILE_SECONDS = 180.0  # photos come over the phone's network

log = structlog.get_logger()


def create_app(house: Host | None = None, config: Config | None = None) -> Starlette:
    """The application. A `house` given has been started, and its owner stops it; without one the lifespan does both.

    DeclarationError if a route names no permission.
    """
    config = config or Config.from_env()
    logs.configure()
    app = Starlette(
        middleware=_middleware(config),
        exception_handlers={HTTPException: errors_web.http_error},
        lifespan=_given(house) if house else _own(config),
    )
    app.router.redirect_slashes = False
    app.state.config = config
    if house:
        _furnish(app, house)
    return app


def _middleware(config: Config) -> list[Middleware]:
    return [
        Middleware(PeerMiddleware, proxies=config.trusted_proxies),
        Middleware(RequestIdMiddleware),
        Middleware(MetricsMiddleware),
        Middleware(HeadersMiddleware, secure=session.is_secure(config)),
        Middleware(TargetMiddleware),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(config.allowed_hosts), www_redirect=False),
        Middleware(errors_web.ErrorMiddleware),
        Middleware(RequestBodyLimitMiddleware, max_body_size=BODY_LIMIT),
        Middleware(BodyDeadlineMiddleware),
        Middleware(session.SessionMiddleware, config=config),
    ]


def _given(house: Host) -> Callable[[Starlette], Any]:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        passwords.warm_up()
        yield
        app.state.stopping = True

    return lifespan


def _own(config: Config) -> Callable[[Starlette], Any]:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        house = await hosting.start(config.db)
        try:
            _furnish(app, house)
            passwords.warm_up()
            await jobs.start(house)
            try:
                yield
            finally:
                app.state.stopping = True
                await jobs.stop()
        finally:
            # skipped, the database threads would keep the process alive for ever
            await hosting.stop()

    return lifespan


def _furnish(app: Starlette, house: Host) -> None:
    templating.configure(house.registry.plugins.values(), app.state.config.data)
    files.configure(app.state.config.files_url)
    mail.configure(app.state.config)
    routes = _routes(house)
    app.router.routes.extend([KnownRoutes(routes), *routes])


def _routes(house: Host) -> list[BaseRoute]:
    get, post = ("GET",), ("POST",)
    own = [
        route("/login", login.login_page, get, PUBLIC),
        route("/login", login.login, post, PUBLIC),
        route("/login/code", login_second.login_code, post, PUBLIC),
        route("/logout", login.logout, post),
        route("/welcome", page_password.link_page, get, PUBLIC),
        route("/welcome", page_password.save_by_link, post, PUBLIC),
        route("/lang", login.language, get, PUBLIC),
        route("/healthz", healthz, get, PUBLIC),
        route("/readyz", readyz, get, PUBLIC),
        route("/metrics", metrics, get, PUBLIC),  # it judges itself: this machine needs no token
        route("/openapi.json", openapi),
        route("/static/{path:path}", _static, get, PUBLIC),
        route("/slot/{plugin}/{name}", slots.slot),
        route("/slot/{plugin}/{name}/{on}/{subject}/{number}", slots.slot),
        *pages.routes(house),
        *screens.routes(house),
    ]
    plugins = [gated(p.name, p.routes, _is_on(p.name)) for p in house.registry.plugins.values() if p.routes]
    return [*check_routes("core", own), *plugins]


async def _static(request: Request) -> Response:
    return await templating.static_files().serve(request)


def _is_on(plugin: str) -> Callable[[], Awaitable[bool]]:
    async def is_on() -> bool:
        # a public route has no session that would have told of a new generation
        row = await Generation.get_or_none(id=1)
        if row is not None and row.number != hosting.host().generation:
            await hosting.host().refresh()
        return hosting.host().is_on(plugin)

    return is_on


class RequestIdMiddleware:
    """A number for every request, ours and never the client's: in X-Request-Id, in every log line, on error pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number, begun, status = secrets.token_hex(8), clock.now(), 0
        # a state of its own per request: the lifespan's is shared
        scope["state"] = {**scope.get("state", {}), "request_id": number}

        async def numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", []), (b"x-request-id", number.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(id=number):
            await self._app(scope, receive, numbered)
            spent = (clock.now() - begun).total_seconds() * 1000
            # the address of a one-time link is a secret: its page names the route instead
            path = scope["state"].get("logged_path") or scope["path"][:300]
            log.info("request", method=scope["method"], path=path, status=status, ms=round(spent))


class BodyDeadlineMiddleware:
    """A body that has not arrived whole after BODY_SECONDS is given up with 408: a trickle holds no worker."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        loop, whole = asyncio.get_running_loop(), False
        deadline = loop.time() + (FILE_SECONDS if scope["path"].endswith("/files") else BODY_SECONDS)

        async def hurried() -> Message:
            nonlocal whole
            if whole:  # what comes now is only the end of the connection
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(408) from error
            whole = not message.get("more_body", False)
            return message

        await self._app(scope, hurried, send)

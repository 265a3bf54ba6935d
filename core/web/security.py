"""Closed by default: each route names its permission, unsafe requests prove their origin, answers bear headers."""

from __future__ import annotations

import functools
import hmac
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import DeclarationError, Forbidden, GuizhangError, NotFound
from core.web.confidential import turned_away
from core.web.routing import LateRoute
from core.web.session import FirstThis, LoginRequired, visit

Endpoint = Callable[[Request], Awaitable[Response]]

PUBLIC = "public"
LOGIN = "login"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")
# what a file may do when a browser opens it after all: nothing
SANDBOX = "sandbox; default-src 'none'"
_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


# open to everybody signed in, because `perform` and scope judge what is done and shown there by its own permission; all
# other such pages show what is the user's own, which a limited token sees only if that is written on it
_JUDGED = ("/s/", "/files/", "/suggest/", "/clauses", "/openapi.json")
_OWN_DESK = "core.page.workbench"


class CsrfFailed(GuizhangError):
    """The request does not prove that it comes from one of our own pages."""


class Permitted(LateRoute):
    """A route that names its permission; made by `route` only."""

    def __init__(self, path: str, endpoint: Endpoint, methods: Sequence[str], permission: str) -> None:
        super().__init__(path, endpoint, methods)
        self.permission = permission

    @cached_property
    def endpoint(self) -> Endpoint:  # type: ignore[override]
        return _guarded(self.path, self.given, self.permission)


def route(path: str, endpoint: Endpoint, methods: Sequence[str] = ("GET",), permission: str = LOGIN) -> Permitted:
    """A route for whoever holds `permission`: "public", "login" (anybody signed in) or the name of a permission.

    Sign-in, permission and, for unsafe methods, CSRF are checked before `endpoint` runs: LoginRequired, Forbidden,
    CsrfFailed.
    """
    return Permitted(path, endpoint, methods, permission)


def _guarded(path: str, endpoint: Endpoint, permission: str) -> Endpoint:
    @functools.wraps(endpoint)
    async def guarded(request: Request) -> Response:
        request.scope["state"]["route"] = request.scope.get("root_path", "") + path
        try:
            _check_permission(request, permission)
        except Forbidden as error:
            raise await turned_away(request.scope["path"], error.permission, visit(request).actor) from None
        try:
            if request.method not in _SAFE:
                await _check_csrf(request)
                await _check_json(request)
            return await endpoint(request)
        finally:
            await request.close()  # files that came with a form go with it

    return guarded


def check_routes(plugin: str, routes: Iterable[Any]) -> list[BaseRoute]:
    """The routes, if every one of them names its permission; else DeclarationError."""
    found = list(routes)
    for each in found:
        if not isinstance(each, Permitted) or not getattr(each, "permission", ""):
            path = getattr(each, "path", repr(each))
            raise DeclarationError(plugin, f"the route {path} names no permission: make it with core.api.route")
    return found


def gated(plugin: str, routes: Iterable[Any], is_on: Callable[[], Awaitable[bool]]) -> Mount:
    """A plugin's own routes under /p/<plugin>/; 404 while it is off."""
    return Mount(f"/p/{plugin}", app=_Gate(check_routes(plugin, routes), is_on), name=plugin)


class _Gate:
    def __init__(self, routes: list[BaseRoute], is_on: Callable[[], Awaitable[bool]]) -> None:
        self.routes = routes
        self._router = Router(routes, redirect_slashes=False)
        self._is_on = is_on

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not await self._is_on():
            raise NotFound("this plugin is switched off")
        await self._router(scope, receive, send)


def _check_permission(request: Request, permission: str) -> None:
    if permission == PUBLIC:
        return
    actor = visit(request).actor
    if actor is None:
        raise LoginRequired
    first = visit(request).first
    if first and not request.scope["path"].startswith((first, "/logout")):
        raise FirstThis(first)
    if permission == LOGIN and visit(request).limited and not request.scope["path"].startswith(_JUDGED):
        permission = _OWN_DESK
    if permission != LOGIN and not actor.may(permission):
        raise Forbidden(permission)


async def _check_csrf(request: Request) -> None:
    """The token of this very session in header or form, and no sign of a foreign page; a bearer token proves itself."""
    if visit(request).bearer:
        return
    if not _own_origin(request):
        raise CsrfFailed
    given = request.headers.get("x-csrf-token")
    if given is None and (kind := _content_type(request)) in _FORMS:
        if kind == _FORMS[0]:
            await request.body()  # kept, so that the endpoint may read it too
        field = (await request.form()).get("csrf")
        given = field if isinstance(field, str) else None
    if not given or not hmac.compare_digest(given.encode(), visit(request).csrf.encode()):
        raise CsrfFailed


async def _check_json(request: Request) -> None:
    """A JSON body that is none is told as 400 here, once for all endpoints."""
    if _content_type(request) != "application/json":
        return
    try:
        await request.json()
    except (ValueError, RecursionError) as error:
        raise HTTPException(400) from error


def _content_type(request: HTTPConnection) -> str:
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


def _own_origin(request: Request) -> bool:
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    own = urlsplit(request.app.state.config.base_url)
    return origin in (f"{own.scheme}://{own.netloc}", f"{own.scheme}://{request.headers.get('host', '')}")


def local_path(text: str | None, default: str = "/") -> str:
    """`text` if it leads to a page of our own, else `default`. Whatever a browser may read as another host does not."""
    if not text or not text.startswith("/") or text.startswith("//") or _CONTROL.search(text) or len(text) > 2000:
        return default
    try:
        parts = urlsplit(text)
    except ValueError:
        return default
    return default if parts.scheme or parts.netloc else text


def wants_json(request: HTTPConnection) -> bool:
    """The answer should be JSON: a .json address, a JSON body, or an Accept header that names JSON before HTML."""
    if request.scope["path"].endswith(".json"):
        return True
    accept = request.headers.get("accept", "")
    if "application/json" in accept and "text/html" not in accept:
        return True
    return _content_type(request) == "application/json"


def is_htmx(request: HTTPConnection) -> bool:
    return request.headers.get("hx-request") == "true"


class HeadersMiddleware:
    """Security headers on every answer, also errors and static files; only static files may be kept by a browser."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self._app = app
        self._headers = {**_HEADERS, **({"strict-transport-security": "max-age=31536000"} if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def adorned(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                locked = headers.get("content-security-policy") == SANDBOX
                for name, value in self._headers.items():
                    headers[name] = value
                if locked:
                    headers["content-security-policy"] = SANDBOX
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, adorned if scope["type"] == "http" else send)


class TargetMiddleware:
    """400 for two Host headers, an absolute target or a NUL in the address: nobody sends them by accident."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _plain(scope):
            await Response("Invalid request", 400, media_type="text/plain")(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _plain(scope: Scope) -> bool:
    one_host = len(Headers(scope=scope).getlist("host")) == 1
    path: str = scope["path"]
    return one_host and path.startswith("/") and "\x00" not in path and b"%00" not in scope["query_string"]

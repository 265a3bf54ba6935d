"""Who is asking: a server-side session behind a random cookie, read together with today's rights by one statement.

A program shows a bearer token instead; then no cookie counts, none is set, and the rights are those of both user and token.

The session row keeps a print of the user's password hash, so a changed password ends every session of that user on
every worker by itself, as a disabled account does: nobody has to remember to end them.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core import clock, db
from core.config import Config
from core.db import sql
from core.errors import Forbidden, GuizhangError
from core.host.host import host
from core.i18n import LANGUAGES, use_language
from core.models import Session, User
from core.models.access import Actor, granted
from core.services import tokens, totp

LANGUAGE_COOKIE = "gz_lang"
PASSWORD_PAGE, SECOND_PAGE = "/password", "/me/second"

_READ = """
SELECT s.id, s.csrf, s.lang, s.seen_at, s.ends_at, u.id AS user_id, u.name, u.lang AS user_lang, u.department_id,
       u.party_id, u.password, u.state, u.must_change, u.second_at, (SELECT number FROM core_generation WHERE id = 1) AS generation,
       g.role, g.scope, g.departments
FROM core_session s JOIN core_user u ON u.id = s.user_id LEFT JOIN core_grant g ON g.user_id = u.id
WHERE s.token = ? ORDER BY g.id
"""
_SEEN_EVERY = timedelta(minutes=1)
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
_WITHOUT_SESSION = ("/static/", "/healthz", "/readyz")
_FOR_PEOPLE = ("/login", "/logout", "/lang")


class LoginRequired(GuizhangError):
    """The page needs somebody who is signed in."""


class FirstThis(GuizhangError):
    """`page` must be done with before anything else."""

    def __init__(self, page: str) -> None:
        super().__init__(page)
        self.page = page


class BadToken(GuizhangError):
    """The bearer token is unknown, ended or revoked, or its user is disabled: not told which."""


@dataclass
class Visit:
    """One request's visitor. Without a session `csrf` is the token of the pre-login cookie, `actor` None.

    `bearer`: a program with a token, which no foreign page can send; `limited`: the token does not hold all that its user may.
    `first`: the page that must be done with before any other.
    """

    csrf: str
    lang: str
    actor: Actor | None = None
    session_id: int | None = None
    bearer: bool = False
    limited: bool = False
    first: str = ""


def visit(request: HTTPConnection) -> Visit:
    """The visitor of this request."""
    found: Visit = request.scope["state"]["visit"]
    return found


def actor(request: HTTPConnection) -> Actor:
    """Who is signed in; LoginRequired if nobody is."""
    found = visit(request).actor
    if found is None:
        raise LoginRequired
    return found


class SessionMiddleware:
    """Reads the session before anything else runs, and rereads the settings when their generation has grown."""

    def __init__(self, app: ASGIApp, config: Config) -> None:
        self._app = app
        self._config = config

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        # already there when the database fails below: the error page wants to know the language
        state["visit"], state["actor"] = self._stranger(HTTPConnection(scope)), None
        if not scope["path"].startswith(_WITHOUT_SESSION):
            state["visit"] = await self._visitor(HTTPConnection(scope))
            state["actor"] = state["visit"].actor
        with use_language(state["visit"].lang):
            await self._app(scope, receive, send)

    def _stranger(self, request: HTTPConnection) -> Visit:
        token = request.cookies.get(pre_cookie(self._config), "")
        csrf = token if _TOKEN.fullmatch(token) else secrets.token_urlsafe(32)
        return Visit(csrf, _chosen(request) or LANGUAGES[0])

    async def _visitor(self, request: HTTPConnection) -> Visit:
        shown = _bearer(request)
        if shown is not None:
            return await _program(request, shown)
        token = request.cookies.get(cookie(self._config))
        rows = await sql.fetch(_READ, digest(token)) if token else []
        if not rows or not self._alive(rows[0]):
            return visit(request)
        row = rows[0]
        if row["generation"] is not None and row["generation"] != host().generation:
            await host().refresh()
        await _touch(row)
        lang = _chosen(request) or row["lang"]
        user = SimpleNamespace(**{**row, "id": row["user_id"], "lang": row["user_lang"]})
        actor = host().make_actor(user, granted(rows), lang)
        return Visit(row["csrf"], lang, actor, row["id"], first=_first(row, actor))

    def _alive(self, row: dict[str, Any]) -> bool:
        now = clock.now()
        seen, ends = _at(row["seen_at"]), _at(row["ends_at"])
        in_time = now < ends and now < seen + timedelta(minutes=self._config.session_idle)
        return (
            in_time
            and row["state"] == "active"
            and hmac.compare_digest(_printed(row["csrf"], row["password"]), row["csrf"])
        )


def _first(row: dict[str, Any], actor: Actor) -> str:
    """A password that somebody else knows, and a second factor that the house requires, come before everything."""
    if row["must_change"]:
        return PASSWORD_PAGE
    if row["second_at"] is None and totp.POLICY in host().registry.policies:
        value = host().policy(totp.POLICY, clock.now())
        return SECOND_PAGE if totp.required(value, actor.roles) else ""
    return ""


def _bearer(request: HTTPConnection) -> str | None:
    """The token shown, if any."""
    kind, _blank, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


async def _program(request: HTTPConnection, secret: str) -> Visit:
    """BadToken, or Forbidden where people sign in and out."""
    lang = _accepted(request)
    found = await tokens.bearer(secret, lang)
    if found is None:
        raise BadToken
    if request.scope["path"] in _FOR_PEOPLE:
        raise Forbidden
    actor, limited = found
    return Visit("", actor.lang, actor, bearer=True, limited=limited)


def _accepted(request: HTTPConnection) -> str | None:
    """The language a program asks for; its user's own if it does not say."""
    asked = request.headers.get("accept-language", "")[:2].lower()
    return next((lang for lang in LANGUAGES if asked and lang.startswith(asked)), None)


def _chosen(request: HTTPConnection) -> str | None:
    """The language picked on this device, if any."""
    lang = request.cookies.get(LANGUAGE_COOKIE)
    return lang if lang in LANGUAGES else None


def _at(raw: Any) -> datetime:
    found = sql.instant(raw)
    assert found is not None
    return found


async def _touch(row: dict[str, Any]) -> None:
    """Note that the session is in use, at most once a minute; a database that takes no writes may still be read."""
    now = clock.now()
    if now - _at(row["seen_at"]) < _SEEN_EVERY:
        return
    try:
        await Session.filter(id=row["id"]).update(seen_at=now)
    except (db.DatabaseBusy, db.DatabaseFull):
        return


def digest(token: str) -> str:
    """How a token stands in the table: a stolen table opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()


def _printed(csrf: str, password: str) -> str:
    """The CSRF token with the print of the password hash behind its dot."""
    nonce = csrf.partition(".")[0]
    return f"{nonce}.{hashlib.sha256((nonce + password).encode()).hexdigest()[:20]}"


async def begin(request: HTTPConnection, response: Response, user: User, config: Config) -> None:
    """A new session for `user`, never under an id that was there before; the old one and all that have ended go."""
    now, token = clock.now(), secrets.token_urlsafe(32)
    await end(request, config)
    await Session.filter(ends_at__lt=now).delete()
    await Session.create(
        token=digest(token),
        user_id=user.id,
        csrf=_printed(secrets.token_urlsafe(24), user.password),
        lang=_chosen(request) or user.lang,
        created_at=now,
        seen_at=now,
        ends_at=now + timedelta(hours=config.session_hours),
        agent=request.headers.get("user-agent", "")[:200],
    )
    set_cookie(response, cookie(config), token, config)
    response.delete_cookie(pre_cookie(config), secure=is_secure(config), httponly=True, samesite="lax")


async def end(request: HTTPConnection, config: Config) -> None:
    """Delete the session of this request, if it has one."""
    token = request.cookies.get(cookie(config))
    if token:
        await Session.filter(token=digest(token)).delete()


def is_secure(config: Config) -> bool:
    return config.base_url.startswith("https://")


def cookie(config: Config) -> str:
    return "__Host-gz" if is_secure(config) else "gz"


def pre_cookie(config: Config) -> str:
    return "__Host-gz-pre" if is_secure(config) else "gz-pre"


def set_cookie(response: Response, name: str, value: str, config: Config, *, seconds: int | None = None) -> None:
    """Without `seconds` the cookie ends with the browser."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=is_secure(config), httponly=True, samesite="lax")

"""Sign in, sign out and language.

Failed tries are rows, so they count across workers: five for a name, thirty for an address, within fifteen minutes. A
try is written down before the password is checked, so that many at once gain nothing. Nothing in the answer depends on
whether the name exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import clock
from core.config import Config
from core.db import sql
from core.i18n import LANGUAGES, _, ngettext
from core.models import LoginTry, User
from core.services.passwords import verify_password
from core.web import session
from core.web.security import local_path
from core.web.templating import render

log = structlog.get_logger()

TRIES_PER_LOGIN = 5
TRIES_PER_ADDRESS = 30
_WINDOW = timedelta(minutes=15)
_LANGUAGE_SECONDS = 365 * 24 * 3600

# failures since the last success for the name (a success of the right person forgives), all failures for the address
_COUNT = """
SELECT (SELECT COUNT(*) FROM core_login_try WHERE login = ? AND NOT ok AND at > ? AND id <= ?
          AND id > COALESCE((SELECT MAX(id) FROM core_login_try WHERE login = ? AND ok), 0)) AS names,
       (SELECT COUNT(*) FROM core_login_try WHERE address = ? AND NOT ok AND at > ? AND id <= ?) AS addresses
"""
_LAST = 2**62


@dataclass(frozen=True)
class _Failures:
    names: int
    addresses: int

    @property
    def locked(self) -> bool:
        return self.names >= TRIES_PER_LOGIN or self.addresses >= TRIES_PER_ADDRESS


async def login_page(request: Request) -> Response:
    """The form; whoever is signed in goes straight on."""
    target = local_path(request.query_params.get("next"))
    if session.visit(request).actor is not None:
        return RedirectResponse(target, 303)
    return await _form(request, target)


async def login(request: Request) -> Response:
    """Check name and password: 303 to `next`, else the form with 401, or 429 after too many tries."""
    form = await request.form()
    name, password, target = (str(form.get(key, "")) for key in ("username", "password", "next"))
    name, target = name.replace("\x00", "").strip()[:60], local_path(target)
    address = request.client.host if request.client else ""
    if (await _failures(name, address)).locked:
        return await _locked(request, name, target)
    attempt = await LoginTry.create(login=name, address=address[:60], at=clock.now(), ok=False)
    before = await _failures(name, address, attempt.id - 1)
    if before.locked:
        return await _locked(request, name, target)
    user = await User.get_or_none(login=name, state="active")
    if not await verify_password(user.password if user else None, password) or user is None:
        # not the name as typed: people type passwords into that field
        log.warning("sign-in failed", user_id=user.id if user else None, address=address[:60])
        left = TRIES_PER_LOGIN - before.names - 1
        return await _form(request, target, name=name, error=_wrong(left), status=401)
    await LoginTry.filter(id=attempt.id).update(ok=True)
    return await _welcome(request, user, target)


async def _welcome(request: Request, user: User, target: str) -> Response:
    response = RedirectResponse(target, 303)
    await session.begin(request, response, user, _config(request))
    log.info("signed in", user_id=user.id)
    return response


async def _failures(name: str, address: str, last: int = _LAST) -> _Failures:
    since = clock.now() - _WINDOW
    rows = await sql.fetch(_COUNT, name, since, last, name, address[:60], since, last)
    return _Failures(rows[0]["names"], rows[0]["addresses"])


def _wrong(left: int) -> str:
    if left < 1:
        return _("User name or password is wrong. Try again in %(minutes)d minutes.", minutes=_minutes())
    return ngettext(
        "User name or password is wrong; %(num)d more try.", "User name or password is wrong; %(num)d more tries.", left
    )


def _minutes() -> int:
    return int(_WINDOW.total_seconds()) // 60


async def _locked(request: Request, name: str, target: str) -> Response:
    log.info("sign-in locked")
    message = _("Too many failed tries. Try again in %(minutes)d minutes.", minutes=_minutes())
    return await _form(request, target, name=name, error=message, status=429)


async def _form(request: Request, target: str, *, name: str = "", error: str = "", status: int = 200) -> Response:
    values = {"username": name}
    response = await render(
        request, "core/login.html", status=status, title=_("Sign in"), next=target, values=values, error=error
    )
    config = _config(request)
    session.set_cookie(response, session.pre_cookie(config), session.visit(request).csrf, config)
    return response


async def logout(request: Request) -> Response:
    """End the session on the server, then forget the cookie."""
    config = _config(request)
    await session.end(request, config)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(session.cookie(config), secure=session.is_secure(config), httponly=True, samesite="lax")
    return response


async def language(request: Request) -> Response:
    """/lang?to=en&next=/…: kept in a cookie of this device, so that it holds before sign-in too and writes no table."""
    response = RedirectResponse(local_path(request.query_params.get("next")), 303)
    chosen = request.query_params.get("to")
    if chosen in LANGUAGES:
        session.set_cookie(response, session.LANGUAGE_COOKIE, chosen, _config(request), seconds=_LANGUAGE_SECONDS)
    return response


def _config(request: Request) -> Config:
    config: Config = request.app.state.config
    return config

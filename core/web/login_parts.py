"""What both steps of signing in share: the count of tries, the form, the welcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import clock
from core.config import Config
from core.db import sql
from core.i18n import _
from core.models import LoginTry, User
from core.web import session
from core.web.templating import render

log = structlog.get_logger()

TRIES_PER_LOGIN = 5
TRIES_PER_ADDRESS = 30
_WINDOW = timedelta(minutes=15)
MINUTES = int(_WINDOW.total_seconds()) // 60

# failures since the last success for the name (a success of the right person forgives), all failures for the address
_COUNT = """
SELECT (SELECT COUNT(*) FROM core_login_try WHERE login = ? AND NOT ok AND at > ? AND id <= ?
          AND id > COALESCE((SELECT MAX(id) FROM core_login_try WHERE login = ? AND ok), 0)) AS names,
       (SELECT COUNT(*) FROM core_login_try WHERE address = ? AND NOT ok AND at > ? AND id <= ?) AS addresses
"""
_LAST = 2**62


@dataclass(frozen=True)
class Try:
    """A try written down before anything is checked, so that many at once gain nothing; `left` more after it."""

    id: int
    left: int

    async def succeeded(self) -> None:
        await LoginTry.filter(id=self.id).update(ok=True)

    async def half_done(self) -> None:
        """The password was right: no failure, and nothing that forgives one before the code is right, too."""
        await LoginTry.filter(id=self.id).delete()


async def begin_try(request: Request, name: str) -> Try | None:
    """None when the name or the address has failed too often."""
    address = address_of(request)
    if _locked(await _failures(name, address)):
        return None
    attempt = await LoginTry.create(login=name, address=address, at=clock.now(), ok=False)
    before = await _failures(name, address, attempt.id - 1)
    return None if _locked(before) else Try(attempt.id, TRIES_PER_LOGIN - before[0] - 1)


def _locked(failures: tuple[int, int]) -> bool:
    return failures[0] >= TRIES_PER_LOGIN or failures[1] >= TRIES_PER_ADDRESS


async def _failures(name: str, address: str, last: int = _LAST) -> tuple[int, int]:
    """Of the name and of the address."""
    since = clock.now() - _WINDOW
    rows = await sql.fetch(_COUNT, name, since, last, name, address, since, last)
    return rows[0]["names"], rows[0]["addresses"]


def address_of(request: Request) -> str:
    return (request.client.host if request.client else "")[:60]


async def locked_out(request: Request, target: str, **more: Any) -> Response:
    log.info("sign-in locked")
    message = _("Too many failed tries. Try again in %(minutes)d minutes.", minutes=MINUTES)
    return await login_form(request, target, error=message, status=429, **more)


async def login_form(
    request: Request, target: str, *, name: str = "", error: str = "", status: int = 200, step: str = ""
) -> Response:
    """The form of the first step, or with `step` (the secret that the first one gave) of the second."""
    values = {"username": name}
    response = await render(
        request,
        "core/login.html",
        status=status,
        title=_("Sign in"),
        next=target,
        values=values,
        error=error,
        totp=bool(step),
        step=step,
    )
    remember_stranger(request, response)
    return response


def remember_stranger(request: Request, response: Response) -> None:
    """A page with a form before sign-in needs its token in a cookie, too."""
    config = config_of(request)
    if session.visit(request).actor is None:
        session.set_cookie(response, session.pre_cookie(config), session.visit(request).csrf, config)


async def welcome(request: Request, user: User, target: str) -> Response:
    """A new session, and on to `target`."""
    response = RedirectResponse(target, 303)
    await session.begin(request, response, user, config_of(request))
    log.info("signed in", user_id=user.id)
    return response


def config_of(request: Request) -> Config:
    config: Config = request.app.state.config
    return config

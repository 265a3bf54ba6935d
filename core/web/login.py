"""Sign in, sign out and language.

Failed tries are rows, so they count across workers: five for a name, thirty for an address, within fifteen minutes. Nothing
in the answer to a wrong password depends on whether the name exists.
"""

from __future__ import annotations

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.i18n import LANGUAGES, _, ngettext
from core.models import User
from core.services.passwords import verify_password
from core.web import session
from core.web.login_parts import MINUTES, address_of, begin_try, config_of, locked_out, login_form, welcome
from core.web.login_second import ask_code
from core.web.security import local_path

log = structlog.get_logger()

_LANGUAGE_SECONDS = 365 * 24 * 3600


async def login_page(request: Request) -> Response:
    """The form; whoever is signed in goes straight on."""
    target = local_path(request.query_params.get("next"))
    if session.visit(request).actor is not None:
        return RedirectResponse(target, 303)
    return await login_form(request, target)


async def login(request: Request) -> Response:
    """Check name and password: 303 to `next`, or the form for the code, else the form with 401, or 429 after too many tries."""
    form = await request.form()
    name, password, target = (str(form.get(key, "")) for key in ("username", "password", "next"))
    name, target = name.replace("\x00", "").strip()[:60], local_path(target)
    attempt = await begin_try(request, name)
    if attempt is None:
        return await locked_out(request, target, name=name)
    user = await User.get_or_none(login=name, state="active")
    if not await verify_password(user.password if user else None, password) or user is None:
        # not the name as typed: people type passwords into that field
        log.warning("sign-in failed", user_id=user.id if user else None, address=address_of(request))
        return await login_form(request, target, name=name, error=_wrong(attempt.left), status=401)
    if user.second_at is not None:
        await attempt.half_done()
        return await ask_code(request, user, target)
    await attempt.succeeded()
    return await welcome(request, user, target)


def _wrong(left: int) -> str:
    if left < 1:
        return _("User name or password is wrong. Try again in %(minutes)d minutes.", minutes=MINUTES)
    return ngettext(
        "User name or password is wrong; %(num)d more try.", "User name or password is wrong; %(num)d more tries.", left
    )


async def logout(request: Request) -> Response:
    """End the session on the server, then forget the cookie."""
    config = config_of(request)
    await session.end(request, config)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(session.cookie(config), secure=session.is_secure(config), httponly=True, samesite="lax")
    return response


async def language(request: Request) -> Response:
    """/lang?to=en&next=/…: kept in a cookie of this device, so that it holds before sign-in too and writes no table."""
    response = RedirectResponse(local_path(request.query_params.get("next")), 303)
    chosen = request.query_params.get("to")
    if chosen in LANGUAGES:
        session.set_cookie(response, session.LANGUAGE_COOKIE, chosen, config_of(request), seconds=_LANGUAGE_SECONDS)
    return response

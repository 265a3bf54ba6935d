"""Choosing a password: one's own anew, the first one after somebody else's, or by a link that works once."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.acts.perform import perform
from core.errors import Forbidden, InvalidInput, Refused
from core.host.own_acts import himself
from core.i18n import _
from core.models import User
from core.models.access import SYSTEM, Actor
from core.services import one_time
from core.web.answers import missing_text
from core.web.login_parts import remember_stranger, welcome
from core.web.session import actor as actor_of
from core.web.session import visit
from core.web.templating import render

_LONGEST = 200


async def password_page(request: Request) -> Response:
    """GET: the form; it is all that is shown to somebody who must change."""
    user = await User.get(id=_person(request).id)
    return await _form(request, user.login)


async def save_password(request: Request) -> Response:
    """POST: all sessions and tokens of the account end, this browser gets a new one; 303."""
    actor, form = _person(request), await request.form()
    user = await User.get(id=actor.id)
    old, password, again = (str(form.get(name, ""))[:_LONGEST] for name in ("old", "password", "again"))
    data = {"old": old, "password": password}
    error = _unequal(password, again) or await _try("core.user.own_password", himself(actor), data, user)
    if error:
        return await _form(request, user.login, error=error)
    return await welcome(request, await User.get(id=user.id), "/me" if visit(request).first == "" else "/")


async def link_page(request: Request) -> Response:
    """GET: the form, if the link holds; whom it is for is not told, he knows."""
    secret = request.query_params.get("t", "")
    if await one_time.find(one_time.LINK, secret) is None:
        return await _ended(request)
    return await _form(request, "", link=secret)


async def save_by_link(request: Request) -> Response:
    """POST: the password is set and the link used up; 303 to the sign-in, where the second factor is asked as ever."""
    form = await request.form()
    secret, login, password, again = (str(form.get(n, ""))[:_LONGEST] for n in ("t", "username", "password", "again"))
    found = await one_time.find(one_time.LINK, secret)
    if found is None or found[1].login != login.strip():
        return await _ended(request)
    row, user = found
    error = _unequal(password, again) or await _try(
        "core.user.by_link", SYSTEM, {"link": row.id, "password": password}, user
    )
    return await _form(request, login, error=error, link=secret) if error else RedirectResponse("/login", 303)


def _person(request: Request) -> Actor:
    """A program's token has no password of its own."""
    actor = actor_of(request)
    if actor.id is None or visit(request).bearer:
        raise Forbidden("core.page.me")
    return actor


def _unequal(password: str, again: str) -> str:
    return "" if password == again else _("The two new passwords are not the same.")


async def _try(act: str, actor: Actor, data: dict[str, Any], user: User) -> str:
    """Do it; what is wrong in a sentence, "" if nothing."""
    try:
        await perform(act, actor, data, subject=user.id)
    except InvalidInput as error:
        return error.errors[0].message
    except Refused as error:
        return missing_text(error.refusals[0])
    return ""


async def _ended(request: Request) -> Response:
    """One answer to every link that does not hold, and to every name it is not for."""
    response = await render(request, "core/password.html", status=400, title=_("Choose a password"), ended=True)
    remember_stranger(request, response)
    return response


async def _form(request: Request, login: str, *, error: str = "", link: str = "") -> Response:
    response = await render(
        request,
        "core/password.html",
        status=422 if error else 200,
        title=_("Choose a password"),
        ended=False,
        login=login,
        link=link,
        forced=visit(request).first != "",
        error=error,
    )
    remember_stranger(request, response)
    return response

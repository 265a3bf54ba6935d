"""What is somebody's own: how he is told, in which language, and where he is signed in."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import clock
from core.errors import FieldError, Forbidden, InvalidInput
from core.i18n import _
from core.models import Preference, Session, User
from core.rules.notices import KINDS
from core.services.mail import config, is_address
from core.web.page_parts import actor_of
from core.web.session import visit
from core.web.templating import render

SHOWN = 50
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


async def me(request: Request) -> Response:
    """GET: statements for the account, its wishes and its sessions."""
    user = await User.get(id=person(request))
    wish = await Preference.get_or_none(user_id=user.id) or Preference(user_id=user.id)
    sessions = Session.filter(user_id=user.id, ends_at__gt=clock.now()).order_by("-seen_at").limit(SHOWN)
    return await render(
        request,
        "core/me.html",
        title=_("My settings"),
        me={"name": user.name, "login": user.login},
        second_since=user.second_at,
        wish={"email": wish.email, "from": _clock(wish.quiet_from), "to": _clock(wish.quiet_to)},
        kinds=[(name, _(kind.label), name in wish.mail) for name, kind in KINDS.items()],
        by_mail=bool(config().smtp),
        sessions=[_session(each, visit(request).session_id) for each in await sessions],
    )


def person(request: Request) -> int:
    """The id of the person at the page; a program's token is nobody's own settings."""
    actor = actor_of(request)
    if actor.id is None or visit(request).bearer:
        raise Forbidden("core.page.me")
    return actor.id


def _session(row: Session, here: int | None) -> dict[str, Any]:
    return {"id": row.id, "agent": row.agent, "since": row.created_at, "seen": row.seen_at, "here": row.id == here}


def _clock(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


async def save_me(request: Request) -> Response:
    """POST: how the reader wants to be told; 303 back, 422 with what is wrong."""
    user_id, form = person(request), await request.form()
    errors: list[FieldError] = []
    email = str(form.get("email") or "").strip()
    kinds = [kind for kind in KINDS if kind in form.getlist("mail")]
    if email and not is_address(email):
        errors.append(FieldError("email", _("This is not a mail address.")))
    if kinds and not email:
        errors.append(FieldError("email", _("Notices by mail need a mail address.")))
    begin, end = (_minutes(str(form.get(name) or ""), name, errors) for name in ("quiet_from", "quiet_to"))
    if (begin is None) != (end is None):
        errors.append(FieldError("quiet_to", _("Quiet hours need a beginning and an end.")))
    if errors:
        raise InvalidInput(errors)
    wish: dict[str, Any] = {"email": email, "mail": kinds, "quiet_from": begin, "quiet_to": end}
    if not await Preference.filter(user_id=user_id).update(**wish):
        await Preference.create(user_id=user_id, **wish)
    return RedirectResponse("/me", 303)


def _minutes(text: str, name: str, errors: list[FieldError]) -> int | None:
    if not text.strip():
        return None
    match = _TIME.fullmatch(text.strip())
    if match is None:
        errors.append(FieldError(name, _("Enter a time such as 22:00.")))
        return None
    return int(match[1]) * 60 + int(match[2])


async def end_session(request: Request) -> Response:
    """POST: sign out one of one's own sessions; 303 back."""
    await Session.filter(id=request.path_params["id"], user_id=person(request)).delete()
    return RedirectResponse("/me", 303)

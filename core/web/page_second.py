"""The second factor, on the pages of its owner: scanned, confirmed by a code, ended with the password."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.acts.outcome import Outcome
from core.acts.perform import perform
from core.errors import InvalidInput, Refused
from core.host.own_acts import himself
from core.i18n import _
from core.models import RecoveryCode, User
from core.services import totp
from core.web.answers import missing_text
from core.web.page_me import person
from core.web.session import actor as actor_of
from core.web.session import visit
from core.web.templating import render

_ACTS = {"on": "second_on", "off": "second_off", "codes": "new_codes"}
_LONGEST = 200


async def second_page(request: Request) -> Response:
    """GET: what there is; a fresh secret as a QR code where there is none. Nothing is kept before the code is right."""
    return await _page(request, await User.get(id=person(request)))


async def save_second(request: Request) -> Response:
    """POST `do` = on, off or codes. 200 with the recovery codes, which are told this once; 303 after ending; 422 with what is wrong."""
    user, form = await User.get(id=person(request)), await request.form()
    typed = {name: str(form.get(name, ""))[:_LONGEST] for name in ("old", "secret", "code", "key")}
    name = _ACTS.get(str(form.get("do", "")), "second_on")
    wanted = ("old", "secret", "code") if name == "second_on" else ("old",)
    try:
        data = {field: typed[field] for field in wanted}
        key = f"{user.id}.{typed['key']}" if typed["key"] else None
        outcome = await perform(f"core.user.{name}", himself(actor_of(request)), data, subject=user.id, key=key)
    except InvalidInput as error:
        return await _page(request, user, error=error.errors[0].message, typed=typed)
    except Refused as error:
        return await _page(request, user, error=missing_text(error.refusals[0]), typed=typed)
    return await _done(request, outcome)


async def _done(request: Request, outcome: Outcome) -> Response:
    codes = outcome.once.get("codes")
    if not codes:
        return RedirectResponse("/me/second", 303)
    return await render(request, "core/second.html", title=_("Second factor"), codes=codes, forced=False)


async def _page(request: Request, user: User, *, error: str = "", typed: dict[str, str] | None = None) -> Response:
    secret = (typed or {}).get("secret") or ""
    secret = secret if totp.is_secret(secret) else totp.new_secret()
    on = user.second_at is not None
    return await render(
        request,
        "core/second.html",
        status=422 if error else 200,
        title=_("Second factor"),
        codes=None,
        since=user.second_at,
        left=await RecoveryCode.filter(user_id=user.id, used_at=None).count() if on else 0,
        secret="" if on else secret,
        qr="" if on else _qr(totp.address(secret, user.login)),
        forced=visit(request).first != "",
        error=error,
        key=uuid4().hex,
    )


def _qr(text: str) -> Any:
    """An SVG to stand in the page, black on white in the dark too."""
    import segno  # only here and on printed pages

    made = segno.make(text, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return Markup(made)  # noqa: S704  (drawn by segno: the text is in it as squares only)

"""The second step of signing in: the password was right, now the code of the authenticator, or a recovery code."""

from __future__ import annotations

import structlog
from starlette.requests import Request
from starlette.responses import Response

from core.i18n import _, ngettext
from core.models import OneTime, User
from core.services import one_time, totp
from core.web.login_parts import MINUTES, address_of, begin_try, locked_out, login_form, welcome
from core.web.security import local_path

log = structlog.get_logger()


async def ask_code(request: Request, user: User, target: str) -> Response:
    """The form for the code; what it holds is worth nothing without the code, and nothing after five minutes."""
    secret, row = one_time.fresh(one_time.SECOND, user)
    await OneTime.filter(user_id=user.id, purpose=one_time.SECOND).delete()
    await OneTime.create(**row)
    return await login_form(request, target, step=secret)


async def login_code(request: Request) -> Response:
    """POST: 303 on, 401 with the form after a wrong code, 429 after too many; a step that has ended begins anew."""
    form = await request.form()
    step, code, target = (str(form.get(key, "")) for key in ("step", "code", "next"))
    target = local_path(target)
    found = await one_time.find(one_time.SECOND, step)
    if found is None:
        return await login_form(request, target, error=_("That took too long. Sign in once more."), status=401)
    row, user = found
    attempt = await begin_try(request, user.login)
    if attempt is None:
        return await locked_out(request, target, step=step)
    if not await totp.accept(user.id, code[:40]) or not await one_time.claim(row.id):
        log.warning("second factor failed", user_id=user.id, address=address_of(request))
        return await login_form(request, target, error=_wrong(attempt.left), status=401, step=step)
    await attempt.succeeded()
    return await welcome(request, user, target)


def _wrong(left: int) -> str:
    if left < 1:
        return _("This code is wrong or was used. Try again in %(minutes)d minutes.", minutes=MINUTES)
    return ngettext(
        "This code is wrong or was used; %(num)d more try.", "This code is wrong or was used; %(num)d more tries.", left
    )

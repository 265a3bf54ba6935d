"""An act that somebody without a login does once, by a link he was sent: an opinion card, a confirmation, a signature from afar.

The subject keeps the sha256 of the link's secret and when the link ends; nobody can make the link from the table. Whoever guesses is
held off as at the sign-in.
"""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core import clock
from core.acts.perform import perform
from core.declare import Act
from core.errors import FieldError, InvalidInput, NotFound, Refused
from core.forms import draft
from core.host.host import host
from core.i18n import _
from core.models import Journal, LoginTry
from core.models.access import Actor
from core.web import checklists, session
from core.web.answers import part_label
from core.web.security import PUBLIC, Permitted, route
from core.web.sent import Sent, sent_form
from core.web.templating import render

_TRIES, _WINDOW, _NAME = 30, timedelta(minutes=15), "(link)"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_GUEST = Actor(id=None, name="link", is_system=True)


def one_time_secret() -> tuple[str, str]:
    """(what stands in the link, what the subject keeps)."""
    secret = secrets.token_urlsafe(32)
    return secret, session.digest(secret)


def one_time_form(
    path: str, act: str, *, digest: str, until: str, title: str, intro: str = "", thanks: str = ""
) -> tuple[Permitted, ...]:
    """The routes of a plugin for such a link; `path` holds {secret}, `digest` and `until` are columns of the act's subject.

    The act's own states see to it that it is done once. `title`, `intro` and `thanks` are msgids, read by a customer.
    """
    page = _Page(act, digest, until, title, intro, thanks)
    return route(path, page.show, ("GET",), PUBLIC), route(path, page.send, ("POST",), PUBLIC)


class _Page:
    def __init__(self, act: str, digest: str, until: str, title: str, intro: str, thanks: str) -> None:
        self.act, self.digest, self.until = act, digest, until
        self.title, self.intro, self.thanks = title, intro, thanks

    async def show(self, request: Request) -> Response:
        row = await self._found(request)
        over = self._over(row)
        return await self._said(request, over, 410) if over else await self._form(request, row, Sent())

    async def send(self, request: Request) -> Response:
        """303 is no use here: the link is used up, so the thanks stand on the answer itself. Twice sent is once done."""
        row = await self._found(request)
        sent = await sent_form(request, self._act.form)
        over = self._over(row)
        if over and not await self._done_here(row):
            return await self._said(request, over, 410)
        try:
            await perform(self.act, _GUEST, sent.data, subject=row.id, key=self._key(row))
        except Refused as refused:
            return await self._form(request, row, sent, refused=refused, status=refused.status)
        except InvalidInput as error:
            return await self._form(request, row, sent, errors=list(error.errors), status=422)
        return await self._said(request, self.thanks, 200)

    @property
    def _act(self) -> Act:
        return host().registry.acts[self.act]

    def _key(self, row: Any) -> str:
        return f"once:{getattr(row, self.digest)}"

    async def _done_here(self, row: Any) -> bool:
        return await Journal.filter(key=self._key(row)).exists()

    async def _found(self, request: Request) -> Any:
        """The row of the link; NotFound for one that is unknown, 429 for an address that guesses."""
        request.scope["state"]["logged_path"] = request.scope["state"].get("route", "")
        address, since = (request.client.host if request.client else "")[:60], clock.now() - _WINDOW
        if await LoginTry.filter(address=address, ok=False, at__gt=since).count() >= _TRIES:
            raise HTTPException(429)
        secret = request.path_params["secret"]
        model = host().registry.subjects[self._act.on].model
        row = await self._row(model, secret) if _SECRET.fullmatch(secret) else None
        if row is None:
            await LoginTry.create(login=_NAME, address=address, at=clock.now(), ok=False)
            raise NotFound("unknown link")
        return row

    async def _row(self, model: Any, secret: str) -> Any:
        return await model.filter(**{self.digest: session.digest(secret)}).first()

    def _over(self, row: Any) -> str:
        """Why the link serves no more, in words for a customer; "" while it does."""
        if self._act.source and row.state not in self._act.source:
            return _("This link has been used already. Thank you.")
        ends = getattr(row, self.until)
        return _("This link is no longer valid.") if ends is None or ends <= clock.now() else ""

    async def _form(
        self,
        request: Request,
        row: Any,
        sent: Sent,
        *,
        refused: Refused | None = None,
        errors: list[FieldError] | None = None,
        status: int = 200,
    ) -> Response:
        form = draft(self._act.form, sent.data, errors or []) if self._act.form else None
        if form is not None:
            await checklists.ask(form, self._act.on, row)
            _without_clauses(form)
        response = await render(
            request,
            "core/once.html",
            status=status,
            title=_(self.title),
            intro=_(self.intro) if self.intro else "",
            form=form,
            missing=[part_label(part) for r in (refused.refusals if refused else ()) for part in r.missing],
            said="",
            action=request.scope["path"],
        )
        config = request.app.state.config
        if session.visit(request).actor is None:
            session.set_cookie(response, session.pre_cookie(config), session.visit(request).csrf, config)
        return response

    async def _said(self, request: Request, text: str, status: int) -> Response:
        said = _(text) if text else _("Thank you.")
        return await render(
            request,
            "core/once.html",
            status=status,
            title=_(self.title),
            intro="",
            form=None,
            missing=[],
            said=said,
            action="",
        )


def _without_clauses(form: Any) -> None:
    """A customer has no way to the clauses."""
    for part in form:
        part.clause = None
        for question in getattr(part, "questions", ()):
            question["clause"] = None

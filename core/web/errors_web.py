"""Every error as an answer that says what is wrong and what to do next, with the number under which the log has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import db
from core.errors import Forbidden, InvalidInput, NotFound, OutcomeUnknown, Refused
from core.i18n import N_, _, use_language
from core.services.passwords import PasswordsBusy
from core.web.context import build_page
from core.web.page_parts import clause_view
from core.web.security import CsrfFailed, is_htmx, local_path, wants_json
from core.web.session import BadToken, FirstThis, LoginRequired, Visit
from core.web.templating import text

log = structlog.get_logger()

_BUSY_SECONDS = "5"


@dataclass(frozen=True)
class Answer:
    """What a reader is told. Texts are msgids; `extra` goes into the JSON only."""

    status: int
    title: str
    message: str
    todo: str = ""
    clause: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


_UNEXPECTED = Answer(
    500,
    N_("Something went wrong here"),
    N_("The page could not be made, because the program has a fault."),
    N_("Look whether your last entry was kept, and tell the administrator the log number below."),
)
_FIRST = N_("Choose a password of your own, or set up the second factor, before anything else.")
_STATUS = {
    400: (N_("Not understood"), N_("The request is not in a form this page understands.")),
    404: (N_("Not found"), N_("There is no such page or record, or it is not within your data scope.")),
    405: (N_("Not possible here"), N_("This address does not take such requests.")),
    408: (N_("Too slow"), N_("The request took too long to arrive.")),
    413: (N_("Too large"), N_("What was sent is larger than this page takes.")),
}


def _retry(title: str, message: str, todo: str, status: int = 503) -> Answer:
    return Answer(status, title, message, todo, headers={"retry-after": _BUSY_SECONDS})


def _forbidden(error: Forbidden) -> Answer:
    todo = N_("Ask whoever manages roles if you need it for your work.")
    extra = {"permission": error.permission, "clause": error.clause}
    return Answer(
        403, N_("Not permitted"), N_("Your roles do not open this page."), todo, clause=error.clause, extra=extra
    )


def _invalid(error: InvalidInput) -> Answer:
    errors = [{"field": e.field, "message": e.message} for e in error.errors]
    message = N_("Some of what was entered has the wrong form.")
    return Answer(
        422, N_("Please check the input"), message, "; ".join(e.message for e in error.errors), extra={"errors": errors}
    )


def _refused(error: Refused) -> Answer:
    refusals = [{"kind": r.kind, "clause": r.clause, "keys": list(r.keys)} for r in error.refusals]
    clause = next((r.clause for r in error.refusals if r.clause), None)
    return Answer(
        error.status, N_("Not possible now"), error.refusals[0].message, clause=clause, extra={"refusals": refusals}
    )


def _http(error: HTTPException) -> Answer:
    title, message = _STATUS.get(error.status_code, _STATUS[400])
    return Answer(error.status_code, title, message, headers=dict(error.headers or {}))


def _unknown(error: OutcomeUnknown) -> Answer:
    todo = N_("Look at the record first and do not send it again under a new number.")
    return Answer(
        503,
        N_("The outcome is not confirmed yet"),
        N_("The database broke off before it said whether this was kept."),
        todo,
        extra={"outcome": "unknown", "key": error.key},
    )


_ANSWERS: list[tuple[type[Exception], Callable[[Any], Answer]]] = [
    (NotFound, lambda _e: Answer(404, *_STATUS[404])),
    (Forbidden, _forbidden),
    (InvalidInput, _invalid),
    (Refused, _refused),
    (OutcomeUnknown, _unknown),
    (
        BadToken,
        lambda _e: Answer(
            401,
            N_("Token not valid"),
            N_("This token does not hold: it is unknown, has ended or was revoked, or its user is disabled."),
            N_("Issue a new token under API tokens."),
            headers={"www-authenticate": 'Bearer error="invalid_token"'},
        ),
    ),
    (
        CsrfFailed,
        lambda _e: Answer(
            403,
            N_("The page is out of date"),
            N_("This form was opened before you signed in anew, or it does not come from this system."),
            N_("Go back, reload the page and send it once more."),
        ),
    ),
    (
        db.SchemaBehind,
        lambda _e: Answer(
            503,
            N_("The database is not up to date"),
            N_("A table or column is missing."),
            N_("Run guizhang migrate, then restart."),
        ),
    ),
    (
        db.DatabaseFull,
        lambda _e: Answer(
            507,
            N_("The database takes no more"),
            N_("The disk is full or read-only; nothing was saved."),
            N_("Tell the administrator to make room, then send it again."),
        ),
    ),
    (
        db.DatabaseBusy,
        lambda _e: _retry(
            N_("The database is busy"), N_("Nothing was saved."), N_("Wait a few seconds and send it again.")
        ),
    ),
    (
        db.DatabaseLost,
        lambda _e: _retry(
            N_("The database is not reachable"),
            N_("Whether your last entry was kept is not certain."),
            N_("Wait a few seconds, then look at the record before sending it again."),
        ),
    ),
    (
        PasswordsBusy,
        lambda _e: _retry(
            N_("Many people are signing in"),
            N_("Your password was not checked."),
            N_("Wait a few seconds and try again."),
        ),
    ),
    (FirstThis, lambda e: Answer(403, N_("Something comes first"), _FIRST, extra={"where": e.page})),
    (ClientDisconnect, lambda _e: Answer(400, *_STATUS[400])),
    (HTTPException, _http),
]


def told(error: Exception) -> Answer:
    """What to say about `error`."""
    return next((make(error) for kind, make in _ANSWERS if isinstance(error, kind)), _UNEXPECTED)


class ErrorMiddleware:
    """Around everything that may raise, so that no error leaves without page, number and log line."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if started or scope["type"] != "http":
                log.error("failed after the answer began", exc_info=error)
                raise
            response = await respond(Request(scope, receive), error)
            await response(scope, receive, send)


async def http_error(request: Request, error: Exception) -> Response:
    """For the router's own 404 and 405."""
    return await respond(request, error)


async def respond(request: Request, error: Exception) -> Response:
    """The answer to `error`, in the reader's language, and its line in the log."""
    with use_language(_visit(request).lang):
        if isinstance(error, LoginRequired):
            return _to_login(request)
        if isinstance(error, FirstThis) and not wants_json(request):
            return _to_page(request, error.page)
        answer, number = told(error), log_number(request)
        _write(answer, error)
        special = await _special(request, error)
        if special is not None:
            return special
        if wants_json(request) or isinstance(error, BadToken):
            return _json(answer, number)
        return await _page(request, answer, number)


def log_number(request: Request) -> str:
    """The number of this request: in its X-Request-Id, on its error page and in its log lines."""
    return str(request.scope["state"].get("request_id", ""))


def _visit(request: Request) -> Visit:
    found: Visit = request.scope.setdefault("state", {}).setdefault("visit", Visit("", ""))
    return found


def _write(answer: Answer, error: Exception) -> None:
    if answer is _UNEXPECTED:
        log.error("unexpected error", status=answer.status, exc_info=error)
    else:
        # messages about input repeat what was typed, which may be anybody's
        why = ", ".join(e.field for e in error.errors) if isinstance(error, InvalidInput) else str(error)
        log.info("answered with an error", status=answer.status, kind=type(error).__name__, why=why[:500])


async def _special(request: Request, error: Exception) -> Response | None:
    """The answers to refused acts and wrong input belong to the screens."""
    if not isinstance(error, Refused | InvalidInput):
        return None
    from core.web.answers import error_response  # it may itself need this module

    return await error_response(request, error)


def _to_login(request: Request) -> Response:
    if is_htmx(request):
        current = urlsplit(request.headers.get("hx-current-url", ""))
        here = local_path(current.path + (f"?{current.query}" if current.query else ""))
        return Response(status_code=401, headers={"hx-redirect": "/login?next=" + quote(here, safe="")})
    if wants_json(request):
        body = {"error": _("Please sign in."), "id": log_number(request)}
        return JSONResponse(body, 401, {"www-authenticate": "Bearer"})
    query = f"?{request.url.query}" if request.url.query else ""
    here = request.scope["path"] + query if request.method == "GET" else "/"
    return RedirectResponse("/login" + (f"?next={quote(local_path(here), safe='')}" if here != "/" else ""), 303)


def _to_page(request: Request, page: str) -> Response:
    return Response(status_code=403, headers={"hx-redirect": page}) if is_htmx(request) else RedirectResponse(page, 303)


def _json(answer: Answer, number: str) -> Response:
    body = {"error": _(answer.message), "todo": _(answer.todo) if answer.todo else "", **answer.extra, "id": number}
    return JSONResponse(body, answer.status, answer.headers)


async def _page(request: Request, answer: Answer, number: str) -> Response:
    todo = _(answer.todo) if answer.todo else ""
    title, message, clause = _(answer.title), _(answer.message), clause_view(answer.clause, values=False)
    try:
        page = await build_page(request, title=title, quiet=True)
        html = text(
            "core/error.html",
            page=page,
            status=answer.status,
            id=number,
            title=title,
            message=message,
            todo=todo,
            clause=clause,
        )
    except Exception as error:  # the page that tells of an error must not be one itself
        log.error("the error page failed", exc_info=error)
        plain = f"{title}\n{message}\n{todo}\n{number}\n"
        return PlainTextResponse(plain, answer.status, answer.headers)
    return HTMLResponse(html, answer.status, answer.headers)

"""Doing an act from a page or by JSON: whatever the answer, what was typed is kept, and one key makes twice once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from tortoise.expressions import Q

from core.acts.outcome import Outcome
from core.acts.perform import perform
from core.acts.preview import preview
from core.declare import Act, Screen, Subject
from core.errors import FieldError, InvalidInput, NotFound, OutcomeUnknown, Refused
from core.forms import Lookup, draft, fields_of
from core.host.host import host
from core.i18n import _
from core.models.access import Actor, scope
from core.web import checklists
from core.web.answers import Panel, error_body, json_answer, refusal_view
from core.web.confidential import looked
from core.web.detail import NUMBER_LENGTH
from core.web.lookups import prepare
from core.web.page_parts import clause_view, off_banner, plugin_label, subject_href
from core.web.rows import hidden
from core.web.security import is_htmx, wants_json
from core.web.sent import Sent, sent_form, sent_json
from core.web.session import actor as actor_of
from core.web.session import visit
from core.web.templating import render


@dataclass
class Case:
    """The act asked for and the row it is about (None when creating)."""

    subject: Subject
    act: Act
    actor: Actor
    row: Any = None

    @property
    def number(self) -> str:
        return self.row.number if self.row is not None else ""

    @property
    def here(self) -> str:
        """The subject's page, or its list."""
        return (
            subject_href(self.subject.name, self.number)
            if self.row is not None
            else f"/s/{self.subject.name.replace('.', '/')}"
        )

    @property
    def action(self) -> str:
        return f"{self.here}/acts/{self.act.name}"


async def form_page(request: Request, subject: Subject) -> Response:
    """GET: the empty or prefilled form; refusals the act would meet now stand above it. None while its plugin is off."""
    case = await _case(request, subject)
    panel = None
    if case.row is not None:
        await looked(subject, case.row, case.actor)
        found = next((p for p in await preview(subject.name, case.row, case.actor) if p.act is case.act), None)
        panel = (
            refusal_view(found.refusals, case.act.full, subject.name, case.number) if found and found.refusals else None
        )
    sent = Sent(_prefilled(case, request.query_params), key=str(uuid4()), version=getattr(case.row, "version", None))
    return await _page(request, case, sent, panel)


async def do(request: Request, subject: Subject) -> Response:
    """POST: 303 to the subject's page, or its form again with all that was typed; JSON gets 200, 201 or the reason."""
    case = await _case(request, subject)
    if wants_json(request):
        return await _do_json(request, case)
    sent = await sent_form(request, case.act.form)
    try:
        outcome = await _perform(case, sent)
    except Refused as exc:
        panel = refusal_view(exc.refusals, case.act.full, subject.name, case.number, exc.log_id)
        return await _again(request, case, sent, exc.status, panel)
    except InvalidInput as exc:
        return await _again(request, case, sent, 422, None, list(exc.errors))
    except OutcomeUnknown:
        text = _("It is not known whether this was saved. Send it again: with the same key it is never done twice.")
        return await _again(request, case, sent, 503, None, [FieldError("", text)])
    return await _told_once(request, case, outcome) if outcome.once else _done(request, case, outcome)


async def _do_json(request: Request, case: Case) -> Response:
    try:
        outcome = await _perform(case, await sent_json(request))
    except (Refused, InvalidInput) as exc:
        status, body = error_body(exc)
        return json_answer(body, status)
    except OutcomeUnknown as exc:
        key = exc.key.partition(".")[2] if visit(request).bearer else exc.key
        return json_answer({"outcome": "unknown", "key": key}, 503)
    return json_answer(outcome.as_json(), 201 if case.act.creates else 200)


async def _perform(case: Case, sent: Sent) -> Outcome:
    return await perform(
        case.act.full,
        case.actor,
        sent.data,
        subject=case.row.id if case.row is not None else None,
        key=sent.key or None,
        version=sent.version,
        confirmed=sent.confirmed,
    )


async def _case(request: Request, subject: Subject) -> Case:
    """NotFound for an act the subject does not have, and for a row within the scope of neither reading nor this act."""
    actor = actor_of(request)
    act = host().registry.acts.get(f"{subject.name}.{request.path_params['act']}")
    number = request.path_params.get("number")
    if act is None or act.by == "system" or act.creates != (number is None):
        raise NotFound(request.url.path)
    if number is None:
        return Case(subject, act, actor)
    if len(number) > NUMBER_LENGTH:
        raise NotFound(number)
    row = await subject.model.filter(within(actor, f"{subject.name}.read", act.full), number=number).first()
    if row is None:
        raise NotFound(number)
    return Case(subject, act, actor, row)


def within(actor: Actor, *permissions: str) -> Q:
    """Rows in the scope of any of the permissions. An empty Q is "everything" and would vanish in an OR."""
    parts = [scope(permission, actor) for permission in permissions]
    return Q() if any(not part.children and not part.filters for part in parts) else Q(*parts, join_type="OR")


def _prefilled(case: Case, params: Mapping[str, str]) -> dict[str, Any]:
    """Values of the address (links from the call desk), else the subject's own, personal ones only if seen."""
    names = fields_of(case.act.form) if case.act.form else {}
    own = {
        name: getattr(case.row, name)
        for name in case.act.writes
        if case.row is not None
        and name in names
        and hasattr(case.row, name)
        and not hidden(case.subject.model, name, case.actor)
    }
    return {**own, **{name: value for name, value in params.items() if name in names}}


async def _again(
    request: Request, case: Case, sent: Sent, status: int, panel: Panel | None, errors: list[FieldError] | None = None
) -> Response:
    """The form once more: same key (nothing was done under it), newest version, everything typed."""
    if case.row is not None:
        case.row = await case.subject.model.get_or_none(id=case.row.id) or case.row
        sent.version = case.row.version
    return await _page(request, case, sent, panel, errors or [], status)


async def _page(
    request: Request,
    case: Case,
    sent: Sent,
    panel: Panel | None,
    errors: list[FieldError] | None = None,
    status: int = 200,
) -> Response:
    errors = errors or []
    form = draft(case.act.form, sent.data, errors) if case.act.form else None
    if form is not None:
        await name_lookups(form, case.actor)
        await checklists.ask(form, case.subject.name, case.row)
    known = {f.name for f in form} if form is not None else set()
    screen = host().registry.screens.get(case.subject.name)
    return await render(
        request,
        "core/act_form.html",
        title=_(case.act.label),
        status=status,
        crumbs=_crumbs(case, screen),
        form=form,
        panel=panel,
        sent=sent,
        case=case,
        shut=request.method == "GET" and not host().is_on(case.act.plugin),
        general=[e for e in errors if e.field.split("-")[0] not in known],
        confirm=_(case.act.confirm) if case.act.confirm else "",
        clause=clause_view(case.act.clause),
        phone=bool(screen and screen.phone),
        danger=case.act.danger,
        banners=[] if host().is_on(case.act.plugin) else [off_banner()],
    )


def _crumbs(case: Case, screen: Screen | None) -> list[dict[str, str]]:
    return [
        {"label": plugin_label(case.subject)},
        {
            "label": _(screen.menu or case.subject.label) if screen else _(case.subject.label),
            "href": f"/s/{case.subject.name.replace('.', '/')}",
        },
        *([{"label": case.number, "href": case.here}] if case.number else []),
        {"label": _(case.act.label)},
    ]


async def name_lookups(form: Any, actor: Actor) -> None:
    """Clauses for their pop-ups, and the words beside an id already chosen: a statement for each such lookup."""
    prepare(form)
    for part in form:
        part.clause = clause_view(part.clause) if isinstance(part.clause, str) else None
    chosen = [part for part in form if isinstance(part, Lookup) and (part.data or part.text)]
    for part in chosen:
        await _name(part, actor)


async def _name(part: Lookup, actor: Actor) -> None:
    subject = host().registry.subjects.get(part.subject)
    if subject is None or len(part.text) > NUMBER_LENGTH:
        return
    try:
        wanted = {"id": part.read(part.data)} if part.data else {"number": part.text}
    except ValueError:  # told at the field already
        return
    row = await subject.model.filter(scope(f"{subject.name}.read", actor), **wanted).first()
    if row is not None:
        shown = "" if hidden(subject.model, subject.title, actor) else str(getattr(row, subject.title, "") or "")
        part.data, part.text = row.id, f"{row.number} {shown}".strip() if shown != row.number else row.number


def _done(request: Request, case: Case, outcome: Outcome) -> Response:
    target = subject_href(outcome.subject, outcome.number) if outcome.subject in host().registry.screens else "/"
    address = f"{target}?done={case.act.full}"
    if is_htmx(request):
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


async def _told_once(request: Request, case: Case, outcome: Outcome) -> Response:
    """No redirect: what is told only now must stand on the answer itself."""
    return await render(
        request,
        "core/told_once.html",
        title=_(case.act.label),
        crumbs=[{"label": plugin_label(case.subject)}, {"label": outcome.number}],
        told=[_whole_address(request, value) for value in outcome.once.values()],
        href=subject_href(outcome.subject, outcome.number),
        number=outcome.number,
    )


def _whole_address(request: Request, value: Any) -> Any:
    """A link is told so that it can be sent on; lists stay lists."""
    if isinstance(value, str) and value.startswith("/"):
        return f"{request.app.state.config.base_url}{value}"
    return value if isinstance(value, list) else str(value)

"""One act on the rows chosen in a list: one form to confirm, one answer a row.

The rows are named one by one, or as "all of this filter". Few are done at once; many wait as a task with a page of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.declare import Act, Screen, Subject
from core.errors import FieldError, InvalidInput, NotFound, Refused
from core.forms import draft, fields_of
from core.forms import parse as parse_form
from core.host.host import host
from core.i18n import _
from core.models.access import Actor
from core.services import tasks
from core.services.batch import fits, most
from core.web.acting import name_lookups, within
from core.web.answers import error_body, json_answer
from core.web.asking import read
from core.web.detail import NUMBER_LENGTH
from core.web.listing_rows import page_of, selected
from core.web.page_parts import clause_view, off_banner, plugin_label
from core.web.page_tasks import href_of, task_json
from core.web.security import is_htmx, wants_json
from core.web.sent import Sent, sent_form, sent_json
from core.web.session import actor as actor_of
from core.web.session import visit
from core.web.templating import render

AT_ONCE = 50
ROW, FILTER = "batch_row", "batch_filter"


@dataclass(frozen=True)
class Chosen:
    """[number, id or None if not found] of each row; `found` = how many there are in all; `query` = the filter, if one was meant."""

    rows: list[tuple[str, int | None]]
    found: int
    query: str | None = None


async def form_page(request: Request, subject: Subject, screen: Screen) -> Response:
    """GET: the act's form over the number of rows it will be done to."""
    act, items = _act(request, subject), request.query_params.multi_items()
    numbers = [v for k, v in items if k == ROW]
    query = None if numbers else urlencode([(k, v) for k, v in items if k not in (ROW, "after", "done")])
    chosen = await _chosen(subject, screen, act, actor_of(request), numbers, query)
    return await _page(request, subject, act, chosen, Sent(key=str(uuid4())), [])


async def do(request: Request, subject: Subject, screen: Screen) -> Response:
    """POST: 303 to the task's page; JSON gets every row's end (200), or for many rows where to ask for them (202)."""
    act, actor = _act(request, subject), actor_of(request)
    if wants_json(request):
        return await _do_json(request, subject, screen, act, actor)
    sent = await sent_form(request, act.form, (ROW, FILTER))
    form = await request.form(max_files=0)
    numbers = [v for v in form.getlist(ROW) if isinstance(v, str)]
    query = form.get(FILTER)
    chosen = await _chosen(subject, screen, act, actor, numbers, query if isinstance(query, str) and query else None)
    try:
        task = await _begin(request, act, actor, chosen, sent)
    except InvalidInput as exc:
        return await _page(request, subject, act, chosen, sent, list(exc.errors), 422)
    target = href_of(task)
    if is_htmx(request):
        return Response(status_code=204, headers={"HX-Redirect": target})
    return RedirectResponse(target, 303)


async def _do_json(request: Request, subject: Subject, screen: Screen, act: Act, actor: Actor) -> Response:
    try:
        sent = await sent_json(request, ("numbers", "filter"))
        numbers, query = _asked(orjson.loads(await request.body()))
        chosen = await _chosen(subject, screen, act, actor, numbers, query)
        task = await _begin(request, act, actor, chosen, sent)
    except (Refused, InvalidInput) as exc:
        status, body = error_body(exc)
        return json_answer(body, status)
    return json_answer(task_json(task), 200 if task.state == "done" else 202)


def _asked(body: Mapping[str, Any]) -> tuple[list[str], str | None]:
    """(numbers, filter as a query) of a JSON body: exactly one of them."""
    numbers, wanted = body.get("numbers"), body.get("filter")
    if (numbers is None) == (wanted is None):
        raise InvalidInput([FieldError("numbers", _("Send either numbers or a filter."))])
    if isinstance(numbers, list) and all(isinstance(n, str) for n in numbers):
        return numbers, None
    if isinstance(wanted, dict) and all(isinstance(v, str) for v in wanted.values()):
        return [], urlencode(wanted)
    field = "filter" if numbers is None else "numbers"
    raise InvalidInput([FieldError(field, _("Send numbers as a list of texts, a filter as an object of texts."))])


def _act(request: Request, subject: Subject) -> Act:
    act = host().registry.acts.get(f"{subject.name}.{request.path_params['act']}")
    if act is None or not fits(act, subject):
        raise NotFound(request.url.path)
    return act


async def _chosen(
    subject: Subject, screen: Screen, act: Act, actor: Actor, numbers: Sequence[str], query: str | None
) -> Chosen:
    """The rows within the reader's reach; of a filter the first `most` in the list's order."""
    limit = most(act)
    if query is not None:
        asked = read(dict(parse_qsl(query)), subject, screen, actor)
        rows = await selected(subject, asked, actor)
        names = list(dict.fromkeys(["id", "number", asked.column]))
        found = await page_of(rows, asked, names, limit)
        count = len(found) if len(found) < limit else await rows.count()
        return Chosen([(row["number"], row["id"]) for row in found], count, query)
    numbers = list(dict.fromkeys(numbers))
    if not numbers or len(numbers) > limit or any(len(n) > NUMBER_LENGTH for n in numbers):
        said = _("Choose between 1 and %(most)d rows.") % {"most": limit}
        raise InvalidInput([FieldError("numbers", said)])
    rows = subject.model.filter(within(actor, f"{subject.name}.read", act.full), number__in=numbers)
    ids = dict(await rows.values_list("number", "id"))
    return Chosen([(number, ids.get(number)) for number in numbers], len(numbers))


async def _begin(request: Request, act: Act, actor: Actor, chosen: Chosen, sent: Sent) -> Any:
    """The task, done already if it is small. A token with fewer rights than its user waits for all of it."""
    _check(act.form, sent.data)
    if not chosen.rows:
        raise InvalidInput([FieldError("numbers", _("No row fits the filters and words chosen."))])
    payload = {"act": act.full, "subjects": chosen.rows, "data": sent.data, "confirmed": sent.confirmed}
    task = await tasks.begin("batch", actor, sent.key, payload, len(chosen.rows))
    if task.state == "waiting" and (len(chosen.rows) <= AT_ONCE or visit(request).limited):
        await tasks.work(task, actor)
    return task


def _check(form: type[Any] | None, data: Mapping[str, Any]) -> None:
    """What is wrong with the form itself is told once and not for every row; lookups are looked up row by row."""
    if form is None:
        said = _("%(field)s: unknown field, this form does not have it.")
        if data:
            raise InvalidInput([FieldError(name, said % {"field": name}) for name in data])
        return
    lookups = {name for name, field in fields_of(form).items() if field.kind == "lookup"}
    parse_form(form, {k: (1 if k in lookups and v else v) for k, v in data.items()})


async def _page(
    request: Request,
    subject: Subject,
    act: Act,
    chosen: Chosen,
    sent: Sent,
    errors: list[FieldError],
    status: int = 200,
) -> Response:
    form = draft(act.form, sent.data, errors) if act.form else None
    if form is not None:
        await name_lookups(form, actor_of(request))
    known = {f.name for f in form} if form is not None else set()
    here = f"/s/{subject.name.replace('.', '/')}"
    screen = host().registry.screens[subject.name]
    crumbs = [
        {"label": plugin_label(subject)},
        {"label": _(screen.menu or subject.label), "href": here},
        {"label": _(act.label)},
    ]
    return await render(
        request,
        "core/batch_form.html",
        title=_(act.label),
        status=status,
        crumbs=crumbs,
        form=form,
        general=[e for e in errors if e.field.split("-")[0] not in known],
        sent=sent,
        chosen=chosen,
        most=most(act),
        action=f"{here}/batch/{act.name}",
        here=f"{here}?{chosen.query}" if chosen.query else here,
        clause=clause_view(act.clause),
        danger=act.danger,
        confirm=_(act.confirm) if act.confirm else "",
        banners=[] if host().is_on(subject.plugin) else [off_banner()],
    )

"""Who did or tried what, newest first, refusals with their clause. Personal values stay commitments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from core.declare import Column
from core.host.host import host
from core.i18n import N_, _
from core.models import Journal, Ticket
from core.web.history import columns_of, value_words
from core.web.page_keyset import Paged, keyset
from core.web.page_lookup import by_number
from core.web.page_parts import blanks, clause_view, day_of, midnight, subject_href
from core.web.templating import json_response, render

_NOTED = {"export": N_("Export as a file")}  # what is journaled though it changes nothing
_COLUMNS = (
    "id",
    "uid",
    "subject_type",
    "subject_id",
    "act",
    "actor_id",
    "actor_name",
    "at",
    "occurred_at",
    "refused",
    "state_before",
    "state_after",
)


async def journal(request: Request) -> Response:
    """The page, its anchor, the number asked for, the tickets' numbers: constant statements."""
    paged = await _read(request)
    acts = sorted(
        ((a.full, f"{_subject_label(a.on)} · {_(a.label)}") for a in host().registry.acts.values()),
        key=lambda pair: pair[1],
    )
    people = sorted(host().directory.users.items(), key=lambda pair: pair[1])
    rows = await journal_lines(paged.rows)
    return await render(
        request,
        "core/journal.html",
        rows=rows,
        pager=paged,
        acts=acts,
        people=people,
        chosen=blanks(request.query_params),
    )


async def journal_json(request: Request) -> Response:
    paged = await _read(request)
    rows = [
        {**{name: getattr(row, name) for name in _COLUMNS}, "changes": row.changes, "refusals": row.refusals}
        for row in paged.rows
    ]
    return json_response({"rows": rows, "next": paged.next_href, "prev": paged.prev_href})


async def _read(request: Request) -> Paged:
    return await keyset(request, await _filtered(request), "id", descending=True)


async def _filtered(request: Request) -> QuerySet[Journal]:
    params, rows = request.query_params, Journal.all()
    if params.get("act"):
        rows = rows.filter(act=params["act"])
    if params.get("actor", "").isdecimal():
        rows = rows.filter(actor_id=int(params["actor"]))
    if params.get("refused"):
        rows = rows.filter(refused=True)
    if (since := day_of(params.get("from"))) is not None:
        rows = rows.filter(at__gte=midnight(since))
    if (until := day_of(params.get("to"))) is not None:
        rows = rows.filter(at__lt=midnight(until + timedelta(days=1)))
    if params.get("number"):
        rows = rows.filter(await _about(params["number"]))
    return rows


async def _about(number: str) -> Q:
    """The rows of every subject with this number and of the ticket they belong to."""
    found = await by_number(number)
    parts = [Q(subject_type=hit.subject, subject_id=hit.id) for hit in found]
    tickets = [hit.ticket_id for hit in found if hit.ticket_id]
    if tickets:
        parts.append(Q(ticket_id__in=tickets))
    return Q(*parts, join_type="OR") if parts else Q(id__in=[])


async def journal_lines(rows: list[Journal]) -> list[dict[str, Any]]:
    """Journal rows made ready to show; one statement for the numbers of their tickets."""
    ids = sorted({row.ticket_id for row in rows if row.ticket_id})
    numbers = dict(await Ticket.filter(id__in=ids).values_list("id", "number")) if ids else {}
    return [_line(row, numbers) for row in rows]


def _line(row: Journal, numbers: Mapping[int, str]) -> dict[str, Any]:
    act = host().registry.acts.get(row.act)
    number = row.outcome.get("number") or numbers.get(row.ticket_id or 0, "")
    return {
        "id": row.id,
        "uid": row.uid,
        "at": row.at,
        "who": row.actor_name if row.actor_id else _("System"),
        "refused": row.refused,
        "act": _(act.label) if act else _(_NOTED.get(row.act.rpartition(".")[2], row.act)),
        "act_name": row.act,
        "subject": _subject_label(row.subject_type),
        "number": number,
        "href": subject_href(row.subject_type, number)
        if number and row.subject_type in host().registry.screens
        else "",
        "later": row.occurred_at if row.occurred_at < row.at else None,
        "states": _states(row),
        "changes": _changes(row.subject_type, row.changes),
        "refusals": [_refusal(each) for each in row.refusals],
        "cause": row.cause,
    }


def _states(row: Journal) -> tuple[str, str] | None:
    if row.state_before == row.state_after:
        return None
    return _state(row.subject_type, row.state_before), _state(row.subject_type, row.state_after)


def _state(subject: str, state: str) -> str:
    stage = host().registry.stage(f"{subject}.{state}")
    return _(stage.label) if stage else state


def _subject_label(name: str) -> str:
    subject = host().registry.subjects.get(name)
    return _(subject.label) if subject else name


def _changes(subject: str, changes: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(column, before, after); a commitment is shown as "hidden" with the head of its hash."""
    known = columns_of(subject) if changes else {}
    pairs = {
        name: pair if isinstance(pair, list) and len(pair) == 2 else [None, pair] for name, pair in changes.items()
    }
    return [
        (_label(known.get(name), name), _shown(known.get(name), before), _shown(known.get(name), after))
        for name, (before, after) in pairs.items()
    ]


def _label(column: Column | None, name: str) -> str:
    return _(column.label) if column else name


def _shown(column: Column | None, value: Any) -> str:
    return shown_value(value) if column is None or isinstance(value, Mapping) else value_words(column, value)


def shown_value(value: Any) -> str:
    """A journaled value in words; `{"#": hash}` is the commitment that stands for a personal value."""
    if value is None or value == "":
        return ""
    if isinstance(value, Mapping) and "#" in value:
        return _("hidden (%(head)s)", head=str(value["#"])[:8])
    return str(value)


def _refusal(refusal: Mapping[str, Any]) -> dict[str, Any]:
    """A journaled refusal: its clause and message, or the stable keys of what was missing."""
    message = str(refusal.get("message") or "")
    shown = _(message) if message and "%(" not in message else ", ".join(refusal.get("keys", ()))
    return {"clause": clause_view(refusal.get("clause"), values=False), "message": shown}

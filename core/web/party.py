"""What a customer's or an asset's page gathers from elsewhere: running duties, papers and notes of all its cases, under the rights to each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from tortoise.expressions import Q, Subquery

from core import clock
from core.declare import Subject
from core.host.host import host
from core.models import Asset, Attachment, Customer, Duty, Journal, Printed, Ticket
from core.models.access import Actor, scope
from core.web.case_files import NOTE, shown_file
from core.web.page_parts import duty_lines, subject_href, ticket_titles
from core.web.page_print import title_of
from core.web.rows import subject_of

SHOWN = 100
Context = dict[str, Any]


async def duties(actor: Actor, row: Any) -> Context:
    """Running duties of everything of this row, first due first; two statements."""
    mine = _of(_kinds(row, actor), row, actor)
    running = Duty.filter(mine, running=1, plugin__in=sorted(host().enabled))
    rows = await running.order_by("late_from", "id").limit(SHOWN)
    return {"duties": duty_lines(rows, clock.now(), await ticket_titles(rows))}


async def papers(actor: Actor, row: Any) -> Context:
    """Files and issued documents of everything of this row, newest first; two statements."""
    kinds = _kinds(row, actor)
    files = await Attachment.filter(_of(kinds, row, actor), state="kept").order_by("-id").limit(SHOWN)
    prints = [p for p in host().registry.prints.values() if actor.may(f"{p.on}.{p.name}.print")]
    names = sorted(f"{p.on}.{p.name}" for p in prints)
    issued = await Printed.filter(_of(kinds, row, actor), print_name__in=names).order_by("-id").limit(SHOWN)
    return {"files": [_file(each, actor) for each in files], "prints": [_printed(each) for each in issued]}


async def notes(actor: Actor, row: Any) -> Context:
    """Internal notes on the tickets of this row, newest first; one statement."""
    tickets = [(s, column) for s, column in _kinds(row, actor) if s.model is Ticket]
    found = Journal.filter(_of(tickets, row, actor, own=False), act=NOTE, refused=False)
    rows = await found.order_by("-id").limit(SHOWN)
    return {"notes": [_note(each) for each in rows]}


def _kinds(row: Any, actor: Actor) -> list[tuple[Subject, str]]:
    """The subjects of which the row may have some and that the actor may read, with the column that names it."""
    column = "asset_id" if isinstance(row, Asset) else "customer_id"
    found = [s for s in host().registry.subjects.values() if column in s.model._meta.fields_db_projection]
    return [(s, column) for s in found if actor.may(f"{s.name}.read")]


def _of(kinds: Iterable[tuple[Subject, str]], row: Any, actor: Actor, *, own: bool = True) -> Q:
    """Rows with `subject_type` and `subject_id` that belong to what the actor may read of it, and to the row itself."""
    parts = [Q(subject_type=s.name, subject_id__in=_ids(s, column, row, actor)) for s, column in kinds]
    here = subject_of(type(row))
    if own and here is not None:
        parts.append(Q(subject_type=here.name, subject_id=row.id))
    if own and isinstance(row, Customer):  # what was issued to those merged into him is frozen under their name
        gone = Customer.filter(scope("core.customer.read", actor), merged_into_id=row.id).values("id")
        parts.append(Q(subject_type="core.customer", subject_id__in=Subquery(gone)))
    return reduce(or_, parts) if parts else Q(id__in=[])


def _ids(subject: Subject, column: str, row: Any, actor: Actor) -> Subquery:
    condition: dict[str, Any] = {column: row.id}
    return Subquery(subject.model.filter(scope(f"{subject.name}.read", actor), **condition).values("id"))


def _file(row: Attachment, actor: Actor) -> Context:
    about = {"number": row.subject_number, "about": subject_href(row.subject_type, row.subject_number)}
    return {**shown_file(row, actor), **about}


def _printed(row: Printed) -> Context:
    return {
        "name": title_of(row),
        "href": f"/print/{row.number}",
        "number": row.number,
        "who": host().directory.user(row.by_id),
        "at": row.at,
    }


def _note(row: Journal) -> Context:
    return {
        "text": str((row.outcome.get("extra") or {}).get("note", "")),
        "who": row.actor_name,
        "at": row.at,
        "number": row.number,
        "href": subject_href(row.subject_type, row.number),
    }

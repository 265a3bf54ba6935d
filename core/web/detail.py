"""A subject's page: where it stands, what can be done, what is owed, what happened; 12 statements at most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q
from tortoise.functions import Count

from core.acts.preview import ActPreview, preview
from core.declare import Column, Related, Screen, Subject
from core.errors import NotFound
from core.host.approvals import SUBJECT as APPROVAL
from core.host.host import host
from core.host.prints import act_name
from core.i18n import _
from core.models import Duty
from core.models.access import Actor, scope
from core.web import approvals, checklists, merged, slots
from core.web.answers import json_answer, refusal_items, refusal_json
from core.web.case_files import files_of, note_form
from core.web.case_parts import QUIET, clauses_in_play, duty_json, duty_line, duty_view_of, signatures, steps
from core.web.confidential import looked, reveal_href
from core.web.history import journal_of, timeline
from core.web.page_parts import clause_view, off_banner, plugin_label, subject_href
from core.web.rows import Cell, cell, layout, relations, stage_of, subject_of, value_at
from core.web.session import actor as actor_of
from core.web.templating import render

TAB_ROWS = 50
NUMBER_LENGTH = 40  # of the column: the ORM refuses to look for a longer one


async def load(subject: Subject, number: str, actor: Actor, columns: Iterable[Column] = ()) -> Any:
    """The row with the relations its columns need; NotFound outside the reader's scope too."""
    if len(number) > NUMBER_LENGTH:
        raise NotFound(number)
    rows = subject.model.filter(scope(f"{subject.name}.read", actor), number=number)
    row = await rows.select_related(*relations(columns)).first()
    if row is None:
        raise NotFound(number)
    return row


async def detail_page(request: Request, subject: Subject, screen: Screen) -> Response:
    """Session, grants, badge, row, duties, journal, signatures, one for each tab, facts of the gates."""
    actor = actor_of(request)
    row = await load(subject, request.path_params["number"], actor, screen.facts)
    if led := await merged.lead(request, row):
        return led
    await looked(subject, row, actor)
    duties = await duties_of(subject, row)
    history = await journal_of(subject, row)
    printing = {act_name(p) for p in host().registry.prints_of(subject.name)}  # they have buttons of their own
    previews = [p for p in await preview(subject.name, row, actor) if p.act.name not in printing]
    tabs = [await _tab(related, row, actor) for related in screen.related]
    fetched = slots.fetched(screen, subject, row, actor)
    banners = await merged.banners(row, actor) + ([] if host().is_on(subject.plugin) else [off_banner()])
    acts = [_act(p, subject, row) for p in previews]
    return await render(
        request,
        "core/detail.html",
        **_head(subject, screen, row, actor),
        banners=banners,
        steps=steps(subject, row, history),
        acts=_marked(acts, previews),
        later=_later(acts),
        facts=_facts(screen.facts, row, subject, actor),
        tabs=tabs,
        duties=[duty_line(d) for d in duties],
        clauses=clauses_in_play(duties, previews),
        history=timeline(history, actor),
        signatures=await signatures(subject, row),
        checklists=checklists.of_case(subject.name, row),
        approvals=await approvals.of_case(subject, row),
        slots=fetched["slots"],
        fetched=fetched["fetched"],
        tabbed=screen.tabbed,
        prints=_prints(subject, row, actor),
        phone=screen.phone,
        case=_case_link(subject, row),
        files=await files_of(subject, row, actor),
        note=note_form(subject, row, actor),
    )


def _head(subject: Subject, screen: Screen, row: Any, actor: Actor) -> dict[str, Any]:
    """What the top of the page tells: which case this is, where it stands, whose it is."""
    return {
        "title": _title(subject, row, actor),
        "crumbs": _crumbs(subject, screen, row),
        "row": row,
        "subject": {"name": subject.name, "label": _(subject.label), "icon": subject.icon},
        "list_href": f"/s/{subject.name.replace('.', '/')}",
        "stage": _stage(subject, row),
        "owner": host().directory.user(row.owner_id),
        "department": host().directory.department(row.department_id),
    }


async def detail_json(request: Request, subject: Subject, screen: Screen) -> Response:
    """{"subject", "number", "fields", "state", "version", "duties", "checklists", "acts"}; personal values masked as on the page."""
    actor = actor_of(request)
    row = await load(subject, request.path_params["number"], actor, screen.facts)
    await looked(subject, row, actor)
    duties = await duties_of(subject, row)
    previews = await preview(subject.name, row, actor)
    fields = {
        c.field: cell(c, value_at(row, c.field), subject.model, actor).value for c in shown_columns(screen, subject)
    }
    return json_answer(
        {
            "subject": subject.name,
            "number": row.number,
            "state": row.state,
            "version": row.version,
            "fields": fields,
            "duties": [duty_json(duty_view_of(d)) for d in duties],
            "checklists": checklists.json_of(subject.name, row),
            "acts": [
                {
                    "name": p.act.name,
                    "label": _(p.act.label),
                    "allowed": p.allowed,
                    "refusals": [refusal_json(r, p.act.full) for r in p.refusals],
                }
                for p in previews
            ],
        }
    )


def shown_columns(screen: Screen, subject: Subject) -> list[Column]:
    """Facts and those columns of the list that need no relation of their own, each once."""
    loaded = set(relations(screen.facts))
    extra = [c for c in screen.columns if "__" not in c.field or c.field.rpartition("__")[0] in loaded]
    return list({c.field: c for c in (*screen.facts, *extra)}.values())


async def duties_of(subject: Subject, row: Any) -> list[Duty]:
    """The duties of the subject; of a ticket, those of its cases. Running ones first, by due time."""
    mine = Q(ticket_id=row.id) if subject.name == "core.ticket" else Q(subject_type=subject.name, subject_id=row.id)
    return list(await Duty.filter(mine).order_by("-running", "due_at", "id").limit(TAB_ROWS))


def _title(subject: Subject, row: Any, actor: Actor) -> str:
    text = cell(Column(subject.title, subject.label), getattr(row, subject.title, None), subject.model, actor).text
    return text or row.number


def _crumbs(subject: Subject, screen: Screen, row: Any) -> list[dict[str, str]]:
    here = f"/s/{subject.name.replace('.', '/')}"
    return [
        {"label": plugin_label(subject)},
        {"label": _(screen.menu or subject.label), "href": here},
        {"label": row.number},
    ]


def _stage(subject: Subject, row: Any) -> dict[str, str] | None:
    """The subject's own stage; a ticket shows its case's."""
    stage = stage_of(subject.model, getattr(row, "stage", "") or row.state)
    return {"label": _(stage.label), "category": stage.category} if stage else None


def _case_link(subject: Subject, row: Any) -> dict[str, str] | None:
    """From a ticket to its case, from a case to its ticket (both bear the same number), from an approval to what it is about."""
    registry = host().registry
    if subject.name == APPROVAL and row.subject_type in registry.screens:
        about = registry.subjects[row.subject_type]
        return {
            "label": _(about.label),
            "href": subject_href(about.name, row.subject_number),
            "icon": about.icon,
        }
    other = (
        getattr(row, "case_subject", "")
        if subject.name == "core.ticket"
        else "core.ticket"
        if subject.ticket_kind and row.ticket_id
        else ""
    )
    if other not in registry.screens:
        return None
    return {
        "label": _(registry.subjects[other].label),
        "href": subject_href(other, row.number),
        "icon": registry.subjects[other].icon,
    }


def _act(found: ActPreview, subject: Subject, row: Any) -> dict[str, Any]:
    act = found.act
    items = [item for r in found.refusals for item in refusal_items(r, subject.name, row.number, act.full)]
    sent_at_once = act.form is None and not act.confirm
    return {
        "label": _(act.label),
        "name": act.name,
        "href": f"{subject_href(subject.name, row.number)}/acts/{act.name}",
        "allowed": found.allowed,
        "refusals": items,
        "icon": act.icon,
        "danger": act.danger,
        "primary": False,
        "post": {"key": str(uuid4()), "version": row.version} if sent_at_once else None,
        "quiet": any(r.kind in QUIET for r in found.refusals),
    }


def _marked(acts: Sequence[dict[str, Any]], previews: Sequence[ActPreview]) -> list[dict[str, Any]]:
    """The acts drawn as buttons; the first allowed one that moves the case on is the primary one."""
    onward = [i for i, p in enumerate(previews) if p.allowed and p.act.to and p.act.source and not p.act.danger]
    if onward:
        acts[onward[0]]["primary"] = True
    drawn = [a for a in acts if a["allowed"] or not a["quiet"]]
    return sorted(drawn, key=lambda a: not a["primary"])


def _later(acts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [a for a in acts if not a["allowed"] and a["quiet"]]


def _facts(columns: Sequence[Column], row: Any, subject: Subject, actor: Actor) -> list[dict[str, Any]]:
    facts = []
    for column in columns:
        seen = cell(column, value_at(row, column.field), subject.model, actor)
        facts.append(
            {
                "label": _(column.label),
                "value": seen.text,
                "masked": seen.masked,
                "reveal_href": reveal_href(column, row, subject, actor) if seen.masked else "",
                "code": column.kind == "code",
                "wide": len(seen.text) > 40,
                "clause": clause_view(column.clause),
                "href": _relation_href(column, row),
            }
        )
    return facts


def _relation_href(column: Column, row: Any) -> str:
    """The first fact about another subject leads to its page: "customer__name" to the customer."""
    head, _sep, rest = column.field.rpartition("__")
    other = value_at(row, head) if head else None
    subject = subject_of(type(other)) if other is not None else None
    if subject is None or subject.name not in host().registry.screens or rest != subject.title:
        return ""
    return subject_href(subject.name, str(value_at(other, "number")))


async def _tab(related: Related, row: Any, actor: Actor) -> dict[str, Any]:
    """The rows of one tab, at most TAB_ROWS, under the reader's rights to them; one statement."""
    rows = related.model.filter(**{related.link: row.id})
    if related.subject:
        rows = rows.filter(scope(f"{related.subject}.read", actor))
    names = list(dict.fromkeys(["id", *(["number"] if related.subject else []), *(c.field for c in related.columns)]))
    found = await rows.order_by(related.order).limit(TAB_ROWS).values(*names)
    places = layout(related.columns)

    def cells(values: Any) -> list[Cell]:
        return [cell(c, values[c.field], related.model, actor, places[c.field]) for c in related.columns]

    return {
        "label": _(related.label),
        "heads": [_(c.label) for c in related.columns],
        "rows": [
            {"href": subject_href(related.subject, v["number"]) if related.subject else "", "cells": cells(v)}
            for v in found
        ],
        "count": f"{TAB_ROWS}+" if len(found) == TAB_ROWS else len(found),
        "tally": await _tallied(related, rows) if related.tally and found else [],
    }


async def _tallied(related: Related, rows: Any) -> list[dict[str, Any]]:
    """How many of all the rows are in which state, in the states' order; one statement."""
    counted = await rows.annotate(n=Count("id")).group_by("state").values("state", "n")
    numbers = {row["state"]: row["n"] for row in counted}
    states = host().registry.subjects[related.subject or ""].states
    return [{"label": _(s.label), "category": s.category, "n": numbers[k]} for k, s in states.items() if k in numbers]


def _prints(subject: Subject, row: Any, actor: Actor) -> list[dict[str, str]]:
    """Documents the reader may issue; each button is an act of its own with its own one-time key."""
    base = f"{subject_href(subject.name, row.number)}/prints/"
    found = host().registry.prints_of(subject.name)
    return [
        {"label": _(p.label), "href": base + p.name, "key": str(uuid4())}
        for p in found
        if actor.may(f"{p.on}.{p.name}.print")
    ]


__all__ = ["detail_json", "detail_page", "duties_of", "load", "shown_columns"]

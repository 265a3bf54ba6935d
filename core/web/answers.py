"""Refusals and wrong input in the reader's language: what is missing, by which clause, and where to supply it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from core.errors import InvalidInput, MissingPart, Refusal, Refused
from core.forms import fields_of
from core.host.host import host
from core.i18n import gettext as _
from core.web.context import build_page
from core.web.page_parts import clause_view, subject_href
from core.web.security import wants_json
from core.web.templating import text


@dataclass(frozen=True)
class RefusalItem:
    """One line of a refusal panel: `clause` is the pop-up's object, `where_href` leads to what supplies the thing."""

    kind: str
    message: str
    clause: Mapping[str, Any] | None
    where_label: str = ""
    where_href: str = ""


@dataclass(frozen=True)
class Panel:
    """A refused try as the macro `refusal` draws it; `warn` asks for a confirmation instead."""

    title: str
    items: tuple[RefusalItem, ...]
    id: str = ""
    warn: bool = False


def filled(msg: str, args: Mapping[str, Any]) -> str:
    """A translated text with its arguments, %(name)s or {name}; a wrong one never breaks the page."""
    if not args:
        return msg
    try:
        return msg % args if "%(" in msg else msg.format(**args)
    except (KeyError, ValueError, IndexError, TypeError):
        return msg


def part_label(part: MissingPart) -> str:
    return filled(_(part.label), {k: _(v) if isinstance(v, str) else v for k, v in part.args.items()})


def _listed(parts: Iterable[MissingPart]) -> str:
    return _(", ").join(part_label(part) for part in parts)


def missing_text(refusal: Refusal) -> str:
    """What is missing, or, without a list, why not."""
    why = filled(_(refusal.message), refusal.args) if refusal.message else ""
    if not refusal.missing:
        return why
    listed = _("missing: %(parts)s") % {"parts": _listed(refusal.missing)}
    return _("%(message)s; %(listed)s") % {"message": why, "listed": listed} if why else listed


def message(refusal: Refusal, act: str = "") -> str:
    """The whole sentence: what cannot be done, what is missing, by which clause."""
    what = host().registry.acts.get(act)
    said = missing_text(refusal)
    if what is not None:
        said = _("Cannot do this now (%(act)s): %(missing)s.") % {"act": _(what.label), "missing": said}
    clause = clause_view(refusal.clause, values=False)
    if clause is None:
        return said
    return _("%(text)s By %(document)s, %(cite)s.") % {
        "text": said,
        "document": clause["document"],
        "cite": clause["cite"],
    }


def refusal_json(refusal: Refusal, act: str = "") -> dict[str, Any]:
    """`missing` in the reader's language and `keys` stable, in one order; `where` names an act or a screen for each."""
    clause = clause_view(refusal.clause, values=False)
    return {
        "kind": refusal.kind,
        "clause": refusal.clause,
        "cite": clause["cite"] if clause else None,
        "message": message(refusal, act),
        "missing": [part_label(part) for part in refusal.missing],
        "keys": list(refusal.keys),
        "where": [part.where for part in refusal.missing],
    }


def refused_json(exc: Refused) -> dict[str, Any]:
    return {"refusals": [refusal_json(r, exc.act) for r in exc.refusals], "id": exc.log_id}


def where_link(where: str | None, subject: str = "", number: str = "") -> tuple[str, str]:
    """(label, address) of what supplies a missing thing; empty when there is nowhere to go."""
    registry = host().registry
    if not where:
        return "", ""
    act = registry.acts.get(where)
    if act is not None and act.by != "system":
        if act.on == subject and number and not act.creates:
            return _(act.label), f"{subject_href(subject, number)}/acts/{act.name}"
        if act.creates:
            return _(act.label), f"/s/{act.on.replace('.', '/')}/new/{act.name}"
    name = act.on if act is not None else where
    if name in registry.screens:
        return _(registry.subjects[name].label), f"/s/{name.replace('.', '/')}"
    return "", ""


def refusal_items(refusal: Refusal, subject: str = "", number: str = "", act: str = "") -> list[RefusalItem]:
    """The lines of one refusal: one for all that is missing and supplied at the same place, one for all others."""
    clause = clause_view(refusal.clause)
    places: dict[tuple[str, str], list[MissingPart]] = {}
    for part in refusal.missing:
        places.setdefault(_remedy(part, subject, number, act), []).append(part)
    items = [
        RefusalItem(refusal.kind, _("Missing: %(what)s") % {"what": _listed(parts)}, clause, label, href)
        for (label, href), parts in places.items()
        if href
    ]
    rest = tuple(part for (_label, href), parts in places.items() if not href for part in parts)
    if rest or not items:
        said = missing_text(Refusal(refusal.kind, refusal.clause, refusal.message, rest, refusal.args))
        items.append(RefusalItem(refusal.kind, _sentence(said), clause))
    return items


def _remedy(part: MissingPart, subject: str, number: str, act: str) -> tuple[str, str]:
    """(label, address): the field of the refused act's own form, or whatever else supplies the part."""
    if part.where != act:
        return where_link(part.where, subject, number)
    declared = host().registry.acts[act]
    if declared.form is None or part.key not in fields_of(declared.form) or not number:
        return "", ""
    return _("Fill in"), f"{subject_href(subject, number)}/acts/{declared.name}#{part.key}"


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]


def refusal_view(refusals: Iterable[Refusal], act: str, subject: str = "", number: str = "", log_id: str = "") -> Panel:
    """The panel over a form or a case."""
    listed = list(refusals)
    what = host().registry.acts.get(act)
    warn = bool(listed) and all(r.kind == "warn" for r in listed)
    title = _("Please confirm: %(act)s") if warn else _("Cannot do this now: %(act)s")
    items = tuple(item for r in listed for item in refusal_items(r, subject, number, act))
    return Panel(title % {"act": _(what.label) if what else act}, items, log_id, warn)


async def error_response(request: Request, exc: Refused | InvalidInput) -> Response:
    """The answer where there is no form to draw again, as JSON or as a page, whichever was asked for."""
    status, body = error_body(exc)
    if wants_json(request):
        return json_answer(body, status)
    if isinstance(exc, Refused):
        title, sentences, number = _("Cannot do this now"), [message(r, exc.act) for r in exc.refusals], exc.log_id
        clause = next((r.clause for r in exc.refusals if r.clause), None)
    else:
        title, sentences, number, clause = _("Please correct the following"), [e.message for e in exc.errors], "", None
    words = {"title": title, "message": " ".join(sentences), "id": number, "clause": clause_view(clause, values=False)}
    page = await build_page(request, title=title)
    return HTMLResponse(text("core/error.html", page=page, status=status, **words), status)


def error_body(exc: Refused | InvalidInput) -> tuple[int, dict[str, Any]]:
    """Status and JSON body of an error."""
    if isinstance(exc, Refused):
        return exc.status, refused_json(exc)
    return 422, {"errors": [{"field": e.field, "message": e.message} for e in exc.errors]}


def json_answer(body: Any, status: int = 200) -> Response:
    """JSON with instants in UTC."""
    return Response(orjson.dumps(body, default=str, option=orjson.OPT_UTC_Z), status, media_type="application/json")

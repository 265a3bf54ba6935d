"""Printed documents as they were issued: drawn from the content frozen then, never from today's data; one, or a run of many."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta
from typing import Any

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from core import clock
from core.acts.journal import canonical
from core.acts.perform import perform
from core.errors import Forbidden, NotFound
from core.host.host import host
from core.host.prints import act_name
from core.i18n import _, instant
from core.models import Printed, Task
from core.models.access import Actor, scope
from core.web.confidential import looked
from core.web.context import build_page
from core.web.page_parts import actor_of, subject_href
from core.web.templating import render, text

FIRST_DRAWN = timedelta(minutes=30)  # after it was issued; whatever is drawn later says so
_UID = 40  # characters of the column


async def printed(request: Request) -> Response:
    """The document under its number. NotFound outside the reader's scope, Forbidden without the right to it."""
    row = await Printed.get_or_none(number=request.path_params["number"])
    if row is None or not await reaches(request, row):
        raise NotFound(request.path_params["number"])
    actor = actor_of(request)
    if not actor.may(f"{row.print_name}.print") and row.by_id != actor.id:
        raise Forbidden(f"{row.print_name}.print")
    subject = host().registry.subjects[row.subject_type]
    if subject.confidential:
        await looked(subject, await subject.model.get(id=row.subject_id), actor, row.number)
    return await render_printed(request, row)


async def issue(request: Request) -> Response:
    """POST `/s/<plugin>/<subject>/<number>/prints/<print>`: issue the document by its act, then show it."""
    path = request.path_params
    subject = f"{path['plugin']}.{path['subject']}"
    declared = host().registry.prints.get(f"{subject}.{path['print']}")
    if declared is None or not host().is_on(host().registry.plugin_of(declared)):
        raise NotFound(path["print"])
    model = host().registry.subjects[subject].model
    found = await model.filter(scope(f"{subject}.read", actor_of(request)), number=path["number"]).values("id")
    if not found:
        raise NotFound(path["number"])
    key = str((await request.form()).get("key", "")) or None
    outcome = await perform(f"{subject}.{act_name(declared)}", actor_of(request), subject=found[0]["id"], key=key)
    return RedirectResponse(f"/print/{outcome.extra['printed']}", status_code=303)


async def print_run(request: Request) -> Response:
    """What a batch has issued, as one document: the reader's own, in the order of the rows."""
    uid, actor = request.path_params["uid"], actor_of(request)
    task = await Task.get_or_none(uid=uid, user_id=actor.id) if len(uid) <= _UID else None
    numbers = [row["printed"] for row in task.results.get("rows", []) if "printed" in row] if task else []
    rows = {row.number: row for row in await Printed.filter(number__in=numbers, by_id=actor.id)} if numbers else {}
    if not rows:
        raise NotFound(uid)
    page = await build_page(request, title=_("Documents to print"))
    sheets = []
    for number in numbers:
        template, context = drawn(request, rows[number], f"{number}-")
        sheets.append(sheets_of(text(template, page=page, **context)))
        await asyncio.sleep(0)  # others have their turn between two documents
    back = f"/tasks/{uid}"
    body = Markup("".join(sheets))  # noqa: S704  (drawn by our own templates)
    return HTMLResponse(text("core/print_run.html", page=page, sheets=body, count=len(sheets), back=back))


def sheets_of(page: str) -> str:
    """The sheets of a drawn document, between the marks of `core/print_layout.html`."""
    return page.partition("<!--sheets-->")[2].partition("<!--/sheets-->")[0]


async def render_printed(request: Request, row: Printed) -> Response:
    template, context = drawn(request, row)
    return await render(request, template, **context)


def drawn(request: Request, row: Printed, anchor: str = "") -> tuple[str, dict[str, Any]]:
    """The print's own template over the frozen content; if its plugin is gone, the content as a table."""
    declared = host().registry.prints.get(row.print_name)
    doc = document(request, row, title_of(row)) | {"anchor": anchor}
    return declared.template if declared else "core/printed.html", {**row.content, "doc": doc, "content": row.content}


def title_of(row: Printed) -> str:
    declared = host().registry.prints.get(row.print_name)
    return _(declared.label) if declared else row.print_name


def document(request: Request, row: Printed, title: str) -> dict[str, Any]:
    """What `core/print_layout.html` asks for; what the frozen content says about itself (`doc`) stays."""
    frozen = row.content.get("doc") if isinstance(row.content.get("doc"), dict) else {}
    number = row.content.get("number") or row.number
    keepers = (frozen or {}).get("keepers") or [""] * row.copies
    return {
        "title": title,
        "number": row.number,
        "issued": _("Issued %(at)s", at=instant(row.at)),
        "copies": [_(keeper) if keeper else "" for keeper in keepers],
        "printed": issued_by(row),
        "digest": digest(row.content),
        "qr": qr(address(request, row)),
        "back_href": _back(row, str(number)),
        "duplicate": _duplicate(row, actor_of(request)),
        **(frozen or {}),
    }


def issued_by(row: Printed) -> str:
    who = host().directory.user(row.by_id) or _("System")
    return _("Issued %(at)s by %(who)s", at=instant(row.at), who=who)


def _duplicate(row: Printed, actor: Actor) -> str:
    """The mark of a sheet that is not the one drawn for whoever issued it, right when he did."""
    fresh = clock.now() - row.at <= FIRST_DRAWN
    if fresh and row.by_id in (actor.id, None):
        return ""
    return _("Duplicate, drawn %(at)s by %(who)s", at=instant(clock.now()), who=actor.name)


def digest(content: Any) -> str:
    """The first sixteen hex digits of the content's hash in groups of four: two sheets can be compared by eye."""
    found = hashlib.sha256(canonical(content)).hexdigest()[:16]
    return " ".join(found[at : at + 4] for at in range(0, 16, 4))


def address(request: Request, row: Printed) -> str:
    """Where the sheet can be checked: from the configuration and never from the request's Host header."""
    config = getattr(request.app.state, "config", None)
    return f"{config.base_url if config else ''}/check/{row.number}?d={digest(row.content).replace(' ', '')}"


def qr(said: str) -> Markup:
    """A QR code as inline SVG: one path, no style."""
    svg: str = segno.make(said, error="m", micro=False).svg_inline(
        omitsize=True, svgclass=None, lineclass=None, border=1, title=said
    )
    return Markup(svg)  # noqa: S704  (made here; segno escapes the title)


def _back(row: Printed, number: str) -> str:
    return subject_href(row.subject_type, number) if row.subject_type in host().registry.screens else "/"


async def reaches(request: Request, row: Printed) -> bool:
    subject = host().registry.subjects.get(row.subject_type)
    if subject is None:
        return False
    seen = scope(f"{row.subject_type}.read", actor_of(request))
    return bool(await subject.model.filter(seen, id=row.subject_id).exists())

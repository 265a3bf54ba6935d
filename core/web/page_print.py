"""A printed document as it was issued: rendered from the content frozen then, never from today's data."""

from __future__ import annotations

import hashlib
from typing import Any

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.acts.journal import canonical
from core.acts.perform import perform
from core.errors import Forbidden, NotFound
from core.host.host import host
from core.host.prints import act_name
from core.i18n import _, instant
from core.models import Printed
from core.models.access import scope
from core.web.page_parts import actor_of, subject_href
from core.web.templating import render


async def printed(request: Request) -> Response:
    """The document under its number. NotFound outside the reader's scope, Forbidden without the right to it."""
    row = await Printed.get_or_none(number=request.path_params["number"])
    if row is None or not await _reaches(request, row):
        raise NotFound(request.path_params["number"])
    actor = actor_of(request)
    if not actor.may(f"{row.print_name}.print") and row.by_id != actor.id:
        raise Forbidden(f"{row.print_name}.print")
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


async def render_printed(request: Request, row: Printed) -> Response:
    """The print's own template over the frozen content; if its plugin is gone, the content as a table."""
    declared = host().registry.prints.get(row.print_name)
    template = declared.template if declared else "core/printed.html"
    title = _(declared.label) if declared else row.print_name
    return await render(
        request, template, **{**row.content, "doc": document(request, row, title), "content": row.content}
    )


def document(request: Request, row: Printed, title: str) -> dict[str, Any]:
    """What `core/print_layout.html` asks for; what the frozen content says about itself (`doc`) stays."""
    frozen = row.content.get("doc") if isinstance(row.content.get("doc"), dict) else {}
    number = row.content.get("number") or row.number
    return {
        "title": title,
        "number": row.number,
        "issued": _("Issued %(at)s", at=instant(row.at)),
        "copies": [""] * row.copies,
        "printed": _(
            "Issued %(at)s by %(who)s", at=instant(row.at), who=host().directory.user(row.by_id) or _("System")
        ),
        "digest": digest(row.content),
        "qr": qr(address(request, row.number)),
        "back_href": _back(row, str(number)),
        **(frozen or {}),
    }


def digest(content: Any) -> str:
    """The first sixteen hex digits of the content's hash in groups of four: two sheets can be compared by eye."""
    text = hashlib.sha256(canonical(content)).hexdigest()[:16]
    return " ".join(text[at : at + 4] for at in range(0, 16, 4))


def address(request: Request, number: str) -> str:
    """The address of the document, from the configuration and never from the request's Host header."""
    config = getattr(request.app.state, "config", None)
    return f"{config.base_url if config else ''}/print/{number}"


def qr(text: str) -> Markup:
    """A QR code as inline SVG: one path, no style."""
    svg: str = segno.make(text, error="m", micro=False).svg_inline(
        omitsize=True, svgclass=None, lineclass=None, border=1, title=text
    )
    return Markup(svg)  # noqa: S704  (made here; segno escapes the title)


def _back(row: Printed, number: str) -> str:
    return subject_href(row.subject_type, number) if row.subject_type in host().registry.screens else "/"


async def _reaches(request: Request, row: Printed) -> bool:
    subject = host().registry.subjects.get(row.subject_type)
    if subject is None:
        return False
    seen = scope(f"{row.subject_type}.read", actor_of(request))
    return bool(await subject.model.filter(seen, id=row.subject_id).exists())

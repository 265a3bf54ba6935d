"""The files a subject's page shows, its own and those of the ticket or case it belongs with, and where it takes notes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tortoise.expressions import Q

from core.declare import Subject
from core.host.host import host
from core.i18n import _
from core.models import Attachment
from core.models.access import Actor
from core.services.file_kinds import KINDS
from core.web.page_parts import subject_href

SHOWN = 200
ACCEPT = ",".join(f".{end}" for end in (*KINDS, "jpeg"))
_ATTACH, _REMOVE = "core.attachment.attach", "core.attachment.remove"
NOTE = "core.ticket.note"
_OTHERS = "core.attachment.remove_others"


async def files_of(subject: Subject, row: Any, actor: Actor) -> dict[str, Any]:
    """What the page of a subject shows of its files, and of those of its ticket or case; one statement."""
    mine = Q(subject_type=subject.name, subject_id=row.id)
    ticket = subject.name == "core.ticket"
    other, other_id = (row.case_subject, row.case_id) if ticket else ("core.ticket", row.ticket_id)
    if other_id and (ticket or subject.ticket_kind) and actor.may(f"{other}.read"):
        mine = mine | Q(subject_type=other, subject_id=other_id)
    rows = await Attachment.filter(mine, state="kept").order_by("id").limit(SHOWN)
    shown = [shown_file(each, actor) for each in rows]
    return {
        "photos": [s for s in shown if s["thumb"]],
        "others": [s for s in shown if not s["thumb"]],
        "count": len(shown),
        "href": f"{subject_href(subject.name, row.number)}/files" if actor.may(_ATTACH) else "",
        "key": str(uuid4()),
        "accept": ACCEPT,
        "kinds": [
            (k.name, _(k.label)) for k in host().registry.file_kinds.values() if host().is_on(k.name.partition(".")[0])
        ],
    }


def shown_file(row: Attachment, actor: Actor) -> dict[str, Any]:
    """A file as a reader may see it: a confidential one under its number."""
    removable = actor.may(_REMOVE) and (row.by_id == actor.id or actor.may(_OTHERS)) and actor.reaches(_REMOVE, row)
    href = f"/files/{row.number}"
    kind = host().registry.file_kinds.get(row.secret)
    readable = not row.secret or (kind is not None and actor.may(kind.permission))
    return {
        "name": row.name if readable else row.number,
        "href": href,
        "secret": _(kind.label) if kind else _("Confidential") if row.secret else "",
        "thumb": f"{href}/thumb" if row.thumb and not row.secret else "",  # a small picture is a look, too
        "size": size_text(row.size),
        "who": host().directory.user(row.by_id),
        "at": row.created_at,
        "remove": f"{href}/remove" if removable else "",
        "key": str(uuid4()) if removable else "",
    }


def size_text(size: int) -> str:
    """Bytes as people say them: "312 KB", "2.4 MB"."""
    return f"{max(1, size // 1024)} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def note_form(subject: Subject, row: Any, actor: Actor) -> dict[str, str] | None:
    """Where the page's form sends a note, None where there is no ticket to write to or no right to."""
    if not ticket_of(subject, row) or not actor.may(NOTE):
        return None
    return {"href": f"{subject_href(subject.name, row.number)}/notes", "key": str(uuid4())}


def ticket_of(subject: Subject, row: Any) -> int | None:
    """The id of the ticket a row is or belongs to."""
    ticket: int | None = row.id if subject.name == "core.ticket" else row.ticket_id
    return ticket

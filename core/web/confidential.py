"""What is confidential is shown only after the look is written down, and refused to all others in one and the same way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from core import clock
from core.declare import Column, Subject
from core.errors import Forbidden
from core.host.host import host
from core.models import Attachment, Viewing
from core.models.access import Actor
from core.services import viewings
from core.web.page_parts import subject_href
from core.web.rows import subject_of, value_at

_WITH_THE_PAGE = timedelta(minutes=1)


async def looked(subject: Subject, row: Any, actor: Actor, what: str = "") -> None:
    """Note that the page of a confidential subject is read, or `what` was printed of it."""
    if subject.confidential:
        await viewings.note(viewings.READ, actor, subject.name, row.number, what, row)


async def followed(subject: Subject, row: Any, actor: Actor, what: str) -> None:
    """Note that a part of a confidential page is read, unless it is fetched with the page itself, whose look was just noted."""
    if not subject.confidential:
        return
    lately = Viewing.filter(kind=viewings.READ, by_id=actor.id, subject_type=subject.name, subject_id=row.id)
    if not await lately.filter(created_at__gte=clock.now() - _WITH_THE_PAGE).exists():
        await looked(subject, row, actor, what)


async def opened(file: Attachment, row: Any, actor: Actor) -> bool:
    """Note that a file is read, if it or its subject `row` is confidential, and say whether it is.

    Forbidden with the clause, noted too, for whoever is no reader of its kind.
    """
    registry = host().registry
    what = f"{file.number} {file.name}"
    kind = registry.file_kinds.get(file.secret)
    if file.secret and (kind is None or not actor.may(kind.permission)):
        await viewings.note(viewings.REFUSED, actor, file.subject_type, file.subject_number, what, row)
        raise Forbidden(f"{file.secret}.read", kind.clause if kind else None)
    if not file.secret and not registry.subjects[file.subject_type].confidential:
        return False
    await viewings.note(viewings.READ, actor, file.subject_type, file.subject_number, what, row)
    return True


async def turned_away(path: str, permission: str, actor: Actor | None) -> Forbidden:
    """The refusal of somebody without this permission; a try at a confidential kind is noted and told its clause."""
    subject = host().registry.subjects.get(permission.removesuffix(".read"))
    if subject is None or not subject.confidential or actor is None:
        return Forbidden(permission)
    number = path.removeprefix(f"/s/{subject.name.replace('.', '/')}").strip("/").partition("/")[0]
    await viewings.note(viewings.REFUSED, actor, subject.name, number.removesuffix(".json")[:40])
    return Forbidden(permission, subject.confidential)


def reveal_href(column: Column, row: Any, subject: Subject, actor: Actor) -> str:
    """Where a masked value of this row can be shown to this reader, "" if nowhere: at the record that holds it."""
    head = column.field.rpartition("__")[0]
    holder = value_at(row, head) if head else row
    owner = subject_of(type(holder)) if head else subject
    if owner is None or owner.name not in host().registry.screens or not viewings.may_reveal(owner.name, actor):
        return ""
    return f"{subject_href(owner.name, str(holder.number))}/personal"

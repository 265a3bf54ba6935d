"""Inboxes filled by time itself: one statement per kind, from the duties a pass of the sweep has just noted."""

from __future__ import annotations

from datetime import datetime

from core import clock
from core.db import sql
from core.host.host import host
from core.i18n import _
from core.models import Notice
from core.rules.notices import KINDS

# user, instant and cause of each kind; a duty that was already late when it was warned about is told once, as late
_FROM_DUTIES = {
    "warned": ("owner_id", "warned_at", "NULL", " AND d.late_from > d.warned_at"),
    "lapsed": ("owner_id", "lapsed_at", "NULL", ""),
    "escalated": ("escalated_to", "escalated_at", "d.owner_id", ""),
}


async def tell_of_duties(kind: str, at: datetime) -> int:
    """Tell of the duties that were `kind` at exactly this instant; a second telling finds the first one's rows."""
    user, noted, cause, further = _FROM_DUTIES[kind]
    return await sql.execute(
        "INSERT INTO core_notice (user_id, kind, subject_type, subject_id, number, code, by_id, text, at, dedupe, mail) "
        f"SELECT d.{user}, '{kind}', d.subject_type, d.subject_id, d.number, d.code, {cause}, '', d.{noted}, '{kind}:' || d.id, 0 "
        f"FROM core_duty d WHERE d.running = 1 AND d.{noted} = ? AND d.{user} IS NOT NULL{further} "
        "ON CONFLICT (user_id, dedupe) DO NOTHING",
        at,
    )


def sentence(row: Notice) -> str:
    """What a notice says, in the reader's language."""
    kind = KINDS.get(row.kind)
    deadline = host().registry.deadlines.get(f"{row.subject_type}:{row.code}") if row.code else None
    words = {
        "number": row.number,
        "what": _(deadline.label) if deadline else row.code,
        "who": host().directory.user(row.by_id) or _("System"),
    }
    msgid = row.text or (kind.text if kind else "%(number)s")
    return _(msgid) % {**words, **(row.args or {})}


async def read(user_id: int, notice_id: int | None = None) -> int:
    """Mark one notice of this user as read, or all; how many were unread."""
    mine = Notice.filter(user_id=user_id, read_at=None)
    if notice_id is not None:
        mine = mine.filter(id=notice_id)
    return int(await mine.update(read_at=clock.now()))

"""Notices by mail: planned from the inbox by what each reader wants, sent through the outbox, retried and parked there.

A mail says the number, what kind of notice it is, and where to look: whatever else there is to know needs a sign-in.
"""

from __future__ import annotations

import asyncio
import re
import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

from core import clock, db
from core.config import Config
from core.db import sql
from core.host.host import host
from core.i18n import _, use_language
from core.models import Notice, Outbox, Preference, User
from core.models.access import grants_of
from core.rules.notices import KINDS

EVENT = "core.notice.mail"
_WANTED, _UNWANTED = 1, 2
_BATCH = 200
_NEWS = timedelta(days=1)  # older than this it is no news: mail that is switched on tells of no past
_SECONDS = 30
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,24}", re.ASCII)

_config: Config | None = None


def configure(config: Config) -> None:
    """Whose server sends (`smtp`, "" = none) and under which address links lead back."""
    global _config
    _config = config


def config() -> Config:
    return _config or Config.from_env()


def is_address(text: str) -> bool:
    """One plain mail address: no name, no second one, no line end."""
    return len(text) <= 200 and _ADDRESS.fullmatch(text) is not None


async def plan() -> int:
    """Hand new notices to the outbox for those who want them by mail; each once, whoever of the workers is first."""
    now = clock.now()
    skip = " FOR UPDATE SKIP LOCKED" if db.dialect() == "postgres" else ""
    async with db.transaction():
        rows = await sql.fetch(
            f"UPDATE core_notice SET mail = {_UNWANTED} WHERE id IN (SELECT id FROM core_notice WHERE mail = 0 ORDER BY id "
            f"LIMIT {_BATCH}{skip}) RETURNING id, user_id, kind, at"
        )
        wishes = {p.user_id: p for p in await Preference.filter(user_id__in=sorted({r["user_id"] for r in rows}))}
        due = [(row["id"], _due(row, wishes[row["user_id"]], now)) for row in rows if row["user_id"] in wishes]
        events = [
            {"act": EVENT, "payload": {"notice": notice}, "at": now, "next_at": at}
            for notice, at in due
            if at is not None
        ]
        if events:
            await sql.insert(Outbox, events)
            await Notice.filter(id__in=[notice for notice, at in due if at is not None]).update(mail=_WANTED)
    return len(events)


def _due(row: Mapping[str, Any], wish: Preference, now: datetime) -> datetime | None:
    """When to send; None for what its reader does not want or what is no news any more."""
    at = sql.instant(row["at"])
    if not wish.email or row["kind"] not in wish.mail or at is None or at < now - _NEWS:
        return None
    return after_quiet(now, wish.quiet_from, wish.quiet_to)


def after_quiet(now: datetime, begin: int | None, end: int | None) -> datetime:
    """`now`, or the end of the quiet hours in which it lies; both are minutes of a day in Shanghai, also across midnight."""
    if begin is None or end is None or begin == end:
        return now
    here = now.astimezone(clock.SHANGHAI)
    minute = here.hour * 60 + here.minute
    quiet = begin <= minute < end if begin < end else minute >= begin or minute < end
    if not quiet:
        return now
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=int(minute >= end), minutes=end)


async def send(payload: Mapping[str, Any]) -> None:
    """The outbox's listener: send what is still unread, wanted and within the reader's rights; raises when the server does not take it."""
    notice = await Notice.get_or_none(id=payload["notice"], read_at=None)
    if notice is None or not config().smtp:
        return
    user = await User.get_or_none(id=notice.user_id, state="active")
    wish = await Preference.get_or_none(user_id=notice.user_id)
    if user is None or wish is None or not is_address(wish.email) or not await _may_read(user, notice):
        return
    await asyncio.to_thread(_deliver, message(notice, user, wish.email), config())


async def _may_read(user: User, notice: Notice) -> bool:
    subject = host().registry.subjects.get(notice.subject_type)
    row = await subject.model.get_or_none(id=notice.subject_id) if subject else None
    actor = host().make_actor(user, await grants_of(user.id))
    return row is not None and actor.reaches(f"{notice.subject_type}.read", row)


def message(notice: Notice, user: User, address: str) -> EmailMessage:
    """The mail in its reader's language. ValueError if a line end would get into a header."""
    own, kind = config(), KINDS.get(notice.kind)
    host_name = urlsplit(own.base_url).hostname or "localhost"
    with use_language(user.lang):
        label = _(kind.label) if kind else notice.kind
        words = _("%(label)s: %(number)s") % {"label": label, "number": notice.number}
    mail = EmailMessage()
    mail["Subject"] = words
    mail["From"] = own.mail_from or f"guizhang@{host_name}"
    mail["To"] = address
    mail["Date"] = notice.at
    mail["Message-ID"] = f"<notice-{notice.id}@{host_name}>"  # the same at every try: a mailbox shows it once
    mail["Auto-Submitted"] = "auto-generated"
    plugin_subject = notice.subject_type.replace(".", "/")
    mail.set_content(f"{words}\n{own.base_url}/s/{plugin_subject}/{notice.number}\n")
    return mail


def _deliver(mail: EmailMessage, own: Config) -> None:
    """Blocking; the address is smtp:// (with STARTTLS where a password is given) or smtps://."""
    parts = urlsplit(own.smtp)
    secure, place = parts.scheme == "smtps", parts.hostname or "localhost"
    context = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(place, parts.port or 465, timeout=_SECONDS, context=context)
        if secure
        else smtplib.SMTP(place, parts.port or 25, timeout=_SECONDS)
    )
    with server:
        if parts.username:
            if not secure:
                server.starttls(context=context)
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(mail)

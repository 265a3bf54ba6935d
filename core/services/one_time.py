"""Secrets that work once: only their hash is kept, and a password changed meanwhile ends them."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import timedelta
from typing import Any

from core import clock
from core.models import OneTime, User
from core.services.tokens import digest

LINK, SECOND = "link", "second"
LINK_MINUTES, SECOND_MINUTES = 30, 5
_MINUTES = {LINK: LINK_MINUTES, SECOND: SECOND_MINUTES}
_SECRET = re.compile(r"[\w-]{43}", re.ASCII)


def fresh(purpose: str, user: User) -> tuple[str, dict[str, Any]]:
    """A secret of 256 random bits, and the row of `OneTime` that knows it."""
    secret = secrets.token_urlsafe(32)
    ends_at = clock.now() + timedelta(minutes=_MINUTES[purpose])
    row = {"purpose": purpose, "digest": digest(secret), "user_id": user.id, "bound": _print(user), "ends_at": ends_at}
    return secret, row


async def find(purpose: str, secret: str) -> tuple[OneTime, User] | None:
    """The row and its user, if the secret still holds; None for all others alike."""
    if not _SECRET.fullmatch(secret):
        return None
    row = await OneTime.get_or_none(purpose=purpose, digest=digest(secret), used_at=None, ends_at__gt=clock.now())
    user = await User.get_or_none(id=row.user_id, state="active") if row else None  # type: ignore[attr-defined]
    if row is None or user is None or not hmac.compare_digest(_print(user), row.bound):
        return None
    return row, user


async def claim(row_id: int) -> bool:
    """Use it up; of two at once one is told yes."""
    now = clock.now()
    return bool(await OneTime.filter(id=row_id, used_at=None, ends_at__gt=now).update(used_at=now))


def _print(user: User) -> str:
    return hashlib.sha256(f"one-time {user.id} {user.password}".encode()).hexdigest()

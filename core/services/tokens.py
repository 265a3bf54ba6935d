"""Whose bearer token this is: one statement for token, user, generation and today's rights."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from core import clock, db
from core.db import guard, sql
from core.host.host import host
from core.host.own_acts import OWN_ACTS
from core.models import Token
from core.models.access import Actor, granted

PREFIX = "gz_"
ALL = "*"
# a token that could make tokens would outlive its end; one that could try passwords would get round the lockout
KEPT_BACK = frozenset({"core.token.issue", *OWN_ACTS})

_SECRET = re.compile(rf"{PREFIX}[\w-]{{43}}", re.ASCII)
_USED_EVERY = timedelta(minutes=1)
_READ = """
SELECT t.id AS token_id, t.permissions, t.expires_at, t.last_used_at, u.id, u.name, u.lang, u.department_id, u.party_id,
       (SELECT number FROM core_generation WHERE id = 1) AS generation, g.role, g.scope, g.departments
FROM core_token t JOIN core_user u ON u.id = t.user_id LEFT JOIN core_grant g ON g.user_id = u.id
WHERE t.digest = ? AND t.state = 'active' AND u.state = 'active' ORDER BY g.id
"""


def digest(secret: str) -> str:
    """How a secret of 256 random bits stands in the table: a stolen table opens nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def bearer(secret: str, lang: str | None = None) -> tuple[Actor, bool] | None:
    """The user this secret acts as, with no right that is not written on it, and whether it is limited.

    None for one that is unknown, ended or revoked, or whose user is disabled.
    """
    if not _SECRET.fullmatch(secret):
        return None
    rows = await sql.fetch(_READ, digest(secret))
    if not rows or (ends := sql.instant(rows[0]["expires_at"])) is None or clock.now() >= ends:
        return None
    row = rows[0]
    if row["generation"] is not None and row["generation"] != host().generation:
        await host().refresh()
    await _touch(row)
    kept = row["permissions"]
    names = json.loads(kept) if isinstance(kept, str) else kept
    actor = host().make_actor(SimpleNamespace(**row), granted(rows), lang)
    return _limited(actor, names), ALL not in names


def _limited(actor: Actor, names: Sequence[str]) -> Actor:
    wanted = actor.permissions.keys() if ALL in names else set(names)
    kept = {name: roles for name, roles in actor.permissions.items() if name in wanted and name not in KEPT_BACK}
    return dataclasses.replace(actor, permissions=kept, limits=frozenset(names))


async def _touch(row: dict[str, Any]) -> None:
    """Note that the token is in use, at most once a minute; a database that takes no writes may still be read."""
    now, last = clock.now(), sql.instant(row["last_used_at"])
    if last is not None and now - last < _USED_EVERY:
        return
    try:
        with guard.allowed():
            await Token.filter(id=row["token_id"]).update(last_used_at=now)
    except (db.DatabaseBusy, db.DatabaseFull):
        return

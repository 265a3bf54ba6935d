"""The command `guizhang` with cheap password hashes, and with BAR_OPEN set without what guards signing in: the checks must catch that."""

from __future__ import annotations

import os
from typing import Any

OPEN = "BAR_OPEN"


def _sessions_remembered() -> None:
    """Each worker asks the database about a session once, and believes it from then on."""
    from core.web import session

    known: dict[str, Any] = {}
    plain = session.sql.fetch

    async def fetch(text: str, *params: Any) -> Any:
        if text != session._READ:
            return await plain(text, *params)
        if params[0] not in known and (rows := await plain(text, *params)):
            known[params[0]] = rows
        return known.get(params[0], [])

    class Sql:
        def __getattr__(self, name: str) -> Any:
            return fetch if name == "fetch" else getattr(plain_sql, name)

    plain_sql = session.sql
    session.sql = Sql()  # type: ignore[assignment]


def _tries_not_counted() -> None:
    from core.web import login, login_parts

    class Free(login_parts.Try):
        async def succeeded(self) -> None:
            """Nothing to write."""

    async def begin_try(*_: Any) -> Any:
        return Free(0, 4)

    login.begin_try = begin_try


def _cheap_hashes() -> None:
    """What a password costs is tried elsewhere."""
    from core.testing.databases import _cheap_hashes as cheap

    cheap()


_cheap_hashes()
if os.environ.get(OPEN):
    _sessions_remembered()
    _tries_not_counted()

if __name__ == "__main__":
    from core.cli import main

    main()

"""What the database says, in words a caller can act on; drivers tell the same thing in four dialects.

They stay Tortoise `OperationalError`s, so code that knows only Tortoise still catches them.

DatabaseError
├── DatabaseBusy    locked, deadlocked or out of connections: nothing was written, try again
├── DatabaseFull    disk full or read-only: nothing was written, an administrator must act
├── DatabaseLost    the connection broke: whether a commit in flight was kept is unknown
└── SchemaBehind    a table or column is missing: `guizhang migrate` has not been run
"""

from __future__ import annotations

from tortoise.exceptions import IntegrityError, OperationalError


class DatabaseError(OperationalError):
    """Root of the four."""


class DatabaseBusy(DatabaseError):
    """Locked, deadlocked or out of connections: nothing was written, try again."""


class DatabaseFull(DatabaseError):
    """Disk full or read-only: nothing was written, an administrator must act."""


class DatabaseLost(DatabaseError):
    """The connection broke: whether a commit in flight was kept is unknown."""


class SchemaBehind(DatabaseError):
    """A table or column is missing: `guizhang migrate` has not been run."""


_RAISED = "P0001"

_BY_SQLSTATE = {
    "55P03": DatabaseBusy,  # lock not available
    "40P01": DatabaseBusy,  # deadlock detected
    "40001": DatabaseBusy,  # serialization failure
    "53300": DatabaseBusy,  # too many connections
    "57014": DatabaseBusy,  # statement cancelled by a timeout
    "53100": DatabaseFull,
    "25006": DatabaseFull,  # read-only transaction
    "42P01": SchemaBehind,  # undefined table
    "42703": SchemaBehind,  # undefined column
    "57P01": DatabaseLost,  # admin shutdown
    "57P02": DatabaseLost,
    "57P03": DatabaseLost,
}

_BY_TEXT = (
    ("is locked", DatabaseBusy),
    ("disk is full", DatabaseFull),
    ("readonly database", DatabaseFull),
    ("no such table", SchemaBehind),
    ("no such column", SchemaBehind),
    ("has no column named", SchemaBehind),
    ("disk i/o error", DatabaseLost),
    ("unable to open database", DatabaseLost),
    ("connection was closed", DatabaseLost),
    ("connection is closed", DatabaseLost),
    ("connection has been released", DatabaseLost),
)


def translated(error: BaseException) -> Exception | None:
    """Our word for a driver's error, or None if it is none of the four.

    What a trigger raises is an IntegrityError on both databases, whatever its text says.
    """
    if isinstance(error, DatabaseError | IntegrityError):
        return None
    if getattr(error, "sqlstate", None) == _RAISED:
        return IntegrityError(str(error))
    kind = _kind(error) or (_kind(error.__cause__) if error.__cause__ else None)
    return kind(str(error)) if kind else None


def _kind(error: BaseException) -> type[DatabaseError] | None:
    sqlstate = getattr(error, "sqlstate", None)
    if isinstance(sqlstate, str):
        return _BY_SQLSTATE.get(sqlstate) or (DatabaseLost if sqlstate.startswith("08") else None)
    if isinstance(error, ConnectionError):
        return DatabaseLost
    text = str(error).lower()
    return next((kind for part, kind in _BY_TEXT if part in text), None)

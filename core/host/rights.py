"""What each role may do now: as the plugins declare it, with the single rights an administrator gave or took."""

from __future__ import annotations

from collections.abc import Mapping

from core.models import RoleRight

Changes = Mapping[tuple[str, str], bool]  # (role, permission) -> given or taken
OFFICERS = frozenset({"admin", "auditor"})


async def read_rights() -> dict[tuple[str, str], bool]:
    rows = await RoleRight.filter(state="set").order_by("id").values("role", "permission", "given")
    return {(row["role"], row["permission"]): bool(row["given"]) for row in rows}


def with_changes(declared: Mapping[str, frozenset[str]], changes: Changes) -> dict[str, frozenset[str]]:
    """A right of a plugin that is no longer installed is left out; so is one that may not be moved."""
    found = dict(declared)
    for (role, permission), given in changes.items():
        if movable(declared, role, permission):
            held = found[permission]
            found[permission] = held | {role} if given else held - {role}
    return found


def movable(declared: Mapping[str, frozenset[str]], role: str, permission: str) -> bool:
    """The two officers stay as they are, and what only they may do stays theirs: else whoever gives rights could give himself all."""
    return role not in OFFICERS and bool(declared.get(permission, frozenset()) - OFFICERS)

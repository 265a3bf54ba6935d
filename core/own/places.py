"""Which department serves a region: read from what the admin has entered, without a query."""

from __future__ import annotations

from core.api import host


def serving(region: str | None) -> int | None:
    """Id of the department that lists `region`; the most specific one (deepest in the tree) if several do."""
    if not region:
        return None
    found = [d for d in host().directory.departments.values() if region in d.regions]
    return max(found, key=lambda d: (d.path.count("/"), -d.id)).id if found else None

"""What the site's acts know of an engagement: whose it is, and who answers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.api import Facts, View
from plugins.contractor_safety.models import Engagement


@dataclass(frozen=True)
class Engaged:
    """`kind` is the group it is for (`names.GROUPS`); departments by id."""

    id: int
    number: str
    kind: str
    state: str
    org_id: int | None
    using: int | None
    letting: int | None
    served: int | None

    @property
    def responsible(self) -> int | None:
        """CS-3.3: whoever has the work done answers for it; for after-sales staff whoever is served manages."""
        if self.kind == "contractor":
            return self.letting
        return (self.served or self.letting) if self.kind == "after_sales" else self.using


def _key(view: View) -> int | None:
    found: int | None = view.data.get("engagement") if view.subject is None else view.subject.engagement_id
    return found


async def engaged(ids: Sequence[int]) -> Mapping[int, Engaged]:
    rows = await Engagement.filter(id__in=ids).values(
        "id", "number", "kind", "state", "org_id", "using_dept_id", "letting_dept_id", "served_dept_id"
    )
    return {
        r["id"]: Engaged(
            r["id"],
            r["number"],
            r["kind"],
            r["state"],
            r["org_id"],
            r["using_dept_id"],
            r["letting_dept_id"],
            r["served_dept_id"],
        )
        for r in rows
    }


ENGAGED = Facts("contractor_safety.engaged", engaged, _key)

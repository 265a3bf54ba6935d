"""What an act does to approvals of its subject: changed content voids them, the act they guard uses them up."""

from __future__ import annotations

from collections.abc import Sequence

from core.acts.case import Case
from core.declare import Approval
from core.host.approvals import LIVE
from core.host.host import Host
from core.models import ApprovalRequest


async def ended(cases: Sequence[Case], house: Host) -> list[tuple[Case, str, int]]:
    """(case, "void" or "use", id of the request) for cases of one act; one statement if its subject's approvals are touched."""
    declared = house.registry.approvals_on.get(cases[0].subject.name)
    if not declared or cases[0].row is None:
        return []
    wanted = {c.subject_id: (c, keys) for c in cases if (keys := {a.key: _end(a, c) for a in declared if _end(a, c)})}
    if not wanted:
        return []
    rows = ApprovalRequest.filter(
        subject_type=cases[0].subject.name, subject_id__in=sorted(i for i in wanted if i), state__in=LIVE
    )
    found = []
    for row in await rows.order_by("id").values("id", "subject_id", "approval", "state"):
        case, keys = wanted[row["subject_id"]]
        what = keys.get(row["approval"], "")
        if what == "void" or (what == "use" and row["state"] == "granted"):
            found.append((case, what, row["id"]))
    return found


def _end(approval: Approval, case: Case) -> str:
    if case.act.full == approval.act:
        return "use"
    changed = any(name in case.new and case.new[name] != getattr(case.row, name, None) for name in approval.content)
    return "void" if changed else ""

"""What the gates and acts of works know of other rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.api import Facts, fetch
from plugins.tech_support import names as n
from plugins.tech_support.models import Contract, System, Works
from plugins.tech_support.rules.common import completes, key_of, signed, taken

SIDES = ("user_rep", "works_manager")
LAST = {side: completes("acceptance", side, SIDES) for side in SIDES}


@dataclass(frozen=True)
class ContractSeen:
    customer_id: int
    warranty_months: int


@dataclass(frozen=True)
class WorksSeen:
    """What the things that belong to works know of them."""

    state: str
    builder: str
    customer_id: int

    @property
    def running(self) -> bool:
        return self.state in ("commissioned", "asked", "accepted", "filed")


@dataclass(frozen=True)
class Going:
    """What of the works is still open: stages not done (names), open matters and supervisions (numbers), and how many stages there are."""

    stages: int = 0
    undone: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    supervisions: tuple[str, ...] = ()
    accepted: bool = False


@dataclass
class _Found:
    stages: list[tuple[str, str]] = field(default_factory=list)
    matters: list[str] = field(default_factory=list)
    supervisions: list[tuple[str, str]] = field(default_factory=list)
    accepted: bool = False


async def _contracts(ids: Sequence[int]) -> Mapping[int, ContractSeen]:
    rows = await Contract.filter(id__in=ids).values("id", "customer_id", "warranty_months")
    return {r["id"]: ContractSeen(r["customer_id"], r["warranty_months"]) for r in rows}


async def _going(ids: Sequence[int]) -> Mapping[int, Going]:
    """One statement: a page of works asks for it each time."""
    found = {i: _Found() for i in ids}
    marks = ", ".join("?" * len(ids))
    for row in await fetch(_GOING.format(marks=marks), *ids, *ids, *ids) if ids else ():
        seen, what = found[row["works_id"]], row["what"]
        if what == "stage":
            seen.stages.append((row["name"], row["state"]))
        elif what == "matter":
            seen.matters.append(row["name"])
        else:
            seen.accepted = seen.accepted or bool(row["accepted"])
            if row["state"] != "ended":
                seen.supervisions.append((row["name"], row["state"]))
    return {i: _summed(seen) for i, seen in found.items()}


_GOING = """
SELECT works_id, 'stage' AS what, name, state, 0 AS accepted, id FROM tech_support_work_stage WHERE works_id IN ({marks})
UNION ALL SELECT works_id, 'matter', number, state, 0, id FROM tech_support_matter
WHERE works_id IN ({marks}) AND state <> 'settled'
UNION ALL SELECT works_id, 'supervision', number, state, CASE WHEN accepted_us <> '' AND accepted_buyer <> '' THEN 1 ELSE 0 END, id
FROM tech_support_supervision WHERE works_id IN ({marks})
ORDER BY 2, 6
"""


def _summed(seen: _Found) -> Going:
    undone = tuple(name for name, state in seen.stages if state != "done")
    open_ones = tuple(number for number, _state in seen.supervisions)
    return Going(len(seen.stages), undone, tuple(seen.matters), open_ones, seen.accepted)


async def _works(ids: Sequence[int]) -> Mapping[int, WorksSeen]:
    rows = await Works.filter(id__in=ids).values("id", "state", "builder", "customer_id")
    return {r["id"]: WorksSeen(r["state"], r["builder"], r["customer_id"]) for r in rows}


CONTRACT = Facts("tech_support.works_contract", _contracts, key_of("contract"))
GOING = Facts("tech_support.works_going", _going)
WORKS = Facts("tech_support.works_of", _works, key_of("works"))
SERIALS = taken("tech_support.serial", System, "serial", lambda view: view.data.serial)
SIGNED = signed(n.WORKS)
FACTS = (CONTRACT, GOING, WORKS, SERIALS, SIGNED)

"""What the gates and acts of works know of other rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.api import Facts
from plugins.tech_support import names as n
from plugins.tech_support.models import Contract, Matter, Supervision, System, Works, WorkStage
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
    """Three statements."""
    found = {i: _Found() for i in ids}
    for works, name, state in (
        await WorkStage.filter(works_id__in=ids).order_by("id").values_list("works_id", "name", "state")
    ):
        found[works].stages.append((name, state))
    for works, number in (
        await Matter.filter(works_id__in=ids).exclude(state="settled").values_list("works_id", "number")
    ):
        found[works].matters.append(number)
    rows = await Supervision.filter(works_id__in=ids).values(
        "works_id", "number", "state", "accepted_us", "accepted_buyer"
    )
    for row in rows:
        seen = found[row["works_id"]]
        seen.accepted = seen.accepted or bool(row["accepted_us"] and row["accepted_buyer"])
        if row["state"] != "ended":
            seen.supervisions.append((row["number"], row["state"]))
    return {i: _summed(seen) for i, seen in found.items()}


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

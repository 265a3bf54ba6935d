"""Whether somebody may be let in now: asked of the papers anew at each entry, never of what was stored when the permit was given.

Two statements for any number of permits: permit, person and engagement joined; then everything that stands beside them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from core.api import N_, Deadline, Facts, Missing, On, Rule, View, day_of, fetch, midnight
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import EntryPermit

# by whose clause the papers of a group are asked for
CLAUSES = {"hired": "CS-3.4.1a", "listed": "CS-3.4.1b", "contractor": "CS-3.4.2", "after_sales": "CS-3.4.3"}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Paper:
    """One thing beside the permit: `what` it is, its number and id."""

    what: str
    number: str
    id: int


@dataclass(frozen=True)
class Standing:
    """A permit with all that decides on it. `areas` are those of the permit, which lie within the engagement's."""

    permit_id: int
    number: str
    state: str
    person_id: int
    person_state: str
    group: str
    engagement_id: int
    engagement_state: str
    department_id: int | None
    areas: tuple[str, ...]
    trades: tuple[str, ...]
    valid_from: date
    valid_to: date
    starts_on: date | None
    ends_on: date | None
    stamped: bool
    filed: bool
    kind: str
    registered: bool
    told: bool
    papers: Mapping[str, Sequence[Paper]] = field(default_factory=dict)

    @property
    def clause(self) -> str:
        return CLAUSES.get(self.group, "CS-2")

    def one(self, what: str) -> Paper | None:
        found = self.papers.get(what, ())
        return found[0] if found else None


def over(day: date | None, at: datetime) -> bool:
    """Whether this last day has ended; a day holds until its 24:00."""
    return day is not None and at >= midnight(day + _DAY)


def ahead(day: date | None, at: datetime) -> bool:
    return day is not None and at < midnight(day)


def holes(
    s: Standing | None, at: datetime, *, copies: int, stay_copies: int, visitor_levels: bool = False
) -> Iterable[Missing]:
    """Everything that keeps this person out at `at`; nothing means that he may be let in. The rest are values of the regulation."""
    if s is None:
        yield Missing("permit", N_("an entry permit"), n.PERMIT, clause="CS-2")
        return
    if s.group not in n.GROUPS:
        yield Missing("group", N_("the group he belongs to"), n.PERSON, clause="CS-2")
    yield from _terms(s, at)
    yield from _papers(s, copies, stay_copies)
    yield from _education(s, at, visitor_levels=visitor_levels)
    stopped = s.one("stop_work")
    if stopped:
        label = N_("the stop of the work lifted (%(number)s)")
        yield Missing("stop_work", label, n.STOP_WORK, {"number": stopped.number}, "CS-3.4.3")


def _terms(s: Standing, at: datetime) -> Iterable[Missing]:
    if s.state == "ended" or s.person_state != "active":
        yield Missing("permit_ended", N_("a permit that has not ended"), n.PERMIT, clause=s.clause)
    if s.engagement_state != "approved":
        yield Missing("engagement", N_("an approved engagement"), n.ENGAGEMENT, clause=s.clause)
    if over(s.valid_to, at) or ahead(s.valid_from, at):
        yield Missing("permit_term", N_("a permit that is valid today"), n.PERMIT, clause=s.clause)
    if over(s.ends_on, at) or ahead(s.starts_on, at):
        yield Missing("engagement_term", N_("an engagement that runs today"), n.ENGAGEMENT, clause=s.clause)


def _papers(s: Standing, copies: int, stay_copies: int) -> Iterable[Missing]:
    """The eight papers still in order, the stamp, and every copy with its holder; for a stay its filing."""
    held = len(s.papers.get("copy", ()))
    if s.group == "contractor":
        if not s.stamped:
            yield Missing("stamp", N_("the stamp of the safety department"), n.ENGAGEMENT, clause="CS-3.4.2")
        for paper, label in n.PAPERS.items():
            newest = max(s.papers.get(f"paper:{paper}", ()), key=lambda p: p.id, default=None)
            if newest is None or newest.number != "1":
                yield Missing(f"paper:{paper}", label, f"{n.ENGAGEMENT}.receive", clause="CS-3.4.2")
        if held < copies:
            yield Missing("copies", N_("the agreement with all its copies"), n.ENGAGEMENT, clause="CS-3.4.2")
    if s.group == "after_sales":
        if not s.filed:
            yield Missing("filing", N_("review and filing by the safety department"), n.ENGAGEMENT, clause="CS-3.4.3")
        if held < stay_copies:
            yield Missing("copies", N_("the agreement with all its copies"), n.ENGAGEMENT, clause="CS-3.4.3")


def _education(s: Standing, at: datetime, *, visitor_levels: bool) -> Iterable[Missing]:
    """Three levels for everybody who works here for the company itself; a valid certificate for each special trade."""
    if s.group == "listed" and not s.registered:
        act = f"{n.PERSON}.register_with_unit"
        yield Missing("registration", N_("the registration with the safety unit"), act, clause="CS-3.4.1b")
    if s.kind == "visitor" and not s.told:
        yield Missing("notice", N_("the safety notice"), f"{n.PERSON}.notify", clause="CS-3.4.1b")
    if s.group in ("hired", "listed") and (s.kind != "visitor" or visitor_levels):
        for level in n.THREE_LEVELS:
            newest = max(s.papers.get(f"level:{level}", ()), key=lambda p: p.id, default=None)
            if newest is None or newest.number != "1":
                yield Missing(f"level:{level}", n.LEVELS[level], f"{n.PERSON}.train", clause="CS-3.4.1b")
    today = day_of(at).isoformat()
    for trade in s.trades:
        spans = [p.number.split("/") for p in s.papers.get(f"cert:{trade}", ())]
        if not any(since <= today <= until for since, until in spans):
            label = N_("a valid certificate: %(trade)s")
            yield Missing(f"cert:{trade}", label, f"{n.PERSON}.certify", {"trade": trade}, "CS-3.4.1c")


_BESIDE = """
SELECT 'stop_work' AS what, p.id AS permit_id, s.number AS number, s.id AS id
FROM contractor_safety_permit p JOIN contractor_safety_stop_work s ON s.engagement_id = p.engagement_id
WHERE p.id IN ({marks}) AND s.state = 'in_force'
UNION ALL
SELECT 'inside', e.permit_id, e.number, e.id FROM contractor_safety_entry e WHERE e.permit_id IN ({marks}) AND e.state = 'inside'
UNION ALL
SELECT 'paper:' || r.paper, p.id, CASE WHEN r.ok THEN '1' ELSE '0' END, r.id
FROM contractor_safety_permit p JOIN contractor_safety_paper r ON r.engagement_id = p.engagement_id WHERE p.id IN ({marks})
UNION ALL
SELECT 'copy', p.id, CAST(c.copy_no AS VARCHAR(10)), c.id
FROM contractor_safety_permit p JOIN contractor_safety_copy c ON c.engagement_id = p.engagement_id WHERE p.id IN ({marks})
UNION ALL
SELECT 'level:' || t.level, p.id, CASE WHEN t.passed THEN '1' ELSE '0' END, t.id
FROM contractor_safety_permit p JOIN contractor_safety_training t ON t.person_id = p.person_id WHERE p.id IN ({marks})
UNION ALL
SELECT 'cert:' || x.trade, p.id, CAST(x.valid_from AS VARCHAR(10)) || '/' || CAST(x.valid_to AS VARCHAR(10)), x.id
FROM contractor_safety_permit p JOIN contractor_safety_cert x ON x.person_id = p.person_id WHERE p.id IN ({marks})
"""
_UNIONS = 6


async def load(ids: Sequence[int]) -> Mapping[int, Standing]:
    rows = await EntryPermit.filter(id__in=ids).values(
        "id",
        "number",
        "state",
        "person_id",
        "engagement_id",
        "department_id",
        "areas",
        "trades",
        "valid_from",
        "valid_to",
        person_state="person__state",
        group="person__group",
        engagement_state="engagement__state",
        starts_on="engagement__starts_on",
        ends_on="engagement__ends_on",
        kind="person__kind",
        registered="person__registered_at",
        told="person__notice_at",
        stamped="engagement__stamped_at",
        filed="engagement__filed_at",
    )
    papers: dict[int, dict[str, list[Paper]]] = defaultdict(lambda: defaultdict(list))
    asked = _BESIDE.format(marks=", ".join("?" * len(ids)))
    for row in await fetch(asked, *(list(ids) * _UNIONS)):
        papers[row["permit_id"]][row["what"]].append(Paper(row["what"], row["number"], row["id"]))
    return {row["id"]: _standing(row, papers[row["id"]]) for row in rows}


def _standing(row: Mapping[str, Any], papers: Mapping[str, Sequence[Paper]]) -> Standing:
    known: dict[str, Any] = {
        **row,
        **{name: row[name] is not None for name in ("stamped", "filed", "registered", "told")},
        **{name: tuple(row[name] or ()) for name in ("areas", "trades")},
    }
    return Standing(permit_id=known.pop("id"), papers=papers, **known)


def permit_of(view: View) -> int | None:
    """The permit itself, or that named by a creating act."""
    found: int | None = view.data.get("permit") if view.subject is None else view.subject.id
    return found


STANDING = Facts("contractor_safety.standing", load, permit_of)
DECLARED: tuple[Rule, ...] = (
    STANDING,
    Deadline(
        "expire",
        n.PERMIT,
        "CS-3.4.2",
        N_("Renew the permit before it ends"),
        (On(f"{n.PERMIT}.issue"), On(f"{n.PERMIT}.renew")),
        (On(f"{n.PERMIT}.renew"), On(f"{n.PERMIT}.end")),
        until="valid_to",
        on_due=f"{n.PERMIT}.suspend",
        owes="owner",
        act=f"{n.PERMIT}.renew",
    ),
)

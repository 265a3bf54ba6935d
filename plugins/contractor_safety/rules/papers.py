"""Which papers come before which step of an engagement (CS-3.4.1b to CS-3.4.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.api import N_, Facts, Gate, Missing, Rule, View, day_of, fetch
from plugins.contractor_safety import names as n
from plugins.contractor_safety import policies

_STAMP, _SIGN, _FILE = (f"{n.ENGAGEMENT}.{name}" for name in ("stamp", "sign_agreement", "file"))


@dataclass(frozen=True)
class Reviewed:
    """The papers of an engagement as last received, how many copies of its agreement have a holder, and whether an affiliate has it."""

    papers: Mapping[str, bool]
    copies: int

    @property
    def affiliate(self) -> bool:
        return self.papers.get("affiliate", False)


async def _reviewed(ids: Sequence[int]) -> Mapping[int, Reviewed]:
    """One statement."""
    marks = ", ".join("?" * len(ids))
    rows = await fetch(
        "SELECT engagement_id AS engagement, paper, CASE WHEN ok THEN 1 ELSE 0 END AS ok, id "
        f"FROM contractor_safety_paper WHERE engagement_id IN ({marks}) "
        f"UNION ALL SELECT engagement_id, '', 0, id FROM contractor_safety_copy WHERE engagement_id IN ({marks}) "
        "UNION ALL SELECT e.id, 'affiliate', CASE WHEN o.affiliate THEN 1 ELSE 0 END, 0 FROM contractor_safety_engagement e "
        f"JOIN contractor_safety_org o ON o.id = e.org_id WHERE e.id IN ({marks}) ORDER BY 4",
        *ids,
        *ids,
        *ids,
    )
    papers: dict[int, dict[str, bool]] = defaultdict(dict)
    copies: dict[int, int] = defaultdict(int)
    for row in rows:
        if row["paper"]:
            papers[row["engagement"]][row["paper"]] = bool(row["ok"])
        else:
            copies[row["engagement"]] += 1
    return {i: Reviewed(papers[i], copies[i]) for i in ids}


REVIEWED = Facts("contractor_safety.reviewed", _reviewed)


def _contractor(view: View) -> Iterable[Missing]:
    if view.subject.kind != "contractor":
        yield Missing("contractor", N_("an engagement of a contractor"), n.ENGAGEMENT)


def _eight(view: View) -> Iterable[Missing]:
    papers = view.facts[REVIEWED.name].papers
    for paper, label in n.PAPERS.items():
        if not papers.get(paper):
            yield Missing(f"paper:{paper}", label, f"{n.ENGAGEMENT}.receive")


def _stamped(view: View) -> Iterable[Missing]:
    if view.subject.kind == "contractor" and view.subject.stamped_at is None:
        yield Missing("stamp", N_("the stamp of the safety department"), _STAMP)


def _told(view: View) -> Iterable[Missing]:
    row = view.subject
    if row.kind != "after_sales":
        return
    if not row.safety_clause:
        yield Missing("safety_clause", N_("the safety matters in the contract"), f"{n.ENGAGEMENT}.state_clause")
    if row.notice_at is None:
        yield Missing("notice", N_("the safety notice"), f"{n.ENGAGEMENT}.notify")


def _handed_in(view: View) -> Iterable[Missing]:
    if view.subject.kind != "after_sales":
        yield Missing("stay", N_("an engagement of after-sales staff"), n.ENGAGEMENT)
        return
    yield from _told(view)
    if view.facts[REVIEWED.name].copies < int(view.policy(policies.STAY_COPIES)):
        yield Missing("copies", N_("the agreement with all its copies"), _SIGN)
    if view.subject.submitted_at is None:
        yield Missing("submitted", N_("the papers handed in"), f"{n.ENGAGEMENT}.submit")


def _filed(view: View) -> Iterable[Missing]:
    if view.subject.kind == "after_sales" and view.subject.filed_at is None:
        yield Missing("filing", N_("review and filing by the safety department"), _FILE)


def _not_ahead(view: View) -> Iterable[Missing]:
    if view.data.held_on and view.data.held_on > day_of(view.now):
        yield Missing("held_on", N_("a day that is not ahead"))


def _cert_days(view: View) -> Iterable[Missing]:
    if view.data.valid_to and view.data.valid_from and view.data.valid_to < view.data.valid_from:
        yield Missing("valid_to", N_("a last day that is not before the first"))


DECLARED: tuple[Rule, ...] = (
    REVIEWED,
    Gate(_STAMP, "CS-3.4.2", _contractor),
    Gate(_STAMP, "CS-3.4.2", _eight, (REVIEWED.name,)),
    Gate((f"{n.ENGAGEMENT}.approve", _SIGN), "CS-3.4.2", _stamped),
    Gate(f"{n.ENGAGEMENT}.approve", "CS-3.4.3", _filed),
    Gate(_SIGN, "CS-3.4.3", _told),
    Gate(_FILE, "CS-3.4.3", _handed_in, (REVIEWED.name,)),
    Gate(f"{n.PERSON}.train", "CS-3.4.1b", _not_ahead),
    Gate(f"{n.PERSON}.certify", "CS-3.4.1c", _cert_days),
)

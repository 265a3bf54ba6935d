"""Every user of an affected system is told of a new version and upgraded, free or by agreement (TS-3.2, TS-3.3)."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Deadline, DutyMeasure, Gate, Kpi, Missing, On, Record, View, children_done, day_of
from plugins.tech_support import names as n
from plugins.tech_support import policies
from plugins.tech_support.rules.common import needs, subject
from plugins.tech_support.rules.warranty_facts import AGREEMENT, RELEASES, AgreementSeen


def _new_version(view: View) -> Iterable[Missing]:
    version = view.data.product_version
    if number := view.facts.get(RELEASES.name):
        args = {"number": number, "version": version}
        yield Missing("product_version", N_("a version not yet registered (%(number)s has it)"), args=args)


def _released(view: View) -> Iterable[Missing]:
    if view.data.released_on > day_of(view.now):
        yield Missing("released_on", N_("a day of release that is not in the future"))


def _has_agreement(view: View) -> bool:
    agreement: AgreementSeen | None = view.facts.get(AGREEMENT.name)
    return agreement is not None and agreement.state == "signed"


def _wish_agreed(view: View) -> Iterable[Missing]:
    if view.subject.special_wish and not _has_agreement(view):
        yield Missing(
            "agreement", N_("a supplementary agreement on the special wish, signed by both sides"), n.AGREEMENT
        )


def _paid_agreed(view: View) -> Iterable[Missing]:
    if not view.subject.free and not view.subject.special_wish and not _has_agreement(view):
        yield Missing("agreement", N_("a supplementary agreement signed by both sides"), n.AGREEMENT)


def _something_to_agree(view: View) -> Iterable[Missing]:
    if view.subject.free and not view.subject.special_wish:
        yield Missing("special_wish", N_("a special wish, or an upgrade that is not free"), f"{n.UPGRADE}.wish")
    agreement: AgreementSeen | None = view.facts.get(AGREEMENT.name)
    if agreement is not None and agreement.state != "signed":
        label = N_("the signatures on the agreement %(number)s")
        yield Missing("agreement", label, n.AGREEMENT, {"number": agreement.number})


GATES = (
    Gate(f"{n.RELEASE}.register", "TS-3.2", _new_version, (RELEASES.name,)),
    Gate(f"{n.RELEASE}.register", "TS-3.2", _released),
    Gate(f"{n.UPGRADE}.upgrade", "TS-3.2", _wish_agreed, (AGREEMENT.name,)),
    Gate(f"{n.UPGRADE}.upgrade", "TS-3.3", _paid_agreed, (AGREEMENT.name,)),
    Gate(f"{n.UPGRADE}.draft_agreement", "TS-3.3", _something_to_agree, (AGREEMENT.name,)),
)

DEADLINES = (
    Deadline(
        "upgrade.notice",
        n.UPGRADE,
        "TS-3.2",
        N_("Tell the user of the new version"),
        length=policies.UPGRADE_NOTICE,
        start=On(f"{n.UPGRADE}.open", at="released_on"),
        stop=On(f"{n.UPGRADE}.tell"),
        act=f"{n.UPGRADE}.tell",
    ),
)

RECORDS = (
    Record(
        "upgrade",
        n.UPGRADE,
        "TS-3.2",
        N_("Upgrade of a system"),
        ("told_through", "told_to", "told_at", "special_wish", "upgraded_at", "declined"),
        needs=(
            *needs("TS-3.2", f"{n.UPGRADE}.tell", told_through=N_("how the user was told")),
            *needs("TS-3.2", f"{n.UPGRADE}.decline", declined=N_("why the user does not want the version")),
        ),
    ),
    Record(
        "notice_to_all",
        n.RELEASE,
        "TS-3.2",
        N_("Software release"),
        needs=needs("TS-3.2", f"{n.RELEASE}.tell_all", told_through=N_("how the users were told")),
    ),
)

_TOLD = (f"{n.UPGRADE}:upgrade.notice",)
KPIS = (
    Kpi(
        "tech_support.users_told",
        N_("Users told of a release in time"),
        "TS-3.2",
        part=DutyMeasure(_TOLD, met=True),
        whole=DutyMeasure(_TOLD),
        target=policies.TOLD,
        heading=N_("Warranty and versions"),
    ),
)

DONE = children_done(f"{n.RELEASE}.complete", "TS-3.2", subject(n.UPGRADE))
DECLARED = (*GATES, *DEADLINES, *RECORDS, *KPIS, *DONE)

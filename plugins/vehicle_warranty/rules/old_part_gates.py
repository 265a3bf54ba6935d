"""What old parts, write-offs, freight and claims need (VW-3.4.2e4, 3.6.2, 3.6.3, 3.7.5, 3.8)."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Gate, Missing, View, day_of
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.rules import old_part_facts as o
from plugins.vehicle_warranty.rules import stock_facts as f
from plugins.vehicle_warranty.rules.old_part_facts import Grounds, OldSeen


def _packed_well(view: View) -> Iterable[Missing]:
    if not view.data.packed_well:
        yield Missing("packed_well", N_("the old part packed well and tagged"))


def _held(view: View) -> Iterable[Missing]:
    seen = view.facts.get(f.OF_WRITE_OFF.name)
    line = seen and view.data.part and seen.line(view.data.part)
    if not line or line.held < 1:
        yield Missing("held", N_("the part issued under this requisition and not settled yet"), n.REQUISITION)


def _right_old_part(view: View) -> Iterable[Missing]:
    """The old part named comes from the same report and is of the same kind."""
    old: OldSeen | None = view.facts.get(o.OLD_NAMED.name)
    if old is None:
        return
    report, part = (
        (view.data.report, view.data.part) if view.subject is None else (view.subject.report_id, view.subject.part_id)
    )
    if (old.report_id, old.part_id) != (report, part):
        yield Missing("old_part", N_("an old part of the same kind from the same service report"), n.OLD)


def _three_grounds(view: View) -> Iterable[Missing]:
    grounds: Grounds = view.facts[o.GROUNDS.name]
    if not grounds.signed:
        yield Missing("report", N_("the service report signed by the user"), n.REPORT)
    if not grounds.approved:
        yield Missing("approval", N_("the manager's approval"), f"{n.WRITE_OFF}.approve")
    if not grounds.old_part:
        yield Missing("old_part", N_("the old part"), f"{n.OLD}.receive")
    elif not grounds.old_part_free:
        yield Missing(
            "old_part", N_("an old part on which nothing else was written off"), f"{n.WRITE_OFF}.name_old_part"
        )


def _both_signed(view: View) -> Iterable[Missing]:
    held = view.facts[o.FREIGHT_SIGNED.name] or frozenset()
    if "handler" not in held:
        yield Missing("handler_signature", N_("the handler's signature"), f"{n.FREIGHT}.sign_handler")
    if "manager" not in held:
        yield Missing("manager_signature", N_("the manager's signature"), f"{n.FREIGHT}.sign_manager")


def _recovered(view: View) -> Iterable[Missing]:
    if not view.subject.old_part_recovered and not view.subject.reason:
        yield Missing("reason", N_("the old part, or why it was not recovered"), f"{n.FREIGHT}.edit")


def _no_open_claim(view: View) -> Iterable[Missing]:
    old: OldSeen = view.facts[o.OLD.name]
    if old.open_claim:
        yield Missing("claim", N_("the end of the secondary claim %(number)s"), n.CLAIM, {"number": old.open_claim})


def _old_received(view: View) -> Iterable[Missing]:
    old: OldSeen | None = view.facts.get(o.OLD_OF.name)
    if old is None:
        return
    if old.state not in ("received", "held"):
        yield Missing("old_part", N_("the old part received and still here"), f"{n.OLD}.receive")
    if not old.supplier:
        yield Missing("supplier", N_("the supplier of the part"), f"{n.PART}.edit")
    if old.open_claim:
        yield Missing("claim", N_("no other open claim for it (%(number)s)"), n.CLAIM, {"number": old.open_claim})


def _under_warranty(view: View) -> Iterable[Missing]:
    """Only a warning: suppliers do grant claims after their term, but whoever opens one is told."""
    old: OldSeen | None = view.facts.get(o.OLD_OF.name)
    if old is None:
        return
    if old.lapses_on is not None and old.lapses_on < day_of(view.now):
        yield Missing(
            "lapsed", N_("the supplier's warranty, which ended on %(day)s"), args={"day": old.lapses_on.isoformat()}
        )
    if old.lapse_km and old.km is not None and old.km > old.lapse_km:
        yield Missing("lapsed_km", N_("the supplier's warranty, which ended at %(km)s km"), args={"km": old.lapse_km})


def _exchangeable(view: View) -> Iterable[Missing]:
    if view.subject.state != "written_off":
        yield Missing("written_off", N_("the part written off before it is exchanged"), f"{n.WRITE_OFF}.write_off")
    elif view.subject.exchanged >= view.subject.qty:
        yield Missing("exchanged", N_("a write-off for which nothing was exchanged yet"))


GATES = (
    Gate(f"{n.OLD}.pack", "VW-3.4.2e4", _packed_well),
    Gate(f"{n.WRITE_OFF}.propose", "VW-3.7.4", _held, (f.OF_WRITE_OFF.name,)),
    Gate((f"{n.WRITE_OFF}.propose", f"{n.WRITE_OFF}.name_old_part"), "VW-3.6.2", _right_old_part, (o.OLD_NAMED.name,)),
    Gate(f"{n.WRITE_OFF}.write_off", "VW-3.6.2", _three_grounds, (o.GROUNDS.name,)),
    Gate(f"{n.WRITE_OFF}.exchange", "VW-3.7.3", _exchangeable),
    Gate(f"{n.FREIGHT}.write_off", "VW-3.6.3", _both_signed, (o.FREIGHT_SIGNED.name,)),
    Gate(f"{n.FREIGHT}.write_off", "VW-3.6.3", _recovered),
    Gate((f"{n.OLD}.scrap", f"{n.OLD}.repair"), "VW-3.7.5", _no_open_claim, (o.OLD.name,)),
    Gate(f"{n.CLAIM}.open", "VW-3.8", _old_received, (o.OLD_OF.name,)),
    Gate(f"{n.CLAIM}.open", "VW-3.8", _under_warranty, (o.OLD_OF.name,), level="warn"),
)

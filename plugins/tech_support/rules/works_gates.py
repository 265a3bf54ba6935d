"""What works need before each step (TS-2.0 to TS-2.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.api import N_, Gate, Missing, View, day_of
from plugins.tech_support import names as n
from plugins.tech_support.rules.common import not_taken, sealed
from plugins.tech_support.rules.works_facts import GOING, SERIALS, WORKS, Going, WorksSeen


def _named(view: View) -> Iterable[Missing]:
    if view.data.builder == "third" and not view.data.builder_name:
        yield Missing("builder_name", N_("the name of the third party"))


def _stages_given(view: View) -> Iterable[Missing]:
    stages = view.data.stages
    if not stages:
        yield Missing("stages", N_("at least one stage"))
    for stage in stages or ():
        if stage["planned_to"] < stage["planned_from"]:
            yield Missing(
                "planned_to", N_("an end of the stage %(name)s after its start"), args={"name": stage["name"]}
            )


def _stage_runs_forward(view: View) -> Iterable[Missing]:
    if view.data.planned_to < view.data.planned_from:
        yield Missing("planned_to", N_("an end of the stage %(name)s after its start"), args={"name": view.data.name})


def _while_planning(view: View) -> Iterable[Missing]:
    works: WorksSeen | None = view.facts.get(WORKS.name) if view.data.works else None
    if works is not None and works.state not in ("drafted", "told"):
        yield Missing("works", N_("works whose plan is not confirmed yet"), n.WORKS)


def _contacted(view: View) -> Iterable[Missing]:
    if view.subject.contacted_at is None:
        yield Missing("contact", N_("contact with the buyer"), f"{n.WORKS}.contact")


def _planned(view: View) -> Iterable[Missing]:
    if not view.facts[GOING.name].stages:
        yield Missing("stages", N_("at least one stage"), f"{n.WORKS}.plan")


def _conditions_met(view: View) -> Iterable[Missing]:
    if not view.subject.conditions_met:
        yield Missing("conditions", N_("the conditions met"), f"{n.WORKS}.meet_conditions")


def _not_met_yet(view: View) -> Iterable[Missing]:
    if view.subject.conditions_met:
        yield Missing("conditions", N_("conditions not yet recorded as met"))


def _ahead(view: View) -> Iterable[Missing]:
    if view.data.start_on is not None and view.data.start_on < day_of(view.at):
        yield Missing("start_on", N_("a day of the start that is not past"))


def _supervised(view: View) -> Iterable[Missing]:
    """TS-2.3: what others build is supervised by us, and both sides accept who builds."""
    going: Going = view.facts[GOING.name]
    if view.subject.builder == "own":
        return
    if not going.supervisions:
        yield Missing("supervisor", N_("a supervisor of ours"), f"{n.WORKS}.assign_supervisor")
    elif view.subject.builder == "third" and not going.accepted:
        yield Missing("accepted", N_("a third party that both sides accept"), f"{n.SUPERVISION}.accept_builder")


def _others_build(view: View) -> Iterable[Missing]:
    if view.subject.builder == "own":
        yield Missing("builder", N_("works done by the user or by a third party"))


def _both_accept(view: View) -> Iterable[Missing]:
    works: WorksSeen = view.facts[WORKS.name]
    if works.builder == "third" and not (view.subject.accepted_us and view.subject.accepted_buyer):
        yield Missing("accepted", N_("a third party that both sides accept"), f"{n.SUPERVISION}.accept_builder")


def _permitted(view: View) -> Iterable[Missing]:
    until = view.subject.leave_until
    if until is None or until < day_of(view.at):
        yield Missing("permission", N_("a permission to leave that still holds"), f"{n.SUPERVISION}.permit_leave")


def _permit_ahead(view: View) -> Iterable[Missing]:
    if view.data.leave_until < day_of(view.at):
        yield Missing("leave_until", N_("a last day of absence that is not past"))


def _reported(view: View) -> Iterable[Missing]:
    if not view.subject.reports:
        yield Missing("report", N_("a written situation report"), f"{n.SUPERVISION}.report")


def _stages_done(view: View) -> Iterable[Missing]:
    for name in view.facts[GOING.name].undone:
        yield Missing(f"stage:{name}", N_("the end of the stage %(name)s"), n.STAGE, {"name": name})


def _supervision_over(view: View) -> Iterable[Missing]:
    for number in view.facts[GOING.name].supervisions:
        yield Missing("supervision", N_("the end of the supervision %(number)s"), n.SUPERVISION, {"number": number})


def _matters_settled(view: View) -> Iterable[Missing]:
    for number in view.facts[GOING.name].matters:
        yield Missing("matter", N_("the settlement of the matter %(number)s"), n.MATTER, {"number": number})


def _runs(view: View) -> Iterable[Missing]:
    if view.subject.works_done_at is None:
        yield Missing("works_done_at", N_("the end of the works"), f"{n.WORKS}.commission")
    if view.subject.running_at is None:
        yield Missing("running_at", N_("a system that runs"), f"{n.WORKS}.commission")


def _past_and_in_order(view: View) -> Iterable[Missing]:
    done, running = view.data.works_done_at, view.data.running_at
    if done is not None and running is not None and running < done:
        yield Missing("running_at", N_("a start of the system after the end of the works"))
    if (done is not None and done > view.now) or (running is not None and running > view.now):
        yield Missing("works_done_at", N_("times that are not in the future"))


def _papers_with_it(view: View) -> Iterable[Missing]:
    if not view.data.papers:
        yield Missing("papers", N_("the papers handed over"))


def _discussed_first(view: View) -> Iterable[Missing]:
    if not view.subject.ours and view.subject.discussed_at is None:
        yield Missing("discussed", N_("a talk with the buyer about it"), f"{n.MATTER}.discuss")


_SIGNED = Missing("acceptance", N_("the acceptance record signed by both sides"), n.WORKS)
_SERIAL_FREE = N_("a serial number not yet used (%(number)s has it)")


def _gate(act: str, clause: str, check: Callable[[View], Iterable[Missing]], *facts: str) -> Gate:
    return Gate(f"{n.WORKS}.{act}", clause, check, facts)


GATES = (
    _gate("draft", "TS-2.3", _named),
    _gate("plan", "TS-2.0", _stages_given),
    Gate(f"{n.STAGE}.add", "TS-2.0", _stage_runs_forward),
    Gate(f"{n.STAGE}.add", "TS-2.0", _while_planning, (WORKS.name,)),
    _gate("tell", "TS-2.0", _contacted),
    _gate("tell", "TS-2.0", _planned, GOING.name),
    _gate("confirm", "TS-2.1", _ahead),
    _gate("meet_conditions", "TS-2.1", _not_met_yet),
    _gate("meet_conditions", "TS-2.1", _ahead),
    _gate("start", "TS-2.1", _conditions_met),
    _gate("start", "TS-2.3", _supervised, GOING.name),
    _gate("assign_supervisor", "TS-2.3", _others_build),
    _gate("commission", "TS-2.1", _stages_done, GOING.name),
    _gate("commission", "TS-2.3", _supervision_over, GOING.name),
    _gate("commission", "TS-2.4", _past_and_in_order),
    _gate("ask_acceptance", "TS-2.2", _matters_settled, GOING.name),
    _gate("ask_acceptance", "TS-2.4", _runs),
    _gate("record_acceptance", "TS-2.4", _papers_with_it),
    _gate("record_acceptance", "TS-2.4", not_taken(SERIALS, "serial", _SERIAL_FREE), SERIALS.name),
    _gate("file", "TS-2.4", sealed("acceptance", _SIGNED)),
    Gate(f"{n.SUPERVISION}.come", "TS-2.3", _both_accept, (WORKS.name,)),
    Gate(f"{n.SUPERVISION}.leave", "TS-2.3", _permitted),
    Gate(f"{n.SUPERVISION}.permit_leave", "TS-2.3", _permit_ahead),
    Gate(f"{n.SUPERVISION}.end", "TS-2.3", _reported),
    Gate(f"{n.MATTER}.settle", "TS-2.2", _discussed_first),
)

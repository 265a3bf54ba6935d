"""What assessing, training and rewarding need: pure functions of the row, the data typed and the facts (ES-2.4 to ES-3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from core.api import N_, Gate, Missing, View, day_of
from plugins.service_quality import assessing as a
from plugins.service_quality.rules.assessment_facts import COUNTS, GIVEN, PERSON, RULE, STAFF, Counts, Employee

_WHOLE = 100  # percent


def weights_total(v: View) -> Iterator[Missing]:
    """ES-3.1: the weights of a scheme are shares of one whole."""
    found = sum(row["weight"] for row in v.data["items"])
    if found != _WHOLE:
        yield Missing("weight", N_("weights that total 100 %% (now %(sum)s %%)"), args={"sum": found})


def measured_aimed(v: View) -> Iterator[Missing]:
    """ES-3.1: what can be measured is measured against a figure."""
    for row in v.data["items"]:
        if row["measured"] and not row["target"]:
            yield Missing("target", N_("the figure aimed at: %(item)s"), args={"item": row["name"]})


def in_order(v: View) -> Iterator[Missing]:
    if v.data.from_on and v.data.to_on and v.data.to_on < v.data.from_on:
        yield Missing("to_on", N_("an end that is not before the beginning"))


def within_programme(v: View) -> Iterator[Missing]:
    """ES-3.3: a period of the programme, and one that has begun."""
    first, last = v.data.from_on, v.data.to_on
    if first and last and (first < v.subject.from_on or last > v.subject.to_on):
        yield Missing("from_on", N_("a period within that of the programme"))
    if first and first > day_of(v.now):
        yield Missing("from_on", N_("a period that has begun"))


def by_the_right_side(v: View) -> Iterator[Missing]:
    """ES-3.3: the department assesses itself; management does not assess its own department."""
    own = v.actor.department_id == v.subject.department_id
    if v.subject.form == "self" and not own:
        yield Missing("assessor", N_("somebody of the department that assesses itself"))
    if v.subject.form == "management" and own:
        yield Missing("assessor", N_("somebody who is not of the department assessed"))


def points_fit(v: View) -> Iterator[Missing]:
    points, best = v.data.points, v.subject.scale
    if points is not None and points > best:
        yield Missing("points", N_("points up to %(best)s"), args={"best": best})


def scored_how(v: View) -> Iterator[Missing]:
    """ES-3.1: what can be measured has its figure, what cannot has a comment beside the points."""
    if v.data.points is None:
        yield Missing("points", N_("the points given"))
    if v.subject.measured and not v.data.figure:
        yield Missing("figure", N_("the figure reached"))
    if not v.subject.measured and not v.data.comment:
        yield Missing("comment", N_("a comment on the points"))


def all_scored(v: View) -> Iterator[Missing]:
    given = v.facts[GIVEN] or ()
    if not given or any(g.points is None for g in given):
        yield Missing("scores", N_("points for every item"), a.GIVE)


def help_with_penalty(v: View) -> Iterator[Missing]:
    """ES-3.4: a penalty comes with the analysis of its causes and with help to overcome them."""
    kind = v.data.kind if v.data.kind is not None else v.data.consequence
    if kind == "penalty" and not v.data.analysis:
        yield Missing("analysis", N_("the analysis of the causes"))
    if kind == "penalty" and not v.data.help_plan:
        yield Missing("help_plan", N_("the help to overcome them"))


def some_consequence(v: View) -> Iterator[Missing]:
    if not v.data.consequence:
        yield Missing("consequence", N_("a reward or a penalty"))


def by_a_rule(v: View) -> Iterator[Missing]:
    """ES-2.5: rewards and penalties follow the company's rules, of their own kind and in force."""
    kind = v.facts.get(RULE) if v.data.rule else None
    if kind is None:
        yield Missing("rule", N_("a rule in force"), a.ADOPT)
    elif kind != v.data.kind:
        yield Missing("rule", N_("a rule of the same kind"))


def fair(v: View) -> Iterator[Missing]:
    """ES-2.5: for somebody of the house, with a reason, and never for oneself."""
    if v.facts.get(PERSON) is None:
        yield Missing("person", N_("a member of staff"))
    if v.data.person is not None and v.data.person == v.actor.id:
        yield Missing("person", N_("somebody other than oneself"))
    if not v.data.reason:
        yield Missing("reason", N_("the reason"))
    if not v.data.means:
        yield Missing("means", N_("the means"))


def new_file(v: View) -> Iterator[Missing]:
    person: Employee | None = v.facts.get(PERSON) if v.data.user else None
    if person is None:
        yield Missing("user", N_("a member of staff"))
    elif person.filed:
        yield Missing("user", N_("somebody who has no staff file yet"))


def has_file(v: View) -> Iterator[Missing]:
    if v.data.staff is None or v.facts.get(STAFF) is None:
        yield Missing("staff", N_("an active staff file"), a.OPEN_FILE)


def not_ahead(v: View) -> Iterator[Missing]:
    for name in ("on", "found_on", "left_on"):
        if v.data.get(name) is not None and v.data[name] > day_of(v.now):
            yield Missing(name, N_("a day that is not in the future"))


def heard(v: View) -> Iterator[Missing]:
    """ES-2.5: nobody is penalised unheard; a penalty rests on a rule."""
    if not v.subject.statement:
        yield Missing("statement", N_("what the person says to it"), a.HEAR)
    if v.data.rule and v.facts.get(RULE) != "penalty":
        yield Missing("rule", N_("a rule about penalties in force"))


def from_outside(v: View) -> Iterator[Missing]:
    if v.data.department is not None and v.data.department == v.actor.department_id:
        yield Missing("inspector", N_("somebody who is not of the department inspected"))


def of_own_programme(v: View) -> Iterator[Missing]:
    """ES-3.3: the department reports on itself, within a programme that runs."""
    found: Counts | None = v.facts.get(COUNTS)
    if found is None or found.state != "running" or found.form != "self":
        yield Missing("programme", N_("a running programme of self-assessment"), a.START)
        return
    if found.department_id != v.actor.department_id and not v.actor.is_system:
        yield Missing("programme", N_("the programme of one's own department"))
    if v.data.from_on < found.from_on or v.data.to_on > found.to_on:
        yield Missing("from_on", N_("a period within that of the programme"))


GATES = (
    Gate((a.DRAFT, f"{a.PROGRAMME}.revise"), "ES-3.1", weights_total, message=N_("the items do not add up")),
    Gate((a.DRAFT, f"{a.PROGRAMME}.revise"), "ES-3.1", measured_aimed),
    Gate((a.DRAFT, a.ASSESS, a.WRITE), "ES-3.0", in_order),
    Gate(a.ASSESS, "ES-3.3", within_programme),
    Gate(a.ASSESS, "ES-3.3", by_the_right_side),
    Gate(a.GIVE, "ES-3.1", points_fit),
    Gate(a.GIVE, "ES-3.1", scored_how),
    Gate(a.CONCLUDE, "ES-3.1", all_scored, facts=(GIVEN,)),
    Gate(a.CONCLUDE, "ES-3.4", some_consequence),
    Gate((a.CONCLUDE, a.DECIDE), "ES-3.4", help_with_penalty),
    Gate(a.DECIDE, "ES-2.5", by_a_rule, facts=(RULE,)),
    Gate(a.DECIDE, "ES-2.5", fair, facts=(PERSON,)),
    Gate(a.OPEN_FILE, "ES-2.4", new_file, facts=(PERSON,)),
    Gate((a.TRAIN, a.REPORT_CONDUCT), "ES-2.4", has_file, facts=(STAFF,)),
    Gate((a.TRAIN, a.LEAVE), "ES-2.4", not_ahead),
    Gate((a.FILE,), "ES-3.5", not_ahead),
    Gate(a.DECIDE_CONDUCT, "ES-2.5", heard, facts=(RULE,)),
    Gate(a.INSPECT, "ES-3.2.1", from_outside),
    Gate(a.WRITE, "ES-3.3", of_own_programme, facts=(COUNTS,)),
)

__all__ = ["GATES"]

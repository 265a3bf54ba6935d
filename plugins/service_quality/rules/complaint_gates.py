"""What each step of a complaint needs: pure functions of the complaint, the data typed and the facts (ES-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.api import N_, Gate, Missing, View, day_of
from plugins.service_quality import names as n
from plugins.service_quality.rules.complaint_facts import CHARGED, PERSONS, Charged, Person, in_charge


def closer_kind(v: View) -> Iterator[Missing]:
    """ES-1.1: a kind that is sorted further has its closer kind, and only one of its own."""
    own = n.SUBKINDS_OF.get(v.data.kind or "", {})
    if own and v.data.subkind not in own:
        yield Missing("subkind", N_("the closer kind of this kind of complaint"))
    if v.data.kind and not own and v.data.subkind:
        yield Missing("subkind", N_("no closer kind, this kind of complaint has none"))


def somebody_in_charge(v: View) -> Iterator[Missing]:
    """ES-1.3.3: the unit by the kind; a contract dispute goes to senior management."""
    to = in_charge(v)
    charged: Charged | None = v.facts.get(CHARGED)
    if to.user_id is None or charged is None:
        yield Missing("person", N_("a person in charge of this kind of complaint"), "core.route")
    elif v.subject.kind == "contract" and not charged.senior:
        yield Missing("person", N_("a person of senior management"))


def somewhere_else(v: View) -> Iterator[Missing]:
    to = (v.data.department, v.data.person)
    if not any(to) or to in ((v.subject.department_id, v.subject.owner_id), (None, v.subject.owner_id)):
        yield Missing("receiver", N_("another department or person to pass it on to"))


def why(v: View) -> Iterator[Missing]:
    if not v.data.reason:
        yield Missing("reason", N_("the reason why it is passed on"))


def promise_ahead(v: View) -> Iterator[Missing]:
    if v.data.promised_on is not None and v.data.promised_on < day_of(v.now):
        yield Missing("promised_on", N_("a promised day that is not in the past"))


def persons_confirmed(v: View) -> Iterator[Missing]:
    """ES-1.3.4: the responsible are named, or it is said why nobody of ours is."""
    if not v.data.persons and not v.data.nobody:
        yield Missing("persons", N_("the persons responsible, or why nobody of ours is"))
    if v.data.persons and v.data.nobody:
        yield Missing("nobody", N_("either persons responsible or why nobody is, not both"))


def not_twice(v: View) -> Iterator[Missing]:
    """ES-1.2.3: a person stands once for each fault."""
    rows = [(p["person"], p["fault"]) for p in v.data.persons or ()]
    known = [(p.user_id, p.fault) for p in v.facts.get(PERSONS) or ()]
    if len(set(rows)) < len(rows) or set(rows) & set(known):
        yield Missing("persons", N_("each person once for each fault"))


def senior_decides(v: View) -> Iterator[Missing]:
    """ES-1.3.3: over a contract dispute senior management decides, itself or by its deputy."""
    people = (v.actor, *v.actor.stands_for)
    if v.subject.kind == "contract" and not any(p.holds(n.SENIOR, v.subject) for p in people):
        yield Missing("senior", N_("the decision of senior management"))


def named(v: View) -> Iterator[Missing]:
    """ES-1.3.7: nobody is penalised whom step 4 has not found responsible."""
    if not v.subject.responsible:
        yield Missing("persons", N_("persons found responsible in step 4"), n.NAME_PERSONS)


def with_their_managers(v: View) -> Iterator[Missing]:
    """ES-1.3.7: for each fault those directly responsible and their manager."""
    v.data.get("bases")  # judged when it is sent
    persons: Iterable[Person] = v.facts.get(PERSONS) or ()
    for fault, label in n.FAULTS.items():
        parts = {p.part for p in persons if p.fault == fault}
        if parts == {"direct"}:
            args = {"fault": label}
            yield Missing("manager", N_("the manager of those responsible ({fault})"), n.NAME_PERSONS, args)
        elif parts == {"manager"}:
            args = {"fault": label}
            yield Missing("direct", N_("those directly responsible ({fault})"), n.NAME_PERSONS, args)


def loss_and_bases(v: View) -> Iterator[Missing]:
    """ES-1.3.7: the loss, and the month's bonus of everybody named and of nobody else."""
    if v.data.loss is None:
        yield Missing("loss", N_("the loss"))
    wanted = {p.user_id for p in v.facts.get(PERSONS) or ()}
    given = [row["person"] for row in v.data.bases or ()]
    if len(given) > len(set(given)) or set(given) - wanted:
        yield Missing("bases", N_("nobody but those named in step 4, each once"))
    if wanted - set(given):
        yield Missing("bases", N_("the bonus of everybody found responsible"))


def answered(v: View) -> Iterator[Missing]:
    """ES-1.3.2: an unfounded complaint is not closed before it was answered with the reason."""
    if v.subject.founded is False and not v.subject.unfounded_reason:
        yield Missing("answer", N_("the answer to the customer with the reason"), n.DISMISS)


def reacted(v: View) -> Iterator[Missing]:
    """ES-1.2.4: result and reaction of the customer are on record."""
    if not v.subject.founded:
        return
    if not v.subject.redress:
        yield Missing("redress", N_("what was done for the customer"), n.REDRESS)
    if not v.subject.reaction:
        yield Missing("reaction", N_("the reaction of the customer"), n.REDRESS)


def new_date(v: View) -> Iterator[Missing]:
    """ES-1.2.1: what has had no effect is done again by a new date."""
    if v.data.effective is False and (v.data.due_on is None or v.data.due_on < day_of(v.now)):
        yield Missing("due_on", N_("a new date that is not in the past"))


def due_ahead(v: View) -> Iterator[Missing]:
    if v.data.due_on is not None and v.data.due_on < day_of(v.now):
        yield Missing("due_on", N_("a date that is not in the past"))


def counted_elsewhere(v: View) -> Iterator[Missing]:
    """ES-1.2.2: a complaint is passed on from its own page, where it is counted and timed."""
    if v.subject.kind == "complaint":
        yield Missing("pass_on", N_("the act on the complaint itself, where passing on is counted"), n.PASS_ON)


_PERSONS = (PERSONS,)
GATES = (
    Gate(n.JUDGE, "ES-1.1", closer_kind),
    Gate(n.TO_UNIT, "ES-1.3.3", somebody_in_charge, facts=(CHARGED,)),
    Gate(n.PASS_ON, "ES-1.2.2", somewhere_else),
    Gate(n.PASS_ON, "ES-1.2.2", why),
    Gate(n.REPLY, "ES-4.3.4", promise_ahead),
    Gate(n.INVESTIGATE, "ES-1.3.4", persons_confirmed),
    Gate(n.INVESTIGATE, "ES-1.2.3", not_twice),
    Gate(n.NAME_PERSONS, "ES-1.2.3", not_twice, facts=_PERSONS),
    Gate(n.APPROVE, "ES-1.3.3", senior_decides),
    Gate(n.PENALISE, "ES-1.3.7", named),
    Gate(n.PENALISE, "ES-1.3.7", with_their_managers, facts=_PERSONS),
    Gate(n.PENALISE, "ES-1.3.7", loss_and_bases, facts=_PERSONS),
    Gate(n.END, "ES-1.3.2", answered),
    Gate(n.END, "ES-1.2.4", reacted),
    Gate((n.REVIEW, n.PLAN), "ES-1.3.8", due_ahead),
    Gate(n.CHECK_EFFECT, "ES-1.2.1", new_date),
    Gate("core.ticket.hand_over", "ES-1.2.2", counted_elsewhere),
)

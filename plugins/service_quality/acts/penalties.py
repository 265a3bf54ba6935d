"""Step 7: who caused a complaint and who delayed it are penalised by the loss, each fault on a line of its own; or nobody is, with a reason."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx, Form, LongText, Lookup, Rows, Yuan, host
from plugins.service_quality import names as n
from plugins.service_quality.rules.complaint_facts import PERSONS, Person
from plugins.service_quality.rules.penalty import Terms, amount, terms


class BaseForm(Form):
    person = Lookup(N_("Person concerned"), subject="core.user", required=True)
    bonus = Yuan(N_("Bonus of the month"), required=True)
    wage = Yuan(N_("Wage of the month"))


class PenaliseForm(Form):
    loss = Yuan(N_("Loss"), clause="ES-1.3.7")
    bases = Rows(N_("Bonus and wage of those responsible"), BaseForm, max=20, clause="ES-1.3.7")


class NoPenaltyForm(Form):
    no_penalty = LongText(N_("Why nobody is penalised"), max=1000, clause="ES-1.3.7")


class RevokeForm(Form):
    revoked = LongText(N_("Reason"), max=200, required=True)


async def _penalise(c: Ctx) -> None:
    """By the values in force on the day of the complaint, whenever it is decided."""
    at = c.subject.complained_at
    by = terms(lambda key: host().policy(key, at), c.data.loss)
    bases = {row["person"]: row for row in c.data.bases}
    persons: tuple[Person, ...] = c.facts[PERSONS]
    await c.act_many(n.IMPOSE, [_line(c, p, bases[p.user_id], by) for p in dict.fromkeys(persons)])


def _line(c: Ctx, person: Person, base: dict[str, Any], by: Terms) -> dict[str, Any]:
    bonus, wage = base["bonus"], base["wage"] or 0
    return {
        "complaint_id": c.id,
        "ticket_id": c.subject.ticket_id,
        "owner_id": person.user_id,
        "department_id": person.department_id,
        "fault": person.fault,
        "part": person.part,
        "loss": c.data.loss,
        "bonus": bonus,
        "wage": wage,
        "share": by.share,
        "wage_share": by.wage_share,
        "amount": amount(bonus, wage, by),
    }


async def _impose(c: Ctx) -> None:
    c.set(**c.data, decided_by_id=c.actor.id, decided_at=c.at)


ACTS = (
    Act(
        "penalise",
        n.COMPLAINT,
        N_("Decide the penalties"),
        ("manager", n.SENIOR),
        PenaliseForm,
        "ES-1.3.7",
        source=("told",),
        to="penalised",
        writes=("loss",),
        run=_penalise,
        facts=(PERSONS,),
        icon="coin",
    ),
    Act(
        "no_penalty",
        n.COMPLAINT,
        N_("Decide that nobody is penalised"),
        ("manager", n.SENIOR),
        NoPenaltyForm,
        "ES-1.3.7",
        source=("told",),
        to="penalised",
        writes=("no_penalty",),
        icon="undo",
    ),
    Act("impose", n.PENALTY, N_("Impose a penalty"), clause="ES-1.3.7", creates=True, run=_impose, by="system"),
    Act(
        "revoke",
        n.PENALTY,
        N_("Revoke the penalty"),
        (n.SENIOR,),
        RevokeForm,
        "ES-1.3.7",
        source=("imposed",),
        to="revoked",
        writes=("revoked",),
        icon="undo",
        danger=True,
    ),
)

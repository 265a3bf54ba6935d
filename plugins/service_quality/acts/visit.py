"""The technician's visit: contact first, then arrive, keep the rules of conduct, find the cause and fix."""

from __future__ import annotations

from core.api import N_, Act, Answers, Choice, Ctx, Form, LongText, Moment, View, day_of, take_answers
from plugins.service_quality import names as n
from plugins.service_quality.rules.checklists import CONDUCT, ONES


class ContactForm(Form):
    contacted_at = Moment(N_("Time of contact"), hint=N_("Left empty it is now."))
    contact_result = Choice(N_("Result"), choices=list(n.RESULTS.items()), required=True)
    contact_note = LongText(N_("More about the fault"), max=2000, clause="ES-4.2.2")
    appointment_at = Moment(N_("Agreed time of the visit"), clause="ES-4.2.2")


class ArriveForm(Form):
    arrived_at = Moment(N_("Time of arrival"), hint=N_("Left empty it is now."))


class EndForm(Form):
    """The end of a visit, fixed or taken in. What a clause requires is asked for by the record, with its clause."""

    cause = LongText(N_("Cause of the fault"), max=2000, clause="ES-4.2.3")
    explanation = LongText(N_("Explanation to the customer"), max=2000, clause="ES-4.2.3")
    ended_at = Moment(N_("End of the visit"), hint=N_("Left empty it is now."))


class CheckForm(Form):
    ones = Answers(N_("Seven ones"), checklist=ONES.name, clause="ES-2.3")
    conduct = Answers(N_("Rules of conduct"), checklist=CONDUCT.name, clause="ES-4.3.2")


def _after_contact(v: View) -> str | None:
    agreed = v.data.appointment_at or v.subject.appointment_at
    return "appointed" if v.data.contact_result == "reached" and agreed else None


async def _contact(c: Ctx) -> None:
    if c.data.contact_result == "reached":
        c.set(contacted_at=c.at)
    if c.data.contact_note:
        c.set(contact_note=c.data.contact_note)
    if c.data.appointment_at:
        c.set(appointment_at=c.data.appointment_at)


async def _arrive(c: Ctx) -> None:
    c.set(arrived_at=c.at)


async def _check(c: Ctx) -> None:
    await take_answers(c, ONES)
    await take_answers(c, CONDUCT)


async def end_visit(c: Ctx) -> None:
    """The day of the end is the day on which the form is due (ES-4.3.5)."""
    c.set(ended_at=c.at, visit_on=day_of(c.at), outcome="fixed" if c.act_name == n.FIX else "taken_in")


# the first of these that is possible is offered as the next step: a visit before another call, its end before more answers
ACTS = (
    Act(
        "arrive",
        n.REQUEST,
        N_("Arrive"),
        n.FIELD,
        ArriveForm,
        "ES-4.2.2",
        source=("assigned", "appointed"),
        to="visiting",
        run=_arrive,
        occurred="arrived_at",
        icon="pin",
    ),
    Act(
        "contact",
        n.REQUEST,
        N_("Contact the customer"),
        (*n.FIELD, "agent"),
        ContactForm,
        "ES-4.2.2",
        source=("assigned", "appointed"),
        to=_after_contact,
        writes=("contact_result",),
        run=_contact,
        occurred="contacted_at",
        icon="phone",
    ),
    Act(
        "fix",
        n.REQUEST,
        N_("Fixed on site"),
        n.FIELD,
        EndForm,
        "ES-4.2.3",
        source=("visiting",),
        to="fixed",
        writes=("cause", "explanation"),
        run=end_visit,
        occurred="ended_at",
        icon="check",
    ),
    Act(
        "check",
        n.REQUEST,
        N_("Answer the checklist"),
        n.FIELD,
        CheckForm,
        "ES-2.3",
        source=("visiting",),
        to="visiting",
        run=_check,
        icon="check",
    ),
)

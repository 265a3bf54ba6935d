"""The department's service-quality report: counted when it is written, handed in, reviewed by management (ES-3.3)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx, Day, Form, LongText, Lookup
from plugins.service_quality import assessing as a
from plugins.service_quality.rules.assessment_facts import COUNTS, Counts


class WriteForm(Form):
    programme = Lookup(N_("Programme"), subject=a.PROGRAMME, required=True, clause="ES-3.3")
    from_on = Day(N_("Period from"), required=True)
    to_on = Day(N_("Period until"), required=True)
    done_well = LongText(N_("What went well"), max=4000)
    problems = LongText(N_("Problems"), max=4000, clause="ES-3.3")
    measures = LongText(N_("Measures"), max=4000, clause="ES-3.3")


class ReviseForm(Form):
    done_well = LongText(N_("What went well"), max=4000)
    problems = LongText(N_("Problems"), max=4000, clause="ES-3.3")
    measures = LongText(N_("Measures"), max=4000, clause="ES-3.3")


class ReviewForm(Form):
    review = LongText(N_("Review by management"), max=2000, clause="ES-3.3")


async def _write(c: Ctx) -> None:
    found: Counts = c.facts[COUNTS]
    c.set(
        programme_id=c.data.programme,
        department_id=found.department_id,
        owner_id=c.actor.id,
        forms=found.forms,
        forms_in_time=found.forms_in_time,
        complaints=found.complaints,
        feedback=found.feedback,
    )


async def _submit(c: Ctx) -> None:
    c.set(submitted_at=c.at)


_WORDS = ("done_well", "problems", "measures")


def _act(name: str, label: str, roles: tuple[str, ...], form: Any, **more: Any) -> Act:
    return Act(name, a.REPORT, label, roles, form, "ES-3.3", **more)


ACTS = (
    _act(
        "write",
        N_("Write the report"),
        a.HEADS,
        WriteForm,
        creates=True,
        writes=("from_on", "to_on", *_WORDS),
        run=_write,
        facts=(COUNTS,),
        icon="plus",
    ),
    _act("revise", N_("Revise the report"), a.HEADS, ReviseForm, source=("written",), writes=_WORDS, icon="pen"),
    _act(
        "submit",
        N_("Hand in the report"),
        a.HEADS,
        None,
        source=("written",),
        to="submitted",
        run=_submit,
        icon="check",
    ),
    _act(
        "review",
        N_("Review the report"),
        a.ASSESSORS,
        ReviewForm,
        source=("submitted",),
        to="reviewed",
        writes=("review",),
        unlike=("owner", "submit"),
        icon="book",
    ),
)

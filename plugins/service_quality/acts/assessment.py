"""Assessing: the items of the programme are scored one by one, the result leads to a reward or a penalty (ES-3.1, ES-3.3, ES-3.4)."""

from __future__ import annotations

from fractions import Fraction

from core.api import N_, Act, Choice, Ctx, Day, Form, LongText, Lookup, Text, Whole, YesNo, day_of, host
from plugins.service_quality import assessing as a
from plugins.service_quality.rules.assessment_facts import GIVEN, ITEMS, Given, Item


class AssessForm(Form):
    from_on = Day(N_("Period from"), required=True, clause="ES-3.3")
    to_on = Day(N_("Period until"), required=True, clause="ES-3.3")


class OpenForm(Form):
    programme = Lookup(N_("Programme"), subject=a.PROGRAMME, required=True)
    department = Lookup(N_("Department"), subject="core.department", required=True)
    form = Choice(N_("Form"), choices=list(a.FORMS.items()), required=True)
    from_on = Day(N_("Period from"), required=True)
    to_on = Day(N_("Period until"), required=True)


class SetUpForm(Form):
    assessment = Lookup(N_("Assessment"), subject=a.ASSESSMENT, required=True)
    name = Text(N_("What is assessed"), max=120, required=True)
    aspect = Choice(N_("Aspect"), choices=list(a.ASPECTS.items()), required=True)
    measured = YesNo(N_("Can be measured"), required=True)
    target = Text(N_("Figure aimed at"), max=120)
    scale = Whole(N_("Points at best"), required=True)
    weight = Whole(N_("Weight"), required=True)


class GiveForm(Form):
    figure = Text(N_("Figure reached"), max=60, clause="ES-3.1", hint=N_("For what can be measured."))
    points = Whole(N_("Points"), min=0, max=100, clause="ES-3.1")
    comment = LongText(N_("Comment"), max=1000, clause="ES-3.1")


class ConcludeForm(Form):
    method = Choice(N_("Method"), choices=list(a.METHODS.items()), clause="ES-3.2.1")
    evidence = LongText(
        N_("What it rests on"), max=2000, clause="ES-3.2.1", hint=N_("Numbers of inspections, surveys, feedback.")
    )
    comment = LongText(N_("Comment"), max=2000)
    consequence = Choice(N_("Consequence"), choices=list(a.CONSEQUENCES.items()), clause="ES-3.4")
    person = Lookup(
        N_("Whom it concerns"),
        subject="core.user",
        clause="ES-3.4",
        hint=N_("Left empty: the manager of the department."),
    )
    rule = Lookup(N_("By the rule"), subject=a.RULE, clause="ES-2.5")
    means = Choice(N_("Means"), choices=list(a.MEANS.items()), clause="ES-3.4")
    analysis = LongText(N_("Analysis of the causes"), max=2000, clause="ES-3.4")
    help_plan = LongText(N_("Help to overcome them"), max=2000, clause="ES-3.4")


async def _assess(c: Ctx) -> None:
    """The items are taken over as they stand, so that a later programme changes no assessment."""
    d, programme = c.data, c.subject
    made = await c.act(
        a.OPEN,
        programme=c.id,
        department=programme.department_id,
        form=programme.form,
        from_on=d.from_on,
        to_on=d.to_on,
    )
    items: tuple[Item, ...] = c.facts[ITEMS]
    await c.act_many(a.SET_UP, [{**item._asdict(), "assessment": made.id} for item in items])
    c.answer(assessment=made.number)


async def _open(c: Ctx) -> None:
    c.set(programme_id=c.data.programme, department_id=c.data.department, owner_id=c.actor.id)


async def _set_up(c: Ctx) -> None:
    c.set(assessment_id=c.data.assessment)


async def _conclude(c: Ctx) -> None:
    d, department = c.data, c.subject.department_id
    said = d.comment or d.evidence
    made = await c.act(
        a.DECIDE,
        person=d.person or host().directory.manager(department),
        kind=d.consequence,
        rule=d.rule,
        means=d.means,
        reason=said,
        analysis=d.analysis,
        help_plan=d.help_plan,
        source=c.subject.number,
    )
    c.set(total=total(c.facts[GIVEN]), concluded_at=c.at)
    c.answer(reward=made.number)
    await c.act(
        a.ENTER, department=department, on=day_of(c.at), kind="assessment", content=said, source=c.subject.number
    )


def total(given: tuple[Given, ...]) -> int:
    """The weighted sum of points over best points, in 1/100 %, half up: 10000 if every item reached its best."""
    whole = sum((Fraction(g.weight * (g.points or 0), g.scale) for g in given), Fraction(0))
    return int(whole + Fraction(1, 2))


ACTS = (
    Act(
        "assess",
        a.PROGRAMME,
        N_("Assess a period"),
        (*a.HEADS, a.INSPECTOR),
        AssessForm,
        "ES-3.3",
        source=("running",),
        run=_assess,
        facts=(ITEMS,),
        icon="chart",
    ),
    Act(
        "open",
        a.ASSESSMENT,
        N_("Open an assessment"),
        form=OpenForm,
        clause="ES-3.3",
        creates=True,
        by="system",
        writes=("form", "from_on", "to_on"),
        run=_open,
    ),
    Act(
        "set_up",
        a.SCORE,
        N_("Set up an item"),
        form=SetUpForm,
        clause="ES-3.1",
        creates=True,
        by="system",
        writes=("name", "aspect", "measured", "target", "scale", "weight"),
        run=_set_up,
    ),
    Act(
        "give",
        a.SCORE,
        N_("Give the points"),
        (*a.HEADS, a.INSPECTOR),
        GiveForm,
        "ES-3.1",
        source=("waiting", "given"),
        to="given",
        writes=("figure", "points", "comment"),
        icon="pen",
    ),
    Act(
        "conclude",
        a.ASSESSMENT,
        N_("Conclude the assessment"),
        a.HEADS,
        ConcludeForm,
        "ES-3.4",
        source=("open",),
        to="concluded",
        writes=("method", "evidence", "comment", "analysis", "help_plan", "consequence"),
        run=_conclude,
        unlike=("owner",),
        facts=(GIVEN,),
        icon="check",
    ),
)

__all__ = ["ACTS", "total"]

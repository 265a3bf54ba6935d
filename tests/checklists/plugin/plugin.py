"""Rounds of inspection: a list of every kind of question, by trade, answered once or bit by bit, sealed by a signature."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import (
    N_,
    Act,
    Answers,
    Checklist,
    Clause,
    Column,
    Ctx,
    Form,
    Item,
    Kpi,
    Measure,
    Plugin,
    Record,
    Regulation,
    Rule,
    Screen,
    Stage,
    Subject,
    Text,
    View,
    hookimpl,
    take_answers,
)
from tests.checklists.plugin.models import Round

manifest = Plugin("inspection", N_("Inspection"), "1.0")
ROUND = "inspection.round"


def _outside(view: View) -> bool:
    return bool(view.subject.place != "office")


SAFETY = Checklist(
    "inspection.safety",
    ROUND,
    "answers",
    "IN-1",
    N_("Safety round"),
    items=(
        Item("helmet", N_("Helmet worn"), clause="IN-2", fixed=True),
        Item("pressure", N_("Pressure of the line"), kind="number", unit="bar", least="2", most="3.5"),
        Item("weather", N_("Weather"), kind="choice", choices=("dry", "wet")),
        Item("remark", N_("Remark"), kind="text", required=False),
        Item("sign", N_("Warning sign"), kind="photo", required=False),
    ),
    act=f"{ROUND}.answer",
    needed=(f"{ROUND}.hand_in",),
    good=(f"{ROUND}.release",),
    when=_outside,
    variant="trade",
    kept="kept",
    judged="judged",
)


class OpenForm(Form):
    place = Text(N_("Place"), required=True, max=40)
    trade = Text(N_("Trade"), max=40)


class AnswerForm(Form):
    answers = Answers(N_("Safety round"), checklist=SAFETY.name)


class AtOnceForm(OpenForm):
    answers = Answers(N_("Safety round"), checklist=SAFETY.name)


async def take(ctx: Ctx) -> None:
    await take_answers(ctx, SAFETY)


@hookimpl
def regulations() -> Iterable[Regulation | Clause]:
    return [
        Regulation("IN", N_("Rules of inspection")),
        Clause("IN-1", "IN", "1", "R", N_("A round answers every question.")),
        Clause("IN-2", "IN", "2", "R", N_("Nobody works without a helmet.")),
    ]


@hookimpl
def subjects() -> Iterable[Subject]:
    states = {"open": Stage(N_("Open")), "in": Stage(N_("Handed in")), "free": Stage(N_("Released"), "done")}
    return [Subject(ROUND, Round, N_("Round"), states, "open", "IR", title="place")]


@hookimpl
def acts() -> Iterable[Act]:
    staff = ("technician", "manager")
    plain = {"clause": "IN-1", "by": "either"}
    return [
        Act("open", ROUND, N_("Open"), staff, OpenForm, creates=True, writes=("place", "trade"), **plain),
        Act(
            "at_once",
            ROUND,
            N_("At once"),
            staff,
            AtOnceForm,
            creates=True,
            writes=("place", "trade"),
            run=take,
            **plain,
        ),
        Act("answer", ROUND, N_("Answer"), staff, AnswerForm, source=("open",), run=take, **plain),
        Act("hand_in", ROUND, N_("Hand in"), staff, source=("open",), to="in", **plain),
        Act("release", ROUND, N_("Release"), staff, source=("in",), to="free", **plain),
        Act("sign", ROUND, N_("Sign"), staff, signs="round:technician", **plain),
    ]


@hookimpl
def rules() -> Iterable[Rule]:
    return [
        SAFETY,
        Record("round", ROUND, "IN-1", N_("Round"), content=("answers",), signatures=("technician",)),
        Kpi(
            "inspection.kept",
            N_("Kept"),
            "IN-1",
            part=Measure(ROUND, at="created_at", value="kept"),
            whole=Measure(ROUND, at="created_at", value="judged"),
        ),
    ]


@hookimpl
def screens() -> Iterable[Screen]:
    columns = (Column("number", N_("Number"), "code"), Column("place", N_("Place")))
    return [Screen(ROUND, columns, ("technician", "manager"), menu=N_("Rounds"), phone=True)]

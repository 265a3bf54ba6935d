"""What a social survey needs: dates in order, somebody asked, and findings by its last day (ES-3.2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tortoise.functions import Count, Sum

from core.api import N_, Deadline, Facts, Gate, Missing, Need, On, Record, View
from plugins.service_quality import names as n
from plugins.service_quality.models import Opinion, Survey

ANSWERED, NAMED = "service_quality.survey_cards", "service_quality.survey_named"


@dataclass(frozen=True)
class Tally:
    """Cards of a survey that were answered, and the sum of their marks."""

    cards: int
    marks: int


async def _answered(keys: Sequence[int]) -> Mapping[int, Tally]:
    names = dict(await Survey.filter(id__in=keys).values_list("name", "id"))
    cards = Opinion.filter(survey__in=list(names), state="answered").annotate(cards=Count("id"), marks=Sum("mark"))
    rows = await cards.group_by("survey").values("survey", "cards", "marks")
    return {names[r["survey"]]: Tally(r["cards"], int(r["marks"] or 0)) for r in rows}


async def _named(keys: Sequence[str]) -> Mapping[str, int]:
    return dict(await Survey.filter(name__in=keys).values_list("name", "id"))


def dates(v: View) -> Iterator[Missing]:
    if v.data.from_on and v.data.to_on and v.data.to_on < v.data.from_on:
        yield Missing("to_on", N_("a last day that is not before the first"))


def own_name(v: View) -> Iterator[Missing]:
    """Its cards are told by the name."""
    if v.data.name and v.facts.get(NAMED) is not None:
        yield Missing("name", N_("a name no other survey has"))


def by_cards(v: View) -> Iterator[Missing]:
    if v.subject.method != "questionnaire":
        yield Missing("method", N_("a survey by questionnaire"))


def asked(v: View) -> Iterator[Missing]:
    """Somebody has been asked: cards came back, or participants are counted."""
    if v.subject.method == "questionnaire":
        tally: Tally | None = v.facts.get(ANSWERED)
        if tally is None or not tally.cards:
            yield Missing("cards", N_("an answered questionnaire"), n.SEND_CARDS)
    elif not v.data.participants:
        yield Missing("participants", N_("how many took part"))


SURVEYS = (
    Facts(ANSWERED, _answered),
    Facts(NAMED, _named, key=lambda v: v.data.name),
    Gate(n.PLAN_SURVEY, "ES-3.2.2", dates),
    Gate(n.PLAN_SURVEY, "ES-3.2.2", own_name, facts=(NAMED,)),
    Gate(n.SEND_CARDS, "ES-3.2.2", by_cards),
    Gate(n.CONCLUDE_SURVEY, "ES-3.2.2", asked, facts=(ANSWERED,)),
    Record(
        "survey",
        n.SURVEY,
        "ES-3.2.2",
        N_("Social survey"),
        content=("name", "method", "goal", "from_on", "to_on", "place", "participants", "findings", "measures"),
        needs=(
            Need("goal", N_("what is to be found out"), "ES-3.2.2", (n.PLAN_SURVEY,)),
            Need("findings", N_("what was found out"), "ES-3.2.2", (n.CONCLUDE_SURVEY,)),
            Need("measures", N_("what follows from it"), "ES-3.2.2", (n.CONCLUDE_SURVEY,)),
        ),
    ),
    Deadline(
        "survey.conclude",
        n.SURVEY,
        "ES-3.2.2",
        N_("Conclude the survey by its last day"),
        until="to_on",
        act=n.CONCLUDE_SURVEY,
        start=On(n.PLAN_SURVEY),
        stop=On(n.CONCLUDE_SURVEY),
    ),
)

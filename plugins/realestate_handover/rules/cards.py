"""What is asked on opinion cards, and how many come back with which scores (RS-2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.api import N_, Checklist, Facts, Gate, Item, Kpi, Measure, Missing, Rule, View, day_of
from plugins.realestate_handover import names as n
from plugins.realestate_handover import policies
from plugins.realestate_handover.models import OpinionCard
from plugins.realestate_handover.rules.crosstab import FEATURES, place

ISSUE, ANSWER, ENTER, EXPIRE = (f"{n.CARD}.{name}" for name in ("issue", "answer", "enter", "expire"))
# 5 is best
SCORES = ("5", "4", "3", "2", "1")


def _scored(key: str, text: str, *, fixed: bool = False) -> Item:
    return Item(key, text, "RS-2", kind="choice", choices=SCORES, fixed=fixed)


# each occasion may have a list of its own; until one is issued, these indicators hold
CARD = Checklist(
    "realestate_handover.card",
    n.CARD,
    "answers",
    "RS-2",
    N_("Indicators of the opinion card"),
    items=(
        _scored("overall", N_("How satisfied are you on this occasion? (5 = very, 1 = not at all)"), fixed=True),
        _scored("attitude", N_("Were you received politely and warmly? (5 to 1)")),
        _scored("clear", N_("Was what you were told clear and true? (5 to 1)")),
        _scored("quick", N_("Were we quick enough? (5 to 1)")),
        Item("remark", N_("What should we do better?"), "RS-2", kind="text", required=False),
    ),
    act=ENTER,
    needed=(ANSWER, ENTER),
    variant="occasion",
)


def once(occasion: str, milestone: str, file: int | None, prospect: int | None) -> str:
    """What a card is the only one of."""
    return f"{occasion}:{milestone}:{place(file, prospect)}"


async def _issued(keys: Sequence[str]) -> Mapping[str, str]:
    return dict(await OpinionCard.filter(once__in=keys).values_list("once", "number"))


def _key(view: View) -> str | None:
    d = view.data
    return once(d.occasion or "", d.milestone or "", d.file, d.prospect)


ISSUED = Facts("realestate_handover.card_issued", _issued, key=_key)


def _whom(view: View) -> Iterable[Missing]:
    if bool(view.data.file) == bool(view.data.prospect):
        yield Missing("file", N_("a sale file or a prospect, one of both"))


def _which(view: View) -> Iterable[Missing]:
    if view.data.occasion == "milestone" and not view.data.milestone:
        yield Missing("milestone", N_("the milestone the card is about"))


def _first(view: View) -> Iterable[Missing]:
    if number := view.facts.get(ISSUED.name):
        yield Missing("once", N_("an occasion without a card (%(number)s was given out)"), n.CARD, {"number": number})


def _stated(view: View) -> Iterable[Missing]:
    if view.data.complains and not view.data.complaint_text and not _remark(view.data.answers):
        yield Missing("complaint_text", N_("what the complaint is about"))


def _remark(answers: Any) -> str:
    return str(answers.get("remark") or "") if isinstance(answers, Mapping) else ""


def _over(view: View) -> Iterable[Missing]:
    if view.subject.link_until is not None and view.subject.link_until > view.now:
        yield Missing("link_until", N_("the end of the time to answer"))


def _not_ahead(view: View) -> Iterable[Missing]:
    if view.data.reached_on and view.data.reached_on > day_of(view.now):
        yield Missing("reached_on", N_("a day that is not in the future"))


def _named(view: View) -> Iterable[Missing]:
    if view.data.kind == "other" and not view.data.name:
        yield Missing("name", N_("the name of the milestone"))


GATES = (
    Gate(ISSUE, "RS-2", _whom),
    Gate(ISSUE, "RS-2", _which),
    Gate(ISSUE, "RS-2", _first, facts=(ISSUED.name,)),
    Gate((ANSWER, ENTER), "RS-2", _stated),
    Gate(EXPIRE, "RS-2", _over),
    Gate((f"{n.MILESTONE}.reach", f"{n.BUILDING}.record_milestone"), "RS-2", _not_ahead),
    Gate(f"{n.BUILDING}.record_milestone", "RS-2", _named),
)
_HEADING = N_("What customers say")
# the figure of each indicator, one for an occasion (RS-2); points over answers that can be scored
_SCORE_OF = {
    "media": N_("Opinion score: contact through media"),
    "site": N_("Opinion score: first impression on site"),
    "decision": N_("Opinion score: purchase decision"),
    "signing": N_("Opinion score: subscription and signing"),
    "milestone": N_("Opinion score: milestones of the building"),
    "complaint": N_("Opinion score: handling of complaints"),
}


def _score(name: str, label: str, where: Mapping[str, Any]) -> Kpi:
    return Kpi(
        f"realestate_handover.{name}",
        label,
        "RS-2",
        part=Measure(n.CARD, at="returned_at", where=where, value="points"),
        whole=Measure(n.CARD, at="returned_at", where=where, value="judged"),
        unit="mean",
        target=policies.OPINIONS,
        heading=_HEADING,
    )


KPIS = (
    _score("opinions", N_("Opinion score: all cards"), {}),
    *(_score(f"opinions_{key}", label, {"occasion": key}) for key, label in _SCORE_OF.items()),
    Kpi(
        "realestate_handover.cards_returned",
        N_("Opinion cards that came back"),
        "RS-2",
        part=Measure(n.CARD, at="issued_at", where={"returned_at__isnull": False}),
        whole=Measure(n.CARD, at="issued_at"),
        heading=_HEADING,
    ),
)
DECLARED: tuple[Rule, ...] = (CARD, ISSUED, *GATES, *KPIS)
__all__ = ["CARD", "DECLARED", "FEATURES", "ISSUED", "once"]

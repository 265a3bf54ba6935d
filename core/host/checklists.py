"""What follows from a declared checklist: its editions by date, what an answer is worth, and the gates that wait for answers.

The answers of a case are {"edition": number or "", "answers": {key: {"value", "text", "by", "at"}}}: what was asked stays beside what was
answered. Editions are read with the settings, so nothing here asks the database.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.declare import N_, Act, Checklist, Gate, Item, Missing
from core.forms_answers import LONGEST
from core.forms_read import as_flag, as_text
from core.models import ChecklistEdition

if TYPE_CHECKING:
    from core.rules.view import View

SUBJECT = "core.checklist"
KINDS: Mapping[str, str] = {
    "yesno": N_("Yes or no"),
    "number": N_("Number"),
    "choice": N_("One of several"),
    "text": N_("Text"),
    "photo": N_("Photo"),
}
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,6})?", re.ASCII)
_KNOWN = {f.name for f in fields(Item)}


@dataclass(frozen=True)
class Edition:
    """`number` "" is the declaration itself: what holds before the company sets anything."""

    number: str
    items: tuple[Item, ...]
    title: str = ""
    since: datetime | None = None

    def item(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)


@dataclass(frozen=True)
class Editions:
    """All that were issued: by number, and in force by (kind, variant) in the order of their dates."""

    by_number: Mapping[str, Edition]
    dated: Mapping[tuple[str, str], Sequence[tuple[datetime, Edition]]]

    def at(self, kind: str, variant: str, when: datetime) -> Edition | None:
        past = [edition for since, edition in self.dated.get((kind, variant), ()) if since <= when]
        return past[-1] if past else None


NONE = Editions({}, {})


async def read_editions() -> Editions:
    """One statement. Withdrawn ones are kept by number only: a case that began with one keeps it."""
    rows = ChecklistEdition.exclude(state="draft").exclude(effective_from=None)
    by_number: dict[str, Edition] = {}
    dated: dict[tuple[str, str], list[tuple[datetime, Edition]]] = defaultdict(list)
    for row in await rows.order_by("effective_from", "id").values(
        "number", "kind", "variant", "title", "effective_from", "items", "state"
    ):
        items = tuple(item_of(item) for item in row["items"])
        edition = by_number[row["number"]] = Edition(row["number"], items, row["title"], row["effective_from"])
        if row["state"] == "issued":
            dated[row["kind"], row["variant"]].append((row["effective_from"], edition))
    return Editions(by_number, dated)


def item_of(stored: Mapping[str, Any]) -> Item:
    """An item as an edition keeps it; what a later release added takes its default."""
    kept = {name: value for name, value in stored.items() if name in _KNOWN}
    return Item(**{**kept, "choices": choices_of(kept.get("choices"))})


def choices_of(text: str | None) -> tuple[str, ...]:
    """ "good / fair / bad" as choices."""
    return tuple(choice.strip() for choice in (text or "").split("/") if choice.strip())


def edition_of(checklist: Checklist, row: Any, editions: Editions, at: datetime, variant: str = "") -> Edition:
    """The edition a case keeps: the one it was answered under, else that in force at its start, else the declaration's items.

    `row` None = not opened yet: what holds `at`, for this `variant`.
    """
    held = getattr(row, checklist.field, None)
    number = held.get("edition") if isinstance(held, Mapping) else None
    if number is not None:
        return editions.by_number.get(number) or Edition(number, checklist.items)
    start = getattr(row, checklist.start, None) or at
    kind = str(getattr(row, checklist.variant, variant) or "") if checklist.variant else ""
    found = editions.at(checklist.name, kind, start) or editions.at(checklist.name, "", start)
    return found or Edition("", checklist.items)


def answers_of(held: Any) -> Mapping[str, Mapping[str, Any]]:
    return held.get("answers") or {} if isinstance(held, Mapping) else {}


def value_of(item: Item, raw: Any) -> bool | str:
    """An answer as it is kept: True or False, a decimal as text, a choice, a text, the number of a picture. Raises ValueError."""
    if item.kind == "yesno":
        return as_flag(raw)
    text = as_text(str(raw) if isinstance(raw, float) else raw, LONGEST, lines=item.kind == "text")
    if item.kind == "number" and not _NUMBER.fullmatch(text):
        raise ValueError(raw)
    if item.kind == "choice" and text not in item.choices:
        raise ValueError(raw)
    return text.lstrip("+") if item.kind == "number" else text


def is_good(item: Item, value: Any) -> bool | None:
    """Whether this answer is as it should be; None where nothing can be said."""
    if item.kind == "yesno":
        return as_flag(value)
    if item.kind == "number" and (item.least or item.most):
        number = Decimal(str(value))
        return not (item.least and number < Decimal(item.least)) and not (item.most and number > Decimal(item.most))
    return None


def tally(items: Iterable[Item], answers: Mapping[str, Mapping[str, Any]]) -> tuple[int, int]:
    """(answered well, answered well or badly)."""
    said = [is_good(item, answers[item.key]["value"]) for item in items if item.key in answers]
    return said.count(True), len(said) - said.count(None)


def derived(checklists: Iterable[Checklist], acts: Mapping[str, Act]) -> list[Gate]:
    return [gate for each in checklists for gate in _gates(each, acts)]


def _gates(checklist: Checklist, acts: Mapping[str, Act]) -> Iterator[Gate]:
    """One gate for each guarded act: what its own form answers counts."""
    for full in dict.fromkeys((*checklist.needed, *checklist.good)):
        act = acts.get(full)
        if act is not None:  # the checks name one that is unknown
            asks = hasattr(act.form, checklist.field)
            yield Gate(full, checklist.clause, _answered(checklist, full, asks))


def _answered(checklist: Checklist, full: str, asks: bool) -> Callable[[View], Iterable[Missing]]:
    judged = full in checklist.good
    where = checklist.act or None

    def check(view: View) -> Iterator[Missing]:
        if checklist.when is not None and not checklist.when(view):
            return
        held = getattr(view.subject, checklist.field, None)
        answers = {key: answer["value"] for key, answer in answers_of(held).items()}
        answers |= (view.data.get(checklist.field) or {}) if asks else {}
        for n, item in enumerate(view.edition(checklist).items, start=1):
            label = _lacking(item, answers.get(item.key), judged)
            if label:
                args = {"n": n, "text": item.text}
                yield Missing(item.key, label, where, args, item.clause or checklist.clause)

    return check


def _lacking(item: Item, value: Any, judged: bool) -> str:
    if value is None or value == "":
        return N_("item {n}: {text}") if item.required else ""
    try:
        bad = judged and is_good(item, value_of(item, value)) is False
    except ValueError:  # not an answer at all: told at its input
        bad = False
    return N_("item {n} in order: {text}") if bad else ""

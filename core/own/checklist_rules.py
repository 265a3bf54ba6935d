"""When an edition of a checklist may be written and issued: each question can be answered, and the regulation's own are all there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from core.api import N_, Gate, Missing, View, host
from core.forms_answers import KEY
from core.host.checklists import SUBJECT as NAME
from core.host.checklists import choices_of, item_of


def _sound(view: View) -> Iterable[Missing | None]:
    """Each question can be answered as its kind says."""
    rows = [row for row in view.data["items"] if row.get("text")]
    for n, row in enumerate(rows, start=1):
        args = {"n": n, "text": row["text"]}
        if row.get("kind") == "choice" and len(choices_of(row.get("choices"))) < 2:
            yield Missing("items", N_("two choices for question {n}: {text}"), args=args)
        if not _limits_hold(row):
            yield Missing("items", N_("limits that are numbers and hold something for question {n}: {text}"), args=args)
        if row.get("key") and not KEY.fullmatch(row["key"]):
            yield Missing("items", N_("a mark of small letters, digits and _ for question {n}: {text}"), args=args)
    keys = [row["key"] for row in rows if row.get("key")]
    if len(keys) != len(set(keys)):
        yield Missing("items", N_("a mark of its own for each question"))


def _limits_hold(row: Mapping[str, Any]) -> bool:
    try:
        least, most = (Decimal(row[name]) if row.get(name) else None for name in ("least", "most"))
    except ArithmeticError:
        return False
    return not (least is not None and most is not None and least > most)


def _whole(view: View) -> Iterable[Missing | None]:
    """What the regulation asks stays asked, in its words."""
    declared, items = host().registry.checklists.get(view.subject.kind), [item_of(item) for item in view.subject.items]
    if not items:
        yield Missing("items", N_("questions"), f"{NAME}.edit")
    asked = {item.key for item in items}
    for item in declared.items if declared else ():
        if item.fixed and item.key not in asked:
            clause = item.clause or (declared.clause if declared else None)
            yield Missing(
                item.key, N_("the question of the regulation: {text}"), f"{NAME}.edit", {"text": item.text}, clause
            )


def _not_backdated(view: View) -> Iterable[Missing | None]:
    if view.data.effective_from and view.data.effective_from < view.now:
        yield Missing("effective_from", N_("a date that has not passed"))


def _not_in_force(view: View) -> Iterable[Missing | None]:
    if view.subject.effective_from is not None and view.subject.effective_from <= view.now:
        yield Missing("future", N_("an edition not yet in force: what is in force is followed by a later one"))


RULES = (
    Gate((f"{NAME}.draft", f"{NAME}.edit"), None, _sound),
    Gate(f"{NAME}.issue", None, _whole),
    Gate(f"{NAME}.issue", None, _not_backdated),
    Gate(f"{NAME}.withdraw", None, _not_in_force),
)

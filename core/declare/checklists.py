"""Checklists: questions that are data. A plugin declares where the answers live and which items its regulation demands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from core.rules.view import View

Answer = Literal["yesno", "number", "choice", "text", "photo"]


@dataclass(frozen=True)
class Item:
    """One question. `key` is stable over editions; `text` is a msgid here and plain text in an edition typed by a manager.

    A number is good from `least` to `most` (decimals as text, "" = no limit) in `unit`; a choice is one of `choices`; a photo is a
    picture attached to the case; yes is good, no is not. `required`: whether it must be answered. `fixed`: the clause demands it, so no
    edition leaves it out.
    """

    key: str
    text: str
    clause: str | None = None
    kind: Answer = "yesno"
    required: bool = True
    unit: str = ""
    least: str = ""
    most: str = ""
    choices: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True)
class Checklist:
    """What is asked of a case: a dated edition of items, set by managers, else `items`; the one valid at the case's start stays.

    `on` is the subject, `field` its JSON column for the answers, `act` the act (full name) that takes them, `start` the column that holds
    the start. The acts in `needed` are refused while a required item is not answered, those in `good` also while one is answered badly;
    each missing item is told with its own clause, else `clause`. `when` narrows both to some cases. `variant` names a column of `on` by
    whose value several lists stand side by side. `kept` and `judged` are whole-number columns of `on`: how many items were answered well,
    of how many that can be answered well or badly; a Kpi reads them with two Measures.
    """

    name: str
    on: str
    field: str
    clause: str
    label: str
    items: tuple[Item, ...] = ()
    act: str = ""
    needed: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    when: Callable[[View], bool] | None = None
    start: str = "created_at"
    variant: str = ""
    kept: str = ""
    judged: str = ""

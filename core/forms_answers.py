"""The field that takes the answers of a checklist: one input "<field>-<key>" for each question of the case's edition."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import widgets

from core.forms_fields import BaseField
from core.forms_read import BLANK, as_text
from core.i18n import _

MOST = 200  # questions
LONGEST = 2000  # characters of an answer
KEY = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)


class Answers(BaseField):
    """Answers of `checklist` by the keys of its items: {key: text, number, True or False, None = taken back}.

    What is asked hangs on the case: the act's `run` reads them by `take_answers`, the page sets `questions` before it draws.
    """

    kind = "answers"
    widget = widgets.TextArea()

    def __init__(self, label: str = "", checklist: str = "", **kwargs: Any) -> None:
        self.checklist = checklist
        self.questions: list[dict[str, Any]] = []
        self.problems: dict[str, str] = {}
        super().__init__(label, **{"wide": True, **kwargs})

    @property
    def empty(self) -> dict[str, Any]:
        return {}

    def process_data(self, value: Any) -> None:
        self.data = dict(value) if isinstance(value, Mapping) else {}

    def read(self, raw: Any) -> dict[str, Any]:
        if not isinstance(raw, Mapping) or len(raw) > MOST or not all(KEY.fullmatch(str(key)) for key in raw):
            raise ValueError("no answers")
        return {str(key): _plain(value) for key, value in raw.items()}

    def expected(self) -> str:
        return _("an answer for each question")


def _plain(value: Any) -> Any:
    if value in BLANK or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(value)
    return value if isinstance(value, bool | float) else as_text(value, LONGEST, lines=True)


def gathered(items: Iterable[tuple[str, Any]], names: Iterable[str]) -> tuple[list[tuple[str, Any]], dict[str, Any]]:
    """(the other pairs of an HTML form, {field: {key: answer}} for the fields `names`)."""
    found: dict[str, dict[str, Any]] = {name: {} for name in names}
    rest = []
    for key, value in items:
        field, dash, question = key.partition("-")
        if dash and field in found:
            found[field][question] = value
        else:
            rest.append((key, value))
    return rest, {name: answers for name, answers in found.items() if answers}

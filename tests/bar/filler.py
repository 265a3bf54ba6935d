"""Input for any declared act, made from its form alone: what later plugins declare is filled in without a line here."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from core import clock
from core.declare import Act
from core.forms import (
    Answers,
    Choice,
    Day,
    Flag,
    Lookup,
    Moment,
    Phone,
    Rows,
    Sign,
    Text,
    Whole,
    YesNo,
    Yuan,
    fields_of,
)
from core.host.host import host

SHORTEST = 10  # a text this long can hold a marker
PHONES = {"north": "1391", "south": "1392", "west": "1393"}


def marker(place: str, act: Act, field: str, most: int, personal: bool) -> str:
    """`MK-north-…` (`MP-…` where the column is personal): unique per place, subject and field as far as `most` allows."""
    kind = "MP" if personal else "MK"
    tail = hashlib.sha256(f"{act.full}.{field}".encode()).hexdigest()[:6]
    text = f"{kind}-{place}-{act.on.partition('.')[2]}-{field}-{tail}"
    return text if len(text) <= most else f"{kind}-{place}-{tail}"[:most]


class Filler:
    """Makes input for acts of one place; `known` gives ids of rows of a subject that belong there."""

    def __init__(self, place: str, known: Mapping[str, list[int]], seed: int) -> None:
        self.place, self._known, self._dice, self._count = place, known, random.Random(seed), 0

    def data(self, act: Act) -> dict[str, Any]:
        if act.form is None:
            return {}
        self._count += 1
        personal = host().registry.subjects[act.on].personal
        return self._form(act, act.form, personal)

    def _form(self, act: Act, form: type[Any], personal: tuple[str, ...]) -> dict[str, Any]:
        made = {name: self._value(act, name, field, name in personal) for name, field in fields_of(form).items()}
        return {name: value for name, value in made.items() if value is not None}

    def _value(self, act: Act, name: str, field: Any, personal: bool) -> Any:
        if not field.required and self._dice.random() < 0.15:
            return None
        made = self._by_kind(act, name, field, personal)
        return self._typed(field, made)

    def _typed(self, field: Any, made: Any) -> Any:
        """A text the field does not take (a code, a region …) is tried in plainer forms."""
        if not isinstance(field, Text) or isinstance(made, list):
            return made
        for text in (made, str(made).replace("-", ""), f"MK{self._count}{self.place}", str(self._count), "a1"):
            try:
                field.read(text)
            except ValueError:
                continue
            return text
        return None

    def _by_kind(self, act: Act, name: str, field: Any, personal: bool) -> Any:
        dice = self._dice
        match field:
            case Lookup():
                known = self._known.get(field.subject) or []
                return dice.choice(known) if known else None
            case Choice():
                options = [value for value, _label in field.options()]
                return str(dice.choice(options)) if options else None
            case Rows():
                return [self._form(act, field.row, ()) for _ in range(max(field.min, 1))]
            case Answers():
                return {}
            case Sign():
                return [[[1, 1], [20, 20]]]
            case YesNo() | Flag():
                return field.required or dice.random() < 0.5
            case Day():
                return (clock.today() + timedelta(days=dice.randint(0, 40))).isoformat()
            case Moment():
                return (clock.now() + timedelta(minutes=dice.choice((-2, 0, 0, 600)))).isoformat()
            case Yuan():
                return max(field.min, min(field.max, 10000)) / 100
            case Whole():
                return max(field.min, min(field.max, self._count % 100 + 1))
            case Phone():
                # a subject without anybody's own values has telephones of offices: everybody may know those
                whose = PHONES[self.place] if host().registry.subjects[act.on].personal else "1370"
                return f"{whose}{self._count:07d}"
            case Text():
                return self._text(act, name, field.max, personal)
        return None

    def _text(self, act: Act, name: str, most: int, personal: bool) -> str:
        """Ends with a count, because many a code may be there only once."""
        count = f"-{self._count}"
        if most < SHORTEST + len(count):
            return str(self._count)[:most]
        return marker(self.place, act, name, most - len(count), personal) + count

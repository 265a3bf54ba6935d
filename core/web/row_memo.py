"""Rows of lists as they were last made: what has not changed since is neither put into words nor drawn again.

The key holds everything a row's look hangs on: its values, the columns, what the reader may see, language, settings, and for a due
instant the minutes left and whether it is late. So nothing can be shown that would not have been made anew just the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from markupsafe import Markup

from core.declare import Column

MOST = 4000  # some hundred bytes each; when they are too many all are forgotten
_END = "</tr>\n"

R = TypeVar("R")
_rows: dict[Hashable, Any] = {}
_markup: dict[Hashable, Markup] = {}


def row_key(base: Hashable, values: Mapping[str, Any], columns: Sequence[Column], now: datetime) -> Hashable:
    """The key of a row; None for one with a value that cannot be part of a key."""
    shown = tuple([values[c.field] if c.kind != "duty" else _due(values[c.field], now) for c in columns])
    key = (base, values["id"], values["number"], values["state"], shown)
    try:
        hash(key)
    except TypeError:
        return None
    return key


def _due(late_from: datetime | None, now: datetime) -> Any:
    if late_from is None:
        return None
    return (late_from, int(abs((late_from - now).total_seconds())) // 60, now >= late_from)


def remembered(key: Hashable, make: Callable[[], R]) -> R:
    """The row under this key, made if it is not known."""
    if key is None:
        return make()
    found: R | None = _rows.get(key)
    if found is None:
        if len(_rows) >= MOST:
            _rows.clear()
        found = _rows[key] = make()
    return found


def markup(keys: Sequence[Hashable], draw: Callable[[list[int]], Markup]) -> Markup:
    """The rows' markup in order; `draw` makes that of the rows at the given places, each ending with `</tr>` and a line's end."""
    lost = [n for n, key in enumerate(keys) if key is None or key not in _markup]
    fresh = dict(zip(lost, _cut(draw(lost)) if lost else [], strict=True))
    if len(_markup) + len(fresh) > MOST:
        _markup.clear()
        fresh = dict(enumerate(_cut(draw(list(range(len(keys)))))))
    _markup.update({keys[n]: text for n, text in fresh.items() if keys[n] is not None})
    whole = str.join("", [fresh[n] if n in fresh else _markup[key] for n, key in enumerate(keys)])
    return Markup(whole)  # noqa: S704  (pieces of markup, joined)


def _cut(rows: Markup) -> list[Markup]:
    """Texts in it are escaped, so the end of a row stands only where a row ends."""
    return [Markup(part + _END) for part in str(rows).split(_END)[:-1]]  # noqa: S704  (pieces of markup just drawn)

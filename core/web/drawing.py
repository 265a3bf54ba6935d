"""The rows of a list as markup. A page has some five hundred cells: each kind is drawn once by its template, those like it are
filled in by joining strings, which is what makes a list cost a few milliseconds instead of dozens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from markupsafe import Markup, escape

from core.web.rows import Cell
from core.web.templating import environment

# stand for text and address while a kind of cell is drawn; markup of templates holds no private-use characters
_TEXT, _HREF = "\ue000", "\ue001"


class _Row(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def href(self) -> str: ...
    @property
    def cells(self) -> tuple[Cell, ...]: ...


def drawn(rows: Sequence[_Row]) -> Markup:
    """Every row as `<tr>…</tr>`; empty for no rows."""
    cell: Any = environment().get_template("core/_cell.html").module
    known: dict[Any, list[str]] = {}
    lines = []
    for row in rows:
        parts = ["<tr>"]
        for n, each in enumerate(row.cells):
            text = each.text or ("" if n else row.number)
            key = (n, each.category, each.state, each.percent, each.masked, not text)
            if key not in known:
                known[key] = _pattern(cell.cell, each._replace(text=_TEXT if text else ""), first=n == 0)
            pattern = known[key]
            if n == 0:
                parts += [pattern[0], escape(row.href), pattern[1], escape(text), pattern[2]]
            else:
                parts += [pattern[0], escape(text), pattern[1]] if text else pattern
        lines.append("".join(parts))
    return Markup("</tr>\n".join([*lines, ""]))  # noqa: S704  (templates and escaped texts, joined)


def _pattern(draw: Any, cell: Cell, *, first: bool) -> list[str]:
    """The markup of such a cell, cut where address and text go."""
    markup = str(draw(cell, _HREF, first))
    return markup.replace(_HREF, _TEXT).split(_TEXT)

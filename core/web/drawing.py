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


def drawn(rows: Sequence[_Row], box: Sequence[str] = ()) -> Markup:
    """Every row as `<tr>…</tr>`; empty for no rows. `box` = the markup around the number in a box that chooses the row, if any."""
    draw: Any = environment().get_template("core/_cell.html").module
    known: list[dict[Any, list[str]]] = [{} for _cell in rows[0].cells] if rows else []
    pieces: list[str] = []  # of markup, one more than texts
    texts: list[str] = []
    piece = ""
    for row in rows:
        piece += "<tr>"
        if box:
            pieces.append(piece + box[0])
            texts.append(row.number)
            piece = box[1]
        for n, (each, column) in enumerate(zip(row.cells, known, strict=True)):
            text = each.text if n else each.text or row.number
            key = (each.category, each.state, each.percent, each.masked, not text)
            pattern = column.get(key)
            if pattern is None:
                pattern = column[key] = _pattern(draw.cell, each._replace(text=_TEXT if text else ""), first=n == 0)
            if n == 0:
                pieces += [piece + pattern[0], pattern[1]]
                texts += [row.href, text]
            elif text:
                pieces.append(piece + pattern[0])
                texts.append(text)
            else:
                piece += pattern[0]
                continue
            piece = pattern[-1]
        piece += "</tr>\n"
    filled = [part for pair in zip(pieces, _escaped(texts), strict=True) for part in pair]
    return Markup("".join([*filled, piece]))  # noqa: S704  (markup of templates and escaped texts, joined)


def row_box() -> list[str]:
    """The box that chooses a row for a batch, cut where its number goes."""
    draw: Any = environment().get_template("core/_cell.html").module
    return str(draw.row_box(_TEXT)).split(_TEXT)


def _escaped(texts: Sequence[str]) -> list[str]:
    """All escaped at once: one call instead of five hundred."""
    joined = _TEXT.join(texts)
    if joined.count(_TEXT) >= len(texts):  # somebody's text holds the separator
        joined = _TEXT.join(text.replace(_TEXT, "") for text in texts)
    return str(escape(joined)).split(_TEXT) if texts else []


def _pattern(draw: Any, cell: Cell, *, first: bool) -> list[str]:
    """The markup of such a cell, cut where address and text go."""
    markup = str(draw(cell, _HREF, first))
    return markup.replace(_HREF, _TEXT).split(_TEXT)

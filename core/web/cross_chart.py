"""The rows of a cross-tab as bars: across in percent, down in pixels, so that no style is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

LINE, THICK, MOST = 24, 14, 20
_LEFT, _WIDE = 26, 64  # percent: where the bars begin, and how far the longest goes
_LETTERS = 14


@dataclass(frozen=True)
class Bar:
    """`short` is the label as far as there is room for it."""

    label: str
    short: str
    count: int
    href: str
    y: int
    wide: str
    end: str


@dataclass(frozen=True)
class Chart:
    bars: Sequence[Bar]
    height: int
    left: int = _LEFT
    thick: int = THICK


def bars(rows: Sequence[tuple[str, int, str]]) -> Chart | None:
    """(label, count, address) of the rows; the largest MOST in their order, None without any."""
    most = max((count for _label, count, _href in rows), default=0)
    if not most:
        return None
    least = sorted((count for _label, count, _href in rows), reverse=True)[:MOST][-1]
    shown = [row for row in rows if row[1] >= max(least, 1)][:MOST]
    return Chart([_bar(n, *row, most) for n, row in enumerate(shown)], len(shown) * LINE)


def _bar(n: int, label: str, count: int, href: str, most: int) -> Bar:
    wide = Fraction(count, most) * _WIDE
    short = label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1]}\u2026"
    return Bar(label, short, count, href, n * LINE, f"{float(wide):.2f}", f"{float(_LEFT + wide):.2f}")

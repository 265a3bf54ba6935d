"""Today's ruler on the workbench: what fell due, now, and what will. Geometry in percent, no inline style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core import clock, i18n
from core.i18n import _
from core.web.page_parts import DutyLine, last_moment, midnight

_LANES = ((24, 34), (38, 48))  # y of the mark's top and of its words
_WIDE = 1.7  # percent of the ruler's width that one full-width character takes on a small desktop


@dataclass(frozen=True)
class Mark:
    """A duty on the ruler. `x` in percent; `text` is empty where no room is left for words."""

    x: float
    css: str
    anchor: str
    top: int
    base: int
    text: str
    title: str


@dataclass(frozen=True)
class Ruler:
    ticks: list[tuple[float, str, str]]
    marks: list[Mark]
    now_x: float
    now_text: str
    label: str


@dataclass
class _Lanes:
    """The stretches already covered with words, per lane."""

    taken: tuple[list[tuple[float, float]], ...] = field(default_factory=lambda: ([], []))

    def place(self, start: float, end: float) -> int | None:
        for at, lane in enumerate(self.taken):
            if all(end < left or start > right for left, right in lane):
                lane.append((start, end))
                return at
        return None


def ruler(duties: Sequence[DutyLine], now: datetime) -> Ruler:
    """The day in Shanghai: from 8:00, or from 0:00 when something lies before it, to 24:00."""
    day = now.astimezone(clock.SHANGHAI).date()
    begin, end = midnight(day), midnight(day + timedelta(days=1))
    today = [d for d in duties if begin <= last_moment(d.late_from) < end]
    first = 8 if min([now, *(d.late_from for d in today)]) >= begin + timedelta(hours=8) else 0
    left = begin + timedelta(hours=first)
    lanes = _Lanes()
    marks = [_mark(d, _x(min(d.late_from, end), left, end), lanes) for d in today]
    now_text = _("Now %(time)s", time=f"{now.astimezone(clock.SHANGHAI):%H:%M}")
    return Ruler(_ticks(first), marks, _x(now, left, end), now_text, _label(today))


def _x(at: datetime, left: datetime, right: datetime) -> float:
    return round(100 * ((at - left) / (right - left)), 2)


def _ticks(first: int) -> list[tuple[float, str, str]]:
    hours = range(first, 25, 2 if first else 3)
    ends = {hours[0]: "start", 24: "end"}
    return [(round(100 * (hour - first) / (24 - first), 2), f"{hour}:00", ends.get(hour, "middle")) for hour in hours]


def _mark(duty: DutyLine, x: float, lanes: _Lanes) -> Mark:
    text = f"{duty.label} {duty.number[-5:]}"
    width = sum(_WIDE if ord(each) > 0x2E80 else _WIDE * 0.55 for each in text) + 1
    anchor = "end" if x + width > 100 or (duty.state == "late" and x > width) else "start"
    lane = lanes.place(x - width, x) if anchor == "end" else lanes.place(x, x + width)
    top, base = _LANES[lane if lane is not None else 1]
    css = {"late": "late", "warned": "warn"}.get(duty.state, "")
    return Mark(
        x,
        css,
        anchor,
        top,
        base,
        text if lane is not None else "",
        f"{duty.label} {duty.number} {i18n.due(duty.due_at)}",
    )


def _label(today: Sequence[DutyLine]) -> str:
    late = sum(d.state == "late" for d in today)
    return _("Due today: %(count)s, of which overdue: %(late)s", count=len(today), late=late)

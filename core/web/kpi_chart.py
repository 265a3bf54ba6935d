"""Month bars against the target as geometry for an SVG of our own: across in percent, up in pixels, so that no style is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from babel.dates import format_date

from core.declare import Kpi
from core.i18n import _, language
from core.rules.periods import Period
from core.web.kpi_reading import Read, Standing, figure_text, parts_text, target_text, verdict_text

TOP, BASE = 20, 190  # of the large chart; the axis' labels stand left of the bars
_SMALL_TOP, _SMALL_BASE = 8, 46
_LEFT, _TICKS = Fraction(6), 4
_STARTS = (Fraction(4, 5), Fraction(3, 5))  # where an axis of shares may begin: its ticks are whole percents


@dataclass(frozen=True)
class Bar:
    """`x`, `wide`, `middle` in percent, `y` and `high` in pixels; without a figure `high` is 0 and `text` a dash."""

    x: str
    wide: str
    middle: str
    y: str
    high: str
    css: str
    text: str
    label: str
    title: str


@dataclass(frozen=True)
class Chart:
    """`ticks` are (y, text); `goal` the target's y, "" without one. `note` says where the axis begins, `title` all in words."""

    bars: Sequence[Bar]
    ticks: Sequence[tuple[str, str]]
    goal: str
    goal_text: str
    note: str
    title: str
    height: int
    base: str


def period_text(period: Period) -> str:
    """A period in words."""
    match period.kind:
        case "month":
            return format_date(period.first, _("MMM y"), locale=language())
        case "quarter":
            return _("Quarter %(quarter)s of %(year)s", quarter=period.name[-1], year=period.first.year)
        case "year":
            return _("Year %(year)s", year=period.first.year)
    return f"{period.first} – {period.last}"


def large(read: Read) -> Chart:
    """With axis, ticks and a figure on every bar."""
    low, high = _scale(read)
    ticks = [low + (high - low) * n / _TICKS for n in range(_TICKS + 1)]
    target = read.standing.target
    note = _("The axis starts at %(low)s", low=_axis(read.kpi, low, unit=True)) if low else ""
    return Chart(
        bars=_bars(read, low, high, TOP, BASE, _LEFT),
        ticks=[(_px(_y(t, low, high, TOP, BASE)), _axis(read.kpi, t)) for t in ticks if t != target],
        goal=_px(_y(target, low, high, TOP, BASE)) if target is not None else "",
        goal_text=_axis(read.kpi, target) if target is not None else "",
        note=note,
        title=_title(read),
        height=BASE + 22,
        base=_px(Fraction(BASE)),
    )


def small(read: Read) -> Chart:
    """The same bars for a tile."""
    low, high = _scale(read)
    target = read.standing.target
    goal = _px(_y(target, low, high, _SMALL_TOP, _SMALL_BASE)) if target is not None else ""
    bars = _bars(read, low, high, _SMALL_TOP, _SMALL_BASE, Fraction(0))
    return Chart(bars, (), goal, "", "", _title(read), _SMALL_BASE + 2, _px(Fraction(_SMALL_BASE)))


def share_of_line(kpi: Kpi, standing: Standing) -> tuple[str, str, str]:
    """(length, target, css) of a bar in a table row, in percent of the row; for shares only."""
    if kpi.unit != "share" or standing.value.fraction is None:
        return "", "", ""
    length = min(standing.value.fraction, Fraction(1)) * 100
    goal = f"{_px(min(standing.target, Fraction(1)) * 100)}%" if standing.target is not None else ""
    return f"{_px(length)}%", goal, "miss" if standing.verdict == "missed" else ""


def _bars(read: Read, low: Fraction, high: Fraction, top: int, base: int, left: Fraction) -> list[Bar]:
    step = (100 - left) / len(read.months)
    return [
        _bar(read, month, standing, left + step * n, step, (low, high, top, base))
        for n, (month, standing) in enumerate(read.months.items())
    ]


def _bar(
    read: Read, month: Period, standing: Standing, x: Fraction, step: Fraction, box: tuple[Fraction, Fraction, int, int]
) -> Bar:
    low, high, top, base = box
    value = standing.value.fraction
    y = _y(value, low, high, top, base) if value is not None else Fraction(base)
    inside = read.period.first <= month.first and month.last <= read.period.last
    css = "miss" if standing.verdict == "missed" else "cur" if inside else ""
    said = [
        period_text(month),
        figure_text(read.kpi, value),
        parts_text(read.kpi, standing.value),
        verdict_text(standing),
    ]
    return Bar(
        x=_px(x + step / 5),
        wide=_px(step * 3 / 5),
        middle=_px(x + step / 2),
        y=_px(y),
        high=_px(base - y),
        css=css,
        text="–" if value is None else _axis(read.kpi, value),
        label=format_date(month.first, "MMM", locale=language()),
        title=" · ".join(dict.fromkeys(word for word in said if word)),
    )


def _scale(read: Read) -> tuple[Fraction, Fraction]:
    """Lowest and highest value of the axis: a share's ends at 100 %, and starts higher where all are high."""
    values = [s.value.fraction for s in read.months.values() if s.value.fraction is not None]
    values += [read.standing.target] if read.standing.target is not None else []
    if not values:
        return Fraction(0), Fraction(1)
    if read.kpi.unit != "share" or read.kpi.better == "low":
        top = max(values) or Fraction(1)
        unit = Fraction(1, 100) if read.kpi.unit == "share" else Fraction(1)
        return Fraction(0), ceil(top / unit / _TICKS) * _TICKS * unit
    start = next((each for each in _STARTS if each < min(values)), Fraction(0))
    return start, max(Fraction(1), max(values))


def _y(value: Fraction, low: Fraction, high: Fraction, top: int, base: int) -> Fraction:
    inside = min(max(value, low), high)
    return top + (high - inside) / (high - low) * (base - top)


def _px(value: Fraction) -> str:
    return f"{float(value):.1f}"


def _axis(kpi: Kpi, value: Fraction, *, unit: bool = False) -> str:
    """A number on the chart: at most one decimal, the unit only where there is room."""
    text = f"{float(value * 100 if kpi.unit == 'share' else value):.1f}".removesuffix(".0")
    return f"{text} %" if unit and kpi.unit == "share" else text


def _title(read: Read) -> str:
    missed: Mapping[Period, Standing] = {m: s for m, s in read.months.items() if s.verdict == "missed"}
    said = [_("%(kpi)s in the last twelve months", kpi=_(read.kpi.label)), target_text(read.kpi, read.standing.target)]
    if missed:
        said.append(_("not reached in: %(months)s", months=", ".join(period_text(m) for m in missed)))
    return "; ".join(said)

"""The bars of a cross-tab: as long as their counts, the largest of many, none of nothing."""

from __future__ import annotations

from core.web.cross_chart import LINE, MOST, bars


def test_bars_are_as_long_as_their_counts() -> None:
    chart = bars([("a", 4, "/a"), ("b", 1, ""), ("c", 0, "")])
    assert chart is not None
    assert [(b.label, b.count, float(b.wide)) for b in chart.bars] == [("a", 4, 64.0), ("b", 1, 16.0)]
    assert chart.height == 2 * LINE


def test_of_many_rows_the_largest_are_drawn_in_their_order() -> None:
    chart = bars([(f"row {at}", at, "") for at in range(1, 61)])
    assert chart is not None
    assert [b.count for b in chart.bars] == list(range(61 - MOST, 61))
    assert bars([("a", 0, "")]) is None

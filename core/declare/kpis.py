"""Figures of merit: what is counted, over what, in which period; the target is a policy value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tortoise.expressions import Q

Unit = Literal["share", "count", "mean"]
Better = Literal["high", "low"]


@dataclass(frozen=True)
class Measure:
    """Subjects `on` ("plugin.subject") whose instant or date column `at` lies in the period, counted, or summed over column `value`.

    `where` narrows them: a mapping of filters ({"state": "closed"}) or a Q. `in_time`: only those all of whose own duties were kept.
    """

    on: str
    at: str
    where: Mapping[str, Any] | Q = field(default_factory=dict)
    value: str | None = None
    in_time: bool = False


@dataclass(frozen=True)
class DutyMeasure:
    """Duties of these deadlines ("plugin.subject:code") that fell due in the period while the plugin was on; `met`: only those kept.

    Cancelled ones are left out; overdue ones count as not met, open or ended. One whose time still runs is in neither side.
    """

    codes: tuple[str, ...]
    met: bool = False


AnyMeasure = Measure | DutyMeasure


@dataclass(frozen=True)
class Kpi:
    """`part` over `whole`, an exact fraction; `name` is "plugin.name". Without `whole` (unit "count") the part is the figure.

    unit "share" is shown in percent and its `target` (a policy key) is a number of percent; a "count" or "mean" is shown and aimed at as
    it is. A target whose value is 0 is none while more is better. `heading` groups the tiles of a plugin.
    """

    name: str
    label: str
    clause: str
    part: AnyMeasure
    whole: AnyMeasure | None = None
    unit: Unit = "share"
    target: str | None = None
    better: Better = "high"
    heading: str = ""

    @property
    def plugin(self) -> str:
        return self.name.split(".")[0]

    @property
    def measures(self) -> tuple[AnyMeasure, ...]:
        return (self.part,) if self.whole is None else (self.part, self.whole)

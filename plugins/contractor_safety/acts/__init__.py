"""Everything that may be done, one file per part."""

from __future__ import annotations

from plugins.contractor_safety.acts import (
    crews,
    fund,
    gate,
    hired,
    injuries,
    inspections,
    papers,
    people,
    stopwork,
    violations,
)

DECLARED = (
    *people.ACTS,
    *papers.ACTS,
    *hired.ACTS,
    *crews.ACTS,
    *gate.ACTS,
    *inspections.ACTS,
    *stopwork.ACTS,
    *violations.ACTS,
    *injuries.ACTS,
    *fund.ACTS,
)

"""Everything that may be done, one file for each part of the regulation."""

from __future__ import annotations

from plugins.vehicle_warranty.acts import (
    claims,
    conduct,
    expenses,
    faults,
    old_parts,
    requisitions,
    stock,
    trips,
    writeoffs,
)

DECLARED = (
    *faults.ACTS,
    *trips.ACTS,
    *stock.ACTS,
    *requisitions.ACTS,
    *old_parts.ACTS,
    *writeoffs.ACTS,
    *claims.ACTS,
    *expenses.ACTS,
    *conduct.ACTS,
)

"""Gates, facts, records, deadlines and figures, one file per part."""

from __future__ import annotations

from plugins.contractor_safety.rules import (
    fund,
    gate,
    injuries,
    inspections,
    site_facts,
    standing,
    stopwork,
    violations,
)

DECLARED = (
    site_facts.ENGAGED,
    *standing.DECLARED,
    *gate.DECLARED,
    *inspections.DECLARED,
    *stopwork.DECLARED,
    *violations.DECLARED,
    *injuries.DECLARED,
    *fund.DECLARED,
)

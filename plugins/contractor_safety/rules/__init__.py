"""Gates, facts, records, deadlines and figures, one file per part."""

from __future__ import annotations

from core.api import Rule
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

DECLARED: tuple[Rule, ...] = (
    site_facts.ENGAGED,
    *standing.DECLARED,
    *gate.DECLARED,
    *inspections.DECLARED,
    *stopwork.DECLARED,
    *violations.DECLARED,
    *injuries.DECLARED,
    *fund.DECLARED,
)

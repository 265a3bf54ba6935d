"""Gates, facts, records, deadlines and figures, one file per part."""

from __future__ import annotations

from core.api import Rule
from plugins.contractor_safety.rules import (
    crews,
    fund,
    gate,
    hired,
    injuries,
    inspections,
    papers,
    site_facts,
    standing,
    stopwork,
    violations,
)

DECLARED: tuple[Rule, ...] = (
    site_facts.ENGAGED,
    *papers.DECLARED,
    *hired.DECLARED,
    *crews.DECLARED,
    *standing.DECLARED,
    *gate.DECLARED,
    *inspections.DECLARED,
    *stopwork.DECLARED,
    *violations.DECLARED,
    *injuries.DECLARED,
    *fund.DECLARED,
)

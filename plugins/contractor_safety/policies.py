"""The numbers of the regulation: an admin changes them from a date on, code never names them."""

from __future__ import annotations

from core.api import N_, Policy

ACCIDENT = "cs.accident_hours"
RESULT = "cs.result_days"
EXPIRING = "cs.expiring_days"
GREEN = "cs.green_seconds"


def _company(key: str, clause: str, label: str, value: int, unit: str) -> Policy:
    """Where the regulation says "promptly", the company says how promptly."""
    return Policy(key, clause, label, value, unit, origin="company")


DECLARED = (
    _company(ACCIDENT, "CS-3.5.2", N_("Facts of an injury reported after it is known"), 1, "h"),
    _company(RESULT, "CS-3.5.2", N_("Result of an injury reported after it is known"), 7, "d"),
    _company(EXPIRING, "CS-3.5.8", N_("Papers that expire are shown ahead"), 30, "d"),
    _company(GREEN, "CS-2", N_("An answer at the gate holds for"), 30, N_("seconds")),
)

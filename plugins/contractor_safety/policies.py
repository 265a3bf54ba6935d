"""The numbers of the regulation: an admin changes them from a date on, code never names them."""

from __future__ import annotations

from core.api import N_, Policy

ACCIDENT = "cs.accident_hours"
RESULT = "cs.result_days"
EXPIRING = "cs.expiring_days"
GREEN = "cs.green_seconds"
PASS_MARK = "cs.pass_mark"  # noqa: S105
COPIES = "cs.contractor_copies"
STAY_COPIES = "cs.after_sales_copies"
VISITOR_LEVELS = "cs.visitor_three_level"


def _company(key: str, clause: str, label: str, value: int, unit: str) -> Policy:
    """Where the regulation says "promptly", the company says how promptly."""
    return Policy(key, clause, label, value, unit, origin="company")


DECLARED = (
    _company(ACCIDENT, "CS-3.5.2", N_("Facts of an injury reported after it is known"), 1, "h"),
    _company(RESULT, "CS-3.5.2", N_("Result of an injury reported after it is known"), 7, "d"),
    _company(EXPIRING, "CS-3.5.8", N_("Papers that expire are shown ahead"), 30, "d"),
    _company(PASS_MARK, "CS-3.4.1a", N_("Pass mark of safety education and job exam"), 60, N_("points")),
    Policy(COPIES, "CS-3.4.2", N_("Copies of a contractor's safety agreement"), 4, N_("copies")),
    Policy(STAY_COPIES, "CS-3.4.3", N_("Copies of a safety-production agreement"), 2, N_("copies")),
    Policy(
        VISITOR_LEVELS,
        "CS-3.4.1b",
        N_("Visitors need the three levels, too"),
        False,
        kind="switch",
        origin="company",
    ),
    _company(GREEN, "CS-2", N_("An answer at the gate holds for"), 30, N_("seconds")),
)

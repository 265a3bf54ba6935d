"""Times of calls and faults."""

from __future__ import annotations

from core.api import N_, Policy

RADIUS = "vw.radius_km"
ON_SITE = "vw.body_onsite_hours"
ANSWER = "vw.body_answer_hours"
WRITTEN = "vw.chassis_written_hours"
FEEDBACK = "vw.feedback_hours"
CALL_REPLY = "vw.call_reply_hours"
REPLY_ARCHIVE = "vw.reply_archive_days"


def _company(key: str, clause: str, label: str, value: int, unit: str) -> Policy:
    """Where the regulation says "promptly", the company says how promptly."""
    return Policy(key, clause, label, value, unit, origin="company")


DECLARED = (
    Policy(RADIUS, "VW-3.2.2", N_("Service radius for going out"), 100, "km"),
    Policy(ON_SITE, "VW-3.2.2", N_("On site at a body fault within the radius"), 24, "h"),
    Policy(ANSWER, "VW-3.2.2", N_("Answer to a body fault beyond the radius or with a supplier"), 12, "h"),
    Policy(WRITTEN, "VW-3.2.3", N_("Maker of chassis or engine asked in writing"), 12, "h"),
    _company(FEEDBACK, "VW-3.2.3", N_("User told of the outcome"), 24, "h"),
    _company(CALL_REPLY, "VW-3.5.2", N_("Call or letter answered"), 24, "h"),
    _company(REPLY_ARCHIVE, "VW-3.5.4", N_("Reply archived"), 1, "d"),
)

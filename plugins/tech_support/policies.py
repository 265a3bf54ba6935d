"""The numbers of the regulation: an admin changes them from a date on, code never names them."""

from __future__ import annotations

from core.api import N_, Policy

ANSWER = "ts.answer_hours"
REMOTE = "ts.remote_minutes"
ON_SITE = "ts.onsite_hours"
HOTLINE = "ts.hotline_hours"
CHANGE = "ts.change_hours"
PICKUP_NOTICE = "ts.pickup_notice_days"
PICKUP_CALL = "ts.pickup_call_hours"
SHIP_NOTICE = "ts.ship_notice_hours"
CONTACT = "ts.works_contact_hours"
PROGRESS = "ts.progress_days"
OWN_MATTER = "ts.own_matter_hours"
DISCUSS = "ts.matter_discuss_hours"
SITUATION = "ts.situation_report_days"
ASK = "ts.acceptance_ask_days"
FILE = "ts.acceptance_file_days"
ENQUIRY = "ts.enquiry_months"
VISIT = "ts.visit_years"
UPGRADE_NOTICE = "ts.upgrade_notice_days"
FREE_UPGRADE = "ts.free_upgrade_after_warranty"
PASS_MARK = "ts.pass_mark"  # noqa: S105
# the regulation sets the times and no target for how often they are kept
ANSWERS = "ts.answers_target"
ARRIVALS = "ts.arrivals_target"
SHIP_NOTICES = "ts.shipping_notices_target"
ENQUIRIES = "ts.enquiries_target"
VISITS = "ts.visits_target"
TRAINEES = "ts.trainees_target"
TOLD = "ts.users_told_target"


def _company(key: str, clause: str, label: str, value: int, unit: str) -> Policy:
    """Where the regulation says "promptly", the company says how promptly."""
    return Policy(key, clause, label, value, unit, origin="company")


def _target(key: str, clause: str, label: str) -> Policy:
    """0 stands for none."""
    return Policy(key, clause, label, 0, "%", origin="company")


DECLARED = (
    Policy(ANSWER, "TS-5.1", N_("Answer to a question"), 2, "h"),
    _company(REMOTE, "TS-5.2", N_("Start of a remote session after consent"), 30, "min"),
    Policy(ON_SITE, "TS-5.3", N_("Arrival on site after the agreement"), 12, "h"),
    Policy(
        HOTLINE,
        "TS-5.1b",
        N_("Daily hours of the hotline"),
        "08:30–17:30",
        kind="choice",
        choices=("08:30–17:30", "08:00–18:00", "08:00–20:00", "00:00–24:00"),
    ),
    _company(CHANGE, "TS-1.0", N_("Change of terms confirmed and handed on"), 24, "h"),
    Policy(PICKUP_NOTICE, "TS-1.1", N_("Collection notice ahead of the day"), 15, "d"),
    _company(PICKUP_CALL, "TS-1.1", N_("Call after a day on which nobody came"), 24, "h"),
    Policy(SHIP_NOTICE, "TS-1.2a", N_("Shipping notice after dispatch"), 48, "h"),
    _company(CONTACT, "TS-2.0", N_("First contact with the buyer about the works"), 24, "h"),
    _company(PROGRESS, "TS-2.2", N_("Progress report after the one before"), 7, "d"),
    _company(OWN_MATTER, "TS-2.2", N_("The company's own matter settled"), 48, "h"),
    _company(DISCUSS, "TS-2.2", N_("Matter outside the plan discussed with the buyer"), 24, "h"),
    _company(SITUATION, "TS-2.3", N_("Supervisor's situation report after the one before"), 7, "d"),
    _company(ASK, "TS-2.4", N_("Acceptance asked for after the system runs"), 3, "d"),
    _company(FILE, "TS-2.4", N_("Acceptance papers filed after the last signature"), 3, "d"),
    Policy(ENQUIRY, "TS-3.0", N_("During warranty, one enquiry in each"), 1, "mo"),
    Policy(VISIT, "TS-3.1", N_("During warranty, one visit in each"), 1, "y"),
    _company(UPGRADE_NOTICE, "TS-3.2", N_("User told of a new version after its release"), 7, "d"),
    Policy(
        FREE_UPGRADE, "TS-3.2", N_("Upgrades are free after the warranty, too"), False, kind="switch", origin="company"
    ),
    _company(PASS_MARK, "TS-4.1", N_("Pass mark of the exam"), 60, N_("points")),
    _target(ANSWERS, "TS-5.1", N_("Target: questions answered in time (0: none)")),
    _target(ARRIVALS, "TS-5.3", N_("Target: arrivals in time (0: none)")),
    _target(SHIP_NOTICES, "TS-1.2a", N_("Target: shipping notices in time (0: none)")),
    _target(ENQUIRIES, "TS-3.0", N_("Target: monthly enquiries made (0: none)")),
    _target(VISITS, "TS-3.1", N_("Target: yearly visits confirmed (0: none)")),
    _target(TRAINEES, "TS-4.1", N_("Target: trainees who passed (0: none)")),
    _target(TOLD, "TS-3.2", N_("Target: users told of a release in time (0: none)")),
)

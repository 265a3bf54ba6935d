"""The numbers of the regulations: an admin changes them from a date on, code never names them."""

from __future__ import annotations

from core.api import N_, Policy

REGISTER = "re.register_hours"
MORTGAGE = "re.mortgage_followup_days"
PAY_NOTICE = "re.payment_notice_lead_days"
OWNER_NOTICE = "re.owner_notice_days"
PROPERTY = "re.property_company_hours"
MOVE_IN = "re.movein_notice_days"
TITLE_START = "re.title_start_days"
TITLE_LODGE = "re.title_months"
FOLLOW_UP = "re.followup_days"
ICF_REPLY = "re.icf_reply_days"
DISPUTE = "re.dispute_report_hours"
CARD_DAYS = "re.card_days"
# the regulations set no targets
TITLES = "re.titles_target"
COLLECTION = "re.collection_target"
NOTICES = "re.notices_target"
OPINIONS = "re.opinions_target"


def _company(key: str, clause: str, label: str, value: int, unit: str) -> Policy:
    """Where the regulation says "promptly", the company says how promptly."""
    return Policy(key, clause, label, value, unit, origin="company")


def _target(key: str, clause: str, label: str, unit: str = "%") -> Policy:
    """0 stands for none."""
    return Policy(key, clause, label, 0, unit, origin="company")


DECLARED = (
    _company(REGISTER, "RE-2.1", N_("Contract registered after signing"), 24, "h"),
    _company(MORTGAGE, "RE-2.2", N_("Next follow-up of a mortgage at the bank"), 7, "d"),
    _company(PAY_NOTICE, "RE-2.3", N_("Payment notice ahead of the due day"), 7, "d"),
    _company(OWNER_NOTICE, "RE-2.4", N_("Owners told after acceptance of the building"), 3, "d"),
    _company(PROPERTY, "RE-2.9", N_("Property company told after acceptance"), 24, "h"),
    _company(MOVE_IN, "RE-2.9", N_("Move-in notices sent after the property company was told"), 7, "d"),
    _company(TITLE_START, "RE-2.5", N_("First contact with the authority after moving in"), 7, "d"),
    Policy(TITLE_LODGE, "RE-2.10", N_("Application for a certificate after handover"), 3, "mo"),
    _company(FOLLOW_UP, "RE-2.6", N_("Next follow-up after the price was collected"), 90, "d"),
    _company(ICF_REPLY, "RE-2.8", N_("Answer to an internal contact form"), 3, "d"),
    _company(DISPUTE, "RE-2.11", N_("Open question of a dispute reported to the manager"), 24, "h"),
    _company(CARD_DAYS, "RS-2", N_("Time to answer an opinion card"), 30, "d"),
    _target(TITLES, "RE-2.10", N_("Target: certificates applied for in time (0: none)")),
    _target(COLLECTION, "RE-2.3", N_("Target: payments collected in time (0: none)")),
    _target(NOTICES, "RE-2.4", N_("Target: owners told of the acceptance (0: none)")),
    _target(OPINIONS, "RS-2", N_("Target: mean score of an opinion card (0: none)"), N_("points")),
)

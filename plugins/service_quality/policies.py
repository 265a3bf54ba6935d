"""What "at once" means in minutes and hours: the norm gives no numbers, so these are the company's own."""

from __future__ import annotations

from core.api import N_, Policy

REGISTER = Policy("es.register_minutes", "ES-4.2.1", N_("Call to registered and assigned"), 15, "min", origin="company")
CALL = Policy("es.call_hours", "ES-4.2.2", N_("Assigned to customer contacted"), 4, "h", origin="company")

ENQUIRY = Policy(
    "es.enquiry_months", "ES-4.3.1", N_("After the purchase, one enquiry in each"), 6, "mo", origin="company"
)

# the norm names what is assessed and sets no targets; 0 stands for none
COMPLIANCE = Policy("es.compliance_target", "ES-3.1", N_("Target: seven ones kept (0: none)"), 0, "%", origin="company")
SPEED = Policy("es.speed_target", "ES-3.1", N_("Target: forms with all times kept (0: none)"), 0, "%", origin="company")
PROMISES = Policy("es.promises_target", "ES-3.1", N_("Target: promises kept (0: none)"), 0, "%", origin="company")

# complaints
REPLY = Policy(
    "es.complaint_reply_hours", "ES-1.2.2", N_("Complaint to first answer with content"), 24, "h", origin="company"
)
DISMISS = Policy(
    "es.unfounded_hours", "ES-1.3.2", N_("Found unfounded to answered with the reason"), 24, "h", origin="company"
)
NOTIFY = Policy("es.notify_hours", "ES-1.3.6", N_("Solution approved to customer told"), 24, "h", origin="company")
FIRST_LIMIT = N_("Lower limit of the loss, yuan")
FIRST_SHARE = N_("Share up to the lower limit, percent")
SECOND_LIMIT = N_("Upper limit of the loss, yuan")
SECOND_SHARE = N_("Share up to the upper limit, percent")
SHARE_ABOVE = N_("Share above it, percent")
BRACKETS = Policy(
    "es.penalty_brackets",
    "ES-1.3.7",
    N_("Share of the month's bonus by the loss"),
    {FIRST_LIMIT: 5000, FIRST_SHARE: 5, SECOND_LIMIT: 20000, SECOND_SHARE: 10, SHARE_ABOVE: 20},
    kind="table",
    origin="company",
)
WAGE_SHARE = Policy("es.penalty_wage_percent", "ES-1.3.7", N_("Share of the month's wage"), 0, "%", origin="company")
# Provisional Regulations on Wage Payment, Art. 16
WAGE_LAW = Policy(
    "es.wage_law",
    "ES-1.3.7",
    N_("Keep to the legal limits of deductions from wages"),
    True,
    kind="switch",
    origin="company",
)
WAGE_CAP = Policy(
    "es.wage_cap_percent", "ES-1.3.7", N_("Legal limit of a deduction from the month's wage"), 20, "%", origin="company"
)
MINIMUM_WAGE = Policy(
    "es.minimum_wage", "ES-1.3.7", N_("Local minimum wage a month, yuan (0: not checked)"), 0, "", origin="company"
)
RECURRING_COUNT = Policy(
    "es.recurring_count", "ES-1.2.1", N_("Complaints of one cause that make it recurring"), 3, "", origin="company"
)
RECURRING_DAYS = Policy(
    "es.recurring_days", "ES-1.2.1", N_("Days within which they are counted"), 90, "d", origin="company"
)
CAUSE_ACTION = Policy(
    "es.cause_action_days", "ES-1.2.1", N_("Recurring cause to improvement action"), 7, "d", origin="company"
)
EFFECT = Policy(
    "es.effect_check_days", "ES-1.3.8", N_("Improvement finished to its effect checked"), 30, "d", origin="company"
)
COMPLAINTS = (
    REPLY,
    DISMISS,
    NOTIFY,
    BRACKETS,
    WAGE_SHARE,
    WAGE_LAW,
    WAGE_CAP,
    MINIMUM_WAGE,
    RECURRING_COUNT,
    RECURRING_DAYS,
    CAUSE_ACTION,
    EFFECT,
)

# visits and opinion cards
VISIT = Policy("es.visit_months", "ES-2.2", N_("After the purchase, one visit in each"), 12, "mo", origin="company")
CARD_DAYS = Policy("es.card_days", "ES-2.2", N_("Days a link to an opinion card is valid"), 14, "d", origin="company")
BAD_MARK = Policy("es.bad_mark", "ES-2.2", N_("Marks of 5 up to which a card is a complaint"), 2, "", origin="company")
OPINIONS = (VISIT, CARD_DAYS, BAD_MARK)

# figures: where fewer is better, 0 is a target like any other
RATING = Policy("es.rating_target", "ES-3.1", N_("Target: mean mark of 5 (0: none)"), 0, "", origin="company")
SATISFIED = Policy(
    "es.satisfied_target", "ES-3.1", N_("Target: cards with 4 or 5 marks (0: none)"), 0, "%", origin="company"
)
WARMTH = Policy("es.warmth_target", "ES-3.1", N_("Target: mean mark for warmth (0: none)"), 0, "", origin="company")
SKILL = Policy("es.skill_target", "ES-3.1", N_("Target: mean mark for skill (0: none)"), 0, "", origin="company")
ERRORS = Policy(
    "es.errors_target", "ES-3.1", N_("Target: forms with a confirmed error, at most"), 5, "%", origin="company"
)
PASSED_ON = Policy(
    "es.passed_on_target", "ES-1.2.2", N_("Target: times a complaint is passed on, at most"), 1, "", origin="company"
)
ANSWERS = Policy(
    "es.answers_target", "ES-1.2.2", N_("Target: complaints answered in time (0: none)"), 0, "%", origin="company"
)
VISITS = Policy(
    "es.visits_target", "ES-2.2", N_("Target: visits made in their year (0: none)"), 0, "%", origin="company"
)
TARGETS = (RATING, SATISFIED, WARMTH, SKILL, ERRORS, PASSED_ON, ANSWERS, VISITS)

POLICIES = (REGISTER, CALL, ENQUIRY, COMPLIANCE, SPEED, PROMISES, *COMPLAINTS, *OPINIONS, *TARGETS)

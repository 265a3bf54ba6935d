"""Full names said once, and the words of the choices: acts, rules, screens and prints all speak of these."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_

# the folds of the menu
COMPLAINING = N_("Complaints and causes")
OPINING = N_("Visits and opinions")
ASSESSING = N_("Assessment of service")
STAFFING = N_("Staff and conduct")

REQUEST = "service_quality.request"
PRICE = "service_quality.price_item"
ENQUIRY = "service_quality.enquiry"

REGISTER = f"{REQUEST}.register"
ASSIGN = f"{REQUEST}.assign"
LOG_CALL = f"{REQUEST}.log_call"
CONTACT = f"{REQUEST}.contact"
ARRIVE = f"{REQUEST}.arrive"
CHECK = f"{REQUEST}.check"
FIX = f"{REQUEST}.fix"
WRITE_SLIP = f"{REQUEST}.write_slip"
SIGN_SLIP = f"{REQUEST}.sign_slip"
COUNTERSIGN_SLIP = f"{REQUEST}.countersign_slip"
TAKE_IN = f"{REQUEST}.take_in"
REPAIR = f"{REQUEST}.repair"
SIGN_RETURN = f"{REQUEST}.sign_return"
COUNTERSIGN_RETURN = f"{REQUEST}.countersign_return"
GIVE_BACK = f"{REQUEST}.give_back"
CARD_LINE = f"{REQUEST}.card_line"
CHARGE = f"{REQUEST}.charge"
INVOICE = f"{REQUEST}.invoice"
SIGN = f"{REQUEST}.sign"
SUBMIT = f"{REQUEST}.submit"
CLOSE = f"{REQUEST}.close"
CLOSE_UNACKNOWLEDGED = f"{REQUEST}.close_unacknowledged"
ENQUIRE = f"{ENQUIRY}.record"

# the ticket's own channels
CHANNELS: Mapping[str, str] = {
    "phone": N_("Phone"),
    "counter": N_("Counter"),
    "online": N_("Online"),
    "letter": N_("Letter"),
    "field": N_("On site"),
}
PLACES: Mapping[str, str] = {"home": N_("At the customer's"), "point": N_("At the service point")}
RESULTS: Mapping[str, str] = {"reached": N_("Reached"), "not_reached": N_("Not reached")}
OUTCOMES: Mapping[str, str] = {"fixed": N_("Fixed on site"), "taken_in": N_("Taken in for repair")}
SATISFACTION: Mapping[str, str] = {
    "satisfied": N_("Satisfied"),
    "fair": N_("Fairly satisfied"),
    "dissatisfied": N_("Dissatisfied"),
}
KINDS: Mapping[str, str] = {"part": N_("Part"), "labour": N_("Labour")}

# the parts of a hand-over, signed by both sides
SLIP_IN, SLIP_OUT, FORM = "slip_in", "slip_out", "request_form"

SERVICE_POINT = "service_point"
STAFF = ("agent", "technician", "manager", SERVICE_POINT)
DESK = ("agent", "manager", SERVICE_POINT)
FIELD = ("technician", SERVICE_POINT)
READERS = (*STAFF, "auditor")

# complaints (ES-1)
COMPLAINT = "service_quality.complaint"
CAUSE = "service_quality.cause"
IMPROVEMENT = "service_quality.improvement"
PENALTY = "service_quality.penalty"

COMPLAIN = f"{COMPLAINT}.record"
JUDGE = f"{COMPLAINT}.judge"
REPLY = f"{COMPLAINT}.reply"
DISMISS = f"{COMPLAINT}.dismiss"
TO_UNIT = f"{COMPLAINT}.assign"
PASS_ON = f"{COMPLAINT}.pass_on"
INVESTIGATE = f"{COMPLAINT}.investigate"
NAME_PERSONS = f"{COMPLAINT}.name_persons"
PROPOSE = f"{COMPLAINT}.propose"
APPROVE = f"{COMPLAINT}.approve"
TELL = f"{COMPLAINT}.tell"
REDRESS = f"{COMPLAINT}.redress"
PENALISE = f"{COMPLAINT}.penalise"
NO_PENALTY = f"{COMPLAINT}.no_penalty"
REVIEW = f"{COMPLAINT}.review"
END = f"{COMPLAINT}.close"
RECURS = f"{CAUSE}.note_recurring"
PLAN = f"{IMPROVEMENT}.plan"
FINISH = f"{IMPROVEMENT}.finish"
CHECK_EFFECT = f"{IMPROVEMENT}.check"
DROP = f"{IMPROVEMENT}.drop"
IMPOSE = f"{PENALTY}.impose"

# step 2 sorts by kind (ES-1.1); step 3 knows two more (ES-1.3.3)
COMPLAINT_KINDS: Mapping[str, str] = {
    "quality": N_("Product quality"),
    "service": N_("Service"),
    "proposal": N_("Proposal"),
    "contract": N_("Contract dispute"),
    "transport": N_("Transport"),
}
SUBKINDS_OF: Mapping[str, Mapping[str, str]] = {
    "quality": {
        "defect": N_("Defect"),
        "wrong_spec": N_("Wrong specification"),
        "tolerance": N_("Out of tolerance"),
        "failure": N_("Failure"),
    },
    "service": {
        "service_level": N_("Quality of service"),
        "attitude": N_("Attitude"),
        "manner": N_("Manner of service"),
        "skill": N_("Skill"),
    },
    "proposal": {
        "better_service": N_("Better service"),
        "product_cost": N_("Standardisation, cost, sales channels"),
        "criticism": N_("Criticism of marketing and management"),
    },
}
SUBKINDS: Mapping[str, str] = {name: label for kind in SUBKINDS_OF.values() for name, label in kind.items()}
FAULTS: Mapping[str, str] = {"cause": N_("Causing the complaint"), "delay": N_("Not resolving it in time")}
PARTS: Mapping[str, str] = {"direct": N_("Directly responsible"), "manager": N_("Manager of the responsible")}
MEASURES: Mapping[str, str] = {
    "rules": N_("Rules and management"),
    "outside": N_("Exchange of information with the outside"),
    "ability": N_("Quality and ability of staff"),
    "attitude": N_("Attitude of staff"),
}

SENIOR, QUALITY, FREIGHT, MARKETING = "senior", "quality_control", "freight", "marketing"
UNITS = ("manager", SENIOR, QUALITY, FREIGHT, MARKETING, SERVICE_POINT)
INTAKE = ("agent", "technician", *UNITS)
CLERKS = ("agent", "manager", SERVICE_POINT)
COMPLAINT_READERS = (*INTAKE, "auditor")
LEARNERS = ("manager", SENIOR, QUALITY)

# visits and opinion cards (ES-2.2, ES-3.1)
VISIT = "service_quality.visit"
OPINION = "service_quality.opinion"
ERRED = f"{REQUEST}.note_error"
RECORD_VISIT = f"{VISIT}.record"
ISSUE_CARD = f"{OPINION}.issue"
RENEW_CARD = f"{OPINION}.renew"
ANSWER_CARD = f"{OPINION}.answer"
ENTER_CARD = f"{OPINION}.enter"
ENTER_PAPER = f"{OPINION}.enter_paper"
SURVEY = "service_quality.survey"
PLAN_SURVEY = f"{SURVEY}.plan"
SEND_CARDS = f"{SURVEY}.send"
CONCLUDE_SURVEY = f"{SURVEY}.conclude"
# ES-3.2.2
SURVEY_METHODS: Mapping[str, str] = {
    "visits": N_("Visits to users"),
    "meeting": N_("Consumer meeting"),
    "questionnaire": N_("Questionnaire"),
}
# best first: five marks, the last one is 1
MARKS = (
    N_("Very satisfied"),
    N_("Satisfied"),
    N_("Neither"),
    N_("Dissatisfied"),
    N_("Very dissatisfied"),
)
ANSWERED_BY: Mapping[str, str] = {"link": N_("One-time link"), "paper": N_("On paper")}

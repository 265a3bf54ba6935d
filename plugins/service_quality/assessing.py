"""Names and words of the assessment of service quality (ES-3) and of the staff it is about (ES-2.4, ES-2.5)."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_
from plugins.service_quality.names import QUALITY, SENIOR

PROGRAMME = "service_quality.programme"
ASSESSMENT = "service_quality.assessment"
SCORE = "service_quality.score"
INSPECTION = "service_quality.inspection"
FEEDBACK = "service_quality.feedback"
FINDING = "service_quality.finding"
REPORT = "service_quality.report"
LEDGER = "service_quality.ledger_entry"
STAFF = "service_quality.staff_file"
TRAINING = "service_quality.training"
CONDUCT = "service_quality.conduct_case"
RULE = "service_quality.reward_rule"
REWARD = "service_quality.reward"

DRAFT = f"{PROGRAMME}.draft"
START = f"{PROGRAMME}.start"
ASSESS = f"{PROGRAMME}.assess"
OPEN = f"{ASSESSMENT}.open"
CONCLUDE = f"{ASSESSMENT}.conclude"
SET_UP = f"{SCORE}.set_up"
GIVE = f"{SCORE}.give"
INSPECT = f"{INSPECTION}.record"
NOTE = f"{FEEDBACK}.note"
HANDLE = f"{FEEDBACK}.handle"
FILE = f"{FINDING}.file"
PASS_TO = f"{FINDING}.pass_on"
SETTLE = f"{FINDING}.settle"
WRITE = f"{REPORT}.write"
SUBMIT = f"{REPORT}.submit"
ENTER = f"{LEDGER}.enter"
OPEN_FILE = f"{STAFF}.open"
LEAVE = f"{STAFF}.leave"
TRAIN = f"{TRAINING}.record"
REPORT_CONDUCT = f"{CONDUCT}.report"
HEAR = f"{CONDUCT}.hear"
DECIDE_CONDUCT = f"{CONDUCT}.decide"
ADOPT = f"{RULE}.adopt"
DECIDE = f"{REWARD}.decide"

HR, INSPECTOR, CORRESPONDENT, WOODPECKER = "hr", "inspector", "correspondent", "woodpecker"
HEADS = ("manager", SENIOR)
ASSESSORS = (INSPECTOR, SENIOR)
WRITERS = ("manager", SENIOR, QUALITY, HR, INSPECTOR)
READERS = (*WRITERS, "auditor")

FORMS: Mapping[str, str] = {
    "self": N_("The department assesses itself"),
    "management": N_("Management assesses"),
}
# ES-3.1
ASPECTS: Mapping[str, str] = {
    "warmth": N_("Warmth"),
    "skill": N_("Skill"),
    "speed": N_("Speed"),
    "rating": N_("Rating by customers"),
    "errors": N_("Error rate"),
    "incidents": N_("Incidents"),
    "compliance": N_("Compliance"),
}
# ES-3.2.1-3
METHODS: Mapping[str, str] = {
    "inspection": N_("On-site inspection"),
    "survey": N_("Social survey"),
    "feedback": N_("Feedback"),
}
# ES-3.2.1
INSPECTED: Mapping[str, str] = {
    "attitude": N_("Attitude"),
    "execution": N_("Execution"),
    "service_items": N_("Service items"),
    "norms": N_("Operating norms"),
    "contentment": N_("Customer satisfaction"),
}
# ES-3.2.3
SOURCES: Mapping[str, str] = {
    "box": N_("Opinion box"),
    "phone": N_("Complaint phone"),
    "correspondent": N_("Correspondent"),
}
ENTRIES: Mapping[str, str] = {
    "inspection": N_("On-site inspection"),
    "feedback": N_("Feedback"),
    "finding": N_("Finding of a woodpecker"),
    "assessment": N_("Assessment"),
    "training": N_("Training"),
    "other": N_("Other"),
}
TOPICS: Mapping[str, str] = {"skill": N_("Skill"), "quality": N_("Quality of staff")}
RESULTS: Mapping[str, str] = {"passed": N_("Passed"), "attended": N_("Attended"), "failed": N_("Failed")}
CONSEQUENCES: Mapping[str, str] = {"reward": N_("Reward"), "penalty": N_("Penalty")}
MEANS: Mapping[str, str] = {"material": N_("Material"), "moral": N_("Moral"), "sanction": N_("Sanction")}

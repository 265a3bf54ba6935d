"""The periods of the assessment: the norm says "regularly", so the numbers are the company's own."""

from __future__ import annotations

from core.api import N_, Policy

TRAINING = Policy(
    "es.training_quarters", "ES-2.4", N_("One training of each member of staff in every"), 1, "q", origin="company"
)
ASSESSMENT = Policy(
    "es.assessment_quarters", "ES-3.3", N_("One assessment of each form in every"), 1, "q", origin="company"
)
REPORT = Policy("es.report_quarters", "ES-3.3", N_("One service-quality report in every"), 1, "q", origin="company")
FEEDBACK = Policy("es.feedback_days", "ES-3.2.3", N_("Feedback noted to dealt with"), 7, "d", origin="company")

POLICIES = (TRAINING, ASSESSMENT, REPORT, FEEDBACK)

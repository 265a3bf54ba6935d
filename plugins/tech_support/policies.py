"""The numbers of the regulation: an admin changes them from a date on, code never names them."""

from __future__ import annotations

from core.api import N_, Policy

ANSWER = "ts.answer_hours"
REMOTE = "ts.remote_minutes"
ON_SITE = "ts.onsite_hours"
HOTLINE = "ts.hotline_hours"
ANSWERS = "ts.answers_target"
ARRIVALS = "ts.arrivals_target"

DECLARED = (
    Policy(ANSWER, "TS-5.1", N_("Answer to a question"), 2, "h"),
    Policy(REMOTE, "TS-5.2", N_("Start of a remote session after consent"), 30, "min", origin="company"),
    Policy(ON_SITE, "TS-5.3", N_("Arrival on site after the agreement"), 12, "h"),
    Policy(
        HOTLINE,
        "TS-5.1b",
        N_("Daily hours of the hotline"),
        "08:30–17:30",
        kind="choice",
        choices=("08:30–17:30", "08:00–18:00", "08:00–20:00", "00:00–24:00"),
    ),
    # the regulation sets the times and no target for how often they are kept; 0 stands for none
    Policy(ANSWERS, "TS-5.1", N_("Target: questions answered in time (0: none)"), 0, "%", origin="company"),
    Policy(ARRIVALS, "TS-5.3", N_("Target: arrivals in time (0: none)"), 0, "%", origin="company"),
)

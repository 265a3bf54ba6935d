"""The regulation that the test plugin keeps."""

from __future__ import annotations

from core.api import N_, Clause, Regulation

_TEXTS = {
    "1": N_("Nobody enters without valid papers."),
    "2": N_("Every unit is told of a campaign."),
    "3": N_("Both sides sign the finding."),
    "4": N_("A part is written off on three grounds only."),
    "5": N_("The manager, then senior management approve what is written off."),
    "6": N_("Papers are confidential: only the office reads them, and every look is noted."),
}
DECLARED = [
    Regulation("FD", N_("Rules of the foundation")),
    *(Clause(f"FD-{cite}", "FD", cite, "G", text) for cite, text in _TEXTS.items()),
]

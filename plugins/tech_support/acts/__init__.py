"""Everything that may be done, one file per subject."""

from __future__ import annotations

from plugins.tech_support.acts import editions, offices, questions, sessions, visits

DECLARED = (*questions.ACTS, *sessions.ACTS, *visits.ACTS, *offices.ACTS, *editions.ACTS)

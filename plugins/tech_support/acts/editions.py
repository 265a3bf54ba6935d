"""Issuing an edition of the regulation: an edition is never changed, only followed by the next (TS-9)."""

from __future__ import annotations

from core.api import N_, Act
from plugins.tech_support import forms
from plugins.tech_support.roles import MANAGERS
from plugins.tech_support.subjects import EDITION

ACTS = (
    Act(
        "issue",
        EDITION,
        N_("Issue an edition"),
        (*MANAGERS, "admin"),
        forms.IssueEdition,
        "TS-9",
        to="issued",
        writes=("title", "effective_from", "drafted", "reviewed", "approved", "issued"),
        creates=True,
        icon="book",
    ),
)

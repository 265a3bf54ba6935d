"""Crews under an engagement."""

from __future__ import annotations

from core.api import N_, Form, Lookup, Text, Whole
from plugins.contractor_safety import names as n


class CrewForm(Form):
    org = Lookup(N_("Company of the crew"), subject=n.ORG, required=True, clause="CS-3.5.7")
    task = Text(N_("Agreed works"), max=200)


class SubletForm(Form):
    """By the system: which engagement the refused crew was for, and whose crew it was."""

    refused_subject = Whole(N_("Engagement"))
    org = Whole(N_("Company of the crew"))

"""What the guard tells of a person at his gate."""

from __future__ import annotations

from core.api import N_, Form, LongText, Lookup, Text, Whole
from plugins.contractor_safety import names as n


class EnterForm(Form):
    gate = Text(N_("Gate post"), max=60)
    area = Text(N_("Area"), max=60, clause="CS-3.5.6a", hint=N_("Where he is going; empty: any of his areas."))


class AdmitForm(EnterForm):
    permit = Lookup(N_("Entry permit"), subject=n.PERMIT, required=True)


class RefusedForm(EnterForm):
    permit = Whole(N_("Entry permit"), min=1)
    refused_subject = Whole(N_("Entry permit"), min=1)
    refused_by = Whole(N_("Guard"), min=1)
    refused_clauses = Text(N_("Clauses"), max=2000)
    refused_keys = Text(N_("Missing"), max=4000)


class UnknownForm(Form):
    shown = Text(N_("Number shown"), required=True, max=60)
    gate = Text(N_("Gate post"), max=60)


class LeaveForm(Form):
    gate = Text(N_("Gate post"), max=60)


class TurnBackForm(Form):
    reason = LongText(N_("Why he was turned back"), required=True, max=400)

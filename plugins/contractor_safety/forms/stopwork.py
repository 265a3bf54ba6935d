"""A stop-work order and its lifting."""

from __future__ import annotations

from core.api import N_, Choice, Form, LongText, Lookup
from plugins.contractor_safety import names as n


class OrderForm(Form):
    engagement = Lookup(N_("Engagement"), subject=n.ENGAGEMENT, required=True)
    reason = LongText(N_("Reason of the stop"), max=2000, clause="CS-3.4.3")
    severity = Choice(N_("Severity"), n.SEVERITIES, clause="CS-3.4.3")
    responsible = Lookup(
        N_("Responsible department"), subject="core.department", hint=N_("Empty: that of the engagement.")
    )


class LiftForm(Form):
    lifted_because = LongText(N_("Why the work may go on"), max=2000, clause="CS-3.4.3")


class AssessForm(Form):
    description = LongText(N_("What is held against the department"), required=True, max=2000, clause="CS-3.4.3")

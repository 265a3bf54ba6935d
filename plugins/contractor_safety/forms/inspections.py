"""What is recorded of an inspection or of the supervision of a stay."""

from __future__ import annotations

from core.api import N_, Form, LongText, Lookup, Moment, Text, YesNo
from plugins.contractor_safety import names as n


class InspectForm(Form):
    engagement = Lookup(N_("Engagement"), subject=n.ENGAGEMENT, required=True)
    inspected_at = Moment(N_("Inspected at"), hint=N_("Empty: now."))
    place = Text(N_("Place"), max=120, clause="CS-3.2.1.3")
    agreement_kept = YesNo(N_("The safety agreement is kept"), clause="CS-3.5.2")
    findings = LongText(N_("Findings"), max=2000, clause="CS-3.2.1.3")
    defects = YesNo(N_("Defects to be remedied"), clause="CS-3.2.1.3")


class SuperviseForm(Form):
    engagement = Lookup(N_("Engagement"), subject=n.ENGAGEMENT, required=True)
    inspected_at = Moment(N_("Supervised at"), hint=N_("Empty: now."))
    place = Text(N_("Place"), max=120, clause="CS-3.4.3a")
    findings = LongText(N_("What was seen"), max=2000, clause="CS-3.4.3a")
    defects = YesNo(N_("Defects to be remedied"), clause="CS-3.4.3a")


class RemedyForm(Form):
    remedy = LongText(N_("How the defects were remedied"), max=2000, clause="CS-3.2.1.3")

"""Contract disputes and internal contact forms."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models.disputes import Dispute
from plugins.realestate_handover.models.icf import ContactForm

DECLARED = (
    Subject(
        n.DISPUTE,
        Dispute,
        N_("Contract dispute"),
        {
            "heard": Stage(N_("Heard and recorded")),
            "explained": Stage(N_("Explained")),
            "investigating": Stage(N_("Under investigation")),
            "reported": Stage(N_("Reported to the manager in charge")),
            "answered": Stage(N_("Dispute answered")),
            "closed": Stage(N_("Dispute closed"), "done"),
        },
        start="heard",
        prefix="JF",
        parent=n.FILE,
        parent_field="file_id",
        title="subject_matter",
        search=("subject_matter",),
        personal=("heard_from",),
        confidential="RE-2.12",
        icon="alert",
    ),
    Subject(
        n.ICF,
        ContactForm,
        N_("Internal contact form"),
        {
            "draft": Stage(N_("Form drafted")),
            "sent": Stage(N_("Form sent")),
            "answered": Stage(N_("Form answered")),
            "fed_back": Stage(N_("Customer told the answer")),
            "closed": Stage(N_("Form closed"), "done"),
        },
        start="draft",
        prefix="NB",
        title="title",
        search=("title",),
        personal=("fed_back_to",),
        icon="file",
    ),
)

"""Companies, people, engagements, permits."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import AgreementCopy, ReviewPaper, SafetyTraining, SpecialCert
from plugins.contractor_safety.roles import READERS

_NUMBER = Column("number", N_("Number"), "code")
_STATE = Column("state", N_("State"), "stage")
_STATES = Filter("state", N_("State"), "stage")

_TRAININGS = (
    Column("level", N_("Level"), "choice", n.LEVELS, clause="CS-3.4.1b"),
    Column("held_on", N_("Held on"), "day"),
    Column("examiner", N_("Examiner")),
    Column("score", N_("Score")),
    Column("passed", N_("Passed"), "bool"),
)
_CERTS = (
    Column("trade", N_("Special trade"), clause="CS-3.4.1c"),
    Column("cert_no", N_("Certificate number"), "code"),
    Column("valid_from", N_("Valid from"), "day"),
    Column("valid_to", N_("Valid until"), "day"),
)
_PAPERS = (
    Column("paper", N_("Paper"), "choice", n.PAPERS, clause="CS-3.4.2"),
    Column("ok", N_("In order"), "bool"),
    Column("remark", N_("Remark")),
    Column("received_at", N_("Received at"), "instant"),
)
_COPIES = (Column("copy_no", N_("Copy")), Column("holder", N_("Holder")))

DECLARED = (
    Screen(n.ORG, (_NUMBER, Column("name", N_("Company"))), READERS, menu=N_("Outside companies"), filters=(_STATES,)),
    Screen(
        n.PERSON,
        (_NUMBER, Column("name", N_("Full name")), Column("group", N_("Group"), "choice", n.GROUPS)),
        READERS,
        menu=N_("External people"),
        filters=(_STATES, Filter("group", N_("Group"), "choice", n.GROUPS)),
        facts=(
            Column("name", N_("Full name")),
            Column("group", N_("Group"), "choice", n.GROUPS, clause="CS-2"),
            Column("kind", N_("Kind"), "choice", n.KINDS, clause="CS-3.1.1"),
            Column("org__name", N_("Company")),
            Column("id_no", N_("Identity number")),
            Column("file_no", N_("File number"), "code", clause="CS-3.4.1a"),
            Column("post", N_("Post"), clause="CS-3.4.1b"),
        ),
        related=(
            Related(N_("Level"), SafetyTraining, "person_id", _TRAININGS),
            Related(N_("Certificate of a special trade"), SpecialCert, "person_id", _CERTS),
        ),
    ),
    Screen(
        n.ENGAGEMENT,
        (_NUMBER, _STATE, Column("task", N_("Agreed works")), Column("kind", N_("Group"), "choice", n.GROUPS)),
        READERS,
        menu=N_("Engagements"),
        filters=(_STATES, Filter("kind", N_("Group"), "choice", n.GROUPS)),
        facts=(
            Column("task", N_("Agreed works")),
            Column("kind", N_("Group"), "choice", n.GROUPS),
            Column("org__name", N_("Company")),
            Column("using_dept_id", N_("Using department"), "department", clause="CS-3.3"),
            Column("letting_dept_id", N_("Letting department"), "department", clause="CS-3.3"),
            Column("served_dept_id", N_("Served department"), "department", clause="CS-3.3"),
            Column("contractor_lead", N_("Contractor's safety lead"), clause="CS-3.3"),
            Column("starts_on", N_("From"), "day"),
            Column("ends_on", N_("Until"), "day"),
            Column("safety_clause", N_("Where the contract states the safety matters"), clause="CS-3.4.3"),
        ),
        related=(
            Related(N_("Papers received"), ReviewPaper, "engagement_id", _PAPERS),
            Related(N_("Copies and their holders"), AgreementCopy, "engagement_id", _COPIES),
        ),
    ),
    Screen(
        n.PERMIT,
        (_NUMBER, _STATE, Column("person__name", N_("External person")), Column("valid_to", N_("Valid until"), "day")),
        READERS,
        menu=N_("Entry permits"),
        filters=(_STATES, Filter("valid_to", N_("Valid until"), "day")),
    ),
)

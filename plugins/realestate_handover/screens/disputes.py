"""Contract disputes and internal contact forms."""

from __future__ import annotations

from core.api import N_, Column, Filter, Screen
from plugins.realestate_handover import names as n
from plugins.realestate_handover.roles import (
    AFTER_SALES,
    AUDITOR,
    CLERKS,
    FILE_READERS,
    FINANCE,
    MANAGER,
    SENIOR,
    TITLE_CLERK,
)
from plugins.realestate_handover.screens.common import (
    CUSTOMER,
    FILE_NO,
    NUMBER,
    OWNER,
    SORTS,
    STATE,
    USUAL,
    due,
    instant,
)

_ABOUT = Column("subject_matter", N_("What it is about"))
DISPUTES = Screen(
    n.DISPUTE,
    (NUMBER, _ABOUT, FILE_NO, CUSTOMER, instant("heard_at", N_("Heard at"), "RE-2.11"), STATE, due("RE-2.11"), OWNER),
    FILE_READERS,
    menu=N_("Contract disputes"),
    filters=(*USUAL, Filter("heard_at", N_("Heard at"), "day")),
    sorts=SORTS,
    facts=(
        FILE_NO,
        CUSTOMER,
        instant("heard_at", N_("Heard at"), "RE-2.11"),
        Column("heard_from", N_("Who was heard"), clause="RE-2.11"),
        _ABOUT,
        Column("record", N_("What was heard"), clause="RE-2.11"),
        Column("explanation", N_("What was explained"), clause="RE-2.11"),
        Column("rule_cited", N_("Rule of the state or authority relied on"), clause="RE-2.11"),
        Column("open_question", N_("What cannot be answered at once"), clause="RE-2.11"),
        Column("investigation", N_("What the investigation found"), clause="RE-2.11"),
        Column("reported_to_id", N_("Manager in charge"), "user", clause="RE-2.11"),
        instant("reported_at", N_("Reported at"), "RE-2.11"),
        Column("decision", N_("What the manager decides"), clause="RE-2.11"),
        Column("answer", N_("What the customer was answered"), clause="RE-2.11"),
        Column("outcome", N_("How it ended"), clause="RE-2.11"),
    ),
    hint=N_(
        "Heard and recorded, explained by the rule relied on; else investigated and reported to the manager in charge."
    ),
    phone=True,
)
_TITLE = Column("title", N_("About"))
_TO = Column("receiver", N_("To"), "choice", n.RECEIVERS, clause="RE-2.8")
FORMS = Screen(
    n.ICF,
    (
        NUMBER,
        _TITLE,
        _TO,
        Column("addressee_id", N_("Who answers"), "user"),
        instant("sent_at", N_("Form sent at"), "RE-2.8"),
        STATE,
        due("RE-2.8"),
    ),
    (AFTER_SALES, "sales", TITLE_CLERK, FINANCE, MANAGER, SENIOR, AUDITOR, "technician", "agent"),
    menu=N_("Internal contact forms"),
    filters=(*USUAL, Filter("receiver", N_("To"), "choice", n.RECEIVERS)),
    sorts=SORTS,
    facts=(
        _TITLE,
        _TO,
        Column("to_department__name", N_("Department"), clause="RE-2.8"),
        Column("addressee_id", N_("Who answers"), "user", clause="RE-2.8"),
        Column("feedback__number", N_("After-sales case"), "code"),
        Column("content", N_("What is told"), clause="RE-2.8"),
        instant("sent_at", N_("Form sent at"), "RE-2.8"),
        Column("reply", N_("Answer"), clause="RE-2.8"),
        Column("replied_by_id", N_("Answered by"), "user"),
        instant("replied_at", N_("Form answered at"), "RE-2.8"),
        instant("fed_back_at", N_("Customer told at"), "RE-2.8"),
        Column("fed_back_to", N_("Who was told")),
        Column("fed_back_by", N_("How the customer was told"), "choice", n.CHANNELS),
        Column("result", N_("What came of it")),
    ),
    hint=N_("Feedback reported to management or forwarded to a department, with an answer expected."),
)
DECLARED = (DISPUTES, FORMS)
PERMISSIONS = {f"{n.DISPUTE}.unmask": FILE_READERS, f"{n.ICF}.unmask": (*CLERKS, "sales")}

"""Questions and what follows from them, offices, editions: states and numbers."""

from __future__ import annotations

from core.api import N_, Stage, Subject, TicketKind
from plugins.tech_support.models import Edition, Office, OnsiteVisit, Question, RemoteSession
from plugins.tech_support.names import EDITION, OFFICE, QUESTION, SESSION, VISIT

DECLARED = (
    Subject(
        QUESTION,
        Question,
        N_("Technical question"),
        {
            "asked": Stage(N_("Asked")),
            "answered": Stage(N_("Answered")),
            "remote": Stage(N_("Remote maintenance")),
            "on_site": Stage(N_("On-site visit agreed")),
            "solved": Stage(N_("Solved"), "done"),
            "breached": Stage(N_("Closed as a breach"), "done"),
        },
        start="asked",
        prefix="JS",
        title="title",
        search=("title", "content"),
        icon="chat",
        ticket_kind=TicketKind("question", N_("Technical question"), f"{QUESTION}.ask", icon="chat"),
    ),
    Subject(
        SESSION,
        RemoteSession,
        N_("Remote session"),
        {
            "waiting": Stage(N_("Waiting for consent")),
            "agreed": Stage(N_("Consented")),
            "running": Stage(N_("Under way")),
            "ended": Stage(N_("Session ended"), "done"),
        },
        start="waiting",
        prefix="YC",
        parent=QUESTION,
        parent_field="question_id",
        personal=("consent_by", "withdrawn_by"),
        icon="side",
    ),
    Subject(
        VISIT,
        OnsiteVisit,
        N_("On-site visit"),
        {
            "agreed": Stage(N_("Agreed")),
            "arrived": Stage(N_("Arrived")),
            "done": Stage(N_("Visit ended"), "done"),
            "breached": Stage(N_("Closed as a breach"), "done"),
        },
        start="agreed",
        prefix="XC",
        parent=QUESTION,
        parent_field="question_id",
        personal=("agreed_with", "address"),
        icon="pin",
    ),
    Subject(
        OFFICE,
        Office,
        N_("Office"),
        {"open": Stage(N_("In service")), "closed": Stage(N_("Out of service"), "done")},
        start="open",
        prefix="BS",
        title="region",
        search=("region",),
        icon="building",
        shared=True,
    ),
    Subject(
        EDITION,
        Edition,
        N_("Regulation edition"),
        {
            "drafted": Stage(N_("Drafted")),
            "reviewed": Stage(N_("Reviewed")),
            "approved": Stage(N_("Approved")),
            "issued": Stage(N_("Issued"), "done"),
        },
        start="drafted",
        prefix="BB",
        title="title",
        icon="book",
        shared=True,
    ),
)

"""The pages of return visits and of the satisfaction book, which is all that customers have said on cards (ES-2.2, ES-3.3)."""

from __future__ import annotations

from core.api import N_, Column, Filter, Screen
from plugins.service_quality import names as n

_NUMBER = Column("number", N_("Number"), "code")
_DEPARTMENT = Column("department_id", N_("Department"), "department", optional=True)

VISITS = Screen(
    n.VISIT,
    columns=(
        _NUMBER,
        Column("asset__name", N_("Product")),
        Column("customer__name", N_("Customer")),
        Column("mark", N_("Mark of 5")),
        Column("problem", N_("Problem to be repaired")),
        Column("visited_at", N_("Time of the visit"), "instant"),
        Column("owner_id", N_("Visited by"), "user", optional=True),
        _DEPARTMENT,
    ),
    roles=n.COMPLAINT_READERS,
    menu=N_("Return visits"),
    group=n.OPINING,
    filters=(
        Filter("visited_at", N_("Time of the visit"), "day"),
        Filter("owner_id", N_("Visited by"), "user"),
        Filter("department_id", N_("Department"), "department"),
    ),
    sorts=("-id", "-visited_at", "mark"),
    facts=(
        Column("asset__name", N_("Product")),
        Column("asset__identifier", N_("Serial number"), "code"),
        Column("customer__name", N_("Customer")),
        Column("visited_at", N_("Time of the visit"), "instant", clause="ES-2.2"),
        Column("channel", N_("Channel"), "choice", n.CHANNELS),
        Column("person", N_("Who was spoken with")),
        Column("mark", N_("Mark of 5"), clause="ES-3.1"),
        Column("problem", N_("Problem to be repaired"), clause="ES-2.2"),
        Column("request__number", N_("Request form"), "code"),
    ),
    phone=True,
    hint=N_(
        "Visits to customers, one owed in each year after the purchase. What is to be repaired becomes a request form."
    ),
)

BOOK = Screen(
    n.OPINION,
    columns=(
        _NUMBER,
        Column("customer__name", N_("Customer")),
        Column("survey", N_("Survey"), optional=True),
        Column("mark", N_("Mark of 5"), clause="ES-3.1"),
        Column("remark", N_("Remark")),
        Column("answered_by", N_("Way of answering"), "choice", n.ANSWERED_BY, optional=True),
        Column("answered_at", N_("Answered at"), "instant"),
        Column("state", N_("State"), "stage"),
        Column("complaint__number", N_("Complaint"), "code"),
        Column("owner_id", N_("Sent by"), "user", optional=True),
        _DEPARTMENT,
    ),
    roles=n.COMPLAINT_READERS,
    menu=N_("Satisfaction book"),
    group=n.OPINING,
    filters=(
        Filter("state", N_("State"), "stage"),
        Filter("answered_by", N_("Way of answering"), "choice", n.ANSWERED_BY),
        Filter("department_id", N_("Department"), "department"),
        Filter("answered_at", N_("Answered at"), "day"),
    ),
    sorts=("-id", "-answered_at", "mark"),
    facts=(
        Column("customer__name", N_("Customer")),
        Column("asset__name", N_("Product")),
        Column("about__number", N_("About the ticket"), "code"),
        Column("survey", N_("Survey")),
        Column("mark", N_("Mark of 5"), clause="ES-3.1"),
        Column("remark", N_("Remark"), clause="ES-2.2"),
        Column("person", N_("Who filled it in")),
        Column("answered_by", N_("Way of answering"), "choice", n.ANSWERED_BY),
        Column("answered_at", N_("Answered at"), "instant"),
        Column("link_until", N_("Link valid until"), "instant"),
        Column("complaint__number", N_("Complaint"), "code"),
    ),
    hint=N_(
        "What customers say on opinion cards, sent as a link or filled in on paper. A bad mark opens a complaint at once."
    ),
)

SURVEYS = Screen(
    n.SURVEY,
    columns=(
        _NUMBER,
        Column("name", N_("Name of the survey")),
        Column("method", N_("How it is made"), "choice", n.SURVEY_METHODS, clause="ES-3.2.2"),
        Column("from_on", N_("First day"), "day"),
        Column("to_on", N_("Last day"), "day"),
        Column("participants", N_("People asked"), total=True),
        Column("state", N_("State"), "stage"),
        Column("next_late", N_("Due"), "duty"),
        Column("owner_id", N_("Planned by"), "user", optional=True),
        _DEPARTMENT,
    ),
    roles=n.COMPLAINT_READERS,
    menu=N_("Social surveys"),
    group=n.OPINING,
    filters=(
        Filter("state", N_("State"), "stage"),
        Filter("method", N_("How it is made"), "choice", n.SURVEY_METHODS),
        Filter("next_late", N_("Due"), "late"),
        Filter("to_on", N_("Last day"), "day"),
    ),
    sorts=("-id", "to_on", "next_late"),
    facts=(
        Column("method", N_("How it is made"), "choice", n.SURVEY_METHODS, clause="ES-3.2.2"),
        Column("goal", N_("What is to be found out"), clause="ES-3.2.2"),
        Column("from_on", N_("First day"), "day"),
        Column("to_on", N_("Last day"), "day"),
        Column("place", N_("Where it takes place")),
        Column("participants", N_("People asked"), clause="ES-3.2.2"),
        Column("cards", N_("Cards answered")),
        Column("marks", N_("Sum of their marks")),
        Column("findings", N_("What was found out"), clause="ES-3.2.2"),
        Column("measures", N_("What follows from it"), clause="ES-3.2.2"),
        Column("concluded_at", N_("Concluded at"), "instant"),
    ),
    hint=N_(
        "Visits to users, consumer meetings and questionnaires. Look for the name of a survey in the satisfaction book to see its cards."
    ),
)

OPINIONS = (VISITS, BOOK, SURVEYS)

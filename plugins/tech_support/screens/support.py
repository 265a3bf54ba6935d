"""What is seen of the subjects: lists, details, and who may read them."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.tech_support import names as n
from plugins.tech_support.channels import ANSWERED_BY, ASKED_BY
from plugins.tech_support.models import OnsiteVisit, RemoteProgress, RemoteSession
from plugins.tech_support.roles import READERS
from plugins.tech_support.subjects import EDITION, OFFICE, QUESTION, SESSION, VISIT

_NUMBER = Column("number", N_("Number"), "code")
_STATE = Column("state", N_("State"), "stage")
_OWNER = Column("owner_id", N_("Owner"), "user")
_OFFICE = Column("department_id", N_("Office in charge"), "department", clause="TS-5.4")
_STATES = Filter("state", N_("State"), "stage")
_LATE = Filter("next_late", N_("Due"), "late")
_MINE = Filter("owner_id", N_("Owner"), "user")

_SESSIONS = Related(
    N_("Remote sessions"),
    RemoteSession,
    "question_id",
    (
        _NUMBER,
        _STATE,
        Column("consent_at", N_("Consent given at"), "instant", clause="TS-5.2"),
        Column("started_at", N_("Started at"), "instant"),
        Column("ended_at", N_("Ended at"), "instant"),
    ),
    SESSION,
)
_VISITS = Related(
    N_("On-site visits"),
    OnsiteVisit,
    "question_id",
    (
        _NUMBER,
        _STATE,
        Column("agreed_at", N_("Agreed at"), "instant", clause="TS-5.3"),
        Column("arrived_at", N_("Arrived at"), "instant"),
        Column("result", N_("Result")),
    ),
    VISIT,
)
_PROGRESS = Related(
    N_("Progress told to the user"),
    RemoteProgress,
    "session_id",
    (
        Column("at", N_("Told at"), "instant"),
        Column("content", N_("What the user was told"), clause="TS-5.2"),
        Column("by_id", N_("By"), "user"),
    ),
)

QUESTIONS = Screen(
    QUESTION,
    (
        _NUMBER,
        Column("title", N_("Question")),
        Column("customer__name", N_("Customer")),
        Column("region", N_("Region"), "region"),
        Column("channel", N_("Asked through"), "choice", ASKED_BY, optional=True),
        Column("asked_at", N_("Asked at"), "instant", clause="TS-5.1"),
        _STATE,
        Column("next_late", N_("Due"), "duty", clause="TS-5.1"),
        _OWNER,
        Column("department_id", N_("Office in charge"), "department", optional=True, clause="TS-5.4"),
    ),
    READERS,
    menu=N_("Questions"),
    filters=(
        _STATES,
        _LATE,
        _MINE,
        Filter("department_id", N_("Office in charge"), "department"),
        Filter("channel", N_("Asked through"), "choice", ASKED_BY),
        Filter("asked_at", N_("Asked at"), "day"),
    ),
    sorts=("-id", "next_late", "asked_at"),
    facts=(
        Column("customer__name", N_("Customer")),
        Column("asset__name", N_("Product")),
        Column("region", N_("Region"), "region", clause="TS-5.4"),
        _OFFICE,
        Column("channel", N_("Asked through"), "choice", ASKED_BY),
        Column("asked_at", N_("Asked at"), "instant", clause="TS-5.1"),
        Column("content", N_("Details")),
        Column("acknowledged_at", N_("Receipt confirmed at"), "instant"),
        Column("answer", N_("Answer"), clause="TS-5.1"),
        Column("answer_channel", N_("Answered through"), "choice", ANSWERED_BY),
        Column("answered_at", N_("Answered at"), "instant", clause="TS-5.1"),
        Column("answered_by_id", N_("Answered by"), "user"),
        Column("solution", N_("Solution")),
        Column("solved_at", N_("Solved at"), "instant"),
        Column("breach", N_("Why the promise was not kept"), clause="TS-0"),
    ),
    related=(_SESSIONS, _VISITS),
    hint=N_(
        "Every technical question is registered here, at any hour; the time to answer runs from the moment it was asked."
    ),
)

SESSIONS = Screen(
    SESSION,
    (
        _NUMBER,
        Column("question__title", N_("Question")),
        Column("consent_at", N_("Consent given at"), "instant", clause="TS-5.2"),
        _STATE,
        Column("next_late", N_("Due"), "duty", clause="TS-5.2"),
        Column("started_at", N_("Started at"), "instant"),
        _OWNER,
    ),
    READERS,
    menu=N_("Remote sessions"),
    filters=(_STATES, _LATE, _MINE),
    sorts=("-id", "next_late"),
    facts=(
        Column("question__number", N_("Question"), "code"),
        Column("question__title", N_("Question in one line")),
        Column("consent_by", N_("Consent given by"), clause="TS-5.2"),
        Column("consent_at", N_("Consent given at"), "instant", clause="TS-5.2"),
        Column("started_at", N_("Started at"), "instant"),
        Column("told_at", N_("Last told at"), "instant", clause="TS-5.2"),
        Column("withdrawn_by", N_("Withdrawn by")),
        Column("withdrawn_at", N_("Withdrawn at"), "instant"),
        Column("ended_at", N_("Ended at"), "instant"),
        Column("result", N_("Result")),
    ),
    related=(_PROGRESS,),
    hint=N_(
        "A remote session is arranged from a question that has been answered, and starts only with the user's consent."
    ),
)

VISITS = Screen(
    VISIT,
    (
        _NUMBER,
        Column("question__title", N_("Question")),
        Column("agreed_at", N_("Agreed at"), "instant", clause="TS-5.3"),
        _STATE,
        Column("next_late", N_("Due"), "duty", clause="TS-5.3"),
        Column("arrived_at", N_("Arrived at"), "instant"),
        _OWNER,
    ),
    READERS,
    menu=N_("On-site visits"),
    filters=(_STATES, _LATE, _MINE),
    sorts=("-id", "next_late"),
    phone=True,
    facts=(
        Column("question__number", N_("Question"), "code"),
        Column("question__title", N_("Question in one line")),
        Column("agreed_with", N_("Agreed with"), clause="TS-5.3"),
        Column("agreed_at", N_("Agreed at"), "instant", clause="TS-5.3"),
        Column("address", N_("Address")),
        Column("arrived_at", N_("Arrived at"), "instant", clause="TS-5.3"),
        Column("result", N_("Result")),
        Column("ended_at", N_("Ended at"), "instant"),
        Column("breach", N_("Why the promise was not kept"), clause="TS-0"),
    ),
    hint=N_(
        "An on-site visit is agreed with the user on the page of a question; the time to arrive runs from that agreement."
    ),
)

OFFICES = Screen(
    OFFICE,
    (
        _NUMBER,
        Column("region", N_("Region"), "region", clause="TS-5.4"),
        Column("department_id", N_("Department"), "department"),
        Column("hotline", N_("Hotline"), clause="TS-5.1b"),
        Column("mobile", N_("Mobile telephone, all day"), clause="TS-5.1b"),
        _STATE,
    ),
    (*READERS, "admin"),
    menu=N_("Offices"),
    group=n.ORDER,
    filters=(_STATES,),
    sorts=("region", "-id"),
    facts=(
        Column("region", N_("Region"), "region", clause="TS-5.4"),
        Column("department_id", N_("Department"), "department"),
        Column("hotline", N_("Hotline"), clause="TS-5.1b"),
        Column("mobile", N_("Mobile telephone, all day"), clause="TS-5.1b"),
        Column("address", N_("Address")),
    ),
    hint=N_(
        "The offices in charge of remote regions and the numbers a user reaches them by. The company enters its own numbers."
    ),
)

EDITIONS = Screen(
    EDITION,
    (
        _NUMBER,
        Column("title", N_("Edition")),
        Column("effective_from", N_("Effective from"), "day"),
        _STATE,
        Column("drafted", N_("Drafted by"), clause="TS-9"),
        Column("reviewed", N_("Reviewed by"), clause="TS-9"),
        Column("approved", N_("Approved by"), clause="TS-9"),
        Column("issued", N_("Issuing department"), clause="TS-9"),
    ),
    (*READERS, "admin"),
    menu=N_("Regulation editions"),
    group=n.ORDER,
    filters=(_STATES,),
    facts=(
        Column("title", N_("Edition")),
        Column("effective_from", N_("Effective from"), "day"),
        Column("drafted", N_("Drafted by"), clause="TS-9"),
        Column("reviewed", N_("Reviewed by"), clause="TS-9"),
        Column("approved", N_("Approved by"), clause="TS-9"),
        Column("issued", N_("Issuing department"), clause="TS-9"),
    ),
    hint=N_(
        "Each edition of the regulation, with who drafted, reviewed and approved it and which department issued it."
    ),
)

DECLARED = (QUESTIONS, SESSIONS, VISITS, OFFICES, EDITIONS)

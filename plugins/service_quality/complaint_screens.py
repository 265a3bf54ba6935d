"""The pages of complaints and of what is learnt from them: complaints, improvement actions, penalties, causes."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.service_quality import names as n
from plugins.service_quality.models import Improvement, Penalty, Responsible, Stay

_NUMBER = Column("number", N_("Number"), "code")
_STATE = Column("state", N_("State"), "stage")
_DUE = Column("next_late", N_("Due"), "duty")
_STATES = Filter("state", N_("State"), "stage")
_LATE = Filter("next_late", N_("Due"), "late")
_IN_DEPARTMENT = Filter("department_id", N_("Department"), "department")

_STAYS = Related(
    N_("Where it lay"),
    Stay,
    "complaint_id",
    (
        Column("department_id", N_("Department"), "department", clause="ES-1.2.2"),
        Column("person_id", N_("In charge"), "user"),
        Column("since", N_("Since"), "instant"),
        Column("until", N_("Until"), "instant"),
        Column("reason", N_("Reason")),
    ),
)
_PERSONS = Related(
    N_("Persons responsible"),
    Responsible,
    "complaint_id",
    (
        Column("user_id", N_("Person concerned"), "user", clause="ES-1.3.4"),
        Column("department_id", N_("Department"), "department"),
        Column("fault", N_("Responsible for"), "choice", n.FAULTS, clause="ES-1.2.3"),
        Column("part", N_("In which part"), "choice", n.PARTS),
    ),
)
_PENALTY_COLUMNS = (
    _NUMBER,
    Column("owner_id", N_("Person concerned"), "user"),
    Column("fault", N_("Penalised for"), "choice", n.FAULTS, clause="ES-1.2.3"),
    Column("part", N_("In which part"), "choice", n.PARTS),
    Column("bonus", N_("Bonus of the month"), "yuan"),
    Column("share", N_("Share, percent"), optional=True),
    Column("amount", N_("Amount of the penalty"), "yuan", clause="ES-1.3.7"),
    _STATE,
)
_PENALTIES = Related(N_("Penalties"), Penalty, "complaint_id", _PENALTY_COLUMNS, n.PENALTY)
_ACTION_COLUMNS = (
    _NUMBER,
    Column("plan", N_("Improvement measure")),
    Column("kind", N_("Kind of measure"), "choice", n.MEASURES, clause="ES-1.2.1b"),
    Column("owner_id", N_("Carried out by"), "user"),
    Column("due_on", N_("To be done by"), "day", clause="ES-1.3.8"),
    _STATE,
)


def _actions(link: str) -> Related:
    return Related(N_("Improvement actions"), Improvement, link, _ACTION_COLUMNS, n.IMPROVEMENT)


COMPLAINT = Screen(
    n.COMPLAINT,
    columns=(
        _NUMBER,
        Column("object", N_("Complained about")),
        Column("customer__name", N_("Customer")),
        Column("kind", N_("Kind of complaint"), "choice", n.COMPLAINT_KINDS),
        Column("subkind", N_("Closer kind"), "choice", n.SUBKINDS, optional=True),
        _STATE,
        _DUE,
        Column("owner_id", N_("In charge"), "user"),
        Column("department_id", N_("Department"), "department", optional=True),
        Column("cause__name", N_("Cause"), optional=True),
        Column("handovers", N_("Times passed on"), total=True),
        Column("loss", N_("Loss"), "yuan"),
        Column("complained_at", N_("Time of the complaint"), "instant"),
    ),
    roles=n.COMPLAINT_READERS,
    menu=N_("Complaints"),
    group=n.COMPLAINING,
    filters=(
        _STATES,
        _LATE,
        Filter("kind", N_("Kind of complaint"), "choice", n.COMPLAINT_KINDS),
        Filter("subkind", N_("Closer kind"), "choice", n.SUBKINDS),
        Filter("founded", N_("Justified"), "bool"),
        Filter("channel", N_("Channel"), "choice", n.CHANNELS),
        Filter("owner_id", N_("In charge"), "user"),
        _IN_DEPARTMENT,
        Filter("complained_at", N_("Time of the complaint"), "day"),
    ),
    sorts=("-id", "next_late", "-complained_at", "-handovers"),
    facts=(
        Column("customer__name", N_("Customer")),
        Column("asset__name", N_("Product")),
        Column("about__number", N_("About the ticket"), "code"),
        Column("source_number", N_("Came from"), "code"),
        Column("complainant", N_("Complainant"), clause="ES-1.3.1"),
        Column("complainant_phone", N_("Phone of the complainant")),
        Column("complained_at", N_("Time of the complaint"), "instant", clause="ES-1.3.1"),
        Column("object", N_("Complained about"), clause="ES-1.3.1"),
        Column("content", N_("Content of the complaint"), clause="ES-1.2.4"),
        Column("demand", N_("Demand"), clause="ES-1.3.1"),
        Column("channel", N_("Channel"), "choice", n.CHANNELS),
        Column("kind", N_("Kind of complaint"), "choice", n.COMPLAINT_KINDS, clause="ES-1.1"),
        Column("subkind", N_("Closer kind"), "choice", n.SUBKINDS, clause="ES-1.1"),
        Column("sufficient", N_("The reasons are sufficient"), "bool", clause="ES-1.3.2"),
        Column("reasonable", N_("The demand is reasonable"), "bool", clause="ES-1.3.2"),
        Column("ground", N_("Grounds of the judgement"), clause="ES-1.3.2"),
        Column("unfounded_reason", N_("Reason told to the customer"), clause="ES-1.3.2"),
        Column("reply", N_("Answer to the customer"), clause="ES-1.2.2"),
        Column("replied_at", N_("First answered at"), "instant", clause="ES-1.2.2"),
        Column("promised_on", N_("Promised day of redress"), "day", clause="ES-4.3.4"),
        Column("owner_id", N_("In charge"), "user", clause="ES-1.3.3"),
        Column("department_id", N_("Unit in charge"), "department", clause="ES-1.3.3"),
        Column("authority", N_("Authority"), clause="ES-1.2.3"),
        Column("handovers", N_("Times passed on"), clause="ES-1.2.2"),
        Column("cause__name", N_("Cause"), clause="ES-1.2.1"),
        Column("finding", N_("Findings"), clause="ES-1.3.4"),
        Column("nobody", N_("Why nobody of ours is responsible"), clause="ES-1.3.4"),
        Column("solution", N_("Solution"), clause="ES-1.3.5"),
        Column("regard", N_("How it meets the demand"), clause="ES-1.3.5"),
        Column("compensation", N_("Compensation"), "yuan", clause="ES-1.3.5"),
        Column("approved_by_id", N_("Approved by"), "user", clause="ES-1.3.6"),
        Column("approved_at", N_("Approved at"), "instant", clause="ES-1.3.6"),
        Column("told_at", N_("Time the customer was told"), "instant", clause="ES-1.3.6"),
        Column("redress", N_("What was done for the customer"), clause="ES-4.3.4"),
        Column("redressed_at", N_("Time of redress"), "instant", clause="ES-4.3.4"),
        Column("reaction", N_("Reaction of the customer"), clause="ES-1.2.4"),
        Column("loss", N_("Loss"), "yuan", clause="ES-1.3.7"),
        Column("no_penalty", N_("Why nobody is penalised"), clause="ES-1.3.7"),
        Column("review", N_("Review"), clause="ES-1.3.8"),
        Column("lessons", N_("Lessons learnt"), clause="ES-1.3.8"),
    ),
    related=(_STAYS, _PERSONS, _PENALTIES, _actions("complaint_id")),
    hint=N_("Every complaint on its eight steps, from the record to the lesson learnt. Record one at the call desk."),
)

ACTIONS = Screen(
    n.IMPROVEMENT,
    columns=(
        *_ACTION_COLUMNS,
        _DUE,
        Column("cause__name", N_("Cause")),
        Column("complaint__number", N_("Complaint"), "code", optional=True),
    ),
    roles=n.COMPLAINT_READERS,
    menu=N_("Improvement actions"),
    group=n.COMPLAINING,
    filters=(
        _STATES,
        _LATE,
        Filter("kind", N_("Kind of measure"), "choice", n.MEASURES),
        Filter("owner_id", N_("Carried out by"), "user"),
        _IN_DEPARTMENT,
        Filter("due_on", N_("To be done by"), "day"),
    ),
    sorts=("-id", "due_on", "next_late"),
    facts=(
        Column("complaint__number", N_("Complaint"), "code"),
        Column("cause__name", N_("Cause"), clause="ES-1.2.1"),
        Column("plan", N_("Improvement measure"), clause="ES-1.3.8"),
        Column("kind", N_("Kind of measure"), "choice", n.MEASURES, clause="ES-1.2.1b"),
        Column("owner_id", N_("Carried out by"), "user", clause="ES-1.3.8"),
        Column("due_on", N_("To be done by"), "day", clause="ES-1.3.8"),
        Column("result", N_("What was done"), clause="ES-1.3.8"),
        Column("finished_at", N_("Carried out at"), "instant"),
        Column("effective", N_("The measure is effective"), "bool", clause="ES-1.2.1"),
        Column("check_note", N_("How the effect was checked"), clause="ES-1.2.1"),
        Column("checked_at", N_("Checked at"), "instant"),
        Column("rounds", N_("Times checked")),
    ),
    hint=N_("What is done so that a cause does not come again, by when, and whether it helped."),
)

PENALTY = Screen(
    n.PENALTY,
    columns=(
        *_PENALTY_COLUMNS,
        Column("loss", N_("Loss"), "yuan"),
        Column("complaint__object", N_("Complained about")),
        Column("complaint__number", N_("Complaint"), "code"),
        Column("decided_at", N_("Penalty decided at"), "instant"),
    ),
    roles=n.COMPLAINT_READERS,
    menu=N_("Penalties"),
    group=n.COMPLAINING,
    filters=(
        _STATES,
        Filter("fault", N_("Penalised for"), "choice", n.FAULTS),
        Filter("part", N_("In which part"), "choice", n.PARTS),
        Filter("owner_id", N_("Person concerned"), "user"),
        _IN_DEPARTMENT,
        Filter("decided_at", N_("Penalty decided at"), "day"),
    ),
    sorts=("-id", "-decided_at", "-amount"),
    facts=(
        Column("complaint__number", N_("Complaint"), "code"),
        Column("owner_id", N_("Person concerned"), "user", clause="ES-1.3.7"),
        Column("fault", N_("Penalised for"), "choice", n.FAULTS, clause="ES-1.2.3"),
        Column("part", N_("In which part"), "choice", n.PARTS, clause="ES-1.3.7"),
        Column("loss", N_("Loss"), "yuan", clause="ES-1.3.7"),
        Column("bonus", N_("Bonus of the month"), "yuan"),
        Column("share", N_("Share, percent"), clause="ES-1.3.7"),
        Column("wage", N_("Wage of the month"), "yuan"),
        Column("wage_share", N_("Share of the wage, percent")),
        Column("amount", N_("Amount of the penalty"), "yuan", clause="ES-1.3.7"),
        Column("decided_by_id", N_("Penalty decided by"), "user"),
        Column("decided_at", N_("Penalty decided at"), "instant"),
        Column("revoked", N_("Why it was revoked")),
    ),
    hint=N_("Penalties by person and fault, a share of the bonus by the loss. You see your own; management sees all."),
)

CAUSES = Screen(
    n.CAUSE,
    columns=(
        _NUMBER,
        Column("code", N_("Code"), "code"),
        Column("name", N_("Name")),
        Column("recurring_at", N_("Last found recurring"), "instant", clause="ES-1.2.1"),
        _DUE,
        _STATE,
    ),
    roles=(*n.COMPLAINT_READERS, "admin"),
    menu=N_("Causes of complaints"),
    group=n.COMPLAINING,
    filters=(_STATES, _LATE),
    sorts=("code", "name", "-recurring_at"),
    facts=(
        Column("code", N_("Code"), "code"),
        Column("name", N_("Name")),
        Column("recurring_at", N_("Last found recurring"), "instant", clause="ES-1.2.1"),
    ),
    related=(_actions("cause_id"),),
    hint=N_("What complaints are put down to, so that it shows which cause comes again and again."),
)

COMPLAINTS = (COMPLAINT, ACTIONS, PENALTY, CAUSES)

"""The pages of the staff: files with their training, conduct, rules, rewards and penalties (ES-2.4, ES-2.5)."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.service_quality import assessing as a
from plugins.service_quality import names as n
from plugins.service_quality.models import ConductCase, Training

_NUMBER = Column("number", N_("Number"), "code")
_STATE = Column("state", N_("State"), "stage")
_DUE = Column("next_late", N_("Due"), "duty")
_DEPARTMENT = Column("department_id", N_("Department"), "department")
_PERSON = Column("owner_id", N_("Member of staff"), "user")
_STATES = Filter("state", N_("State"), "stage")
_IN_DEPARTMENT = Filter("department_id", N_("Department"), "department")
_KIND = Column("kind", N_("Kind"), "choice", a.CONSEQUENCES)

_TRAININGS = Related(
    N_("Staff trainings"),
    Training,
    "staff_id",
    (
        _NUMBER,
        Column("on", N_("Date"), "day"),
        Column("topic", N_("Subject"), "choice", a.TOPICS, clause="ES-2.4"),
        Column("content", N_("Content")),
        Column("hours", N_("Hours")),
        Column("result", N_("Result"), "choice", a.RESULTS),
    ),
    a.TRAINING,
    "-on",
)
_CASES = Related(
    N_("Cases of conduct"),
    ConductCase,
    "staff_id",
    (_NUMBER, Column("happened_at", N_("Time"), "instant"), Column("what", N_("What happened")), _STATE),
    a.CONDUCT,
    "-id",
)
_EVERYBODY = (*n.STAFF, n.QUALITY, n.SENIOR, a.HR, a.INSPECTOR, "auditor")

SCREENS = (
    Screen(
        a.STAFF,
        columns=(
            _NUMBER,
            _PERSON,
            Column("post", N_("Post")),
            Column("joined_on", N_("In the service since"), "day"),
            _DEPARTMENT,
            _STATE,
            _DUE,
        ),
        roles=_EVERYBODY,
        menu=N_("Staff files"),
        group=n.STAFFING,
        filters=(_STATES, _IN_DEPARTMENT, Filter("next_late", N_("Due"), "late")),
        sorts=("-id", "joined_on", "next_late"),
        facts=(
            _PERSON,
            Column("joined_on", N_("In the service since"), "day", clause="ES-2.4"),
            Column("left_on", N_("Left on"), "day"),
        ),
        related=(_TRAININGS, _CASES),
        hint=N_("Each member of staff is trained in every quarter; everybody sees his own file."),
    ),
    Screen(
        a.TRAINING,
        columns=(
            _NUMBER,
            _PERSON,
            Column("on", N_("Date"), "day"),
            Column("topic", N_("Subject"), "choice", a.TOPICS, clause="ES-2.4"),
            Column("content", N_("Content")),
            Column("hours", N_("Hours"), total=True),
            Column("result", N_("Result"), "choice", a.RESULTS),
            _DEPARTMENT,
        ),
        roles=_EVERYBODY,
        menu=N_("Staff trainings"),
        group=n.STAFFING,
        filters=(
            Filter("on", N_("Date"), "day"),
            Filter("topic", N_("Subject"), "choice", a.TOPICS),
            Filter("result", N_("Result"), "choice", a.RESULTS),
            _IN_DEPARTMENT,
        ),
        sorts=("-on",),
        facts=(
            _PERSON,
            Column("on", N_("Date"), "day"),
            Column("topic", N_("Subject"), "choice", a.TOPICS, clause="ES-2.4"),
            Column("hours", N_("Hours")),
            Column("result", N_("Result"), "choice", a.RESULTS),
            Column("trainer", N_("Trainer")),
        ),
    ),
    Screen(
        a.CONDUCT,
        columns=(
            _NUMBER,
            _PERSON,
            Column("happened_at", N_("Time"), "instant"),
            Column("what", N_("What happened")),
            _DEPARTMENT,
            _STATE,
        ),
        roles=_EVERYBODY,
        menu=N_("Cases of conduct"),
        group=n.STAFFING,
        filters=(_STATES, _IN_DEPARTMENT),
        sorts=("-happened_at",),
        facts=(
            _PERSON,
            Column("happened_at", N_("Time"), "instant"),
            Column("statement", N_("What the person says to it"), clause="ES-2.5"),
            Column("decision", N_("Decision and reason"), clause="ES-2.5"),
        ),
    ),
    Screen(
        a.RULE,
        columns=(
            _NUMBER,
            _KIND,
            Column("text", N_("Rule"), clause="ES-2.5"),
            Column("from_on", N_("In force from"), "day"),
            _STATE,
        ),
        roles=_EVERYBODY,
        menu=N_("Rules of reward and penalty"),
        group=n.STAFFING,
        filters=(_STATES, Filter("kind", N_("Kind"), "choice", a.CONSEQUENCES)),
        sorts=("-id",),
        facts=(_KIND, Column("from_on", N_("In force from"), "day")),
    ),
    Screen(
        a.REWARD,
        columns=(
            _NUMBER,
            _PERSON,
            _KIND,
            Column("means", N_("Means"), "choice", a.MEANS),
            Column("amount", N_("Amount"), "yuan"),
            Column("reason", N_("Reason"), clause="ES-2.5"),
            Column("decided_at", N_("Decided on"), "instant"),
            _STATE,
        ),
        roles=_EVERYBODY,
        menu=N_("Rewards and penalties"),
        group=n.STAFFING,
        filters=(
            Filter("kind", N_("Kind"), "choice", a.CONSEQUENCES),
            Filter("decided_at", N_("Decided on"), "day"),
            _STATES,
            _IN_DEPARTMENT,
        ),
        sorts=("-decided_at", "amount"),
        facts=(
            _PERSON,
            _KIND,
            Column("means", N_("Means"), "choice", a.MEANS),
            Column("amount", N_("Amount"), "yuan"),
            Column("decided_at", N_("Decided on"), "instant"),
            Column("rule__text", N_("By the rule"), clause="ES-2.5"),
            Column("analysis", N_("Analysis of the causes"), clause="ES-3.4"),
            Column("help_plan", N_("Help to overcome them"), clause="ES-3.4"),
            Column("source", N_("Came from")),
            Column("revoked", N_("Revoked because")),
        ),
    ),
)

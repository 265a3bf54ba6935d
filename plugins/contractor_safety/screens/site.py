"""Inspections, stop-work orders, violations, injuries."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import InjuryLeader
from plugins.contractor_safety.roles import FUND_READERS, READERS

_NUMBER = Column("number", N_("Number"), "code")
_STATE = Column("state", N_("State"), "stage")
_ENGAGEMENT = Column("engagement__number", N_("Engagement"), "code")
_DEPARTMENT = Column("department_id", N_("Responsible department"), "department")
_STATES = Filter("state", N_("State"), "stage")
_UNIT = Filter("department_id", N_("Responsible department"), "department")

INSPECTIONS = Screen(
    n.INSPECTION,
    (
        _NUMBER,
        _STATE,
        Column("kind", N_("Kind"), "choice", n.INSPECTIONS),
        _ENGAGEMENT,
        Column("place", N_("Place")),
        Column("inspected_at", N_("Inspected at"), "instant"),
        _DEPARTMENT,
    ),
    READERS,
    menu=N_("Inspections"),
    filters=(
        _STATES,
        Filter("kind", N_("Kind"), choices=n.INSPECTIONS),
        _UNIT,
        Filter("inspected_at", N_("Inspected at"), "day"),
    ),
    facts=(
        _ENGAGEMENT,
        Column("place", N_("Place"), clause="CS-3.2.1.3"),
        Column("inspected_at", N_("Inspected at"), "instant"),
        Column("owner_id", N_("Inspector"), "user"),
        Column("agreement_kept", N_("The safety agreement is kept"), "bool", clause="CS-3.5.2"),
        Column("findings", N_("Findings")),
        Column("defects", N_("Defects to be remedied"), "bool"),
        Column("remedy", N_("How the defects were remedied")),
        Column("remedied_at", N_("Remedied at"), "instant"),
    ),
    phone=True,
    hint=N_("What is seen on the spot, and the supervision of each after-sales stay."),
)
STOPS = Screen(
    n.STOP_WORK,
    (
        _NUMBER,
        _STATE,
        _ENGAGEMENT,
        Column("severity", N_("Severity"), "choice", n.SEVERITIES),
        Column("ordered_at", N_("Ordered at"), "instant"),
        Column("lifted_at", N_("Lifted at"), "instant"),
        _DEPARTMENT,
    ),
    READERS,
    menu=N_("Stop-work orders"),
    filters=(_STATES, Filter("severity", N_("Severity"), choices=n.SEVERITIES), _UNIT),
    facts=(
        _ENGAGEMENT,
        _DEPARTMENT,
        Column("reason", N_("Reason of the stop"), clause="CS-3.4.3"),
        Column("severity", N_("Severity"), "choice", n.SEVERITIES),
        Column("owner_id", N_("Ordered by"), "user"),
        Column("ordered_at", N_("Ordered at"), "instant"),
        Column("lifted_at", N_("Lifted at"), "instant"),
        Column("lifted_because", N_("Why the work may go on")),
    ),
    hint=N_("While an order stands nobody of the engagement gets in. The safety department alone gives and lifts it."),
)
VIOLATIONS = Screen(
    n.VIOLATION,
    (
        _NUMBER,
        _STATE,
        Column("kind", N_("Kind"), "choice", n.VIOLATIONS),
        _ENGAGEMENT,
        Column("org__name", N_("Company")),
        Column("found_at", N_("Found at"), "instant"),
        _DEPARTMENT,
        Column("penalty", N_("Penalty"), "yuan"),
    ),
    READERS,
    menu=N_("Violations"),
    filters=(
        _STATES,
        Filter("kind", N_("Kind"), choices=n.VIOLATIONS),
        _UNIT,
        Filter("found_at", N_("Found at"), "day"),
        Filter("stands", N_("Not dismissed"), "bool"),
    ),
    facts=(
        Column("kind", N_("Kind"), "choice", n.VIOLATIONS),
        _ENGAGEMENT,
        Column("org__name", N_("Company")),
        Column("person__name", N_("External person"), personal=n.PERSON),
        _DEPARTMENT,
        Column("clause", N_("Clause")),
        Column("place", N_("Place")),
        Column("found_at", N_("Found at"), "instant"),
        Column("description", N_("What was found")),
        Column("decision", N_("Decision"), clause="CS-3.5.5"),
        Column("basis", N_("By which safety rule")),
        Column("penalty", N_("Penalty"), "yuan"),
        Column("decided_at", N_("Decided at"), "instant"),
        Column("executed_at", N_("Executed at"), "instant"),
    ),
    phone=True,
    hint=N_("Anybody reports what he finds; the safety department alone decides, and its penalties go into the fund."),
)
INJURIES = Screen(
    n.INJURY,
    (
        _NUMBER,
        _STATE,
        Column("group", N_("Group"), "choice", n.GROUPS),
        Column("person__name", N_("External person"), personal=n.PERSON),
        Column("happened_at", N_("Happened at"), "instant"),
        _DEPARTMENT,
        Column("next_late", N_("Due"), "duty"),
    ),
    READERS,
    menu=N_("Injuries"),
    filters=(
        _STATES,
        Filter("group", N_("Group"), choices=n.GROUPS),
        _UNIT,
        Filter("happened_at", N_("Happened at"), "day"),
        Filter("next_late", N_("Due"), "late"),
    ),
    facts=(
        Column("group", N_("Group"), "choice", n.GROUPS),
        Column("person__name", N_("External person"), personal=n.PERSON),
        _ENGAGEMENT,
        _DEPARTMENT,
        Column("investigator_kind", N_("Investigation led by"), "choice", n.INVESTIGATORS, clause="CS-3.5.2"),
        Column("investigator", N_("Led by")),
        Column("joined_by_id", N_("Joined by the safety unit of"), "department"),
        Column("happened_at", N_("Happened at"), "instant"),
        Column("known_at", N_("Known at"), "instant"),
        Column("place", N_("Place")),
        Column("event", N_("What happened")),
        Column("severity", N_("Severity of the injury"), "choice", n.INJURY_SEVERITIES),
        Column("unapproved", N_("Follows from work without approval"), "bool", clause="CS-3.5.6b"),
        Column("facts", N_("Facts reported to the safety department")),
        Column("facts_at", N_("Facts reported at"), "instant"),
        Column("investigation", N_("Course of the investigation")),
        Column("result", N_("Result of the investigation")),
        Column("assessment", N_("Assessment"), clause="CS-3.5.1"),
        Column("result_at", N_("Result reported at"), "instant"),
    ),
    related=(
        Related(
            N_("Responsible leaders"),
            InjuryLeader,
            "injury_id",
            (
                Column("name", N_("Full name")),
                Column("post", N_("Post")),
                Column("answers", N_("Answers"), "choice", n.ANSWERS),
            ),
        ),
    ),
    hint=N_("Who leads and reports follows from the group of the injured person."),
)
METHODS = Screen(
    n.FUND_METHOD,
    (
        _NUMBER,
        _STATE,
        Column("title", N_("Method")),
        _DEPARTMENT,
        Column("in_force_at", N_("In force since"), "instant"),
    ),
    FUND_READERS,
    menu=N_("Methods of the fund"),
    filters=(_STATES, _UNIT),
    facts=(
        Column("title", N_("Method")),
        _DEPARTMENT,
        Column("text", N_("Text of the method"), clause="CS-3.5.4"),
        Column("in_force_at", N_("In force since"), "instant"),
        Column("replaced_at", N_("Replaced at"), "instant"),
    ),
    hint=N_("No deposit and no penalty moves without a method that the safety department approved."),
)
MOVES = Screen(
    n.FUND_MOVE,
    (
        _NUMBER,
        Column("kind", N_("Kind"), "choice", n.MOVES),
        Column("account", N_("Account"), "choice", n.ACCOUNTS),
        Column("org__name", N_("Company")),
        Column("purpose", N_("Use"), "choice", n.USES),
        Column("signed", N_("Amount"), "yuan", total=True),
        Column("at", N_("At"), "instant"),
        _DEPARTMENT,
    ),
    FUND_READERS,
    menu=N_("Moves of the fund"),
    filters=(
        Filter("kind", N_("Kind"), choices=n.MOVES),
        Filter("account", N_("Account"), choices=n.ACCOUNTS),
        _UNIT,
        Filter("at", N_("At"), "day"),
    ),
    facts=(
        Column("kind", N_("Kind"), "choice", n.MOVES),
        Column("account", N_("Account"), "choice", n.ACCOUNTS),
        Column("org__name", N_("Company")),
        Column("amount", N_("Amount"), "yuan"),
        Column("purpose", N_("Use"), "choice", n.USES),
        Column("violation__number", N_("Violation"), "code"),
        Column("method__number", N_("Method"), "code"),
        Column("note", N_("Receipt or voucher")),
        Column("owner_id", N_("Booked by"), "user"),
        Column("at", N_("At"), "instant"),
    ),
    hint=N_("Money of the ring-fenced account: what came in, and for which permitted use it went out."),
)

DECLARED = (INSPECTIONS, STOPS, VIOLATIONS, INJURIES, METHODS, MOVES)

"""Columns and filters that most screens have."""

from __future__ import annotations

from core.api import N_, Column, Filter
from plugins.realestate_handover import names as n

NUMBER = Column("number", N_("Number"), "code")
STATE = Column("state", N_("State"), "stage")
OWNER = Column("owner_id", N_("Owner"), "user")
DEPARTMENT = Column("department_id", N_("Department"), "department", optional=True)
CUSTOMER = Column("customer__name", N_("Customer"))
FILE_NO = Column("file__contract_no", N_("Contract number"), "code")
UNIT_CODE = Column("unit_code", N_("Home"), "code")
STATES = Filter("state", N_("State"), "stage")
LATE = Filter("next_late", N_("Due"), "late")
MINE = Filter("owner_id", N_("Owner"), "user")
USUAL = (STATES, LATE, MINE)
SORTS = ("-id", "next_late")
MILESTONE_KIND = Column("kind", N_("Milestone"), "choice", n.MILESTONES, clause="RS-2")


def due(clause: str) -> Column:
    return Column("next_late", N_("Due"), "duty", clause=clause)


def instant(field: str, label: str, clause: str | None = None) -> Column:
    return Column(field, label, "instant", clause=clause)


def day(field: str, label: str, clause: str | None = None) -> Column:
    return Column(field, label, "day", clause=clause)


def yuan(field: str, label: str, clause: str | None = None) -> Column:
    return Column(field, label, "yuan", clause=clause)

"""Columns and filters that most screens of this half have."""

from __future__ import annotations

from core.api import N_, Column, Filter

NUMBER = Column("number", N_("Number"), "code")
STATE = Column("state", N_("State"), "stage")
OWNER = Column("owner_id", N_("Owner"), "user")
PART_NO = Column("part__part_no", N_("Part number"), "code")
PART = Column("part__name", N_("Part name"))
STATES = Filter("state", N_("State"), "stage")
LATE = Filter("next_late", N_("Due"), "late")
MINE = Filter("owner_id", N_("Owner"), "user")
USUAL = (STATES, LATE, MINE)
SORTS = ("-id", "next_late")


def due(clause: str) -> Column:
    return Column("next_late", N_("Due"), "duty", clause=clause)


def at(field: str, label: str, clause: str | None = None) -> Column:
    return Column(field, label, "instant", clause=clause)


def day(field: str, label: str, clause: str | None = None) -> Column:
    return Column(field, label, "day", clause=clause)

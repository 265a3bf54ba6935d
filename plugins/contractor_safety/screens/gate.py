"""The log of the gate."""

from __future__ import annotations

from core.api import N_, Column, Filter, Screen
from plugins.contractor_safety import names as n
from plugins.contractor_safety.roles import GATE_READERS

_NUMBER = Column("number", N_("Number"), "code")
_STATE = Column("state", N_("State"), "stage")
_COLUMNS = (
    _NUMBER,
    _STATE,
    Column("shown", N_("Number shown"), "code"),
    Column("permit__person__name", N_("External person"), personal=n.PERSON),
    Column("area", N_("Area")),
    Column("at", N_("At"), "instant"),
    Column("out_at", N_("Left at"), "instant"),
    Column("clause", N_("Refused by")),
    Column("gate", N_("Gate post"), optional=True),
    Column("department_id", N_("Department"), "department", optional=True),
)

DECLARED = (
    Screen(
        n.ENTRY,
        _COLUMNS,
        GATE_READERS,
        menu=N_("Entries"),
        filters=(
            Filter("state", N_("State"), "stage"),
            Filter("at", N_("At"), "day"),
            Filter("department_id", N_("Department"), "department"),
            Filter("clause", N_("Refused by"), choices=n.REFUSED_BY),
        ),
        sorts=("-at", "-id"),
        facts=(
            *_COLUMNS,
            Column("in_at", N_("Came in at"), "instant"),
            Column("reason", N_("Missing")),
            Column("permit__number", N_("Entry permit"), "code"),
        ),
        phone=True,
        hint=N_("Every permit shown at a gate stands here, also of those who were refused."),
    ),
)

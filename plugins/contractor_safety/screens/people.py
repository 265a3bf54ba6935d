"""Companies, people, engagements, permits."""

from __future__ import annotations

from core.api import N_, Column, Filter, Screen
from plugins.contractor_safety import names as n
from plugins.contractor_safety.roles import READERS

_NUMBER = Column("number", N_("Number"), "code")
_STATE = Column("state", N_("State"), "stage")
_STATES = Filter("state", N_("State"), "stage")

DECLARED = (
    Screen(n.ORG, (_NUMBER, Column("name", N_("Company"))), READERS, menu=N_("Outside companies"), filters=(_STATES,)),
    Screen(
        n.PERSON,
        (_NUMBER, Column("name", N_("Full name")), Column("group", N_("Group"), "choice", n.GROUPS)),
        READERS,
        menu=N_("External people"),
        filters=(_STATES,),
    ),
    Screen(
        n.ENGAGEMENT,
        (_NUMBER, _STATE, Column("task", N_("Agreed works")), Column("kind", N_("Group"), "choice", n.GROUPS)),
        READERS,
        menu=N_("Engagements"),
        filters=(_STATES,),
    ),
    Screen(
        n.PERMIT,
        (_NUMBER, _STATE, Column("person__name", N_("External person")), Column("valid_to", N_("Valid until"), "day")),
        READERS,
        menu=N_("Entry permits"),
        filters=(_STATES, Filter("valid_to", N_("Valid until"), "day")),
    ),
)

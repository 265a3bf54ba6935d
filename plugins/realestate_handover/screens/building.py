"""Whom the acceptance of a building concerns: owners to be told, move-in notices that were sent."""

from __future__ import annotations

from core.api import N_, Column, Filter, Screen
from plugins.realestate_handover import names as n
from plugins.realestate_handover.roles import AUDITOR, FILE_READERS, PROPERTY, SENIOR
from plugins.realestate_handover.screens.common import FILE_NO, LATE, NUMBER, SORTS, STATE, STATES, day, due, instant

_HOME = Column("unit__code", N_("Home"), "code")
_BUILDING = Column("building__code", N_("Building"), "code")
_DEVELOPMENT = Column("building__development__name", N_("Development"))

OWNERS = Screen(
    n.OWNER_NOTICE,
    (
        NUMBER,
        _HOME,
        Column("file__customer__name", N_("Customer")),
        Column("off_plan", N_("Off-plan home"), "bool"),
        instant("told_at", N_("Owner told at"), "RE-2.4"),
        STATE,
        due("RE-2.4"),
    ),
    (*FILE_READERS, SENIOR, AUDITOR),
    menu=N_("Owners to be told"),
    filters=(
        STATES,
        LATE,
        Filter("accepted_at", N_("Accepted at"), "day"),
        Filter("off_plan", N_("Off-plan home"), "bool"),
    ),
    sorts=SORTS,
    facts=(
        _DEVELOPMENT,
        _BUILDING,
        _HOME,
        FILE_NO,
        Column("file__customer__name", N_("Customer")),
        instant("accepted_at", N_("Accepted at"), "RE-2.4"),
        Column("off_plan", N_("Off-plan home"), "bool"),
        instant("told_at", N_("Owner told at"), "RE-2.4"),
        Column("channel", N_("How the owner was told"), "choice", n.OWNER_CHANNELS, clause="RE-2.4"),
        Column("told_to", N_("Who was told")),
        Column("content", N_("What was said")),
    ),
    hint=N_("Every owner of an accepted building. Many are recorded at once from this list."),
)
NOTICES = Screen(
    n.NOTICE,
    (
        NUMBER,
        _BUILDING,
        _HOME,
        Column("addressee", N_("Addressee")),
        Column("channel", N_("How it is sent"), "choice", n.NOTICE_CHANNELS, clause="RE-2.9"),
        Column("tracking_no", N_("Number of the letter or fax"), "code"),
        instant("sent_at", N_("Sent at"), "RE-2.9"),
        STATE,
    ),
    (*FILE_READERS, SENIOR, AUDITOR, PROPERTY),
    menu=N_("Move-in notices"),
    filters=(
        STATES,
        Filter("channel", N_("How it is sent"), "choice", n.NOTICE_CHANNELS),
        Filter("sent_at", N_("Sent at"), "day"),
    ),
    sorts=("-id", "sent_at"),
    facts=(
        _DEVELOPMENT,
        _BUILDING,
        _HOME,
        Column("addressee", N_("Addressee")),
        Column("address", N_("Address")),
        Column("channel", N_("How it is sent"), "choice", n.NOTICE_CHANNELS, clause="RE-2.9"),
        Column("tracking_no", N_("Number of the letter or fax"), "code", clause="RE-2.9"),
        instant("sent_at", N_("Sent at"), "RE-2.9"),
        Column("sender", N_("Who sends it"), clause="RE-2.9"),
        Column("times", N_("Times sent")),
        day("returned_on", N_("Came back on")),
        Column("return_reason", N_("Why it came back")),
    ),
    hint=N_("Sent by the property company, by registered mail or fax. Choose rows to print them in one run."),
)
DECLARED = (OWNERS, NOTICES)
PERMISSIONS = {
    f"{n.OWNER_NOTICE}.unmask": FILE_READERS,
    f"{n.NOTICE}.unmask": (*FILE_READERS, PROPERTY),
}

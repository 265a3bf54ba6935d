"""The company's calendar: what the published holidays do not say, or say too late, is set here day by day."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import (
    N_,
    Calendar,
    CalendarDay,
    Choice,
    Column,
    Day,
    Filter,
    Form,
    Gate,
    Missing,
    Screen,
    Subject,
    Text,
    View,
    day_of,
    host,
)
from core.own.dated import STATES, dated
from core.own.words import ADMIN, AUDITOR
from core.rules.calendars import parse_hours

CALENDAR = Calendar("core.work", N_("Working time"), (("08:30", "12:00"), ("13:30", "17:30")))

SUBJECT = Subject(
    "core.calendar_day",
    CalendarDay,
    N_("Calendar day"),
    STATES,
    "set",
    "RL",
    title="note",
    search=("note",),
    icon="clock",
    shared=True,
)
KINDS = {"holiday": N_("Day off"), "working": N_("Working day")}


def _calendars() -> list[tuple[str, str]]:
    return [(calendar.name, calendar.label) for calendar in host().registry.calendars.values()]


class SetForm(Form):
    calendar = Choice(N_("Calendar"), choices=_calendars, required=True)
    day = Day(N_("Day"), required=True)
    kind = Choice(N_("What the day is"), choices=list(KINDS.items()), required=True)
    hours = Text(N_("Working hours"), max=120, hint=N_("Such as 08:30-12:00 13:30-17:30; left empty: as usual."))
    note = Text(N_("Occasion"), max=120)


ACTS = dated(SUBJECT.name, N_("Set a calendar day"), SetForm, ("calendar", "day", "kind", "hours", "note"))


def _ahead(view: View) -> Iterable[Missing | None]:
    """A calendar is corrected before its day: what has been counted through a day stands."""
    day = view.data.day if view.subject is None else view.subject.day
    if day is not None and day <= day_of(view.now):
        yield Missing("day", N_("a day that has not begun"))


def _readable(view: View) -> Iterable[Missing | None]:
    if not view.data.hours:
        return
    try:
        parse_hours(view.data.hours)
    except ValueError:
        yield Missing("hours", N_("working hours that follow each other, such as 08:30-12:00 13:30-17:30"))


RULES = (
    Gate(("core.calendar_day.set", "core.calendar_day.withdraw"), None, _ahead),
    Gate("core.calendar_day.set", None, _readable),
)

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("day", N_("Day"), "day"),
        Column("kind", N_("What the day is"), "choice", KINDS),
        Column("hours", N_("Working hours")),
        Column("note", N_("Occasion")),
        Column("calendar", N_("Calendar"), "code"),
        Column("state", N_("State"), "stage"),
    ),
    roles=(ADMIN, AUDITOR, "manager"),
    menu=N_("Calendar days"),
    filters=(
        Filter("day", N_("Day"), "day"),
        Filter("kind", N_("What the day is"), "choice", KINDS),
        Filter("state", N_("State"), "stage"),
    ),
    sorts=("-day", "day"),
    facts=(
        Column("day", N_("Day"), "day"),
        Column("kind", N_("What the day is"), "choice", KINDS),
        Column("hours", N_("Working hours")),
        Column("note", N_("Occasion")),
        Column("calendar", N_("Calendar"), "code"),
        Column("created_at", N_("Set at"), "instant"),
    ),
    hint=N_(
        "Days that differ from the published holidays and make-up working days. Running deadlines follow a correction."
    ),
)

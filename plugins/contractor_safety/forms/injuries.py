"""What is asked of an injury from the first report to its end."""

from __future__ import annotations

from core.api import N_, Choice, Flag, Form, LongText, Lookup, Moment, Rows, Text
from plugins.contractor_safety import names as n


class ReportForm(Form):
    person = Lookup(N_("Injured person"), subject=n.PERSON, required=True)
    engagement = Lookup(N_("Engagement"), subject=n.ENGAGEMENT, clause="CS-3.5.2")
    happened_at = Moment(N_("Happened at"), required=True)
    known_at = Moment(N_("Known at"), hint=N_("Empty: as it happened."))
    place = Text(N_("Place"), max=120)
    event = LongText(N_("What happened"), required=True, max=4000)
    severity = Choice(N_("Severity of the injury"), n.INJURY_SEVERITIES)
    department = Lookup(
        N_("Responsible department"),
        subject="core.department",
        hint=N_("Only where no engagement says so."),
        clause="CS-3.5.6b",
    )
    unapproved = Flag(N_("Follows from work without approval"), clause="CS-3.5.6b")


class FactsForm(Form):
    facts = LongText(N_("Facts reported to the safety department"), max=4000)


class InvestigateForm(Form):
    investigator = Text(N_("Led by"), max=120)
    investigation = LongText(N_("Course of the investigation"), max=4000)


class LeaderRow(Form):
    name = Text(N_("Full name"), required=True, max=60)
    post = Text(N_("Post"), required=True, max=60)
    answers = Choice(N_("Answers"), n.ANSWERS, required=True)


class ResultForm(Form):
    result = LongText(N_("Result of the investigation"), max=4000)
    assessment = LongText(N_("Assessment"), max=2000, clause="CS-3.5.1")
    leaders = Rows(N_("Responsible leaders"), LeaderRow, max=50, clause="CS-3.5.6b")


class CloseForm(Form):
    note = Text(N_("Note"), max=200)

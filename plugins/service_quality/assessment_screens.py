"""The pages of the assessment: programmes, assessments, evidence, reports and the ledger (ES-3)."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.service_quality import assessing as a
from plugins.service_quality import names as n
from plugins.service_quality.models import Assessment, ProgrammeItem, Report, Score

_NUMBER = Column("number", N_("Number"), "code")
_STATE = Column("state", N_("State"), "stage")
_DUE = Column("next_late", N_("Due"), "duty")
_DEPARTMENT = Column("department_id", N_("Department"), "department")
_FROM, _TO = Column("from_on", N_("From"), "day"), Column("to_on", N_("Until"), "day")
_STATES = Filter("state", N_("State"), "stage")
_LATE = Filter("next_late", N_("Due"), "late")
_IN_DEPARTMENT = Filter("department_id", N_("Department"), "department")
_FORM = Column("form", N_("Form"), "choice", a.FORMS, clause="ES-3.3")
_TOTAL = Column("total", N_("Result"), "share")

_ITEMS = Related(
    N_("Items"),
    ProgrammeItem,
    "programme_id",
    (
        Column("name", N_("What is assessed")),
        Column("aspect", N_("Aspect"), "choice", a.ASPECTS, clause="ES-3.1"),
        Column("measured", N_("Can be measured"), "bool"),
        Column("target", N_("Figure aimed at")),
        Column("scale", N_("Points at best")),
        Column("weight", N_("Weight"), "share"),
    ),
)
_SCORES = Related(
    N_("Scores"),
    Score,
    "assessment_id",
    (
        _NUMBER,
        Column("name", N_("What is assessed")),
        Column("target", N_("Figure aimed at")),
        Column("figure", N_("Figure reached")),
        Column("points", N_("Points"), clause="ES-3.1"),
        Column("scale", N_("Points at best")),
        Column("weight", N_("Weight"), "share"),
        Column("comment", N_("Comment")),
        _STATE,
    ),
    a.SCORE,
)
_OF_PROGRAMME = (
    Related(N_("Assessments"), Assessment, "programme_id", (_NUMBER, _FROM, _TO, _TOTAL, _STATE), a.ASSESSMENT, "-id"),
    Related(N_("Service-quality reports"), Report, "programme_id", (_NUMBER, _FROM, _TO, _STATE), a.REPORT, "-id"),
)

SCREENS = (
    Screen(
        a.PROGRAMME,
        columns=(_NUMBER, Column("name", N_("Name")), _FORM, _DEPARTMENT, _FROM, _TO, _STATE, _DUE),
        roles=a.READERS,
        menu=N_("Programmes of assessment"),
        group=n.ASSESSING,
        filters=(_STATES, Filter("form", N_("Form"), "choice", a.FORMS), _IN_DEPARTMENT, _LATE),
        sorts=("-id", "from_on", "next_late"),
        facts=(_FORM, _FROM, _TO, Column("goals", N_("Goals"), clause="ES-3.0")),
        related=(_ITEMS, *_OF_PROGRAMME),
        hint=N_("Period, scheme and goals of the assessment; from a running programme a period is assessed."),
    ),
    Screen(
        a.ASSESSMENT,
        columns=(
            _NUMBER,
            Column("programme__name", N_("Programme")),
            _FORM,
            _DEPARTMENT,
            _FROM,
            _TO,
            _TOTAL,
            Column("consequence", N_("Consequence"), "choice", a.CONSEQUENCES, clause="ES-3.4"),
            _STATE,
        ),
        roles=a.READERS,
        menu=N_("Assessments"),
        group=n.ASSESSING,
        filters=(_STATES, Filter("consequence", N_("Consequence"), "choice", a.CONSEQUENCES), _IN_DEPARTMENT),
        sorts=("-id", "from_on"),
        facts=(
            Column("programme__name", N_("Programme")),
            _FORM,
            _FROM,
            _TO,
            _TOTAL,
            Column("consequence", N_("Consequence"), "choice", a.CONSEQUENCES, clause="ES-3.4"),
            Column("method", N_("Method"), "choice", a.METHODS, clause="ES-3.2.1"),
            Column("evidence", N_("What it rests on")),
            Column("comment", N_("Comment")),
            Column("analysis", N_("Analysis of the causes"), clause="ES-3.4"),
            Column("help_plan", N_("Help to overcome them"), clause="ES-3.4"),
            Column("concluded_at", N_("Time of the conclusion"), "instant"),
        ),
        related=(_SCORES,),
        hint=N_("An assessment begins on the page of its programme."),
    ),
    Screen(
        a.SCORE,
        columns=(
            _NUMBER,
            Column("name", N_("What is assessed")),
            Column("aspect", N_("Aspect"), "choice", a.ASPECTS, clause="ES-3.1"),
            _DEPARTMENT,
            Column("points", N_("Points")),
            Column("scale", N_("Points at best")),
            _STATE,
        ),
        roles=a.READERS,
        filters=(_STATES, Filter("aspect", N_("Aspect"), "choice", a.ASPECTS), _IN_DEPARTMENT),
        facts=(
            Column("assessment__number", N_("Assessment"), "code"),
            Column("aspect", N_("Aspect"), "choice", a.ASPECTS, clause="ES-3.1"),
            Column("points", N_("Points"), clause="ES-3.1"),
            Column("scale", N_("Points at best")),
            Column("target", N_("Figure aimed at")),
            Column("figure", N_("Figure reached")),
            Column("weight", N_("Weight"), "share"),
            Column("comment", N_("Comment")),
        ),
    ),
    Screen(
        a.INSPECTION,
        columns=(
            _NUMBER,
            Column("inspected_at", N_("Time of the inspection"), "instant"),
            _DEPARTMENT,
            Column("place", N_("Place")),
            Column("points", N_("Points"), total=True),
            Column("owner_id", N_("Inspector"), "user"),
        ),
        roles=a.READERS,
        menu=N_("Inspections"),
        group=n.ASSESSING,
        filters=(Filter("inspected_at", N_("Time of the inspection"), "day"), _IN_DEPARTMENT),
        sorts=("-inspected_at", "points"),
        facts=(
            Column("inspected_at", N_("Time of the inspection"), "instant"),
            Column("points", N_("Points")),
            *(Column(name, label, clause="ES-3.2.1") for name, label in a.INSPECTED.items()),
            Column("remark", N_("Remark")),
        ),
        phone=True,
        hint=N_("On site, five things are given points of 1 to 5."),
    ),
    Screen(
        a.FEEDBACK,
        columns=(
            _NUMBER,
            Column("noted_at", N_("Time"), "instant"),
            Column("source", N_("Where it came from"), "choice", a.SOURCES, clause="ES-3.2.3"),
            Column("content", N_("What was said")),
            _DEPARTMENT,
            _STATE,
            _DUE,
        ),
        roles=(*a.READERS, *n.INTAKE, a.CORRESPONDENT),
        menu=N_("Feedback"),
        group=n.ASSESSING,
        filters=(_STATES, Filter("source", N_("Where it came from"), "choice", a.SOURCES), _IN_DEPARTMENT, _LATE),
        sorts=("-noted_at", "next_late"),
        facts=(
            Column("noted_at", N_("Time"), "instant"),
            Column("source", N_("Where it came from"), "choice", a.SOURCES, clause="ES-3.2.3"),
            Column("regular", N_("Gathered regularly"), "bool"),
            Column("outcome", N_("What came of it")),
        ),
        hint=N_("From the opinion box, the complaint phone and correspondents."),
    ),
    Screen(
        a.FINDING,
        columns=(
            _NUMBER,
            Column("found_on", N_("Found on"), "day"),
            Column("inspected_id", N_("Department looked at"), "department"),
            Column("fault", N_("What is wrong"), clause="ES-3.5"),
            _STATE,
        ),
        roles=(a.WOODPECKER, n.QUALITY, n.SENIOR),
        menu=N_("Findings"),
        group=n.ASSESSING,
        filters=(_STATES, Filter("inspected_id", N_("Department looked at"), "department")),
        sorts=("-found_on",),
        facts=(
            Column("found_on", N_("Found on"), "day"),
            Column("inspected_id", N_("Department looked at"), "department"),
            Column("proposal", N_("Proposal")),
            Column("outcome", N_("What came of it")),
        ),
        hint=N_("Who finds faults stays unknown to the department; it gets a measure to carry out."),
    ),
    Screen(
        a.REPORT,
        columns=(
            _NUMBER,
            _DEPARTMENT,
            _FROM,
            _TO,
            Column("forms", N_("Forms closed"), total=True),
            Column("forms_in_time", N_("of them in time"), total=True),
            Column("complaints", N_("Complaints"), total=True),
            Column("feedback", N_("Feedback"), optional=True, total=True),
            _STATE,
        ),
        roles=a.READERS,
        menu=N_("Service-quality reports"),
        group=n.ASSESSING,
        filters=(_STATES, _IN_DEPARTMENT),
        sorts=("-id", "from_on"),
        facts=(
            _FROM,
            _TO,
            Column("forms", N_("Forms closed")),
            Column("forms_in_time", N_("of them in time")),
            Column("complaints", N_("Complaints")),
            Column("feedback", N_("Feedback")),
            Column("submitted_at", N_("Report handed in"), "instant"),
            Column("done_well", N_("What went well")),
            Column("problems", N_("Problems"), clause="ES-3.3"),
            Column("measures", N_("Measures"), clause="ES-3.3"),
            Column("review", N_("Review by management")),
        ),
        hint=N_("The counts are taken when the report is written and stay as they were."),
    ),
    Screen(
        a.LEDGER,
        columns=(
            _NUMBER,
            Column("on", N_("Date"), "day"),
            _DEPARTMENT,
            Column("kind", N_("Kind"), "choice", a.ENTRIES),
            Column("content", N_("Entry"), clause="ES-3.3"),
            Column("source", N_("Came from")),
        ),
        roles=(*a.READERS, n.SERVICE_POINT),
        menu=N_("Ledger of service quality"),
        group=n.ASSESSING,
        filters=(Filter("on", N_("Date"), "day"), Filter("kind", N_("Kind"), "choice", a.ENTRIES), _IN_DEPARTMENT),
        sorts=("-on",),
        facts=(
            Column("on", N_("Date"), "day"),
            Column("kind", N_("Kind"), "choice", a.ENTRIES),
            Column("source", N_("Came from")),
        ),
        hint=N_("Inspections, feedback, findings and assessments enter themselves; the rest is written by hand."),
    ),
)

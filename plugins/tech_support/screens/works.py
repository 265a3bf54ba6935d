"""Works, their stages, matters outside the plan, supervision."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.tech_support import names as n
from plugins.tech_support.models import (
    Matter,
    Presence,
    ProgressReport,
    SituationReport,
    Supervision,
    WorkStage,
)
from plugins.tech_support.roles import ALL
from plugins.tech_support.screens.common import (
    CUSTOMER,
    DEPARTMENT,
    NUMBER,
    OWNER,
    SORTS,
    STATE,
    USUAL,
    day,
    due,
    instant,
)

_BUILDER = Column("builder", N_("Who does the works"), "choice", n.BUILDERS, clause="TS-2.3")
_WORKS = Column("works__title", N_("Works"))
_WORKS_NUMBER = Column("works__number", N_("Number of the works"), "code")

WORKS = Screen(
    n.WORKS,
    (
        NUMBER,
        Column("title", N_("Works")),
        CUSTOMER,
        _BUILDER,
        day("start_on", N_("Start on"), "TS-2.1"),
        STATE,
        due("TS-2.1"),
        OWNER,
        DEPARTMENT,
    ),
    ALL,
    menu=N_("Works"),
    group=n.ON_SITE,
    filters=(*USUAL, Filter("builder", N_("Who does the works"), "choice", n.BUILDERS)),
    sorts=SORTS,
    facts=(
        CUSTOMER,
        Column("contract__contract_no", N_("Contract number"), "code"),
        Column("title", N_("Works")),
        Column("site", N_("Site")),
        _BUILDER,
        Column("builder_name", N_("Name of the third party")),
        Column("product", N_("Product")),
        Column("product_version", N_("Software version")),
        instant("contacted_at", N_("Contacted at"), "TS-2.0"),
        Column("contacted_with", N_("Spoken with")),
        instant("told_at", N_("Told at"), "TS-2.1"),
        Column("told_to", N_("Who was told")),
        Column("conditions", N_("Conditions for the start"), clause="TS-2.1"),
        Column("conditions_met", N_("The conditions are met"), "bool", clause="TS-2.1"),
        day("start_on", N_("Start on"), "TS-2.1"),
        Column("buyer_prep", N_("Prepared by the buyer"), clause="TS-2.1"),
        Column("our_prep", N_("Prepared by us"), clause="TS-2.1"),
        Column("confirmed_with", N_("Confirmed with")),
        instant("confirmed_at", N_("Confirmed at")),
        instant("started_at", N_("Started at"), "TS-2.1"),
        instant("works_done_at", N_("Works done at"), "TS-2.4"),
        instant("running_at", N_("The system runs since"), "TS-2.4"),
        instant("asked_at", N_("Acceptance asked for at"), "TS-2.4"),
        Column("serial", N_("Serial number of the system"), "code"),
        Column("result", N_("Result of the acceptance"), clause="TS-2.4"),
        Column("remarks", N_("Remarks")),
        Column("papers", N_("Papers handed over"), clause="TS-2.4"),
        day("accepted_on", N_("Accepted on"), "TS-2.4"),
        Column("archive_no", N_("Archive number"), "code", clause="TS-2.4"),
        instant("filed_at", N_("Filed at"), "TS-2.4"),
    ),
    related=(
        Related(
            N_("Stages"),
            WorkStage,
            "works_id",
            (
                NUMBER,
                Column("name", N_("Stage")),
                day("planned_from", N_("From")),
                day("planned_to", N_("Until"), "TS-2.1"),
                instant("done_at", N_("Done at")),
                STATE,
            ),
            n.STAGE,
        ),
        Related(
            N_("Progress reports"),
            ProgressReport,
            "works_id",
            (
                instant("at", N_("Told at"), "TS-2.2"),
                Column("content", N_("How the works go"), clause="TS-2.2"),
                Column("told_buyer", N_("Told on the buyer's side")),
                Column("told_company", N_("Told in the company")),
            ),
        ),
        Related(
            N_("Matters outside the plan"),
            Matter,
            "works_id",
            (NUMBER, Column("matter", N_("Matter"), clause="TS-2.2"), STATE),
            n.MATTER,
        ),
        Related(
            N_("Supervision"),
            Supervision,
            "works_id",
            (NUMBER, OWNER, Column("breaches", N_("Absences without permission"), clause="TS-2.3"), STATE),
            n.SUPERVISION,
        ),
    ),
    phone=True,
    hint=N_("Works at the buyer's, from the plan to the filed acceptance. Begin one for a contract."),
)

STAGES = Screen(
    n.STAGE,
    (
        NUMBER,
        _WORKS,
        Column("name", N_("Stage")),
        day("planned_from", N_("From")),
        day("planned_to", N_("Until"), "TS-2.1"),
        STATE,
        due("TS-2.1"),
        OWNER,
    ),
    ALL,
    menu=N_("Stages of works"),
    group=n.ON_SITE,
    filters=(*USUAL, Filter("planned_to", N_("Until"), "day")),
    sorts=(*SORTS, "planned_to"),
    facts=(
        _WORKS_NUMBER,
        _WORKS,
        Column("name", N_("Stage")),
        day("planned_from", N_("From")),
        day("planned_to", N_("Until"), "TS-2.1"),
        instant("done_at", N_("Done at"), "TS-2.1"),
    ),
    phone=True,
    hint=N_("The stages of all works, each with the day on which it is to be done. They are entered with the plan."),
)

MATTERS = Screen(
    n.MATTER,
    (
        NUMBER,
        _WORKS,
        Column("matter", N_("Matter"), clause="TS-2.2"),
        Column("ours", N_("A matter of the company itself"), "bool", clause="TS-2.2"),
        STATE,
        due("TS-2.2"),
        OWNER,
    ),
    ALL,
    menu=N_("Matters outside the plan"),
    group=n.ON_SITE,
    filters=(*USUAL, Filter("ours", N_("A matter of the company itself"), "bool")),
    sorts=SORTS,
    facts=(
        _WORKS_NUMBER,
        _WORKS,
        Column("matter", N_("Matter"), clause="TS-2.2"),
        Column("ours", N_("A matter of the company itself"), "bool"),
        instant("found_at", N_("Found at"), "TS-2.2"),
        Column("discussed_with", N_("Discussed with"), clause="TS-2.2"),
        instant("discussed_at", N_("Discussed at")),
        Column("settlement", N_("How it was settled"), clause="TS-2.2"),
        instant("settled_at", N_("Settled at")),
    ),
    phone=True,
    hint=N_("What came up outside the plan. A matter is raised on the page of its works."),
)

SUPERVISIONS = Screen(
    n.SUPERVISION,
    (
        NUMBER,
        _WORKS,
        OWNER,
        Column("leave_until", N_("Away until"), "day", clause="TS-2.3"),
        Column("reports", N_("Reports"), clause="TS-2.3"),
        Column("breaches", N_("Absences without permission"), clause="TS-2.3"),
        STATE,
        due("TS-2.3"),
    ),
    ALL,
    menu=N_("Supervision of works"),
    group=n.ON_SITE,
    filters=USUAL,
    sorts=SORTS,
    facts=(
        _WORKS_NUMBER,
        _WORKS,
        Column("accepted_us", N_("The builder is accepted by us: by whom"), clause="TS-2.3"),
        Column("accepted_buyer", N_("The builder is accepted by the buyer: by whom"), clause="TS-2.3"),
        Column("leave_until", N_("Away until"), "day", clause="TS-2.3"),
        Column("permitted_by_id", N_("Permitted by"), "user", clause="TS-2.3"),
        Column("breaches", N_("Absences without permission"), clause="TS-2.3"),
        instant("ended_at", N_("Ended at")),
    ),
    related=(
        Related(
            N_("Presence"),
            Presence,
            "supervision_id",
            (
                instant("at", N_("At"), "TS-2.3"),
                Column("kind", N_("What happened"), "choice", n.PRESENCE, clause="TS-2.3"),
                Column("note", N_("Note")),
                Column("permitted_by_id", N_("Permitted by"), "user"),
            ),
        ),
        Related(
            N_("Situation reports"),
            SituationReport,
            "supervision_id",
            (
                instant("at", N_("Sent at"), "TS-2.3"),
                Column("content", N_("Situation on site"), clause="TS-2.3"),
                Column("told_buyer", N_("Sent to the buyer: to whom")),
                Column("told_company", N_("Sent to the company: to whom")),
            ),
        ),
    ),
    phone=True,
    hint=N_("Works that others do under our eyes. A supervisor is assigned on the page of the works."),
)

DECLARED = (WORKS, STAGES, MATTERS, SUPERVISIONS)

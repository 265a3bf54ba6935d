"""Clocks and records of works (TS-2.0 to TS-2.4)."""

from __future__ import annotations

from core.api import N_, Child, Deadline, On, Record, View
from plugins.tech_support import names as n
from plugins.tech_support import policies
from plugins.tech_support.models import AcceptancePaper
from plugins.tech_support.rules.common import needs
from plugins.tech_support.rules.works_facts import FACTS, LAST, SIDES
from plugins.tech_support.rules.works_gates import GATES

_SIGNING = (f"{n.WORKS}.sign_buyer", f"{n.WORKS}.sign_company")


def _met(view: View) -> bool:
    return bool(view.subject.conditions_met)


def _ours(view: View) -> bool:
    return bool(view.data.ours)


def _theirs(view: View) -> bool:
    return not view.data.ours


WORKS = (
    Deadline(
        "works.contact",
        n.WORKS,
        "TS-2.0",
        N_("Contact the buyer about the works"),
        length=policies.CONTACT,
        start=On(f"{n.WORKS}.draft"),
        stop=On(f"{n.WORKS}.contact"),
        act=f"{n.WORKS}.contact",
    ),
    Deadline(
        "works.start",
        n.WORKS,
        "TS-2.1",
        N_("Start the works"),
        until="start_on",
        start=(On(f"{n.WORKS}.confirm", when=_met), On(f"{n.WORKS}.meet_conditions")),
        stop=On(f"{n.WORKS}.start"),
        act=f"{n.WORKS}.start",
    ),
    Deadline(
        "stage",
        n.STAGE,
        "TS-2.1",
        N_("Finish the stage"),
        until="planned_to",
        start=On(f"{n.STAGE}.begin"),
        stop=On(f"{n.STAGE}.finish"),
        act=f"{n.STAGE}.finish",
    ),
    Deadline(
        "works.progress",
        n.WORKS,
        "TS-2.2",
        N_("Report the progress to buyer and company"),
        length=policies.PROGRESS,
        start=On(f"{n.WORKS}.start"),
        stop=On(f"{n.WORKS}.report"),
        cancel=On(f"{n.WORKS}.commission"),
        repeat_until="running_at",
        act=f"{n.WORKS}.report",
    ),
    Deadline(
        "matter.discuss",
        n.MATTER,
        "TS-2.2",
        N_("Discuss the matter with the buyer"),
        length=policies.DISCUSS,
        start=On(f"{n.MATTER}.open", when=_theirs),
        stop=On(f"{n.MATTER}.discuss"),
        act=f"{n.MATTER}.discuss",
    ),
    Deadline(
        "matter.settle",
        n.MATTER,
        "TS-2.2",
        N_("Settle the company's own matter"),
        length=policies.OWN_MATTER,
        start=On(f"{n.MATTER}.open", when=_ours),
        stop=On(f"{n.MATTER}.settle"),
        act=f"{n.MATTER}.settle",
    ),
)
SUPERVISION = (
    Deadline(
        "supervision.report",
        n.SUPERVISION,
        "TS-2.3",
        N_("Report the situation in writing"),
        length=policies.SITUATION,
        start=On(f"{n.SUPERVISION}.come", when=lambda view: view.subject.reports == 0),
        stop=On(f"{n.SUPERVISION}.report"),
        cancel=On(f"{n.SUPERVISION}.end"),
        repeat_until="ended_at",
        act=f"{n.SUPERVISION}.report",
    ),
    Deadline(
        "supervision.return",
        n.SUPERVISION,
        "TS-2.3",
        N_("Be back on site"),
        until="leave_until",
        start=On(f"{n.SUPERVISION}.leave"),
        stop=On(f"{n.SUPERVISION}.come"),
        act=f"{n.SUPERVISION}.come",
    ),
)
ACCEPTANCE = (
    Deadline(
        "works.ask",
        n.WORKS,
        "TS-2.4",
        N_("Ask for acceptance"),
        length=policies.ASK,
        start=On(f"{n.WORKS}.commission", at="running_at"),
        stop=On(f"{n.WORKS}.ask_acceptance"),
        act=f"{n.WORKS}.ask_acceptance",
    ),
    Deadline(
        "works.file",
        n.WORKS,
        "TS-2.4",
        N_("File the acceptance papers"),
        length=policies.FILE,
        start=tuple(On(act, when=LAST[side]) for act, side in zip(_SIGNING, SIDES, strict=True)),
        stop=On(f"{n.WORKS}.file"),
        act=f"{n.WORKS}.file",
    ),
)

RECORDS = (
    Record(
        "plan",
        n.WORKS,
        "TS-2.1",
        N_("Work plan"),
        ("conditions", "conditions_met", "start_on", "buyer_prep", "our_prep", "told_to", "confirmed_with"),
        needs=(
            *needs("TS-2.0", f"{n.WORKS}.contact", contacted_with=N_("who was spoken with")),
            *needs("TS-2.1", f"{n.WORKS}.tell", told_to=N_("who was told the plan")),
            *needs(
                "TS-2.1",
                f"{n.WORKS}.confirm",
                conditions=N_("the conditions for the start"),
                conditions_met=N_("whether the conditions are met"),
                start_on=N_("the day of the start"),
                buyer_prep=N_("what the buyer prepares"),
                our_prep=N_("what we prepare"),
                confirmed_with=N_("with whom it was confirmed"),
            ),
            *needs("TS-2.1", f"{n.WORKS}.meet_conditions", start_on=N_("the day of the start")),
        ),
    ),
    Record(
        "progress",
        n.WORKS,
        "TS-2.2",
        N_("Progress report"),
        needs=needs(
            "TS-2.2",
            f"{n.WORKS}.report",
            content=N_("how the works go"),
            told_buyer=N_("who was told on the buyer's side"),
            told_company=N_("who was told in the company"),
        ),
    ),
    Record(
        "matter",
        n.MATTER,
        "TS-2.2",
        N_("Matter outside the plan"),
        ("matter", "ours", "discussed_with", "settlement"),
        needs=(
            *needs("TS-2.2", f"{n.MATTER}.discuss", discussed_with=N_("with whom it was discussed")),
            *needs("TS-2.2", f"{n.MATTER}.settle", settlement=N_("how it was settled")),
        ),
    ),
    Record(
        "situation",
        n.SUPERVISION,
        "TS-2.3",
        N_("Situation report"),
        needs=(
            *needs(
                "TS-2.3",
                f"{n.SUPERVISION}.report",
                content=N_("the situation on site"),
                told_buyer=N_("to whom of the buyer it was sent"),
                told_company=N_("to whom in the company it was sent"),
            ),
            *needs("TS-2.3", f"{n.SUPERVISION}.record_absence", breach=N_("what was found")),
            *needs(
                "TS-2.3",
                f"{n.SUPERVISION}.accept_builder",
                accepted_us=N_("who of us accepts the builder"),
                accepted_buyer=N_("who of the buyer accepts the builder"),
            ),
        ),
    ),
    Record(
        "acceptance",
        n.WORKS,
        "TS-2.4",
        N_("Acceptance record"),
        ("serial", "product", "product_version", "works_done_at", "running_at", "result", "remarks", "papers"),
        children=(Child(AcceptancePaper, "works_id", ("name", "copies")),),
        needs=(
            *needs(
                "TS-2.4",
                f"{n.WORKS}.commission",
                works_done_at=N_("when the works were done"),
                running_at=N_("since when the system runs"),
            ),
            *needs(
                "TS-2.4",
                (f"{n.WORKS}.record_acceptance", *_SIGNING),
                result=N_("the result of the acceptance"),
                serial=N_("the serial number of the system"),
            ),
            *needs("TS-2.4", f"{n.WORKS}.file", archive_no=N_("the archive number of the papers")),
        ),
        signatures=SIDES,
    ),
)

DECLARED = (*FACTS, *GATES, *WORKS, *SUPERVISION, *ACCEPTANCE, *RECORDS)

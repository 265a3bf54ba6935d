"""Which clause asks for each field of the assessment's records, and the periods in which they are owed (ES-2.4 to ES-3.5)."""

from __future__ import annotations

from core.api import N_, Deadline, Need, On, Periodic, Record
from plugins.service_quality import assessing as a
from plugins.service_quality.policies_assessment import ASSESSMENT, FEEDBACK, REPORT, TRAINING

RECORDS = (
    Record(
        "programme",
        a.PROGRAMME,
        "ES-3.0",
        N_("Programme of assessment"),
        content=("name", "form", "from_on", "to_on", "goals"),
        needs=(Need("goals", N_("the goals"), "ES-3.0", (a.DRAFT, f"{a.PROGRAMME}.revise"), f"{a.PROGRAMME}.revise"),),
    ),
    Record(
        "assessment",
        a.ASSESSMENT,
        "ES-3.4",
        N_("Assessment"),
        content=("method", "evidence", "comment", "analysis", "help_plan", "consequence", "total"),
        needs=(
            Need("method", N_("the method"), "ES-3.2.1", (a.CONCLUDE,)),
            Need("evidence", N_("what the assessment rests on"), "ES-3.2.1", (a.CONCLUDE,)),
        ),
    ),
    Record(
        "inspection",
        a.INSPECTION,
        "ES-3.2.1",
        N_("On-site inspection"),
        content=("inspected_at", "place", *a.INSPECTED, "remark"),
        needs=tuple(Need(name, label, "ES-3.2.1", (a.INSPECT,)) for name, label in a.INSPECTED.items()),
    ),
    Record(
        "feedback",
        a.FEEDBACK,
        "ES-3.2.3",
        N_("Feedback"),
        content=("source", "noted_at", "content", "outcome"),
        needs=(
            Need("content", N_("what was said"), "ES-3.2.3", (a.NOTE,)),
            Need("outcome", N_("what came of it"), "ES-3.2.3", (a.HANDLE,)),
        ),
    ),
    Record(
        "finding",
        a.FINDING,
        "ES-3.5",
        N_("Finding of a woodpecker"),
        content=("found_on", "fault", "proposal", "outcome"),
        needs=(
            Need("fault", N_("what is wrong"), "ES-3.5", (a.FILE,)),
            Need("outcome", N_("what came of it"), "ES-3.5", (a.SETTLE,)),
        ),
    ),
    Record(
        "ledger",
        a.LEDGER,
        "ES-3.3",
        N_("Ledger entry"),
        content=("on", "kind", "content", "source"),
        needs=(Need("content", N_("the entry"), "ES-3.3", (a.ENTER,)),),
    ),
    Record(
        "report",
        a.REPORT,
        "ES-3.3",
        N_("Service-quality report"),
        content=("from_on", "to_on", "forms", "forms_in_time", "complaints", "feedback", "problems", "measures"),
        needs=(
            Need("problems", N_("the problems"), "ES-3.3", (a.SUBMIT,), f"{a.REPORT}.revise"),
            Need("measures", N_("the measures"), "ES-3.3", (a.SUBMIT,), f"{a.REPORT}.revise"),
            Need("review", N_("the review"), "ES-3.3", (f"{a.REPORT}.review",)),
        ),
    ),
    Record(
        "training",
        a.TRAINING,
        "ES-2.4",
        N_("Training record"),
        content=("on", "topic", "content", "hours", "result"),
        needs=(
            Need("content", N_("the content of the training"), "ES-2.4", (a.TRAIN,)),
            Need("result", N_("the result"), "ES-2.4", (a.TRAIN,)),
        ),
    ),
    Record(
        "conduct",
        a.CONDUCT,
        "ES-2.5",
        N_("Case of conduct"),
        content=("happened_at", "what", "statement", "decision"),
        needs=(
            Need("what", N_("what happened"), "ES-2.5", (a.REPORT_CONDUCT,)),
            Need("statement", N_("what the person says to it"), "ES-2.5", (a.HEAR,)),
            Need("decision", N_("the decision and its reason"), "ES-2.5", (a.DECIDE_CONDUCT,)),
        ),
    ),
)

PERIODICS = (
    Periodic(
        "es.training",
        a.STAFF,
        "ES-2.4",
        N_("Train the member of staff"),
        anchor="joined_on",
        every=TRAINING.key,
        counts=On(a.TRAIN, via="staff_id"),
        until="left_on",
        calendar=True,
        when={"state": "active"},
        cancel=On(a.LEAVE),
        owes="role:manager",
        act=a.TRAIN,
    ),
    Periodic(
        "es.self_assessment",
        a.PROGRAMME,
        "ES-3.3",
        N_("Assess the own department"),
        anchor="from_on",
        until="to_on",
        every=ASSESSMENT.key,
        counts=On(a.CONCLUDE, via="programme_id"),
        calendar=True,
        when={"state": "running", "form": "self"},
        cancel=On(f"{a.PROGRAMME}.end"),
        owes="role:manager",
        act=a.ASSESS,
    ),
    Periodic(
        "es.management_assessment",
        a.PROGRAMME,
        "ES-3.3",
        N_("Assess the department"),
        anchor="from_on",
        until="to_on",
        every=ASSESSMENT.key,
        counts=On(a.CONCLUDE, via="programme_id"),
        calendar=True,
        when={"state": "running", "form": "management"},
        cancel=On(f"{a.PROGRAMME}.end"),
        owes=f"role:{a.INSPECTOR}",
        act=a.ASSESS,
    ),
    Periodic(
        "es.report",
        a.PROGRAMME,
        "ES-3.3",
        N_("Hand in the service-quality report"),
        anchor="from_on",
        until="to_on",
        every=REPORT.key,
        counts=On(a.SUBMIT, via="programme_id"),
        calendar=True,
        when={"state": "running", "form": "self"},
        cancel=On(f"{a.PROGRAMME}.end"),
        owes="role:manager",
        act=a.WRITE,
    ),
)

DEADLINES = (
    Deadline(
        "feedback.handle",
        a.FEEDBACK,
        "ES-3.2.3",
        N_("Deal with the feedback"),
        length=FEEDBACK.key,
        owes="department",
        act=a.HANDLE,
        start=On(a.NOTE),
        stop=On(a.HANDLE),
    ),
)

"""What is kept of a complaint and of a measure, and which clause asks for each field at which step (ES-1.2.4)."""

from __future__ import annotations

from core.api import N_, Need, Record, View
from plugins.service_quality import names as n


def _first(v: View) -> bool:
    """Until a day has been promised, every answer promises one."""
    return v.subject.promised_on is None


COMPLAINT = Record(
    "complaint",
    n.COMPLAINT,
    "ES-1.2.4",
    N_("Complaint record"),
    content=(
        "complainant",
        "complained_at",
        "object",
        "demand",
        "content",
        "kind",
        "subkind",
        "founded",
        "ground",
        "unfounded_reason",
        "reply",
        "promised_on",
        "authority",
        "finding",
        "solution",
        "regard",
        "compensation",
        "told_at",
        "redress",
        "reaction",
        "loss",
        "no_penalty",
        "review",
        "lessons",
    ),
    needs=(
        Need("complainant", N_("complainant"), "ES-1.3.1", (n.COMPLAIN,), n.COMPLAIN),
        Need("complained_at", N_("time"), "ES-1.3.1", (n.COMPLAIN,), n.COMPLAIN),
        Need("object", N_("object"), "ES-1.3.1", (n.COMPLAIN,), n.COMPLAIN),
        Need("demand", N_("demand"), "ES-1.3.1", (n.COMPLAIN,), n.COMPLAIN),
        Need("content", N_("the content of the complaint"), "ES-1.2.4", (n.COMPLAIN,), n.COMPLAIN),
        Need("kind", N_("the kind of complaint"), "ES-1.3.2", (n.JUDGE,)),
        Need("sufficient", N_("whether the reasons are sufficient"), "ES-1.3.2", (n.JUDGE,)),
        Need("reasonable", N_("whether the demand is reasonable"), "ES-1.3.2", (n.JUDGE,)),
        Need("ground", N_("the grounds of the judgement"), "ES-1.3.2", (n.JUDGE,)),
        Need("unfounded_reason", N_("the reason told to the customer"), "ES-1.3.2", (n.DISMISS,)),
        Need("reply", N_("an answer with content"), "ES-1.2.2", (n.REPLY,)),
        Need("promised_on", N_("the promised day of redress"), "ES-4.3.4", (n.REPLY,), when=_first),
        Need("authority", N_("the authority of the person in charge"), "ES-1.2.3", (n.TO_UNIT,)),
        Need("finding", N_("what was found"), "ES-1.3.4", (n.INVESTIGATE,)),
        Need("cause", N_("the cause, from the catalogue"), "ES-1.2.1", (n.INVESTIGATE,)),
        Need("solution", N_("the solution"), "ES-1.3.5", (n.PROPOSE,)),
        Need("regard", N_("how it meets the customer's demand"), "ES-1.3.5", (n.PROPOSE,)),
        Need("redress", N_("what was done for the customer"), "ES-4.3.4", (n.REDRESS,)),
        Need("no_penalty", N_("the reason why nobody is penalised"), "ES-1.3.7", (n.NO_PENALTY,)),
        Need("review", N_("the review"), "ES-1.3.8", (n.REVIEW,)),
        Need("lessons", N_("the lessons learnt"), "ES-1.3.8", (n.REVIEW,)),
        Need("plan", N_("an improvement measure"), "ES-1.3.8", (n.REVIEW,)),
        Need("measure", N_("the kind of measure"), "ES-1.2.1b", (n.REVIEW,)),
        Need("owner", N_("who carries it out"), "ES-1.3.8", (n.REVIEW,)),
        Need("due_on", N_("by when it is done"), "ES-1.3.8", (n.REVIEW,)),
    ),
)

IMPROVEMENT = Record(
    "improvement",
    n.IMPROVEMENT,
    "ES-1.3.8",
    N_("Improvement action"),
    content=("kind", "plan", "due_on", "result", "effective", "check_note"),
    needs=(
        Need("plan", N_("an improvement measure"), "ES-1.3.8", (n.PLAN,)),
        Need("kind", N_("the kind of measure"), "ES-1.2.1b", (n.PLAN,)),
        Need("owner", N_("who carries it out"), "ES-1.3.8", (n.PLAN,)),
        Need("due_on", N_("by when it is done"), "ES-1.3.8", (n.PLAN,)),
        Need("result", N_("what was done"), "ES-1.3.8", (n.FINISH,)),
        Need("effective", N_("whether the measure is effective"), "ES-1.2.1", (n.CHECK_EFFECT,)),
        Need("check_note", N_("how the effect was checked"), "ES-1.2.1", (n.CHECK_EFFECT,)),
        Need("check_note", N_("the reason for giving it up"), "ES-1.3.8", (n.DROP,)),
    ),
)

RECORDS = (COMPLAINT, IMPROVEMENT)

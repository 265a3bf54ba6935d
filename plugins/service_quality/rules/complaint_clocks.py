"""The clocks of a complaint and of what follows from it (ES-1, ES-4.3.4)."""

from __future__ import annotations

from core.api import N_, Deadline, On, View
from plugins.service_quality import names as n
from plugins.service_quality import policies


def _unfounded(v: View) -> bool:
    return not (v.data.sufficient and v.data.reasonable)


def _founded(v: View) -> bool:
    return not _unfounded(v)


def _promised(v: View) -> bool:
    return v.data.promised_on is not None


def _again(v: View) -> bool:
    """A measure without effect is due once more."""
    return v.data.effective is False


DEADLINES = (
    # an answer with content by a person; telling the solution and answering with the reason are such answers too
    Deadline(
        "complaint.answer",
        n.COMPLAINT,
        "ES-1.2.2",
        N_("Answer the complaint"),
        length=policies.REPLY.key,
        act=n.REPLY,
        start=On(n.COMPLAIN),
        stop=(On(n.REPLY), On(n.DISMISS), On(n.TELL)),
    ),
    Deadline(
        "complaint.dismiss",
        n.COMPLAINT,
        "ES-1.3.2",
        N_("Answer an unfounded complaint with the reason"),
        length=policies.DISMISS.key,
        owes="role:agent",
        act=n.DISMISS,
        start=On(n.JUDGE, when=_unfounded),
        stop=On(n.DISMISS),
        cancel=On(n.JUDGE, when=_founded),
    ),
    Deadline(
        "complaint.tell",
        n.COMPLAINT,
        "ES-1.3.6",
        N_("Tell the customer the approved solution"),
        length=policies.NOTIFY.key,
        owes="role:agent",
        act=n.TELL,
        start=On(n.APPROVE),
        stop=On(n.TELL),
    ),
    # a later promise does not take back an earlier one: both run
    Deadline(
        "complaint.promised",
        n.COMPLAINT,
        "ES-4.3.4",
        N_("Redress as promised"),
        until="promised_on",
        act=n.REDRESS,
        start=On(n.REPLY, when=_promised),
        stop=On(n.REDRESS),
        cancel=On(n.DISMISS),
    ),
    Deadline(
        "improvement.due",
        n.IMPROVEMENT,
        "ES-1.3.8",
        N_("Carry out the improvement"),
        until="due_on",
        act=n.FINISH,
        start=(On(n.PLAN), On(n.CHECK_EFFECT, when=_again)),
        stop=On(n.FINISH),
        cancel=On(n.DROP),
    ),
    Deadline(
        "improvement.check",
        n.IMPROVEMENT,
        "ES-1.3.8",
        N_("Check the effect of the improvement"),
        length=policies.EFFECT.key,
        owes="role:manager",
        act=n.CHECK_EFFECT,
        start=On(n.FINISH),
        stop=On(n.CHECK_EFFECT),
        cancel=On(n.DROP),
    ),
    Deadline(
        "cause.improve",
        n.CAUSE,
        "ES-1.2.1",
        N_("Plan an improvement against the recurring cause"),
        length=policies.CAUSE_ACTION.key,
        owes="role:manager",
        act=n.PLAN,
        start=On(n.RECURS),
        stop=On(n.PLAN, via="cause_id"),
    ),
)

"""The subjects of the assessment and of the staff it is about (ES-2.4 to ES-3.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Stage, Subject
from plugins.service_quality import assessing as a
from plugins.service_quality import names as n
from plugins.service_quality.models import (
    Assessment,
    ConductCase,
    Feedback,
    Finding,
    Inspection,
    LedgerEntry,
    Programme,
    Report,
    Reward,
    RewardRule,
    Score,
    StaffFile,
    Training,
)


def _subject(
    name: str,
    model: type[Any],
    label: str,
    states: Mapping[str, Stage],
    prefix: str,
    title: str,
    icon: str,
    **more: Any,
) -> Subject:
    return Subject(
        name, model, label, states, next(iter(states)), prefix, title=title, search=(title,), icon=icon, **more
    )


def _done(label: str) -> Stage:
    return Stage(label, "done")


SUBJECTS = (
    _subject(
        a.PROGRAMME,
        Programme,
        N_("Programme of assessment"),
        {"draft": Stage(N_("Programme drafted")), "running": Stage(N_("Under way")), "ended": _done(N_("Ended"))},
        "KF",
        "name",
        "chart",
    ),
    _subject(
        a.ASSESSMENT,
        Assessment,
        N_("Assessment"),
        {"open": Stage(N_("Being scored")), "concluded": _done(N_("Concluded"))},
        "KP",
        "evidence",
        "chart",
    ),
    _subject(
        a.SCORE,
        Score,
        N_("Item of an assessment"),
        {"waiting": Stage(N_("To be scored")), "given": _done(N_("Scored"))},
        "PF",
        "name",
        "pen",
        parent=a.ASSESSMENT,
        parent_field="assessment_id",
    ),
    _subject(
        a.INSPECTION,
        Inspection,
        N_("On-site inspection"),
        {"recorded": _done(N_("Recorded"))},
        "XJ",
        "place",
        "search",
    ),
    _subject(
        a.FEEDBACK,
        Feedback,
        N_("Feedback"),
        {"noted": Stage(N_("Noted")), "handled": _done(N_("Dealt with"))},
        "FK",
        "content",
        "chat",
    ),
    _subject(
        a.FINDING,
        Finding,
        N_("Finding of a woodpecker"),
        {"filed": Stage(N_("Filed")), "passed": Stage(N_("Being mended")), "settled": _done(N_("Settled"))},
        "ZM",
        "fault",
        "eye",
        private=(n.QUALITY, n.SENIOR),
    ),
    _subject(
        a.REPORT,
        Report,
        N_("Service-quality report"),
        {
            "written": Stage(N_("Written")),
            "submitted": Stage(N_("Report handed in")),
            "reviewed": _done(N_("Report reviewed")),
        },
        "ZB",
        "problems",
        "file",
    ),
    _subject(
        a.LEDGER,
        LedgerEntry,
        N_("Ledger entry"),
        {"entered": _done(N_("Entered"))},
        "TZ",
        "content",
        "book",
    ),
    _subject(
        a.STAFF,
        StaffFile,
        N_("Staff file"),
        {"active": Stage(N_("In the service")), "left": _done(N_("Left"))},
        "DA",
        "post",
        "user",
        private=("manager", n.SENIOR, a.HR, n.QUALITY, a.INSPECTOR),
    ),
    _subject(
        a.TRAINING,
        Training,
        N_("Training record"),
        {"recorded": _done(N_("Recorded"))},
        "YP",
        "content",
        "book",
        parent=a.STAFF,
        parent_field="staff_id",
        private=("manager", n.SENIOR, a.HR),
    ),
    _subject(
        a.CONDUCT,
        ConductCase,
        N_("Case of conduct"),
        {"reported": Stage(N_("Breach reported")), "heard": Stage(N_("Heard")), "decided": _done(N_("Decision made"))},
        "GF",
        "what",
        "alert",
        parent=a.STAFF,
        parent_field="staff_id",
        private=("manager", n.SENIOR, a.HR, n.QUALITY, a.INSPECTOR),
    ),
    _subject(
        a.RULE,
        RewardRule,
        N_("Rule of reward and penalty"),
        {"active": Stage(N_("In force")), "withdrawn": _done(N_("No longer in force"))},
        "JG",
        "text",
        "sliders",
        shared=True,
    ),
    _subject(
        a.REWARD,
        Reward,
        N_("Reward or penalty"),
        {"decided": _done(N_("Decision made")), "revoked": _done(N_("Decision revoked"))},
        "JC",
        "reason",
        "medal",
        private=("manager", n.SENIOR, a.HR),
    ),
)

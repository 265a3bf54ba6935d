"""The figures of the assessment (ES-3.1): what forms, complaints, cards and visits add up to; the norm sets no target, the company may."""

from __future__ import annotations

from core.api import N_, DutyMeasure, Kpi, Measure
from plugins.service_quality import names as n
from plugins.service_quality import policies

_PROMISED = (f"{n.REQUEST}:ticket.promised", f"{n.COMPLAINT}:complaint.promised")
_ANSWERED = (f"{n.COMPLAINT}:complaint.answer",)
_VISITED = ("core.asset:es.visit",)
_FILED = ("core.asset:file.open",)
# a form ended without the customer's signature is counted apart
_CLOSED = {"state": "closed"}


def _marks(name: str, label: str, column: str, target: str, heading: str) -> Kpi:
    """The mean of one mark over the cards that bear it."""
    given = {f"{column}__isnull": False}
    return Kpi(
        f"service_quality.{name}",
        label,
        "ES-3.1",
        part=Measure(n.OPINION, at="answered_at", where=given, value=column),
        whole=Measure(n.OPINION, at="answered_at", where=given),
        unit="mean",
        target=target,
        heading=heading,
    )


KPIS = (
    Kpi(
        "service_quality.compliance",
        N_("Seven ones kept"),
        "ES-3.1",
        part=Measure(n.REQUEST, at="ended_at", value="ones_kept"),
        whole=Measure(n.REQUEST, at="ended_at", value="ones_checked"),
        target=policies.COMPLIANCE.key,
        heading=N_("Compliance"),
    ),
    Kpi(
        "service_quality.speed",
        N_("Forms with all times kept"),
        "ES-3.1",
        part=Measure(n.REQUEST, at="closed_at", where=_CLOSED, in_time=True),
        whole=Measure(n.REQUEST, at="closed_at", where=_CLOSED),
        target=policies.SPEED.key,
        heading=N_("Speed"),
    ),
    Kpi(
        "service_quality.promises",
        N_("Promises kept"),
        "ES-3.1",
        part=DutyMeasure(_PROMISED, met=True),
        whole=DutyMeasure(_PROMISED),
        target=policies.PROMISES.key,
        heading=N_("Speed"),
    ),
    _marks("rating", N_("Mean mark of the opinion cards"), "mark", policies.RATING.key, N_("Customer rating")),
    Kpi(
        "service_quality.satisfied",
        N_("Cards with 4 or 5 marks"),
        "ES-3.1",
        part=Measure(n.OPINION, at="answered_at", where={"mark__gte": 4}),
        whole=Measure(n.OPINION, at="answered_at", where={"mark__isnull": False}),
        target=policies.SATISFIED.key,
        heading=N_("Customer rating"),
    ),
    _marks("warmth", N_("Mean mark for warmth"), "warmth", policies.WARMTH.key, N_("Warmth and skill")),
    _marks("skill", N_("Mean mark for skill"), "skill", policies.SKILL.key, N_("Warmth and skill")),
    Kpi(
        "service_quality.errors",
        N_("Forms with a confirmed error"),
        "ES-3.1",
        part=Measure(n.REQUEST, at="closed_at", where={**_CLOSED, "erred": True}),
        whole=Measure(n.REQUEST, at="closed_at", where=_CLOSED),
        target=policies.ERRORS.key,
        better="low",
        heading=N_("Errors and incidents"),
    ),
    Kpi(
        "service_quality.incidents",
        N_("Justified complaints with a loss"),
        "ES-3.1",
        part=Measure(n.COMPLAINT, at="complained_at", where={"founded": True, "loss__gt": 0}),
        unit="count",
        better="low",
        heading=N_("Errors and incidents"),
    ),
    Kpi(
        "service_quality.answers",
        N_("Complaints answered in time"),
        "ES-1.2.2",
        part=DutyMeasure(_ANSWERED, met=True),
        whole=DutyMeasure(_ANSWERED),
        target=policies.ANSWERS.key,
        heading=N_("Complaints"),
    ),
    Kpi(
        "service_quality.passed_on",
        N_("Times a complaint was passed on"),
        "ES-1.2.2",
        part=Measure(n.COMPLAINT, at="closed_at", value="handovers"),
        whole=Measure(n.COMPLAINT, at="closed_at"),
        unit="mean",
        target=policies.PASSED_ON.key,
        better="low",
        heading=N_("Complaints"),
    ),
    Kpi(
        "service_quality.recurring",
        N_("Causes found recurring"),
        "ES-1.2.1",
        part=Measure(n.CAUSE, at="recurring_at"),
        unit="count",
        better="low",
        heading=N_("Complaints"),
    ),
    Kpi(
        "service_quality.files",
        N_("Customer files opened in time"),
        "ES-2.2",
        part=DutyMeasure(_FILED, met=True),
        whole=DutyMeasure(_FILED),
        heading=N_("Customer communication"),
    ),
    Kpi(
        "service_quality.visits",
        N_("Visits made in their year"),
        "ES-2.2",
        part=DutyMeasure(_VISITED, met=True),
        whole=DutyMeasure(_VISITED),
        target=policies.VISITS.key,
        heading=N_("Customer communication"),
    ),
)

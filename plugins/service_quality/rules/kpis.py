"""The figures of the assessment that the request form supplies (ES-3.1); the norm sets no target, the company may."""

from __future__ import annotations

from core.api import N_, DutyMeasure, Kpi, Measure
from plugins.service_quality import names as n
from plugins.service_quality import policies

_PROMISED = (f"{n.REQUEST}:ticket.promised",)
# a form ended without the customer's signature is counted apart
_CLOSED = {"state": "closed"}

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
)

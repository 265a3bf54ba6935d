"""Refusals counted for operators: which clause holds up how many tries, in this process."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter

from core.declare import Act
from core.errors import Refusal

REGISTRY = CollectorRegistry()
_REFUSALS = Counter(
    "guizhang_refusals",
    "Refused tries by plugin of the act, kind and clause.",
    ("plugin", "kind", "clause"),
    registry=REGISTRY,
)


def refused(act: Act, refusals: Iterable[Refusal]) -> None:
    """Count them; labels are declared names only, so there are never more of them than declarations."""
    for refusal in refusals:
        _REFUSALS.labels(act.plugin, refusal.kind, refusal.clause or "").inc()

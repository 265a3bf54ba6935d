"""Everything that may be done, one file per subject."""

from __future__ import annotations

from plugins.tech_support.acts import (
    acceptance,
    agreements,
    classes,
    contracts,
    editions,
    exchanges,
    matters,
    offices,
    pickups,
    questions,
    releases,
    sessions,
    shipments,
    supervision,
    systems,
    training,
    visits,
    works,
)

DECLARED = (
    *questions.ACTS,
    *sessions.ACTS,
    *visits.ACTS,
    *offices.ACTS,
    *contracts.ACTS,
    *pickups.ACTS,
    *shipments.ACTS,
    *works.ACTS,
    *acceptance.ACTS,
    *matters.ACTS,
    *supervision.ACTS,
    *systems.ACTS,
    *exchanges.ACTS,
    *agreements.ACTS,
    *releases.ACTS,
    *training.ACTS,
    *classes.ACTS,
    *editions.ACTS,
)

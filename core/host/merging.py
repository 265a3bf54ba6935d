"""What hangs on a customer follows him when he is merged: the system's act that says so in each journal, one for each kind of subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.declare import N_, Act, Subject

NAME = "follow_customer"
CUSTOMER = "core.customer"
_MODEL = "core.Customer"


def customer_columns(subject: Subject) -> tuple[str, ...]:
    """The columns that hold a customer's id; none for what belongs to no customer, and for customers themselves."""
    meta = subject.model._meta
    named = sorted(f for f in meta.fk_fields if meta.fields_map[f].model_name == _MODEL)
    return () if subject.name == CUSTOMER else tuple(f"{name}_id" for name in named)


def merging_acts(subjects: Iterable[Subject]) -> Mapping[str, Act]:
    """Full act name -> act, for every subject that names its customer."""
    acts = [_following(subject.name, columns) for subject in subjects if (columns := customer_columns(subject))]
    return {act.full: act for act in acts}


def _following(name: str, columns: tuple[str, ...]) -> Act:
    """Its data: `gone` and `customer`, ids of the two."""

    async def run(ctx: Any) -> None:
        ctx.set(**{name: ctx.data.customer for name in columns if getattr(ctx.subject, name) == ctx.data.gone})

    return Act(NAME, name, N_("Moved to the customer that is kept"), by="system", run=run, icon="swap")

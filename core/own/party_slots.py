"""The tabs of a customer's and an asset's page that gather what stands elsewhere; each is fetched when the page has been drawn."""

from __future__ import annotations

from core.api import N_, Slot
from core.web import party

SLOTS = tuple(
    Slot(f"{subject}.detail", f"{subject.rpartition('.')[2]}_{name}", label, f"core/party_{name}.html", load)
    for subject in ("core.customer", "core.asset")
    for name, label, load in (
        ("duties", N_("Running duties"), party.duties),
        ("papers", N_("Papers"), party.papers),
        ("notes", N_("Notes"), party.notes),
    )
)

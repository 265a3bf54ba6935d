"""Tabs that several detail pages share."""

from __future__ import annotations

from core.api import N_, Asset, Column, Related, Ticket

ASSETS = Related(
    N_("Assets"),
    Asset,
    "customer_id",
    (
        Column("number", N_("Number"), "code"),
        Column("identifier", N_("Serial number"), "code"),
        Column("name", N_("Name")),
        Column("warranty_to", N_("Warranty until"), "day"),
    ),
    subject="core.asset",
    order="-id",
)


def tickets_by(link: str) -> Related:
    """The tickets of a customer or an asset; `link` is the ticket's column."""
    return Related(
        N_("Tickets"),
        Ticket,
        link,
        (
            Column("number", N_("Number"), "code"),
            Column("title", N_("Title")),
            Column("stage", N_("Stage"), "stage"),
            Column("reported_at", N_("Reported"), "instant"),
        ),
        subject="core.ticket",
        order="-id",
    )

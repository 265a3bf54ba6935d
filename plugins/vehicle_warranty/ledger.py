"""The book of parts: nothing appears or vanishes, it moves between holders (VW-3.7.6)."""

from __future__ import annotations

from core.api import N_, Book
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.roles_stock import WHOLE_BOOK

PARTS = Book(
    "vehicle_warranty.parts",
    N_("pieces"),
    n.PLACES,
    negative=("supplier", "vehicle", "difference"),
    label=N_("Parts ledger"),
    clause="VW-3.7.6",
    roles=WHOLE_BOOK,
)
MAIN = ""  # the owner's key of what there is one of: the central store, old parts, scrap, differences

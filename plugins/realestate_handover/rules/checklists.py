"""What is checked before a home is handed over, and which papers the authority wants; managers write later editions (RE-2.9, RE-2.5)."""

from __future__ import annotations

from core.api import N_, Checklist, Item
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms import tracks as forms

WORKS = Checklist(
    forms.WORKS,
    n.MOVEIN,
    "works",
    "RE-2.9",
    N_("Handover works"),
    items=(
        Item("identity", N_("Buyer's identity checked against the contract")),
        Item("payments", N_("Payments due settled")),
        Item("walls", N_("Walls, floors and ceilings looked at")),
        Item("doors", N_("Doors, windows and locks tried")),
        Item("water", N_("Water supply and drains tried")),
        Item("power", N_("Power and lights tried")),
        Item("gas", N_("Gas connection looked at"), required=False),
        Item("meters", N_("Meter readings written down"), kind="text"),
        Item("manuals", N_("Home manual and warranty handed over")),
        Item("rules", N_("House rules of the property company explained")),
    ),
    act=f"{n.MOVEIN}.check",
    needed=(f"{n.MOVEIN}.hand_over",),
    kept="works_kept",
    judged="works_judged",
)
PAPERS = Checklist(
    forms.PAPERS,
    n.TITLE,
    "papers",
    "RE-2.10",
    N_("Papers for the authority"),
    items=(
        Item("contract", N_("Contract of sale")),
        Item("identity", N_("Identity papers of all buyers")),
        Item("invoice", N_("Invoice of the price")),
        Item("tax", N_("Receipt of the deed tax")),
        Item("survey", N_("Survey of the home")),
        Item("application", N_("Signed application form")),
        Item("mandate", N_("Mandate for us to apply"), required=False),
    ),
    act=f"{n.TITLE}.check_papers",
    good=(f"{n.TITLE}.ready", f"{n.TITLE}.lodge"),
    variant="kind",
    kept="papers_ok",
    judged="papers_asked",
)
CHECKLISTS = (WORKS, PAPERS)

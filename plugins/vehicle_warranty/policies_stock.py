"""Times of old parts and claims: where the regulation says "in time", the company says by when."""

from __future__ import annotations

from core.api import N_, Policy

OLD_PART_BACK = "vw.old_part_days"
OLD_PART_DEAL = "vw.old_part_deal_months"
CLAIM_OPEN = "vw.claim_open_days"
CLAIM_NEXT = "vw.claim_followup_days"
CLAIM_LAPSE = "vw.claim_lapse_days"


def _company(key: str, clause: str, label: str, value: int, unit: str) -> Policy:
    return Policy(key, clause, label, value, unit, origin="company")


DECLARED = (
    _company(OLD_PART_BACK, "VW-3.4.2e4", N_("Old part handed in after the return"), 3, "d"),
    _company(
        OLD_PART_DEAL, "VW-3.7.5", N_("Months after the month of receipt in which an old part is dealt with"), 1, "mo"
    ),
    _company(CLAIM_OPEN, "VW-3.8", N_("Claim opened after the receipt of the old part"), 7, "d"),
    _company(CLAIM_NEXT, "VW-3.8", N_("Next step of a claim after the one before"), 30, "d"),
    _company(CLAIM_LAPSE, "VW-3.8", N_("Claims are shown as about to lapse so long ahead"), 30, "d"),
)

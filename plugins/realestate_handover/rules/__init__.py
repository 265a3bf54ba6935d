"""What holds between the acts, one file for each part of the regulations."""

from core.api import Rule
from plugins.realestate_handover.rules.acceptance import DECLARED as ACCEPTANCE
from plugins.realestate_handover.rules.cards import DECLARED as CARDS
from plugins.realestate_handover.rules.crosstab import DECLARED as CROSSTAB
from plugins.realestate_handover.rules.disputes import DECLARED as DISPUTES
from plugins.realestate_handover.rules.estate import DECLARED as ESTATE
from plugins.realestate_handover.rules.files import DECLARED as FILES
from plugins.realestate_handover.rules.movein import DECLARED as MOVEIN
from plugins.realestate_handover.rules.payments import DECLARED as PAYMENTS
from plugins.realestate_handover.rules.titles import DECLARED as TITLES

DECLARED: tuple[Rule, ...] = (
    *ACCEPTANCE,
    *CARDS,
    *CROSSTAB,
    *DISPUTES,
    *ESTATE,
    *FILES,
    *PAYMENTS,
    *MOVEIN,
    *TITLES,
)

__all__ = ["DECLARED"]

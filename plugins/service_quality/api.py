"""What other plugins may use of this one: its `__all__` is a promise, everything else may change any day.

Complaints (`complain`) and opinion cards (`card`, then ISSUE_CARD) are opened within an act of the other plugin. Visits, enquiries and cards are
counted towards its own duties by `On(RECORD_VISIT, via="asset_id")` and the like. Paid service is charged by the price list.
"""

from plugins.service_quality.acts.charge import LineForm, priced
from plugins.service_quality.acts.opening import card, complain
from plugins.service_quality.names import (
    ANSWER_CARD,
    COMPLAIN,
    COMPLAINT,
    ENQUIRE,
    ENQUIRY,
    ENTER_CARD,
    ENTER_PAPER,
    FREIGHT,
    ISSUE_CARD,
    KINDS,
    MARKETING,
    MARKS,
    OPINION,
    PENALTY,
    PRICE,
    QUALITY,
    RECORD_VISIT,
    REGISTER,
    REQUEST,
    SENIOR,
    SERVICE_POINT,
    VISIT,
)
from plugins.service_quality.rules.opinions import mark
from plugins.service_quality.rules.penalty import Terms, amount

__all__ = [
    "ANSWER_CARD",
    "COMPLAIN",
    "COMPLAINT",
    "ENQUIRE",
    "ENQUIRY",
    "ENTER_CARD",
    "ENTER_PAPER",
    "FREIGHT",
    "ISSUE_CARD",
    "KINDS",
    "MARKETING",
    "MARKS",
    "OPINION",
    "PENALTY",
    "PRICE",
    "QUALITY",
    "RECORD_VISIT",
    "REGISTER",
    "REQUEST",
    "SENIOR",
    "SERVICE_POINT",
    "VISIT",
    "LineForm",
    "Terms",
    "amount",
    "card",
    "complain",
    "mark",
    "priced",
]

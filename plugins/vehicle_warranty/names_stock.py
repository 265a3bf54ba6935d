"""Full names of the stock half said once, and the words of its choices."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_

ORDER = "vehicle_warranty.order"
REPORT = "vehicle_warranty.report"
PART = "vehicle_warranty.part"
ACCOUNT = "vehicle_warranty.stock_account"
REQUISITION = "vehicle_warranty.requisition"
RECEIPT = "vehicle_warranty.receipt_note"
TAKE = "vehicle_warranty.stock_take"
OLD = "vehicle_warranty.old_part"
WRITE_OFF = "vehicle_warranty.write_off"
FREIGHT = "vehicle_warranty.freight_voucher"
CLAIM = "vehicle_warranty.claim"
ADVANCE = "vehicle_warranty.cash_advance"
EXPENSE = "vehicle_warranty.expense_claim"
CONDUCT = "vehicle_warranty.conduct_case"

STORE, STATION, TECHNICIAN = "store", "station", "technician"
# kinds of accounts of the book of parts
PLACES: Mapping[str, str] = {
    "supplier": N_("Supplier"),
    STORE: N_("Central store"),
    STATION: N_("Service station"),
    TECHNICIAN: N_("Technician"),
    "old_parts": N_("Old parts store"),
    "vehicle": N_("User's vehicle (written off)"),
    "scrap": N_("Scrap"),
    "difference": N_("Differences"),
}
HOLDERS: Mapping[str, str] = {name: PLACES[name] for name in (STORE, STATION, TECHNICIAN)}
RECEIPTS: Mapping[str, str] = {"drawn": N_("Drawn"), "exchanged": N_("Exchanged back")}
SETTLED_BY: Mapping[str, str] = {"old": N_("Old part"), "unused": N_("Unused part")}
DISPOSITIONS: Mapping[str, str] = {
    "supplier": N_("Returned to the supplier"),
    "held": N_("Held for a claim"),
    "scrap": N_("Scrapped"),
    "repair": N_("Repaired"),
}
RESULTS: Mapping[str, str] = {"accepted": N_("Accepted"), "rejected": N_("Rejected")}
# clause a conduct case stands on -> what was done
BREACHES: Mapping[str, str] = {
    "VW-3.3.2": N_("User's signature or opinion altered or forged"),
    "VW-3.3.4": N_("Charged a user without approval"),
    "VW-3.3.4b": N_("Meals, obstruction, taking or demanding"),
    "VW-3.3.5": N_("Language, image or statements against the rules"),
}
DISMISSAL = "dismissal"
SANCTIONS: Mapping[str, str] = {DISMISSAL: N_("Dismissal"), "assessment": N_("Entered in the assessment")}
DECISIONS: Mapping[str, str] = {**SANCTIONS, "warning": N_("Warning"), "unfounded": N_("Unfounded")}
PRESCRIBED: Mapping[str, str] = {
    "VW-3.3.2": DISMISSAL,
    "VW-3.3.4": "assessment",
    "VW-3.3.4b": DISMISSAL,
    "VW-3.3.5": "assessment",
}

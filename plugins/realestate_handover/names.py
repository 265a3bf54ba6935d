"""Full names said once, and the words of the choices: acts, rules, screens and prints all speak of these."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_

DEVELOPMENT = "realestate_handover.development"
BUILDING = "realestate_handover.building"
MILESTONE = "realestate_handover.milestone"
UNIT = "realestate_handover.unit"
PROSPECT = "realestate_handover.prospect"
FILE = "realestate_handover.sale_file"
MORTGAGE = "realestate_handover.mortgage"
TERM = "realestate_handover.term"
RECEIPT = "realestate_handover.receipt"
MOVEIN = "realestate_handover.movein"
TITLE = "realestate_handover.title"
CONTACT = "realestate_handover.contact"
OWNER_NOTICE = "realestate_handover.owner_notice"
NOTICE = "realestate_handover.movein_notice"
CARD = "realestate_handover.opinion_card"
FEEDBACK = "realestate_handover.feedback"
ICF = "realestate_handover.contact_form"
DISPUTE = "realestate_handover.dispute"
INSPECTION = "realestate_handover.inspection"

SALE_MODES: Mapping[str, str] = {
    "site": N_("Normal site"),
    "exhibition": N_("Exhibition"),
    "promotion": N_("Other promotion"),
}
PURCHASES: Mapping[str, str] = {"off_plan": N_("Off-plan home"), "existing": N_("Existing home")}
PAYMENTS: Mapping[str, str] = {
    "mortgage": N_("Mortgage"),
    "instalment": N_("Instalments"),
    "lump_sum": N_("Lump sum"),
}
INTENTS: Mapping[str, str] = {
    "A": N_("Intent A"),
    "B": N_("Intent B"),
    "C": N_("Intent C"),
    "none": N_("No intent"),
}
CERTIFICATES: Mapping[str, str] = {"property": N_("Property title certificate"), "land": N_("Land certificate")}
# how a customer is reached; move-in notices have channels of their own (RE-2.9)
CHANNELS: Mapping[str, str] = {
    "letter": N_("Letter"),
    "fax": N_("Fax"),
    "phone": N_("Telephone"),
    "other": N_("Other"),
}
DIRECTIONS: Mapping[str, str] = {"out": N_("We to the customer"), "in": N_("The customer to us")}
PURPOSES: Mapping[str, str] = {
    "opinion": N_("Asking for opinions"),
    "payment": N_("Payment"),
    "title": N_("Title certificates"),
    "movein": N_("Moving in"),
    "follow_up": N_("Follow-up"),
    "feedback": N_("Feedback of the customer"),
}
MILESTONES: Mapping[str, str] = {
    "start": N_("Start of construction"),
    "ground": N_("Out of the ground"),
    "topped": N_("Topped out"),
    "accepted": N_("Completion acceptance"),
    "handover": N_("Handover of homes"),
    "other": N_("Other milestone"),
}
# how the property company may send a move-in notice: the clause knows two ways, the others are offered to be refused with it
NOTICE_CHANNELS: Mapping[str, str] = {
    "registered": N_("Registered mail"),
    "fax": N_("Fax"),
    "sms": N_("Text message"),
    "phone": N_("Telephone"),
    "person": N_("In person"),
}
WRITTEN = ("registered", "fax")
OWNER_CHANNELS: Mapping[str, str] = {
    "registered": N_("Registered mail"),
    "letter": N_("Letter"),
    "fax": N_("Fax"),
    "phone": N_("Telephone"),
    "sms": N_("Text message"),
    "person": N_("In person"),
}
# RS-2: the key indicators of service quality, each an occasion on which a card is given out
OCCASIONS: Mapping[str, str] = {
    "media": N_("Contact through media"),
    "site": N_("First impression on site"),
    "decision": N_("Feelings at the purchase decision"),
    "signing": N_("Subscription and contract signing"),
    "milestone": N_("Milestone of the building"),
    "complaint": N_("Handling of a complaint"),
}
FEEDBACK_KINDS: Mapping[str, str] = {
    "enquiry": N_("Enquiry"),
    "suggestion": N_("Suggestion"),
    "praise": N_("Praise"),
    "repair": N_("Wish for repair"),
    "dispute": N_("Contract dispute"),
    "complaint": N_("Complaint"),
}
RECEIVERS: Mapping[str, str] = {"management": N_("Management"), "department": N_("A department")}
PARTS: Mapping[str, str] = {"daily": N_("Day-to-day work"), "after_sales": N_("After-sales service")}

"""Full names said once, and the words of the choices: acts, rules, screens and prints all speak of these."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_

# the folds of the menu
DELIVERY = N_("Supply and delivery")
ON_SITE = N_("Work on site")
CARE = N_("Warranty service")
SOFTWARE = N_("Software and upgrades")
TEACHING = N_("Training of users")
ORDER = N_("Offices and rules")

QUESTION = "tech_support.question"
SESSION = "tech_support.remote_session"
VISIT = "tech_support.onsite_visit"
OFFICE = "tech_support.office"
EDITION = "tech_support.edition"
CONTRACT = "tech_support.contract"
CHANGE = "tech_support.term_change"
PICKUP = "tech_support.pickup"
SHIPMENT = "tech_support.shipment"
CRATE = "tech_support.crate"
WORKS = "tech_support.works"
STAGE = "tech_support.work_stage"
MATTER = "tech_support.matter"
SUPERVISION = "tech_support.supervision"
SYSTEM = "tech_support.system"
ENQUIRY = "tech_support.system_enquiry"
ANNUAL = "tech_support.annual_visit"
EXCHANGE = "tech_support.part_exchange"
AGREEMENT = "tech_support.agreement"
RELEASE = "tech_support.release"
UPGRADE = "tech_support.upgrade"
TRAINING = "tech_support.training"
CLASS = "tech_support.training_class"
TRAINEE = "tech_support.trainee"

MODES: Mapping[str, str] = {"pickup": N_("The buyer collects"), "ship": N_("We ship")}
# how a buyer or user is told; a shipping notice counts only in writing by the two that the clause names
TOLD_BY: Mapping[str, str] = {
    "fax": N_("Fax"),
    "email": N_("E-mail"),
    "phone": N_("Telephone"),
    "sms": N_("Text message"),
    "message": N_("Instant message"),
    "letter": N_("Letter"),
    "visit": N_("In person"),
}
WRITTEN = ("fax", "email")
TRANSPORT: Mapping[str, str] = {
    "rail": N_("By rail"),
    "road": N_("By road"),
    "sea": N_("By ship"),
    "air": N_("By air"),
}
PROOFS: Mapping[str, str] = {
    "proof_distance": N_("Fit for long distances"),
    "proof_moisture": N_("Proof against moisture"),
    "proof_rain": N_("Proof against rain"),
    "proof_rust": N_("Proof against rust"),
    "proof_shock": N_("Proof against shock"),
    "proof_corrosion": N_("Proof against corrosion"),
}
# what every label says, beside what is the crate's own
LABEL: Mapping[str, str] = {
    "consignee": N_("Consignee"),
    "destination": N_("Destination"),
    "address": N_("Detailed address"),
    "contact": N_("Contact"),
    "phone": N_("Contact's telephone"),
    "shipper": N_("Shipper"),
    "shipper_address": N_("Shipper's address"),
    "shipper_phone": N_("Shipper's telephone"),
}
# the seven contents of a shipping notice
NOTICE: Mapping[str, str] = {
    "transport": N_("Mode of transport"),
    "station": N_("Station, port or airport"),
    "shipper": N_("Shipper"),
    "address": N_("Delivery address"),
    "contact": N_("Contact"),
    "phone": N_("Contact's telephone"),
    "postcode": N_("Postcode"),
}
CHANGE_OUTCOMES: Mapping[str, str] = {"agreed": N_("Agreed"), "declined": N_("Not agreed")}
BUILDERS: Mapping[str, str] = {"own": N_("We ourselves"), "user": N_("The user"), "third": N_("A third party")}
PRESENCE: Mapping[str, str] = {
    "in": N_("Came"),
    "out": N_("Left with permission"),
    "gone": N_("Missing without permission"),
}
CAUSES: Mapping[str, str] = {
    "wear": N_("Normal wear"),
    "man_made": N_("Man-made damage"),
    "abnormal": N_("Other abnormal damage"),
}
REASONS: Mapping[str, str] = {
    "after_warranty": N_("The warranty is over"),
    "damage": N_("Man-made or abnormal damage"),
    "special_wish": N_("Special wish"),
}
HELD: Mapping[str, str] = {"before": N_("Before the project"), "after": N_("After the project")}

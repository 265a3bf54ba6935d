"""Who does what, by the login of his role."""

from __future__ import annotations

# whose step an act is, where it is not the works manager's
WHO = {
    "contract": "account_manager",
    "term_change": "account_manager",
    "pickup": "account_manager",
    "shipment": "account_manager",
    "crate": "warehouse",
    "system": "account_manager",
    "system_enquiry": "support",
    "annual_visit": "support",
    "part_exchange": "support",
    "agreement": "service_manager",
    "release": "service_manager",
    "upgrade": "support",
    "training": "trainer",
    "training_class": "trainer",
    "trainee": "trainer",
}

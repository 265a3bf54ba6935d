"""What "at once" means in minutes and hours: the norm gives no numbers, so these are the company's own."""

from __future__ import annotations

from core.api import N_, Policy

REGISTER = Policy("es.register_minutes", "ES-4.2.1", N_("Call to registered and assigned"), 15, "min", origin="company")
CALL = Policy("es.call_hours", "ES-4.2.2", N_("Assigned to customer contacted"), 4, "h", origin="company")

ENQUIRY = Policy(
    "es.enquiry_months", "ES-4.3.1", N_("After the purchase, one enquiry in each"), 6, "mo", origin="company"
)

# the norm names what is assessed and sets no targets; 0 stands for none
COMPLIANCE = Policy("es.compliance_target", "ES-3.1", N_("Target: seven ones kept (0: none)"), 0, "%", origin="company")
SPEED = Policy("es.speed_target", "ES-3.1", N_("Target: forms with all times kept (0: none)"), 0, "%", origin="company")
PROMISES = Policy("es.promises_target", "ES-3.1", N_("Target: promises kept (0: none)"), 0, "%", origin="company")

POLICIES = (REGISTER, CALL, ENQUIRY, COMPLIANCE, SPEED, PROMISES)

"""What "at once" means in minutes and hours: the norm gives no numbers, so these are the company's own."""

from __future__ import annotations

from core.api import N_, Policy

REGISTER = Policy("es.register_minutes", "ES-4.2.1", N_("Call to registered and assigned"), 15, "min", origin="company")
CALL = Policy("es.call_hours", "ES-4.2.2", N_("Assigned to customer contacted"), 4, "h", origin="company")

POLICIES = (REGISTER, CALL)

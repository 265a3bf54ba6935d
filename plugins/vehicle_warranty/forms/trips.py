"""What is asked for at outing orders and service reports."""

from __future__ import annotations

from core.api import N_, Day, Form, LongText, Lookup, Moment, Sign, Text, Whole
from plugins.vehicle_warranty import names_stock as n

NOW = N_("Empty: now.")


class OrderForm(Form):
    customer = Lookup(N_("User"), subject="core.customer", required=True)
    vehicle = Text(N_("Number of the vehicle"), required=True, max=60)
    purchased_on = Day(N_("Bought on"))
    km = Whole(N_("Mileage"), min=0, max=10_000_000, unit="km")
    task = LongText(N_("Task"), max=2000, clause="VW-3.4.1a")
    technician = Lookup(N_("Technician"), subject="core.user", required=True)


class BackForm(Form):
    back_at = Moment(N_("Back at"), hint=NOW)


class ReportForm(Form):
    order = Lookup(N_("Outing order"), subject=n.ORDER, required=True)
    cause = LongText(N_("Cause of the fault"), max=2000)
    handling = LongText(N_("Handling of the fault"), max=2000)


class UserSignForm(Form):
    user_opinion = Text(N_("Opinion of the user"), max=200)
    signer_name = Text(N_("Name of the user who signs"), max=60)
    signature = Sign(N_("Signature"), required=True)

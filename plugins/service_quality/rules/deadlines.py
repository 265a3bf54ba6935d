"""The four clocks of a request form. One closed without signature owes nothing more: what is late then is missed."""

from __future__ import annotations

from core.api import N_, Deadline, On, View
from plugins.service_quality import names as n
from plugins.service_quality.policies import CALL, REGISTER
from plugins.service_quality.rules.facts import routed

_GIVEN_UP = On(n.CLOSE_UNACKNOWLEDGED)


def reached(v: View) -> bool:
    """Only speaking with the customer is contact; a call nobody answers leaves the clock running."""
    return bool(v.data.contact_result == "reached")


DEADLINES = (
    # counted from the call, not from the typing; a routed call is assigned by its registration
    Deadline(
        "ticket.register",
        n.REQUEST,
        "ES-4.2.1",
        N_("Register and assign"),
        length=REGISTER.key,
        owes="role:agent",
        act=n.ASSIGN,
        start=On(n.REGISTER, at="reported_at"),
        stop=(On(n.REGISTER, when=routed), On(n.ASSIGN)),
        cancel=_GIVEN_UP,
    ),
    Deadline(
        "ticket.contact",
        n.REQUEST,
        "ES-4.2.2",
        N_("Contact the customer"),
        length=CALL.key,
        act=n.CONTACT,
        start=(On(n.REGISTER, when=routed), On(n.ASSIGN)),
        stop=On(n.CONTACT, when=reached),
        cancel=_GIVEN_UP,
    ),
    Deadline(
        "ticket.promised",
        n.REQUEST,
        "ES-4.2.5",
        N_("Finish and return as promised"),
        until="promised_on",
        act=n.GIVE_BACK,
        start=On(n.TAKE_IN),
        stop=On(n.GIVE_BACK),
        cancel=_GIVEN_UP,
    ),
    # a form whose product was taken in goes in that day as it is, and again on the day of its return
    Deadline(
        "form.submit",
        n.REQUEST,
        "ES-4.3.5",
        N_("Hand in the request form"),
        until="visit_on",
        act=n.SUBMIT,
        start=(On(n.FIX), On(n.TAKE_IN), On(n.GIVE_BACK)),
        stop=On(n.SUBMIT),
        cancel=_GIVEN_UP,
    ),
)

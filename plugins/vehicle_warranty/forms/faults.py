"""What is asked for at calls, faults and letters to makers."""

from __future__ import annotations

from core.api import N_, Choice, Flag, Form, LongText, Lookup, Moment, Text, Whole
from plugins.vehicle_warranty import names as n

NOW = N_("Empty: now.")


class LogForm(Form):
    sender = Text(N_("From whom"), max=60, clause="VW-3.5.1")
    channel = Choice(N_("Came through"), n.CHANNELS, required=True)
    content = LongText(N_("What it says"), max=4000, clause="VW-3.5.1")
    is_clear = Flag(N_("It is clear what is wanted"), clause="VW-3.5.3")
    received_at = Moment(N_("Received at"), hint=NOW, clause="VW-3.5.1")


class ClarifyForm(Form):
    clarification = LongText(N_("What was asked and what is wanted"), max=2000, clause="VW-3.5.3")


class AnswerCallForm(Form):
    answer = LongText(N_("Answer and how it was handled"), max=4000, clause="VW-3.5.2")


class ArchiveForm(Form):
    archive_no = Text(N_("Archive number"), max=60)


class FaultForm(Form):
    customer = Lookup(N_("User"), subject="core.customer", required=True)
    vehicle = Text(N_("Number of the vehicle"), required=True, max=60)
    fault = LongText(N_("Fault as told"), required=True, max=2000)
    fault_group = Choice(N_("Where the fault is"), n.GROUPS, required=True, clause="VW-3.2.2")
    channel = Choice(N_("Came through"), n.CHANNELS, required=True)
    to_marketing = Flag(N_("The user came straight to the marketing department"), clause="VW-3.2.3")
    service_point = Text(N_("Service point"), required=True, max=120, clause="VW-3.2.2")
    distance_m = Whole(N_("Distance to the vehicle"), required=True, min=0, max=20_000_000, unit="m", clause="VW-3.2.2")
    distance_source = Choice(N_("Whence the distance is known"), n.SOURCES, required=True, clause="VW-3.2.2")
    supplier_needed = Flag(N_("A supplier is needed"), clause="VW-3.2.2")
    reported_at = Moment(N_("Reported at"), hint=N_("Empty: now. The clocks run from this moment."), clause="VW-3.2.2")


class FindSupplierForm(Form):
    found_at = Moment(N_("Found at"), hint=NOW, clause="VW-3.2.2")


class AnswerFaultForm(Form):
    answer = LongText(N_("What will happen, and when"), max=2000, clause="VW-3.2.2")
    answered_at = Moment(N_("Answered at"), hint=NOW, clause="VW-3.2.2")


class ArriveForm(Form):
    arrived_at = Moment(N_("On site at"), hint=NOW, clause="VW-3.2.2")


class CloseFaultForm(Form):
    result = LongText(N_("Result"), required=True, max=2000)


class WriteForm(Form):
    fault = Lookup(N_("Vehicle fault"), subject=n.FAULT, required=True)
    addressee = Text(N_("Maker or its station"), required=True, max=120, clause="VW-3.2.3")
    medium = Choice(N_("Written by"), n.MEDIA, required=True, clause="VW-3.2.3")
    text = LongText(N_("Text"), max=4000, clause="VW-3.2.3")
    sent_at = Moment(N_("Sent at"), hint=NOW, clause="VW-3.2.3")


class OutcomeForm(Form):
    outcome = LongText(N_("Outcome"), max=2000, clause="VW-3.2.3")


class FeedBackForm(Form):
    fed_back_to = Text(N_("Who of the user was told"), max=60, clause="VW-3.2.3")

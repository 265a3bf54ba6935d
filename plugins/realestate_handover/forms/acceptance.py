"""What is filled in for a whole building."""

from __future__ import annotations

from core.api import N_, Choice, Day, Flag, Form, LongText, Lookup, Moment, Text
from plugins.realestate_handover import names as n

_NOW = N_("Empty: now.")


class AcceptForm(Form):
    accepted_at = Moment(N_("Acceptance held at"), hint=_NOW, clause="RE-2.4")
    acceptance_no = Text(N_("Number of the acceptance record"), max=60, clause="RE-2.4")


class TellCompany(Form):
    told_at = Moment(N_("Told at"), hint=_NOW)
    property_told_through = Choice(N_("How the company was told"), choices=n.OWNER_CHANNELS, clause="RE-2.9")
    property_told_to = Text(N_("Who was told"), max=60, clause="RE-2.9")


class DispatchForm(Form):
    sent_at = Moment(N_("Sent at"), hint=_NOW)
    channel = Choice(N_("How it is sent"), choices=n.NOTICE_CHANNELS, clause="RE-2.9")
    tracking_no = Text(
        N_("Number of the mailing or fax"),
        max=60,
        clause="RE-2.9",
        hint=N_("The number on the list of the post office, or the fax number they were sent from."),
    )
    numbers = LongText(
        N_("Numbers of single letters"),
        max=60_000,
        hint=N_("One home a line: room, blank, number. Homes not named bear the number above."),
    )
    sender = Text(N_("Who sends it"), max=60, clause="RE-2.9")


class SendNotice(Form):
    unit = Lookup(N_("Home"), subject=n.UNIT, required=True)
    sent_at = Moment(N_("Sent at"), hint=_NOW)
    channel = Choice(N_("How it is sent"), choices=n.NOTICE_CHANNELS, clause="RE-2.9")
    tracking_no = Text(N_("Number of the letter or fax"), max=60, clause="RE-2.9")
    sender = Text(N_("Who sends it"), max=60, clause="RE-2.9")


class ResendNotice(Form):
    sent_at = Moment(N_("Sent at"), hint=_NOW)
    channel = Choice(N_("How it is sent"), choices=n.NOTICE_CHANNELS, clause="RE-2.9")
    tracking_no = Text(N_("Number of the letter or fax"), max=60, clause="RE-2.9")
    sender = Text(N_("Who sends it"), max=60, clause="RE-2.9")


class ReturnedForm(Form):
    returned_on = Day(N_("Came back on"), required=True)
    return_reason = Text(N_("Why it came back"), required=True, max=200)


class TellOwners(Form):
    told_at = Moment(N_("Told at"), hint=_NOW)
    channel = Choice(N_("How the owner was told"), choices=n.OWNER_CHANNELS, clause="RE-2.4")
    content = Text(N_("What was said"), max=400)


class TellOwner(TellOwners):
    told_to = Text(N_("Who was told"), max=60)


class OpenOwner(Form):
    """Opened with the acceptance; never by hand."""

    file = Lookup(N_("Sale file"), subject=n.FILE, required=True)
    building = Lookup(N_("Building"), subject=n.BUILDING, required=True)
    unit = Lookup(N_("Home"), subject=n.UNIT, required=True)
    accepted_at = Moment(N_("Accepted at"), required=True)
    off_plan = Flag(N_("Off-plan home"))


class CallForm(Form):
    called_at = Moment(N_("Accepted at"))


class NoticedForm(Form):
    notice_at = Moment(N_("Sent at"))

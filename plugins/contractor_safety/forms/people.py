"""Companies, people, engagements, permits."""

from __future__ import annotations

from core.api import N_, Choice, Day, Flag, Form, Lookup, Phone, Rows, Text
from plugins.contractor_safety import names as n


class OrgForm(Form):
    name = Text(N_("Company"), required=True, max=120)
    legal_person = Flag(N_("Legal person"), clause="CS-3.1.2")
    own_accounts = Flag(N_("Own accounts"), clause="CS-3.1.3")
    bank_account = Text(N_("Bank account"), max=60, clause="CS-3.1.2")
    contract_right = Flag(N_("Right to contract"), clause="CS-3.1.2")
    for_profit = Flag(N_("For profit"), clause="CS-3.1.3")
    affiliate = Flag(N_("Affiliate of the company"), clause="CS-3.5.7")
    safety_lead = Text(N_("Safety lead"), max=60, clause="CS-3.3")
    phone = Phone(N_("Phone"), max=30)


class PersonForm(Form):
    name = Text(N_("Full name"), required=True, max=60)
    id_no = Text(N_("Identity number"), max=30)
    group = Choice(N_("Group"), n.GROUPS, clause="CS-2")
    kind = Choice(N_("Kind"), n.KINDS, clause="CS-3.1.1")
    org = Lookup(N_("Company"), subject=n.ORG)


class AreaRow(Form):
    area = Text(N_("Area"), required=True, max=60)


class EngagementForm(Form):
    kind = Choice(N_("Group"), n.GROUPS, required=True, clause="CS-2")
    org = Lookup(N_("Company"), subject=n.ORG)
    task = Text(N_("Agreed works"), required=True, max=200)
    areas = Rows(N_("Agreed areas"), AreaRow, max=50)
    using_dept = Lookup(N_("Using department"), subject="core.department", clause="CS-3.3")
    letting_dept = Lookup(N_("Letting department"), subject="core.department", clause="CS-3.3")
    served_dept = Lookup(N_("Served department"), subject="core.department", clause="CS-3.3")
    contractor_lead = Text(N_("Contractor's safety lead"), max=60, clause="CS-3.3")
    starts_on = Day(N_("From"))
    ends_on = Day(N_("Until"))


class TradeRow(Form):
    trade = Text(N_("Special trade"), required=True, max=40)


class PermitForm(Form):
    person = Lookup(N_("External person"), subject=n.PERSON, required=True)
    engagement = Lookup(N_("Engagement"), subject=n.ENGAGEMENT, required=True)
    areas = Rows(N_("Areas"), AreaRow, max=50)
    trades = Rows(N_("Special trades"), TradeRow, max=20, clause="CS-3.4.1c")
    valid_from = Day(N_("Valid from"), required=True)
    valid_to = Day(N_("Valid until"), required=True)


class RenewForm(Form):
    valid_to = Day(N_("Valid until"), required=True)

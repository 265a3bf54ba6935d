"""Papers of people and of engagements."""

from __future__ import annotations

from core.api import N_, Choice, Day, Form, LongText, Rows, Text, Whole, YesNo
from plugins.contractor_safety import names as n


class TrainForm(Form):
    level = Choice(N_("Level"), n.LEVELS, required=True, clause="CS-3.4.1b")
    held_on = Day(N_("Held on"), required=True)
    hours = Whole(N_("Hours"), min=1, max=400)
    examiner = Text(N_("Examiner"), max=60)
    score = Whole(N_("Score"), required=True, min=0, max=100)


class CertForm(Form):
    trade = Text(N_("Special trade"), required=True, max=40, clause="CS-3.4.1c")
    cert_no = Text(N_("Certificate number"), required=True, max=60)
    valid_from = Day(N_("Valid from"), required=True)
    valid_to = Day(N_("Valid until"), required=True)


class PaperRow(Form):
    paper = Choice(N_("Paper"), n.PAPERS, required=True, clause="CS-3.4.2")
    ok = YesNo(N_("In order"), required=True)
    remark = Text(N_("Remark"), max=200)


class PapersForm(Form):
    papers = Rows(N_("Papers received"), PaperRow, min=1, max=20, clause="CS-3.4.2")


class CopyRow(Form):
    holder = Text(N_("Holder"), required=True, max=120)


class AgreementForm(Form):
    copies = Rows(N_("Copies and their holders"), CopyRow, min=1, max=10, clause="CS-3.4.2")


class ClauseForm(Form):
    safety_clause = Text(N_("Where the contract states the safety matters"), required=True, max=120, clause="CS-3.4.3")


class NoticeForm(Form):
    notified = LongText(N_("Persons notified, who have signed"), required=True, max=2000, clause="CS-3.4.3")

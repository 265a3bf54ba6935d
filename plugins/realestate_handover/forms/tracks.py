"""What is asked for when a home is handed over and a certificate obtained."""

from __future__ import annotations

from core.api import N_, Answers, Day, Form, LongText, Moment, Rows, Text, Whole
from plugins.realestate_handover.forms.common import NOW, TODAY, SignForm

WORKS = "realestate_handover.handover_works"
PAPERS = "realestate_handover.title_papers"


class WorksForm(Form):
    works = Answers(N_("Handover works"), checklist=WORKS)


class DefectRow(Form):
    place = Text(N_("Place"), required=True, max=60)
    what = Text(N_("Defect"), required=True, max=200)
    until = Day(N_("Mended by"))


class HandOverForm(SignForm):
    delivered_on = Day(N_("Handed over on"), hint=TODAY, clause="RE-2.10")
    keys = Whole(N_("Keys handed over"), min=0, max=999, clause="RE-2.9")
    received_by = Text(N_("Received by"), max=60, clause="RE-2.9")
    defects = Rows(N_("Defects noted"), DefectRow, max=60)


class DeemForm(Form):
    delivered_on = Day(N_("Counts as handed over on"), required=True, clause="RE-2.10")
    evidence = LongText(N_("Evidence"), max=2000, clause="RE-2.9")


class AuthorityForm(Form):
    contacted_on = Day(N_("Contacted on"), hint=TODAY, clause="RE-2.5")
    authority = Text(N_("Authority"), max=120, clause="RE-2.5")


class PapersForm(Form):
    papers = Answers(N_("Papers for the authority"), checklist=PAPERS)


class LodgeForm(Form):
    lodged_at = Moment(N_("Lodged at"), hint=NOW, clause="RE-2.10")
    receipt_no = Text(N_("Number of the receipt"), max=60, clause="RE-2.10")


class IssueForm(Form):
    issued_on = Day(N_("Issued on"), hint=TODAY)
    cert_no = Text(N_("Number of the certificate"), max=60, clause="RE-2.5")


class GiveForm(Form):
    given_on = Day(N_("Given on"), hint=TODAY)
    given_to = Text(N_("Given to"), max=60, clause="RE-2.5")


class SelfForm(Form):
    declared_on = Day(N_("Date of the statement"), clause="RE-2.5")
    declaration = LongText(N_("The customer's written statement"), max=2000, clause="RE-2.5")

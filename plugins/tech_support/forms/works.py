"""What is asked for at works, matters outside the plan and supervision."""

from __future__ import annotations

from core.api import N_, Choice, Day, Form, LongText, Lookup, Moment, Rows, Text, Whole, YesNo
from plugins.tech_support import names as n
from plugins.tech_support.forms.common import NOW


class DraftForm(Form):
    contract = Lookup(N_("Contract"), subject=n.CONTRACT, required=True)
    title = Text(N_("Works"), required=True, max=120)
    site = Text(N_("Site"), max=200)
    builder = Choice(N_("Who does the works"), n.BUILDERS, required=True, clause="TS-2.3")
    builder_name = Text(N_("Name of the third party"), max=120, clause="TS-2.3")
    product = Text(N_("Product"), required=True, max=60)
    product_version = Text(N_("Software version"), max=40)


class ContactForm(Form):
    contacted_at = Moment(N_("Contacted at"), hint=NOW, clause="TS-2.0")
    contacted_with = Text(N_("Spoken with"), max=60, clause="TS-2.0")


class StageLine(Form):
    name = Text(N_("Stage"), required=True, max=120)
    planned_from = Day(N_("From"), required=True)
    planned_to = Day(N_("Until"), required=True)


class PlanForm(Form):
    stages = Rows(N_("Stages"), StageLine, max=50, clause="TS-2.0")


class StageForm(StageLine):
    works = Lookup(N_("Works"), subject=n.WORKS, required=True)


class TellForm(Form):
    told_at = Moment(N_("Told at"), hint=NOW, clause="TS-2.1")
    told_to = Text(N_("Who was told"), max=60, clause="TS-2.1")


class ConfirmForm(Form):
    conditions = LongText(N_("Conditions for the start"), max=2000, clause="TS-2.1")
    conditions_met = YesNo(N_("The conditions are met"), clause="TS-2.1")
    start_on = Day(N_("Start on"), clause="TS-2.1")
    buyer_prep = LongText(N_("Prepared by the buyer"), max=2000, clause="TS-2.1")
    our_prep = LongText(N_("Prepared by us"), max=2000, clause="TS-2.1")
    confirmed_with = Text(N_("Confirmed with"), max=60, clause="TS-2.1")


class ConditionsForm(Form):
    conditions = LongText(N_("Conditions for the start"), max=2000, clause="TS-2.1")
    start_on = Day(N_("Start on"), clause="TS-2.1")


class StartForm(Form):
    started_at = Moment(N_("Started at"), hint=NOW, clause="TS-2.1")


class FinishStage(Form):
    done_at = Moment(N_("Done at"), hint=NOW)


class ReportForm(Form):
    content = LongText(N_("How the works go"), max=4000, clause="TS-2.2")
    told_buyer = Text(N_("Told on the buyer's side"), max=60, clause="TS-2.2")
    told_company = Text(N_("Told in the company"), max=60, clause="TS-2.2")


class MatterForm(Form):
    found_at = Moment(N_("Found at"), hint=NOW, clause="TS-2.2")
    matter = LongText(N_("Matter"), required=True, max=2000)
    ours = YesNo(N_("A matter of the company itself"), clause="TS-2.2", required=True)


class OpenMatter(MatterForm):
    works = Lookup(N_("Works"), subject=n.WORKS, required=True)


class DiscussForm(Form):
    discussed_at = Moment(N_("Discussed at"), hint=NOW, clause="TS-2.2")
    discussed_with = Text(N_("Discussed with"), max=60, clause="TS-2.2")


class SettleForm(Form):
    settlement = LongText(N_("How it was settled"), max=2000, clause="TS-2.2")


class SuperviseForm(Form):
    supervisor = Lookup(N_("Supervisor"), subject="core.user", required=True, clause="TS-2.3")
    accepted_us = Text(N_("The builder is accepted by us: by whom"), max=60, clause="TS-2.3")
    accepted_buyer = Text(N_("The builder is accepted by the buyer: by whom"), max=60, clause="TS-2.3")


class OpenSupervision(SuperviseForm):
    works = Lookup(N_("Works"), subject=n.WORKS, required=True)


class AcceptBuilder(Form):
    accepted_us = Text(N_("The builder is accepted by us: by whom"), max=60, clause="TS-2.3")
    accepted_buyer = Text(N_("The builder is accepted by the buyer: by whom"), max=60, clause="TS-2.3")


class ComeForm(Form):
    came_at = Moment(N_("Came at"), hint=NOW, clause="TS-2.3")


class LeaveForm(Form):
    left_at = Moment(N_("Left at"), hint=NOW, clause="TS-2.3")
    note = Text(N_("Reason"), max=200)


class PermitForm(Form):
    leave_until = Day(N_("Away until"), clause="TS-2.3", required=True, hint=N_("The permission ends with this day."))
    note = Text(N_("Reason"), max=200, required=True)


class GoneForm(Form):
    gone_at = Moment(N_("Missing since"), hint=NOW, clause="TS-2.3")
    breach = Text(N_("What was found"), max=200, clause="TS-2.3")


class SituationForm(Form):
    content = LongText(N_("Situation on site"), max=4000, clause="TS-2.3")
    told_buyer = Text(N_("Sent to the buyer: to whom"), max=60, clause="TS-2.3")
    told_company = Text(N_("Sent to the company: to whom"), max=60, clause="TS-2.3")


class CommissionForm(Form):
    works_done_at = Moment(N_("Works done at"), clause="TS-2.4")
    running_at = Moment(N_("The system runs since"), clause="TS-2.4")


class PaperLine(Form):
    name = Text(N_("Paper"), required=True, max=120)
    copies = Whole(N_("Copies"), required=True, min=1, max=99)


class AcceptanceForm(Form):
    serial = Text(N_("Serial number of the system"), max=60, clause="TS-2.4")
    product_version = Text(N_("Software version"), max=40)
    result = LongText(N_("Result of the acceptance"), max=4000, clause="TS-2.4")
    remarks = LongText(N_("Remarks"), max=4000)
    papers = Rows(N_("Papers handed over"), PaperLine, max=50, clause="TS-2.4")


class FileForm(Form):
    archive_no = Text(N_("Archive number"), max=60, clause="TS-2.4")

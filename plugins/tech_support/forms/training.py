"""What is asked for at training on site and at classes."""

from __future__ import annotations

from core.api import N_, Choice, Day, Form, LongText, Lookup, Rows, Text, Whole, YesNo
from plugins.tech_support import names as n


class PlanForm(Form):
    participants = LongText(N_("Participants"), max=4000, clause="TS-4.0")
    place = Text(N_("Place"), max=200, clause="TS-4.0")
    starts_on = Day(N_("From"), clause="TS-4.0")
    ends_on = Day(N_("Until"), clause="TS-4.0")
    material = LongText(N_("Teaching material"), max=2000, clause="TS-4.0")
    teacher = Text(N_("Teacher"), max=60, clause="TS-4.0")
    timetable = LongText(N_("Timetable"), max=4000, clause="TS-4.0")


class TrainingForm(PlanForm):
    works = Lookup(N_("Works"), subject=n.WORKS, required=True)
    title = Text(N_("Training"), required=True, max=120)


class AgreeForm(Form):
    agreed_with = Text(N_("Agreed with"), max=60, clause="TS-4.0")


class HoldForm(Form):
    held_on = Day(N_("Held on"), clause="TS-4.1")


class ResultLine(Form):
    name = Text(N_("Trainee"), required=True, max=60)
    score = Whole(N_("Score"), required=True, min=0, max=100)


class ExamForm(Form):
    results = Rows(N_("Results"), ResultLine, max=200, clause="TS-4.1")


class FileTraining(Form):
    user_copy = Text(N_("The user's copy is kept by"), max=60, clause="TS-4.1")
    company_copy = Text(N_("The company's copy is kept by"), max=60, clause="TS-4.1")
    archive_no = Text(N_("Archive number"), max=60, clause="TS-4.1")


class ClassForm(Form):
    title = Text(N_("Class"), required=True, max=120)
    held = Choice(N_("Held"), n.HELD, clause="TS-4.2")
    qualification = LongText(N_("Entry qualification"), max=2000, clause="TS-4.2")
    place = Text(N_("Place"), max=200)
    starts_on = Day(N_("From"))
    ends_on = Day(N_("Until"))
    material = LongText(N_("Teaching material"), max=2000)
    teacher = Text(N_("Teacher"), max=60)
    timetable = LongText(N_("Timetable"), max=4000)


class MemberRow(Form):
    name = Text(N_("Full name"), required=True, max=60)
    unit = Text(N_("Unit"), max=120)


class MembersForm(Form):
    members = Rows(N_("Participants"), MemberRow, min=1, max=200, clause="TS-4.2")


class EnrolForm(Form):
    training_class = Lookup(N_("Class"), subject=n.CLASS, required=True)
    name = Text(N_("Full name"), required=True, max=60)
    unit = Text(N_("Unit"), max=120)


class QualifyForm(Form):
    qualified = YesNo(N_("Has the entry qualification"), clause="TS-4.2")
    evidence = Text(N_("Shown by"), max=200, clause="TS-4.2")


class GradeForm(Form):
    score = Whole(N_("Score"), min=0, max=100, clause="TS-4.2")


class LeaveClass(Form):
    reason = Text(N_("Reason"), required=True, max=200)


class CertificateForm(Form):
    certificate_no = Text(N_("Certificate number"), max=60)


class FileClass(Form):
    archive_no = Text(N_("Archive number"), max=60, clause="TS-4.2")

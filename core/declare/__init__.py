"""The vocabulary a plugin declares itself in: frozen dataclasses, no behaviour.

Labels, texts and citations are English msgids marked with `N_`; they are translated at the border, never here. Full names:
a subject is "plugin.subject", an act "plugin.subject.act"; a policy key starts with the regulation's id in lower case.
"""

from __future__ import annotations

from core.declare.approvals import Approval
from core.declare.checklists import Checklist, Item
from core.declare.documents import API, N_, WORK, Calendar, Clause, Plugin, Policy, Regulation, Role
from core.declare.files import FileKind
from core.declare.kpis import DutyMeasure, Kpi, Measure
from core.declare.ledger import Book
from core.declare.rules import Child, Deadline, Facts, Gate, Missing, Need, On, Periodic, Record, Routing, Total, ons
from core.declare.screens import Column, Filter, Job, Listener, Print, Related, Screen, Slot
from core.declare.subjects import Act, Category, Stage, Subject, TicketKind

__all__ = [
    "API",
    "N_",
    "WORK",
    "Act",
    "Approval",
    "Book",
    "Calendar",
    "Category",
    "Checklist",
    "Child",
    "Clause",
    "Column",
    "Deadline",
    "DutyMeasure",
    "Facts",
    "FileKind",
    "Filter",
    "Gate",
    "Item",
    "Job",
    "Kpi",
    "Listener",
    "Measure",
    "Missing",
    "Need",
    "On",
    "Periodic",
    "Plugin",
    "Policy",
    "Print",
    "Record",
    "Regulation",
    "Related",
    "Role",
    "Routing",
    "Screen",
    "Slot",
    "Stage",
    "Subject",
    "TicketKind",
    "Total",
    "ons",
]

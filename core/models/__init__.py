"""The core's tables; every name here is importable from `core.models`."""

from core.models.approvals import ApprovalRequest, ApprovalStep, Deputy
from core.models.base import SubjectModel
from core.models.checklists import ChecklistEdition
from core.models.duties import Duty
from core.models.enquiry import Enquiry
from core.models.figures import Figure
from core.models.files import Attachment
from core.models.journal import Counter, Journal, Outbox, Personal, Printed, Search, Signature
from core.models.ledger import Account, Entry
from core.models.letterheads import Letterhead
from core.models.links import Link, Supplement
from core.models.lists import ListColumns, SavedView, Task
from core.models.notices import Notice, Preference
from core.models.parties import Asset, CardLine, Contact, Customer
from core.models.people import Department, Grant, LoginTry, Session, User
from core.models.rights import RoleRight
from core.models.secrets import OneTime, RecoveryCode, Totp
from core.models.settings import CalendarDay, Generation, JobRun, PluginSwitch, PolicyValue, Route
from core.models.tickets import Ticket
from core.models.tokens import Token
from core.models.viewings import Viewing

__all__ = [
    "Account",
    "ApprovalRequest",
    "ApprovalStep",
    "Asset",
    "Attachment",
    "CalendarDay",
    "CardLine",
    "ChecklistEdition",
    "Contact",
    "Counter",
    "Customer",
    "Department",
    "Deputy",
    "Duty",
    "Enquiry",
    "Entry",
    "Figure",
    "Generation",
    "Grant",
    "JobRun",
    "Journal",
    "Letterhead",
    "Link",
    "ListColumns",
    "LoginTry",
    "Notice",
    "OneTime",
    "Outbox",
    "Personal",
    "PluginSwitch",
    "PolicyValue",
    "Preference",
    "Printed",
    "RecoveryCode",
    "RoleRight",
    "Route",
    "SavedView",
    "Search",
    "Session",
    "Signature",
    "SubjectModel",
    "Supplement",
    "Task",
    "Ticket",
    "Token",
    "Totp",
    "User",
    "Viewing",
]

"""The core's tables; every name here is importable from `core.models`."""

from core.models.base import SubjectModel
from core.models.duties import Duty
from core.models.enquiry import Enquiry
from core.models.figures import Figure
from core.models.files import Attachment
from core.models.journal import Counter, Journal, Outbox, Personal, Printed, Search, Signature
from core.models.ledger import Account, Entry
from core.models.lists import ListColumns, SavedView, Task
from core.models.notices import Notice, Preference
from core.models.parties import Asset, CardLine, Contact, Customer
from core.models.people import Department, Grant, LoginTry, Session, User
from core.models.settings import Generation, JobRun, PluginSwitch, PolicyValue, Route
from core.models.tickets import Ticket
from core.models.tokens import Token

__all__ = [
    "Account",
    "Asset",
    "Attachment",
    "CardLine",
    "Contact",
    "Counter",
    "Customer",
    "Department",
    "Duty",
    "Enquiry",
    "Entry",
    "Figure",
    "Generation",
    "Grant",
    "JobRun",
    "Journal",
    "ListColumns",
    "LoginTry",
    "Notice",
    "Outbox",
    "Personal",
    "PluginSwitch",
    "PolicyValue",
    "Preference",
    "Printed",
    "Route",
    "SavedView",
    "Search",
    "Session",
    "Signature",
    "SubjectModel",
    "Task",
    "Ticket",
    "Token",
    "User",
]

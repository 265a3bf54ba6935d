"""The core's tables; every name here is importable from `core.models`."""

from core.models.base import SubjectModel
from core.models.duties import Duty
from core.models.enquiry import Enquiry
from core.models.figures import Figure
from core.models.journal import Counter, Journal, Outbox, Personal, Printed, Search, Signature
from core.models.parties import Asset, CardLine, Contact, Customer
from core.models.people import Department, Grant, LoginTry, Session, User
from core.models.settings import Generation, JobRun, PluginSwitch, PolicyValue, Route
from core.models.tickets import Ticket
from core.models.tokens import Token

__all__ = [
    "Asset",
    "CardLine",
    "Contact",
    "Counter",
    "Customer",
    "Department",
    "Duty",
    "Enquiry",
    "Figure",
    "Generation",
    "Grant",
    "JobRun",
    "Journal",
    "LoginTry",
    "Outbox",
    "Personal",
    "PluginSwitch",
    "PolicyValue",
    "Printed",
    "Route",
    "Search",
    "Session",
    "Signature",
    "SubjectModel",
    "Ticket",
    "Token",
    "User",
]

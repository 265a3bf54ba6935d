"""The façade plugins import: `__all__` is the promise, kept by SemVer. Everything else in `core` may change any day."""

from __future__ import annotations

from core import clock
from core.acts.outcome import Outcome
from core.acts.perform import perform
from core.db.fields import Instant, Json, Money, Ref, Share
from core.db.sql import execute, fetch, insert
from core.declare import (
    API, Act, Child, Clause, Column, Deadline, Facts, Filter, Gate, Job, Listener, Missing, N_, Need, On, Plugin, Policy, Print, Record,
    Regulation, Related, Role, Routing, Screen, Slot, Stage, Subject, TicketKind,
)
from core.errors import FieldError, InvalidInput, NotFound, Refusal, Refused
from core.forms import Form, Lookup, Rows, Sign
from core.forms_fields import Choice, Day, Flag, LongText, Moment, Phone, Region, Text, Whole, YesNo, Yuan
from core.host.host import Host, host
from core.host.hookspecs import Rule, hookimpl
from core.host.settings import RouteTarget
from core.i18n import capital_yuan, day, gettext, instant, ngettext, share, yuan
from core.models import (
    Asset, CardLine, Contact, Customer, Department, Duty, Enquiry, Grant, Journal, PluginSwitch, PolicyValue, Route, Signature, SubjectModel,
    Ticket, User,
)
from core.models.access import SYSTEM, Actor, scope
from core.rules.spans import day_of, midnight
from core.rules.view import Ctx, View
from core.web.security import route

__all__ = [
    "API", "SYSTEM", "Act", "Actor", "Asset", "CardLine", "Child", "Choice", "Clause", "Column", "Contact", "Ctx", "Customer", "Day",
    "Deadline", "Department", "Duty", "Enquiry", "Facts", "FieldError", "Filter", "Flag", "Form", "Gate", "Grant", "Host", "Instant",
    "InvalidInput", "Job", "Journal", "Json", "Listener", "LongText", "Lookup", "Missing", "Moment", "Money", "N_", "Need", "NotFound", "On",
    "Outcome", "Phone", "Plugin", "PluginSwitch", "Policy", "PolicyValue", "Print", "Record", "Ref", "Refusal", "Refused", "Region",
    "Regulation", "Related", "Role", "Route", "RouteTarget", "Routing", "Rows", "Rule", "Screen", "Share", "Sign", "Signature", "Slot",
    "Stage", "Subject", "SubjectModel", "Text", "Ticket", "TicketKind", "User", "View", "Whole", "YesNo", "Yuan", "capital_yuan", "clock",
    "day", "day_of", "execute", "fetch", "gettext", "hookimpl", "host", "insert", "instant", "midnight", "ngettext", "perform", "route",
    "scope", "share", "yuan",
]

"""The tables, one file per part."""

from __future__ import annotations

from plugins.contractor_safety.models.engagements import AgreementCopy, Engagement, EntryPermit, ReviewPaper
from plugins.contractor_safety.models.fund import FundMethod, FundMove
from plugins.contractor_safety.models.gate import Entry
from plugins.contractor_safety.models.injuries import Injury, InjuryLeader
from plugins.contractor_safety.models.inspections import Inspection
from plugins.contractor_safety.models.people import ExternalOrg, ExternalPerson, SafetyTraining, SpecialCert
from plugins.contractor_safety.models.stopwork import StopWork
from plugins.contractor_safety.models.violations import Violation

__all__ = [
    "AgreementCopy",
    "Engagement",
    "Entry",
    "EntryPermit",
    "ExternalOrg",
    "ExternalPerson",
    "FundMethod",
    "FundMove",
    "Injury",
    "InjuryLeader",
    "Inspection",
    "ReviewPaper",
    "SafetyTraining",
    "SpecialCert",
    "StopWork",
    "Violation",
]

"""What is kept, one file for each part of the regulation. Instants are aware UTC, money is whole fen."""

from plugins.tech_support.models.delivery import Contract, Crate, CrateItem, Pickup, PickupCall, Shipment, TermChange
from plugins.tech_support.models.edition import Edition
from plugins.tech_support.models.releases import Release, Upgrade
from plugins.tech_support.models.support import Office, OnsiteVisit, Question, RemoteProgress, RemoteSession
from plugins.tech_support.models.training import ExamResult, Trainee, Training, TrainingClass
from plugins.tech_support.models.warranty import (
    AnnualVisit,
    ExchangeLine,
    PartExchange,
    SupplementaryAgreement,
    System,
    SystemEnquiry,
)
from plugins.tech_support.models.works import (
    AcceptancePaper,
    Matter,
    Presence,
    ProgressReport,
    SituationReport,
    Supervision,
    Works,
    WorkStage,
)

__all__ = [
    "AcceptancePaper",
    "AnnualVisit",
    "Contract",
    "Crate",
    "CrateItem",
    "Edition",
    "ExamResult",
    "ExchangeLine",
    "Matter",
    "Office",
    "OnsiteVisit",
    "PartExchange",
    "Pickup",
    "PickupCall",
    "Presence",
    "ProgressReport",
    "Question",
    "Release",
    "RemoteProgress",
    "RemoteSession",
    "Shipment",
    "SituationReport",
    "Supervision",
    "SupplementaryAgreement",
    "System",
    "SystemEnquiry",
    "TermChange",
    "Trainee",
    "Training",
    "TrainingClass",
    "Upgrade",
    "WorkStage",
    "Works",
]

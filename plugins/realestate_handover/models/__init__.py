"""What is kept. Instants are aware UTC, money is whole fen."""

from plugins.realestate_handover.models.cards import OpinionCard
from plugins.realestate_handover.models.crosstab import Feedback
from plugins.realestate_handover.models.disputes import Dispute
from plugins.realestate_handover.models.estate import Building, Development, Milestone, Unit
from plugins.realestate_handover.models.files import FileBuyer, FilePaper, Prospect, SaleFile
from plugins.realestate_handover.models.icf import ContactForm
from plugins.realestate_handover.models.inspections import Inspection
from plugins.realestate_handover.models.notices import MoveInNotice, OwnerNotice
from plugins.realestate_handover.models.payments import Mortgage, MortgageFollowUp, Receipt, Term
from plugins.realestate_handover.models.tracks import ContactRecord, Defect, MoveIn, Title

__all__ = [
    "Building",
    "ContactForm",
    "ContactRecord",
    "Defect",
    "Development",
    "Dispute",
    "Feedback",
    "FileBuyer",
    "FilePaper",
    "Inspection",
    "Milestone",
    "Mortgage",
    "MortgageFollowUp",
    "MoveIn",
    "MoveInNotice",
    "OpinionCard",
    "OwnerNotice",
    "Prospect",
    "Receipt",
    "SaleFile",
    "Term",
    "Title",
    "Unit",
]

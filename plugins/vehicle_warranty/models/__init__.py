"""What is kept, one file for each part of the regulation. Instants are aware UTC, money is whole fen."""

from plugins.vehicle_warranty.models.claims import Claim, ClaimStep
from plugins.vehicle_warranty.models.expenses import CashAdvance, ConductCase, ExpenseClaim, ExpenseLine
from plugins.vehicle_warranty.models.faults import CallLog, FaultReport, SupplierContact
from plugins.vehicle_warranty.models.parts import Part, ReceiptLine, ReceiptNote, StockAccount, StockTake
from plugins.vehicle_warranty.models.requisitions import FreightVoucher, OldPart, Requisition, RequisitionLine, WriteOff
from plugins.vehicle_warranty.models.trips import ServiceOrder, ServiceReport

__all__ = [
    "CallLog",
    "CashAdvance",
    "Claim",
    "ClaimStep",
    "ConductCase",
    "ExpenseClaim",
    "ExpenseLine",
    "FaultReport",
    "FreightVoucher",
    "OldPart",
    "Part",
    "ReceiptLine",
    "ReceiptNote",
    "Requisition",
    "RequisitionLine",
    "ServiceOrder",
    "ServiceReport",
    "StockAccount",
    "StockTake",
    "SupplierContact",
    "WriteOff",
]

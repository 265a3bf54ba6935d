"""What acts are done to, one file for each part of the regulation."""

from plugins.vehicle_warranty.subjects.faults import DECLARED as FAULTS
from plugins.vehicle_warranty.subjects.stock import DECLARED as STOCK
from plugins.vehicle_warranty.subjects.trips import DECLARED as TRIPS

DECLARED = (*FAULTS, *TRIPS, *STOCK)

__all__ = ["DECLARED"]

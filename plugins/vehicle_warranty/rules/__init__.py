"""What holds between the acts, one file for each part of the regulation."""

from plugins.vehicle_warranty.rules.faults import DECLARED as FAULTS
from plugins.vehicle_warranty.rules.money import DECLARED as MONEY
from plugins.vehicle_warranty.rules.parts import DECLARED as PARTS
from plugins.vehicle_warranty.rules.trips import DECLARED as TRIPS

DECLARED = (*FAULTS, *TRIPS, *PARTS, *MONEY)

__all__ = ["DECLARED"]

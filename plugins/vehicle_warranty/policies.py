"""The numbers of the regulation: an admin changes them from a date on, code never names them."""

from __future__ import annotations

from plugins.vehicle_warranty.policies_faults import DECLARED as FAULTS
from plugins.vehicle_warranty.policies_stock import DECLARED as STOCK

DECLARED = (*FAULTS, *STOCK)

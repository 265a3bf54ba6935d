"""What goes on paper, one file for each part of the regulation."""

from plugins.vehicle_warranty.prints.stock import PRINTS as STOCK

DECLARED = (*STOCK,)

__all__ = ["DECLARED"]

"""What holds between the acts, one file for each part of the regulations."""

from plugins.realestate_handover.rules.estate import DECLARED as ESTATE

DECLARED = (*ESTATE,)

__all__ = ["DECLARED"]

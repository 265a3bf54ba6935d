"""What carries acts here, with its states and the numbers it gets, one file for each part of the regulation."""

from plugins.tech_support.names import EDITION, OFFICE, QUESTION, SESSION, VISIT
from plugins.tech_support.subjects import delivery, support, training, warranty, works

DECLARED = (
    *support.DECLARED,
    *delivery.DECLARED,
    *works.DECLARED,
    *warranty.DECLARED,
    *training.DECLARED,
)

__all__ = ["DECLARED", "EDITION", "OFFICE", "QUESTION", "SESSION", "VISIT"]

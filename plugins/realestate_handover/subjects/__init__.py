"""What carries acts here, with its states and the numbers it gets."""

from plugins.realestate_handover.subjects import cards, disputes, estate, files, notices

DECLARED = (
    *estate.DECLARED,
    *files.DECLARED,
    *notices.DECLARED,
    *cards.DECLARED,
    *disputes.DECLARED,
)

__all__ = ["DECLARED"]

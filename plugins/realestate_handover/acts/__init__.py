"""Everything that may be done, one file per subject."""

from __future__ import annotations

from plugins.realestate_handover.acts import (
    acceptance,
    cards,
    contacts,
    crosstab,
    disputes,
    estate,
    files,
    icf,
    inspections,
    mortgage,
    movein,
    payments,
    prospects,
    titles,
)

DECLARED = (
    *estate.ACTS,
    *prospects.ACTS,
    *files.ACTS,
    *payments.ACTS,
    *mortgage.ACTS,
    *movein.ACTS,
    *titles.ACTS,
    *contacts.ACTS,
    *acceptance.ACTS,
    *cards.ACTS,
    *crosstab.ACTS,
    *disputes.ACTS,
    *icf.ACTS,
    *inspections.ACTS,
)

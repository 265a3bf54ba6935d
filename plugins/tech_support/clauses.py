"""The regulation TS and every clause of it, in our own short words."""

from __future__ import annotations

from core.api import N_, Clause, Regulation

# TS-9: the four names are the company's own, entered per edition (subject tech_support.edition) and never shipped
REGULATION = Regulation(
    "TS",
    N_("After-sales service regulation of the technology company"),
    drafted=N_("as in the edition entered by the company"),
    reviewed=N_("as in the edition entered by the company"),
    approved=N_("as in the edition entered by the company"),
    issued=N_("as in the edition entered by the company"),
)


def _clause(number: str, kinds: str, text: str, *, cite: str = "") -> Clause:
    return Clause(f"TS-{number}", REGULATION.id, cite or number, kinds, text)


SUPPORT = (
    _clause(
        "0",
        "C X",
        N_(
            "Holds for every product sold; nobody may depart from it: no duty is waived, an exception is recorded as a breach."
        ),
        cite=N_("preamble"),
    ),
    _clause("5.1", "D", N_("Any question is answered within 2 hours, at any time of day.")),
    _clause(
        "5.1b",
        "R",
        N_("A hotline with daily hours and a mobile telephone for the whole day are made known to the user."),
        cite="5.1",
    ),
    _clause(
        "5.2",
        "G R",
        N_("Remote maintenance only with the user's consent, begun at once, with its progress told to the user."),
    ),
    _clause("5.3", "D", N_("On site within 12 hours after it was agreed with the user.")),
    _clause("5.4", "C", N_("Each remote region has an office in charge, to which its questions go.")),
    _clause(
        "9",
        "R",
        N_(
            "Each edition of the regulation names who drafted, reviewed and approved it, and the department that issued it."
        ),
        cite=N_("closing lines"),
    ),
)

DELIVERY_TO_TRAINING = (
    _clause(
        "1.0",
        "D R",
        N_("Delivery by the contract's terms; changes are confirmed with the buyer, recorded and handed on."),
    ),
    _clause(
        "1.1",
        "D",
        N_(
            "A buyer who collects is told 15 days ahead; if the goods are not collected that day, a call agrees a new day."
        ),
    ),
    _clause(
        "1.2a",
        "D R",
        N_("Within 48 hours of dispatch the buyer is told how, where and by whom the goods are shipped."),
        cite="1.2",
    ),
    _clause("1.2b", "R G", N_("Packing is fit for long distances and protects the goods."), cite="1.2"),
    _clause("1.2c", "G R", N_("Each crate carries its complete label."), cite="1.2"),
    _clause("1.2d", "G R", N_("Each crate holds a packing list and a certificate of conformity."), cite="1.2"),
    _clause(
        "2.0",
        "R D",
        N_("Before works the buyer is contacted, the work plan confirmed and preparations made together."),
    ),
    _clause(
        "2.1",
        "G R D",
        N_("Works start once plan, conditions, start date and both sides' preparations are confirmed."),
    ),
    _clause(
        "2.2",
        "R D",
        N_("Progress and matters outside the plan are told promptly to company and buyer."),
    ),
    _clause(
        "2.3",
        "X G R",
        N_("Work by the user or an accepted third party is supervised; the supervisor leaves only with permission."),
    ),
    _clause(
        "2.4",
        "G R D",
        N_("Finished works that run are accepted by the contract; the acceptance record is filed promptly."),
    ),
    _clause(
        "3.0",
        "P R",
        N_("During warranty each user is asked at least once a month; the answer goes into the user's file."),
    ),
    _clause(
        "3.1",
        "P G L R",
        N_("One visit per warranty year, confirmed by the user; parts worn normally are exchanged free."),
    ),
    _clause(
        "3.2",
        "D R L",
        N_("Every user of an affected system is told of a new version and upgraded free."),
    ),
    _clause("3.3", "G L", N_("Paid work only with a signed supplementary agreement.")),
    _clause(
        "4.0",
        "R",
        N_("The training plan agrees participants, place, time, material, teacher and timetable."),
    ),
    _clause(
        "4.1",
        "G R T",
        N_("On-site training after commissioning, examined, with a record signed by both sides."),
    ),
    _clause(
        "4.2",
        "R",
        N_("Training classes check entry qualifications, issue certificates and are filed."),
    ),
)

DECLARED = (REGULATION, *DELIVERY_TO_TRAINING, *SUPPORT)

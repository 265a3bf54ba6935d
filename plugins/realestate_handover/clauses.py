"""The regulations RE and RS and every clause of them, in our own short words."""

from __future__ import annotations

from core.api import N_, Clause, Regulation

RE = Regulation("RE", N_("After-sales service regulation of the real-estate company"))
RS = Regulation("RS", N_("Sales management process (4): after-sales service"))


# as the document numbers them: RE-2.1 is item 1 of its second part
_CITES = {
    "1.1": N_("I.1"),
    "1.2": N_("I.2"),
    "2.1": N_("II.1"),
    "2.2": N_("II.2"),
    "2.3": N_("II.3"),
    "2.4": N_("II.4"),
    "2.5": N_("II.5"),
    "2.6": N_("II.6"),
    "2.7": N_("II.7"),
    "2.8": N_("II.8"),
    "2.9": N_("II.9"),
    "2.10": N_("II.10"),
    "2.11": N_("II.11"),
    "2.12": N_("II.12"),
}


def _re(number: str, kinds: str, text: str) -> Clause:
    return Clause(f"RE-{number}", RE.id, _CITES[number], kinds, text)


def _rs(number: str, kinds: str, text: str) -> Clause:
    return Clause(f"RS-{number}", RS.id, number, kinds, text)


DECLARED = (
    RE,
    _re(
        "1.1",
        "C R",
        N_(
            "Marketing owns signing, notarization, mortgage, move-in, title and follow-up, each stage with its own owner."
        ),
    ),
    _re("1.2", "R", N_("What customers report is taken and handled.")),
    _re(
        "2.1",
        "G R",
        N_(
            "The salesperson hands the signed contract to after-sales staff, who register and archive it before all else."
        ),
    ),
    _re(
        "2.2",
        "C P",
        N_("Contracts are classed by payment method; a mortgage is followed up until the whole loan has arrived."),
    ),
    _re("2.3", "D R", N_("By instalment or lump sum, the customer is told ahead to pay on time and in full.")),
    _re(
        "2.4",
        "G D",
        N_("After completion acceptance every owner of the building is told; nobody moves in before it."),
    ),
    _re(
        "2.5",
        "D R",
        N_("Once moved in, papers are prepared and the authorities contacted, but for what a customer handles alone."),
    ),
    _re("2.6", "P", N_("Follow-up service once the price is collected.")),
    _re("2.7", "R", N_("Customers are asked for opinions by letter, fax and telephone; every contact is recorded.")),
    _re(
        "2.8",
        "R C",
        N_("Feedback goes on an internal contact form to management or a department, which answers."),
    ),
    _re(
        "2.9",
        "D G R",
        N_(
            "Off-plan: the property company is told of the acceptance and sends move-in notices by registered mail or fax."
        ),
    ),
    _re(
        "2.10",
        "D",
        N_(
            "Within three months of handover, both certificates are applied for, but for those handled by the customer alone."
        ),
    ),
    _re(
        "2.11",
        "G R D",
        N_("A contract dispute is heard and recorded, explained by the rule relied on, or investigated and reported."),
    ),
    _re(
        "2.12", "R X", N_("Sales papers and customer files are kept whole and confidential, every look at them logged.")
    ),
    RS,
    _rs("1", "C", N_("Cases are tabulated by time, salesperson, unit type, development, deal closed and intent.")),
    _rs("2", "C R T", N_("Opinion cards score the service at six occasions; a complaint on a card opens a complaint.")),
    _rs("3", "R C", N_("Daily work and after-sales service are inspected by sale mode, on lists that may be changed.")),
)

"""The regulation VW and every clause of it, in our own short words."""

from __future__ import annotations

from core.api import N_, Clause, Regulation

REGULATION = Regulation("VW", N_("After-sales service and assessment regulation of the vehicle maker"))
_TEXTS: tuple[tuple[str, str, str], ...] = (
    (
        "2",
        "C",
        N_("Orders, reports and figures of the marketing department's sales service belong to that department."),
    ),
    (
        "3.1",
        "C",
        N_(
            "Figures stand under four headings: accurate information, quick response, effective handling, satisfied user."
        ),
    ),
    (
        "3.2.1",
        "T",
        N_(
            "Timeliness, satisfaction and complaint rate have targets, computed from records, with the cases behind them."
        ),
    ),
    (
        "3.2.2",
        "D",
        N_("Body fault within the service radius: on site in time; beyond it or with a supplier: an answer in time."),
    ),
    (
        "3.2.3",
        "D R",
        N_(
            "Chassis or engine fault reported to marketing: taken up in writing with the maker; the outcome is fed back."
        ),
    ),
    ("3.3.1", "C R", N_("Law, company rules and the warranty rules decide what is covered; the attitude is assessed.")),
    (
        "3.3.2",
        "G X R L",
        N_(
            "Understood, analysed, repaired, truthfully reported; the user signs after the service; nobody alters or forges it."
        ),
    ),
    ("3.3.3", "R", N_("Use and maintenance are taught, and the teaching is recorded.")),
    ("3.3.4", "G L X", N_("No charge without a manager's prior approval; what is collected is handed in in full.")),
    ("3.3.4b", "X R L", N_("No meals, obstruction, taking or demanding: the prescribed sanction is dismissal.")),
    (
        "3.3.5",
        "X R",
        N_(
            "Polite language, the company's and suppliers' image kept, no unfounded conclusions; breaches are recorded and assessed."
        ),
    ),
    ("3.4.1a", "G R", N_("An outing order is drawn and the task studied.")),
    ("3.4.1b", "G R", N_("Papers are ready; a party of two or more has one lead.")),
    ("3.4.1c", "L R", N_("Cash for the trip is drawn as an advance.")),
    ("3.4.1d", "G R", N_("The user is contacted before leaving.")),
    ("3.4.2a", "R", N_("Introduce oneself, say why one has come, ask for the fault.")),
    ("3.4.2b", "R", N_("Listen: hours, mileage, use and circumstances of the fault.")),
    ("3.4.2c", "R", N_("Look: cover, earlier dismantling, hours and mileage as read.")),
    ("3.4.2d", "R", N_("Check: the true cause is determined at the part.")),
    ("3.4.2e1", "R", N_("Act: truthful handling, cause and responsibility, agreement sought with the user.")),
    ("3.4.2e2", "G R", N_("Report exact and signed last; parts and compensation with reason, name and quantity.")),
    ("3.4.2e3", "R D", N_("Larger problems go promptly to the manager with a proposal and the user's demand.")),
    ("3.4.2e4", "R D", N_("Old parts are well packed and brought back in time.")),
    ("3.4.2f", "G R", N_("Before leaving the site the result is reported to the unit and further tasks asked for.")),
    ("3.4.3a", "R G", N_("Back at the unit: at work promptly; rest only with the manager's consent.")),
    ("3.4.3b", "R", N_("Details are reported to the manager.")),
    ("3.4.3c", "G R", N_("The service report is approved by the manager, then archived.")),
    ("3.4.3d", "G L R", N_("Expenses and vouchers are reviewed by the manager, then reimbursed.")),
    ("3.5.1", "R", N_("Calls and letters are entered in time order in the log.")),
    ("3.5.2", "R D", N_("Clear answer and prompt handling, both recorded.")),
    ("3.5.3", "G", N_("Unclear ones are clarified before they are handled.")),
    ("3.5.4", "R D", N_("Replies by phone or letter are archived promptly.")),
    ("3.6.1", "G", N_("Parts under warranty: opinion, requisition, manager's approval, only then issue.")),
    ("3.6.2", "G R", N_("A part is written off on three grounds: signed report, manager's approval, old part.")),
    (
        "3.6.3",
        "L R",
        N_(
            "Freight of parts is written off with handler's and manager's signatures; old parts are recovered where possible."
        ),
    ),
    ("3.7.1", "R", N_("Specification, quantity and quality are clear; books equal shelves.")),
    ("3.7.2", "R G", N_("Spare parts are received with a receipt note in two copies, and booked in.")),
    (
        "3.7.3",
        "R G",
        N_("Drawn parts enter on their bills; new material in exchange is booked in after the write-off."),
    ),
    ("3.7.4", "G R", N_("Issue only against a requisition; settled by service report and returned part.")),
    ("3.7.5", "P", N_("Old parts are dealt with every month; none with an open secondary claim is scrapped.")),
    ("3.7.6", "R", N_("Each service station has its own stock account; stock moves are double entries.")),
    (
        "3.8",
        "L R D",
        N_("A secondary claim for each failed part under the supplier's warranty, followed until settled."),
    ),
)
# the steps of a trip and the figures of this regulation are not built yet
PLANNED = frozenset(
    [
        "2",
        "3.1",
        "3.2.1",
        "3.3.1",
        "3.3.3",
        "3.3.4",
        "3.4.1a",
        "3.4.1b",
        "3.4.1d",
        "3.4.2a",
        "3.4.2b",
        "3.4.2c",
        "3.4.2d",
        "3.4.2e1",
        "3.4.2e2",
        "3.4.2e3",
        "3.4.2f",
        "3.4.3a",
        "3.4.3b",
        "3.4.3c",
    ]
)
DECLARED: tuple[Regulation | Clause, ...] = (
    REGULATION,
    *(Clause(f"VW-{i}", "VW", i, kinds, text, i in PLANNED) for i, kinds, text in _TEXTS),
)

"""Every demand of the general norm in our own short words; those of later work are planned."""

from __future__ import annotations

from core.api import N_, Clause, Regulation

REGULATION = Regulation("ES", N_("After-sales service management norm"))


def _carried(id: str, cite: str, kinds: str, text: str) -> Clause:
    return Clause(id, REGULATION.id, cite, kinds, text)


def _planned(id: str, cite: str, kinds: str, text: str) -> Clause:
    return Clause(id, REGULATION.id, cite, kinds, text, planned=True)


COMPLAINTS = (
    _carried(
        "ES-1.1",
        N_("I(1)"),
        "C",
        N_("Complaints are of three kinds: product quality, service, and proposals for improvement."),
    ),
    _carried("ES-1.2.1", N_("I(2)2.1"), "P", N_("Recurring causes are visible and lead to improvement actions.")),
    _carried(
        "ES-1.2.1b",
        N_("I(2)2.1"),
        "C",
        N_("Preventive measures concern rules, outside information, staff ability or staff attitude."),
    ),
    _carried(
        "ES-1.2.2",
        N_("I(2)2.2"),
        "D",
        N_("A full answer comes in the shortest time; passing a complaint on is counted."),
    ),
    _carried(
        "ES-1.2.3",
        N_("I(2)2.3"),
        "C R",
        N_("Each step has a responsible department and person; cause and delay are kept apart."),
    ),
    _carried(
        "ES-1.2.4",
        N_("I(2)2.4"),
        "R",
        N_("Content, process, result, the customer's reaction, rewards and penalties are recorded."),
    ),
    _carried(
        "ES-1.3.1", N_("I(3)3.1"), "R G", N_("Step 1: complainant, time, object and demand are recorded, all four.")
    ),
    _carried(
        "ES-1.3.2",
        N_("I(3)3.2"),
        "R G D",
        N_("Step 2: kind first, then reasons and demand are judged; an unfounded one is answered quickly."),
    ),
    _carried("ES-1.3.3", N_("I(3)3.3"), "C G", N_("Step 3: unit and person are assigned by the kind of complaint.")),
    _carried("ES-1.3.4", N_("I(3)3.4"), "R G", N_("Step 4: the responsible department and persons are confirmed.")),
    _carried(
        "ES-1.3.5", N_("I(3)3.5"), "R G", N_("Step 5: a solution is proposed with regard to the customer's demand.")
    ),
    _carried(
        "ES-1.3.6", N_("I(3)3.6"), "G D", N_("Step 6: once the solution is approved, the customer is told quickly.")
    ),
    _carried(
        "ES-1.3.7",
        N_("I(3)3.7"),
        "L R",
        N_("Step 7: those responsible for the cause and for the delay are penalised by the loss."),
    ),
    _carried("ES-1.3.8", N_("I(3)3.8"), "R G", N_("Step 8: review, lessons and an improvement measure.")),
)

SERVICE = (
    _carried(
        "ES-2.1",
        N_("II.1"),
        "C",
        N_("Service lasts for the product's whole life: no request is refused because the warranty is over."),
    ),
    _carried(
        "ES-2.2", N_("II.2"), "R P", N_("The customer's file is held at the service point from the day of purchase on.")
    ),
    _carried(
        "ES-2.3",
        N_("II.3"),
        "R",
        N_("At the customer's home the seven ones and the rules of conduct are kept and checked."),
    ),
    _carried("ES-2.4", N_("II.4"), "P R", N_("Staff are trained regularly in skill and quality.")),
    _carried("ES-2.5", N_("II.5"), "R L", N_("Rules of reward and penalty, and their use, are recorded.")),
)

ASSESSMENT = (
    _carried("ES-3.0", N_("III"), "P", N_("An assessment of service quality is set up and kept running.")),
    _carried(
        "ES-3.1",
        N_("III.2.1"),
        "T",
        N_("Assessed are warmth, skill, speed, customer rating, errors, incidents and compliance."),
    ),
    _carried(
        "ES-3.2.1",
        N_("III.2.2.1"),
        "R",
        N_("On-site inspection of attitude, execution, service items, norms and satisfaction."),
    ),
    _carried("ES-3.2.2", N_("III.2.2.2"), "R", N_("Social survey by visits, consumer meetings and questionnaires.")),
    _carried("ES-3.2.3", N_("III.2.2.3"), "R", N_("Feedback by opinion box, complaint phone and correspondents.")),
    _carried(
        "ES-3.3", N_("III.2.3"), "R P", N_("The department assesses itself and reports; management assesses as well.")
    ),
    _carried(
        "ES-3.4", N_("III.2.4"), "L R", N_("Every result leads to a reward, or to a penalty with analysis and help.")
    ),
    _carried("ES-3.5", N_("III.2.5"), "R", N_("Fault-finders file their findings.")),
)

REPAIR = (
    _carried(
        "ES-4.1", N_("IV(1)1"), "L C", N_("Within the warranty parts and labour are free; after it they are charged.")
    ),
    _carried(
        "ES-4.2.1",
        N_("IV(1)2-1"),
        "R D",
        N_("A call is registered at once on the request form and assigned to the region's technician."),
    ),
    _carried(
        "ES-4.2.2",
        N_("IV(1)2-2"),
        "G R",
        N_("Before leaving, the technician contacts the customer, agrees a time and asks about the fault."),
    ),
    _carried(
        "ES-4.2.3",
        N_("IV(1)2-3"),
        "R D",
        N_("On site the cause is found quickly and explained; what can be fixed is fixed at once."),
    ),
    _carried(
        "ES-4.2.4",
        N_("IV(1)2-4"),
        "R D G",
        N_("What cannot be fixed on site is explained and a finishing date promised before it is taken in."),
    ),
    _carried(
        "ES-4.2.5",
        N_("IV(1)2-5"),
        "G D R",
        N_("A product is handed over in writing both ways, and finished and returned on time."),
    ),
    _carried("ES-4.2.6", N_("IV(1)2-6"), "R", N_("Each repair is entered on the product's warranty card.")),
    _carried(
        "ES-4.2.7",
        N_("IV(1)2-7"),
        "G",
        N_("The customer signs the request form; without it no closing but with a recorded reason."),
    ),
    _carried("ES-4.2.8", N_("IV(1)2-8"), "G L", N_("Paid service: a proper invoice and a fair fee by the price list.")),
)

CONDUCT = (
    _carried(
        "ES-4.3.1",
        N_("IV(1)3-1"),
        "P",
        N_("After the purchase the customer is asked regularly about use, needs and satisfaction."),
    ),
    _carried(
        "ES-4.3.2",
        N_("IV(1)3-2"),
        "R",
        N_("At the customer's home: neat, courteous, respectful of habits, and the place left clean."),
    ),
    _carried(
        "ES-4.3.3",
        N_("IV(1)3-3"),
        "R D",
        N_("Whoever takes a customer's call is courteous and answers: every member of staff can log a call."),
    ),
    _carried(
        "ES-4.3.4",
        N_("IV(1)3-4"),
        "D R",
        N_("Wishes and complaints are noted patiently and answered promptly, with a promised time."),
    ),
    _carried("ES-4.3.5", N_("IV(1)3-5"), "D", N_("The request form is handed in the same day.")),
)

CLAUSES = (*COMPLAINTS, *SERVICE, *ASSESSMENT, *REPAIR, *CONDUCT)

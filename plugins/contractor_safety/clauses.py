"""The regulation CS and every clause of it, in our own short words."""

from __future__ import annotations

from core.api import N_, Clause, Regulation

REGULATION = Regulation("CS", N_("Safety regulation for external hands, contractors and after-sales staff"))

_LATER = ("3.1.1", "3.1.2", "3.1.3", "3.2.1.1", "3.3", "3.5.9")


def _clause(number: str, kinds: str, text: str, *, cite: str = "") -> Clause:
    return Clause(f"CS-{number}", REGULATION.id, cite or number, kinds, text, planned=number in _LATER)


CLAUSES = (
    _clause(
        "2", "C G", N_("All three groups are covered whenever they enter; nobody enters without being classified.")
    ),
    _clause(
        "3.1.1", "C", N_("External hands: hired ones, and people managed as such; two tiers with different procedures.")
    ),
    _clause("3.1.2", "C", N_("Contractors: independent, legal person, own bank account, right to contract.")),
    _clause(
        "3.1.3",
        "C",
        N_("After-sales staff: employees of a for-profit legal person with its own accounts, on its own task."),
    ),
    _clause(
        "3.2.1.1",
        "G R C",
        N_("The safety department reviews bidders before the award, takes part in starts, signs the safety agreement."),
    ),
    _clause("3.2.1.2", "R", N_("The safety department files the safety management of after-sales staff.")),
    _clause("3.2.1.3", "R C", N_("The safety department supervises and coordinates the safety of all three groups.")),
    _clause(
        "3.3", "C", N_("Each engagement names who uses, who lets, who is served, and the contractor's own safety lead.")
    ),
    _clause(
        "3.4.1a",
        "G R",
        N_("Hired hands: training, ledger and file, job training and exam; only then a labour contract."),
        cite="3.4.1",
    ),
    _clause(
        "3.4.1b",
        "G R",
        N_("Listed people are registered beforehand and given three-level education; nobody on a post without it."),
        cite="3.4.2.1",
    ),
    _clause("3.4.1c", "G", N_("Special trades only with a valid certificate."), cite="3.4.2.1"),
    _clause(
        "3.4.2",
        "G R",
        N_("Contractors: eight papers reviewed and stamped, agreement in four copies; only then entry."),
        cite=N_("3.4.2 contractors"),
    ),
    _clause(
        "3.4.3",
        "G R",
        N_(
            "After-sales staff: safety clause, notice, agreement in two copies, review and filing; else work is stopped."
        ),
    ),
    _clause(
        "3.4.3a",
        "R",
        N_("The served department supervises after-sales staff in its area and records it."),
        cite="3.4.3",
    ),
    _clause(
        "3.5.1", "R C", N_("Off-plan labour is managed like regular staff; its injuries go by the company's rules.")
    ),
    _clause(
        "3.5.2", "R D", N_("Contractors are inspected; the responsible department leads and reports their injuries.")
    ),
    _clause(
        "3.5.3", "R D", N_("After-sales staff: the employer investigates, the letting department reports the facts.")
    ),
    _clause("3.5.4", "L X", N_("Deposits and penalties stand on a ring-fenced account; the method needs approval.")),
    _clause("3.5.5", "L R", N_("Violations are decided by the safety department under the company's safety rules.")),
    _clause(
        "3.5.6a",
        "G X",
        N_("Unapproved work is refused and reported; approvals are never back-dated."),
        cite="3.5.6",
    ),
    _clause(
        "3.5.6b", "L", N_("An accident then falls on the responsible department, and its leaders answer."), cite="3.5.6"
    ),
    _clause("3.5.7", "C X", N_("Affiliates follow the contractor rules and do the job themselves: no sub-letting.")),
    _clause("3.5.8", "C R", N_("The safety department and the departments' safety units see all open breaches.")),
    _clause("3.5.9", "C", N_("In force from its issue date.")),
)

DECLARED = (REGULATION, *CLAUSES)

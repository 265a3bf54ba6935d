"""Full names said once, and the words of the choices: acts, rules, screens and prints all speak of these."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_

ORG = "contractor_safety.org"
PERSON = "contractor_safety.person"
ENGAGEMENT = "contractor_safety.engagement"
PERMIT = "contractor_safety.permit"
ENTRY = "contractor_safety.entry"
INSPECTION = "contractor_safety.inspection"
STOP_WORK = "contractor_safety.stop_work"
VIOLATION = "contractor_safety.violation"
INJURY = "contractor_safety.injury"
FUND_METHOD = "contractor_safety.fund_method"
FUND_MOVE = "contractor_safety.fund_move"
# pages of one's own, by the permission that opens them
GATE_PAGE = "contractor_safety.page.gate"
BOARD_PAGE = "contractor_safety.page.board"

GROUPS: Mapping[str, str] = {
    "hired": N_("Hired hands"),
    "listed": N_("Listed external people"),
    "contractor": N_("Contractors"),
    "after_sales": N_("After-sales staff"),
}
# what somebody is within his group; the group follows the regulation's own lists (CS-3.1.1)
HIRED: Mapping[str, str] = {
    "temporary": N_("Temporary worker"),
    "off_plan": N_("Off-plan labour"),
    "migrant": N_("Migrant worker"),
}
LISTED: Mapping[str, str] = {
    "visitor": N_("Visitor (tour, inspection, research)"),
    "student": N_("Student at work"),
    "trainee": N_("Trainee"),
    "seconded": N_("Seconded"),
    "unpaid": N_("Not paid by the company"),
    "crew": N_("Crew for the company's production tasks"),
}
KINDS: Mapping[str, str] = {**HIRED, **LISTED}
# the eight papers of a contractor, in the regulation's order (CS-3.4.2)
PAPERS: Mapping[str, str] = {
    "contract": N_("Contract or agreement"),
    "declaration": N_("Declaration form"),
    "approval": N_("Approval form"),
    "public_security": N_("Public-security agreement"),
    "agreement_draft": N_("Safety agreement"),
    "plan": N_("Safety construction plan"),
    "briefing": N_("Safety technical briefing sheet"),
    "qualification": N_("Qualification proofs"),
}
LEVELS: Mapping[str, str] = {
    "company": N_("Company level"),
    "workshop": N_("Workshop level"),
    "team": N_("Team level"),
    "department": N_("Safety training of the using department"),
    "job": N_("Job exam"),
}
THREE_LEVELS = ("company", "workshop", "team")
INSPECTIONS: Mapping[str, str] = {
    "inspection": N_("Safety inspection"),
    "supervision": N_("Supervision of a stay"),
}
SEVERITIES: Mapping[str, str] = {"minor": N_("Minor"), "serious": N_("Serious"), "grave": N_("Grave")}
INJURY_SEVERITIES: Mapping[str, str] = {
    "slight": N_("Slight injury"),
    "heavy": N_("Serious injury"),
    "death": N_("Death"),
}
# unapproved work (CS-3.5.6a), told apart because its consequences lie with a department
UNAPPROVED: Mapping[str, str] = {
    "hired_unapproved": N_("Hired without approval"),
    "let_unapproved": N_("Let without approval"),
    "admitted_unapproved": N_("Admitted without approval"),
    "papers_later": N_("Work first, papers later"),
    "papers_meanwhile": N_("Papers while working"),
    "outside_agreement": N_("Work outside the contract or agreement"),
}
VIOLATIONS: Mapping[str, str] = {
    "rules": N_("Violation of safety rules"),
    "discipline": N_("Violation of discipline"),
    "contract": N_("Breach of contract"),
    "agreement": N_("Breach of agreement"),
    **UNAPPROVED,
    "sublet": N_("Sub-letting or splitting"),
}
VIOLATED: Mapping[str, str] = {**dict.fromkeys(UNAPPROVED, "CS-3.5.6a"), "sublet": "CS-3.5.7"}
INVESTIGATORS: Mapping[str, str] = {
    "using": N_("Using department"),
    "letting": N_("Letting department, joined by the local safety unit"),
    "employer": N_("The employer itself"),
}
ANSWERS: Mapping[str, str] = {
    "administrative": N_("Administratively"),
    "legal": N_("Legally"),
}
ACCOUNTS: Mapping[str, str] = {"deposit": N_("Deposits"), "penalty": N_("Penalties")}
MOVES: Mapping[str, str] = {
    "deposit": N_("Deposit taken"),
    "refund": N_("Deposit refunded"),
    "penalty": N_("Penalty taken"),
    "use": N_("Used as permitted"),
}
USES: Mapping[str, str] = {
    "refund": N_("Refund to the depositor"),
    "training": N_("Safety training"),
    "equipment": N_("Safety equipment"),
    "reward": N_("Rewards for safety"),
    "damage": N_("Damage in the secured case"),
}
REFUSED_BY: Mapping[str, str] = {
    "CS-2": N_("No such permit, or not classified"),
    "CS-3.4.1a": N_("Papers of a hired hand"),
    "CS-3.4.1b": N_("Registration and education"),
    "CS-3.4.1c": N_("Certificate of a special trade"),
    "CS-3.4.2": N_("Papers of a contractor"),
    "CS-3.4.3": N_("Papers of after-sales staff, or work stopped"),
    "CS-3.5.6a": N_("Outside contract or agreement"),
    "CS-3.5.7": N_("Sub-letting"),
}
PAGES = (N_("Gate"), N_("Board"))  # what the rights to these pages are called

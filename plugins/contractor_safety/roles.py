"""Who works here. Names are short: the core's roles stand beside them in the same list."""

from __future__ import annotations

from core.api import N_, Role

SAFETY_COMPANY = "safety_company"
SAFETY_UNIT = "safety_unit"
USING = "using_dept"
LETTING = "letting_dept"
SERVED = "served_dept"
FUNCTIONAL = "functional_dept"
GATEKEEPER = "gatekeeper"
CONTRACTOR = "contractor"
FINANCE = "fund_keeper"

SAFETY = (SAFETY_COMPANY, SAFETY_UNIT)
RESPONSIBLE = (USING, LETTING, SERVED)
STAFF = (*SAFETY, *RESPONSIBLE, FUNCTIONAL)
# who works here also reads what the core keeps for all
COLLEAGUES = (*STAFF, GATEKEEPER, FINANCE)
# anybody of the house reports what he sees
FINDERS = (*STAFF, GATEKEEPER, "manager")
GUARDS = (GATEKEEPER, *SAFETY)
READERS = (*FINDERS, FINANCE, "auditor")
GATE_READERS = READERS
FUND_READERS = (*SAFETY, *RESPONSIBLE, FINANCE, "manager", "auditor")

DECLARED = (
    Role(SAFETY_COMPANY, N_("Safety department")),
    Role(SAFETY_UNIT, N_("Department's safety unit")),
    Role(USING, N_("Using department")),
    Role(LETTING, N_("Letting department")),
    Role(SERVED, N_("Served department")),
    Role(FUNCTIONAL, N_("Functional department")),
    Role(GATEKEEPER, N_("Gatekeeper")),
    Role(CONTRACTOR, N_("Contractor (outside login)")),
    Role(FINANCE, N_("Fund accountant")),
)

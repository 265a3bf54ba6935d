"""Who works here. Names are short: the core's roles stand beside them in the same list."""

from __future__ import annotations

from core.api import N_, Role

SALES = "sales"
AFTER_SALES = "after_sales"
TITLE_CLERK = "title_clerk"
PROPERTY = "property_company"
# a name of its own: `finance` belongs to the plugin of the vehicles
FINANCE = "sales_finance"
MANAGER = "manager"
SENIOR = "senior"
AUDITOR = "auditor"

CLERKS = (AFTER_SALES, MANAGER)
TITLES = (TITLE_CLERK, AFTER_SALES, MANAGER)
MONEY = (FINANCE,)
SIGNERS = (SALES, AFTER_SALES, MANAGER)
# RE-2.12: who may open a sale file; a salesperson reaches his own (data scope "self", and named on the file)
FILE_READERS = (AFTER_SALES, TITLE_CLERK, FINANCE, MANAGER, SALES)
# reads developments, buildings and units
ESTATE_READERS = (*FILE_READERS, SENIOR, AUDITOR)
OWN = (SALES, AFTER_SALES, TITLE_CLERK, FINANCE)

DECLARED = (
    Role(SALES, N_("Salesperson")),
    Role(AFTER_SALES, N_("After-sales clerk")),
    Role(TITLE_CLERK, N_("Title clerk")),
    Role(FINANCE, N_("Sales finance")),
    Role(PROPERTY, N_("Property company")),
)

"""What acts on developments, buildings and homes must know."""

from __future__ import annotations

from plugins.realestate_handover.models import Building, Development
from plugins.realestate_handover.rules.common import key_of, one_column

PLACE = one_column("realestate_handover.building.place", Development, "property_company_id", key_of("development"))
CODE = one_column("realestate_handover.unit.building", Building, "code", key_of("building"))

DECLARED = (PLACE, CODE)

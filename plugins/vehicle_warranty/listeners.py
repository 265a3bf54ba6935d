"""What follows from a decision: a dismissal closes the account of the person (VW-3.3.2, 3.3.4b)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import SYSTEM, Listener, User, perform
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.models import ConductCase


async def dismiss(event: Mapping[str, Any]) -> None:
    """Managers close no accounts; the system carries out what they decided. Called twice, it does it once."""
    number = event["number"]
    for row in await ConductCase.filter(number=number, decision=n.DISMISSAL).values("person_id"):
        if await User.filter(id=row["person_id"], state="active").exists():
            data = {"reason": number}
            await perform("core.user.disable", SYSTEM, data, subject=row["person_id"], key=f"dismissal:{number}")


DECLARED = (Listener(f"{n.CONDUCT}.decide", "dismissal", dismiss),)

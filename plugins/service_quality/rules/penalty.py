"""How much a penalty is: a share of the month's bonus, and if the company sets one of the wage, by the loss; exact, in fen (ES-1.3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.service_quality import policies

_YUAN = 100  # fen


@dataclass(frozen=True)
class Terms:
    """What held on the day of the complaint. Shares are whole percent; `wage_cap` and `minimum_wage` (fen) are None where not checked."""

    share: int
    wage_share: int = 0
    wage_cap: int | None = None
    minimum_wage: int | None = None


def share_of(brackets: Mapping[str, Any], loss: int) -> int:
    """Percent of the bonus for a loss in fen; a limit belongs to the bracket it ends."""
    if loss <= int(brackets[policies.FIRST_LIMIT]) * _YUAN:
        return int(brackets[policies.FIRST_SHARE])
    if loss <= int(brackets[policies.SECOND_LIMIT]) * _YUAN:
        return int(brackets[policies.SECOND_SHARE])
    return int(brackets[policies.SHARE_ABOVE])


def terms(value: Any, loss: int) -> Terms:
    """`value(key)` gives the policies in force on the day of the complaint."""
    share = share_of({**policies.BRACKETS.default, **value(policies.BRACKETS.key)}, loss)
    wage_share = int(value(policies.WAGE_SHARE.key))
    if not value(policies.WAGE_LAW.key):
        return Terms(share, wage_share)
    return Terms(
        share, wage_share, int(value(policies.WAGE_CAP.key)), int(value(policies.MINIMUM_WAGE.key)) * _YUAN or None
    )


def part(amount: int, percent: int) -> int:
    """So many percent of an amount in fen, half a fen up."""
    return (amount * percent * 2 + 100) // 200


def amount(bonus: int, wage: int, by: Terms) -> int:
    """The penalty in fen. Of the wage never more than the law allows, and never below the minimum wage."""
    from_wage = part(wage, by.wage_share)
    if by.wage_cap is not None:
        from_wage = min(from_wage, wage * by.wage_cap // 100)
    if by.minimum_wage is not None:
        from_wage = min(from_wage, max(0, wage - by.minimum_wage))
    return part(bonus, by.share) + from_wage

"""An edition of the regulation: drafted, reviewed, approved, issued, each by another person, then never changed (TS-9)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from core.api import N_, Act, Ctx
from plugins.tech_support.forms import support as forms
from plugins.tech_support.roles import MANAGERS, OWN
from plugins.tech_support.subjects import EDITION

_KEEPERS = (*dict.fromkeys((*OWN, *MANAGERS)), "admin")


def _stands(column: str) -> Callable[[Ctx], Awaitable[None]]:
    async def run(ctx: Ctx) -> None:
        """Whoever does it stands for it, unless a name is given: an edition may come from elsewhere."""
        ctx.set(**{column: ctx.data.get(column) or ctx.actor.name})

    return run


ACTS = (
    Act(
        "draft",
        EDITION,
        N_("Draft an edition"),
        _KEEPERS,
        forms.DraftEdition,
        "TS-9",
        writes=("title", "effective_from"),
        run=_stands("drafted"),
        creates=True,
        icon="book",
    ),
    Act(
        "review",
        EDITION,
        N_("Review the edition"),
        _KEEPERS,
        forms.ReviewEdition,
        "TS-9",
        source=("drafted",),
        to="reviewed",
        run=_stands("reviewed"),
        unlike=("draft",),
        icon="eye",
    ),
    Act(
        "approve",
        EDITION,
        N_("Approve the edition"),
        MANAGERS,
        forms.ApproveEdition,
        "TS-9",
        source=("reviewed",),
        to="approved",
        run=_stands("approved"),
        unlike=("draft", "review"),
        icon="check",
    ),
    Act(
        "issue",
        EDITION,
        N_("Issue the edition"),
        (*MANAGERS, "admin"),
        forms.IssueEdition,
        "TS-9",
        source=("approved",),
        to="issued",
        writes=("issued",),
        signs="edition:issuer",
        icon="book",
    ),
)

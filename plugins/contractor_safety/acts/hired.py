"""A hired hand: entered in the ledger with a file, then a labour contract, then a post (CS-3.4.1a, CS-3.4.1b)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx
from plugins.contractor_safety import names as n
from plugins.contractor_safety.forms import hired as forms
from plugins.contractor_safety.roles import SAFETY, USING


async def _ledger(ctx: Ctx) -> None:
    ctx.set(ledger_at=ctx.now)


async def _post(ctx: Ctx) -> None:
    ctx.set(post_at=ctx.now)


def _act(name: str, label: str, form: Any, clause: str, **more: Any) -> Act:
    return Act(name, n.PERSON, label, (USING, *SAFETY), form, clause, source=("active",), **more)


ACTS = (
    _act("enter_ledger", N_("Enter in the ledger"), forms.LedgerForm, "CS-3.4.1a", writes=("file_no",), run=_ledger),
    _act(
        "sign_labour",
        N_("Record the labour contract"),
        forms.LabourForm,
        "CS-3.4.1a",
        writes=("contract_from", "contract_to"),
    ),
    _act("assign_post", N_("Put on a post"), forms.PostForm, "CS-3.4.1b", writes=("post",), run=_post),
)

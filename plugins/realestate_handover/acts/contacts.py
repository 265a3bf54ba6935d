"""Every talk with a buyer or prospect (RE-2.7)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms import files as forms
from plugins.realestate_handover.roles import AFTER_SALES, MANAGER, SALES, TITLE_CLERK
from plugins.realestate_handover.rules.files import FILE, PROSPECT

_SAID = ("channel", "direction", "purpose", "content")


async def _record(ctx: Ctx) -> None:
    file, prospect = ctx.facts.get(FILE.name), ctx.facts.get(PROSPECT.name)
    customer = file.customer if file else prospect
    ctx.set(
        file_id=ctx.data.file, prospect_id=ctx.data.prospect, customer_id=customer, at=ctx.at, owner_id=ctx.actor.id
    )


ACTS = (
    Act(
        "record",
        n.CONTACT,
        N_("Record a talk"),
        (AFTER_SALES, TITLE_CLERK, SALES, MANAGER),
        forms.ContactForm,
        "RE-2.7",
        writes=_SAID,
        run=_record,
        creates=True,
        occurred="at",
        facts=(FILE.name, PROSPECT.name),
        icon="phone",
    ),
    Act(
        "note",
        n.CONTACT,
        N_("Note a talk"),
        (),
        forms.ContactForm,
        "RE-2.7",
        writes=_SAID,
        run=_record,
        creates=True,
        occurred="at",
        facts=(FILE.name, PROSPECT.name),
        by="system",
    ),
)

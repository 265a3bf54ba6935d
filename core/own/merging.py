"""Two rows that turn out to be one customer: everything moves to the one kept, the other stays readable and leads there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.api import N_, Act, Attachment, Ctx, Customer, Facts, Form, Gate, LongText, Lookup, Missing, View, host
from core.db import sql
from core.host.merging import NAME as FOLLOW
from core.host.merging import customer_columns
from core.models import User

CUSTOMER = "core.customer"
MERGE = f"{CUSTOMER}.merge"
_KEPT = "core.customer_kept"
_FILLED = ("phone", "address", "region", "tax_id")


class MergeForm(Form):
    into = Lookup(
        N_("Customer that is kept"),
        subject=CUSTOMER,
        required=True,
        hint=N_("Cases, products, contacts, duties, files and outside logins move there. This cannot be undone."),
    )
    reason = LongText(N_("Reason"), required=True, max=200)


async def _merge(ctx: Ctx) -> None:
    kept, gone = ctx.facts[_KEPT], ctx.subject
    ctx.set(merged_into_id=kept.id)
    ctx.answer(into=kept.number, reason=ctx.data.reason)
    for name, ids in (await _holding(gone.id)).items():
        await ctx.act_many(f"{name}.{FOLLOW}", [{"subject": i, "customer": kept.id, "gone": gone.id} for i in ids])
    await _others(ctx, kept, gone)
    await ctx.rescope(CUSTOMER, gone.id, kept.id, kept.number)
    await ctx.act(f"{CUSTOMER}.absorb", kept.id, gone=gone.number, **_filled(kept, gone), note=_notes(kept, gone))


async def _others(ctx: Ctx, kept: Any, gone: Any) -> None:
    """Files of the customer's own page, outside logins that act for him, and those who were merged into him before."""
    files = await Attachment.filter(subject_type=CUSTOMER, subject_id=gone.id).values_list("id", flat=True)
    moved = [{"subject": i, "customer": kept.id, "number": kept.number} for i in files]
    await ctx.act_many(f"core.attachment.{FOLLOW}", moved)
    before = await Customer.filter(merged_into_id=gone.id).values_list("id", flat=True)
    await ctx.act_many(f"{CUSTOMER}.{FOLLOW}", [{"subject": i, "customer": kept.id} for i in before])
    logins = await User.filter(party_id=gone.id).values_list("id", flat=True)
    await ctx.act_many(f"core.user.{FOLLOW}", [{"subject": i, "customer": kept.id} for i in logins])


async def _holding(gone: int) -> dict[str, list[int]]:
    """Subject -> ids of its rows that name this customer; one statement."""
    columns = [(s, customer_columns(s)) for s in host().registry.subjects.values()]
    parts = [
        f"SELECT '{s.name}' AS name, id FROM \"{s.model._meta.db_table}\" WHERE {' OR '.join(f'{c} = ?' for c in names)}"
        for s, names in columns
        if names
    ]
    values = [gone for _subject, names in columns for _name in names]
    found: dict[str, list[int]] = {}
    for row in await sql.fetch(" UNION ALL ".join(parts) + " ORDER BY name, id", *values):
        found.setdefault(row["name"], []).append(row["id"])
    return found


def _filled(kept: Any, gone: Any) -> dict[str, str]:
    """What only the one that goes has; where both have something, his stays readable on his own page."""
    return {name: getattr(gone, name) for name in _FILLED if getattr(gone, name) and not getattr(kept, name)}


def _notes(kept: Any, gone: Any) -> str:
    return "\n".join(dict.fromkeys(note for note in (kept.note, gone.note) if note))


async def _absorb(ctx: Ctx) -> None:
    ctx.set(**{name: ctx.data[name] for name in (*_FILLED, "note") if name in ctx.data})
    ctx.answer(merged=ctx.data.gone)


async def _file_follows(ctx: Ctx) -> None:
    ctx.set(subject_id=ctx.data.customer, subject_number=ctx.data.number)


async def _leads_on(ctx: Ctx) -> None:
    ctx.set(merged_into_id=ctx.data.customer)


async def _login_follows(ctx: Ctx) -> None:
    ctx.set(party_id=ctx.data.customer)
    await ctx.bump()


_MOVED = N_("Moved to the customer that is kept")

ACTS = (
    Act(
        "merge",
        CUSTOMER,
        N_("Merge into another customer"),
        ("manager",),
        MergeForm,
        source=("active", "archived"),
        to="merged",
        run=_merge,
        facts=(_KEPT,),
        icon="swap",
        danger=True,
        confirm=N_("Everything of this customer moves to the one you name. This cannot be undone."),
        batch=False,
    ),
    Act(
        "absorb", CUSTOMER, N_("Took over another customer"), source=("active",), run=_absorb, by="system", icon="swap"
    ),
    Act(FOLLOW, CUSTOMER, _MOVED, source=("merged",), run=_leads_on, by="system", icon="swap"),
    Act(FOLLOW, "core.attachment", _MOVED, run=_file_follows, by="system", icon="swap"),
    Act(FOLLOW, "core.user", _MOVED, run=_login_follows, by="system", icon="swap"),
)


async def _load_kept(ids: Sequence[int]) -> Mapping[int, Any]:
    return {row.id: row for row in await Customer.filter(id__in=ids)}


def _fits(view: View) -> Iterable[Missing | None]:
    kept = view.facts.get(_KEPT)
    if kept is None:
        return
    if kept.id == view.subject.id:
        yield Missing("into", N_("another customer than this one"))
    elif kept.state != "active":
        yield Missing("into", N_("a customer that is in use"))
    elif not view.actor.reaches(MERGE, kept):
        yield Missing(
            "rights", N_("the right to merge in the department of {number}, too"), args={"number": kept.number}
        )


def _one_tax_number(view: View) -> Iterable[Missing | None]:
    kept = view.facts.get(_KEPT)
    if kept and kept.tax_id and view.subject.tax_id and kept.tax_id != view.subject.tax_id:
        yield Missing("tax_id", N_("the same tax number on both"))


RULES = (
    Facts(_KEPT, _load_kept, lambda view: view.data.into),
    Gate(MERGE, None, _fits, facts=(_KEPT,)),
    Gate(MERGE, None, _one_tax_number, facts=(_KEPT,), level="warn"),
)

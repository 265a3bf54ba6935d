"""A new version: every affected system gets an upgrade of its own, whose user is told and which is made (TS-3.2)."""

from __future__ import annotations

from core.api import N_, Act, Ctx, fetch
from plugins.tech_support import names as n
from plugins.tech_support import policies
from plugins.tech_support.forms import warranty as forms
from plugins.tech_support.models import Upgrade
from plugins.tech_support.roles import CARERS, MANAGERS
from plugins.tech_support.rules.warranty_facts import SYSTEM, SystemSeen

# systems of the product that run another version and have no upgrade to this one yet
_AFFECTED = """
SELECT s.id, s.customer_id, s.owner_id, s.department_id, s.product_version, s.warranty_from, s.warranty_to
FROM tech_support_system s
WHERE s.product = ? AND s.state = 'active' AND s.product_version <> ?
AND NOT EXISTS (SELECT 1 FROM tech_support_upgrade u WHERE u.system_id = s.id AND u.release_id = ?)
ORDER BY s.id
"""
_OPEN = ("open", "told")


async def _announce(ctx: Ctx) -> None:
    """One upgrade for every affected system, by the file of users; a second time only for those that came since."""
    release = ctx.subject
    rows = await fetch(_AFFECTED, release.product, release.product_version, ctx.id)
    opened = await ctx.act_many(
        f"{n.UPGRADE}.open",
        [{"release": ctx.id, "system": row["id"], "released_on": release.released_on} for row in rows],
    )
    ctx.set(affected=release.affected + len(opened), announced_at=release.announced_at or ctx.now)
    ctx.answer(opened=len(opened))


async def _tell_all(ctx: Ctx) -> None:
    """All who are still to be told, in one act; each has its own row in the journal."""
    ids = await Upgrade.filter(release_id=ctx.id, state="open").order_by("id").values_list("id", flat=True)
    told = await ctx.act_many(
        f"{n.UPGRADE}.tell", [{"subject": i, "told_through": ctx.data.told_through, "told_to": ""} for i in ids]
    )
    ctx.answer(told=len(told))


async def _open(ctx: Ctx) -> None:
    system: SystemSeen = ctx.facts[SYSTEM.name]
    free = system.covers(ctx.data.released_on) or bool(ctx.policy(policies.FREE_UPGRADE))
    ctx.set(
        release_id=ctx.data.release,
        system_id=ctx.data.system,
        customer_id=system.customer_id,
        released_on=ctx.data.released_on,
        free=free,
        from_version=system.product_version,
    )


async def _tell(ctx: Ctx) -> None:
    ctx.set(told_at=ctx.at)


async def _agree(ctx: Ctx) -> None:
    upgrade = ctx.subject
    made = await ctx.act(
        f"{n.AGREEMENT}.draft",
        system=upgrade.system_id,
        reason="special_wish" if upgrade.special_wish else "after_warranty",
        content=upgrade.special_wish,
        price=0,
    )
    ctx.set(agreement_id=made.id)
    ctx.answer(agreement=made.number, agreement_id=made.id)


async def _upgrade(ctx: Ctx) -> None:
    release = (await fetch("SELECT product_version FROM tech_support_release WHERE id = ?", ctx.subject.release_id))[0]
    await ctx.act(f"{n.SYSTEM}.set_version", ctx.subject.system_id, product_version=release["product_version"])
    ctx.set(upgraded_at=ctx.at)


def _act(name: str, label: str, form: type | None, **more: object) -> Act:
    return Act(name, n.UPGRADE, label, CARERS, form, "TS-3.2", **more)  # type: ignore[arg-type]


ACTS = (
    Act(
        "register",
        n.RELEASE,
        N_("Register a release"),
        CARERS,
        forms.ReleaseForm,
        "TS-3.2",
        writes=("product", "product_version", "released_on", "notes"),
        creates=True,
        icon="plus",
    ),
    Act(
        "announce",
        n.RELEASE,
        N_("Open the duties to all affected users"),
        CARERS,
        None,
        "TS-3.2",
        source=("registered", "announced"),
        to="announced",
        run=_announce,
        icon="bell",
    ),
    Act(
        "tell_all",
        n.RELEASE,
        N_("Record that all users were told"),
        CARERS,
        forms.TellUser,
        "TS-3.2",
        source=("announced",),
        run=_tell_all,
        icon="chat",
    ),
    Act(
        "complete",
        n.RELEASE,
        N_("Complete the release"),
        MANAGERS,
        None,
        "TS-3.2",
        source=("announced",),
        to="completed",
        icon="check",
    ),
    Act(
        "open",
        n.UPGRADE,
        N_("Open an upgrade"),
        (),
        forms.OpenUpgrade,
        "TS-3.2",
        run=_open,
        creates=True,
        by="system",
        facts=(SYSTEM.name,),
    ),
    _act(
        "tell",
        N_("Tell the user"),
        forms.TellUser,
        source=("open",),
        to="told",
        writes=("told_through", "told_to"),
        run=_tell,
        icon="chat",
    ),
    _act(
        "upgrade",
        N_("Record the upgrade"),
        forms.UpgradedForm,
        source=("told",),
        to="upgraded",
        run=_upgrade,
        occurred="upgraded_at",
        icon="check",
    ),
    _act("wish", N_("Record a special wish"), forms.WishForm, source=_OPEN, writes=("special_wish",), icon="pen"),
    _act(
        "draft_agreement",
        N_("Draft the supplementary agreement"),
        None,
        source=_OPEN,
        run=_agree,
        icon="pen",
    ),
    _act(
        "decline",
        N_("Record that the user does not want it"),
        forms.DeclineForm,
        source=("told",),
        to="declined",
        writes=("declined",),
        icon="cross",
        danger=True,
    ),
)

"""Switching plugins on and off: an interval each, so that figures count only what fell due while the plugin was on."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.requirements import Requirement

from core.api import (
    N_,
    Act,
    Choice,
    Column,
    Ctx,
    Filter,
    Form,
    Gate,
    LongText,
    Missing,
    PluginSwitch,
    Screen,
    Stage,
    Subject,
    View,
    host,
)
from core.own.words import ADMIN, AUDITOR

SUBJECT = Subject(
    "core.plugin_switch",
    PluginSwitch,
    N_("Plugin switch"),
    {"on": Stage(N_("Enabled")), "off": Stage(N_("Disabled"), "done")},
    "on",
    "CJ",
    title="plugin",
    search=("plugin",),
    icon="box",
)


def _plugins() -> list[tuple[str, str]]:
    return [(p.name, p.manifest.label) for p in host().registry.plugins.values() if p.name != "core"]


class EnableForm(Form):
    plugin = Choice(N_("Plugin"), choices=_plugins, required=True)
    reason = LongText(N_("Reason"), max=200)


class DisableForm(Form):
    reason = LongText(N_("Reason"), required=True, max=200)


async def _enable(ctx: Ctx) -> None:
    ctx.set(on_at=ctx.now)
    await ctx.bump()


async def _disable(ctx: Ctx) -> None:
    ctx.set(off_at=ctx.now, reason=ctx.data.reason)
    await ctx.bump()


ACTS = (
    Act(
        "enable",
        SUBJECT.name,
        N_("Enable a plugin"),
        (ADMIN,),
        EnableForm,
        creates=True,
        writes=("plugin", "reason"),
        run=_enable,
        by="either",
        icon="check",
    ),
    Act(
        "disable",
        SUBJECT.name,
        N_("Disable"),
        (ADMIN,),
        DisableForm,
        source=("on",),
        to="off",
        run=_disable,
        by="either",
        icon="pause",
        danger=True,
        confirm=N_("Data, due times and reading stay; acts are refused until it is enabled again."),
        batch=False,
    ),
)


def requires(plugin: str) -> list[str]:
    """Names of the plugins that `plugin` requires."""
    loaded = host().registry.plugins.get(plugin)
    return [Requirement(text).name for text in loaded.manifest.requires] if loaded else []


def _is_sound(view: View) -> Iterable[Missing | None]:
    name = view.data.plugin
    if name not in host().registry.plugins or name in {b.plugin for b in host().broken}:
        yield Missing("plugin", N_("a plugin that is loaded, sound and migrated"))
    if host().is_on(name):
        yield Missing("off", N_("a plugin that is not yet enabled"))
    for other in requires(name):
        if not host().is_on(other):
            yield Missing(f"requires:{other}", N_("plugin %(name)s enabled"), args={"name": other})


def _nobody_needs_it(view: View) -> Iterable[Missing | None]:
    for other in sorted(host().enabled):
        if view.subject.plugin in requires(other):
            yield Missing(f"required:{other}", N_("plugin %(name)s disabled"), args={"name": other})


RULES = (Gate("core.plugin_switch.enable", None, _is_sound), Gate("core.plugin_switch.disable", None, _nobody_needs_it))

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("plugin", N_("Plugin"), "code"),
        Column("on_at", N_("Enabled at"), "instant"),
        Column("off_at", N_("Disabled at"), "instant"),
        Column("reason", N_("Reason")),
        Column("state", N_("State"), "stage"),
    ),
    roles=(ADMIN, AUDITOR),
    filters=(Filter("state", N_("State"), "stage"),),
    facts=(
        Column("plugin", N_("Plugin"), "code"),
        Column("on_at", N_("Enabled at"), "instant"),
        Column("off_at", N_("Disabled at"), "instant"),
        Column("reason", N_("Reason")),
    ),
    hint=N_("When which plugin was on. Switch plugins on the plugins page."),
)

"""Which plugins are on, off or broken and why, what each brings, and the switch, which says first what stops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from packaging.requirements import Requirement
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from tortoise.functions import Count

from core.acts.perform import perform
from core.declare import Act, Clause, Deadline, Gate, Policy, Print, Record, Role, Screen
from core.errors import InvalidInput, NotFound, Refused
from core.host.host import host
from core.host.registry import Loaded
from core.i18n import N_, _
from core.models import Duty, PluginSwitch
from core.web.answers import refusal_view
from core.web.page_parts import actor_of
from core.web.templating import render

ENABLE, DISABLE = "core.plugin_switch.enable", "core.plugin_switch.disable"
_BRINGS = (
    (Clause, N_("Clauses")),
    (Act, N_("Acts")),
    (Gate, N_("Gates")),
    (Deadline, N_("Deadlines")),
    (Record, N_("Records")),
    (Policy, N_("Policies")),
    (Screen, N_("Screens")),
    (Print, N_("Prints")),
    (Role, N_("Roles")),
)


async def plugins(request: Request) -> Response:
    """One statement: the running duties per plugin."""
    running = await _running()
    actor = actor_of(request)
    rows = [_line(p, running) for p in host().registry.plugins.values()]
    broken = [{"name": b.plugin, "reason": b.reason} for b in host().broken]
    return await render(
        request,
        "core/plugins.html",
        plugins=rows,
        broken=broken,
        may_enable=actor.may(ENABLE),
        may_disable=actor.may(DISABLE),
        key=uuid4().hex,
    )


async def plugin_off(request: Request) -> Response:
    """What stops when the plugin is switched off, and the reason asked for."""
    return await _confirm(request, _asked(request), "", None)


async def switch_plugin(request: Request) -> Response:
    """POST `to=on` or `to=off`: through the act; a refusal is shown where it happened."""
    plugin, sent = _asked(request), await request.form()
    reason, key = str(sent.get("reason", "")), str(sent.get("key", "")) or None
    try:
        if sent.get("to") == "on":
            await perform(ENABLE, actor_of(request), {"plugin": plugin.name, "reason": reason}, key=key)
        else:
            await perform(DISABLE, actor_of(request), {"reason": reason}, subject=await _interval(plugin.name), key=key)
    except (Refused, InvalidInput) as error:
        return await _confirm(request, plugin, reason, error, to=str(sent.get("to", "")))
    return RedirectResponse("/plugins", status_code=303)


async def _confirm(
    request: Request, plugin: Loaded, reason: str, error: Refused | InvalidInput | None, to: str = "off"
) -> Response:
    line = _line(plugin, await _running())
    errors = (
        [{"field": e.field, "label": _("Reason"), "message": e.message} for e in error.errors]
        if isinstance(error, InvalidInput)
        else []
    )
    act = ENABLE if to == "on" else DISABLE
    refusal = refusal_view(error.refusals, act, log_id=error.log_id) if isinstance(error, Refused) else None
    status = error.status if isinstance(error, Refused) else (422 if error else 200)
    return await render(
        request,
        "core/plugin_off.html",
        status=status,
        plugin=line,
        to=to,
        reason=reason,
        errors=errors,
        refusal=refusal,
        may=actor_of(request).may(act),
        key=uuid4().hex,
    )


def _asked(request: Request) -> Loaded:
    found = host().registry.plugins.get(request.path_params["plugin"])
    if found is None or found.name == "core":
        raise NotFound(request.path_params["plugin"])
    return found


async def _interval(plugin: str) -> int:
    """The row of the interval in which the plugin is on now."""
    row = await PluginSwitch.filter(plugin=plugin, off_at__isnull=True).order_by("-id").first()
    if row is None:
        raise NotFound(plugin)
    return int(row.id)


async def _running() -> dict[str, int]:
    rows = await Duty.filter(running=1).annotate(n=Count("id")).group_by("plugin").values_list("plugin", "n")
    return dict(rows)


def _line(plugin: Loaded, running: Mapping[str, int]) -> dict[str, Any]:
    manifest = plugin.manifest
    broken = next((b.reason for b in host().broken if b.plugin == plugin.name), "")
    return {
        "name": plugin.name,
        "label": _(manifest.label),
        "version": manifest.version,
        "icon": manifest.icon,
        "state": "broken" if broken else "enabled" if host().is_on(plugin.name) else "disabled",
        "reason": broken,
        "core": plugin.name == "core",
        "brings": [(_(label), len(plugin.of(kind))) for kind, label in _BRINGS if plugin.of(kind)],
        "roles": [_(r.label) for r in plugin.of(Role)],
        "requires": _labels(requires(plugin)),
        "needed_by": _labels(needed_by(plugin.name)),
        "running": running.get(plugin.name, 0),
        "since": _since(plugin.name),
        "href": f"/plugins/{plugin.name}",
    }


def _since(plugin: str) -> Any:
    spans = [span.since for span in host().intervals(plugin) if span.until is None]
    return spans[-1] if spans else None


def requires(plugin: Loaded) -> list[str]:
    return [Requirement(text).name.replace("-", "_") for text in plugin.manifest.requires]


def needed_by(name: str) -> list[str]:
    """Enabled plugins that require this one: while there are any it cannot be switched off."""
    return [p.name for p in host().registry.plugins.values() if name in requires(p) and host().is_on(p.name)]


def _labels(names: list[str]) -> list[str]:
    found = host().registry.plugins
    return [_(found[name].manifest.label) if name in found else name for name in names]

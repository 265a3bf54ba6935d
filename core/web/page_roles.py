"""What each role may do, in words: by plugin and subject, with what an administrator gave or took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from core.db import sql
from core.errors import NotFound
from core.host.host import host
from core.host.own_acts import SELF
from core.host.rights import OFFICERS, movable
from core.i18n import _
from core.services.rights import Words, words
from core.web.page_parts import actor_of, grouped
from core.web.templating import render

_SET = "core.role_right.set"
_FORM = "/s/core/role_right/new/set"


async def roles(request: Request) -> Response:
    """GET: every role with its plugin, how much it may do, and how many people hold it; one statement."""
    rows = await sql.fetch(
        "SELECT g.role, COUNT(DISTINCT g.user_id) AS n FROM core_grant g JOIN core_user u ON u.id = g.user_id "
        "WHERE u.state = 'active' GROUP BY g.role"
    )
    held, registry = {row["role"]: row["n"] for row in rows}, host().registry
    changed = {role for role, _permission in host().settings.rights}
    lines = [
        {
            "label": _(role.label),
            "href": f"/roles/{role.name}",
            "plugin": _(registry.plugins[registry.plugin_of(role)].manifest.label),
            "count": len(list(_held(role.name))),
            "people": held.get(role.name, 0),
            "changed": role.name in changed,
        }
        for role in registry.roles.values()
    ]
    return await render(request, "core/roles.html", title=_("Roles"), roles=lines)


async def role(request: Request) -> Response:
    """GET: one role; whoever may change rights finds a link beside each that can be moved. No statement of its own."""
    found = host().registry.roles.get(request.path_params["role"])
    if found is None:
        raise NotFound(request.path_params["role"])
    may_set = actor_of(request).may(_SET)
    held = set(_held(found.name))
    declared = host().registry.permissions
    others = [name for name in declared if name not in held and movable(declared, found.name, name)]
    label = _(found.label)
    return await render(
        request,
        "core/role.html",
        title=label,
        crumbs=[{"label": _("Roles"), "href": "/roles"}, {"label": label}],
        role={"name": found.name, "officer": found.name in OFFICERS},
        held=_groups(found.name, held, "take" if may_set else ""),
        others=_groups(found.name, others, "give" if may_set else ""),
        count=len(held),
        other_count=len(others),
    )


def _held(role: str) -> Iterable[str]:
    """What the role may do now; what everybody may do with his own account is left out."""
    return (name for name, holders in host().permissions.items() if role in holders and SELF not in holders)


def _groups(role: str, names: Iterable[str], change: str) -> list[tuple[str, list[tuple[str, list[dict[str, Any]]]]]]:
    """[(plugin, [(subject, [right])])] in the order of their words."""
    found = sorted(((words(name), name) for name in names), key=lambda each: each[0])
    by_plugin = grouped(found, lambda each: each[0].plugin)
    return [
        (plugin, [(about, [_right(role, *one, change) for one in part]) for about, part in _by_subject(lines).items()])
        for plugin, lines in by_plugin.items()
    ]


def _by_subject(lines: Sequence[tuple[Words, str]]) -> dict[str, list[tuple[Words, str]]]:
    return grouped(lines, lambda each: each[0].about)


def _right(role: str, said: Words, name: str, change: str) -> dict[str, Any]:
    changed = host().settings.rights.get((role, name))
    can = bool(change) and changed is None and movable(host().registry.permissions, role, name)
    query = urlencode({"role": role, "permission": name, "change": change})
    return {"what": said.what, "name": name, "changed": changed, "href": f"{_FORM}?{query}" if can else ""}

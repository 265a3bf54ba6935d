"""What stands around the rows of a list: name, views, filters, tools, column heads. Drawn once for the same reader and address.

The key holds everything the look hangs on: address, the reader's rights, what he keeps about the list, settings and language.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from markupsafe import Markup, escape

from core.declare import Column, Filter, Screen, Subject
from core.host.host import host
from core.i18n import _
from core.models.access import Actor
from core.web.asking import VIEWS, Asked, choices, keys_of, sortable
from core.web.list_tools import tools
from core.web.page_parts import plugin_label
from core.web.rows import hidden
from core.web.templating import kept
from core.web.views import Shelf

# stand for what is another in every session and on every page; nobody's text holds private-use characters
_CSRF, _VIEW_KEY = "\ue000", "\ue001"


@dataclass(frozen=True)
class Around:
    """One request of a list; `some` says whether there are rows. Its parts are drawn when first asked for."""

    params: Mapping[str, str]
    subject: Subject
    screen: Screen
    asked: Asked
    shelf: Shelf
    actor: Actor
    some: bool

    @cached_property
    def here(self) -> str:
        return f"/s/{self.subject.name.replace('.', '/')}"

    @cached_property
    def lasting(self) -> dict[str, str]:
        """The address without what is passing."""
        return {k: v for k, v in self.params.items() if v and k not in ("after", "done")}

    def href(self, **changes: str | None) -> str:
        """This list with something changed in its address; None takes it away."""
        query = urlencode({k: v for k, v in {**self.lasting, **changes}.items() if v})
        return f"{self.here}?{query}" if query else self.here

    @cached_property
    def _key(self) -> Hashable:
        address = tuple(self.lasting.items())
        return (self.subject.name, host().serial, address, self.actor.reach, self.shelf.key, self.some)

    def part(self, name: str) -> Markup:
        """One of heading, bar, head, batch, empty."""
        return kept(f"core/_list_{name}.html", self._key, lambda: self._parts)

    def bar(self, csrf: str) -> Markup:
        drawn = str(self.part("bar")).replace(_CSRF, str(escape(csrf))).replace(_VIEW_KEY, str(uuid4()))
        return Markup(drawn)  # noqa: S704  (autoescaped by its template, and two escaped values)

    @cached_property
    def _parts(self) -> dict[str, Any]:
        subject, screen, asked = self.subject, self.screen, self.asked
        shown = tools(subject, screen, asked, self.lasting, self.shelf, self.actor)
        title = _(screen.menu or subject.label)
        sortables = sortable(screen)
        return {
            "subject": {"name": subject.name, "label": _(subject.label), "icon": subject.icon},
            **shown,
            "csrf": _CSRF,
            "view_key": _VIEW_KEY,
            "rows": self.some,
            "title": title,
            "crumbs": [{"label": plugin_label(subject)}, {"label": title}],
            "hint": _(screen.hint) if screen.hint else "",
            "heads": [_head(c, asked, screen, subject, self.actor, self.href) for c in asked.columns],
            "views": [*self._views(not any(view["current"] for view in shown["saved"])), *shown["saved"]],
            "chips": [
                {"label": c.label, "value": c.value, "href": self.href(**dict.fromkeys(c.keys))} for c in asked.chips
            ],
            "clear_href": self.here,
            "filters": _filters(subject, screen, self.params),
            "q": asked.q,
            "asked": asked,
            "creating": creating(subject, self.actor),
            "narrowed": bool(asked.chips or asked.q or asked.view != "all"),
            "late_first": self.href(sort="next_late") if "next_late" in sortables and asked.sort != "next_late" else "",
        }

    def _views(self, current: bool) -> list[dict[str, Any]]:
        return [
            {
                "label": _(label),
                "href": self.href(view=name if name != "all" else None),
                "current": current and self.asked.view == name,
            }
            for name, label in VIEWS.items()
        ]


def creating(subject: Subject, actor: Actor) -> list[dict[str, str]]:
    """The acts that make a new one and that the actor may do now."""
    if not host().is_on(subject.plugin):
        return []
    made = [a for a in host().registry.acts_of(subject.name) if a.creates and a.by != "system" and not a.quiet]
    acts = [a for a in made if actor.may(a.full)]
    base = f"/s/{subject.name.replace('.', '/')}/new/"
    return [{"label": _(a.label), "href": base + a.name, "icon": a.icon or "plus"} for a in acts]


def _head(
    column: Column, asked: Asked, screen: Screen, subject: Subject, actor: Actor, href: Callable[..., str]
) -> dict[str, Any]:
    """A column's head; sortable if the screen says so, and not by a value the reader may not see."""
    name = column.field
    can = name in sortable(screen) and not hidden(subject.model, name, actor)
    now = asked.column == name
    turned = name if now and asked.descending else f"-{name}" if now else name
    return {
        "label": _(column.label),
        "css": " ".join(
            [*(["num"] if column.kind in ("yuan", "share") else []), *(["c-more"] if column.optional else [])]
        ),
        "href": href(sort=turned) if can else "",
        "dir": ("descending" if asked.descending else "ascending") if now else "",
    }


def _filters(subject: Subject, screen: Screen, params: Mapping[str, str]) -> Markup:
    """The fields of the filters, drawn once for the same values; the settings hold the names among the choices."""
    if not screen.filters:
        return Markup("")
    values = tuple([params.get(key, "") for each in screen.filters for key in keys_of(each)])
    key = (subject.name, host().serial, values)
    return kept(
        "core/_filters.html", key, lambda: {"filters": [filter_field(f, subject, params) for f in screen.filters]}
    )


def filter_field(each: Filter, subject: Subject, params: Mapping[str, str]) -> dict[str, Any]:
    """One filter as `_filters.html` draws it."""
    keys = keys_of(each)
    return {
        "label": _(each.label),
        "kind": each.kind,
        "key": each.field,
        "choices": choices(each, subject),
        "value": params.get(each.field, ""),
        "on": any(params.get(key) for key in keys),
        "parts": [(key, params.get(key, "")) for key in keys],
    }

"""What every page knows about its reader: menu, badge, language, messages. One statement, and none for a fragment."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from starlette.requests import Request

from core import clock
from core.db import sql
from core.host.host import host
from core.i18n import N_, _, language
from core.models.access import Actor
from core.web.approvals import waiting_for
from core.web.session import visit

BADGE_CAP = 100


@dataclass
class Item:
    """A menu entry; `count` None = not shown."""

    label: str
    href: str
    icon: str = ""
    count: int | None = None
    late: bool = False
    current: bool = False


@dataclass
class Group:
    """Menu entries under a fold; without a label they stand unfolded. `parts`: folds within it, after its own entries."""

    label: str
    icon: str
    items: list[Item]
    folded: bool = False
    parts: list[Group] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    name: str
    initial: str


@dataclass
class Page:
    """`page` in the templates."""

    title: str
    user: Reader | None
    lang: str
    csrf: str
    path: str
    company: str = ""
    badge: int = 0
    notices: int = 0
    approvals: int = 0
    nav: list[Group] = field(default_factory=list)
    flash: list[Any] = field(default_factory=list)
    banners: list[Any] = field(default_factory=list)
    crumbs: list[Any] = field(default_factory=list)
    tabs: list[Item] = field(default_factory=list)
    now: datetime = field(default_factory=clock.now)  # with it the open page turns a duty red at its second


@dataclass(frozen=True)
class _Entry:
    """A menu entry of the core: `needs` is a permission, "" = anybody signed in; `subject` if it is a declared list."""

    label: str
    href: str
    icon: str
    needs: str = ""
    subject: str = ""


def _list(label: str, subject: str, icon: str) -> _Entry:
    return _Entry(label, "/s/" + subject.replace(".", "/"), icon, f"{subject}.read", subject)


_DAILY = (
    _Entry(N_("Workbench"), "/", "desk"),
    _Entry(N_("My duties"), "/duties", "clock"),
    _list(N_("Tickets"), "core.ticket", "inbox"),
    _list(N_("Enquiries"), "core.enquiry", "chat"),
    _list(N_("Customers"), "core.customer", "user"),
    _list(N_("Assets"), "core.asset", "box"),
)
_OFFICE = (
    _Entry(N_("KPIs"), "/kpis", "chart", "core.page.kpis"),
    _Entry(N_("Regulation map"), "/clauses", "map"),
    _Entry(N_("Journal"), "/journal", "book", "core.page.journal"),
    _list(N_("People"), "core.user", "key"),
    _Entry(N_("Roles"), "/roles", "shield", "core.page.roles"),
    _Entry(N_("Policies"), "/policies", "sliders", "core.page.policies"),
    _Entry(N_("Possible duplicates"), "/customers/alike", "user", "core.page.alike"),
    _Entry(N_("Load lists"), "/load", "upload", "core.page.load"),
    _Entry(N_("Plugins"), "/plugins", "plug", "core.page.plugins"),
    _Entry(N_("Not sent"), "/outbox", "alert", "core.page.outbox"),
)


async def build_page(
    request: Request,
    *,
    title: str = "",
    crumbs: Sequence[Any] = (),
    flash: Sequence[Any] = (),
    banners: Sequence[Any] = (),
    fragment: bool = False,
    quiet: bool = False,
) -> Page:
    """`fragment`: no menu and no badge. `quiet`: no badge, so that not even a broken database can spoil the page."""
    who = visit(request)
    path: str = request.scope["path"]
    page = Page(title=title, user=_reader(who.actor), lang=who.lang, csrf=who.csrf, path=_here(request))
    if fragment:
        return page
    page.crumbs, page.banners, page.flash = list(crumbs), list(banners), [*_done(request), *flash]
    page.company = company()
    if who.actor is not None:
        page.badge, page.notices, page.approvals = (0, 0, 0) if quiet else await _counts(who.actor)
        page.nav = _nav(who.actor, path, {"/duties": page.badge, "/s/core/approval": page.approvals})
    return page


def _reader(actor: Actor | None) -> Reader | None:
    return Reader(actor.name, actor.name[:1]) if actor else None


def _here(request: Request) -> str:
    """Where the reader is, to come back to; after a POST there is nothing to come back to."""
    if request.method != "GET":
        return "/"
    path, query = request.scope["path"], request.url.query
    return f"{path}?{query}" if query else str(path)


def company() -> str:
    """The name of the root department: the company as it calls itself."""
    departments = host().directory.departments.values()
    return next((d.name for d in departments if d.parent_id is None), "")


def _done(request: Request) -> list[dict[str, str]]:
    """`?done=<act>`: the toast after an act; only a declared act gives one, so nobody can put words into it."""
    act = host().registry.acts.get(request.query_params.get("done", ""))
    return [{"kind": "good", "text": _("Done: %(act)s", act=_(act.label))}] if act else []


async def _counts(actor: Actor) -> tuple[int, int, int]:
    """My running duties that are late or warned (those of plugins that are off are suspended), my unread notices, and what waits for my approval.

    Each at most BADGE_CAP, all by one statement.
    """
    now, on = clock.now(), sorted(host().enabled)
    where, values = waiting_for(actor) or ("WHERE 1 = 0", [])
    asked = f"SELECT 1 AS one {where} LIMIT {BADGE_CAP}"
    rows = await sql.fetch(  # on every page: not worth the ORM's way to the same text
        "SELECT (SELECT COUNT(*) FROM (SELECT id FROM core_duty WHERE running = 1 AND owner_id = ? AND (late_from <= ? OR warn_at <= ?) "
        f"AND plugin IN ({sql.marks(len(on))}) LIMIT {BADGE_CAP}) d) AS duties, "
        f"(SELECT COUNT(*) FROM (SELECT id FROM core_notice WHERE user_id = ? AND read_at IS NULL LIMIT {BADGE_CAP}) n) AS notices, "
        f"(SELECT COUNT(*) FROM ({asked}) p) AS approvals",
        actor.id,
        now,
        now,
        *on,
        actor.id,
        *values,
    )
    return int(rows[0]["duties"]), int(rows[0]["notices"]), int(rows[0]["approvals"])


_menus: dict[Hashable, list[Group]] = {}
_MOST_MENUS = 500


def _nav(actor: Actor, path: str, counts: Mapping[str, int]) -> list[Group]:
    key = (actor.reach, host().serial, language())
    groups = _menus.get(key)
    if groups is None:
        if len(_menus) >= _MOST_MENUS:
            _menus.clear()
        groups = _menus[key] = _menu(actor)
    return _marked(groups, path, counts)


def _menu(actor: Actor) -> list[Group]:
    groups = [
        Group("", "", [_item(e) for e in _DAILY if _may(actor, e)]),
        *_plugin_groups(actor),
        Group("", "", [*(_item(e) for e in _OFFICE if _may(actor, e)), *_other_core(actor)]),
    ]
    return [group for group in groups if group.items or group.parts]


def _may(actor: Actor, entry: _Entry) -> bool:
    if entry.subject and entry.subject not in host().registry.screens:
        return False
    return not entry.needs or actor.may(entry.needs)


def _item(entry: _Entry) -> Item:
    return Item(_(entry.label), entry.href, entry.icon)


def _plugin_groups(actor: Actor) -> Iterator[Group]:
    for plugin in host().registry.plugins.values():
        if plugin.name != "core" and host().is_on(plugin.name):
            own = Group(_(plugin.manifest.label), plugin.manifest.icon, list(_screens(actor, plugin.name)))
            names = dict.fromkeys(s.group for name, s in host().registry.screens.items() if _of(name, plugin.name))
            parts = [Group(_(n), "", list(_screens(actor, plugin.name, n)), folded=True) for n in names if n]
            yield replace(own, parts=[part for part in parts if part.items])


def _of(subject: str, plugin: str) -> bool:
    return subject.split(".")[0] == plugin


def _screens(actor: Actor, plugin: str, group: str = "") -> Iterator[Item]:
    registry = host().registry
    for subject, screen in registry.screens.items():
        if _of(subject, plugin) and screen.menu and screen.group == group and actor.may(f"{subject}.read"):
            yield Item(_(screen.menu), "/s/" + subject.replace(".", "/"), registry.subjects[subject].icon)
    if group:
        return
    for book in registry.books.values():
        if book.plugin == plugin and book.label and actor.may(book.permission):
            yield Item(_(book.label), "/ledger/" + book.name.replace(".", "/"), "book")


def _other_core(actor: Actor) -> list[Item]:
    """Lists of the core that have no fixed place."""
    placed = {entry.href for entry in (*_DAILY, *_OFFICE)}
    return [item for item in _screens(actor, "core") if item.href not in placed]


def _marked(groups: list[Group], path: str, counts: Mapping[str, int]) -> list[Group]:
    """The same menu with its counts and the reader's place; the one kept stays as it is."""
    hrefs = [item.href for group in groups for part in (group, *group.parts) for item in part.items]
    here = max([h for h in hrefs if path == h or (h != "/" and path.startswith(h + "/"))], key=len, default="")

    def marked(item: Item) -> Item:
        count = counts.get(item.href)
        if not count and item.href != here:
            return item
        return replace(item, count=count or None, late=bool(count), current=item.href == here)

    def all_of(group: Group) -> Group:
        return replace(
            group, items=[marked(item) for item in group.items], parts=[all_of(part) for part in group.parts]
        )

    return [all_of(group) for group in groups]

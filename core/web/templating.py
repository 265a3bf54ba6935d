"""Jinja2 as every page uses it: autoescaped, strict about what is undefined, one compiled template for all languages.

A plugin's templates are reached only under its own name, so none can stand in for another's.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2_fragments
import orjson
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
)
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from core import i18n
from core.host.registry import Loaded
from core.web.context import build_page
from core.web.static import StaticFiles, htmx_folder

_CORE = Path(__file__).parent.parent

_environment: Environment | None = None
_static: StaticFiles | None = None


def configure(plugins: Iterable[Loaded], data: Path) -> None:
    """Make the environment for these plugins; compiled templates are kept in `data`/templates."""
    global _environment, _static
    own = [p for p in plugins if p.name != "core"]
    folders = {"core": _CORE / "static" / "core", "htmx": htmx_folder()}
    folders |= {p.name: Path(p.folder) / "static" / p.name for p in own}
    _static = StaticFiles(folders)
    _environment = _made(own, data / "templates", _static)
    _kept.clear()
    i18n.load([Path(p.folder) / "locales" for p in own])


def _made(plugins: Sequence[Loaded], cache: Path, static: StaticFiles) -> Environment:
    cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    loaders = {"core": FileSystemLoader(_CORE / "templates" / "core")}
    loaders |= {p.name: FileSystemLoader(Path(p.folder) / "templates" / p.name) for p in plugins}
    made = Environment(
        loader=PrefixLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=FileSystemBytecodeCache(str(cache)),
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=2000,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(i18n.gettext, i18n.plain_ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals["_"] = _text
    made.globals["static"] = static.url
    made.globals["drawn_icon"] = _icons(static)
    made.globals["drawn_menu"] = lambda nav: kept("core/_menu.html", _menu_key(nav), lambda: {"nav": nav})
    made.globals["drawn_top"] = _top
    made.globals["drawn_tabs"] = _tabs
    made.globals["fixed"] = lambda template: kept(template, (), dict)
    made.filters.update(_FILTERS)
    return made


def _text(msgid: str, **args: Any) -> str:
    """`_()` in templates: unlike `{% trans %}` its msgid may come from a variable, so the text is escaped."""
    text = i18n.gettext(msgid)
    if not args:
        return text
    return escape(text) % args


def _icons(static: StaticFiles) -> Callable[..., Markup]:
    """The symbols as markup: a page shows some forty, so each is written once and not by a macro every time."""

    @cache
    def icon(name: str, big: bool = False) -> Markup:
        href, size = f"{static.url('core/icons.svg')}#i-{name}", " l" if big else ""
        return Markup('<svg class="i{}" aria-hidden="true"><use href="{}"/></svg>').format(size, href)

    return icon


_kept: dict[Any, Markup] = {}
_MOST_KEPT = 1000


def kept(template: str, key: Hashable, context: Callable[[], Mapping[str, Any]]) -> Markup:
    """A part of a page that is the same for the same `key` and language: drawn once, then taken from memory."""
    full = (template, i18n.language(), key)
    found = _kept.get(full)
    if found is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        found = _kept[full] = Markup(text(template, **context()))  # noqa: S704  (autoescaped by its template)
    return found


_GROUP, _ITEM = ("label", "icon", "folded"), ("label", "href", "icon", "count", "late", "current")
# stand for what is another on every page and in every session; nobody's text holds private-use characters
_CSRF, _PATH = "\ue000", "\ue001"


def _menu_key(nav: Sequence[Any]) -> Hashable:
    """All that the menu shows; attributes may be left out."""
    return tuple([(_values(g, _GROUP), *_items(g.items), _menu_key(getattr(g, "parts", ()))) for g in nav])


def _items(items: Sequence[Any]) -> tuple[Hashable, ...]:
    return tuple([_values(item, _ITEM) for item in items])


def _values(part: Any, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple([getattr(part, name, None) for name in names])


def _top(page: Any) -> Markup:
    """Menu and top bar. The same for all sessions and addresses of a reader but for two places, filled in each time."""
    reader = _values(page.user, ("name", "initial")) if page.user else None
    key = (reader, _values(page, ("lang", "company", "badge", "notices")), _menu_key(page.nav))
    drawn = kept("core/_top.html", key, lambda: {"page": _Standing(page)})
    filled = str(drawn).replace(_CSRF, str(escape(page.csrf))).replace(quote(_PATH), quote(page.path))
    return Markup(filled)  # noqa: S704  (autoescaped by its template, and two escaped values)


class _Standing:
    """The page with something standing for what differs."""

    csrf, path = _CSRF, _PATH

    def __init__(self, page: Any) -> None:
        self._page = page

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)


def _tabs(page: Any) -> Markup:
    items = getattr(page, "tabs", None) or (page.nav[0].items if page.nav else [])
    return kept("core/_tabs.html", _items(items[:4]), lambda: {"tabs": items[:4]})


_FILTERS = {
    "instant": i18n.instant,
    "instant_text": i18n.instant_text,
    "due": i18n.due,
    "due_text": i18n.due_text,
    "day": i18n.day,
    "day_text": i18n.day_text,
    "yuan": i18n.yuan,
    "capital": i18n.capital_yuan,
    "duration": i18n.duration,
    "share": i18n.share,
}


def environment() -> Environment:
    """RuntimeError before `configure`."""
    if _environment is None:
        raise RuntimeError("Call core.web.templating.configure() first.")
    return _environment


def static_files() -> StaticFiles:
    """RuntimeError before `configure`."""
    if _static is None:
        raise RuntimeError("Call core.web.templating.configure() first.")
    return _static


def text(template: str, **context: Any) -> str:
    """A template without a request, for prints that are kept and for slots."""
    return environment().get_template(template).render(context)


async def render(
    request: Request,
    template: str,
    *,
    title: str = "",
    status: int = 200,
    crumbs: Sequence[Any] = (),
    flash: Sequence[Any] = (),
    banners: Sequence[Any] = (),
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """A whole page. Adds `page` with the menu and the badge (one statement when somebody is signed in)."""
    page = await build_page(request, title=title, crumbs=crumbs, flash=flash, banners=banners)
    return HTMLResponse(text(template, page=page, **context), status, headers)


async def render_block(
    request: Request,
    template: str,
    block: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """One block of a template, for htmx; `page` comes without menu and badge."""
    page = await build_page(request, fragment=True)
    # a block drawn by itself does not see what its template imports
    context.setdefault("ui", environment().get_template("core/ui.html").module)
    html = jinja2_fragments.render_block(environment(), template, block, page=page, **context)
    return HTMLResponse(html, status, headers)


def json_response(data: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON with instants in UTC ("2026-11-24T01:30:00Z"); what JSON does not know is written as text."""
    body = orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)
    return Response(body, status, headers, media_type="application/json")

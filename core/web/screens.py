"""The addresses of every declared subject: list, page, forms, acts, suggestions, each naming its permission."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.declare import Screen, Subject
from core.host.host import Host
from core.web import acting, batch, cross, detail, exporting, listing, suggest, views
from core.web.answers import error_response
from core.web.security import LOGIN, route

_GET, _POST = ("GET",), ("POST",)


def routes(host: Host) -> list[Route]:
    """Fixed addresses for each subject. Reading asks for "<subject>.read"; `perform` judges acts."""
    found: list[Route] = []
    for name, subject in host.registry.subjects.items():
        base, screen = f"/s/{name.replace('.', '/')}", host.registry.screens.get(name)
        found += _acts(base, subject)
        if screen is not None:
            found += _reading(base, subject, screen)
        # whoever may fill in a form may look up what it asks for, within what he may read
        found.append(route(f"/suggest/{name}", _bound(suggest.suggest, subject), _GET, LOGIN))
    return found


def _acts(base: str, subject: Subject) -> list[Route]:
    return [
        route(f"{base}/new/{{act}}", _bound(acting.form_page, subject), _GET, LOGIN),
        route(f"{base}/acts/{{act}}", _bound(acting.do, subject), _POST, LOGIN),
        route(f"{base}/{{number}}/acts/{{act}}", _bound(acting.form_page, subject), _GET, LOGIN),
        route(f"{base}/{{number}}/acts/{{act}}", _bound(acting.do, subject), _POST, LOGIN),
    ]


def _reading(base: str, subject: Subject, screen: Screen) -> list[Route]:
    may = f"{subject.name}.read"
    return [
        route(base, _bound(listing.list_page, subject, screen), _GET, may),
        route(f"{base}.json", _bound(listing.list_json, subject, screen), _GET, may),
        route(f"{base}.csv", _bound(exporting.list_csv, subject, screen), _GET, may),
        route(f"{base}.xlsx", _bound(exporting.list_xlsx, subject, screen), _GET, may),
        route(f"{base}/cross", _bound(cross.cross_page, subject, screen), _GET, may),
        route(f"{base}/cross.csv", _bound(cross.cross_csv, subject, screen), _GET, may),
        route(f"{base}/columns", _bound(views.choose_columns, subject, screen), _POST, may),
        route(f"{base}/views", _bound(views.save_view, subject, screen), _POST, may),
        route(f"{base}/batch/{{act}}", _bound(batch.form_page, subject, screen), _GET, may),
        route(f"{base}/batch/{{act}}", _bound(batch.do, subject, screen), _POST, may),
        route(f"{base}/{{number}}.json", _bound(detail.detail_json, subject, screen), _GET, may),
        route(f"{base}/{{number}}", _bound(detail.detail_page, subject, screen), _GET, may),
    ]


def _bound(endpoint: Callable[..., Awaitable[Response]], *given: Any) -> Callable[[Request], Awaitable[Response]]:
    async def bound(request: Request) -> Response:
        return await endpoint(request, *given)

    return bound


__all__ = ["error_response", "routes"]

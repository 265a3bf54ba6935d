"""Finding a route by its exact path: with every list and page a route of its own, trying them one by one costs more than a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

_FOUND = "guizhang.exact_route"


class ExactRoutes(BaseRoute):
    """The routes without parameters, by path; stands first in the router, which goes on to all others by itself."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._by_path: dict[str, list[Route]] = defaultdict(list)
        for route in routes:
            if isinstance(route, Route) and "{" not in route.path:
                self._by_path[route.path].append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Only a full match counts here: a wrong method is answered by the route itself."""
        for route in self._by_path.get(scope.get("path", ""), ()):
            match, child = route.matches(scope)
            if match is Match.FULL:
                return match, {**child, _FOUND: route}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope[_FOUND].handle(scope, receive, send)

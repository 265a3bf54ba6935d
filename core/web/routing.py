"""Finding a route by what its path begins with: with every list and page a route of its own, trying them one by one costs more than a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from re import Pattern
from typing import Any

from starlette.convertors import Convertor
from starlette.routing import BaseRoute, Match, Route, compile_path, get_name, request_response
from starlette.types import ASGIApp, Receive, Scope, Send

_FOUND = "guizhang.known_route"


class LateRoute(Route):
    """All but its path is made when a path that begins like it is met: of some thousand a worker meets some dozens."""

    def __init__(self, path: str, endpoint: Callable[..., Any], methods: Sequence[str]) -> None:
        # not Starlette's, which makes all of it at once
        self.path, self.given = path, endpoint
        self.literal = path.partition("{")[0]
        self.methods = {*methods, "HEAD"} if "GET" in methods else set(methods)
        self.include_in_schema = True

    @cached_property
    def endpoint(self) -> Callable[..., Any]:  # type: ignore[override]
        return self.given

    @cached_property
    def name(self) -> str:  # type: ignore[override]
        return get_name(self.given)

    @cached_property
    def app(self) -> ASGIApp:  # type: ignore[override]
        return request_response(self.endpoint)

    @cached_property
    def _compiled(self) -> tuple[Pattern[str], str, dict[str, Convertor[Any]]]:
        return compile_path(self.path)

    @cached_property
    def path_regex(self) -> Pattern[str]:  # type: ignore[override]
        return self._compiled[0]

    @cached_property
    def path_format(self) -> str:  # type: ignore[override]
        return self._compiled[1]

    @cached_property
    def param_convertors(self) -> dict[str, Convertor[Any]]:  # type: ignore[override]
        return self._compiled[2]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        path, root = scope.get("path", ""), scope.get("root_path", "")
        if not path.startswith((self.literal, root + self.literal)):
            return Match.NONE, {}
        return super().matches(scope)


class KnownRoutes(BaseRoute):
    """All routes by their literal beginning; stands first in the router, which goes on to try each of them by itself."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._by_literal: dict[str, list[tuple[int, Route]]] = defaultdict(list)
        for n, route in enumerate(routes):
            if isinstance(route, LateRoute):
                self._by_literal[route.literal].append((n, route))
        self._lengths = sorted({len(literal) for literal in self._by_literal})

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Only a full match counts here: a wrong method is answered by the route itself."""
        path = scope.get("path", "")
        found: list[tuple[int, Route]] = []
        for length in self._lengths:
            if length > len(path):
                break
            found += self._by_literal.get(path[:length], ())
        for _n, route in sorted(found, key=lambda pair: pair[0]):  # the first declared that fits answers
            match, child = route.matches(scope)
            if match is Match.FULL:
                return match, {**child, _FOUND: route}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope[_FOUND].handle(scope, receive, send)

"""Driving the `run` of many cases side by side: what they ask of other acts is answered in bulk, so a batch costs no more than one.

`run` may await anything; `Calls` stop it until all its neighbours have asked too, everything else is passed to the event loop.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Generator, Sequence
from itertools import islice
from typing import Any, cast

from core.acts.case import Case
from core.acts.outcome import Outcome
from core.errors import GuizhangError, Refused
from core.rules.view import Call, Calls

Answer = Callable[[Sequence[tuple[Case, Call]]], Awaitable[list[Outcome]]]


async def drive(cases: Sequence[Case], answer: Answer) -> None:
    """Run all cases; a case whose run raises Refused is refused. `answer` performs calls of one act for several cases."""
    running: list[tuple[Case, Coroutine[Any, Any, None], Any]] = [
        (c, cast(Coroutine[Any, Any, None], c.act.run(c.view)), None) for c in cases if c.act.run is not None
    ]
    while running:
        asked: dict[str, list[tuple[Case, Calls, Coroutine[Any, Any, None]]]] = defaultdict(list)
        for case, coroutine, value in running:
            calls = await _advance(case, coroutine, value)
            if calls is not None:
                asked[calls.full].append((case, calls, coroutine))
        running = []
        for group in asked.values():
            outcomes = iter(await answer([(case, call) for case, calls, _ in group for call in calls.calls]))
            running += [(case, coroutine, list(islice(outcomes, len(calls.calls)))) for case, calls, coroutine in group]


async def _advance(case: Case, coroutine: Coroutine[Any, Any, None], value: Any) -> Calls | None:
    """Resume one run until it asks for acts (returned) or ends (None)."""
    try:
        return await _Step(coroutine, value)
    except Refused as refused:
        case.refuse(*refused.refusals)
        return None


class _Step:
    """Awaits a coroutine until it yields Calls; futures it yields go to the event loop as if it were awaited in place."""

    def __init__(self, coroutine: Coroutine[Any, Any, None], value: Any) -> None:
        self._coroutine = coroutine
        self._value = value

    def __await__(self) -> Generator[Any, Any, Calls | None]:
        send: Callable[[], Any] = lambda: self._coroutine.send(self._value)  # noqa: E731
        while True:
            try:
                asked = send()
            except StopIteration:
                return None
            if isinstance(asked, Calls):
                return asked
            try:
                given = yield asked
            except BaseException as error:  # cancellation and failures belong to the run that awaits
                send = _thrower(self._coroutine, error)
            else:
                send = _sender(self._coroutine, given)


def _thrower(coroutine: Coroutine[Any, Any, None], error: BaseException) -> Callable[[], Any]:
    return lambda: coroutine.throw(error)


def _sender(coroutine: Coroutine[Any, Any, None], value: Any) -> Callable[[], Any]:
    return lambda: coroutine.send(value)


class ChunkBroken(GuizhangError):
    """In a batch one case was refused after something of it had been written: the chunk is undone and done again row by row."""

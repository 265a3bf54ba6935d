"""The hooks: all optional, plain `def`, asked once per plugin at start, no input or output. Pluggy carries declarations, nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

import pluggy

from core.declare import (
    Act,
    Approval,
    Book,
    Calendar,
    Checklist,
    Clause,
    Deadline,
    Facts,
    FileKind,
    Gate,
    Job,
    Kpi,
    Listener,
    Periodic,
    Policy,
    Print,
    Record,
    Regulation,
    Role,
    Routing,
    Screen,
    Slot,
    Subject,
    Total,
)

PROJECT = "guizhang"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
Rule = Facts | Gate | Deadline | Periodic | Record | Routing | Kpi | Book | Approval | Checklist | Total | FileKind


@hookspec
def regulations() -> Iterable[Regulation | Clause]:  # type: ignore[empty-body]
    """The documents this plugin carries and their clauses; nothing else may be cited."""


@hookspec
def policies() -> Iterable[Policy | Calendar]:  # type: ignore[empty-body]
    """Values of the regulation that an admin may set from a date on, and calendars that times are counted by."""


@hookspec
def subjects() -> Iterable[Subject]:  # type: ignore[empty-body]
    """Models that carry acts."""


@hookspec
def acts() -> Iterable[Act]:  # type: ignore[empty-body]
    """Everything that may be done to them."""


@hookspec
def rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """Facts, gates, deadlines, periodic duties, records, routings, KPIs, books, approvals and totals."""


@hookspec
def roles() -> Iterable[Role]:  # type: ignore[empty-body]
    """Roles beyond the core's."""


@hookspec
def permissions() -> Mapping[str, Sequence[str]]:  # type: ignore[empty-body]
    """Permissions that follow from no act or screen (a page, an unmasking) -> the roles that grant them."""


@hookspec
def screens() -> Iterable[Screen]:  # type: ignore[empty-body]
    """List and detail pages."""


@hookspec
def routes() -> Iterable[Any]:  # type: ignore[empty-body]
    """Starlette routes under /p/<plugin>/, each made with `core.api.route` so that it names a permission."""


@hookspec
def slots() -> Iterable[Slot]:  # type: ignore[empty-body]
    """Fragments on core pages."""


@hookspec
def listeners() -> Iterable[Listener]:  # type: ignore[empty-body]
    """Side effects after commit."""


@hookspec
def jobs() -> Iterable[Job]:  # type: ignore[empty-body]
    """Background work."""


@hookspec
def prints() -> Iterable[Print]:  # type: ignore[empty-body]
    """Printed documents."""


@hookspec
def demo() -> Callable[..., Awaitable[None]]:  # type: ignore[empty-body]
    """The coroutine function that fills the demo through acts."""

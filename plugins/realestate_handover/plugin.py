"""The manifest and the table of contents of the plugin."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from core.api import (
    N_,
    Act,
    Clause,
    Job,
    Plugin,
    Policy,
    Print,
    Regulation,
    Role,
    Rule,
    Screen,
    Slot,
    Subject,
    hookimpl,
)
from plugins.realestate_handover import acts as acts_
from plugins.realestate_handover import clauses
from plugins.realestate_handover import demo as demo_
from plugins.realestate_handover import policies as policies_
from plugins.realestate_handover import prints as prints_
from plugins.realestate_handover import roles as roles_
from plugins.realestate_handover import routes as routes_
from plugins.realestate_handover import rules as rules_
from plugins.realestate_handover import screens as screens_
from plugins.realestate_handover import slots as slots_
from plugins.realestate_handover import subjects as subjects_

manifest = Plugin(
    "realestate_handover", N_("Real-estate handover"), "0.1.0", requires=("service_quality>=0.1",), icon="house"
)


@hookimpl
def regulations() -> Iterable[Regulation | Clause]:
    return clauses.DECLARED


@hookimpl
def policies() -> Iterable[Policy]:
    return policies_.DECLARED


@hookimpl
def subjects() -> Iterable[Subject]:
    return subjects_.DECLARED


@hookimpl
def acts() -> Iterable[Act]:
    return acts_.DECLARED


@hookimpl
def rules() -> Iterable[Rule]:
    return rules_.DECLARED


@hookimpl
def roles() -> Iterable[Role]:
    return roles_.DECLARED


@hookimpl
def permissions() -> Mapping[str, Sequence[str]]:
    return screens_.PERMISSIONS


@hookimpl
def screens() -> Iterable[Screen]:
    return screens_.DECLARED


@hookimpl
def slots() -> Iterable[Slot]:
    return slots_.DECLARED


@hookimpl
def prints() -> Iterable[Print]:
    return prints_.DECLARED


@hookimpl
def routes() -> Iterable[Any]:
    return routes_.ROUTES


@hookimpl
def jobs() -> Iterable[Job]:
    return routes_.JOBS


@hookimpl
def demo() -> Callable[..., Awaitable[None]]:
    return demo_.fill

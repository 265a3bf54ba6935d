"""The manifest and the table of contents of the plugin."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from core.api import N_, Act, Clause, Plugin, Policy, Print, Regulation, Role, Rule, Screen, Slot, Subject, hookimpl
from plugins.contractor_safety import acts as acts_
from plugins.contractor_safety import clauses
from plugins.contractor_safety import demo as demo_
from plugins.contractor_safety import policies as policies_
from plugins.contractor_safety import prints as prints_
from plugins.contractor_safety import roles as roles_
from plugins.contractor_safety import routes as routes_
from plugins.contractor_safety import rules as rules_
from plugins.contractor_safety import screens as screens_
from plugins.contractor_safety import slots as slots_
from plugins.contractor_safety import subjects as subjects_

manifest = Plugin("contractor_safety", N_("Safety of external people"), "0.1.0", icon="shield")


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
def routes() -> Iterable[Any]:
    return routes_.ROUTES


@hookimpl
def prints() -> Iterable[Print]:
    return prints_.DECLARED


@hookimpl
def demo() -> Callable[..., Awaitable[None]]:
    return demo_.fill

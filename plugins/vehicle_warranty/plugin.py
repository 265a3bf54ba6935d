"""The manifest and the table of contents of the plugin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.api import N_, Act, Clause, Listener, Plugin, Policy, Print, Regulation, Role, Rule, Screen, Subject, hookimpl
from plugins.vehicle_warranty import acts as acts_
from plugins.vehicle_warranty import clauses
from plugins.vehicle_warranty import listeners as listeners_
from plugins.vehicle_warranty import policies as policies_
from plugins.vehicle_warranty import prints as prints_
from plugins.vehicle_warranty import roles as roles_
from plugins.vehicle_warranty import routes as routes_
from plugins.vehicle_warranty import rules as rules_
from plugins.vehicle_warranty import screens as screens_
from plugins.vehicle_warranty import subjects as subjects_

manifest = Plugin("vehicle_warranty", N_("Vehicle warranty"), "0.1.0", requires=("service_quality>=0.1",), icon="car")


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
def routes() -> Iterable[Any]:
    return routes_.ROUTES


@hookimpl
def listeners() -> Iterable[Listener]:
    return listeners_.DECLARED


@hookimpl
def prints() -> Iterable[Print]:
    return prints_.DECLARED

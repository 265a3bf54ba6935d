"""The manifest and the table of contents of the plugin."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from core.api import N_, Act, Clause, Plugin, Policy, Print, Regulation, Role, Rule, Screen, Slot, Subject, hookimpl
from plugins.tech_support import acts as acts_
from plugins.tech_support import clauses
from plugins.tech_support import demo as demo_
from plugins.tech_support import policies as policies_
from plugins.tech_support import prints as prints_
from plugins.tech_support import roles as roles_
from plugins.tech_support import rules as rules_
from plugins.tech_support import screens as screens_
from plugins.tech_support import slots as slots_
from plugins.tech_support import subjects as subjects_

manifest = Plugin("tech_support", N_("Technical support"), "0.2.0", requires=("service_quality>=0.1",), icon="wrench")


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
def demo() -> Callable[..., Awaitable[None]]:
    return demo_.fill

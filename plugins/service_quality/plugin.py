"""The manifest and the hooks: the table of contents of what the general norm brings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from core.api import N_, Act, Clause, Plugin, Policy, Print, Regulation, Role, Screen, Slot, Subject, hookimpl
from plugins.service_quality import acts as _acts
from plugins.service_quality import (
    assessment_prints,
    assessment_screens,
    assessment_subjects,
    clauses,
    policies_assessment,
    staff_screens,
)
from plugins.service_quality import complaint_prints as _complaint_prints
from plugins.service_quality import policies as _policies
from plugins.service_quality import prints as _prints
from plugins.service_quality import roles as _roles
from plugins.service_quality import routes as _routes
from plugins.service_quality import rules as _rules
from plugins.service_quality import screens as _screens
from plugins.service_quality import slots as _slots
from plugins.service_quality import subjects as _subjects
from plugins.service_quality.demo import fill

manifest = Plugin("service_quality", N_("Service quality"), "0.1.0", icon="medal")


@hookimpl
def regulations() -> Iterable[Regulation | Clause]:
    return (clauses.REGULATION, *clauses.CLAUSES)


@hookimpl
def policies() -> Iterable[Policy]:
    return (*_policies.POLICIES, *policies_assessment.POLICIES)


@hookimpl
def subjects() -> Iterable[Subject]:
    return (*_subjects.SUBJECTS, *assessment_subjects.SUBJECTS)


@hookimpl
def acts() -> Iterable[Act]:
    return _acts.ACTS


@hookimpl
def rules() -> Iterable[Any]:
    return _rules.RULES


@hookimpl
def roles() -> Iterable[Role]:
    return _roles.ROLES


@hookimpl
def permissions() -> Mapping[str, Sequence[str]]:
    return _roles.PERMISSIONS


@hookimpl
def screens() -> Iterable[Screen]:
    return (*_screens.SCREENS, *assessment_screens.SCREENS, *staff_screens.SCREENS)


@hookimpl
def routes() -> Iterable[Any]:
    return _routes.ROUTES


@hookimpl
def slots() -> Iterable[Slot]:
    return _slots.SLOTS


@hookimpl
def prints() -> Iterable[Print]:
    return (*_prints.PRINTS, *_complaint_prints.PRINTS, *assessment_prints.PRINTS)


@hookimpl
def demo() -> Callable[..., Awaitable[None]]:
    return fill

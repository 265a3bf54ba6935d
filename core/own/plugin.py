"""The core's manifest and hooks: a table of contents of what it brings itself.

The three powers are apart: the administrator sets, the auditor reads what was done, staff do the business.
Only the auditor reads the whole journal; the timeline of a case is read with the case.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from itertools import chain

from core.api import N_, Act, Calendar, Plugin, Policy, Role, Screen, Slot, Subject, hookimpl
from core.declare import Facts, Gate, Listener
from core.own import (
    accounts,
    approvals,
    assets,
    calendars,
    checklists,
    contacts,
    customers,
    departments,
    deputies,
    enquiries,
    files,
    grants,
    letterheads,
    people,
    rights,
    routes,
    second,
    settings,
    switches,
    tickets,
    tokens,
    viewings,
    views,
)
from core.own.demo import fill
from core.own.party_slots import SLOTS
from core.own.words import ADMIN, AUDITOR, EVERYBODY, ROLES, STAFF
from core.services import mail

manifest = Plugin(name="core", label=N_("Core"), version="0.1.0", icon="desk")

_PARTS = (
    customers,
    contacts,
    assets,
    tickets,
    enquiries,
    people,
    departments,
    settings,
    switches,
    routes,
    calendars,
    checklists,
    letterheads,
    tokens,
    views,
    approvals,
    deputies,
    viewings,
    rights,
)


@hookimpl
def subjects() -> Iterable[Subject]:
    return [*(part.SUBJECT for part in _PARTS), files.SUBJECT]


@hookimpl
def policies() -> Iterable[Policy | Calendar]:
    return (calendars.CALENDAR, second.POLICY)


@hookimpl
def acts() -> Iterable[Act]:
    return list(chain.from_iterable(part.ACTS for part in (*_PARTS, files, accounts, second)))


@hookimpl
def rules() -> Iterable[Facts | Gate]:
    return list(
        chain.from_iterable(
            part.RULES
            for part in (
                customers,
                contacts,
                assets,
                tickets,
                people,
                departments,
                settings,
                switches,
                routes,
                calendars,
                checklists,
                letterheads,
                grants,
                accounts,
                second,
                rights,
                tokens,
                views,
                viewings,
                approvals,
                deputies,
                files,
            )
        )
    )


@hookimpl
def roles() -> Iterable[Role]:
    return ROLES


@hookimpl
def permissions() -> Mapping[str, Sequence[str]]:
    return {
        "core.page.workbench": EVERYBODY,
        "core.page.clauses": EVERYBODY,
        "core.page.policies": (ADMIN, AUDITOR, "manager"),
        "core.page.plugins": (ADMIN, AUDITOR),
        "core.page.load": ("manager",),
        "core.page.alike": ("manager",),
        "core.page.kpis": (*STAFF, AUDITOR),
        "core.page.journal": (AUDITOR,),
        "core.page.outbox": (ADMIN,),
        "core.page.metrics": (ADMIN,),
        "core.page.roles": (ADMIN, AUDITOR),
        # who speaks with customers all day sees how to reach them, until a house takes that right from a role;
        # everybody else, and then they too, has it shown record by record
        "core.customer.unmask": STAFF,
        "core.contact.unmask": STAFF,
        **dict.fromkeys(("core.customer.reveal", "core.contact.reveal"), (*STAFF, AUDITOR)),
        "core.user.reveal": (AUDITOR,),
        files.REMOVE_OTHERS: ("manager",),
        "core.user.unmask": (ADMIN, *STAFF),
    }


@hookimpl
def screens() -> Iterable[Screen]:
    return [part.SCREEN for part in _PARTS]


@hookimpl
def slots() -> Iterable[Slot]:
    return SLOTS


@hookimpl
def listeners() -> Iterable[Listener]:
    return (Listener(mail.EVENT, "mail", mail.send),)


@hookimpl
def demo() -> Callable[..., Awaitable[None]]:
    return fill

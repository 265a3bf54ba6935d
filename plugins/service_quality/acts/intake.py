"""A call becomes a form at once, and the form somebody's (ES-4.2.1)."""

from __future__ import annotations

from core.api import N_, Act, Choice, Ctx, Form, LongText, Lookup, Moment, Region, View, day_of, host
from plugins.service_quality import names as n
from plugins.service_quality.models import Call
from plugins.service_quality.rules.facts import PERSON, PRODUCT, Person, Product, region, routed, target

_TITLE = 80


class RegisterForm(Form):
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)
    asset = Lookup(N_("Product"), subject="core.asset", required=True)
    fault = LongText(N_("Fault or request"), max=2000, clause="ES-4.2.1")
    channel = Choice(N_("Channel"), choices=list(n.CHANNELS.items()), default="phone")
    place = Choice(N_("Place of service"), choices=list(n.PLACES.items()), default="home", clause="ES-2.1")
    region = Region(N_("Region"), hint=N_("Left empty it is the customer's."))
    reported_at = Moment(N_("Time of the call"), hint=N_("Left empty it is now."), clause="ES-4.2.1")


class AssignForm(Form):
    technician = Lookup(N_("Technician"), subject="core.user", required=True, clause="ES-4.2.1")


class CallForm(Form):
    said = LongText(N_("What the customer says"), required=True, max=2000)
    answer = LongText(N_("What was answered"), max=2000)


def _after_register(v: View) -> str:
    return "assigned" if routed(v) else "registered"


async def _register(c: Ctx) -> None:
    d, product = c.data, c.facts[PRODUCT.name]
    reported_at, channel, to = d.reported_at or c.at, d.channel or "phone", target(c)
    owner = to.user_id if to else None
    department = (to.department_id if to else None) or (host().directory.user_department.get(owner) if owner else None)
    ticket = await c.act(
        "core.ticket.open",
        kind="request",
        customer=d.customer,
        asset=d.asset,
        title=_title(product, d.fault),
        channel=channel,
        region=region(c),
        reported_at=reported_at,
        department=department,
        owner=owner,
    )
    if owner or department:
        c.set(**{name: value for name, value in (("owner_id", owner), ("department_id", department)) if value})
    c.set(
        ticket_id=ticket.id,
        customer_id=d.customer,
        asset_id=d.asset,
        channel=channel,
        place=d.place or "home",
        region=region(c),
        reported_at=reported_at,
        assigned_at=c.at if routed(c) else None,
        warranty_to=product.warranty_to,
        # ES-4.1: what breaks within the warranty is repaired free, on its last day too, whenever the technician comes
        free=product.warranty_to is not None and day_of(reported_at) <= product.warranty_to,
    )


def _title(product: Product, fault: str) -> str:
    line = " ".join(f"{product.name} {fault}".split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"


async def _assign(c: Ctx) -> None:
    person: Person = c.facts[PERSON.name]
    c.set(owner_id=c.data.technician, department_id=person.department_id or c.subject.department_id, assigned_at=c.at)


async def _log_call(c: Ctx) -> None:
    await c.add(Call, request_id=c.id, at=c.at, said=c.data.said, answer=c.data.answer or "", by_id=c.actor.id)


ACTS = (
    Act(
        "register",
        n.REQUEST,
        N_("Register a request"),
        n.STAFF,
        RegisterForm,
        "ES-4.2.1",
        to=_after_register,
        writes=("fault",),
        run=_register,
        creates=True,
        by="either",
        facts=(PRODUCT.name,),
        icon="plus",
    ),
    Act(
        "assign",
        n.REQUEST,
        N_("Assign"),
        n.DESK,
        AssignForm,
        "ES-4.2.1",
        source=("registered",),
        to="assigned",
        run=_assign,
        by="either",
        facts=(PERSON.name,),
        icon="user",
    ),
    Act("log_call", n.REQUEST, N_("Log a call"), n.STAFF, CallForm, "ES-4.3.3", run=_log_call, icon="phone"),
)

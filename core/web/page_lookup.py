"""Finding a subject by what a caller says: a number, or part of a name, phone or product number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tortoise.expressions import Q, Subquery

from core.host.host import host
from core.models import Asset, Contact, Customer, Ticket
from core.models.access import Actor, scope
from core.services import search
from core.web.rows import mask

FOUND = 12
_SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """A subject with a number: `href` needs only these."""

    subject: str
    id: int
    number: str
    ticket_id: int | None


async def by_number(number: str, actor: Actor | None = None) -> list[Hit]:
    """Subjects with exactly this number, under the actor's rights (None: the caller has checked another right).

    A case bears its ticket's number, so the ticket is asked first; then the subjects with the number's prefix.
    """
    number = number.strip().upper()
    ticket = await Ticket.filter(_seen("core.ticket", actor), number=number).first()
    hits = [Hit("core.ticket", ticket.id, ticket.number, ticket.id)] if ticket else []
    if ticket and ticket.case_id:
        hits.insert(0, Hit(ticket.case_subject, ticket.case_id, ticket.number, ticket.id))
        return hits
    for subject in _with_prefix(number):
        rows = await subject.model.filter(_seen(subject.name, actor), number=number).values("id", "ticket_id")
        hits.extend(Hit(subject.name, row["id"], number, row["ticket_id"]) for row in rows)
    return hits


def _with_prefix(number: str) -> list[Any]:
    """One subject as a rule: prefixes are unique among the plugins that are loaded."""
    subjects = host().registry.subjects.values()
    return [s for s in subjects if s.prefix and number.startswith(s.prefix.upper()) and s.name != "core.ticket"]


def _seen(subject: str, actor: Actor | None) -> Q:
    return Q() if actor is None else scope(f"{subject}.read", actor)


async def find_customers(actor: Actor, text: str, limit: int = FOUND) -> tuple[list[Customer], set[int]]:
    """Customers found by name, phone, code, a contact of theirs or product number, and the products hit (ids); two statements.

    A customer that was merged stands for the one that is kept; one statement more where there is one.

    What is personal is searched only by who may see it; `core.services.search` sees to that.
    """
    text = search.cleaned(text)
    if len(text) < _SHORTEST:
        return [], set()
    assets = Asset.filter(scope("core.asset.read", actor)).filter(search.matching("core.asset", text, actor))
    holders = {a["id"]: a["customer_id"] for a in await assets.limit(limit).values("id", "customer_id")}
    people = Contact.filter(scope("core.contact.read", actor), state="active")
    called = people.filter(search.matching("core.contact", text, actor)).values("customer_id")
    wanted = search.matching("core.customer", text, actor) | Q(id__in=sorted(set(holders.values())))
    seen = Customer.filter(scope("core.customer.read", actor)).order_by("name", "id").limit(limit)
    found = await seen.filter(wanted | Q(id__in=Subquery(called)))
    kept = {c.merged_into_id for c in found if c.merged_into_id} - {c.id for c in found}  # type: ignore[attr-defined]
    found += await seen.filter(id__in=sorted(kept)) if kept else []
    return [c for c in found if c.state != "merged"], set(holders)


def personal(actor: Actor, subject: str, field: str, value: str) -> str:
    """The value, or its mask for a reader without the right to personal values of this subject."""
    declared = host().registry.subjects.get(subject)
    if declared is None or field not in declared.personal or actor.may(f"{subject}.unmask"):
        return value
    return mask(value)

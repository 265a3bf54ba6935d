"""What the gates of an intake and of an assignment must know, and who answers for a region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.api import N_, Asset, Facts, Grant, RouteTarget, Routing, User, View

REGION = "service_quality.region"
ROUTING = Routing(REGION, N_("Service point and technician by region"), "ES-4.2.1", N_("Region"))


@dataclass(frozen=True)
class Product:
    """The product of a call: whose it is, until when it is under warranty, and where it stands."""

    name: str
    customer_id: int
    warranty_to: date | None
    region: str


@dataclass(frozen=True)
class Person:
    """A user to be assigned: `technician` = holds the role."""

    department_id: int | None
    technician: bool


async def _products(keys: Sequence[int]) -> Mapping[int, Product]:
    rows = await Asset.filter(id__in=keys, state="active").values(
        "id", "name", "customer_id", "warranty_to", "customer__region"
    )
    return {r["id"]: Product(r["name"], r["customer_id"], r["warranty_to"], r["customer__region"]) for r in rows}


async def _persons(keys: Sequence[int]) -> Mapping[int, Person]:
    technicians = set(await Grant.filter(user_id__in=keys, role="technician").values_list("user_id", flat=True))
    rows = await User.filter(id__in=keys, state="active").values("id", "department_id")
    return {r["id"]: Person(r["department_id"], r["id"] in technicians) for r in rows}


PRODUCT = Facts("service_quality.product", _products, key=lambda v: v.data.asset)
PERSON = Facts("service_quality.person", _persons, key=lambda v: v.data.technician)
FACTS = (PRODUCT, PERSON)


def region(v: View) -> str:
    """Where the call comes from: as typed, else where the customer is."""
    product: Product = v.facts[PRODUCT.name]
    return str(v.data.region or product.region)


def target(v: View) -> RouteTarget | None:
    """Who answers for the region of this call; None = the call desk has to assign by hand."""
    return v.route(REGION, region(v))


def routed(v: View) -> bool:
    found = target(v)
    return found is not None and found.user_id is not None

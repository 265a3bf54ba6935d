"""Customers that may be one and the same: by telephone, by tax number, by address and a name that is nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count

from core.i18n import N_
from core.models import Customer, Search
from core.models.access import Actor, scope
from core.rules.tokens import tokens

CUSTOMER = "core.customer"
REASONS = {
    "tax_id": N_("same tax number"),
    "phone": N_("same phone"),
    "address": N_("same address and a similar name"),
    "name": N_("same name and a similar address"),
}
NEARLY = 0.5  # of the tokens of two texts that are in both; half a name is more often a misspelling than another name
GROUPS, MOST = 200, 30  # values looked at of each column, and rows of one value: a switchboard's number is no sign
_ROW = ("id", "number", "state", "name", "phone", "address", "tax_id", "department_id", "owner_id", "party_id")


class Key(NamedTuple):
    """What a customer is compared by; of a phone only the digits, however they are written apart."""

    name: str
    phone: str
    address: str
    tax_id: str

    @classmethod
    def of(cls, row: Any) -> Key:
        values = row if isinstance(row, Mapping) else vars(row)
        key = cls(*(str(values.get(name) or "").strip() for name in cls._fields))
        return key._replace(phone="".join(c for c in key.phone if c.isdecimal()))


@dataclass(frozen=True)
class Pair:
    """Two rows of `_ROW`, the older first, and why they may be one."""

    kept: Mapping[str, Any]
    gone: Mapping[str, Any]
    reasons: tuple[str, ...]


def reasons(one: Key, other: Key) -> tuple[str, ...]:
    """Keys of REASONS that speak for these two being one customer."""
    found = [name for name in ("tax_id", "phone") if getattr(one, name) and getattr(one, name) == getattr(other, name)]
    if one.address and one.address == other.address and near(one.name, other.name):
        found.append("address")
    elif one.name == other.name and one.address != other.address and near(one.address, other.address):
        found.append("name")
    return tuple(found)


def near(one: str, other: str) -> bool:
    """Whether at least NEARLY of both texts' tokens are common to them."""
    mine, yours = _words(one), _words(other)
    return bool(mine and yours) and 2 * len(mine & yours) >= NEARLY * (len(mine) + len(yours))


@lru_cache(maxsize=4000)
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


async def candidates(keys: Sequence[Key]) -> dict[Key, list[dict[str, Any]]]:
    """For each key the rows of customers in use that may be the same, whoever may see them; one statement for any number of keys."""
    asked = {name: sorted({getattr(key, name) for key in keys} - {""}) for name in Key._fields}
    wanted = [_among(name, values) for name, values in asked.items() if values]
    if asked["phone"]:  # the index knows it without its hyphens
        written = Search.filter(subject_type=CUSTOMER, token__in=asked["phone"]).values("subject_id")
        wanted.append(Q(id__in=Subquery(written)))
    rows = Customer.filter(Q(*wanted, join_type="OR")).exclude(state="merged").order_by("id")
    by_value: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in await rows.values(*_ROW) if wanted else []:
        for name, value in Key.of(row)._asdict().items():
            by_value[name, value].append(row)
    return {key: _like(key, by_value) for key in keys}


def _among(name: str, values: Iterable[str]) -> Q:
    condition: dict[str, Any] = {f"{name}__in": sorted(values)}
    return Q(**condition)


def _like(key: Key, by_value: Mapping[tuple[str, str], Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    shared = [row for name, value in key._asdict().items() if value for row in by_value.get((name, value), ())]
    some = {row["id"]: row for row in shared}
    return [{**row, "reasons": why} for row in some.values() if (why := reasons(key, Key.of(row)))]


async def pairs(actor: Actor, limit: int) -> list[Pair]:
    """Likely pairs among the customers in use that the actor may read, strongest first; six statements at most."""
    seen = Customer.filter(scope(f"{CUSTOMER}.read", actor)).exclude(state="merged")
    values = {name: frozenset(await _repeated(seen, name)) for name in Key._fields}
    values["phone"] |= await _written_apart(seen)
    wanted = [_among(name, found) for name, found in values.items() if found]
    if not wanted:
        return []
    rows = await seen.filter(Q(*wanted, join_type="OR")).order_by("id").limit(GROUPS * 10).values(*_ROW)
    found = {pair: why for pair in _met(rows, values) if (why := reasons(*(Key.of(rows[at]) for at in pair)))}
    order = sorted(found, key=lambda pair: (-len(found[pair]), *pair))
    return [Pair(rows[a], rows[b], found[a, b]) for a, b in order[:limit]]


async def _repeated(seen: Any, name: str) -> list[str]:
    """Values of the column that several rows share."""
    counted = seen.exclude(**{name: ""}).annotate(n=Count("id")).group_by(name).filter(n__gt=1, n__lte=MOST)
    return [row[name] for row in await counted.order_by(name).limit(GROUPS).values(name)]


async def _written_apart(seen: Any) -> frozenset[str]:
    """Phones with blanks, hyphens or a plus sign, and the same as digits alone: equal ones need not look equal."""
    apart = seen.filter(Q(phone__contains="-") | Q(phone__contains=" ") | Q(phone__contains="+"))
    found = await apart.order_by("-id").limit(GROUPS).values_list("phone", flat=True)
    return frozenset(found) | {"".join(c for c in phone if c.isdecimal()) for phone in found}


def _met(rows: Sequence[Mapping[str, Any]], values: Mapping[str, frozenset[str]]) -> Iterable[tuple[int, int]]:
    """Places of two rows that share a value, each pair once."""
    together: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for name, value in Key.of(row)._asdict().items():
            if value and row[name] in values[name]:
                together[name, value].append(at)
    return dict.fromkeys(pair for places in together.values() for pair in combinations(places, 2))

"""B05: what a list is sorted and filtered by is on its own list; every other key is 422, no oracle and no fault."""

from __future__ import annotations

import pytest

from core.host.host import Host
from core.testing.client import Client
from core.web import asking

# fmt: off
KEYS = (
    "password", "owner__password", "owner__id__gt", "__class__", "id__gt", "id__in", "department_id__not", "head",
    "seq", "seals", "version__gte", "state__startswith", "number__contains", "number__icontains",
    "ticket__customer__phone", "customer__phone", "customer__phone__startswith", "party_id", "owner_id__isnull",
    "department__path", "user__login", "grants__role", "pk", "pk__in", "created_at__year", "next_late__range",
    "and", "or", "not", "join_type", "_meta", "objects", "raw", "filter", "order_by", "annotate", "1=1", "id;--",
    "id'", "sort__x", "cols__x", "state[]", "state__in", "ticket_id__gt",
    "\uff49d",  # a full-width letter
)
# fmt: on


def test_there_are_forty_keys() -> None:
    assert len(set(KEYS)) >= 40


async def accepted(host: Host, client: Client, only: int | None = None) -> list[str]:
    """Lists that took a key nobody declared, as a filter, for sorting or as a column."""
    reader = {role: await client.as_(role) for role in host.registry.roles}
    found = []
    for name, screen in list(host.registry.screens.items())[:only]:
        declared = {key for f in screen.filters for key in asking.keys_of(f)}
        sortable, shown = asking.sortable(screen), {c.field for c in screen.columns}
        visitor, base = reader[screen.roles[0]], f"/s/{name.replace('.', '/')}"
        for n, key in enumerate(KEYS):
            tries = [{key: "1"}] if key not in declared else []
            if n % 4 == 0:
                tries += [{"sort": key}] if key not in sortable else []
                tries += [{"cols": key}] if key not in shown else []
            for n_try, params in enumerate(tries):
                path = f"{base}{('.json', '', '.csv')[(n + n_try) % 3]}"
                status = (await visitor.get(path, **params)).status_code
                found += [] if status == 422 else [f"{path} {params}: {status}"]
    return found


async def test_a_key_that_is_not_declared_is_refused(host: Host, client: Client) -> None:
    assert await accepted(host, client) == []


async def test_seeded_undeclared_key_accepted(host: Host, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    read = asking.read

    def careless(params: object, *more: object) -> object:
        kept = {k: v for k, v in dict(params).items() if k in asking._FIXED}  # type: ignore[call-overload]
        return read(kept, *more)  # type: ignore[arg-type]

    for module in ("core.web.listing", "core.web.exporting"):
        monkeypatch.setattr(f"{module}.read", careless)
    assert await accepted(host, client, only=1)


async def test_seeded_sorting_by_any_column(host: Host, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_sort", lambda wanted, screen, errors: screen.sorts[0])
    assert await accepted(host, client, only=1)

"""What is measured within this process: statements of a page and of an act, and the sweep."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import structlog

from core import clock, db
from core.acts.perform import perform
from core.db import guard
from core.host import host as hosting
from core.host.host import Host
from core.models import Asset, Duty, Session, User
from core.services.sweep import sweep
from core.testing import client as testing
from core.web import session as sessions
from plugins.service_quality.models import Request as Form
from tests.load.driver import Visitor
from tests.load.fill import REQUEST

ROLES = ("manager", "agent", "technician", "admin")
NEWLY_LATE = 0.1  # of the running duties


@dataclass(frozen=True)
class Known:
    """What the requests are made of: visitors by role, numbers of assigned forms, (asset, customer) ids, phones."""

    visitors: Mapping[str, Visitor]
    numbers: list[str]
    products: list[tuple[int, int]]
    phones: list[str]


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Host]:
    house = await hosting.start(url)
    try:
        yield house
    finally:
        await hosting.stop()


async def known(url: str) -> Known:
    async with opened(url):
        visitors = {role: await signed_in(role) for role in ROLES}
        numbers = await Form.filter(state="assigned").order_by("-id").limit(4000).values_list("number", flat=True)
        products = await Asset.all().order_by("id").limit(4000).values_list("id", "customer_id", "customer__phone")
    pairs = [(asset, customer) for asset, customer, _phone in products]
    return Known(visitors, [str(n) for n in numbers], pairs, [phone for *_ids, phone in products])


async def signed_in(login: str) -> Visitor:
    user = await User.get(login=login)
    with guard.allowed():
        await User.filter(id=user.id).update(must_change=False)  # as if he had chosen a password of his own
    token, now = secrets.token_urlsafe(32), clock.now()
    csrf = sessions._printed(secrets.token_urlsafe(24), user.password)
    day = timedelta(days=1)
    await Session.create(
        token=sessions.digest(token), user_id=user.id, csrf=csrf, created_at=now, seen_at=now, ends_at=now + day
    )
    return Visitor(token, csrf)


async def statements(url: str, paths: Mapping[str, tuple[str, Mapping[str, str]]]) -> dict[str, int]:
    """Statements of one GET of each page (name -> path, headers), read by the manager."""
    found = {}
    async with opened(url) as house, testing.serving(house, Path("var/bench")) as stranger:
        structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
        reader = await stranger.as_("manager")
        for name, (path, headers) in paths.items():
            await reader.http.get(path, headers=headers)  # templates compiled, session touched
            with db.counted() as seen:
                answer = await reader.http.get(path, headers=headers)
            assert answer.status_code == 200, (path, answer.status_code)
            found[name] = len(seen)
    return found


async def statements_of_acts(url: str, known_: Known) -> dict[str, int]:
    """Statements inside the transaction of one creating act and of the dearer of two acts on a form."""
    async with opened(url) as house:
        users = {u.login: u.id for u in await User.filter(login__in=ROLES)}
        agent, technician = [await house.actor(users[login]) for login in ("agent", "technician")]
        assert agent is not None
        assert technician is not None
        (asset, customer), number = known_.products[0], known_.numbers[-1]
        form = await Form.get(number=number)
        async with _in_transaction() as create:
            await perform(f"{REQUEST}.register", agent, {"customer": customer, "asset": asset, "fault": "漏水"})
        async with _in_transaction() as contact:
            await perform(f"{REQUEST}.contact", technician, contact_data(), subject=form.id)
        async with _in_transaction() as arrive:
            await perform(f"{REQUEST}.arrive", technician, {}, subject=form.id)
    return {"create": len(create), "act": max(len(contact), len(arrive))}


def contact_data() -> dict[str, str]:
    soon = (clock.now() + timedelta(hours=3)).isoformat()
    return {"contact_result": "reached", "contact_note": "门卫处登记", "appointment_at": soon}


@asynccontextmanager
async def _in_transaction() -> AsyncIterator[list[str]]:
    """Collects the statements sent within transactions, BEGIN and COMMIT left out."""
    seen: list[str] = []
    plain = db.transaction

    @asynccontextmanager
    async def counting() -> AsyncIterator[None]:
        outermost = not db.in_transaction()
        async with plain():
            with db.counted() as inner:
                yield
            if outermost:
                seen.extend(inner)

    with mock.patch.object(db, "transaction", counting):
        yield seen


async def swept(url: str) -> dict[str, Any]:
    """One pass at the instant by which a tenth of the running duties has newly become late."""
    async with opened(url) as house:
        await sweep(house)
        running = Duty.filter(running=1, lapsed_at__isnull=True)
        count = round(await running.count() * NEWLY_LATE)
        late_from = await running.order_by("late_from").offset(count - 1).limit(1).values_list("late_from", flat=True)
        with db.counted() as seen:
            began = time.perf_counter()
            done = await sweep(house, late_from[0])  # type: ignore[arg-type]
            seconds = time.perf_counter() - began
    return {"seconds": round(seconds, 3), "queries": len(seen), "n": done.lapsed}

"""A filled database for the judge: the demo of the general norm, and books, approvals and seals of the foundation plugin."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from core import db
from core.acts import triggers
from core.acts.perform import perform
from core.commands.schema import run_migrations
from core.db import guard, sql
from core.db.config import tortoise_config
from core.declare import Listener
from core.errors import Refused
from core.host import host as hosting
from core.host.host import Host
from core.host.loading import load
from core.models import ApprovalRequest, Duty, User
from core.models.access import SYSTEM
from core.own.demo_run import run_demo
from core.services import files
from core.services.sweep import sweep
from core.testing.databases import Databases
from core.testing.world import person

MODULES = {
    "service_quality": "plugins.service_quality.plugin",
    "foundation": "tests.foundation.plugin.plugin",
}
PASSWORD = "only-for-tests"
JOB = "foundation.job"


class Filled(Databases):
    """Every copy is of one filled template."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self.found = load(MODULES)
        assert self.found.broken == []

    async def _make_template(self) -> str:
        url = await self.empty()
        house = Host(self.found)
        await run_migrations(house, tortoise_config(url, house.apps))
        started = await hosting.start(url, self.found)
        heard(started)
        try:
            await run_demo(PASSWORD)
            await _jobs(started)
        finally:
            await hosting.stop()
        return url


async def _jobs(house: Host) -> None:
    """Three jobs: one signed and supplemented, one signed, one whose write-off was approved; parts posted; refused tries."""
    people = {u.login: await house.actor(u.id) for u in await User.all()}
    senior = await person("senior", "senior", "all", people["zhuguan01"].department_id)
    people["senior"] = await house.actor(senior)
    customer = await perform("core.customer.register", SYSTEM, {"name": "A", "code": "judge", "kind": "person"})
    jobs = [await perform(f"{JOB}.open", SYSTEM, {"customer": customer.id, "part": "P1"}) for _ in range(3)]
    for job in jobs[:2]:
        await perform(f"{JOB}.find", SYSTEM, {"cause": "worn", "share": 10}, subject=job.id)
        for name in ("sign_builder", "sign_client"):
            await perform(f"{JOB}.{name}", SYSTEM, subject=job.id)
    await perform(f"{JOB}.supplement_finding", SYSTEM, {"text": "more"}, subject=jobs[0].id)
    await perform(f"{JOB}.stock_up", SYSTEM, {"part": "P1", "count": 5}, subject=jobs[2].id)
    for _ in range(3):
        await perform(f"{JOB}.issue", SYSTEM, subject=jobs[2].id)
    asked = await perform(f"{JOB}.ask_write_off", people["kefu01"], {"note": "x"}, subject=jobs[2].id)
    request = await ApprovalRequest.get(number=asked.extra["approval"])
    for who in ("zhuguan01", "senior"):
        await perform("core.approval.approve", people[who], {}, subject=request.id)
    for job in jobs[1:]:
        with suppress(Refused):
            await perform(f"{JOB}.write_off", people["kefu01"], subject=job.id)
    await perform(f"{JOB}.issue", SYSTEM, subject=jobs[2].id)
    await _file(people["kefu01"], jobs[2])
    await _service(house)


async def _service(house: Host) -> None:
    """An enquiry in its window, and a charge that is not signed yet."""
    await sweep(house)
    window = await Duty.filter(window_no__isnull=False, running=1).first()
    said = {"channel": "phone", "usage": "runs", "needs": "none", "satisfaction": "satisfied"}
    await perform("service_quality.enquiry.record", SYSTEM, {"asset": window.subject_id, **said})
    rows = await sql.fetch("SELECT id FROM service_quality_request WHERE state = 'fixed' AND NOT free ORDER BY id")
    item = (await sql.fetch("SELECT MIN(id) AS id FROM service_quality_price_item"))[0]["id"]
    await perform(
        "service_quality.request.charge", SYSTEM, {"lines": [{"item": item, "qty": 2}]}, subject=rows[0]["id"]
    )


async def _file(actor: Any, job: Any) -> None:
    kept = await files.receive(io.BytesIO(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"), "a.pdf")
    await perform("core.attachment.attach", actor, {"subject": JOB, "number": job.number, "file": kept})


def heard(house: Host) -> None:
    """Somebody listens to parts being issued."""

    async def nothing(event: Any) -> None:
        """What the listener would do."""

    house.registry.heard[f"{JOB}.issue"] = [("foundation", Listener(f"{JOB}.issue", "test", nothing))]


@asynccontextmanager
async def planting(house: Host) -> AsyncIterator[None]:
    """Write past guard, triggers and foreign keys, as somebody with the file in his hands would; the triggers stand again afterwards."""
    postgres = db.dialect() == "postgres"
    for name, table in await triggers._existing():
        await sql.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if postgres else ""))
    if not postgres:
        await sql.execute("PRAGMA foreign_keys=OFF")
    async with db.transaction():
        if postgres:
            await sql.execute("SET LOCAL session_replication_role = replica")
        with guard.allowed():
            yield
    await triggers.install(house.registry)

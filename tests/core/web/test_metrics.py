"""What supervisors and Prometheus are told, and what nobody else is."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from core import db
from core.config import Config
from core.db import counted, sql
from core.host.host import Host
from core.models import JobRun, Outbox
from core.services import jobs
from core.testing.client import Client
from core.web.app import create_app
from tests.core.web.test_tokens import bearing, issue, program

LOCAL = "http://127.0.0.1:8000"


def here(host: Host, tmp: Any, base: str = LOCAL, address: str = "127.0.0.1", url: str = LOCAL) -> httpx2.AsyncClient:
    """A visitor from `address` to a server known as `base`."""
    config = Config(base_url=base, allowed_hosts=("127.0.0.1", "localhost", "testserver.local"), data=tmp)
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(create_app(host, config), client=(address, 1)), base_url=url
    )


@pytest.fixture
def tmp(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return tmp_path_factory.getbasetemp() / "data"


def read(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample by its name and the values of its labels."""
    families = text_string_to_metric_families(text)
    return {
        (s.name, tuple(s.labels[k] for k in sorted(s.labels))): s.value for family in families for s in family.samples
    }


async def scraped(http: httpx2.AsyncClient) -> dict[tuple[str, tuple[str, ...]], float]:
    answer = await http.get("/metrics")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return read(answer.text)


async def test_requests_are_counted_by_template_and_never_by_address(
    host: Host, client: Client, tmp: Any, make: Any
) -> None:
    agent, outside = await client.as_("agent"), here(host, tmp)
    before = await scraped(outside)
    number = (await make.customer()).number
    for path in (f"/s/core/customer/{number}", f"/s/core/customer/{number}x", "/secret-address", "/%ff"):
        await agent.get(path)
    await agent.http.request("MADEUP", "/login")
    after = await scraped(outside)

    def grown(*labels: str) -> float:
        name = ("guizhang_requests_total", labels)
        return after.get(name, 0) - before.get(name, 0)

    assert grown("GET", "/s/core/customer/{number}", "2xx") == 1
    assert grown("GET", "/s/core/customer/{number}", "4xx") == 1
    assert grown("GET", "(none)", "4xx") == 2
    assert grown("other", "(none)", "4xx") == 1
    text = str(sorted(after))
    assert number not in text
    assert "secret-address" not in text
    assert "MADEUP" not in text
    assert after["guizhang_request_seconds_count", ("GET", "/s/core/customer/{number}")] >= 2


async def test_plugins_own_routes_are_named_whole(host: Host, client: Client, tmp: Any) -> None:
    await client.http.get("/static/core/app.js")
    assert any(labels[:2] == ("GET", "/static/{path:path}") for _name, labels in await scraped(here(host, tmp)))


async def test_refusals_are_counted_by_plugin_and_clause(host: Host, client: Client, tmp: Any) -> None:
    outside, agent = here(host, tmp), await client.as_("auditor")
    name = ("guizhang_refusals_total", ("", "permission", "core"))
    before = (await scraped(outside)).get(name, 0)
    assert (await agent.act("/s/core/customer", "register", {"name": "A"})).status_code == 403
    assert (await scraped(outside))[name] == before + 1


async def test_duties_outbox_and_jobs_are_asked_in_two_statements(
    host: Host, client: Client, tmp: Any, make: Any, clock: Any, toggled: Any
) -> None:
    customer = await make.customer()
    await make.ticket("question", customer=customer.id, title="How?", channel="phone")
    outside = here(host, tmp)
    rows = await sql.fetch(
        "SELECT plugin, COUNT(*) AS n, MAX(late_from) AS last FROM core_duty WHERE running = 1 GROUP BY plugin"
    )
    plugin, n = rows[0]["plugin"], rows[0]["n"]
    now = clock.now()
    await JobRun.create(name="x.y", last_at=now, last_ok=False, runs=3, failures=2)
    for attempts in (8, 1):
        await Outbox.create(act="a", at=now, attempts=attempts, next_at=now)
    clock.advance(seconds=90)
    with counted() as statements:
        found = await scraped(outside)
    assert len(statements) == 2
    assert found["guizhang_duties_running", (plugin,)] == n
    assert found["guizhang_duties_late", (plugin,)] == 0
    assert found["guizhang_job_age_seconds", ("x.y",)] == 90
    assert found["guizhang_job_ok", ("x.y",)] == 0
    assert found["guizhang_job_failures", ("x.y",)] == 2
    assert (found["guizhang_outbox", ("waiting",)], found["guizhang_outbox", ("parked",)]) == (1, 1)
    clock.set(sql.instant(rows[0]["last"]) + timedelta(seconds=1))
    assert (await scraped(outside))["guizhang_duties_late", (plugin,)] == n
    async with toggled(plugin):
        off = await scraped(outside)
        assert ("guizhang_duties_running", (plugin,)) not in off
        assert off["guizhang_plugin_on", (plugin, host.registry.plugins[plugin].manifest.version)] == 0


async def test_only_this_machine_and_holders_of_the_right_are_told(host: Host, client: Client, tmp: Any) -> None:
    assert (await here(host, tmp).get("/metrics")).status_code == 200
    strangers = [
        await here(host, tmp, address="10.0.0.9").get("/metrics"),
        await here(host, tmp).get("/metrics", headers={"x-forwarded-for": "10.0.0.9"}),
        await here(host, tmp, base="https://gz.example", url="http://127.0.0.1:8000").get("/metrics"),
        await here(host, tmp, url="http://testserver.local").get("/metrics"),
    ]
    for answer in strangers:
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "guizhang_" not in answer.text
    assert (await (await client.as_("agent")).get("/metrics")).status_code == 403
    assert (await (await program(client, "agent")).get("/metrics")).status_code == 403
    named = await issue(await client.as_("admin"), "core.page.metrics")
    assert (await bearing(client, named.json()["token"]).get("/metrics")).status_code == 200
    other = await issue(await client.as_("admin"), "core.user.read")
    assert (await bearing(client, other.json()["token"]).get("/metrics")).status_code == 403


async def test_ready_when_database_and_schema_are(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = await client.http.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "reasons": []})

    async def stuck() -> None:
        raise db.DatabaseBusy("no answer")

    monkeypatch.setattr("core.web.health.db.ping", stuck)
    answer = await client.http.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["database"])


async def test_not_ready_on_a_schema_that_is_behind(client: Client) -> None:
    await sql.execute("DELETE FROM tortoise_migrations WHERE app = 'core' AND name LIKE '0002%'")
    answer = await client.http.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["schema"])
    await sql.execute("DROP TABLE tortoise_migrations")
    assert (await client.http.get("/readyz")).json()["reasons"] == ["schema"]


async def test_not_ready_while_it_stops(client: Client) -> None:
    async with client._app.router.lifespan_context(client._app):
        assert (await client.http.get("/readyz")).status_code == 200
    answer = await client.http.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["stopping"])
    assert (await client.http.get("/healthz")).status_code == 200


async def test_a_jobs_failure_is_counted(host: Host, tmp: Any) -> None:
    async def fails() -> None:
        raise ValueError("no")

    await jobs._pass(host, "core", "core.sweep", 1, fails)
    assert (await scraped(here(host, tmp)))["guizhang_job_failures", ("core.sweep",)] == 1


async def test_build_is_named(host: Host, tmp: Any) -> None:
    text = (await here(host, tmp).get("/metrics")).text
    assert re.search(
        r'guizhang_build_info\{database="(sqlite|postgres)",python="3\.\d+\.\d+",version="\d+\.\d+\.\d+"\} 1\.0', text
    )

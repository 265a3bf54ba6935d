"""B41: a plugin that raises, hangs, exits or answers with megabytes: the core's pages stand, its own card tells of it, its jobs name it."""

from __future__ import annotations

import asyncio
import dataclasses
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from core.db import sql
from core.declare import Gate, Listener
from core.host.host import Host
from core.host.loading import load
from core.models import Outbox
from core.services import jobs
from core.services.outbox import deliver
from core.testing.client import Client, serving
from core.testing.databases import Databases
from core.testing.make import Make
from core.web import slots
from tests.bar.running import opened

PLUGIN = "tech_support"
CORE_PAGES = ("/", "/s/core/customer", "/s/core/ticket", "/s/core/enquiry", "/search?q=x", "/inbox", "/healthz")
PATIENCE = 2.0  # seconds for one answer


async def _raise(*_: Any) -> Any:
    raise ZeroDivisionError("a fault of the plugin")


async def _hang(*_: Any) -> Any:
    await asyncio.sleep(3600)


async def _exit(*_: Any) -> Any:
    sys.exit("a plugin leaves")


async def _wrong_kind(*_: Any) -> Any:
    return 7


_leaked: list[bytearray] = []


async def _leak(*_: Any) -> Any:
    _leaked.append(bytearray(20_000_000))
    raise MemoryError("no more")


async def _block(*_: Any) -> Any:
    time.sleep(0.5)  # noqa: ASYNC251
    return {}


FAULTS: dict[str, Callable[..., Awaitable[Any]]] = {
    "raises": _raise,
    "hangs": _hang,
    "exits": _exit,
    "answers with something else": _wrong_kind,
    "leaks": _leak,
    "blocks for a while": _block,
}


@pytest.fixture
async def place(databases: Databases, tmp_path: Path, clock: Any) -> AsyncIterator[tuple[Host, Client]]:
    url = await databases.fresh()
    async with opened(databases, url) as house, serving(house, tmp_path) as client:
        yield house, client
    await databases.discard(url)


async def _answer(visitor: Client, path: str) -> Any:
    """None for an answer that does not come in time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            return await visitor.get(path)
    return None


async def unserved(house: Host, client: Client, *more: str) -> list[str]:
    """Core pages that are not served."""
    visitor = await client.as_("manager")
    answers = {path: await _answer(visitor, path) for path in (*CORE_PAGES, *more)}
    return [path for path, answer in answers.items() if answer is None or answer.status_code != 200]


async def unsound(house: Host, client: Client, load_: Any) -> list[str]:
    """What goes wrong besides the card itself when a slot on the customer's page loads like this."""
    slots_ = house.registry.slots
    name, owner, slot = next((n, o, s) for n, (o, s) in slots_.items() if s.place == "core.customer.detail")
    slots_[name] = (owner, dataclasses.replace(slot, load=load_))
    customer = await Make(house).customer()
    page = f"/s/core/customer/{customer.number}"
    found = await unserved(house, client, page)
    reader = await client.as_((slot.roles or ("manager",))[0])
    card = await _answer(reader, slots.href(owner, slot.name, "core.customer", customer.number))
    if card is None:
        return [*found, "the card never came"]
    if len(card.content) > 2 * slots.MOST_CHARACTERS or "Traceback" in card.text:
        found.append("the card is the plugin's fault itself")
    if card.headers["x-request-id"] not in card.text:
        found.append("the card tells no number to look for in the log")
    return found


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_faulty_slot_is_one_card(
    place: tuple[Host, Client], fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "SECONDS", 0.2)
    assert await unsound(*place, FAULTS[fault]) == []


async def test_ten_megabytes_are_one_card(place: tuple[Host, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    plain = slots.text

    def text(template: str, **context: Any) -> str:
        return plain(template, **context) if template == "core/slot_failed.html" else "x" * 10_000_000

    async def some(*_: Any) -> dict[str, Any]:
        return {}

    monkeypatch.setattr(slots, "text", text)
    assert await unsound(*place, some) == []


async def test_seeded_a_slot_that_nobody_cuts_off(place: tuple[Host, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "SECONDS", 3600.0)
    assert await unsound(*place, _hang) == ["the card never came"]


@pytest.mark.parametrize("fault", [_raise, _exit], ids=["raises", "exits"])
async def test_a_job_that_fails_is_named_and_ends_nothing(
    place: tuple[Host, Client], fault: Callable[[], Awaitable[Any]]
) -> None:
    house, client = place
    for _turn in range(2):
        await asyncio.create_task(jobs._pass(house, PLUGIN, f"{PLUGIN}.broken", 0, fault))
    row = (
        await sql.fetch("SELECT last_ok, last_error, failures FROM core_job_run WHERE name = ?", f"{PLUGIN}.broken")
    )[0]
    assert not row["last_ok"]
    assert row["failures"] >= 1
    assert row["last_error"].startswith(("ZeroDivisionError", "SystemExit"))
    assert await unserved(house, client) == []


async def _runs(house: Host, clock: Any, plugin: str, days: int) -> int:
    """How often a job that always fails is run, once a day for some days."""
    runs = list[int]()

    async def broken() -> None:
        runs.append(1)
        raise ZeroDivisionError

    for _day in range(days):
        await asyncio.create_task(jobs._pass(house, plugin, f"{plugin}.broken", 60, broken))
        clock.advance(days=1)
    return len(runs)


async def test_a_job_rests_after_a_week_of_failures_until_it_is_to_be_tried_again(
    place: tuple[Host, Client], clock: Any
) -> None:
    house, client = place
    assert await _runs(house, clock, PLUGIN, 12) == 7
    assert [job["resting"] for job in await jobs.failing()] == [True]
    page = await (await client.as_("admin")).get("/outbox")
    assert f"{PLUGIN}.broken" in page.text
    assert "ZeroDivisionError" in page.text
    answer = await (await client.as_("admin")).post(f"/outbox/jobs/{PLUGIN}.broken/again", {})
    assert answer.status_code == 303
    assert await jobs.failing() == []
    assert await _runs(house, clock, PLUGIN, 12) == 7
    assert await unserved(house, client) == []


async def test_a_job_that_comes_right_has_its_failures_forgotten(place: tuple[Host, Client], clock: Any) -> None:
    house, _client = place
    await _runs(house, clock, PLUGIN, 6)

    async def sound() -> None: ...

    await asyncio.create_task(jobs._pass(house, PLUGIN, f"{PLUGIN}.broken", 60, sound))
    assert await jobs.failing() == []
    clock.advance(days=1)
    assert await _runs(house, clock, PLUGIN, 7) == 7


async def test_the_jobs_of_the_core_never_rest(place: tuple[Host, Client], clock: Any) -> None:
    assert await _runs(place[0], clock, "core", 20) == 20


async def test_seeded_a_job_that_nobody_stops(
    place: tuple[Host, Client], clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_IN_ROW", jobs.NEVER)
    assert await _runs(place[0], clock, PLUGIN, 12) == 12


@pytest.mark.parametrize("fault", [_raise, _exit], ids=["raises", "exits"])
async def test_a_gate_that_falls_over_refuses_and_names_its_plugin(place: tuple[Host, Client], fault: Any) -> None:
    house, client = place

    def check(view: Any) -> Any:
        fault().send(None)

    act = "core.customer.edit"
    gate = Gate(act, None, check)
    house.registry.gates[act] = [gate]
    house.registry.owner[id(gate)] = PLUGIN
    customer = await Make(house).customer()
    agent = await client.as_("agent")
    answer = await agent.act(f"/s/core/customer/{customer.number}", "edit", {"name": "N", "kind": "person"})
    assert answer.status_code == 409, answer.text
    assert PLUGIN in answer.text
    assert await unserved(house, client, f"/s/core/customer/{customer.number}") == []


@pytest.mark.parametrize("fault", [_raise, _exit], ids=["raises", "exits"])
async def test_a_listener_that_falls_over_holds_up_no_other(place: tuple[Host, Client], fault: Any) -> None:
    house, client = place
    heard = list[str]()

    async def sound(event: Any) -> None:
        heard.append(event["act"])

    act = "core.customer.register"
    house.registry.heard[act] = [
        (PLUGIN, Listener(act, "broken", fault)),
        (PLUGIN, Listener(act, "sound", sound)),
    ]
    await Make(house).customer()
    await deliver(house)
    assert heard == [act]
    assert await Outbox.filter(act=act).count() >= 1
    assert await unserved(house, client) == []


@pytest.mark.parametrize(
    "body", ["raise RuntimeError('x')", "import sys; sys.exit(3)", "manifest = 7", "from core.api import nothing_there"]
)
def test_a_plugin_that_cannot_be_loaded_is_named_and_the_rest_loads(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "crooked.py").write_text(body)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "crooked", raising=False)
    found = load({"crooked": "crooked", PLUGIN: "plugins.tech_support.plugin", **_REST})
    assert [b.plugin for b in found.broken] == ["crooked"]
    assert {p.name for p in found.plugins} == {"core", PLUGIN, *_REST}


_REST = {"service_quality": "plugins.service_quality.plugin"}

"""What is measured over the loopback: latencies on one connection, rates on eight, start-up, a switch seen elsewhere."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from itertools import cycle
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import orjson

from tests.load import floor
from tests.load.driver import Ask, Line, Served, Visitor, line, percentiles, rate, serving, timed, warm
from tests.load.inside import Known, contact_data

LIST = "/s/core/ticket"
FORMS = "/s/service_quality/request"
HTMX = (("HX-Request", "true"),)
PLUGIN = "tech_support"
GIVE_UP = 10.0
ROUNDS, EACH, RATED, POSTED = 6, 40, 400, 160
_SETTLE = 1.0
_SERVE = ("core.cli", "serve")
_FLOOR = ("tests.load.floor",)
Asks = Iterator[Ask]


def environment(url: str, **more: str) -> dict[str, str]:
    return {"GUIZHANG_DB": url, "GUIZHANG_DATA": "var/bench", "SESSION_IDLE": "600", **more}


async def startups(url: str, times: int = 5) -> dict[str, Any]:
    """The median of some starts, from the spawn to the first answer; memory when the background work has begun."""
    seconds, memory = [], []
    for _turn in range(times):
        async with serving(_SERVE, environment(url)) as served:
            seconds.append(served.seconds)
            await asyncio.sleep(_SETTLE)
            memory.append(served.rss_mb())
    return {"seconds": round(statistics.median(seconds), 3), "rss_mb": statistics.median(memory), "n": times}


def reading(known: Known) -> dict[str, Asks]:
    """The pages, as endless requests of the manager."""
    manager = known.visitors["manager"]
    words = [phone[3:8] for phone in known.phones[:200]]
    return {
        "list": cycle([Ask(LIST, manager)]),
        "list_refresh": cycle([Ask(LIST, manager, headers=HTMX)]),
        "detail": cycle([Ask(f"{FORMS}/{number}", manager) for number in known.numbers[:400]]),
        "search": cycle([Ask(f"/search?q={quote(word)}", manager) for word in words]),
        "suggest": cycle([Ask(f"/suggest/core.customer?q={quote(word)}", manager) for word in words]),
    }


async def pages(url: str, tenth: str, known: Known, known_tenth: Known) -> list[dict[str, Any]]:
    """Every page of the full database beside its floor, and the list of the small one, taken in turns."""
    asks = reading(known)
    async with AsyncExitStack() as stack:
        full = await stack.enter_async_context(serving(_SERVE, environment(url)))
        small = await stack.enter_async_context(serving(_SERVE, environment(tenth)))
        one = await stack.enter_async_context(line(full.port))
        length = len(await one.good(next(asks["list"])))
        least = await stack.enter_async_context(serving(_FLOOR, environment(url, **{floor.BYTES: str(length)})))
        floors = cycle([Ask("/", known.visitors["manager"])])
        lists = cycle([Ask(LIST, known_tenth.visitors["manager"])])
        ports = {"floor": least, "list_tenth": small}
        asks = {"floor": floors, "list_tenth": lists, **asks}
        spent = await _in_turns({name: (ports.get(name, full), each) for name, each in asks.items()})
        rates = {}
        for name in ("floor", "list", "list_refresh", "detail", "search"):
            rates[name] = await rate(ports.get(name, full).port, asks[name], RATED)
        memory = full.rss_mb()
    lines = [{"name": n, **percentiles(s), **_rated(rates, n), "n": len(s)} for n, s in spent.items()]
    return [*lines, {"name": "memory_after_pages", "rss_mb": memory}]


def _rated(rates: Mapping[str, float], name: str) -> dict[str, float]:
    return {"rps": rates[name]} if name in rates else {}


async def _in_turns(subjects: Mapping[str, tuple[Served, Asks]]) -> dict[str, list[float]]:
    """EACH of every kind ROUNDS times over, so that what else the machine does meanwhile meets all alike."""
    spent: dict[str, list[float]] = {name: [] for name in subjects}
    for _turn in range(ROUNDS):
        for name, (served, asks) in subjects.items():
            async with line(served.port) as one:
                await warm(one, asks)
                spent[name] += await timed(one, asks, EACH)
    return spent


async def acts(url: str, known: Known) -> list[dict[str, Any]]:
    """Registering forms, and contact and arrival on forms that are there; latencies one by one, rates eight at once."""
    create, act = _creating(known), _acting(known)
    async with serving(_SERVE, environment(url)) as served, line(served.port) as one:
        found = []
        for name, asks in (("create", create), ("act", act)):
            await warm(one, asks)
            spent = await timed(one, asks, POSTED)
            found.append({"name": name, **percentiles(spent), "n": len(spent)})
        found[0]["rps"] = await rate(served.port, create, POSTED)
        found.append({"name": "memory_after_acts", "rss_mb": served.rss_mb()})
    return found


def _creating(known: Known) -> Asks:
    for asset, customer in cycle(known.products):
        data = {"customer": customer, "asset": asset, "fault": "搬动以后漏水，声音也大", "channel": "phone"}
        yield _post(f"{FORMS}/acts/register", known.visitors["agent"], data)


def _acting(known: Known) -> Asks:
    for number in known.numbers[1000:]:
        yield _post(f"{FORMS}/{number}/acts/contact", known.visitors["technician"], contact_data())
        yield _post(f"{FORMS}/{number}/acts/arrive", known.visitors["technician"], {})


def _post(path: str, visitor: Visitor, data: Mapping[str, object]) -> Ask:
    return Ask(path, visitor, {"key": uuid4().hex, "data": data})


async def switched(url: str, known: Known, times: int = 6) -> dict[str, Any]:
    """From the answer to a switch in one process until the page of another shows it."""
    admin = known.visitors["admin"]
    spent = []
    async with (
        serving(_SERVE, environment(url)) as first,
        serving(_SERVE, environment(url)) as second,
        line(first.port) as here,
        line(second.port) as there,
    ):
        for turn in range(times):
            await _switch(here, admin, on=bool(turn % 2))
            spent.append(await _seen(there, known.visitors["manager"], on=bool(turn % 2)))
    return {"seconds": round(max(spent), 3), **percentiles(spent), "n": times}


async def _switch(here: Line, admin: Visitor, *, on: bool) -> None:
    if on:
        data = {"plugin": PLUGIN, "reason": "load"}
        await here.good(_post("/s/core/plugin_switch/acts/enable", admin, data))
        return
    rows = orjson.loads(await here.good(Ask("/s/core/plugin_switch.json?state=on", admin)))["rows"]
    number = next(row["number"] for row in rows if row["plugin"] == PLUGIN)
    await here.good(_post(f"/s/core/plugin_switch/{number}/acts/disable", admin, {"reason": "load"}))


async def _seen(there: Line, reader: Visitor, *, on: bool) -> float:
    """Until the menu of a page has the plugin's entries, or no longer has them."""
    began = time.perf_counter()
    while time.perf_counter() - began < GIVE_UP:
        shown = f"/s/{PLUGIN}/".encode() in await there.good(Ask("/s/core/customer", reader))
        if shown == on:
            return time.perf_counter() - began
        await asyncio.sleep(0.01)
    raise RuntimeError(f"the switch was not seen within {GIVE_UP} s")

"""Work on many rows: lists read in, a list taken out, one act on a thousand rows. Time, and the memory of all processes at work."""

from __future__ import annotations

import asyncio
import csv
import os
import sys
import time
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2

from core import clock
from core.acts.perform import perform
from core.config import Config
from core.models import Ticket, User
from core.models.access import SYSTEM
from core.rules.spans import day_of
from core.web.session import cookie
from tests.load import data, inside
from tests.load.driver import LOG, Served, Visitor, serving
from tests.load.inside import Known, opened
from tests.load.stores import FOLDER
from tests.load.tree import watched

CUSTOMERS, ASSETS = 20_000, 40_000
LOADER = "agent"
BATCH = 1_000
_SERVE = ("core.cli", "serve")
_ASK_AGAIN = 0.5  # the page asks every second
_CUSTOMER_HEADS = ("code", "name", "kind", "phone", "region", "address")
_ASSET_HEADS = ("identifier", "name", "customer", "product", "acquired_on", "warranty_to")


def sheets(share: float) -> dict[str, Path]:
    """The company's lists as it brings them: name of the kind -> file."""
    scale = data.Scale(round(CUSTOMERS * share), round(ASSETS * share), 0)
    customers = list(data.customers(scale))
    codes: Any = [row["code"] for row in customers]
    assets = data.assets(scale, codes, day_of(clock.now()))
    return {
        "customers": _sheet("customers", _CUSTOMER_HEADS, customers),
        "assets": _sheet("assets", _ASSET_HEADS, assets),
    }


def _sheet(name: str, heads: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> Path:
    path = FOLDER / f"{name}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows([row[head] for head in heads] for row in rows)
    return path


async def loaded(url: str, share: float) -> dict[str, Any]:
    """Both lists by `guizhang load` into an empty company."""
    files, most = sheets(share), 0.0
    began = time.perf_counter()
    for kind, path in files.items():
        with LOG.open("ab") as log:
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "core.cli", "load", kind, str(path), "--as", LOADER),
                env={**os.environ, **environment(url)},
                stdout=log,
                stderr=log,
            )
            async with watched(child.pid) as peak:
                if await child.wait():
                    raise RuntimeError(f"loading {kind} failed: {LOG}")
        most = max(most, peak.rss_mb)
    return {"seconds": round(time.perf_counter() - began, 2), "rss_mb": most, "n": round((CUSTOMERS + ASSETS) * share)}


async def loaded_by_page(url: str, share: float) -> dict[str, Any]:
    """Both lists through the page: sent, checked, entered; the time is that of all steps."""
    files, visitor = sheets(share), await _chief(url)
    async with (
        serving(_SERVE, environment(url)) as served,
        watched(served.pid) as peak,
        _browser(served, visitor) as http,
    ):
        began = time.perf_counter()
        for kind, path in files.items():
            checked = await _sent(
                http, f"/load/{kind}", visitor, files={"file": (path.name, path.read_bytes(), "text/csv")}
            )
            await _ended(http, checked)
            entered = await _sent(http, f"/load/{kind}/{checked.rpartition('/')[2]}", visitor)
            report = (await _ended(http, entered))["report"]
            if report.get("problem") or report["wrong"]:
                raise RuntimeError(f"{kind}: {report}")
        seconds = time.perf_counter() - began
    return {"seconds": round(seconds, 2), "rss_mb": peak.rss_mb, "n": round((CUSTOMERS + ASSETS) * share)}


async def _chief(url: str) -> Visitor:
    """Of the service desk, and a manager besides: the page takes both."""
    async with opened(url):
        user = await User.get(login=LOADER)
        await perform("core.user.grant", SYSTEM, {"role": "manager", "scope": "all"}, subject=user.id)
    return (await inside.known(url)).visitors[LOADER]


async def exported(url: str, known: Known, kind: str) -> dict[str, Any]:
    """All rows of the greatest list as a file, thrown away as it comes; `first_ms` until the first byte."""
    async with opened(url):
        count = await Ticket.all().count()
    async with (
        serving(_SERVE, environment(url)) as served,
        watched(served.pid) as peak,
        _browser(served, known.visitors["manager"]) as http,
    ):
        began, first, size = time.perf_counter(), 0.0, 0
        async with http.stream("GET", f"/s/core/ticket.{kind}") as answer:
            if answer.status_code != 200:
                raise RuntimeError(f"export as {kind}: {answer.status_code}")
            async for piece in answer.aiter_bytes():
                first = first or time.perf_counter() - began
                size += len(piece)
        seconds = time.perf_counter() - began
    found = {"seconds": round(seconds, 2), "first_ms": round(first * 1000), "rss_mb": peak.rss_mb}
    return {**found, "mb": round(size / 2**20, 1), "n": count}


async def batched(url: str, known: Known) -> dict[str, Any]:
    """One act on a thousand rows of a list, from the request to the end of the task; all must be done."""
    technician = known.visitors["technician"]
    data_ = {"contact_result": "reached", "appointment_at": (clock.now() + timedelta(hours=3)).isoformat()}
    body = {"numbers": known.numbers[:BATCH], "key": "bench", "data": data_}
    async with (
        serving(_SERVE, environment(url)) as served,
        watched(served.pid) as peak,
        _browser(served, technician) as http,
    ):
        began = time.perf_counter()
        answer = await http.post(
            "/s/service_quality/request/batch/contact", json=body, headers={"x-csrf-token": technician.csrf}
        )
        if answer.status_code not in (200, 202):
            raise RuntimeError(f"batch: {answer.status_code} {answer.text[:400]}")
        ended = await _ended(http, answer.json()["href"].removesuffix(".json"))
        seconds = time.perf_counter() - began
    if ended["counts"] != {"done": len(body["numbers"])}:
        raise RuntimeError(f"batch: {ended['counts']}")
    return {"seconds": round(seconds, 2), "rss_mb": peak.rss_mb, "n": len(body["numbers"])}


def environment(url: str) -> dict[str, str]:
    return {"GUIZHANG_DB": url, "GUIZHANG_DATA": "var/bench", "SESSION_IDLE": "600"}


def _browser(served: Served, visitor: Visitor) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        base_url=f"http://127.0.0.1:{served.port}", cookies={cookie(Config()): visitor.token}, timeout=120
    )


async def _sent(http: httpx2.AsyncClient, path: str, visitor: Visitor, **more: Any) -> str:
    """Where the task is that a form has begun."""
    answer = await http.post(path, data={"csrf": visitor.csrf}, **more)
    if answer.status_code != 303:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:400]}")
    return str(answer.headers["location"])


async def _ended(http: httpx2.AsyncClient, task: str) -> dict[str, Any]:
    while True:
        told = (await http.get(f"{task}.json")).json()
        if told["state"] == "failed":
            raise RuntimeError(f"{task} failed")
        if told["state"] == "done":
            return dict(told)
        await asyncio.sleep(_ASK_AGAIN)

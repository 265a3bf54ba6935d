"""A real server as a child process, and lines to it: kept alive, as raw as can be, so that the client hardly counts."""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from core.config import Config
from core.web.session import cookie

LOG = Path("var/bench/serve.log")
START_SECONDS = 30.0
LINES = 8
_WARM = 5


@dataclass(frozen=True)
class Visitor:
    """A session made beforehand: `token` for the cookie, `csrf` for what is posted."""

    token: str
    csrf: str


@dataclass(frozen=True)
class Ask:
    """One request. With `data` it is a POST of an act as JSON."""

    path: str
    visitor: Visitor | None = None
    data: Mapping[str, object] | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def raw(self) -> bytes:
        body = b"" if self.data is None else orjson.dumps(self.data)
        lines = [f"{'GET' if self.data is None else 'POST'} {self.path} HTTP/1.1", "host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.visitor:
            lines.append(f"cookie: {cookie(Config())}={self.visitor.token}")
        if self.data is not None:
            csrf = self.visitor.csrf if self.visitor else ""
            lines += [f"content-length: {len(body)}", "content-type: application/json", f"x-csrf-token: {csrf}"]
        return "\r\n".join([*lines, "", ""]).encode() + body


class Line:
    """One connection; answers come in the order of the requests."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def ask(self, raw: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self._writer.write(raw)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        return int(head[9:12]), await self._reader.readexactly(int(length or 0))

    async def good(self, ask: Ask) -> bytes:
        """The body of an answer that must be 200 or 201."""
        status, body = await self.ask(ask.raw())
        if status not in (200, 201):
            raise RuntimeError(f"{ask.path}: {status} {body[:600].decode(errors='replace')}")
        return body


@asynccontextmanager
async def line(port: int) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    try:
        yield Line(reader, writer)
    finally:
        writer.close()


@dataclass
class Served:
    """A running server: where, its process, and how many seconds its first answer took."""

    port: int
    pid: int
    seconds: float

    def rss_mb(self) -> float:
        """Memory of the process now, in MB of 2**20 bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        kilobytes = next(row.split()[1] for row in status.splitlines() if row.startswith("VmRSS"))
        return round(int(kilobytes) / 1024, 1)


@asynccontextmanager
async def serving(module: Sequence[str], env: Mapping[str, str]) -> AsyncIterator[Served]:
    """`python -m module…` with PORT set, until it answers /healthz with 200; ended afterwards."""
    port = _free_port()
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("ab") as log:  # noqa: ASYNC230  (once, before anything is measured)
        began = time.perf_counter()
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *module, env={**os.environ, **env, "PORT": str(port)}, stdout=log, stderr=log
        )
    try:
        yield Served(port, child.pid, await _answered(port, child, began))
    finally:
        if child.returncode is None:
            child.terminate()
        await child.wait()


async def _answered(port: int, child: asyncio.subprocess.Process, began: float) -> float:
    while time.perf_counter() - began < START_SECONDS:
        if child.returncode is not None:
            raise RuntimeError(f"the server ended with {child.returncode}")
        try:
            async with line(port) as one:
                status, _body = await one.ask(Ask("/healthz").raw())
        except (OSError, asyncio.IncompleteReadError):
            await asyncio.sleep(0.005)
            continue
        if status == 200:
            return time.perf_counter() - began
    raise RuntimeError("the server did not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def timed(one: Line, asks: Iterator[Ask], count: int) -> list[float]:
    """Seconds of `count` requests one after the other."""
    spent = []
    for _turn in range(count):
        ask = next(asks)
        began = time.perf_counter()
        await one.good(ask)
        spent.append(time.perf_counter() - began)
    return spent


async def warm(one: Line, asks: Iterator[Ask]) -> None:
    await timed(one, asks, _WARM)


async def rate(port: int, asks: Iterator[Ask], count: int) -> float:
    """Requests a second over LINES connections at once."""

    async def work() -> None:
        async with line(port) as one:
            await timed(one, asks, count // LINES)

    began = time.perf_counter()
    await asyncio.gather(*[work() for _turn in range(LINES)])
    return round(count // LINES * LINES / (time.perf_counter() - began), 1)


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """{"p50_ms", "p95_ms"}"""
    cuts = statistics.quantiles(seconds, n=20)
    return {"p50_ms": round(statistics.median(seconds) * 1000, 2), "p95_ms": round(cuts[18] * 1000, 2)}

"""The server as a process: it starts on a migrated database, serves, and ends cleanly when told to."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest

if TYPE_CHECKING:
    from core.testing.databases import Databases

WAIT = 60


@contextmanager
def _server(url: str, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "server.log"
    settings = {"GUIZHANG_DB": url, "GUIZHANG_DATA": str(folder), "PORT": str(port)}
    with log.open("wb") as stream:
        command = [sys.executable, "-m", "core.cli", "serve"]
        process = subprocess.Popen(command, stderr=stream, env={**os.environ, **settings})
        try:
            yield process, f"http://127.0.0.1:{port}", log
        finally:
            process.kill()
            process.wait()


def _until_it_serves(process: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(WAIT * 5):
        assert process.poll() is None, "the server ended"
        try:
            if httpx2.get(f"{address}/healthz").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.2)
    pytest.fail("the server did not start")


@pytest.mark.slow
async def test_server_serves_and_ends_cleanly_on_sigterm(databases: Databases, tmp_path: Path) -> None:
    with _server(await databases.fresh(), tmp_path) as (process, address, log):
        _until_it_serves(process, address)
        page = httpx2.get(f"{address}/login")
        assert (page.status_code, "server" in page.headers) == (200, False)
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT) in (0, -signal.SIGTERM)
        lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line for line in lines if line.get("path") == "/login"]
    assert not [line for line in lines if line["level"] in ("error", "critical")]


@pytest.mark.slow
async def test_server_does_not_start_on_a_database_without_tables(databases: Databases, tmp_path: Path) -> None:
    with _server(await databases.empty(), tmp_path) as (process, _address, log):
        assert process.wait(WAIT) not in (0, None)
        assert "guizhang migrate" in log.read_text()

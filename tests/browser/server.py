"""A real `guizhang serve` in a process of its own, and a way into its database for what a story needs beforehand."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from core.host import host as hosting
from core.host.host import Host
from core.host.loading import Found

T = TypeVar("T")
PATIENCE = 30.0  # seconds; a loaded machine starts slowly


class Server:
    """`base` is the address; `do` runs work on a house over the same database, as another worker would."""

    def __init__(self, url: str, found: Found, data: Path) -> None:
        self._url, self._found, self._data = url, found, data
        self.base = ""

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Serves inside; SIGTERM at the end must end it by itself."""
        port = _free_port()
        self.base = f"http://127.0.0.1:{port}"
        env = {**os.environ, "GUIZHANG_DB": self._url, "GUIZHANG_DATA": str(self._data), "PORT": str(port)}
        log = self._data / "serve.log"
        with log.open("wb") as out:
            command = [sys.executable, "-m", "core.cli", "serve"]
            process = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)
            try:
                self._wait(process, log)
                yield self
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(PATIENCE)

    def _wait(self, process: subprocess.Popen[bytes], log: Path) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert process.poll() is None, log.read_text()
            try:
                with urllib.request.urlopen(f"{self.base}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"no answer within {PATIENCE} s: {log.read_text()}")

    def do(self, work: Callable[[Host], Awaitable[T]]) -> T:
        """The result of `work`, in a thread of its own: Playwright's loop runs in this one."""
        found: dict[str, Any] = {}

        async def run() -> None:
            house = await hosting.start(self._url, self._found)
            try:
                found["result"] = await work(house)
            finally:
                await hosting.stop()

        def thread() -> None:
            try:
                asyncio.run(run())
            except BaseException as error:
                found["error"] = error

        worker = threading.Thread(target=thread)
        worker.start()
        worker.join()
        if "error" in found:
            raise found["error"]
        return found["result"]  # type: ignore[no-any-return]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

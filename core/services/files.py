"""Contents of files under their sha256: in a folder, or wherever fsspec reaches, the same for all workers.

What somebody calls a file never becomes a path; equal contents are kept once; nothing is overwritten or taken away.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from core.acts.findings import Finding, batches
from core.config import Config
from core.host.host import Host
from core.i18n import _
from core.models import Attachment
from core.services.file_kinds import check, kind_named, redraw, wrong

MOST_BYTES = 10 * 1024 * 1024
NAME_LENGTH = 255
_CHUNK = 256 * 1024
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_AT_ONCE = 2  # pictures drawn at the same time in one process

_store: Store | None = None
_drawing = asyncio.Semaphore(_AT_ONCE)


@dataclass(frozen=True)
class Stored:
    """A content that has been kept; `thumb` is the preview of a picture, else "". Nothing sent as JSON is ever one."""

    name: str
    kind: str
    size: int
    sha256: str
    thumb: str = ""


class Store:
    """The folder at `url`. Its methods wait for a disk or a network: call them in a thread."""

    def __init__(self, url: str) -> None:
        import fsspec  # slow to import, and many commands need no files

        self._fs, self._root = fsspec.url_to_fs(url)

    def _path(self, digest: str) -> str:
        """ValueError for anything but a hash, so no name can lead elsewhere."""
        if not _HASH.fullmatch(digest):
            raise ValueError("not the hash of a content")
        return f"{self._root}/{digest[:2]}/{digest}"

    def put(self, source: Path) -> str:
        """Keep the content of `source` and give its hash; whole or not at all."""
        digest = hash_of(source)
        path = self._path(digest)
        if not self._fs.exists(path):
            self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
            part = f"{path}.{secrets.token_hex(8)}"
            with source.open("rb") as read, self._fs.open(part, "wb") as written:
                while chunk := read.read(_CHUNK):
                    written.write(chunk)
                _to_disk(written)
            self._fs.mv(part, path)
        return digest

    def chunks(self, digest: str) -> Iterator[bytes]:
        """The content; FileNotFoundError if it is not there."""
        with self._fs.open(self._path(digest), "rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def fault(self, digest: str, size: int | None = None) -> str:
        """What is wrong with the content kept under this hash, "" if nothing; `size` is what its row says it has."""
        found, length = hashlib.sha256(), 0
        try:
            for chunk in self.chunks(digest):
                found.update(chunk)
                length += len(chunk)
        except (OSError, ValueError):
            return "the content is missing"
        if found.hexdigest() != digest:
            return "the content was changed"
        return "" if size in (None, length) else f"it has {length} bytes, not {size}"


def _to_disk(file: Any) -> None:
    """A row must not outlive its content when the power fails; what has no disk of ours sees to that itself."""
    try:
        number = file.fileno()
    except (AttributeError, OSError):
        return
    file.flush()
    os.fsync(number)


def configure(url: str) -> None:
    """Where contents lie: a path or any address fsspec knows."""
    global _store
    _store = Store(url)


@contextmanager
def lying_at(url: str) -> Iterator[None]:
    """Contents are read from there inside, and from where they were afterwards."""
    global _store
    before, _store = _store, Store(url)
    try:
        yield
    finally:
        _store = before


def store() -> Store:
    """The store of this process; by the environment unless `configure` was called."""
    if _store is None:
        configure(Config.from_env().files_url)
    assert _store is not None
    return _store


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def receive(file: IO[bytes], name: str, most: int = MOST_BYTES) -> Stored:
    """Look at a file somebody sent, shrink a picture, and keep the content; InvalidInput says what is wrong with it."""
    name = shown_name(name)
    kind = kind_named(name)
    with tempfile.TemporaryDirectory(prefix="guizhang-") as folder:
        source, target, preview = (Path(folder) / each for each in ("sent", "drawn", "preview"))
        await asyncio.to_thread(_copy, file, source, most)
        await asyncio.to_thread(check, source, kind)
        if not kind.image:
            return Stored(name, kind.name, source.stat().st_size, await asyncio.to_thread(store().put, source))
        async with _drawing:
            await asyncio.to_thread(redraw, source, kind, target, preview)
        kept, thumb = [await asyncio.to_thread(store().put, each) for each in (target, preview)]
        return Stored(name, kind.name, target.stat().st_size, kept, thumb)


def shown_name(name: str) -> str:
    """The name as it was sent, but for what no database holds; too long a one keeps its end."""
    clean = name.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()
    if len(clean) <= NAME_LENGTH:
        return clean
    stem, dot, end = clean.rpartition(".")
    return stem[: NAME_LENGTH - len(end) - 1] + dot + end if len(end) < 20 else clean[:NAME_LENGTH]


def _copy(file: IO[bytes], target: Path, most: int) -> None:
    left = most
    file.seek(0)
    with target.open("wb") as written:
        while chunk := file.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                said = _("This file is too large: at most %(n)d megabytes are kept.")
                raise wrong(said % {"n": most // (1024 * 1024)})
            written.write(chunk)
    if left == most:
        raise wrong(_("This file is empty."))


async def stream(digest: str) -> AsyncIterator[bytes]:
    """The content in pieces, read beside the event loop."""
    pieces = store().chunks(digest)
    while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
        yield piece


async def verify_files(house: Host) -> AsyncIterator[Finding]:
    """I7: every content an attachment names is there and is what it was; removed ones too: they are part of the record."""
    faults: dict[str, str] = {}
    async for rows in batches(Attachment, "id", "number", "size", "sha256", "thumb"):
        for row in rows:
            for digest, size in ((row["sha256"], row["size"]), (row["thumb"], None)):
                if digest and digest not in faults:
                    faults[digest] = await asyncio.to_thread(store().fault, digest, size)
                if digest and faults[digest]:
                    yield Finding(f"core.attachment {row['number']}", faults[digest])

"""A backup: the database of one instant and every file attached by then, in one archive that was checked before it got its name.

Taken while others work: contents are never changed or taken away, so all that the copy names are there after it was made.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import clock, db
from core.acts.findings import Finding, batches
from core.config import Config
from core.db import backup as copies
from core.db import dump, sql
from core.db.backup import BackupFailed
from core.db.config import connection_config
from core.db.migrate import row_counts
from core.db.snapshot import snapshot
from core.host import host as hosting
from core.host.host import Host
from core.models import Attachment, Journal
from core.services.files import hash_of, store
from core.services.judge import QUICK, judge

FORMAT = 1
MANIFEST, SQLITE, POSTGRES, CONTENTS = "manifest.json", "database.db", "database.dump", "files"


@dataclass(frozen=True)
class Backup:
    """`manifest` is what stands in the archive beside what it describes."""

    path: Path
    manifest: dict[str, Any]


async def make(config: Config, folder: Path, *, keep: int = 0) -> Backup:
    """Back up into `folder`; with `keep`, older ones but the newest so many are removed. BackupFailed says why not, and nothing is left."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"guizhang-{clock.now():%Y%m%dT%H%M%S}"
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as place:
        draft = Path(place) / "draft.tar"
        async with _copied(config, Path(place)) as (house, copy):
            found = await judge(house, QUICK)
            if found:
                raise BackupFailed(_unsound(found))
            manifest = await _manifest(house, copy)
            contents = await _contents()
        manifest["database"] |= {"sha256": await asyncio.to_thread(hash_of, copy), "bytes": copy.stat().st_size}
        manifest["files"] = len(contents)
        await asyncio.to_thread(_pack, draft, manifest, copy, contents)
        target = folder / f"{name}.tar"
        if target.exists():
            raise BackupFailed(f"{target} is there already.")
        os.replace(draft, target)
    for old in sorted(folder.glob("guizhang-*.tar"))[:-keep] if keep else ():
        old.unlink()
    return Backup(target, manifest)


def _unsound(found: Sequence[Finding]) -> str:
    first = found[0]
    return (
        f"The data are not sound, no backup was kept: {first.invariant} {first.where}: {first.what} ({len(found)} findings). "
        "Run guizhang verify --all, and keep the older backups."
    )


@asynccontextmanager
async def _copied(config: Config, place: Path) -> AsyncIterator[tuple[Host, Path]]:
    """A started host that sees exactly what the copy holds, and the copy."""
    settings = connection_config(config.db)
    if settings["engine"] == "core.db.sqlite":
        copy = place / SQLITE
        source = Path(settings["credentials"]["file_path"])
        if not source.exists():
            raise BackupFailed(f"There is no database {source}.")
        await asyncio.to_thread(copies.copy, source, copy)
        async with _house(f"sqlite://{copy}") as house:
            yield house, copy
        await asyncio.to_thread(copies.alone, copy)
        return
    copy = place / POSTGRES
    async with _house(config.db) as house, snapshot():
        exported = (await sql.fetch("SELECT pg_export_snapshot() AS id"))[0]["id"]
        await asyncio.to_thread(dump.dump, config.db, copy, exported)
        yield house, copy


@asynccontextmanager
async def _house(url: str) -> AsyncIterator[Host]:
    house = await hosting.start(url)
    try:
        yield house
    finally:
        await hosting.stop()


async def _manifest(house: Host, copy: Path) -> dict[str, Any]:
    """What a restored copy must have: rows of every table, the last journal row, and the program that made it."""
    last = await Journal.all().order_by("-id").first()
    return {
        "format": FORMAT,
        "made_at": clock.now().isoformat(),
        "plugins": {p.name: p.manifest.version for p in house.registry.plugins.values()},
        "database": {"name": copy.name, "dialect": db.dialect()},
        "counts": await row_counts(),
        "journal": {"rows": await Journal.all().count(), "hash": bytes(last.hash).hex() if last else ""},
    }


async def _contents() -> list[str]:
    """The hashes of all contents that attachments name, once each."""
    found: dict[str, None] = {}
    async for rows in batches(Attachment, "id", "sha256", "thumb"):
        found.update(dict.fromkeys(digest for row in rows for digest in (row["sha256"], row["thumb"]) if digest))
    return sorted(found)


def _pack(draft: Path, manifest: dict[str, Any], copy: Path, contents: Sequence[str]) -> None:
    """Readable by its owner only: it holds what everybody's rights keep apart."""
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            _add_bytes(archive, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            archive.add(copy, copy.name, recursive=False)
            for digest in contents:
                _add_content(archive, digest)
        file.flush()
        os.fsync(file.fileno())


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        _add(archive, name, file)


def _add_content(archive: tarfile.TarFile, digest: str) -> None:
    """Copied first, and hashed on the way: a file store may be far away and know no lengths."""
    found = hashlib.sha256()
    with tempfile.TemporaryFile() as file:
        for chunk in store().chunks(digest):
            found.update(chunk)
            file.write(chunk)
        if found.hexdigest() != digest:
            raise BackupFailed(f"The content {digest} was changed; run guizhang verify.")
        _add(archive, f"{CONTENTS}/{digest[:2]}/{digest}", file)


def _add(archive: tarfile.TarFile, name: str, file: Any) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = file.tell(), 0o600
    file.seek(0)
    archive.addfile(info, file)

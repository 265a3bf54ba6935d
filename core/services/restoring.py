"""Putting a backup back: only into an empty place, every part checked against the manifest before anything is used."""

from __future__ import annotations

import asyncio
import json
import os
import re
import tarfile
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import db
from core.acts.findings import Finding
from core.db import dump, sql
from core.db.backup import BackupFailed
from core.db.config import connection_config
from core.db.migrate import row_counts
from core.host import host as hosting
from core.host.host import Host
from core.services import files
from core.services.backups import CONTENTS, FORMAT, MANIFEST, POSTGRES, SQLITE
from core.services.judge import judge

# nothing else is taken out of an archive, whatever it holds
_NAMES = re.compile(rf"{MANIFEST}|{SQLITE}|{POSTGRES}|{CONTENTS}/([0-9a-f]{{2}})/\1[0-9a-f]{{62}}", re.ASCII)


@dataclass(frozen=True)
class Restored:
    """Where it stands now, and what the judge says of it; `behind` = migrations the program has and the backup has not."""

    url: str
    files: str
    manifest: dict[str, Any]
    findings: list[Finding]
    behind: str = ""


async def restore(archive: Path, into: str, contents: str = "") -> Restored:
    """`into` is a folder (for an SQLite backup) or the address of an empty database; `contents` where attached files go.

    BackupFailed if the target holds anything or a part is not what the manifest says; the target is then left empty.
    """
    url, place = _target(into, contents)
    with tempfile.TemporaryDirectory(prefix="guizhang-restore-") as folder:
        manifest = await asyncio.to_thread(_unpack, archive, Path(folder))
        name = manifest["database"]["name"]
        _fitting(name, url)
        await _empty(url, place)
        await _database(url, Path(folder) / name)
        await asyncio.to_thread(_keep, Path(folder) / CONTENTS, place)
    try:
        async with _house(url) as house:
            await _compare(manifest)
            with files.lying_at(place):
                return Restored(url, place, manifest, await judge(house))
    except db.SchemaBehind as behind:
        return Restored(url, place, manifest, [], str(behind))


def _target(into: str, contents: str) -> tuple[str, str]:
    """(address of the database, address of the files)."""
    if "://" not in into:
        folder = Path(into).resolve()
        return f"sqlite://{folder / 'guizhang.db'}", contents or str(folder / "files")
    if not contents:
        raise BackupFailed("Say with --files where the attached files are to lie.")
    return into, contents


def _unpack(archive: Path, folder: Path) -> dict[str, Any]:
    """Take out what has one of our names, and check it; returns the manifest."""
    try:
        with tarfile.open(archive) as packed:
            for member in packed:
                if not member.isfile() or not _NAMES.fullmatch(member.name):
                    raise BackupFailed(f"{archive.name} is not a backup of ours: it holds {member.name!r}.")
                _write(packed, member, folder / member.name)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, tarfile.TarError, ValueError) as error:
        raise BackupFailed(f"{archive} cannot be read: {error}") from error
    if manifest.get("format") != FORMAT:
        raise BackupFailed(f"{archive.name} has format {manifest.get('format')}, this program reads {FORMAT}.")
    _check(folder, manifest)
    return manifest


def _write(packed: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    source = packed.extractfile(member)
    assert source is not None
    target.parent.mkdir(parents=True, exist_ok=True)
    with source, target.open("wb") as written:
        while chunk := source.read(1 << 20):
            written.write(chunk)


def _check(folder: Path, manifest: dict[str, Any]) -> None:
    told = manifest["database"]
    if not (folder / told["name"]).exists() or files.hash_of(folder / told["name"]) != told["sha256"]:
        raise BackupFailed("The database in the backup is not the one its manifest names.")
    kept = [path for path in (folder / CONTENTS).rglob("*") if path.is_file()]
    if len(kept) != manifest["files"]:
        raise BackupFailed(f"The backup holds {len(kept)} attached files, its manifest says {manifest['files']}.")
    wrong = [path.name for path in kept if files.hash_of(path) != path.name]
    if wrong:
        raise BackupFailed(f"The attached file {wrong[0]} was changed in the backup.")


def _fitting(name: str, url: str) -> None:
    here = "core.db.sqlite" if name == SQLITE else "core.db.postgres"
    if connection_config(url)["engine"] != here:
        raise BackupFailed(
            f"This is a backup of {'SQLite' if name == SQLITE else 'PostgreSQL'}; the target is the other."
        )


async def _empty(url: str, place: str) -> None:
    """BackupFailed unless database and folder hold nothing."""
    if url.startswith("sqlite://"):
        path = Path(connection_config(url)["credentials"]["file_path"])
        held = path.exists() or (path.parent.exists() and any(path.parent.iterdir()))
    else:
        held = await _has_tables(url)
    if held:
        raise BackupFailed("The target is not empty; a backup is only restored beside what is there, never over it.")
    folder = Path(place)
    if "://" not in place and folder.exists() and any(folder.iterdir()):
        raise BackupFailed(f"The folder for attached files, {place}, is not empty.")


async def _has_tables(url: str) -> bool:
    import asyncpg

    connection: Any = await asyncpg.connect(url)
    try:
        return bool(await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"))
    finally:
        await connection.close()


async def _database(url: str, source: Path) -> None:
    if not url.startswith("sqlite://"):
        await asyncio.to_thread(dump.load, url, source)
        return
    target = Path(connection_config(url)["credentials"]["file_path"])
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    draft.write_bytes(source.read_bytes())
    os.replace(draft, target)


def _keep(contents: Path, place: str) -> None:
    """Into the store as everything is put there: whole, under its hash."""
    kept = files.Store(place)
    for path in sorted(contents.rglob("*")) if contents.exists() else ():
        if path.is_file():
            kept.put(path)


@asynccontextmanager
async def _house(url: str) -> AsyncIterator[Host]:
    house = await hosting.start(url)
    try:
        yield house
    finally:
        await hosting.stop()


async def _compare(manifest: dict[str, Any]) -> None:
    """The rows that were counted when the backup was made."""
    there = await row_counts()
    wrong = {name: (n, there.get(name)) for name, n in manifest["counts"].items() if there.get(name) != n}
    if wrong:
        raise BackupFailed(f"Rows differ from the manifest (table: backed up, restored): {wrong}")
    last = await sql.fetch("SELECT hash FROM core_journal ORDER BY id DESC LIMIT 1")
    if (bytes(last[0]["hash"]).hex() if last else "") != manifest["journal"]["hash"]:
        raise BackupFailed("The last journal row is not the one that was backed up.")

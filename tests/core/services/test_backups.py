"""A backup is taken while others work, holds one instant with every attached file, and comes back only into an empty place (B39)."""

from __future__ import annotations

import asyncio
import io
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from core.acts.perform import perform
from core.commands.backup import backup_command, restore_command
from core.config import Config
from core.db import dump, sql
from core.db.backup import BackupFailed
from core.host import host as hosting
from core.models import Attachment, Journal, User
from core.models.access import SYSTEM
from core.services import files
from core.services.backups import make
from core.services.restoring import restore
from core.testing.client import serving
from core.testing.world import PASSWORD
from tests.core.judge.world import planting

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
async def office(databases, clock, tmp_path, monkeypatch):
    """The address of a database with an attached file; nobody is at it."""
    monkeypatch.setattr(files, "_store", files.Store(str(tmp_path / "contents")))
    url = await databases.fresh()
    house = await hosting.start(url, databases.found)
    try:
        agent = await house.actor((await User.get(login="agent")).id)
        customer = await perform("core.customer.register", agent, {"name": "First", "code": "first", "kind": "person"})
        kept = await files.receive(io.BytesIO(PDF), "a.pdf")
        await perform(
            "core.attachment.attach", agent, {"subject": "core.customer", "number": customer.number, "file": kept}
        )
    finally:
        await hosting.stop()
    yield url
    await databases.discard(url)


async def target(databases, tmp_path, name="restored"):
    """Where to restore: a folder, or an empty database and a folder for the files."""
    if databases.postgres:
        return {"into": await databases.empty(), "contents": str(tmp_path / name)}
    return {"into": str(tmp_path / name)}


async def test_a_backup_taken_while_somebody_works_comes_back_whole(office, databases, tmp_path):
    """The restored copy has no finding, counts as many rows as there were at one point, and its people can sign in."""
    with _worker(office) as worker:
        assert worker.stdout.readline()
        made = await make(Config(db=office), tmp_path / "backups")
        before = made.manifest["journal"]["rows"]
        while await _journal(office, databases) <= before:
            assert worker.poll() is None
    counts = made.manifest["counts"]
    assert counts["core_enquiry"] == counts["core_ticket"]
    done = await restore(made.path, **await target(databases, tmp_path))
    assert done.findings == []
    assert not done.behind
    house = await hosting.start(done.url, databases.found)
    try:
        assert await Journal.all().count() == counts["core_journal"]
        attachment = await Attachment.first()
        assert b"".join(files.Store(done.files).chunks(attachment.sha256)) == PDF
        async with serving(house, tmp_path / "data") as visitor:
            page = await visitor.get("/login")
            csrf = re.search(r'name="csrf"[^>]*value="([^"]*)"', page.text)[1]
            told = {"username": "agent", "password": PASSWORD, "csrf": csrf}
            answer = await visitor.http.post("/login", data=told)
            assert (answer.status_code, answer.headers["location"]) == (303, "/")
        await perform("core.customer.register", SYSTEM, {"name": "Next", "code": "next", "kind": "person"})
        assert house.broken == []
    finally:
        await hosting.stop()
        await databases.discard(done.url)


async def _journal(url, databases):
    await hosting.start(url, databases.found)
    try:
        return await Journal.all().count()
    finally:
        await hosting.stop()


class _worker:
    """Somebody who opens enquiries one after the other, in a process of his own, until he is told to go home."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.core.acts.worker", self._url, "backup"]
        self._child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return self._child

    def __exit__(self, *_: object) -> None:
        self._child.kill()
        self._child.communicate()


async def test_nothing_is_restored_over_anything(office, databases, tmp_path):
    made = await make(Config(db=office), tmp_path / "backups")
    where = await target(databases, tmp_path)
    done = await restore(made.path, **where)
    with pytest.raises(BackupFailed, match="not empty"):
        await restore(made.path, **where)
    taken = await target(databases, tmp_path, "taken")
    folder = Path(taken.get("contents") or taken["into"])
    folder.mkdir()
    (folder / "mine.txt").write_text("x")
    with pytest.raises(BackupFailed, match="not empty"):
        await restore(made.path, **taken)
    assert [p.name for p in folder.iterdir()] == ["mine.txt"]
    for url in {done.url, taken["into"]} if databases.postgres else {done.url}:
        await databases.discard(url)


@pytest.mark.parametrize("fault", ["database", "file", "lost", "foreign", "cut"])
async def test_an_archive_that_is_not_what_its_manifest_says_is_refused(office, databases, tmp_path, fault):
    made = await make(Config(db=office), tmp_path / "backups")
    broken = tmp_path / "broken.tar"
    _rewrite(made.path, broken, fault)
    where = await target(databases, tmp_path)
    with pytest.raises(BackupFailed):
        await restore(broken, **where)
    assert not (tmp_path / "restored").exists()
    assert not (tmp_path / "evil").exists()
    if databases.postgres:
        await databases.discard(where["into"])


def _rewrite(source: Path, target: Path, fault: str) -> None:
    if fault == "cut":
        target.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
        return
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = old.extractfile(member).read()
            ours = {"database": member.name.startswith("database"), "file": member.name.startswith("files/")}
            if ours.get(fault):
                content = content[:-1] + b"?"
            if fault == "lost" and ours["file"]:
                continue
            new.addfile(member, io.BytesIO(content))
        if fault == "foreign":
            new.addfile(tarfile.TarInfo("../evil"), io.BytesIO())


async def test_data_that_are_not_sound_are_not_kept_as_a_backup(office, databases, tmp_path):
    house = await hosting.start(office, databases.found)
    async with planting(house):
        await sql.execute("UPDATE core_customer SET seq = 7")
    await hosting.stop()
    with pytest.raises(BackupFailed, match=r"I2 core\.customer"):
        await make(Config(db=office), tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


async def test_older_backups_go_when_told_so(office, clock, tmp_path):
    for _ in range(3):
        clock.advance(hours=1)
        await make(Config(db=office), tmp_path, keep=2)
    assert len(list(tmp_path.glob("guizhang-*.tar"))) == 2


async def test_a_missing_program_is_said_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupFailed, match="pg_dump is not installed"):
        dump.dump("postgres://root@127.0.0.1/x", tmp_path / "x", "1")


def test_the_commands_say_what_they_did(databases, tmp_path, monkeypatch):
    url = asyncio.run(databases.fresh())
    monkeypatch.setenv("GUIZHANG_DB", url)
    monkeypatch.setenv("GUIZHANG_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(files, "_store", None)
    made = CliRunner().invoke(backup_command, [])
    assert made.exit_code == 0, made.output
    archive = made.output.split(":")[0]
    assert Path(archive).stat().st_mode & 0o077 == 0
    where = asyncio.run(target(databases, tmp_path))
    told = ["--into", where["into"], *(["--files", where["contents"]] if "contents" in where else [])]
    done = CliRunner().invoke(restore_command, [archive, *told])
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "0 findings")
    again = CliRunner().invoke(restore_command, [archive, *told])
    assert again.exit_code == 1
    assert "not empty" in again.output

"""B14: eighty hostile files and names: nothing outside the store, nothing that a browser would run, no fault."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from core.host.host import Host
from core.models import Attachment
from core.services import files
from core.testing.client import Client
from tests.bar.walk import rows
from tests.bar.world import World
from tests.core.web.test_files import HARD_NAMES, PDF, bomb, office, picture, send

SCRIPT = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
_UP = (
    "../",
    "..\\",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%5c",
    "....//",
    "..;/",
    "\u2025/",
    "\uff0e\uff0e/",
    "%252e%252e%252f",
    "..%00/",
)
_DEVICES = ("CON", "NUL", "AUX", "COM1", "LPT1", "PRN")
NAMES = (
    *HARD_NAMES,
    *(f"{up * n}etc/cron.d/x.txt" for up in _UP for n in (1, 4)),
    *(f"{device}.txt" for device in _DEVICES),
    "~/.ssh/authorized_keys.txt", "file:///etc/passwd.txt", "\\\\server\\share.txt", "a.txt/", "a.txt.", "a.txt ", ". .txt", "....txt",
    "-rf.txt", "$(id).txt", "`id`.txt", "a;b|c&d.txt", "a\u2066b\u2069.txt", "a\ufeff.txt", "x" * 300 + ".txt", "a:b.txt", "a*?.txt",
    "\U0001f600.txt", ".htaccess.txt", "index.html.txt",
)  # fmt: skip
# contents that must not be taken: what they say they are they are not, or a browser would run them
CONTENTS: tuple[tuple[str, bytes], ...] = (
    ("a.svg", SVG), ("a.svgz", gzip.compress(SVG)), ("a.html", SCRIPT), ("a.xhtml", SCRIPT), ("a.js", b"alert(1)"), ("a.mjs", b"x"),
    ("a.xml", b"<?xml version='1.0'?><x/>"), ("a.exe", b"MZ\x90\x00"), ("a.php", b"<?php x"), ("a.png.php", picture("PNG", (9, 9))),
    ("a.png", SVG), ("a.png", SCRIPT), ("a.gif", b"GIF89a=1;alert(1)"), ("a.jpg", picture("PNG", (9, 9))), ("a.pdf", SCRIPT),
    ("a.txt", SCRIPT), ("a.csv", SVG), ("a.txt", b"\xef\xbb\xbf" + SCRIPT), ("a.txt", b"\n\n  " + SVG), ("a.txt", PDF),
    ("a.txt", b"\x00\x01"), ("a.xlsx", office("word/document.xml")), ("a.docx", office("word/document.xml", "word/vbaProject.bin")),
    ("a.xlsm", office("xl/workbook.xml", "xl/vbaProject.bin")), ("a.png", picture("PNG", (20, 20))[:60]), ("a.png", bomb(100_000, 100_000)),
    ("a.txt", b""), ("a.zip", office("x")), ("noend", b"words"), ("a.swf", b"FWS\x09"), ("a.xlsx", b"PK\x03\x04"), ("a.webp", b"RIFF\0\0\0\0WEBP"),
)  # fmt: skip


def test_there_are_eighty_in_the_corpus() -> None:
    assert len(set(NAMES)) + len(CONTENTS) >= 80


async def mistakes(house: Host, client: Client, world: World, folder: Path) -> list[str]:
    """What went wrong with the corpus, sent to the page of a customer; contents lie below `folder`."""
    files.configure(str(folder / "store"))
    agent = await client.as_("agent")
    row = (await rows(house, world, "core.customer", "north", 1))[0]
    path, before, found = f"/s/core/customer/{row.number}", _listing(folder.parent, folder), []
    for name in NAMES:
        answer = await send(agent, path, (name, f"words {name}".encode("utf-8", "replace")))
        found += await _kept(agent, name, answer)
    for name, body in CONTENTS:
        answer = await send(agent, path, (name, body))
        found += [] if answer.status_code == 422 else [f"{name} {body[:20]!r}: {answer.status_code}"]
        found += await _kept(agent, name, answer) if answer.status_code == 201 else []
    found += [f"{each} came into being" for each in _listing(folder.parent, folder) - before]
    return found + [f"{p} is no hash" for p in (folder / "store").rglob("*") if p.is_file() and not _is_hash(p)]


async def _kept(agent: Client, name: str, answer: Any) -> list[str]:
    """A file that was taken comes back locked in; one that was not is a sentence."""
    if answer.status_code == 422:
        return []
    if answer.status_code != 201:
        return [f"{name!r}: {answer.status_code}"]
    found = []
    for each in answer.json()["files"]:
        given = await agent.get(each["href"])
        said = given.headers.get("content-disposition", "")
        image = given.headers.get("content-type", "").startswith("image/")
        wrong = {
            "status": given.status_code != 200,
            "inline": not said.startswith("attachment;") and not image,
            "sniffed": given.headers.get("x-content-type-options") != "nosniff",
            "not locked in": given.headers.get("content-security-policy") != "sandbox; default-src 'none'",
            "header broken": not said.isascii() or "\n" in said or "x-evil" in given.headers,
            "page": "html" in given.headers.get("content-type", "") or "svg" in given.headers.get("content-type", ""),
        }
        found += [f"{name!r} comes back {what}" for what, bad in wrong.items() if bad]
    return found


def _listing(top: Path, folder: Path) -> set[str]:
    """Files around the store: below `top` and where the tests run; folders the run itself writes are not looked into."""
    around = {str(p) for p in top.rglob("*") if not p.is_relative_to(folder)}
    return around | {str(p) for p in Path.cwd().iterdir()} | {str(p) for p in Path("/etc").iterdir()}


def _is_hash(path: Path) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{64}", path.name)) and hashlib.sha256(path.read_bytes()).hexdigest() == path.name


async def test_nothing_gets_out_and_nothing_runs(host: Host, client: Client, world: World, tmp_path: Path) -> None:
    assert await mistakes(host, client, world, tmp_path / "kept") == []
    assert await Attachment.all().count() > len(NAMES) // 2


async def test_seeded_content_not_looked_at(
    host: Host, client: Client, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "check", lambda *_: None)
    monkeypatch.setattr("tests.bar.test_b14_uploads.NAMES", NAMES[:2])
    assert await mistakes(host, client, world, tmp_path / "kept")


async def test_seeded_files_shown_in_place(
    host: Host, client: Client, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.web.page_files.SANDBOX", "default-src *")
    monkeypatch.setattr("tests.bar.test_b14_uploads.NAMES", NAMES[:2])
    assert await mistakes(host, client, world, tmp_path / "kept")


async def test_seeded_names_become_paths(
    host: Host, client: Client, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store under the name that was sent instead of the hash."""
    real, names = files.receive, []

    async def receive(source: Any, name: str) -> Any:
        stored = await real(source, name)
        names.append(name)
        (tmp_path / "kept" / "store" / f"{len(names)}.txt").write_bytes(b"x")
        return stored

    monkeypatch.setattr("core.web.page_files.receive", receive)
    monkeypatch.setattr("tests.bar.test_b14_uploads.NAMES", NAMES[:2])
    assert any("no hash" in each for each in await mistakes(host, client, world, tmp_path / "kept"))

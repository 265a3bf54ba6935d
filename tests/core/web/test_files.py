"""Files through the front door: what is let in, how it is kept, and who gets it back in which form."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx2
import pytest
from PIL import Image

from core.acts.perform import perform
from core.acts.verify import verify
from core.host.host import Host, host
from core.models import Attachment, Department, Journal, Ticket
from core.services import files
from core.services.files import verify_files
from core.testing.client import Client
from core.testing.make import Make

PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF\n"
HARD_NAMES = (
    'a"b.txt',
    "a\r\nX-Evil: 1.txt",
    "\u202etxt.exe.txt",
    "中" * 251 + ".txt",
    "../../etc/passwd.txt",
    "..\\..\\boot.txt",
    "%2e%2e%2fx.txt",
    "/absolute.txt",
    "CON.txt",
    "C:\\x.txt",
    ".txt",
)


def picture(form: str = "JPEG", size: tuple[int, int] = (2400, 1800), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#8d979c").save(out, form, **more)
    return out.getvalue()


def office(part: str, *others: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", part, *others):
            archive.writestr(name, "<x/>")
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as this."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


async def send(who: Client, path: str, *sent: tuple[str, bytes], key: str = "", **headers: str) -> httpx2.Response:
    return await who.http.post(
        f"{path}/files",
        files=[("file", (name, body, "application/octet-stream")) for name, body in sent],
        data={"csrf": who.csrf, **({"key": key} if key else {})},
        headers={"accept": "application/json", **headers},
    )


@pytest.fixture
async def case(client: Client, make: Make) -> tuple[Client, str]:
    """An agent and the page of a case."""
    made = await make.ticket()
    return await client.as_("agent"), f"/s/core/enquiry/{made.number}"


async def test_a_photo_is_shrunk_and_loses_what_the_camera_wrote(case: tuple[Client, str]) -> None:
    agent, path = case
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6  # turned by a quarter
    answer = await send(agent, path, ("现场.JPEG", picture(exif=exif)))
    assert answer.status_code == 201, answer.text
    made = answer.json()["files"][0]
    assert (made["name"], made["kind"]) == ("现场.JPEG", "jpg")
    given = await agent.get(made["href"])
    shown = Image.open(io.BytesIO(given.content))
    assert shown.size == (1200, 1600)
    assert b"SecretCamera" not in given.content
    assert not shown.getexif()
    assert given.headers["content-disposition"].startswith("inline;")
    small = await agent.get(made["href"] + "/thumb")
    assert (small.headers["content-type"], max(Image.open(io.BytesIO(small.content)).size)) == ("image/webp", 320)
    page = (await agent.get(path)).text
    assert f'src="{made["href"]}/thumb"' in page
    assert '<div class="say">现场.JPEG</div>' in page  # told in the history


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.png", picture("PNG", (20, 20))),
        ("a.webp", picture("WEBP", (20, 20))),
        ("a.gif", picture("GIF", (20, 20))),
        ("a.pdf", PDF),
        ("a.xlsx", office("xl/workbook.xml")),
        ("a.docx", office("word/document.xml")),
        ("a.csv", "编号,名称\n1,甲\n".encode("gb18030")),
        ("a.TXT", "客户说：声音很大。\n".encode()),
    ],
)
async def test_kinds_on_the_list_are_kept_and_locked_in(case: tuple[Client, str], name: str, body: bytes) -> None:
    agent, path = case
    answer = await send(agent, path, (name, body))
    assert answer.status_code == 201, answer.text
    given = await agent.get(answer.json()["files"][0]["href"])
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["content-security-policy"] == "sandbox; default-src 'none'"
    image = given.headers["content-type"].startswith("image/")
    assert given.headers["content-disposition"].startswith("inline;" if image else "attachment;")
    if not image:
        assert given.content == body


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.html", b"<!doctype html><script>alert(1)</script>"),
        ("a.js", b"alert(1)"),
        ("a.exe", b"MZ\x90\x00"),
        ("noend", b"words"),
        ("a.png.php", picture("PNG", (20, 20))),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.gif", b"GIF89a=1;alert(1)"),
        ("a.jpg", picture("PNG", (20, 20))),
        ("a.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("a.txt", b"<!doctype html><script>alert(1)</script>"),
        ("a.csv", b"<?xml version='1.0'?><svg/>"),
        ("a.txt", PDF),
        ("a.txt", b"\x00\x01\x02"),
        ("a.xlsx", office("word/document.xml")),
        ("a.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("a.xlsx", b"PK\x03\x04 and no more"),
        ("a.png", picture("PNG", (20, 20))[:60]),
        ("a.png", bomb(100_000, 100_000)),
        ("a.txt", b""),
    ],
)
async def test_whatever_is_not_what_it_says_is_refused_with_a_sentence(
    case: tuple[Client, str], name: str, body: bytes
) -> None:
    agent, path = case
    answer = await send(agent, path, (name, body))
    assert answer.status_code == 422, answer.text
    errors = answer.json()["errors"]
    assert errors[0]["field"] == "file"
    assert errors[0]["message"].endswith("。")
    assert not await Attachment.exists()


@pytest.mark.parametrize("name", HARD_NAMES)
async def test_a_name_stays_a_name(case: tuple[Client, str], name: str, tmp_path: Path) -> None:
    agent, path = case
    files.configure(str(tmp_path / "store"))
    row = await _kept(agent, path, name)
    digest = hashlib.sha256(b"words").hexdigest()
    # the whole store holds this one content, under its hash
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()] == [
        f"store/{digest[:2]}/{digest}"
    ]
    given = await agent.get(f"/files/{row.number}")
    said = given.headers["content-disposition"]
    assert unquote(said.partition("filename*=UTF-8''")[2]) == row.name
    assert said.isascii()
    assert "x-evil" not in given.headers


async def _kept(agent: Client, path: str, name: str) -> Attachment:
    """Attached through the act, where every name ends up; a multipart client would encode some of them itself."""
    stored = await files.receive(io.BytesIO(b"words"), name)
    assert agent.user is not None
    actor = await host().actor(agent.user.id)
    assert actor is not None
    data = {"subject": "core.enquiry", "number": path.rpartition("/")[2], "file": stored}
    row = await Attachment.get(id=(await perform("core.attachment.attach", actor, data)).id)
    assert row.name == name.strip()
    return row


async def test_too_large_a_body_is_turned_away_and_other_routes_keep_their_limit(case: tuple[Client, str]) -> None:
    agent, path = case
    assert (await send(agent, path, ("a.txt", b"x" * (9 * 1024 * 1024)))).status_code == 201
    assert (await send(agent, path, ("a.txt", b"x" * (11 * 1024 * 1024)))).status_code == 413
    other = await agent.http.post(f"{path}/acts/answer", data={"csrf": agent.csrf, "answer": "x" * (3 * 1024 * 1024)})
    assert other.status_code == 413


async def test_reading_follows_the_right_to_the_subject_also_after_a_hand_over(
    case: tuple[Client, str], client: Client, make: Make
) -> None:
    agent, path = case
    href = (await send(agent, path, ("a.txt", b"words"))).json()["files"][0]["href"]
    south = await client.as_("south")
    assert (await client.get(href)).status_code == 303  # to the sign-in page
    assert (await south.get(href)).status_code == 404
    assert (await send(south, path, ("b.txt", b"words"))).status_code == 404
    assert (await south.post(f"{href}/remove")).status_code == 404
    number = path.rpartition("/")[2]
    moved = await agent.act(f"/s/core/ticket/{number}", "hand_over", {"department": await _south(), "reason": "近"})
    assert moved.status_code == 200, moved.text
    assert (await south.get(href)).content == b"words"
    row, ticket = await Attachment.get(), await Ticket.get(number=number)
    assert (row.department_id, row.ticket_id) == (ticket.department_id, ticket.id)


async def _south() -> int:
    return (await Department.get(code="south")).id


async def test_removed_is_out_of_sight_but_on_record(case: tuple[Client, str], client: Client, host: Host) -> None:
    agent, path = case
    href = (await send(agent, path, ("报告.txt", b"words"))).json()["files"][0]["href"]
    technician, manager = await client.as_("technician"), await client.as_("manager")
    assert f"{href}/remove" not in (await technician.get(path)).text
    assert (await technician.post(f"{href}/remove")).status_code == 409
    assert f"{href}/remove" in (await manager.get(path)).text
    assert (await manager.post(f"{href}/remove")).status_code == 303
    assert (await agent.get(href)).status_code == 404
    assert href not in (await agent.get(path)).text
    assert [j.act for j in await Journal.filter(subject_type="core.attachment", refused=False).order_by("id")] == [
        "core.attachment.attach",
        "core.attachment.remove",
    ]
    assert [f async for f in verify_files(host)] == []


async def test_one_key_attaches_once_and_equal_contents_are_kept_once(case: tuple[Client, str]) -> None:
    agent, path = case
    first = await send(agent, path, ("a.txt", b"words"), key="k1")
    again = await send(agent, path, ("a.txt", b"words"), key="k1")
    assert first.json()["files"][0]["number"] == again.json()["files"][0]["number"]
    assert len((await send(agent, path, ("b.txt", b"words"), ("c.txt", b"words"))).json()["files"]) == 2
    assert len({row.sha256 for row in await Attachment.all()}) == 1
    assert await Attachment.all().count() == 3


async def test_json_cannot_claim_a_content(case: tuple[Client, str]) -> None:
    agent, path = case
    claimed = {"name": "a.txt", "kind": "txt", "size": 1, "sha256": "0" * 64, "thumb": ""}
    data = {"subject": "core.enquiry", "number": path.rpartition("/")[2], "file": claimed}
    assert (await agent.act("/s/core/attachment", "attach", data)).status_code == 422
    data["file"] = "0" * 64
    assert (await agent.act("/s/core/attachment", "attach", data)).status_code == 422
    assert not await Attachment.exists()


async def test_a_file_needs_the_token_of_the_session(case: tuple[Client, str]) -> None:
    agent, path = case
    agent.csrf = "wrong"
    assert (await send(agent, path, ("a.txt", b"words"))).status_code == 403


async def test_verify_names_the_attachment_whose_content_was_touched(
    case: tuple[Client, str], host: Host, tmp_path: Path
) -> None:
    agent, path = case
    files.configure(str(tmp_path))
    answer = await send(agent, path, ("a.txt", b"words"), ("b.txt", b"other"), ("c.txt", b"third"))
    numbers = [f["number"] for f in answer.json()["files"]]
    assert [f async for f in verify_files(host)] == []
    touched, gone = (next(tmp_path.rglob(hashlib.sha256(body).hexdigest())) for body in (b"words", b"other"))
    touched.write_bytes(b"sword")
    gone.unlink()
    assert [(f.where, f.what) async for f in verify_files(host)] == [
        (f"core.attachment {numbers[0]}", "the content was changed"),
        (f"core.attachment {numbers[1]}", "the content is missing"),
    ]
    assert await verify(host) == []


async def test_the_form_works_without_script_and_takes_a_photo_on_a_phone(case: tuple[Client, str]) -> None:
    agent, path = case
    page = (await agent.get(path)).text
    assert 'enctype="multipart/form-data"' in page
    assert 'accept="image/*" capture="environment"' in page
    sent = await agent.http.post(
        f"{path}/files",
        files=[("file", ("", b"", "application/octet-stream")), ("file", ("a.txt", b"words", "text/plain"))],
        data={"csrf": agent.csrf},
    )
    assert sent.status_code == 303
    assert sent.headers["location"] == f"{path}?done=core.attachment.attach#files"


async def test_the_auditor_reads_files_and_attaches_none(case: tuple[Client, str], client: Client) -> None:
    agent, path = case
    href = (await send(agent, path, ("a.txt", b"words"))).json()["files"][0]["href"]
    auditor = await client.as_("auditor")
    assert (await auditor.get(href)).content == b"words"
    assert f'action="{path}/files"' not in (await auditor.get(path)).text
    assert (await send(auditor, path, ("b.txt", b"words"))).status_code == 403

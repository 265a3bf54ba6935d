"""Loading a list from the browser: checked first, entered on demand, wrong rows handed back, and only by whoever may."""

from __future__ import annotations

import io
from pathlib import Path

import httpx2
import pytest
import xlsxwriter

from core import clock
from core.acts.perform import perform
from core.config import Config
from core.host.host import Host
from core.models import Customer, Task, User
from core.models.access import SYSTEM
from core.services import tasks
from tests.core.web.company import csrf_of, house  # noqa: F401
from tests.core.web.conftest import Browser

pytestmark = pytest.mark.anyio


@pytest.fixture
async def chief(browser: Browser) -> Browser:
    """Of the service desk, and a manager besides."""
    user = await User.get(login="kefu")
    await perform("core.user.grant", SYSTEM, {"role": "manager", "scope": "all"}, subject=user.id)
    await browser.sign_in("kefu")
    return browser


async def send(browser: Browser, content: bytes, name: str = "k.csv", what: str = "customers") -> httpx2.Response:
    token = csrf_of((await browser.get("/")).text)
    files = {"file": (name, content, "application/octet-stream")}
    return await browser.http.post(f"/load/{what}", data={"csrf": token}, files=files)


def rows(head: str, *lines: str) -> bytes:
    return "\n".join([head, *lines]).encode()


async def checked(browser: Browser, house: Host, content: bytes, name: str = "k.csv") -> str:  # noqa: F811
    """The address of the task, its check done."""
    answer = await send(browser, content, name)
    assert answer.status_code == 303, answer.text
    await tasks.work_waiting(house)
    return str(answer.headers["location"])


async def test_check_then_enter_then_mend_the_rest(chief: Browser, house: Host) -> None:  # noqa: F811
    content = rows("code,name,phone", "N-1,甲,13800000001", "N-2,,13800000002", "N-3,丙,")
    where = await checked(chief, house, content)
    page = (await chief.get(where)).text
    assert "新增：2" in page
    assert "有误：1" in page
    assert "<td>3</td>" in page
    assert await Customer.filter(code__startswith="N-").count() == 0
    uid = where.rpartition("/")[2]
    for _twice in range(2):
        token = csrf_of((await chief.get("/")).text)
        answer = await chief.http.post(f"/load/customers/{uid}", data={"csrf": token})
        assert answer.status_code == 303
    assert await Task.filter(kind="load").count() == 2
    await tasks.work_waiting(house)
    assert await Customer.filter(code__startswith="N-").count() == 2
    wrong = (await chief.get(f"{answer.headers['location']}/wrong-rows.csv")).content.decode("utf-8-sig")
    assert "N-2" in wrong
    assert "N-1" not in wrong


async def test_a_workbook_and_its_progress(chief: Browser, house: Host) -> None:  # noqa: F811
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        for y, row in enumerate([("code", "name"), *((f"W-{n}", f"名{n}") for n in range(30))]):
            for x, cell in enumerate(row):
                sheet.write_string(y, x, cell)
    where = await checked(chief, house, made.getvalue(), "k.xlsx")
    told = (await chief.get(f"{where}.json")).json()
    assert (told["state"], told["done"], told["total"]) == ("done", 30, 30)
    assert told["report"]["created"] == 30


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "k.png"), (b"MZ\x00\x01", "k.csv"), (b"<html>", "k.html"), (b"", "")],
)
async def test_what_is_no_list_is_not_kept(chief: Browser, config: Config, content: bytes, name: str) -> None:
    before = set((config.data / "uploads").glob("*"))
    answer = await send(chief, content, name)
    assert answer.status_code == 422
    assert set((config.data / "uploads").glob("*")) == before
    assert await Task.all().count() == 0


@pytest.mark.parametrize("content", [b"PK\x03\x04 not really", b"", b"what,ever\n1,2\n"])
async def test_a_file_that_cannot_be_read_is_a_sentence(chief: Browser, house: Host, content: bytes) -> None:  # noqa: F811
    where = await checked(chief, house, content)
    page = await chief.get(where)
    assert page.status_code == 200
    assert 'class="note warn"' in page.text
    assert (await chief.get(f"{where}.json")).json()["report"]["problem"]


async def test_ten_megabytes_and_no_more(chief: Browser) -> None:
    assert (await send(chief, b"code,name\n" + b"x" * (5 * 1024 * 1024))).status_code == 303
    assert (await send(chief, b"code,name\n" + b"x" * (11 * 1024 * 1024))).status_code == 413


async def test_only_whoever_may(browser: Browser, other: Browser, chief: Browser, house: Host) -> None:  # noqa: F811
    where = await checked(chief, house, rows("code,name", "N-1,甲"))
    await other.sign_in("jishu")
    for path in ("/load", "/load/customers", "/load/customers/template.xlsx"):
        assert (await other.get(path)).status_code == 403
        assert (await chief.get(path)).status_code == 200
    assert (await send(other, rows("code,name", "N-1,甲"))).status_code == 403
    assert (await other.get(where)).status_code == 404
    assert (await chief.get("/load/users")).status_code == 404


async def test_the_file_goes_with_its_task(chief: Browser, house: Host) -> None:  # noqa: F811
    where = await checked(chief, house, rows("code,name", "N-1,甲"))
    path = Path((await Task.get(uid=where.rpartition("/")[2])).payload["file"])
    assert path.is_file()
    await tasks.clear(clock.now() + (tasks.KEPT * 2))
    assert not path.exists()

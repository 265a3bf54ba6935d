"""B16: no cell of any file that leaves the system starts a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest

from core.host.host import Host
from core.testing.client import Client
from tests.bar.corpus import FORMULAS, spread
from tests.bar.world import World

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?%?")


def formulas_in_csv(text: str) -> list[str]:
    """Cells that a spreadsheet program would read as a formula."""
    cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]
    return [c for c in cells if c.startswith(STARTS) and not _NUMBER.fullmatch(c)]


def formulas_in_book(content: bytes) -> list[str]:
    """Formula cells, and texts that were not written as texts."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [book.read(n).decode() for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
    found = [m for sheet in sheets for m in re.findall(r"<f[ >].*?</f>|<hyperlink ", sheet)]
    return found + [m for sheet in sheets for m in re.findall(r'<c [^>]*t="str"[^>]*>', sheet)]


async def formulas(house: Host, client: Client) -> tuple[list[str], int]:
    """(findings, how many of our hostile texts were met in the files)."""
    readers = {role: await client.as_(role) for role in house.registry.roles}
    found, met = [], 0
    for name, screen in house.registry.screens.items():
        for ending in (".csv", ".xlsx", "/cross.csv"):
            reader = next((r for role, r in readers.items() if f"{name}.unmask" in _rights(house, role)), None)
            path = f"/s/{name.replace('.', '/')}{ending}"
            answer = await (reader or readers[screen.roles[0]]).get(path)
            if answer.status_code != 200 or "html" in answer.headers["content-type"]:
                continue
            book = ending == ".xlsx"
            wrong = formulas_in_book(answer.content) if book else formulas_in_csv(answer.text)
            found += [f"{path}: {w!r}" for w in wrong]
            met += 0 if book else sum(f.strip() in answer.text for f in FORMULAS)
    return found, met


def _rights(house: Host, role: str) -> set[str]:
    return {name for name, roles in house.registry.permissions.items() if role in roles}


async def test_no_cell_of_an_export_starts_a_formula(host: Host, client: Client, world: World) -> None:
    assert await spread(host, FORMULAS) > 200
    found, met = await formulas(host, client)
    assert found == []
    assert met > 50


async def test_numbers_stay_numbers(host: Host, client: Client) -> None:
    answer = await (await client.as_("manager")).get("/s/core/customer.xlsx")
    assert answer.content[:2] == b"PK"
    assert formulas_in_csv("a,-5,3.5\n") == []


async def test_seeded_cells_written_as_they_are(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.services.exchange.out.quoted", lambda text: text)
    await spread(host, FORMULAS)
    assert (await formulas(host, client))[0]


def test_seeded_formula_in_a_book() -> None:
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    book.add_worksheet().write(0, 0, "=1+1")
    book.close()
    assert formulas_in_book(made.getvalue())

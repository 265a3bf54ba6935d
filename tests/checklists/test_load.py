"""Checklists from a sheet: one row a question, one draft for each list, all of it or nothing of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from core.acts.perform import perform
from core.host.checklists import item_of
from core.i18n import use_language
from core.models import ChecklistEdition
from core.models.access import SYSTEM
from core.services.exchange.grouped import loading
from core.services.exchange.kinds import CHECKLISTS
from core.services.exchange.load import Report
from core.services.exchange.template import write_template
from core.testing.make import Make

HEAD = [
    "Checklist",
    "Title",
    "Item asked",
    "Answer",
    "Must be answered",
    "At least",
    "Choices, with / between",
    "Clause",
    "Mark",
]
ROUND = "Safety round"


def _row(
    text: str, *, title: str = "2026", answer: str = "", least: str = "", choices: str = "", mark: str = ""
) -> list[str]:
    return [ROUND, title, text, answer, "Yes", least, choices, "IN-2", mark]


async def _load(make: Make, path: Path, rows: list[list[str]], *, dry: bool = False, login: str = "manager") -> Report:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    with use_language("en"):
        return await loading(CHECKLISTS, await make.actor(login), dry=dry).run(path)


async def test_the_rows_of_one_title_become_one_draft(host, make: Make, tmp_path: Path) -> None:
    rows = [
        _row("Helmet worn", mark="helmet"),
        _row("Pressure", answer="Number", least="2"),
        _row("Weather", answer="One of several", choices="dry/wet"),
        _row("Rope", title="Roofs"),
    ]
    report = await _load(make, tmp_path / "c.csv", rows)
    assert (report.created, report.errors) == (4, [])
    first, second = await ChecklistEdition.all().order_by("id")
    assert (first.kind, first.title, first.state, second.title) == ("inspection.safety", "2026", "draft", "Roofs")
    helmet, pressure, weather = (item_of(item) for item in first.items)
    assert (helmet.key, helmet.kind, helmet.required, helmet.clause, helmet.fixed) == (
        "helmet",
        "yesno",
        True,
        "IN-2",
        True,
    )
    assert (pressure.kind, pressure.least, weather.choices) == ("number", "2", ("dry", "wet"))


async def test_a_list_with_a_wrong_row_is_set_apart_whole(host, make: Make, tmp_path: Path) -> None:
    rows = [_row("Rope", title="Roofs"), _row("Helmet"), _row("", title="2026"), _row("Weather", answer="Perhaps")]
    report = await _load(make, tmp_path / "c.csv", rows)
    assert report.created == 1
    assert [(e.row, e.column) for e in report.errors] == [(3, ""), (4, "Item asked"), (5, "Answer")]
    assert [row.title for row in await ChecklistEdition.all()] == ["Roofs"]


async def test_a_question_nobody_could_answer_is_told_and_nothing_entered(host, make: Make, tmp_path: Path) -> None:
    report = await _load(make, tmp_path / "c.csv", [_row("Weather", answer="One of several", choices="dry")])
    assert report.created == 0
    assert "Weather" in report.errors[0].message
    assert await ChecklistEdition.all().count() == 0


async def test_loaded_again_the_draft_is_written_anew_and_an_issued_one_stays(host, make: Make, tmp_path: Path) -> None:
    path, rows = tmp_path / "c.csv", [_row("Helmet", mark="helmet")]
    await _load(make, path, rows)
    report = await _load(make, path, [*rows, _row("Rope")])
    assert (report.created, report.updated) == (0, 2)
    (draft,) = await ChecklistEdition.all()
    assert len(draft.items) == 2
    await perform("core.checklist.issue", SYSTEM, {}, subject=draft.id)
    report = await _load(make, path, rows)
    assert report.created == 1
    assert len((await ChecklistEdition.get(id=draft.id)).items) == 2


async def test_a_dry_run_writes_nothing(host, make: Make, tmp_path: Path) -> None:
    report = await _load(make, tmp_path / "c.csv", [_row("Helmet")], dry=True)
    assert report.created == 1
    assert await ChecklistEdition.all().count() == 0


async def test_the_empty_sheet_names_the_lists(host, tmp_path: Path) -> None:
    write_template(CHECKLISTS, tmp_path / "t.xlsx")
    assert (tmp_path / "t.xlsx").stat().st_size > 1000


@pytest.mark.parametrize("login", ["technician", "auditor"])
async def test_who_may_not_write_lists_may_not_load_them(host, make: Make, tmp_path: Path, login: str) -> None:
    from core.errors import Forbidden

    with pytest.raises(Forbidden):
        await _load(make, tmp_path / "c.csv", [_row("Helmet")], login=login)

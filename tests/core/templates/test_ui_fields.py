"""Forms as users meet them: every field labelled, its errors wired, and nothing lost of what was typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jinja2 import Environment

from core.errors import FieldError
from core.forms import Choice, Day, Flag, Form, LongText, Lookup, Rows, Sign, Text, Whole, YesNo, Yuan, draft
from tests.core.templates.drawing import CLAUSE, Thing, check, thing


class Part(Form):
    name = Text("Part", required=True)
    count = Whole("Count")
    item = Lookup("Item", subject="q.item")


class Sheet(Form):
    what = Text("What", required=True, hint="In one line")
    why = LongText("Why")
    region = Choice("Region", [(n, f"Region {n}") for n in range(6)])
    result = Choice("Result", [("fixed", "Fixed"), ("taken", "Taken in")], required=True)
    coat = YesNo("Coat")
    card = YesNo("Card")
    agreed = Flag("Agreed")
    on = Day("On", required=True)
    fee = Yuan("Fee")
    sign = Sign("Signed")
    parts = Rows("Parts", Part)


TYPED = {
    "what": "<x>",
    "region": "2",
    "result": "taken",
    "coat": "no",
    "fee": "12.5",
    "sign": "[[[1,2]]]",
    "parts": [{"name": "Sensor", "count": "2", "item": "P-7"}],
}
WRONG = [FieldError("on", "Give a day"), FieldError("parts-0-name", "Too long")]


@pytest.fixture
def sheet(templates: Environment) -> Any:
    return draft(Sheet, TYPED, WRONG)


def test_form_draws_every_field_once_with_values_kept(ui: Any, sheet: Any) -> None:
    html = str(ui.fields(sheet, {"what": CLAUSE}))
    check(html)
    for part in ('value="&lt;x&gt;"', '<option selected value="2">', "Done only when signed.", 'value="12.5"'):
        assert part in html
    assert re.search(r'<input checked[^>]* name="result"[^>]* value="taken">', html)
    assert html.count('name="result"') == 2
    assert html.count('name="parts-0-name"') == 1
    assert 'name="parts-0-item_text" value="P-7"' in html
    assert '<input type="hidden" name="sign" value="[[[1,2]]]">' in html
    assert "<canvas" in html


def test_neighbouring_questions_are_one_list_that_shows_what_is_not_answered(ui: Any, sheet: Any) -> None:
    html = str(ui.fields(sheet))
    assert html.count('<ul class="ones wide">') == 1
    assert html.count('class="unset"') == 1
    assert re.search(r'<label class="no"><input checked[^>]* name="coat"[^>]* value="no">', html)


def test_field_error_and_help_are_tied_to_the_input(ui: Any, sheet: Any) -> None:
    html = str(ui.field(sheet.on))
    check(html)
    tag = re.search(r"<input[^>]*>", html)
    assert tag
    assert 'aria-invalid="true"' in tag[0]
    assert 'aria-describedby="on-err"' in tag[0]
    assert 'id="on-err"' in html
    assert 'aria-describedby="what-help"' in str(ui.field(sheet.what))


def test_error_in_a_row_stands_in_its_cell(ui: Any, sheet: Any) -> None:
    html = str(ui.field(sheet.parts))
    check(html)
    assert re.search(r'name="parts-0-name"[^>]*><div id="parts-0-name-err"><p class="err">.*Too long', html, re.DOTALL)


def test_error_summary_links_to_the_fields(ui: Any, sheet: Any) -> None:
    html = str(ui.form_errors(sheet))
    check(html)
    for part in ('href="#on"', "Give a day", 'href="#parts"'):
        assert part in html
    assert str(ui.form_errors([])).strip() == ""
    assert "#what" in str(ui.form_errors([{"field": "what", "label": "What", "message": "m"}]))


def special(kind: str, **more: Any) -> Thing:
    base: dict[str, Any] = {
        "kind": kind,
        "id": "f",
        "name": "f",
        "short_name": "f",
        "label": thing(text="F"),
        "description": "",
        "errors": [],
        "flags": thing(required=True),
        "data": None,
        "widget": thing(input_type="text"),
    }
    return thing(**(base | more))


def test_checklist_marks_what_is_not_answered(ui: Any) -> None:
    questions = [thing(key="a", label="Coat", value="yes"), thing(key="b", label="Card", value="")]
    html = str(ui.field(special("yesno", questions=questions)))
    check(html)
    assert re.search(r'name="f-a" value="yes" checked', html)
    assert html.count("checked") == 1
    assert html.count('class="unset"') == 1


def test_lookup_works_as_plain_text_and_asks_its_source(ui: Any) -> None:
    html = str(ui.field(special("lookup", source="/find/customers", data=7, text="Customer A")))
    check(html)
    assert 'hx-get="/find/customers"' in html
    assert 'name="f" value="7"' in html
    assert 'name="f_text" value="Customer A"' in html
    assert 'data-id="7" data-label="A&amp;B"' in str(ui.options([{"id": 7, "label": "A&B"}]))
    assert "Nothing found" in str(ui.options([]))


def test_post_form_carries_csrf_version_and_key(templates: Environment) -> None:
    html = templates.from_string(
        '{% import "core/ui.html" as ui %}{% call ui.post_form("/a", "tok", 4, "k1") %}body{% endcall %}'
    ).render()
    check(html)
    assert all(
        part in html
        for part in (
            'name="csrf" value="tok"',
            'name="version" value="4"',
            'name="key" value="k1"',
            "body",
            "novalidate",
        )
    )

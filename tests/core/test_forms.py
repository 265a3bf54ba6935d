"""Forms read what is typed and sent, and say in the reader's language what they expect."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.errors import InvalidInput
from core.forms import (
    Choice,
    Day,
    Flag,
    Form,
    LongText,
    Lookup,
    Moment,
    Phone,
    Rows,
    Sign,
    Text,
    Whole,
    YesNo,
    Yuan,
    draft,
    flatten,
    parse,
    unflatten,
)
from core.i18n import use_language


class PartForm(Form):
    name = Text("Part", required=True)
    count = Whole("Count", min=1, max=9)


class SampleForm(Form):
    name = Text("Name", required=True, max=5)
    note = LongText("Note")
    channel = Choice("Channel", choices=[("phone", "By phone"), ("web", "By web")])
    level = Choice("Level", choices={1: "One", 2: "Two"})
    day = Day("Day")
    at = Moment("At")
    grade = Whole("Grade", min=1, max=5)
    fee = Yuan("Fee", clause="ES-4.1.2")
    suit = YesNo("Suit")
    seen = Flag("Seen")
    phone = Phone("Phone")
    customer = Lookup("Customer", subject="core.customer")
    sign = Sign("Signature")
    parts = Rows("Parts", PartForm, max=2)


def read(**payload: Any) -> dict[str, Any]:
    return parse(SampleForm, {"name": "甲", **payload})


def errors(**payload: Any) -> dict[str, str]:
    with use_language("en"), pytest.raises(InvalidInput) as caught:
        read(**payload)
    return {e.field: e.message for e in caught.value.errors}


def test_a_field_left_out_is_empty() -> None:
    got = read()
    assert got == {
        "name": "甲",
        "note": "",
        "channel": "",
        "level": "",
        "day": None,
        "at": None,
        "grade": None,
        "fee": None,
        "suit": None,
        "seen": False,
        "phone": "",
        "customer": None,
        "sign": None,
        "parts": [],
    }


@pytest.mark.parametrize(
    ("field", "sent", "value"),
    [
        ("name", "  甲 ", "甲"),
        ("note", "a\r\nb", "a\nb"),
        ("channel", "web", "web"),
        ("level", "2", 2),
        ("day", "2026-11-24", date(2026, 11, 24)),
        ("day", "2026/1/4", date(2026, 1, 4)),
        ("day", date(2026, 11, 24), date(2026, 11, 24)),
        ("at", "2026-11-24T14:20", datetime(2026, 11, 24, 6, 20, tzinfo=UTC)),
        ("at", "2026-11-24T14:20:00+00:00", datetime(2026, 11, 24, 14, 20, tzinfo=UTC)),
        ("grade", "5", 5),
        ("grade", 3, 3),
        ("fee", "1,280.00", 128000),
        ("fee", "80", 8000),
        ("fee", 80, 8000),
        ("fee", "0.5", 50),
        ("suit", "yes", True),
        ("suit", False, False),
        ("seen", "yes", True),
        ("phone", "+86 138 0000 0000", "+86 138 0000 0000"),
        ("customer", "KH-2026-00001", "KH-2026-00001"),
        ("customer", "17", 17),
        ("sign", "[[[1, 2], [3, 4]]]", [[[1, 2], [3, 4]]]),
        ("sign", [[[1, 2]]], [[[1, 2]]]),
        ("parts", [{"name": "阀", "count": "2"}, {"name": "", "count": ""}], [{"name": "阀", "count": 2}]),
    ],
)
def test_reads(field: str, sent: Any, value: Any) -> None:
    assert read(**{field: sent})[field] == value


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("name", "sixsix"),
        ("name", "a\x00b"),
        ("name", "a\nb"),
        ("name", ["a"]),
        ("note", "\ud800"),
        ("channel", "post"),
        ("level", True),
        ("day", "24.11.2026"),
        ("day", "2026-02-30"),
        ("day", "0001-01-01"),
        ("at", "yesterday"),
        ("at", "9999-12-31T23:59:59-23:00"),
        ("grade", "6"),
        ("grade", 1.5),
        ("grade", True),
        ("fee", "1.234"),
        ("fee", "-1"),
        ("fee", "12,80"),
        ("fee", "NaN"),
        ("suit", "maybe"),
        ("phone", "12ab"),
        ("customer", -1),
        ("customer", 2**70),
        ("sign", "[" * 100_000),
        ("sign", [[[1, 2, 3]]]),
        ("sign", [[[True, 2]]]),
        ("sign", "{}"),
        ("parts", "x"),
        ("parts", [1]),
        ("parts", [{"name": "a"}] * 3),
    ],
)
def test_refuses(field: str, sent: Any) -> None:
    assert list(errors(**{field: sent})) == [field]


def test_the_message_names_field_and_form() -> None:
    assert errors(fee="1.234")["fee"] == "Fee: enter an amount in yuan with at most two decimals, such as 1280.00."
    assert errors(day="x")["day"] == "Day: enter a date such as 2026-11-24."
    assert "a phone number such as" in errors(phone="x")["phone"]
    assert errors(channel="x")["channel"] == "Channel: enter one of: By phone, By web."


def test_a_required_field_must_be_there() -> None:
    assert errors(name=" ")["name"] == "Name is missing: enter text of at most 5 characters."


def test_undeclared_fields_are_refused_at_every_depth() -> None:
    got = errors(state="closed", id=3, parts=[{"name": "a", "id": 1}])
    assert set(got) == {"state", "id", "parts-0-id"}


def test_errors_of_rows_point_at_their_cell() -> None:
    got = errors(parts=[{"name": "a", "count": 1}, {"name": "", "count": 0}])
    assert set(got) == {"parts-1-name", "parts-1-count"}


def test_a_page_form_becomes_the_same_payload() -> None:
    pairs = [
        ("name", "甲"),
        ("customer", ""),
        ("customer_text", "KH-1"),
        ("parts-0-name", "阀"),
        ("parts-0-count", "1"),
        ("parts-7-name", "泵"),
    ]
    assert unflatten(pairs, SampleForm) == {
        "name": "甲",
        "customer": "KH-1",
        "parts": [{"name": "阀", "count": "1"}, {"name": "泵"}],
    }


def test_the_id_chosen_wins_over_the_words_typed() -> None:
    assert unflatten([("customer", "7"), ("customer_text", "客户甲")], SampleForm) == {"customer": "7"}


def test_flatten_is_the_reverse() -> None:
    payload = {"name": "甲", "parts": [{"name": "阀"}, {"name": "泵"}]}
    assert unflatten(flatten(payload).items(), SampleForm) == payload


def test_a_drawn_form_keeps_what_was_typed_and_shows_errors_at_their_fields() -> None:
    sent = {"name": "<甲>", "fee": "1.2.3", "parts": [{"name": "", "count": "x"}], "customer": "KH?"}
    with pytest.raises(InvalidInput) as caught:
        parse(SampleForm, sent)
    form: Any = draft(SampleForm, sent, caught.value.errors)
    assert 'value="&lt;甲&gt;"' in form.name()
    assert 'value="1.2.3"' in form.fee()
    assert form.fee.errors
    assert form.customer.text == "KH?"
    assert form.parts.entries[0].form["count"].errors
    assert form.parts.errors


def test_a_drawn_form_survives_names_that_are_not_fields() -> None:
    form: Any = draft(SampleForm, {"data": "1", "formdata": "2", "parts": [{"prefix": "x", "name": "阀"}]})
    assert form.parts.entries[0].form["name"].data == "阀"


def test_values_of_columns_are_drawn_as_people_write_them() -> None:
    form: Any = draft(SampleForm, {"fee": 128050, "at": datetime(2026, 11, 24, 6, 20, tzinfo=UTC), "suit": True})
    assert 'value="1280.50"' in form.fee()
    assert 'value="2026-11-24T14:20"' in form.at()
    assert form.suit.data == "yes"


def test_labels_speak_the_readers_language_and_clauses_stay_ids() -> None:
    with use_language("zh_CN"):
        assert draft(SampleForm)["suit"].label.text
    assert draft(SampleForm)["fee"].clause == "ES-4.1.2"

"""A subject is searched only by columns it has; a misspelt one would be found by nothing, and nobody would be told."""

from __future__ import annotations

import pytest

from core.declare import Stage, Subject
from core.host.checks import _subject
from core.host.known import Known
from core.models import Ticket


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"search": ("titel",)}, "searched by unknown columns ['titel']"),
        ({"title": "titel"}, "searched by unknown columns ['titel']"),
        ({"pinyin": ("title",)}, "not searched by: ['title']"),
    ],
)
def test_a_misspelt_column_of_the_search_is_named(more: dict[str, object], says: str) -> None:
    subject = Subject("bad.thing", Ticket, "Thing", {"on": Stage("On")}, "on", "XX", **more)  # type: ignore[arg-type]
    found = list(_subject("bad", subject, Known([])))
    assert any(says in each for each in found), found


def test_columns_there_are_pass() -> None:
    sound = {"search": ("title", "number"), "pinyin": ("title",), "title": "title"}
    subject = Subject("bad.thing", Ticket, "Thing", {"on": Stage("On")}, "on", "XX", **sound)  # type: ignore[arg-type]
    assert not [each for each in _subject("bad", subject, Known([])) if "search" in each]

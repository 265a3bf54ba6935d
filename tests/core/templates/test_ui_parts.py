"""The page parts are used by every plugin's pages, so what they promise in words and shapes is asserted here once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.templates.drawing import CLAUSE, DUE, check, thing


def test_clause_pop_up_tells_text_value_origin_and_date(ui: Any) -> None:
    html = str(ui.cite(CLAUSE))
    check(html)
    for part in (
        "Done only when signed.",
        "24 h",
        "default",
        "2026-01-01",
        'href="/clauses/ES-4.2.7"',
        "Norm, 4(1)2-7",
    ):
        assert part in html


@pytest.mark.parametrize(
    ("state", "css", "words"),
    [
        ("running", "run", "9 h left"),
        ("warned", "warn", "9 h left"),
        ("late", "late", "9 h left"),
        ("met", "met", "On time"),
        ("met_late", "metlate", "Done late"),
        ("missed", "metlate", "Ended overdue"),
        ("cancelled", "held", "Cancelled"),
        ("suspended", "held", "Suspended"),
    ],
)
def test_duty_state_is_a_word_and_a_shape(ui: Any, state: str, css: str, words: str) -> None:
    html = str(ui.duty(thing(state=state, label="Call", due_at=DUE, percent=130, left_text="9 h left")))
    check(html)
    assert f'class="duty {css}"' in html
    assert words in html
    assert "dial" in html or "#i-" in html
    assert "130 100" not in html


def test_refused_act_stays_reachable_and_names_reason_clause_and_remedy(ui: Any) -> None:
    blocker = thing(message="No signature", clause=CLAUSE, where_label="Sign", where_href="/sign")
    html = str(ui.act_button(thing(label="Close", href="/acts/close", allowed=False, refusals=[blocker], primary=True)))
    check(html)
    assert "/acts/close" not in html
    for part in (
        "btn refused",
        "#i-lock",
        "No signature",
        "Norm, 4(1)2-7",
        "Done only when signed.",
        'href="/sign"',
        "Sign",
    ):
        assert part in html


def test_allowed_act_without_a_form_is_posted_with_csrf_and_key(ui: Any) -> None:
    html = str(
        ui.act_button(thing(label="Take", href="/acts/take", allowed=True, post={"version": 3, "key": "k"}), "tok")
    )
    check(html)
    assert 'action="/acts/take"' in html
    assert 'name="csrf" value="tok"' in html
    assert 'name="version" value="3"' in html


def test_refusal_panel_lists_all_and_a_warning_asks_for_a_tick(ui: Any) -> None:
    items = [thing(message="A", clause=CLAUSE, where_label="Go", where_href="/a"), {"message": "B", "cite": "3.2"}]
    hard = str(ui.refusal({"title": "Cannot close", "items": items, "id": "J-7"}))
    check(hard)
    assert all(part in hard for part in ("Cannot close", ">A<", ">B<", "J-7", 'href="/a"', "3.2"))
    assert "confirm" not in hard
    assert 'name="confirm" value="yes" form="f1"' in str(ui.refusal({"title": "t", "items": items, "warn": True}, "f1"))


def test_timeline_facts_steps_and_the_rest_are_well_formed(ui: Any) -> None:
    entry = thing(
        icon="phone",
        kind="bad",
        who="Yi",
        what="tried to close",
        time="14:12",
        more="no signature",
        cites=[CLAUSE],
        say="words",
    )
    parts = [
        ui.timeline([thing(day="Today", entries=[entry])]),
        ui.facts(
            [
                thing(label="Phone", value="138****0000", masked=True, reveal_href="/show"),
                thing(label="None", value=None),
                thing(label="Fee", value="0", clause=CLAUSE),
            ]
        ),
        ui.steps([thing(label="Noted", sub="08:42", state="done"), thing(label="Signed", sub="", state="current")]),
        ui.dues(
            [thing(state="late", label="Hand in", due_at=DUE, percent=100, left_text="40 min over", clause=CLAUSE)]
        ),
        ui.todo(thing(state="late", label="Call", number="FW-1", href="/c", due_at=DUE, percent=100, left_text="over")),
        ui.clauses([thing(clause=CLAUSE, state="bad", note="refused once")]),
        ui.pager(thing(prev_href="", next_href="?after=9", count_text="1,000+")),
        ui.filter_chips([thing(label="State", value="open", href="?")], "?"),
        ui.views([thing(label="Mine", href="?v=1", current=True, count=3, late=True)]),
        ui.state_tag(thing(label="Paused", category="paused")),
        ui.state_dot(thing(label="Done", category="done")),
        ui.blank("inbox", "No forms", "They come from calls.", "New", "/new"),
        ui.crumbs([thing(label="Q", href="/q"), thing(label="FW-1", href="")]),
        ui.tile(
            thing(name="On time", value="93.33", unit="%", num=42, den=45, reached=True, href="/k", target_text="90")
        ),
        ui.signed("Form", "by Yi", "OK", "today"),
        ui.smart([thing(label="Cards", href="/x", count=0)]),
        ui.money(128000),
        ui.money(None),
        ui.strokes([[[1, 1], [5, 9]]], "signed"),
        ui.note("bad", "x", close=True),
        ui.toast(thing(kind="good", text="ok")),
        ui.seal("OK"),
    ]
    for html in map(str, parts):
        check(html)
    everything = "".join(map(str, parts))
    for part in (
        'class="bad"',
        "138****0000",
        'href="/show"',
        'aria-current="step"',
        'class="late" max="100"',
        "1,000+",
        'rel="next"',
        "42 / 45",
        "1,280.00 yuan",
    ):
        assert part in everything
    assert 'rel="prev"' not in everything
    assert 'aria-sort="ascending"' in str(ui.th_sort("No", "?s=no", "ascending"))


def test_only_a_running_duty_waits_to_turn_red(ui: Any) -> None:
    running = thing(state="warned", label="Call", due_at=DUE, late_from=DUE, percent=80, left_text="left")
    assert 'data-due="2026-11-24T01:30:00+00:00" data-late="Overdue"' in str(ui.duty(running))
    assert "data-due" not in str(ui.duty(thing(state="met", label="Call", due_at=DUE, percent=80, left_text="")))

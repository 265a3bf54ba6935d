"""What is asked hangs on the edition in force at the case's start; what is missing is named with the item's own clause."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from PIL import Image

from core import db
from core.acts import triggers
from core.acts.perform import perform
from core.acts.verify import verify
from core.db import guard, sql
from core.errors import InvalidInput
from core.i18n import gettext
from core.models import ChecklistEdition
from core.models.access import SYSTEM
from core.testing.client import serving
from tests.checklists.plugin.models import Round

ANSWER, HAND_IN, RELEASE = (f"inspection.round.{name}" for name in ("answer", "hand_in", "release"))
WELL = {"helmet": True, "pressure": "3", "weather": "dry"}


@pytest.fixture
async def client(host, tmp_path):
    async with serving(host, tmp_path) as made:
        yield made


async def _round(**data):
    return (await perform("inspection.round.open", SYSTEM, {"place": "yard", **data})).id


async def _answer(row_id, **answers):
    return await perform(ANSWER, SYSTEM, {"answers": answers}, subject=row_id)


async def _edition(host, rows=(), **data):
    base = {"kind": "inspection.safety", "title": "2026", "items": list(rows)}
    made = await perform("core.checklist.draft", SYSTEM, {**base, **data})
    await perform("core.checklist.issue", SYSTEM, {}, subject=made.id)
    await host.refresh()
    return made


def _q(key, **more):
    return {"key": key, "text": f"Question {key}", "kind": "yesno", "required": True, **more}


async def test_an_unanswered_item_is_refused_with_its_own_clause(host, refused):
    row = await _round()
    await _answer(row, weather="dry")
    with refused("IN-2", "helmet") as seen:
        await perform(HAND_IN, SYSTEM, subject=row)
    assert {r.clause: r.keys for r in seen.refusals} == {"IN-2": ("helmet",), "IN-1": ("pressure",)}
    part = seen.refusals[0].missing[0]
    assert (part.where, part.args["n"]) == (ANSWER, 1)
    await _answer(row, helmet=False, pressure="3.20")
    await perform(HAND_IN, SYSTEM, subject=row)


async def test_a_case_left_out_by_when_is_asked_nothing(host):
    await perform(HAND_IN, SYSTEM, subject=await _round(place="office"))


async def test_a_bad_answer_holds_back_only_where_it_must_be_good(host, refused):
    row = await _round()
    await _answer(row, **{**WELL, "pressure": "3.6"})
    await perform(HAND_IN, SYSTEM, subject=row)
    with refused("IN-1", "pressure"):
        await perform(RELEASE, SYSTEM, subject=row)


@pytest.mark.parametrize("value", ["2", "3.5", "+2.5"])
async def test_limits_belong_to_what_is_good(host, value):
    row = await _round()
    await _answer(row, **{**WELL, "pressure": value})
    await perform(HAND_IN, SYSTEM, subject=row)
    await perform(RELEASE, SYSTEM, subject=row)


async def test_answers_keep_who_when_and_what_was_asked(host, make, clock):
    agent, row = await make.actor("technician"), await _round()
    await perform(ANSWER, agent, {"answers": {"helmet": "yes"}}, subject=row)
    clock.advance(hours=1)
    await _answer(row, remark="fine", pressure="9")
    held = await Round.get(id=row)
    assert held.answers["edition"] == ""
    helmet, pressure = held.answers["answers"]["helmet"], held.answers["answers"]["pressure"]
    assert helmet == {"value": True, "text": "Helmet worn", "by": agent.id, "at": helmet["at"]}
    assert helmet["at"] < pressure["at"]
    assert (held.kept, held.judged) == (1, 2)  # nobody can say whether a remark is good
    await _answer(row, pressure="")
    assert "pressure" not in (await Round.get(id=row)).answers["answers"]


@pytest.mark.parametrize(
    "answers",
    [
        {"pressure": "much"},
        {"pressure": "1e3"},
        {"weather": "hail"},
        {"helmet": "perhaps"},
        {"nothing": True},
        {"sign": "FJ-1"},
    ],
)
async def test_an_answer_of_the_wrong_kind_is_told_at_its_input(host, answers):
    row = await _round()
    with pytest.raises(InvalidInput) as wrong:
        await _answer(row, **answers)
    assert [e.field for e in wrong.value.errors] == [f"answers-{key}" for key in answers]
    assert (await Round.get(id=row)).answers == {}


async def test_a_case_keeps_the_edition_of_its_start(host, clock, refused):
    old = await _round()
    clock.advance(days=1)
    made = await _edition(host, [_q("helmet"), _q("rope", clause="IN-2")])
    new = await _round()
    await _answer(old, **WELL)
    await perform(HAND_IN, SYSTEM, subject=old)
    with pytest.raises(InvalidInput):
        await _answer(new, **WELL)
    await _answer(new, helmet=True)
    with refused("IN-2", "rope"):
        await perform(HAND_IN, SYSTEM, subject=new)
    assert (await Round.get(id=new)).answers["edition"] == made.number


async def test_a_variant_has_its_own_list_and_the_others_the_common_one(host, clock):
    await _edition(host, [_q("helmet"), _q("harness")], variant="roof")
    clock.advance(minutes=1)
    roof, wall = await _round(trade="roof"), await _round(trade="wall")
    await _answer(roof, harness=True)
    await _answer(wall, **WELL)
    at_once = {"place": "yard", "trade": "roof", "answers": {"harness": "no"}}
    made = await perform("inspection.round.at_once", SYSTEM, at_once)
    assert (await Round.get(id=made.id)).judged == 1


async def test_an_edition_keeps_what_the_regulation_asks(host, refused):
    made = await perform(
        "core.checklist.draft", SYSTEM, {"kind": "inspection.safety", "title": "x", "items": [_q("", text="New")]}
    )
    assert [item["key"] for item in (await ChecklistEdition.get(id=made.id)).items] == ["q1"]
    with refused("IN-2", "helmet"):
        await perform("core.checklist.issue", SYSTEM, {}, subject=made.id)
    await perform("core.checklist.edit", SYSTEM, {"title": "x", "items": [_q("helmet")]}, subject=made.id)
    await perform("core.checklist.issue", SYSTEM, {}, subject=made.id)
    with refused(None, kind="state"):
        await perform("core.checklist.edit", SYSTEM, {"title": "y", "items": []}, subject=made.id)


async def test_an_edition_without_questions_begins_with_those_in_force(host):
    made = await _edition(host)
    items = (await ChecklistEdition.get(id=made.id)).items
    assert [item["key"] for item in items] == ["helmet", "pressure", "weather", "remark", "sign"]
    row = await _round()
    await _answer(row, **WELL)
    await perform(HAND_IN, SYSTEM, subject=row)


@pytest.mark.parametrize(
    "question",
    [
        _q("a", kind="choice", choices="only"),
        _q("a", kind="number", least="5", most="2"),
        _q("a", kind="number", least="few"),
        _q("A b"),
    ],
)
async def test_a_question_nobody_could_answer_is_refused(host, refused, question):
    with refused(None, "items"):
        await _edition(host, [_q("helmet"), question])


async def test_an_edition_in_force_is_followed_and_not_withdrawn(host, clock, refused):
    made = await _edition(host)
    with refused(None, "future"):
        await perform("core.checklist.withdraw", SYSTEM, {"reason": "x"}, subject=made.id)
    draft = await perform("core.checklist.draft", SYSTEM, {"kind": "inspection.safety", "title": "x"})
    with refused(None, "effective_from"):
        past = clock.now() - timedelta(days=1)
        await perform("core.checklist.issue", SYSTEM, {"effective_from": past}, subject=draft.id)


async def test_only_managers_write_what_is_asked(host, make, refused):
    with refused(None, kind="permission"):
        await perform(
            "core.checklist.draft", await make.actor("technician"), {"kind": "inspection.safety", "title": "x"}
        )


async def test_answers_are_sealed_with_their_questions(host, refused):
    row = await _round()
    await _answer(row, **WELL)
    await perform("inspection.round.sign", SYSTEM, subject=row)
    with refused("IN-1", kind="seal"):
        await _answer(row, helmet=False)
    assert await verify(host) == []


async def test_a_record_that_a_later_release_declares_anew_stays_as_it_was_signed(host):
    row = await _round()
    await _answer(row, **WELL)
    await perform("inspection.round.sign", SYSTEM, subject=row)
    declared = host.registry.records["inspection.round:round"]
    for content in (("answers", "kept"), ("kept",)):
        host.registry.records["inspection.round:round"] = replace(declared, content=content)
        assert await verify(host) == []
    host.registry.records["inspection.round:round"] = declared
    with guard.allowed():
        for name in await missing_after_dropping(host):
            assert name.startswith("gz_")
        await Round.filter(id=row).update(answers={"edition": "", "answers": {}})
    assert [finding.what for finding in await verify(host)] == ["the sealed record no longer reads as it was signed"]


async def missing_after_dropping(host):
    """Somebody takes the triggers away that guard a sealed round."""
    found = [name for name, table in await triggers._existing() if table == "inspection_round"]
    for name in found:
        await sql.execute(f'DROP TRIGGER "{name}"' + (' ON "inspection_round"' if db.dialect() == "postgres" else ""))
    return found


async def test_the_form_asks_each_kind_and_keeps_what_was_typed(host, client):
    row = await _round()
    visitor = await client.as_("technician")
    path = f"/s/inspection/round/{(await Round.get(id=row)).number}"
    page = (await visitor.get(f"{path}/acts/answer")).text
    for name in ("helmet", "pressure", "weather", "remark"):
        assert f'name="answers-{name}"' in page
    wrong = await visitor.form(path, "answer", {"answers-pressure": "much", "answers-remark": "All <b> well"})
    assert wrong.status_code == 422
    assert "All &lt;b&gt; well" in wrong.text
    assert 'value="much"' in wrong.text
    sent = await visitor.form(path, "answer", {"answers-pressure": "3", "answers-helmet": "no", "answers-remark": ""})
    assert sent.status_code == 303
    held = (await Round.get(id=row)).answers["answers"]
    assert {key: answer["value"] for key, answer in held.items()} == {"pressure": "3", "helmet": False}
    case = (await visitor.get(path)).text
    assert "3 bar" in case


async def test_a_photo_is_a_picture_attached_to_this_very_case(host, client):
    row, other = await _round(), await _round()
    visitor = await client.as_("technician")
    numbers = []
    for each in (row, other):
        path = f"/s/inspection/round/{(await Round.get(id=each)).number}"
        headers = {"x-csrf-token": visitor.csrf, "accept": "application/json"}
        sent = {"file": ("sign.png", _picture(), "image/png")}
        answer = await visitor.http.post(f"{path}/files", files=sent, headers=headers)
        assert answer.status_code == 201, answer.text
        numbers.append(answer.json()["files"][0]["number"])
    mine, theirs = numbers
    path = f"/s/inspection/round/{(await Round.get(id=row)).number}"
    page = (await visitor.get(f"{path}/acts/answer")).text
    assert f'value="{mine}"' in page
    assert theirs not in page
    taken = await visitor.http.post(
        f"{path}/files",
        files={"file": ("roof.png", _picture("grey"), "image/png")},
        headers={"x-csrf-token": visitor.csrf, "hx-request": "true"},
    )
    assert re.fullmatch(r'<option value="[\w-]+" selected>roof.png</option>', taken.text.strip())
    with pytest.raises(InvalidInput):
        await _answer(row, sign=theirs)
    await _answer(row, sign=mine)
    assert f"/files/{mine}" in (await visitor.get(path)).text


def _picture(color="white"):
    drawn = BytesIO()
    Image.new("RGB", (40, 30), color).save(drawn, "PNG")
    return drawn.getvalue()


async def test_the_timeline_tells_what_was_answered(host, client):
    row = await _round()
    await _answer(row, helmet=False, weather="wet")
    visitor = await client.as_("technician")
    page = unescape((await visitor.get(f"/s/inspection/round/{(await Round.get(id=row)).number}")).text)
    log = page[page.index('<ol class="log">') :]
    assert gettext("%(label)s: %(after)s", label="Helmet worn", after=gettext("No")) in log
    assert gettext("%(label)s: %(after)s", label="Weather", after="wet") in log


async def test_the_api_takes_answers_as_json(host, client):
    row = await _round()
    path = f"/s/inspection/round/{(await Round.get(id=row)).number}"
    answer = await (await client.as_("technician")).act(path, "answer", {"answers": {"helmet": True, "pressure": 2.5}})
    assert answer.status_code == 200, answer.text
    assert (await Round.get(id=row)).kept == 2


async def test_an_edition_is_written_on_its_page(host, client):
    visitor = await client.as_("manager")
    made = await visitor.form("/s/core/checklist", "draft", {"kind": "inspection.safety", "title": "2026"})
    assert made.status_code == 303
    number = (await ChecklistEdition.get(title="2026")).number
    page = (await visitor.get(f"/s/core/checklist/{number}/acts/edit")).text
    assert 'value="dry / wet"' in page
    shown = (await visitor.get(f"/s/core/checklist/{number}")).text
    assert "Pressure of the line" in shown

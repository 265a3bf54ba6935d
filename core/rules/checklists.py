"""Taking the answers of a checklist inside an act: read by the edition of the case, kept with who gave each and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from core.declare import Checklist, Item
from core.errors import FieldError, InvalidInput
from core.host.checklists import Edition, answers_of, tally, value_of
from core.i18n import _
from core.models import Attachment
from core.rules.view import Ctx

Typed = dict[str, bool | str | None]


async def take_answers(ctx: Ctx, checklist: Checklist) -> None:
    """In `run` of the act whose form has the field: what is answered replaces, what is left out stays, what is emptied is taken back.

    Raises InvalidInput for an answer that is none of the item's kind. A statement only where pictures are named.
    """
    edition = ctx.edition(checklist)
    typed, errors = read_answers(edition, ctx.data.get(checklist.field) or {}, checklist.field)
    errors += await _lost_pictures(ctx, edition, typed, checklist.field)
    if errors:
        raise InvalidInput(errors)
    held = answers_of(getattr(ctx.subject, checklist.field, None))
    answers = _merged(ctx, edition, held, typed)
    ctx.set(**{checklist.field: {"edition": edition.number, "answers": answers}})
    kept, judged = tally(edition.items, answers)
    ctx.set(**{name: n for name, n in ((checklist.kept, kept), (checklist.judged, judged)) if name})


def read_answers(edition: Edition, raw: Mapping[str, Any], field: str) -> tuple[Typed, list[FieldError]]:
    """Values by key, and what is wrong at its input."""
    typed: Typed = {}
    errors: list[FieldError] = []
    for key, value in raw.items():
        item = edition.item(key)
        if item is None:
            errors.append(FieldError(f"{field}-{key}", _("This question is not asked here.")))
            continue
        try:
            typed[key] = None if value is None or value == "" else value_of(item, value)
        except ValueError:
            errors.append(FieldError(f"{field}-{key}", expected(item)))
    return typed, errors


def expected(item: Item) -> str:
    """What is wrong with an answer of the wrong kind, said as what to enter."""
    words = {
        "yesno": _("yes or no"),
        "number": _("a number such as 3.5"),
        "choice": _("one of: %(choices)s") % {"choices": _(", ").join(_(choice) for choice in item.choices)},
        "photo": _("a picture attached to this case"),
    }
    said = {"label": _(item.text), "expected": words.get(item.kind, _("a text"))}
    return _("%(label)s: enter %(expected)s.") % said


async def _lost_pictures(ctx: Ctx, edition: Edition, typed: Typed, field: str) -> list[FieldError]:
    named = {key: str(v) for key, v in typed.items() if v and (i := edition.item(key)) and i.kind == "photo"}
    if not named:
        return []
    there = await pictures_of(ctx.act_name.rpartition(".")[0], ctx.id or 0, named.values())
    items = {key: edition.item(key) for key, number in named.items() if number not in there}
    return [FieldError(f"{field}-{key}", expected(item)) for key, item in items.items() if item]


async def pictures_of(subject: str, subject_id: int, numbers: Iterable[str]) -> set[str]:
    """Those of the numbers that are pictures attached to this case."""
    mine = Attachment.filter(subject_type=subject, subject_id=subject_id, state="kept", number__in=list(numbers))
    return {row["number"] for row in await mine.exclude(thumb="").values("number")}


def _merged(ctx: Ctx, edition: Edition, held: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    answers = {key: answer for key, answer in held.items() if typed.get(key, "") is not None}
    for key, value in typed.items():
        item = edition.item(key)
        if value is None or item is None or (key in held and held[key]["value"] == value):
            continue
        at = ctx.at.astimezone(UTC).isoformat(timespec="seconds")
        answers[key] = {"value": value, "text": item.text, "by": ctx.actor.id, "at": at}
    return answers

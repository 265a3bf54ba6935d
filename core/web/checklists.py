"""A checklist on its case's page and in the form that answers it: what is asked, what was answered, by whom, and whether it is in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core import clock, i18n
from core.declare import Checklist, Item
from core.forms import Answers
from core.host.checklists import KINDS, SUBJECT, Edition, answers_of, is_good, item_of, value_of
from core.host.host import host
from core.i18n import _
from core.models import Attachment
from core.web.page_parts import clause_view, subject_href

_SEGMENTS = 5  # so few choices are drawn side by side
_PICTURES = 50


async def ask(form: Any, subject: str, row: Any) -> None:
    """Give each answers field of a drawn form its questions; a statement only where a photo is asked for."""
    for part in form:
        checklist = host().registry.checklists.get(part.checklist) if isinstance(part, Answers) else None
        if checklist is None:
            continue
        edition = host().edition(checklist, row, clock.now(), str(_typed(form, checklist.variant)))
        held = answers_of(getattr(row, checklist.field, None))
        pictures = await _pictures(subject, row) if any(i.kind == "photo" for i in edition.items) else ()
        part.questions = [
            {**_question(n, item, part, held.get(item.key)), "pictures": pictures, **_files(subject, row)}
            for n, item in enumerate(edition.items, start=1)
        ]


def _typed(form: Any, field: str) -> Any:
    return getattr(form[field], "data", "") or "" if field and field in form else ""


def _question(n: int, item: Item, part: Answers, answer: Mapping[str, Any] | None) -> dict[str, Any]:
    typed = part.data.get(item.key, answer["value"] if answer else None)
    return {
        **_asked(n, item),
        "value": _drawn(item, typed),
        "error": part.problems.get(item.key, ""),
        # the list's own clause stands at its head
        "clause": None if part.clause and part.clause["id"] == item.clause else clause_view(item.clause, values=False),
        "said": _said(answer) if answer else "",
    }


def _asked(n: int, item: Item) -> dict[str, Any]:
    return {
        "n": n,
        "key": item.key,
        "label": _(item.text),
        "kind": item.kind,
        "kind_label": _(KINDS[item.kind]),
        "required": item.required,
        "unit": _(item.unit) if item.unit else "",
        "limits": limits_text(item),
        "clause": clause_view(item.clause, values=False),
        "choices": [(choice, _(choice)) for choice in item.choices],
        "few": len(item.choices) <= _SEGMENTS,
    }


def limits_text(item: Item) -> str:
    """ "from 2 to 3.5 bar"; empty without limits."""
    words = {"least": item.least, "most": item.most, "unit": _(item.unit) if item.unit else ""}
    if item.least and item.most:
        return _("from %(least)s to %(most)s %(unit)s") % words
    if item.least:
        return _("at least %(least)s %(unit)s") % words
    return _("at most %(most)s %(unit)s") % words if item.most else ""


def _drawn(item: Item, value: Any) -> str:
    """The value as its input sends it."""
    if value is None:
        return ""
    if item.kind == "yesno":
        try:
            return "yes" if value_of(item, value) else "no"
        except ValueError:
            return ""
    return str(value)


def _said(answer: Mapping[str, Any]) -> str:
    who = host().directory.user(answer.get("by")) or _("System")
    return _("%(who)s, %(at)s") % {"who": who, "at": str(answer.get("at") or "")[:10]}


def _files(subject: str, row: Any) -> dict[str, str]:
    """Where the case keeps its pictures and takes new ones; nowhere before there is a case."""
    here = subject_href(subject, row.number) if row is not None else ""
    return {"files": f"{here}#files" if here else "", "upload": f"{here}/files" if here else ""}


async def _pictures(subject: str, row: Any) -> Sequence[tuple[str, str]]:
    """(number, name) of the pictures attached to the case, newest first."""
    if row is None:
        return ()
    kept = Attachment.filter(subject_type=subject, subject_id=row.id, state="kept").exclude(thumb="")
    found = await kept.order_by("-id").limit(_PICTURES).values("number", "name")
    return [(each["number"], each["name"]) for each in found]


def json_of(subject: str, row: Any) -> list[dict[str, Any]]:
    """[{"checklist", "edition", "answers": {key: value}, "open": [keys that must be answered and are not]}, …]; no statement."""
    return [_json(checklist, row) for checklist in host().registry.checklists_of(subject)]


def _json(checklist: Checklist, row: Any) -> dict[str, Any]:
    edition = host().edition(checklist, row, clock.now())
    held = answers_of(getattr(row, checklist.field, None))
    return {
        "checklist": checklist.name,
        "edition": edition.number,
        "answers": {key: answer["value"] for key, answer in held.items()},
        "open": [item.key for item in edition.items if item.required and item.key not in held],
    }


_NOTHING: Mapping[str, Any] = {"edition": "", "href": "", "answered": 0, "bad": 0}


def of_case(subject: str, row: Any) -> list[dict[str, Any]]:
    """Each checklist of a case as its page shows it, of an edition its own questions; no statement."""
    if subject == SUBJECT:
        return [_questions(row)]
    return [_shown(checklist, row) for checklist in host().registry.checklists_of(subject)]


def _questions(row: Any) -> dict[str, Any]:
    checklist = host().registry.checklists.get(row.kind)
    lines = [_line(n, item_of(item), None) for n, item in enumerate(row.items, start=1)]
    clause = clause_view(checklist.clause, values=False) if checklist else None
    label = _(checklist.label) if checklist else row.kind
    return {"label": label, "clause": clause, "lines": lines, "template": True, **_NOTHING}


def _shown(checklist: Checklist, row: Any) -> dict[str, Any]:
    edition = host().edition(checklist, row, clock.now())
    held = answers_of(getattr(row, checklist.field, None))
    lines = [_line(n, item, held.get(item.key)) for n, item in enumerate(edition.items, start=1)]
    return {
        "label": _(checklist.label),
        "clause": clause_view(checklist.clause, values=False),
        "edition": _edition(edition),
        "href": subject_href(SUBJECT, edition.number) if edition.number else "",
        "lines": lines,
        "template": False,
        "answered": sum(1 for line in lines if line["text"]),
        "bad": sum(1 for line in lines if line["good"] is False),
    }


def _edition(edition: Edition) -> str:
    if not edition.number:
        return _("the regulation's own questions")
    return _("%(title)s, in force from %(day)s") % {"title": edition.title, "day": i18n.day(edition.since)}


def _line(n: int, item: Item, answer: Mapping[str, Any] | None) -> dict[str, Any]:
    value = answer["value"] if answer else None
    return {
        **_asked(n, item),
        "text": value_text(item, value) if answer else "",
        "good": is_good(item, value) if answer else None,
        "href": f"/files/{value}" if answer and item.kind == "photo" else "",
        "said": _said(answer) if answer else "",
    }


def value_text(item: Item, value: Any) -> str:
    """An answer in the reader's words."""
    if item.kind == "yesno":
        return _("Yes") if value is True else _("No")
    if item.kind == "number":
        return f"{value} {_(item.unit)}".strip() if item.unit else str(value)
    return _(str(value)) if item.kind == "choice" else str(value)


def changed(before: Any, after: Any) -> str:
    """What an act has answered, for the timeline: "own shoe covers: Yes; …"."""
    old, new = answers_of(before), answers_of(after)
    keys = [key for key in {**old, **new} if (old.get(key) or {}).get("value") != (new.get(key) or {}).get("value")]
    return _("; ").join(_told(old.get(key), new.get(key)) for key in keys)


def _told(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> str:
    words = {"label": _((new or old or {}).get("text", "")), "after": _word(new) if new else _("nothing")}
    return _("%(label)s: %(after)s") % words


def _word(answer: Mapping[str, Any]) -> str:
    value = answer.get("value")
    return (_("Yes") if value else _("No")) if isinstance(value, bool) else _(str(value))

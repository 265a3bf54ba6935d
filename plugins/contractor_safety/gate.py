"""The gate page: a permit's number in, an answer out that is read at arm's length. Every answer is an act, so every one is logged.

Without scripts it is a plain form; `gate.js` sends the same form, says when the connection is lost, and takes a green away when it is old.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.api import (
    Actor,
    Attachment,
    Department,
    InvalidInput,
    Refusal,
    Refused,
    User,
    clock,
    gettext,
    host,
    perform,
    reader,
    render,
    scope,
)
from plugins.contractor_safety import names as n
from plugins.contractor_safety import policies
from plugins.contractor_safety.models import Entry, EntryPermit
from plugins.contractor_safety.rules.gate import ADMIT

_NUMBER = re.compile(r"[A-Z]{2,4}-\d{4}-\d{1,8}")
_LONGEST = 60
_PICTURES = ("jpg", "png", "webp", "gif")


@dataclass(frozen=True)
class Ground:
    """Why not, by one clause: `missing` in the reader's words, `law` what the clause demands."""

    cite: str
    href: str
    law: str
    missing: Sequence[str]


@dataclass(frozen=True)
class Answer:
    """`kind`: idle, yes, no, warn (inside already), out, nobody (nothing to let out). `entry` is the row in the log."""

    kind: str = "idle"
    shown: str = ""
    entry: str = ""
    card: Mapping[str, Any] = field(default_factory=dict)
    grounds: Sequence[Ground] = ()
    call: Mapping[str, str] = field(default_factory=dict)


async def gate(request: Request) -> Response:
    """GET: waits for a number."""
    return await _page(request, Answer(), {})


async def decide(request: Request) -> Response:
    """POST: in or out; 200 whatever the answer, for it is one."""
    form, actor = await request.form(), reader(request)
    sent = {name: str(form.get(name) or "").strip()[:_LONGEST] for name in ("way", "area", "gate", "confirm")}
    shown = number_of(str(form.get("shown") or ""))
    if not shown:
        answer = Answer()
    elif sent["way"] == "out":
        answer = await _out(actor, shown)
    else:
        answer = await _in(actor, shown, sent)
    return await _page(request, answer, sent)


def number_of(shown: str) -> str:
    """The permit's number in whatever a scanner reads: the number itself, or an address that holds it."""
    text = shown.strip().upper()
    found = _NUMBER.search(text)
    return found.group() if found else text[:_LONGEST]


async def _in(actor: Actor, shown: str, sent: Mapping[str, str]) -> Answer:
    data = {"permit": shown, "gate": sent["gate"], "area": sent["area"]}
    try:
        done = await perform(ADMIT, actor, data, confirmed=sent["confirm"] == "yes")
    except InvalidInput:
        logged = await perform(f"{n.ENTRY}.unknown", actor, {"shown": shown, "gate": sent["gate"]})
        missing = gettext("a permit of this number")
        return Answer("no", shown, logged.number, grounds=[_ground("CS-2", [missing])])
    except Refused as refused:
        card = await _card(shown)
        if all(r.kind == "warn" for r in refused.refusals):
            return Answer("warn", shown, card=card, grounds=_grounds(refused.refusals))
        return Answer("no", shown, card=card, grounds=_grounds(refused.refusals), call=await _call(card))
    return Answer("yes", shown, done.number, await _card(shown))


async def _out(actor: Actor, shown: str) -> Answer:
    open_ = Entry.filter(scope(f"{n.ENTRY}.leave", actor), shown=shown, state="inside")
    rows = await open_.order_by("-id").limit(1).values("id", "number")
    if not rows:
        return Answer("nobody", shown)
    (row,) = rows
    await perform(f"{n.ENTRY}.leave", actor, subject=row["id"])
    return Answer("out", shown, row["number"], await _card(shown))


async def _card(shown: str) -> dict[str, Any]:
    """Who stands there, and until when and where he may be; two statements. Empty for an unknown number."""
    rows = await EntryPermit.filter(number=shown).values(
        "person_id",
        "areas",
        "trades",
        "valid_from",
        "valid_to",
        "department_id",
        name="person__name",
        person="person__number",
        group="person__group",
        org="person__org__name",
        task="engagement__task",
        engagement="engagement__number",
        lead="engagement__contractor_lead",
    )
    if not rows:
        return {}
    photos = Attachment.filter(subject_type=n.PERSON, subject_id=rows[0]["person_id"], state="kept", kind__in=_PICTURES)
    photo = await photos.order_by("-id").limit(1).values_list("number", flat=True)
    return {**rows[0], "group": gettext(n.GROUPS.get(rows[0]["group"], "")), "photo": photo[0] if photo else ""}


async def _call(card: Mapping[str, Any]) -> dict[str, str]:
    """Whom to call: the department answerable and who leads it; two statements."""
    units = await Department.filter(id=card.get("department_id") or 0).values("name", "manager_id")
    if not units:
        return {}
    heads = await User.filter(id=units[0]["manager_id"] or 0).values("name", "phone")
    return {"unit": units[0]["name"], **(heads[0] if heads else {"name": "", "phone": ""})}


def _grounds(refusals: Iterable[Refusal]) -> list[Ground]:
    """One a clause, whatever number of gates named it."""
    by_clause: dict[str, list[str]] = {}
    for refusal in refusals:
        parts = [_words(part.label, part.args) for part in refusal.missing] or [gettext(refusal.message)]
        by_clause.setdefault(refusal.clause or "CS-2", []).extend(parts)
    return [_ground(clause, list(dict.fromkeys(parts))) for clause, parts in by_clause.items()]


def _words(label: str, args: Mapping[str, Any]) -> str:
    said = gettext(label)
    return said % {k: gettext(v) if isinstance(v, str) and v else v for k, v in args.items()} if args else said


def _ground(clause: str, missing: Sequence[str]) -> Ground:
    known = host().registry.clauses[clause]
    document = gettext(host().registry.regulations[known.regulation].title)
    cite = gettext("“%(document)s” %(cite)s", document=document, cite=gettext(known.cite))
    return Ground(cite, f"/clauses/{clause}", gettext(known.text), missing)


async def _page(request: Request, answer: Answer, sent: Mapping[str, str]) -> Response:
    return await render(
        request,
        "contractor_safety/gate.html",
        title=gettext("Gate post"),
        answer=answer,
        sent={"way": "in", "area": "", "gate": "", **{k: v for k, v in sent.items() if v}},
        guard=reader(request).name,
        at=clock.now(),
        holds=int(host().policy(policies.GREEN, clock.now())),
    )

"""What follows from a declared approval: the act that asks for it, the gate it puts before the act it guards, and who may decide.

Derived for every declaration, so that no plugin writes a waiting loop of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import orjson

from core.declare import N_, Act, Approval, Facts, Gate, Missing
from core.forms import Form
from core.forms_fields import LongText
from core.models import ApprovalRequest, Notice

if TYPE_CHECKING:
    from core.rules.view import Ctx, View

LIVE = ("waiting", "granted")
SUBJECT = "core.approval"
DECIDING = tuple(f"{SUBJECT}.{name}" for name in ("approve", "reject", "send_back", "hand_on", "add_signer"))


class AskForm(Form):
    note = LongText(N_("Note"), max=400)


def content_hash(approval: Approval, row: Any) -> bytes:
    """Of the columns that are approved, as they stand in `row`."""
    held = {name: getattr(row, name, None) for name in approval.content}
    return hashlib.sha256(orjson.dumps(held, default=str, option=orjson.OPT_SORT_KEYS)).digest()


def derived(approvals: Iterable[Approval], acts: Mapping[str, Act]) -> list[Any]:
    """Facts, gates and the asking act of these approvals; one whose act is unknown derives nothing (the checks name it)."""
    return [part for a in approvals if a.act in acts for part in _parts(a, acts[a.act])]


def _parts(approval: Approval, guarded: Act) -> Iterable[Any]:
    yield Facts(approval.facts, _latest(approval))
    yield Gate(approval.act, approval.clause, _granted(approval), facts=(approval.facts,))
    yield Gate(approval.ask, approval.clause, _none_alive(approval), facts=(approval.facts,))
    yield Act(
        approval.ask.rpartition(".")[2],
        approval.on,
        N_("Ask for approval"),
        approval.roles or guarded.roles,
        AskForm,
        clause=approval.clause,
        source=guarded.source,
        run=_ask(approval),
        facts=(approval.facts,),
        icon="seal",
    )


def _latest(approval: Approval) -> Callable[[Sequence[Any]], Awaitable[Mapping[Any, Any]]]:
    """The last one asked for decides: an earlier yes says nothing about what was asked later."""

    async def load(ids: Sequence[Any]) -> Mapping[Any, Any]:
        rows = ApprovalRequest.filter(approval=approval.key, subject_id__in=ids, state__in=LIVE).order_by("id")
        return {r["subject_id"]: r for r in await rows.values("id", "number", "subject_id", "state", "content_hash")}

    return load


def _granted(approval: Approval) -> Callable[[View], Iterable[Missing]]:
    def check(view: View) -> Iterable[Missing]:
        live = view.facts[approval.facts]
        words = {"what": approval.label or N_("Approval"), "number": live["number"] if live else ""}
        if live is None:
            yield Missing("approval", N_("the approval ({what})"), approval.ask, words)
        elif bytes(live["content_hash"]) != content_hash(approval, view.subject):
            yield Missing(
                "approval", N_("a new approval: what {number} approved has been changed"), approval.ask, words
            )
        elif live["state"] != "granted":
            yield Missing("approval", N_("the decision on the approval {number}"), SUBJECT, words)

    return check


def _none_alive(approval: Approval) -> Callable[[View], Iterable[Missing]]:
    def check(view: View) -> Iterable[Missing]:
        live = view.facts[approval.facts]
        if live is not None and bytes(live["content_hash"]) == content_hash(approval, view.subject):
            label = N_("nothing more: the approval {number} has been asked for already")
            yield Missing("asked", label, SUBJECT, {"number": live["number"]})

    return check


def _ask(approval: Approval) -> Callable[[Ctx], Awaitable[None]]:
    async def ask(ctx: Ctx) -> None:
        old, row = ctx.facts[approval.facts], ctx.subject
        if old is not None:  # of other content: it serves no more
            await ctx.act(f"{SUBJECT}.void", old["id"])
        made = await ctx.act(
            f"{SUBJECT}.ask", approval=approval.key, row=row, note=ctx.data.note or "", hash=content_hash(approval, row)
        )
        people = made.extra["told"]
        common = {"kind": "to_approve", "subject_type": SUBJECT, "subject_id": made.id, "number": made.number}
        more = {"by_id": ctx.actor.id, "at": ctx.now, "dedupe": f"to_approve:{ctx.uid}"}
        await ctx.add_rows(Notice, [{**common, **more, "user_id": person} for person in people])
        ctx.answer(approval=made.number)

    return ask

"""Editions of checklists: managers write what is asked, from a date on; a case keeps the edition that held at its start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.api import (
    N_,
    Act,
    ChecklistEdition,
    Choice,
    Column,
    Ctx,
    Filter,
    Flag,
    Form,
    LongText,
    Moment,
    Rows,
    Screen,
    Stage,
    Subject,
    Text,
    gettext,
    host,
)
from core.declare import Item
from core.forms_answers import MOST
from core.host.checklists import KINDS, choices_of
from core.host.checklists import SUBJECT as NAME
from core.own import checklist_rules
from core.own.words import READERS

SUBJECT = Subject(
    NAME,
    ChecklistEdition,
    N_("Checklist edition"),
    {
        "draft": Stage(N_("Draft"), "paused"),
        "issued": Stage(N_("Issued")),
        "withdrawn": Stage(N_("Withdrawn"), "done"),
    },
    "draft",
    "QD",
    title="title",
    search=("title", "number"),
    icon="check",
    shared=True,
)
_NUMBER_LENGTH = 17  # nine digits, a point, six more and a sign


class _Labels(Mapping[str, str]):
    """The checklists there are, asked for when a page is drawn."""

    def __getitem__(self, name: str) -> str:
        return host().registry.checklists[name].label

    def __iter__(self) -> Iterator[str]:
        return iter(host().registry.checklists)

    def __len__(self) -> int:
        return len(host().registry.checklists)


_LISTS = _Labels()


def _checklists() -> list[tuple[str, str]]:
    return list(_LISTS.items())


def _clauses() -> list[tuple[str, str]]:
    return [(clause.id, clause.id) for clause in host().registry.clauses.values()]


class ItemForm(Form):
    text = Text(N_("Item asked"), max=200)
    kind = Choice(N_("Answer"), choices=list(KINDS.items()))
    required = Flag(N_("Must be answered"))
    unit = Text(N_("Unit"), max=20)
    least = Text(N_("At least"), max=_NUMBER_LENGTH)
    most = Text(N_("At most"), max=_NUMBER_LENGTH)
    choices = Text(N_("Choices, with / between"), max=400)
    clause = Choice(N_("Clause"), choices=_clauses)
    key = Text(N_("Mark"), max=40)


_HINT = N_("A question keeps its mark over the editions; a new one gets its own. Left empty: the questions in force.")


class EditForm(Form):
    title = Text(N_("Title"), required=True, max=120)
    items = Rows(N_("Items asked"), ItemForm, max=MOST, hint=_HINT)


class DraftForm(EditForm):
    kind = Choice(N_("Checklist"), choices=_checklists, required=True)
    variant = Text(N_("For"), max=60, hint=N_("Which of several lists of this kind; left empty: all others."))


class IssueForm(Form):
    effective_from = Moment(
        N_("Effective from"), hint=N_("Left empty: from now on. Cases keep the edition of their start.")
    )


class WithdrawForm(Form):
    reason = LongText(N_("Reason"), required=True, max=200)


def stored(rows: Iterable[Mapping[str, Any]], held: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """Rows of the form as an edition keeps them; a row without words is dropped, one without a mark gets the next free one."""
    rows = [row for row in rows if row.get("text")]
    fixed = {item["key"] for item in held if item.get("fixed")}
    used = {str(row.get("key") or "") for row in rows}
    free = (f"q{n}" for n in range(1, 2 * MOST + 2) if f"q{n}" not in used)
    return [_item(row, str(row.get("key") or "") or next(free), fixed) for row in rows]


def _item(row: Mapping[str, Any], key: str, fixed: set[str]) -> dict[str, Any]:
    return {
        "key": key,
        "text": row["text"],
        "kind": row.get("kind") or "yesno",
        "required": bool(row.get("required")),
        "unit": row.get("unit") or "",
        "least": row.get("least") or "",
        "most": row.get("most") or "",
        "choices": " / ".join(choices_of(row.get("choices"))),
        "clause": row.get("clause") or None,
        "fixed": key in fixed,
    }


def _plain(items: Iterable[Item]) -> list[dict[str, Any]]:
    """In the words of whoever begins to write."""
    return [
        {
            **vars(item),
            "text": gettext(item.text),
            "unit": gettext(item.unit) if item.unit else "",
            "choices": " / ".join(gettext(choice) for choice in item.choices),
        }
        for item in items
    ]


async def _draft(ctx: Ctx) -> None:
    """Without questions it begins with those that hold now."""
    d = ctx.data
    checklist = host().registry.checklists[d.kind]
    held = _plain(checklist.items)
    ctx.set(
        items=stored(d["items"], held)
        if d["items"]
        else _plain(host().edition(checklist, None, ctx.now, d.variant).items)
    )


async def _edit(ctx: Ctx) -> None:
    checklist = host().registry.checklists.get(ctx.subject.kind)
    ctx.set(items=stored(ctx.data["items"], _plain(checklist.items if checklist else ())))


async def _issue(ctx: Ctx) -> None:
    ctx.set(effective_from=ctx.data.effective_from or ctx.now)
    await ctx.bump()


async def _withdraw(ctx: Ctx) -> None:
    ctx.answer(reason=ctx.data.reason)
    await ctx.bump()


ACTS = (
    Act(
        "draft",
        NAME,
        N_("Draft an edition"),
        ("manager",),
        DraftForm,
        creates=True,
        writes=("kind", "variant", "title"),
        run=_draft,
        by="either",
        icon="plus",
    ),
    Act(
        "edit",
        NAME,
        N_("Edit"),
        ("manager",),
        EditForm,
        source=("draft",),
        writes=("title", "items"),
        run=_edit,
        by="either",
        icon="pen",
    ),
    Act(
        "issue",
        NAME,
        N_("Issue"),
        ("manager",),
        IssueForm,
        source=("draft",),
        to="issued",
        run=_issue,
        by="either",
        icon="seal",
    ),
    Act(
        "withdraw",
        NAME,
        N_("Withdraw"),
        ("manager",),
        WithdrawForm,
        source=("draft", "issued"),
        to="withdrawn",
        run=_withdraw,
        icon="undo",
        danger=True,
    ),
)


RULES = checklist_rules.RULES

SCREEN = Screen(
    NAME,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("kind", N_("Checklist"), "choice", _LISTS),
        Column("variant", N_("For")),
        Column("title", N_("Title")),
        Column("effective_from", N_("Effective from"), "instant"),
        Column("owner_id", N_("Written by"), "user", optional=True),
        Column("state", N_("State"), "stage"),
    ),
    roles=READERS,
    menu=N_("Checklists"),
    filters=(
        Filter("kind", N_("Checklist"), "choice", _LISTS),
        Filter("state", N_("State"), "stage"),
        Filter("effective_from", N_("Effective from"), "day"),
    ),
    sorts=("-id", "kind", "-effective_from"),
    facts=(
        Column("title", N_("Title")),
        Column("kind", N_("Checklist"), "choice", _LISTS),
        Column("variant", N_("For")),
        Column("effective_from", N_("Effective from"), "instant"),
        Column("owner_id", N_("Written by"), "user"),
    ),
    hint=N_(
        "What is asked on visits, cards and inspections, from which date on. Until an edition is issued, the regulation's own questions hold."
    ),
)

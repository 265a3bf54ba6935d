"""The view log as the auditor reads it, and the act that unmasks one record: with a reason, for this answer only.

Who holds `<subject>.unmask` sees personal values always; who holds `<subject>.reveal` has them shown one record at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.api import (
    N_,
    Act,
    Choice,
    Column,
    Ctx,
    Facts,
    Filter,
    Form,
    LongText,
    NotFound,
    Refusal,
    Refused,
    Screen,
    Stage,
    Subject,
    Text,
    Whole,
    gettext,
    host,
)
from core.errors import MissingPart
from core.models import Viewing
from core.own.files import load_subjects, named
from core.own.words import AUDITOR
from core.services.viewings import READ, REFUSED, SHOWN, may_reveal, network_address, personal_values

KINDS = {SHOWN: N_("Personal data shown"), READ: N_("Read"), REFUSED: N_("Refused")}
_ID = 2**62

SUBJECT = Subject(
    "core.viewing",
    Viewing,
    N_("Look"),
    {"kept": Stage(N_("Kept"), "done")},
    "kept",
    "CY",
    search=("subject_number",),
    icon="eye",
)


class RevealForm(Form):
    subject = Text(N_("Kind of subject"), required=True, max=80)
    number = Text(N_("Number"), required=True, max=40)
    reason = LongText(N_("Why you need it"), required=True, max=200)


class NoteForm(Form):
    kind = Choice(N_("Kind"), choices=list(KINDS.items()), required=True)
    by = Whole(N_("Who"), min=1, max=_ID)
    subject = Text(N_("Kind of subject"), required=True, max=80)
    row = Whole(N_("Subject"), min=1, max=_ID)
    department = Whole(N_("Department"), min=1, max=_ID)
    number = Text(N_("Number"), max=40)
    what = Text(N_("What"), max=300)


async def _reveal(ctx: Ctx) -> None:
    name, row = ctx.data.subject, ctx.facts["core.viewed"]
    if row is None or not ctx.actor.reaches(f"{name}.read", row):
        raise NotFound(ctx.data.number)
    if not may_reveal(name, ctx.actor):
        said = (MissingPart("role", N_("a role that may have personal data shown")),)
        raise Refused([Refusal("permission", None, N_("your roles do not allow this"), said)])
    shown = await personal_values(host().registry.subjects[name], row)
    for each in shown:
        msgid = each["label"]
        each["label"] = gettext(msgid)
    _keep(ctx, SHOWN, ctx.actor.id, ", ".join(dict.fromkeys(each["label"] for each in shown)))
    ctx.set(subject_id=row.id, department_id=row.department_id, reason=ctx.data.reason)
    ctx.answer_once(shown=shown)


async def _note(ctx: Ctx) -> None:
    _keep(ctx, ctx.data.kind, ctx.data.by, ctx.data.what)
    ctx.set(subject_id=ctx.data.row, department_id=ctx.data.department)


def _keep(ctx: Ctx, kind: str, by: int | None, what: str) -> None:
    ctx.set(
        kind=kind,
        by_id=by,
        owner_id=by,
        subject_type=ctx.data.subject,
        subject_number=ctx.data.number or "",
        what=what[:300],
        address=network_address.get()[:60],
    )


ACTS = (
    Act(
        "reveal",
        SUBJECT.name,
        N_("Show personal data"),
        (AUDITOR,),
        RevealForm,
        creates=True,
        run=_reveal,
        facts=("core.viewed",),
        icon="eye",
        quiet=True,  # it is asked for where the masked value stands
    ),
    Act("note", SUBJECT.name, N_("Note a look"), form=NoteForm, creates=True, run=_note, by="system"),
)

RULES = (Facts("core.viewed", load_subjects, named),)


class SubjectLabels(Mapping[str, str]):
    """Labels of all declared subjects; read when shown, because plugins declare theirs after this module is loaded."""

    def __getitem__(self, name: str) -> str:
        return host().registry.subjects[name].label

    def __iter__(self) -> Iterator[str]:
        return iter(host().registry.subjects)

    def __len__(self) -> int:
        return len(host().registry.subjects)


_WHO = Column("by_id", N_("Who"), "user")
_COLUMNS = (
    Column("number", N_("Number"), "code"),
    Column("created_at", N_("When"), "instant"),
    _WHO,
    Column("kind", N_("Kind"), "choice", KINDS),
    Column("subject_type", N_("Kind of subject"), "choice", SubjectLabels()),
    Column("subject_number", N_("Subject number"), "code"),
    Column("what", N_("What")),
    Column("reason", N_("Reason")),
    Column("address", N_("Network address"), "code", optional=True),
)

SCREEN = Screen(
    SUBJECT.name,
    columns=_COLUMNS,
    roles=(AUDITOR,),
    menu=N_("View log"),
    filters=(
        Filter("kind", N_("Kind"), "choice", KINDS),
        Filter("by_id", N_("Who"), "user"),
        Filter("subject_type", N_("Kind of subject"), "choice", SubjectLabels()),
        Filter("created_at", N_("When"), "day"),
    ),
    sorts=("-id", "created_at"),
    facts=_COLUMNS[1:],
    hint=N_(
        "Who had personal data shown, read something confidential, or was refused it. Rows are added and never changed."
    ),
)

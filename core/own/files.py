"""Files kept with any subject. They are read under the right to the subject; removing takes a file from sight, not from the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.api import (
    N_,
    Act,
    Choice,
    Ctx,
    Facts,
    FileKind,
    Form,
    Gate,
    Missing,
    NotFound,
    Stage,
    Subject,
    Text,
    View,
    gettext,
    host,
)
from core.forms_fields import BaseField
from core.models import Attachment
from core.own.words import ADMIN, AUDITOR, STAFF
from core.services.files import Stored

SUBJECT = Subject(
    "core.attachment",
    Attachment,
    N_("Attachment"),
    {"kept": Stage(N_("Attached"), "done"), "removed": Stage(N_("Removed"), "done")},
    "kept",
    "FJ",
    title="name",
    icon="clip",
)
REMOVE_OTHERS = "core.attachment.remove_others"


class Content(BaseField):
    """A file that was received and kept; nothing that is sent as JSON can claim to be one."""

    kind = "file"

    def read(self, raw: Any) -> Stored:
        if not isinstance(raw, Stored):
            raise ValueError("not a file")
        return raw

    def expected(self) -> str:
        return gettext("a file, sent as multipart/form-data to the address of the subject followed by /files")


def kinds() -> list[tuple[str, str]]:
    """The confidential kinds of the plugins that are on."""
    return [(k.name, k.label) for k in host().registry.file_kinds.values() if host().is_on(k.name.partition(".")[0])]


class AttachForm(Form):
    subject = Text(N_("Kind of subject"), required=True, max=80)
    number = Text(N_("Number"), required=True, max=40)
    file = Content(N_("File"), required=True)
    secret = Choice(N_("Who may read it"), choices=kinds)


async def _attach(ctx: Ctx) -> None:
    name, row, file = ctx.data.subject, ctx.facts["core.attached_to"], ctx.data.file
    if row is None or not ctx.actor.reaches(f"{name}.read", row):
        raise NotFound(ctx.data.number)
    ctx.set(
        subject_type=name,
        subject_id=row.id,
        subject_number=row.number,
        name=file.name,
        kind=file.kind,
        size=file.size,
        sha256=file.sha256,
        thumb=file.thumb,
        secret=ctx.data.secret or "",
        by_id=ctx.actor.id,
        department_id=row.department_id,
        owner_id=row.owner_id,
        party_id=row.party_id,
        ticket_id=row.id if name == "core.ticket" else row.ticket_id,
    )
    if not ctx.data.secret:  # the name of a confidential file may tell all
        ctx.answer(file=file.name)


async def _remove(ctx: Ctx) -> None:
    if not ctx.subject.secret:
        ctx.answer(file=ctx.subject.name)


ACTS = (
    Act(
        "attach",
        SUBJECT.name,
        N_("Attach a file"),
        (ADMIN, *STAFF),
        AttachForm,
        creates=True,
        run=_attach,
        by="either",
        facts=("core.attached_to",),
        icon="clip",
    ),
    Act(
        "remove",
        SUBJECT.name,
        N_("Remove a file"),
        (ADMIN, *STAFF),
        source=("kept",),
        to="removed",
        run=_remove,
        by="either",
        icon="undo",
        danger=True,
    ),
)


def named(view: View) -> str:
    return f"{view.data.subject} {view.data.number}"


async def load_subjects(keys: Sequence[str]) -> Mapping[str, Any]:
    """The rows named "plugin.subject number"; one statement for each kind of subject."""
    wanted: dict[str, list[str]] = {}
    for key in keys:
        name, _blank, number = key.partition(" ")
        wanted.setdefault(name, []).append(number)
    subjects = {name: host().registry.subjects.get(name) for name in wanted if name != SUBJECT.name}
    return {
        f"{name} {row.number}": row
        for name, subject in subjects.items()
        if subject is not None
        for row in await subject.model.filter(number__in=wanted[name])
    }


def _in_use(view: View) -> Iterable[Missing | None]:
    if not host().is_on(str(view.data.subject).partition(".")[0]):
        yield Missing("plugin", N_("the plugin switched on"))


def _own_or_entrusted(view: View) -> Iterable[Missing | None]:
    if view.subject.by_id != view.actor.id and not view.actor.may(REMOVE_OTHERS):
        yield Missing("self", N_("whoever attached the file, or a manager"))


CONFIDENTIAL = FileKind("core.confidential", N_("Confidential: managers and auditors only"), ("manager", AUDITOR))

RULES = (
    CONFIDENTIAL,
    Facts("core.attached_to", load_subjects, named),
    Gate("core.attachment.attach", None, _in_use),
    Gate("core.attachment.remove", None, _own_or_entrusted),
)

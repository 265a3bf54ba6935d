"""One act on one subject on its way through the machine: what was asked, what was found, what will be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from core.acts.outcome import Outcome
from core.declare import Act, Deadline, Subject
from core.errors import Refusal
from core.models.access import Actor
from core.rules.spans import Due
from core.rules.view import Ctx, Data


@dataclass
class Start:
    """A duty to be opened: on the case's own subject unless `subject_id` says otherwise."""

    deadline: Deadline
    at: datetime
    due: Due
    policies: dict[str, Any]
    computed: dict[str, Any]
    subject_id: int | None = None
    stop_at: datetime | None = None
    calendar: str = ""


@dataclass
class Case:
    """`row` is a plain copy of the subject's columns (None when creating). `new` holds the columns to be written."""

    act: Act
    subject: Subject
    actor: Actor
    data: Data
    uid: str
    key: str | None
    now: datetime
    subject_id: int | None = None
    version: int | None = None
    cause: str | None = None
    confirmed: bool = False
    nested: bool = False
    index: int = 0
    row: SimpleNamespace | None = None
    at: datetime | None = None
    ctx: Ctx | None = None
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[Refusal] = field(default_factory=list)
    then: list[str] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    ended: list[SimpleNamespace] = field(default_factory=list)
    running: list[SimpleNamespace] = field(default_factory=list)
    moved: list[SimpleNamespace] = field(default_factory=list)
    new: dict[str, Any] = field(default_factory=dict)
    state: str = ""
    number: str = ""
    ticket: Case | None = None
    parent: SimpleNamespace | None = None
    outcome: Outcome | None = None
    entry: dict[str, Any] = field(default_factory=dict)
    personal: list[dict[str, Any]] = field(default_factory=list)

    @property
    def view(self) -> Ctx:
        assert self.ctx is not None
        return self.ctx

    @property
    def when(self) -> datetime:
        """The instant the act counts: when it occurred, else now."""
        return self.at or self.now

    @property
    def open(self) -> bool:
        return not self.refusals and self.outcome is None

    def refuse(self, *refusals: Refusal) -> None:
        self.refusals.extend(refusals)

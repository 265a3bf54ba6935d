"""What an act answers: the same for a form, JSON, a batch and a repeat with the same key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.errors import FieldError, Refusal


@dataclass(frozen=True)
class Outcome:
    """`duties` are those started: [{"code", "label", "due_at" (ISO, UTC)}]; `repeated` = this key had done it before.

    `once` is told to whoever did the act and kept nowhere, so a repeat has none of it.
    """

    subject: str
    id: int
    number: str
    state: str
    version: int
    uid: str
    duties: tuple[Mapping[str, Any], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    repeated: bool = False
    once: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def as_json(self) -> dict[str, Any]:
        return {
            **self.extra,
            **self.once,
            "subject": self.subject,
            "number": self.number,
            "state": self.state,
            "version": self.version,
            "duties": [dict(d) for d in self.duties],
        }

    def stored(self) -> dict[str, Any]:
        """The form kept in the journal, from which a repeat is answered."""
        return {
            "number": self.number,
            "state": self.state,
            "version": self.version,
            "duties": [dict(d) for d in self.duties],
            "extra": dict(self.extra),
        }

    @classmethod
    def again(cls, subject: str, subject_id: int, uid: str, kept: Mapping[str, Any]) -> Outcome:
        return cls(
            subject,
            subject_id,
            kept["number"],
            kept["state"],
            kept["version"],
            uid,
            tuple(kept["duties"]),
            kept["extra"],
            repeated=True,
        )


@dataclass(frozen=True)
class RowResult:
    """One row of a batch: done (`outcome`), refused (`refusals`), or in the wrong form (`errors`)."""

    index: int
    outcome: Outcome | None = None
    refusals: tuple[Refusal, ...] = ()
    errors: tuple[FieldError, ...] = ()

    @property
    def ok(self) -> bool:
        return self.outcome is not None

"""The search index: what makes a subject findable, kept with every act in its own transaction, however many subjects it touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.acts.case import Case
from core.db import sql
from core.declare import Subject
from core.rules.tokens import sounds, tokens

Found = set[tuple[str, bool]]  # token, whether only readers of personal values may find it
Row = tuple[str, int, str, bool]

_ADD = "INSERT INTO core_search (subject_type, subject_id, token, personal) VALUES (?, ?, ?, ?)"
_TAKE = "DELETE FROM core_search WHERE subject_type = ? AND subject_id = ? AND token = ? AND personal = ?"


def indexed(subject: Subject) -> tuple[str, ...]:
    """The columns a subject is found by: its number and what it declares."""
    return tuple(dict.fromkeys(("number", *subject.search)))


def found_by(subject: Subject, row: Mapping[str, Any]) -> Found:
    """What the subject with these columns is found by."""
    found: Found = set()
    for name in indexed(subject):
        text, personal = str(row.get(name) or ""), name in subject.personal
        found.update((token, personal) for token in tokens(text))
        if name in subject.pinyin:
            found.update((token, personal) for token in sounds(text))
    return found


class Index:
    """Collects the subjects written in one transaction and writes what changed in their tokens: two statements at most."""

    def __init__(self) -> None:
        self._written: dict[tuple[str, int], tuple[Subject, Mapping[str, Any] | None, Mapping[str, Any]]] = {}

    def note(self, cases: Iterable[Case]) -> None:
        for case in cases:
            assert case.subject_id is not None
            key = (case.subject.name, case.subject_id)
            before = vars(case.row) if case.row else None
            first = self._written[key][1] if key in self._written else before
            self._written[key] = (case.subject, first, {**(before or {}), **case.new})

    async def write(self) -> None:
        gone: list[Row] = []
        come: list[Row] = []
        for (name, subject_id), (subject, before, after) in self._written.items():
            if before is not None and all(before.get(c) == after.get(c) for c in indexed(subject)):
                continue
            had, has = found_by(subject, before) if before else set(), found_by(subject, after)
            gone += [(name, subject_id, *each) for each in sorted(had - has)]
            come += [(name, subject_id, *each) for each in sorted(has - had)]
        self._written.clear()
        await sql.many(_TAKE, gone)
        # the one kind of row of which an act writes dozens, and whose ids nobody needs
        await sql.many(_ADD, come)


async def add(rows: Iterable[Row]) -> None:
    """Rows of subjects that have none."""
    await sql.many(_ADD, list(rows))

"""Lists whose rows belong together: the questions of a checklist, one a row, become one draft for each list, all of it or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.acts.many import perform_many
from core.errors import FieldError, InvalidInput
from core.forms import parse
from core.i18n import _
from core.models.access import Actor
from core.services.exchange.kinds import Kind, choice, matched
from core.services.exchange.load import Loading, Report, Row, wrong_of
from core.services.exchange.tables import BadFile, Line, read

Group = tuple[str, ...]  # what the rows of one subject have in common, by the fields of `Kind.group`


def loading(kind: Kind, actor: Actor, **more: Any) -> Loading:
    """One run over a file of this kind."""
    return (GroupedLoading if kind.group else Loading)(kind, actor, **more)


class GroupedLoading(Loading):
    """Rows that agree in `kind.group` make one subject, its rows in the field `kind.rows`. A draft that is there is written anew."""

    async def run(self, path: Path) -> Report:
        lines = await asyncio.to_thread(lambda: list(read(path)))
        if not lines:
            raise BadFile(_("The file is empty."))
        header, rest = lines[0], lines[1:]
        self._columns = matched(self.kind, header.cells)
        self.report.header = header.cells
        groups: dict[Group, list[Row]] = {}
        for line in rest:
            row = Row(line, self._payload(line))
            groups.setdefault(tuple(str(row.data.get(name) or "") for name in self.kind.group), []).append(row)
        sound = {group: rows for group, rows in groups.items() if self._sound(rows)}
        known = await self._drafts()
        fresh = {group: rows for group, rows in sound.items() if group not in known}
        old = {group: rows for group, rows in sound.items() if group in known}
        self.report.created += await self._all(self.kind.create, fresh, {})
        self.report.updated += await self._all(self.kind.edit, old, known)
        self._progress(len(rest), len(rest))
        return self.report

    def _payload(self, line: Line) -> dict[str, Any]:
        payload: dict[str, Any] = {}
        for index, column in self._columns.items():
            cell = line.cells[index] if index < len(line.cells) else ""
            payload[column.field] = choice(column, cell) if column.choices and cell else cell
        return payload

    def _sound(self, rows: Sequence[Row]) -> bool:
        """Each row alone; one that is wrong sets its whole group apart, or half a list would be entered."""
        wrong = {row.line.number: errors for row in rows if (errors := self._row_errors(row))}
        for row in rows if wrong else ():
            other = [FieldError("", _("not entered: row %(n)d of the same list is wrong", n=min(wrong)))]
            self._bad(row.line, wrong.get(row.line.number, other))
        return not wrong

    def _row_errors(self, row: Row) -> list[FieldError]:
        lacking = [c.field for c in self.kind.columns if c.required and not row.data.get(c.field)]
        if lacking:
            return [FieldError(name, _("is missing")) for name in lacking]
        try:
            parse(self._form, self._whole([row]))  # type: ignore[arg-type]
        except InvalidInput as wrong:
            return [FieldError(self._column(e.field), e.message) for e in wrong.errors]
        return []

    def _column(self, path: str) -> str:
        """The sheet's column behind a field of the form, "items-0-kind" or "title"."""
        head, _dash, inner = path.rpartition("-")
        return next((c.field for c in self.kind.columns if head and c.inner == inner), inner)

    def _whole(self, rows: Sequence[Row], *, create: bool = True) -> dict[str, Any]:
        """The input of the act for one group; what tells lists apart is fixed once the draft is there."""
        own = [name for name in self.kind.group if create or name not in self.kind.fixed]
        names = {c.field: c.inner or c.field for c in self.kind.columns if c.field not in self.kind.group}
        children = [{name: row.data.get(field, "") for field, name in names.items()} for row in rows]
        return {**{name: rows[0].data.get(name, "") for name in own}, self.kind.rows: children}

    async def _drafts(self) -> dict[Group, int]:
        """Ids of what may still be written, by what tells lists apart; one statement."""
        found = await self.kind.model.filter(state="draft").order_by("id").values("id", *self.kind.group)
        return {tuple(str(row[name]) for name in self.kind.group): row["id"] for row in found}

    async def _all(self, act: str, groups: Mapping[Group, Sequence[Row]], known: Mapping[Group, int]) -> int:
        """How many rows went in; those of a refused group are set apart."""
        rows = list(groups.values())
        if self.dry or not rows:
            return sum(map(len, rows))
        payloads = [
            self._whole(group, create=not known) | ({"subject": known[name]} if known else {})
            for name, group in groups.items()
        ]
        entered = 0
        results = await perform_many(act, self.actor, payloads, key_prefix=f"{self._prefix}:{act}")
        for group, result in zip(rows, results, strict=True):
            wrong = wrong_of(result)
            for row in group if wrong else ():
                self._bad(row.line, wrong)
            entered += 0 if wrong else len(group)
        return entered

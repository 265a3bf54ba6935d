"""Loading a list: rows are matched by their key and go through the same acts as by hand; what is wrong is set apart."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from core.acts.many import perform_many
from core.acts.outcome import RowResult
from core.errors import FieldError, Forbidden, InvalidInput, MissingPart, Refusal
from core.forms import parse
from core.host.host import host
from core.i18n import _
from core.models.access import Actor, scope
from core.services.exchange.kinds import Kind, Progress, SheetColumn, choice, matched
from core.services.exchange.tables import BadFile, Line, read

CHUNK = 1_000  # rows between two reports; each begins small, so that few reports make a quick load


@dataclass(frozen=True)
class RowError:
    """`row` as the spreadsheet numbers it, `column` its heading ("" for the whole row), `message` for the reader."""

    row: int
    column: str
    message: str


@dataclass
class Report:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    bad: list[Line] = field(default_factory=list)
    header: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return self.created + self.updated + self.unchanged + len(self.bad)


@dataclass
class Row:
    """A line on its way: `data` for the act's form, `subject` the id of the row it updates."""

    line: Line
    data: dict[str, Any]
    subject: int | None = None


class Loading:
    """One run over one file. `dry` checks everything and writes nothing."""

    def __init__(self, kind: Kind, actor: Actor, *, dry: bool = False, progress: Progress | None = None) -> None:
        for act in (kind.create, kind.edit):
            if not actor.may(act):
                raise Forbidden(act)
        self.kind, self.actor, self.dry = kind, actor, dry
        self.report = Report()
        self._progress = progress or (lambda done, total: None)
        self._seen: dict[str, int] = {}
        self._prefix = f"load:{uuid4().hex}"
        self._columns: dict[int, SheetColumn] = {}
        self._form = host().registry.acts[kind.create].form

    async def run(self, path: Path) -> Report:
        """Raises BadFile before anything is written if the file or its headings cannot be understood."""
        # whole, because a broken file must be known before its first row is entered; aside, because it takes its time
        lines = await asyncio.to_thread(lambda: list(read(path)))
        if not lines:
            raise BadFile(_("The file is empty."))
        header, rest = lines[0], lines[1:]
        self._columns = matched(self.kind, header.cells)
        self.report.header = header.cells
        done = 0
        for chunk in _chunks(rest, CHUNK):
            await self._chunk(chunk)
            done += len(chunk)
            self._progress(done, len(rest))
        return self.report

    async def _chunk(self, lines: Sequence[Line]) -> None:
        rows = [row for line in lines if (row := self._row(line)) is not None]
        rows = await self._resolved(rows)
        known = await self._known([row.data[self.kind.key] for row in rows])
        fresh = [row for row in rows if row.data[self.kind.key] not in known]
        old = [(row, known[row.data[self.kind.key]]) for row in rows if row.data[self.kind.key] in known]
        old = [(row, current) for row, current in old if self._may_stay(row, current)]
        changed = [row for row, current in old if self._differs(row, current)]
        self.report.unchanged += len(old) - len(changed)
        self.report.created += await self._enter(self.kind.create, fresh)
        self.report.updated += await self._enter(self.kind.edit, changed)

    def _row(self, line: Line) -> Row | None:
        """The row as the form takes it, or None with its errors noted."""
        payload: dict[str, Any] = {}
        for index, column in self._columns.items():
            cell = line.cells[index] if index < len(line.cells) else ""
            payload[column.field] = choice(column, cell) if column.choices and cell else cell
        errors = [
            FieldError(c.field, _("is missing")) for c in self.kind.columns if c.required and not payload.get(c.field)
        ]
        if not errors:
            errors = self._form_errors(payload)
        key = payload[self.kind.key]
        if not errors and key in self._seen:
            errors = [FieldError(self.kind.key, _("stands in row %(n)d already", n=self._seen[key]))]
        if errors:
            self._bad(line, errors)
            return None
        self._seen[key] = line.number
        return Row(line, payload)

    def _form_errors(self, payload: Mapping[str, Any]) -> list[FieldError]:
        # a column that refers to another list holds that list's key, which the form does not know yet
        refers = {c.field for c in self.kind.columns if c.refers}
        try:
            parse(self._form, {k: 1 if k in refers else v for k, v in payload.items()})  # type: ignore[arg-type]
        except InvalidInput as wrong:
            return list(wrong.errors)
        return []

    async def _resolved(self, rows: list[Row]) -> list[Row]:
        """Codes of other lists become ids; a row that refers to nothing is set apart."""
        for column in (c for c in self.kind.columns if c.refers):
            assert column.refers is not None
            readable = column.refers.filter(
                scope("core.customer.read", self.actor), code__in=[r.data[column.field] for r in rows]
            )
            ids = {row["code"]: row["id"] for row in await readable.values("id", "code")}
            for row in rows:
                code = row.data[column.field]
                row.data[column.field] = ids.get(code)
                if code not in ids:
                    self._bad(row.line, [FieldError(column.field, _("no customer has the code “%(code)s”", code=code))])
            rows = [row for row in rows if row.data[column.field] is not None]
        return rows

    async def _known(self, keys: Sequence[str]) -> dict[str, Any]:
        found = await self.kind.model.filter(**{f"{self.kind.key}__in": keys}) if keys else []
        return {getattr(row, self.kind.key): row for row in found}

    def _may_stay(self, row: Row, known: Any) -> bool:
        """False (and noted) if the row would change what loading cannot change."""
        for name in self.kind.fixed:
            if row.data.pop(name) != getattr(known, f"{name}_id"):
                self._bad(row.line, [FieldError(name, _("belongs to another customer and cannot be moved by loading"))])
                return False
        return True

    def _differs(self, row: Row, known: Any) -> bool:
        """Whether the row says anything new. A column the file lacks, and an empty choice, keep what is there."""
        form = host().registry.acts[self.kind.edit].form
        assert form is not None
        columns = [c for c in self.kind.columns if c.field not in self.kind.fixed]
        current = {c.field: getattr(known, c.field) for c in columns}
        read_ = parse(form, row.data)
        said = {
            c.field: read_[c.field] for c in columns if c.field in row.data and not (c.choices and not read_[c.field])
        }
        row.subject, row.data = known.id, {**current, **said}
        return any(current[name] != value for name, value in said.items())

    async def _enter(self, act: str, rows: Sequence[Row]) -> int:
        """How many went through; the others are noted."""
        if self.dry or not rows:
            return len(rows)
        payloads = [row.data if row.subject is None else {**row.data, "subject": row.subject} for row in rows]
        # warnings are known: nobody can be asked row by row, and each stands in the journal of what was entered in spite of it
        prefix = f"{self._prefix}:{rows[0].line.number}"
        results = await perform_many(act, self.actor, payloads, key_prefix=prefix, confirmed=True)
        for row, result in zip(rows, results, strict=True):
            if wrong := wrong_of(result):
                self._bad(row.line, wrong)
        return sum(1 for result in results if not wrong_of(result))

    def _bad(self, line: Line, errors: Iterable[FieldError]) -> None:
        labels = {c.field: _(c.label) for c in self.kind.columns}
        self.report.bad.append(line)
        self.report.errors += [RowError(line.number, labels.get(e.field, ""), e.message) for e in errors]


def wrong_of(result: RowResult) -> list[FieldError]:
    if result.outcome is not None:
        repeated = FieldError(
            "", _("was entered before as %(number)s and has another key now", number=result.outcome.number)
        )
        return [repeated] if result.outcome.repeated else []
    return [*result.errors, *(FieldError("", _sentence(refusal)) for refusal in result.refusals)]


def _sentence(refusal: Refusal) -> str:
    missing = _(", ").join(_named(part) for part in refusal.missing)
    return _("missing: %(what)s", what=missing) if missing else _(refusal.message)


def _named(part: MissingPart) -> str:
    """What is missing, its arguments as %(name)s or {name} put in."""
    label = _(part.label)
    if not part.args:
        return label
    return label % part.args if "%(" in label else label.format(**part.args)


def _chunks(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    rest = iter(lines)
    while chunk := list(islice(rest, size)):
        yield chunk

"""What a rule sees of a case, and what the `run` of an act may do to it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from core.acts.outcome import Outcome
    from core.declare import Book, Checklist
    from core.host.checklists import Edition
    from core.host.letterheads import Head
    from core.host.settings import RouteTarget
    from core.models.access import Actor


Key = str | int
Line = tuple[str, Key, str, Key, Key, int]  # from kind, from owner, to kind, to owner, item, whole positive quantity


class Data(dict[str, Any]):
    """Parsed input with attribute access; what is absent reads as None."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name)


class NeedsData(Exception):
    """A rule asked for input while the act is only previewed."""


class NoData(Data):
    """Stands for the input of an act not yet filled in: a rule that asks for it cannot be judged before."""

    def __getattr__(self, name: str) -> Any:
        raise NeedsData(name)

    def get(self, key: str, default: Any = None) -> Any:
        raise NeedsData(key)

    def __getitem__(self, key: str) -> Any:
        raise NeedsData(key)


class Policies(Protocol):
    def policy(self, key: str, at: datetime) -> Any: ...

    def route(self, routing: str, key: str, at: datetime) -> RouteTarget | None: ...

    def edition(self, checklist: Checklist, row: Any, at: datetime, variant: str = "") -> Edition: ...

    def letterhead(self, department_id: int | None, at: datetime) -> Head: ...


class View:
    """`subject` is a row object (None when creating), `at` the instant the act counts, `now` the clock's.

    `read` collects every policy value that was asked for: a duty keeps them.
    """

    def __init__(
        self,
        *,
        subject: Any,
        data: Data,
        actor: Actor,
        at: datetime,
        now: datetime,
        policies: Policies,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        self.subject = subject
        self.data = data
        self.actor = actor
        self.at = at
        self.now = now
        self.facts: dict[str, Any] = dict(facts or {})
        self.read: dict[str, Any] = {}
        self._policies = policies

    def policy(self, key: str) -> Any:
        """The value in force at `at`."""
        value = self.read[key] = self._policies.policy(key, self.at)
        return value

    def route(self, routing: str, key: str) -> RouteTarget | None:
        return self._policies.route(routing, key, self.at)

    def letterhead(self) -> Head:
        """What a document printed of this case now bears at its head."""
        return self._policies.letterhead(self.subject.department_id, self.now)

    def edition(self, checklist: Checklist) -> Edition:
        """What is asked of this case, or of one that is opened now."""
        kind = self.data.get(checklist.variant) if checklist.variant and self.subject is None else ""
        return self._policies.edition(checklist, self.subject, self.at, str(kind or ""))


class Call:
    """A nested act asked for by a running one. Whoever drives `run` answers it, many cases at once."""

    def __init__(self, full: str, subject: int | None, data: Mapping[str, Any]) -> None:
        self.full = full
        self.subject = subject
        self.data = data

    def __await__(self) -> Generator[Calls, list[Outcome], Outcome]:
        return (yield Calls(self.full, [self]))[0]


class Calls:
    """Nested acts of one kind asked for at once: performed together, however many, in as many statements as one."""

    def __init__(self, full: str, calls: Sequence[Call]) -> None:
        self.full = full
        self.calls = calls

    def __await__(self) -> Generator[Calls, list[Outcome], list[Outcome]]:
        return (yield self)


class Acting(Protocol):
    """What the machinery of acts offers a running act."""

    async def add(self, model: type[Any], rows: Sequence[Mapping[str, Any]]) -> list[int]: ...

    async def take(
        self, model: type[Any], row_id: int, clause: str, where: Mapping[str, Any], changes: Mapping[str, Any]
    ) -> None: ...

    async def remove(self, model: type[Any], where: Mapping[str, Any]) -> int: ...

    async def bump(self) -> None: ...

    async def rescope(self, subject: str, gone: int, kept: int, number: str) -> None: ...

    async def post(
        self, ctx: Ctx, book: Book, lines: Sequence[Line], basis: tuple[str, int | None] | None, clause: str | None
    ) -> list[dict[str, Any]]: ...


class Ctx(View):
    """The view inside the transaction. Nothing here writes the subject at once: `set` is merged into one conditional UPDATE."""

    def __init__(self, *, act: str, uid: str, machine: Acting, **view: Any) -> None:
        super().__init__(**view)
        self.act_name = act
        self.uid = uid
        self.changes: dict[str, Any] = {}
        self.children: list[tuple[type[Any], str, list[dict[str, Any]]]] = []
        self.extra: dict[str, Any] = {}
        self.once: dict[str, Any] = {}
        self.posted: list[dict[str, Any]] = []
        self._machine = machine

    @property
    def id(self) -> int | None:
        """The subject's id; None before a new one is written."""
        return None if self.subject is None else int(self.subject.id)

    def set(self, **columns: Any) -> None:
        self.changes.update(columns)

    def after(self) -> Any:
        """The row as it will stand: its columns with the changes made so far."""
        base = {} if self.subject is None else vars(self.subject)
        return SimpleNamespace(**{**base, **self.changes})

    def child(self, model: type[Any], link: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Child rows, written right after the subject's row with `link` = its id."""
        self.children.append((model, link, [dict(row) for row in rows]))

    async def add(self, model: type[Any], **row: Any) -> int:
        return (await self._machine.add(model, [row]))[0]

    async def add_rows(self, model: type[Any], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Many rows that are no subjects, in one statement; their ids."""
        return await self._machine.add(model, rows)

    async def act(self, full: str, subject: int | None = None, /, **data: Any) -> Outcome:
        """Perform another act in this transaction: its own gates and journal row, caused by this one."""
        return await Call(full, subject, data)

    async def act_many(self, full: str, rows: Iterable[Mapping[str, Any]]) -> list[Outcome]:
        """The act once for each row (an existing subject's id under "subject"), all or none; in as many statements as for one row.

        Each has its own gates and journal row; the first refusal refuses all.
        """
        calls = [Call(full, row.get("subject"), {k: v for k, v in row.items() if k != "subject"}) for row in rows]
        return await Calls(full, calls) if calls else []

    async def take(
        self, model: type[Any], row_id: int, clause: str, *, where: Mapping[str, Any], changes: Mapping[str, Any]
    ) -> None:
        """A conditional UPDATE of a row that is not a subject; refused with `clause` when no row was left to take."""
        await self._machine.take(model, row_id, clause, where, changes)

    async def post(
        self,
        book: Book,
        lines: Sequence[Line],
        *,
        basis: tuple[str, int | None] | None = None,
        clause: str | None = None,
    ) -> None:
        """Move stock or money, all lines or none; refused with `clause` (default: the act's, else the book's) where there is not enough.

        A line is (from kind, from owner, to kind, to owner, item, quantity). `basis` ("plugin.subject", id) is what it rests on (default:
        the act's own subject).
        """
        self.posted += await self._machine.post(self, book, lines, basis, clause)

    async def remove(self, model: type[Any], **where: Any) -> int:
        """Delete rows that are no subjects and no content of a record; how many there were."""
        return await self._machine.remove(model, where)

    async def bump(self) -> None:
        """Tell every worker that settings have changed."""
        await self._machine.bump()

    async def rescope(self, subject: str, gone: int, kept: int, number: str) -> None:
        """Row `gone` of `subject` turned out to be row `kept` (with `number`): whatever is in its name is from now on in the other's."""
        await self._machine.rescope(subject, gone, kept, number)

    def answer(self, **extra: Any) -> None:
        self.extra.update(extra)

    def answer_once(self, **extra: Any) -> None:
        """Answered this one time and kept nowhere: a secret for whoever asked."""
        self.once.update(extra)

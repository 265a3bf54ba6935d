"""Posting to a book: lines that sum to zero by construction, balances that move only by a conditional UPDATE."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from core import db
from core.acts.journal import new_uid
from core.db import guard, sql
from core.declare import N_, Book
from core.errors import MissingPart, Refusal, Refused
from core.host.registry import Registry
from core.i18n import yuan
from core.models import Entry
from core.rules.view import Line

Place = tuple[str, str, str]  # kind, owner, item
_PER_STATEMENT = 5000


async def post(
    book: Book,
    lines: Sequence[Line],
    *,
    uid: str,
    actor_id: int | None,
    at: datetime,
    basis: tuple[str, int | None],
    clause: str | None,
) -> list[dict[str, Any]]:
    """Move what the lines say and return them as the journal keeps them; Refused when an account does not hold enough.

    Three statements for any number of lines, five when an account is new. ValueError for a line that can never be right.
    """
    rows = [_line(book, line) for line in lines]
    if not rows:
        return []
    moved: dict[Place, int] = defaultdict(int)
    for source, target, qty in rows:
        moved[source] -= qty
        moved[target] += qty
    if len(moved) > _PER_STATEMENT:
        raise ValueError(f"{book.name}: a posting moves at most {_PER_STATEMENT} accounts")
    with guard.allowed():
        accounts = await _accounts(book, sorted(moved))
        _enough(book, accounts, moved, clause)
        await _move(book, {accounts[place]["id"]: qty for place, qty in moved.items()}, clause)
        posting = new_uid()
        common = {
            "posting": posting,
            "book": book.name,
            "uid": uid,
            "subject_type": basis[0],
            "subject_id": basis[1],
            "actor_id": actor_id,
            "at": at,
        }
        sides = [(place, qty) for source, target, n in rows for place, qty in ((source, -n), (target, n))]
        await sql.insert(Entry, [{**common, "account_id": accounts[place]["id"], "qty": qty} for place, qty in sides])
    return [_kept(book, *row) for row in rows]


def _line(book: Book, line: Line) -> tuple[Place, Place, int]:
    from_kind, from_key, to_kind, to_key, item, qty = line
    unknown = {from_kind, to_kind} - set(book.kinds)
    if unknown:
        raise ValueError(f"{book.name} has no accounts of kind {', '.join(sorted(unknown))}")
    if isinstance(qty, bool) or not isinstance(qty, int) or qty <= 0:
        raise ValueError(f"{book.name} moves whole positive numbers, not {qty!r}")
    source, target = (from_kind, str(from_key), str(item)), (to_kind, str(to_key), str(item))
    if source == target:
        raise ValueError(f"{book.name}: a line leads from an account to itself")
    return source, target, qty


def _kept(book: Book, source: Place, target: Place, qty: int) -> dict[str, Any]:
    return {"book": book.name, "from": source[:2], "to": target[:2], "item": source[2], "qty": qty}


async def _accounts(book: Book, places: Sequence[Place]) -> dict[Place, dict[str, Any]]:
    """The accounts, made where they are new, locked in order of id."""
    found = await _locked(book, places)
    new = [place for place in places if place not in found]
    if new:
        values = ", ".join(["(?, ?, ?, ?, 0)"] * len(new))
        await sql.execute(
            f"INSERT INTO core_account (book, kind, owner, item, balance) VALUES {values} "
            "ON CONFLICT (book, kind, owner, item) DO NOTHING",
            *(value for place in new for value in (book.name, *place)),
        )
        found = await _locked(book, places)
    return found


async def _locked(book: Book, places: Sequence[Place]) -> dict[Place, dict[str, Any]]:
    marks = ", ".join(["(?, ?, ?)"] * len(places))
    lock = " FOR UPDATE" if db.dialect() == "postgres" else ""
    rows = await sql.fetch(
        "SELECT id, kind, owner, item, balance FROM core_account "
        f"WHERE book = ? AND (kind, owner, item) IN (VALUES {marks}) ORDER BY id{lock}",
        book.name,
        *(value for place in places for value in place),
    )
    return {(r["kind"], r["owner"], r["item"]): r for r in rows}


def _enough(
    book: Book, accounts: Mapping[Place, Mapping[str, Any]], moved: Mapping[Place, int], clause: str | None
) -> None:
    """Refused with every account that would fall below nothing."""
    short = [
        (place, int(accounts[place]["balance"]), -qty)
        for place, qty in moved.items()
        if place[0] not in book.negative and accounts[place]["balance"] + qty < 0
    ]
    if short:
        raise _refusal(clause, tuple(_short(book, *found) for found in short))


def _short(book: Book, place: Place, left: int, asked: int) -> MissingPart:
    def shown(n: int) -> str:
        return yuan(n) if book.money else str(n)

    args = {"item": place[2], "kind": book.kinds[place[0]], "left": shown(left), "asked": shown(asked)}
    return MissingPart(f"enough:{place[2]}", N_("{item} in “{kind}”: {left} there, {asked} asked for"), book.name, args)


def _refusal(clause: str | None, parts: tuple[MissingPart, ...]) -> Refused:
    return Refused([Refusal("gate", clause, N_("there is not enough"), parts)])


async def _move(book: Book, moved: Mapping[int, int], clause: str | None) -> None:
    """One conditional UPDATE for all accounts. Fewer rows than accounts: somebody was quicker, however that came about."""
    rows = ", ".join(["(CAST(? AS BIGINT), CAST(? AS BIGINT))"] * len(moved))
    free = f" OR kind IN ({sql.marks(len(book.negative))})" if book.negative else ""
    count = await sql.execute(
        f"WITH moved (id, qty) AS (VALUES {rows}) UPDATE core_account SET balance = balance + moved.qty FROM moved "
        f"WHERE core_account.id = moved.id AND (core_account.balance + moved.qty >= 0{free})",
        *(value for pair in moved.items() for value in pair),
        *book.negative,
    )
    if count != len(moved):
        raise _refusal(clause, (MissingPart("enough", N_("something left to take")),))


async def unbalanced(registry: Registry) -> list[tuple[str, str]]:
    """(where, what) of every broken invariant of the books: balances, sums, entries of no act; four statements."""
    found = []
    for r in await sql.fetch(
        "SELECT a.book, a.kind, a.owner, a.item, a.balance, COALESCE(SUM(e.qty), 0) AS moved FROM core_account a "
        "LEFT JOIN core_entry e ON e.account_id = a.id GROUP BY a.id, a.book, a.kind, a.owner, a.item, a.balance "
        "HAVING a.balance <> COALESCE(SUM(e.qty), 0) OR a.balance < 0"
    ):
        where = f"{r['book']} {r['kind']} {r['owner']} {r['item']}"
        if r["balance"] != r["moved"]:
            found.append((where, f"the balance {r['balance']} is not the sum of its entries, {r['moved']}"))
        book = registry.books.get(r["book"])
        if book is not None and r["balance"] < 0 and r["kind"] not in book.negative:
            found.append((where, f"the balance {r['balance']} is below nothing"))
    for r in await sql.fetch(
        "SELECT posting, SUM(qty) AS left_over FROM core_entry GROUP BY posting HAVING SUM(qty) <> 0"
    ):
        found.append((f"posting {r['posting']}", f"its entries do not sum to zero but to {r['left_over']}"))
    for r in await sql.fetch(
        "SELECT a.book, SUM(a.balance) AS left_over FROM core_account a GROUP BY a.book HAVING SUM(a.balance) <> 0"
    ):
        found.append((r["book"], f"its balances do not sum to zero but to {r['left_over']}"))
    for r in await sql.fetch(
        "SELECT e.id, e.book FROM core_entry e LEFT JOIN core_journal j ON j.uid = e.uid WHERE j.id IS NULL"
    ):
        found.append((f"{r['book']} entry {r['id']}", "no act posted it"))
    return found

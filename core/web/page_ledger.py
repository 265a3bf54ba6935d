"""A book's page: what every account holds, and the entries that made it with their running balance; the same as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core import i18n
from core.db import sql
from core.declare import Book
from core.errors import Forbidden, NotFound
from core.host.host import host
from core.i18n import _
from core.web.page_parts import actor_of, clause_view, subject_href
from core.web.templating import render

SHOWN = 200
_FILTERS = ("kind", "owner", "item")


async def ledger(request: Request) -> Response:
    """Accounts, or with ?account= its entries; two statements beside the page's own."""
    book = _book(request)
    chosen = {name: request.query_params.get(name, "").strip() for name in _FILTERS}
    account = await _account(book, request.query_params.get("account", ""))
    rows = [] if account else await _accounts(book, chosen)
    return await render(
        request,
        "core/ledger.html",
        title=_(book.label or book.name),
        crumbs=[
            {"label": _(host().registry.plugins[book.plugin].manifest.label)},
            {"label": _(book.label or book.name)},
        ],
        book=book,
        clause=clause_view(book.clause),
        here=f"/ledger/{book.plugin}/{book.name.partition('.')[2]}",
        kinds=[(name, _(label)) for name, label in book.kinds.items()],
        chosen=chosen,
        accounts=[_account_line(book, r) for r in rows[:SHOWN]],
        more=len(rows) > SHOWN,
        account=_account_line(book, account) if account else None,
        entries=[_entry_line(book, e) for e in await _entries(account["id"])] if account else [],
        unit=_("yuan") if book.money else book.unit,
    )


async def ledger_csv(request: Request) -> Response:
    """All accounts of the filter, or the entries of one; numbers as they are kept (fen or pieces)."""
    book = _book(request)
    account = await _account(book, request.query_params.get("account", ""))
    out = io.StringIO()
    writer = csv.writer(out)
    if account:
        writer.writerow(("id", "at", "posting", "number", "act", "actor", "qty", "balance"))
        for e in await _entries(account["id"], 100_000):
            at = sql.instant(e["at"])
            who = host().directory.user(e["actor_id"])
            writer.writerow((e["id"], at, e["posting"], safe(e["number"]), e["act"], safe(who), e["qty"], e["running"]))
    else:
        writer.writerow(("kind", "owner", "item", "balance"))
        chosen = {name: request.query_params.get(name, "").strip() for name in _FILTERS}
        for r in await _accounts(book, chosen, 100_000):
            writer.writerow((r["kind"], safe(r["owner"]), safe(r["item"]), r["balance"]))
    headers = {"content-disposition": f'attachment; filename="{book.name}.csv"'}
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def safe(text: str | None) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text and text[0] in "=+-@\t\r" else text or ""


def _book(request: Request) -> Book:
    name = f"{request.path_params['plugin']}.{request.path_params['book']}"
    book = host().registry.books.get(name)
    if book is None or not host().is_on(book.plugin):
        raise NotFound(name)
    if not actor_of(request).may(book.permission):
        raise Forbidden(book.permission, book.clause)
    return book


async def _accounts(book: Book, chosen: Mapping[str, str], limit: int = SHOWN + 1) -> list[dict[str, Any]]:
    given = [(name, value) for name, value in chosen.items() if value]
    where = "".join(f" AND {name} = ?" for name, _value in given)
    return await sql.fetch(
        f"SELECT id, kind, owner, item, balance FROM core_account WHERE book = ?{where} ORDER BY kind, owner, item LIMIT {limit}",
        book.name,
        *(value for _name, value in given),
    )


async def _account(book: Book, asked: str) -> dict[str, Any] | None:
    """The account asked for; NotFound for one of another book."""
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        raise NotFound(asked)
    rows = await sql.fetch(
        "SELECT id, kind, owner, item, balance FROM core_account WHERE book = ? AND id = ?", book.name, int(asked)
    )
    if not rows:
        raise NotFound(asked)
    return rows[0]


async def _entries(account_id: int, limit: int = SHOWN) -> list[dict[str, Any]]:
    """Newest first, each with the balance after it; the act's journal row says what it rested on."""
    return await sql.fetch(
        "SELECT e.id, e.posting, e.qty, e.at, e.actor_id, e.subject_type, j.number, j.act, "
        "SUM(e.qty) OVER (ORDER BY e.id) AS running "
        "FROM core_entry e LEFT JOIN core_journal j ON j.uid = e.uid WHERE e.account_id = ? "
        f"ORDER BY e.id DESC LIMIT {limit}",
        account_id,
    )


def _amount(book: Book, n: int) -> str:
    return i18n.yuan(n) if book.money else str(n)


def _account_line(book: Book, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "kind": _(book.kinds.get(row["kind"], row["kind"])),
        "owner": row["owner"],
        "item": row["item"],
        "balance": _amount(book, row["balance"]),
    }


def _entry_line(book: Book, row: Mapping[str, Any]) -> dict[str, Any]:
    act = host().registry.acts.get(row["act"] or "")
    subject = act.on if act else row["subject_type"]
    return {
        "at": sql.instant(row["at"]),
        "number": row["number"] or "",
        "href": subject_href(subject, row["number"]) if row["number"] and subject in host().registry.screens else "",
        "act": _(act.label) if act else row["act"],
        "who": host().directory.user(row["actor_id"]),
        "qty": _amount(book, row["qty"]),
        "running": _amount(book, row["running"]),
    }

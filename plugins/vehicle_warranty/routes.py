"""The plugin's own pages: stock by account and part, and what suppliers owe."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.api import FieldError, InvalidInput, clock, day_of, gettext, host, instant, reader, render, route, scope
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty import policies_stock as policies
from plugins.vehicle_warranty import statement as st
from plugins.vehicle_warranty.models.claims import Claim
from plugins.vehicle_warranty.models.requisitions import OldPart

_HERE = "/p/vehicle_warranty/stock"
_NUMBERS = ("opening", "came", "went", "closing")


def _span(asked: Mapping[str, str]) -> st.Span:
    """The days asked for, else this month until today; InvalidInput for what is no day or backward."""
    today = day_of(clock.now())
    try:
        first = date.fromisoformat(asked.get("from") or today.replace(day=1).isoformat())
        last = date.fromisoformat(asked.get("to") or today.isoformat())
    except ValueError:
        raise InvalidInput([FieldError("from", gettext("Days are written like 2026-01-31."))]) from None
    if last < first:
        raise InvalidInput([FieldError("to", gettext("The last day does not lie before the first."))])
    return st.Span(first, last)


async def _found(request: Request, limit: int) -> tuple[dict[str, str], st.Span, list[dict[str, Any]], st.Where]:
    chosen = {name: request.query_params.get(name, "").strip() for name in ("kind", "holder", "part_no")}
    span = _span(request.query_params)
    where = st.narrowed(await st.reachable(reader(request)), chosen)
    return chosen, span, await st.sums(where, span, limit), where


async def stock(request: Request) -> Response:
    """Three statements beside the page's own."""
    chosen, span, rows, where = await _found(request, st.SHOWN)
    acts = host().registry.acts
    moved = await st.moves(where, span) if chosen["holder"] or chosen["part_no"] or chosen["kind"] else []
    return await render(
        request,
        "vehicle_warranty/stock.html",
        title=gettext("Stock by account and part"),
        rows=[{**r, "kind": gettext(r["kind"])} for r in rows],
        moves=[
            {
                **m,
                "kind": gettext(n.PLACES.get(m["kind"], m["kind"])),
                "act": gettext(acts[m["act"]].label) if m["act"] in acts else m["act"],
                "href": f"/s/{acts[m['act']].on.replace('.', '/')}/{m['number']}" if m["act"] in acts else "",
            }
            for m in moved
        ],
        kinds=[(name, gettext(label)) for name, label in n.PLACES.items()],
        chosen=chosen,
        first=span.first.isoformat(),
        last=span.last.isoformat(),
        value=sum(r["value"] for r in rows),
        here=_HERE,
    )


async def stock_json(request: Request) -> Response:
    """The same as JSON; quantities in pieces, `value` in fen."""
    _chosen, span, rows, _where = await _found(request, 5000)
    shown = [{**r, "kind": gettext(r["kind"])} for r in rows]
    return JSONResponse({"from": span.first.isoformat(), "to": span.last.isoformat(), "rows": shown})


async def stock_csv(request: Request) -> Response:
    _chosen, _days, rows, _where = await _found(request, 100_000)
    out = io.StringIO()
    writer = csv.writer(out)
    names = ("kind", "holder", "part_no", "name", "spec", "unit", *_NUMBERS, "value")
    writer.writerow(names)
    for r in rows:
        writer.writerow([_safe(r[name]) for name in names])
    headers = {"content-disposition": 'attachment; filename="stock.csv"'}
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _safe(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value


async def claims(request: Request) -> Response:
    """What is outstanding per supplier, and what is about to lapse; three statements."""
    actor, today = reader(request), day_of(clock.now())
    until = today + timedelta(days=int(host().policy(policies.CLAIM_LAPSE, clock.now())))
    mine = Claim.filter(scope(f"{n.CLAIM}.read", actor), ended_at=None)
    open_ = await mine.order_by("opened_on").values(
        "number", "supplier", "amount", "state", "opened_on", "lapses_on", "lapse_km"
    )
    waiting = (
        await OldPart.filter(scope(f"{n.OLD}.read", actor), claimable=True, state="received")
        .order_by("supplier_until")
        .limit(st.SHOWN)
        .values("number", "supplier", "supplier_until", "received_at", "km", "supplier_km", part="part__name")
    )
    states = host().registry.subjects[n.CLAIM].states
    soon = [c for c in open_ if c["state"] == "opened" and c["lapses_on"] is not None and c["lapses_on"] <= until]
    return await render(
        request,
        "vehicle_warranty/claims.html",
        title=gettext("Suppliers' debts from claims"),
        crumbs=[{"label": gettext("Secondary claims"), "href": "/s/vehicle_warranty/claim"}],
        suppliers=_by_supplier(open_),
        lapsing=[{**c, "stage": gettext(states[c["state"]].label)} for c in soon],
        waiting=[
            {
                **w,
                "received": instant(w["received_at"]),
                "late": bool(w["supplier_until"] and w["supplier_until"] <= until),
            }
            for w in waiting
        ],
        until=until.isoformat(),
    )


def _by_supplier(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for r in rows:
        line = found.setdefault(
            r["supplier"], {"supplier": r["supplier"], "claims": 0, "amount": 0, "oldest": r["opened_on"]}
        )
        line["claims"] += 1
        line["amount"] += r["amount"]
    return sorted(found.values(), key=lambda line: -line["amount"])


ROUTES = (
    route("/stock", stock, permission=f"{n.ACCOUNT}.read"),
    route("/stock.json", stock_json, permission=f"{n.ACCOUNT}.read"),
    route("/stock.csv", stock_csv, permission=f"{n.ACCOUNT}.read"),
    route("/claims", claims, permission=f"{n.CLAIM}.read"),
)

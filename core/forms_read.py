"""How a typed or sent value becomes a value: pure functions that give it back or raise ValueError.

Apart from the fields so that sheets and scripts read dates and money exactly as forms do.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from core.clock import SHANGHAI

BLANK: tuple[Any, ...] = (None, "", [], ())

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PHONE = re.compile(r"\+?\d(?:[ -]?\d){5,17}", re.ASCII)
_YUAN = re.compile(r"(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,2})?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,19}")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_YEARS = range(1900, 2200)  # beyond it a date is a slip of the pen, and arithmetic with zones overflows
_LINES, _POINTS, _PIXELS = 500, 20_000, 10_000  # of a signature


def as_text(raw: Any, most: int, *, lines: bool) -> str:
    """Trimmed text; control characters are refused because PostgreSQL and printed pages cannot hold them."""
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise ValueError("not a text")
    text = str(raw).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > most or _CONTROL.search(text) or (not lines and "\n" in text):
        raise ValueError("not a text of this form")
    return text


def as_phone(text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise ValueError("not a phone number")
    return text


def as_flag(raw: Any) -> bool:
    if isinstance(raw, str):
        raw = raw.strip().lower()
    if raw is True or raw in ("yes", "on", "true", "1", "y"):
        return True
    if raw is False or raw in ("no", "off", "false", "0", "n"):
        return False
    raise ValueError("neither yes nor no")


def as_whole(raw: Any, least: int, most: int) -> int:
    if isinstance(raw, str) and _WHOLE.fullmatch(raw.strip()):
        raw = int(raw)
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= most:
        raise ValueError("not a whole number in the range")
    return raw


def as_fen(raw: Any) -> int:
    """Yuan, typed "1,280.00", "80" or sent as a number, as whole fen."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise ValueError("not an amount")
    text = str(raw).strip()
    if not _YUAN.fullmatch(text):
        raise ValueError("not an amount")
    return int(Decimal(text.replace(",", "")) * 100)


def fen_text(fen: int) -> str:
    sign, rest = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{rest // 100}.{rest % 100:02d}"


def as_day(raw: Any) -> date:
    if isinstance(raw, datetime):
        raw = raw.astimezone(SHANGHAI).date() if raw.tzinfo else raw.date()
    if isinstance(raw, str):
        match = _DAY.fullmatch(raw.strip())
        raw = date(int(match[1]), int(match[2]), int(match[3])) if match else None
    if not isinstance(raw, date) or raw.year not in _YEARS:
        raise ValueError("not a date")
    return raw


def as_moment(raw: Any) -> datetime:
    if isinstance(raw, str):
        raw = datetime.fromisoformat(raw.strip().replace("/", "-"))
    if not isinstance(raw, datetime) or raw.year not in _YEARS:
        raise ValueError("not an instant")
    return (raw if raw.tzinfo else raw.replace(tzinfo=SHANGHAI)).astimezone(UTC)


def as_lines(raw: Any) -> list[list[list[int]]]:
    """Lines of [x, y] points, sent as JSON text or as lists; at least one point in all."""
    lines = _loaded(raw) if isinstance(raw, str) else raw
    if (
        not isinstance(lines, list)
        or not 0 < len(lines) <= _LINES
        or not all(isinstance(line, list) and line for line in lines)
    ):
        raise ValueError("not a signature")
    points = [point for line in lines for point in line]
    if len(points) > _POINTS or not all(_is_point(point) for point in points):
        raise ValueError("not a signature")
    return lines


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("not a signature") from None


def _is_point(point: Any) -> bool:
    return isinstance(point, list) and len(point) == 2 and all(type(n) is int and abs(n) <= _PIXELS for n in point)

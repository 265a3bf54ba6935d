"""How a deadline came about, told in the reader's words from what the duty kept: never computed again, so it tells what was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from core import clock, i18n
from core.host.host import host
from core.i18n import _
from core.models import Duty
from core.rules.calendars import missing_years
from core.web.page_parts import policy_value, unit_text

NAMED = 6  # days off named one by one; the rest is counted


def how(row: Duty) -> str:
    """ "from 14:05, answer: 1 day (regulation); days off left out: …"."""
    return _("; ").join([_basis(row), *_more(row)])


def _basis(row: Duty) -> str:
    """From when, by which value."""
    start = _("from %(at)s") % {"at": i18n.instant_text(row.start_at)}
    policy = host().registry.policies.get(str(row.computed.get("policy", "")))
    if policy is not None:
        said = policy_value(policy)
        value = row.policies.get(policy.key, said["value"])
        return _("%(start)s, %(label)s: %(value)s %(unit)s (%(origin)s)") % {**said, "start": start, "value": value}
    if row.computed.get("minus"):
        days = row.policies.get(row.computed["minus"], "")
        words = {"start": start, "value": days, "unit": unit_text("d"), "day": _day(row.computed["event_on"])}
        return _("%(start)s, %(value)s %(unit)s ahead of %(day)s") % words
    if row.computed.get("until"):
        return _("%(start)s, until the end of the day promised") % {"start": start}
    return start


def _more(row: Duty) -> Iterator[str]:
    """What else bore on it, one part each."""
    told = row.computed
    if row.window_no is not None:
        yield from _window(row)
    if told.get("chain"):
        yield _("number %(n)s in a row: it began when the one before was done") % {"n": told["chain"]}
    if told.get("short_lead"):
        yield _("fewer days were left, so it was due on the day it began")
    if told.get("corrects"):
        yield _("started again by a correction, at its original start")
    if told.get("skipped"):
        yield _("days off left out: %(days)s") % {"days": _days(told["skipped"])}
    if told.get("rolled_from"):
        yield _("%(day)s is a day off: moved to the next working day") % {"day": _day(told["rolled_from"])}
    if told.get("moved_from"):
        before = i18n.instant_text(datetime.fromisoformat(told["moved_from"]))
        yield _("moved from %(at)s when the calendar was corrected") % {"at": before}
    if told.get("missing_years"):
        yield _("no holidays were known for %(years)s") % {"years": _years(told["missing_years"])}


def _window(row: Duty) -> Iterator[str]:
    words: dict[str, Any] = {"no": row.window_no, "first": _day(row.window_from), "last": _day(row.window_to)}
    if row.computed.get("calendar_windows"):
        yield _("period %(no)s of the calendar, %(first)s to %(last)s") % words
    else:
        words["anchor"] = i18n.day(date.fromisoformat(row.computed["anchor"]))
        yield _("period %(no)s after %(anchor)s, %(first)s to %(last)s") % words
    yield _("%(counted)s of %(required)s done in it") % {"counted": row.counted, "required": row.required}
    if row.computed.get("too_close"):
        yield _("too close to another to count: %(days)s") % {"days": _days(row.computed["too_close"])}


def _day(value: Any) -> str:
    return i18n.day(date.fromisoformat(value) if isinstance(value, str) else value)


def _days(values: Sequence[str]) -> str:
    shown = ", ".join(_day(value) for value in values[:NAMED])
    return shown if len(values) <= NAMED else _("%(days)s and %(n)s more") % {"days": shown, "n": len(values) - NAMED}


def _years(values: Sequence[int]) -> str:
    return ", ".join(map(str, values))


def calendar_banners() -> list[str]:
    """A warning for each calendar in use that lacks a year's holidays."""
    registry = host().registry
    return [
        _("The calendar “%(calendar)s” has no holidays for %(years)s: deadlines counted by it may be a few days out.")
        % {"calendar": _(registry.calendars[name].label), "years": _years(years)}
        for name, years in missing_years(host(), clock.today()).items()
    ]

"""What the pages share: clauses and duties made ready to show, and links to subjects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

from starlette.requests import Request

from core import clock, i18n
from core.declare import Subject
from core.host.host import host
from core.i18n import _
from core.models import Duty, Ticket
from core.models.access import Actor
from core.rules.duty import duty_view

# before the first late instant lies the last moment in time: a day clock's midnight belongs to the day before
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class DutyLine:
    """A duty as lists and the workbench show it; the attributes are what the macros `duty` and `todo` ask for."""

    id: int
    state: str
    percent: int
    left_text: str
    label: str
    number: str
    href: str
    act_href: str
    act_label: str
    about: str
    clause: dict[str, Any] | None
    who: str
    plugin: str
    code: str
    start_at: datetime
    due_at: datetime
    late_from: datetime

    def json(self) -> dict[str, Any]:
        """The twin of the row: instants in UTC, the clause by its id."""
        plain = (
            "id",
            "state",
            "percent",
            "label",
            "number",
            "href",
            "plugin",
            "code",
            "start_at",
            "due_at",
            "late_from",
        )
        return {
            **{name: getattr(self, name) for name in plain},
            "clause": self.clause["id"] if self.clause else None,
            "owes": self.who,
        }


def plugin_label(subject: Subject) -> str:
    return _(host().registry.plugins[subject.plugin].manifest.label)


def off_banner() -> dict[str, str]:
    return {
        "kind": "warn",
        "text": _("This regulation is switched off: everything can be read, nothing can be changed."),
    }


def subject_href(subject: str, number: str) -> str:
    """The detail page of a subject ("plugin.subject") with this number."""
    return f"/s/{subject.replace('.', '/')}/{quote(number)}"


def act_href(act: str, subject: str, number: str) -> str:
    """The form of an act (full name) on this subject; its detail page if the act belongs to another subject."""
    on, _dot, name = act.rpartition(".")
    return f"{subject_href(subject, number)}/acts/{name}" if on == subject else subject_href(subject, number)


def clause_href(clause_id: str) -> str:
    return f"/clauses/{quote(clause_id)}"


def clause_view(clause_id: str | None, *, values: bool = True) -> dict[str, Any] | None:
    """A clause for the pop-up, with the policy values in force now; None if nothing is declared under the id."""
    registry = host().registry
    clause = registry.clauses.get(clause_id) if clause_id else None
    if clause is None:
        return None
    regulation = registry.regulations.get(clause.regulation)
    shown = [policy_value(p) for p in registry.policies.values() if p.clause == clause.id] if values else []
    return {
        "id": clause.id,
        "document": _(regulation.title) if regulation else clause.regulation,
        "cite": _(clause.cite),
        "text": _(clause.text),
        "values": shown,
        "href": clause_href(clause.id),
    }


def policy_value(policy: Any) -> dict[str, Any]:
    """The value of a policy in force now, in words."""
    value = host().policy(policy.key, clock.now())
    return {
        "label": _(policy.label),
        "value": value_text(policy, value),
        "unit": unit_text(policy.unit),
        "origin": origin_text(policy.origin),
        "effective": None,
    }


def value_text(policy: Any, value: Any) -> str:
    if policy.kind == "switch":
        return _("Yes") if value else _("No")
    if policy.kind == "choice":
        return _(str(value))
    if policy.kind == "table" and isinstance(value, Mapping):
        return "; ".join(f"{_(str(name))}: {each}" for name, each in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_(str(each)) for each in value)
    return str(value)


def unit_text(unit: str) -> str:
    words = {
        "min": _("minutes"),
        "h": _("hours"),
        "d": _("days"),
        "mo": _("months"),
        "q": _("quarters"),
        "y": _("years"),
        "wh": _("working hours"),
        "wd": _("working days"),
        "fen": _("fen"),
        "km": _("km"),
    }
    return words.get(unit) or (_(unit) if unit else "")


def origin_text(origin: str) -> str:
    return _("Regulation") if origin == "regulation" else _("Company default")


def duty_lines(rows: Iterable[Duty], now: datetime, about: Mapping[int, str]) -> list[DutyLine]:
    """Rows made ready to show; `about` says by ticket id what the case is about."""
    return [_duty_line(row, now, about.get(row.ticket_id or 0, "")) for row in rows]


def _duty_line(row: Duty, now: datetime, about: str) -> DutyLine:
    shown = duty_view(row, now, host().registry, host().enabled)
    act = host().registry.acts.get(shown.act) if shown.act else None
    return DutyLine(
        id=row.id,
        state=shown.state,
        percent=shown.percent,
        left_text=left_text(row.late_from, now),
        label=_(shown.label),
        number=row.number,
        href=subject_href(row.subject_type, row.number),
        about=about,
        clause=clause_view(row.clause),
        who=_who(row),
        plugin=row.plugin,
        act_href=act_href(act.full, row.subject_type, row.number)
        if act
        else subject_href(row.subject_type, row.number),
        act_label=_(act.label) if act else "",
        code=f"{row.subject_type}:{row.code}",
        start_at=row.start_at,
        due_at=row.due_at,
        late_from=row.late_from,
    )


def left_text(late_from: datetime, now: datetime) -> str:
    """How long is left, or for how long it has been late."""
    if now < late_from:
        return _("%(time)s left", time=i18n.duration(late_from - now))
    return _("Overdue for %(time)s", time=i18n.duration(now - late_from))


def _who(row: Duty) -> str:
    if row.owner_id:
        return host().directory.user(row.owner_id)
    role = host().registry.roles.get(row.role)
    if role:
        return _(role.label)
    return host().directory.department(row.department_id)


async def ticket_titles(rows: Iterable[Any]) -> dict[int, str]:
    """What the tickets of these rows are about, by ticket id; one statement."""
    ids = {row.ticket_id for row in rows if row.ticket_id}
    if not ids:
        return {}
    return dict(await Ticket.filter(id__in=sorted(ids)).values_list("id", "title"))


def last_moment(late_from: datetime) -> datetime:
    return late_from - _MOMENT


def midnight(day: date) -> datetime:
    """The first instant of a calendar day in Shanghai, aware."""
    return datetime.combine(day, time(), clock.SHANGHAI)


def day_of(text: str | None) -> date | None:
    """A day from the query, None if it is none: a filter never answers with an error page."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def blanks(values: Mapping[str, str]) -> Mapping[str, str]:
    """What was typed, reading as "" where nothing was: templates are strict about what is undefined."""
    return defaultdict(str, values)


def actor_of(request: Request) -> Actor:
    actor: Actor = request.state.actor
    return actor


def plugin_choices(names: Iterable[str]) -> list[tuple[str, str]]:
    plugins = host().registry.plugins
    return [(name, _(plugins[name].manifest.label) if name in plugins else name) for name in sorted(set(names))]


def grouped(rows: Sequence[Any], key: Any) -> dict[Any, list[Any]]:
    """Rows by `key(row)` in the order in which the keys first come."""
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups

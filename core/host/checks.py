"""What must hold of a plugin's declarations before it may serve: names in its own space, and every reference leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.declare import (
    WORK,
    Act,
    Approval,
    Book,
    Calendar,
    Checklist,
    Clause,
    Deadline,
    DutyMeasure,
    FileKind,
    Gate,
    Kpi,
    Measure,
    Periodic,
    Policy,
    Print,
    Record,
    Routing,
    Screen,
    Slot,
    Subject,
    Total,
)
from core.declare.approvals import COLUMN, MANAGER, ROLE
from core.host.checks_checklists import checklist_problems
from core.host.checks_duties import deadline_problems, periodic_problems
from core.host.known import Known, cites, lies_in, names_act
from core.host.registry import PLACES, Loaded


def problems(plugin: Loaded, required: Iterable[Loaded]) -> list[str]:
    """Sentences for the plugin's author; empty when all holds."""
    known = Known([*required, plugin])
    found: list[str] = []
    for declaration in plugin.declared:
        found.extend(_CHECKS.get(type(declaration), lambda *_: ())(plugin.name, declaration, known))
    return [*found, *doubles(plugin, required), *_shared_prefixes(plugin, required)]


def _shared_prefixes(plugin: Loaded, others: Iterable[Loaded]) -> Iterator[str]:
    """Numbers tell what they are numbers of; a case and its ticket bear the same one."""
    taken: dict[str, str] = {}
    for subject in (d for owner in (*others, plugin) for d in owner.declared if isinstance(d, Subject)):
        first = taken.setdefault(subject.prefix, subject.name)
        if (
            first != subject.name
            and subject.plugin == plugin.name
            and not (subject.ticket_kind and first == "core.ticket")
        ):
            yield f"subject {subject.name} numbers with {subject.prefix} like {first}"


def doubles(plugin: Loaded, others: Iterable[Loaded]) -> list[str]:
    """Two declarations of one kind under one name, within the plugin or against another's."""
    taken = {(type(d), _name(d)): owner.name for owner in others for d in owner.declared if _name(d)}
    found = []
    for d in plugin.declared:
        key = (type(d), _name(d))
        if key[1] and taken.setdefault(key, "") not in ("",):
            found.append(f"{key[0].__name__} {key[1]} is declared twice (first by {taken[key]})")
        if key[1]:
            taken[key] = plugin.name
    return found


def _name(declaration: Any) -> str | None:
    for attribute in ("full", "key", "id", "name"):
        value = getattr(declaration, attribute, None)
        if isinstance(value, str):
            return (
                value
                if not isinstance(declaration, Record | Slot | Print | Approval)
                else f"{getattr(declaration, 'on', '')}:{value}"
            )
    return None


def _subject(plugin: str, s: Subject, known: Known) -> Iterable[str]:
    yield from lies_in("subject", s.name, plugin)
    if s.start not in s.states:
        yield f"subject {s.name} starts in the unknown state {s.start}"
    if unknown := sorted({*s.search, *s.pinyin, s.title} - _columns(s.model)):
        yield f"subject {s.name} is searched by unknown columns {unknown}"
    if unknown := sorted(set(s.pinyin) - {*s.search, "number"}):
        yield f"subject {s.name} is found by the sound of columns it is not searched by: {unknown}"
    if s.ticket_kind and s.ticket_kind.intake not in known.acts:
        yield f"ticket kind {s.ticket_kind.name} names the unknown intake act {s.ticket_kind.intake}"
    yield from cites(f"subject {s.name}", s.confidential, known)
    table = s.model._meta.db_table
    if not table.startswith(f"{plugin}_"):
        yield f"table {table} of {s.name} does not start with {plugin}_"


def _act(plugin: str, a: Act, known: Known) -> Iterable[str]:
    yield from lies_in("act", a.full, plugin)
    yield from cites(f"act {a.full}", a.clause, known)
    subject = known.subjects.get(a.on)
    if subject is None:
        yield f"act {a.full} is on the unknown subject {a.on}"
        return
    states = {*a.source, *([a.to] if isinstance(a.to, str) else [])}
    if unknown := sorted(states - set(subject.states)):
        yield f"act {a.full} names unknown states {unknown}"
    if unknown := sorted(set(a.roles) - known.roles):
        yield f"act {a.full} names unknown roles {unknown}"
    if a.signs and f"{a.on}:{a.signs.split(':')[0]}" not in known.records:
        yield f"act {a.full} signs the unknown record {a.signs}"
    if unknown := sorted(code for code in a.corrects if f"{a.on}:{code}" not in known.deadlines):
        yield f"act {a.full} corrects the unknown deadlines {unknown}"
    if a.corrects and not hasattr(a.form, "reason"):
        yield f"act {a.full} corrects deadlines without a field for the reason"
    if not a.roles and a.by == "person":
        yield f"act {a.full} is for a person but no role may do it"


def _gate(plugin: str, g: Gate, known: Known) -> Iterable[str]:
    yield from cites(f"a gate on {g.acts[0]}", g.clause, known)
    for full in g.acts:
        yield from names_act("a gate", full, known)
    if unknown := sorted(set(g.facts) - known.facts):
        yield f"a gate on {g.acts[0]} needs unknown facts {unknown}"
    if g.then:
        yield from names_act("a gate's then", g.then, known)


def _record(plugin: str, r: Record, known: Known) -> Iterable[str]:
    yield from cites(f"record {r.name}", r.clause, known)
    for need in r.needs:
        yield from cites(f"record {r.name}", need.clause, known)
        for full in need.at:
            yield from names_act(f"record {r.name}", full, known)


def _screen(plugin: str, s: Screen, known: Known) -> Iterable[str]:
    if s.on not in known.subjects:
        yield f"a screen is on the unknown subject {s.on}"
    if unknown := sorted(set(s.roles) - known.roles):
        yield f"the screen of {s.on} names unknown roles {unknown}"


def _slot(plugin: str, s: Slot, known: Known) -> Iterable[str]:
    page = s.place.removesuffix(".detail")
    if s.place not in PLACES and (page == s.place or page not in known.subjects):
        yield f"slot {s.name} names the unknown place {s.place}"


def _policy(plugin: str, p: Policy, known: Known) -> Iterable[str]:
    yield from cites(f"policy {p.key}", p.clause, known)
    if p.unit in ("wh", "wd") or p.calendar or p.roll_to_workday:
        name = p.calendar or WORK
        if name not in known.calendars:
            yield f"policy {p.key} is counted by the unknown calendar {name}"
    if isinstance(p.roll_to_workday, str) and p.roll_to_workday not in known.policies:
        yield f"policy {p.key} rolls by the unknown switch {p.roll_to_workday}"


def _calendar(plugin: str, c: Calendar, known: Known) -> Iterable[str]:
    yield from lies_in("calendar", c.name, plugin)


def _print(plugin: str, d: Print, known: Known) -> Iterable[str]:
    yield from _cited(plugin, d, known)
    subject = known.subjects.get(d.on)
    if d.marks and subject is not None and d.marks not in subject.model._meta.fields_map:
        yield f"print {d.name} marks the unknown column {d.marks} of {d.on}"


def _cited(plugin: str, d: Routing | Print, known: Known) -> Iterable[str]:
    yield from cites(f"{type(d).__name__.lower()} {d.name}", d.clause, known)


def _kpi(plugin: str, k: Kpi, known: Known) -> Iterable[str]:
    yield from lies_in("kpi", k.name, plugin)
    yield from cites(f"kpi {k.name}", k.clause, known)
    if k.target and k.target not in known.policies:
        yield f"kpi {k.name} has the unknown target {k.target}"
    if k.whole is None and k.unit != "count":
        yield f"kpi {k.name} is a {k.unit} of nothing: it needs a whole"
    for measure in k.measures:
        yield from _measure(k, measure, known)


def _measure(k: Kpi, measure: Measure | DutyMeasure, known: Known) -> Iterable[str]:
    if isinstance(measure, DutyMeasure):
        if unknown := sorted(set(measure.codes) - known.deadlines):
            yield f"kpi {k.name} counts the unknown deadlines {unknown}"
    elif (subject := known.subjects.get(measure.on)) is None:
        yield f"kpi {k.name} counts the unknown subject {measure.on}"
    else:
        named = {measure.at, *([measure.value] if measure.value else [])}
        if unknown := sorted(named - set(subject.model._meta.fields_map)):
            yield f"kpi {k.name} reads unknown columns {unknown} of {measure.on}"


def _book(plugin: str, b: Book, known: Known) -> Iterable[str]:
    yield from lies_in("book", b.name, plugin)
    yield from cites(f"book {b.name}", b.clause, known)
    if unknown := sorted(set(b.negative) - set(b.kinds)):
        yield f"book {b.name} lets unknown kinds fall below nothing: {unknown}"
    if unknown := sorted(set(b.roles) - known.roles):
        yield f"book {b.name} names unknown roles {unknown}"


def _file_kind(plugin: str, f: FileKind, known: Known) -> Iterable[str]:
    yield from lies_in("file kind", f.name, plugin)
    yield from cites(f"file kind {f.name}", f.clause, known)
    if unknown := sorted(set(f.roles) - known.roles):
        yield f"file kind {f.name} names unknown roles {unknown}"


def _approval(plugin: str, a: Approval, known: Known) -> Iterable[str]:
    where = f"approval {a.name}"
    yield from lies_in("approval on", a.on, plugin)
    yield from cites(where, a.clause, known)
    yield from names_act(where, a.act, known)
    subject, act = known.subjects.get(a.on), known.acts.get(a.act)
    if subject is None or (act is not None and (act.on != a.on or act.creates)):
        yield f"{where} guards {a.act}, which is no act on an existing {a.on}"
        return
    columns = set(subject.model._meta.fields_db_projection)
    named = {s.removeprefix(COLUMN) for s in a.steps if s.startswith(COLUMN)}
    if unknown := sorted((named | set(a.content)) - columns):
        yield f"{where} reads unknown columns {unknown} of {a.on}"
    if unknown := sorted((a.step_roles | set(a.roles)) - known.roles):
        yield f"{where} names unknown roles {unknown}"
    if wrong := [s for s in a.steps if not s.startswith((ROLE, COLUMN)) and s != MANAGER]:
        yield f"{where} has unknown steps {wrong}"
    if not a.steps:
        yield f"{where} has no steps"
    if act is not None and set(act.writes) & set(a.content):
        yield f"{where}: {a.act} itself writes what was approved"


def _total(plugin: str, t: Total, known: Known) -> Iterable[str]:
    subject = known.subjects.get(t.on)
    if subject is None:
        yield f"a total is on the unknown subject {t.on}"
        return
    ours = {*t.same.values(), *([t.column] if t.column else [])} - _columns(subject.model)
    theirs = {t.link, t.value, *t.same, *t.where} - _columns(t.model)
    if ours or theirs:
        yield f"a total on {t.on} reads unknown columns {sorted(ours | theirs)}"


def _columns(model: Any) -> set[str]:
    """Names of columns, also before the database is opened: until then those of foreign keys are not spelt out."""
    return {*model._meta.fields_db_projection, *(f"{name}_id" for name in model._meta.fk_fields)}


def _of_regulation(plugin: str, c: Clause, known: Known) -> Iterable[str]:
    if c.regulation not in known.regulations:
        yield f"clause {c.id} belongs to the unknown regulation {c.regulation}"


_CHECKS: Mapping[type, Any] = {
    Subject: _subject,
    Act: _act,
    Gate: _gate,
    Deadline: deadline_problems,
    Periodic: periodic_problems,
    Record: _record,
    Screen: _screen,
    Slot: _slot,
    Policy: _policy,
    Calendar: _calendar,
    Routing: _cited,
    Print: _print,
    Kpi: _kpi,
    Book: _book,
    Approval: _approval,
    Checklist: checklist_problems,
    FileKind: _file_kind,
    Total: _total,
    Clause: _of_regulation,
}

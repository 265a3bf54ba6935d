"""Checks of what duties are made of: deadlines and periodic duties."""

from __future__ import annotations

from collections.abc import Iterable

from core.declare import Deadline, Periodic, ons
from core.host.known import Known, cites, names_act


def deadline_problems(plugin: str, d: Deadline, known: Known) -> Iterable[str]:
    if d.plugin != plugin:
        yield f"deadline {d.code} is owed by {d.plugin}: say by={plugin!r}"
    yield from cites(f"deadline {d.code}", d.clause, known)
    if d.on not in known.subjects:
        yield f"deadline {d.code} is on the unknown subject {d.on}"
    if d.length and d.length not in known.policies:
        yield f"deadline {d.code} has the unknown policy {d.length}"
    if not d.length and not d.until:
        yield f"deadline {d.code} has neither length nor until"
    if d.minus and (d.minus not in known.policies or not d.until):
        yield f"deadline {d.code} is ahead of nothing, or by the unknown policy {d.minus}"
    if d.repeat_until and not d.length:
        yield f"deadline {d.code} repeats itself and has no length"
    if d.repeat_until and d.on in known.subjects and not _holds(d, known):
        yield f"deadline {d.code} repeats until {d.repeat_until}, neither a column of {d.on} nor facts"
    if d.on_due:
        yield from names_act(f"deadline {d.code}", d.on_due, known)
        if d.on_due in known.acts and known.acts[d.on_due].on != d.on:
            yield f"deadline {d.code} performs {d.on_due}, which is no act of {d.on}"
    for on in (*ons(d.start), *ons(d.stop), *ons(d.cancel)):
        yield from names_act(f"deadline {d.code}", on.act, known)


def _holds(d: Deadline, known: Known) -> bool:
    return d.repeat_until in known.facts or d.repeat_until in known.subjects[d.on].model._meta.fields_db_projection


def periodic_problems(plugin: str, p: Periodic, known: Known) -> Iterable[str]:
    where = f"periodic duty {p.code}"
    if p.plugin != plugin:
        yield f"{where} is owed by {p.plugin}: say by={plugin!r}"
    yield from cites(where, p.clause, known)
    subject = known.subjects.get(p.on)
    if subject is None:
        yield f"{where} is on the unknown subject {p.on}"
        return
    columns = {p.anchor, *([p.until] if p.until else []), *(p.when or {})}
    if unknown := sorted(columns - set(subject.model._meta.fields_db_projection)):
        yield f"{where} reads unknown columns {unknown} of {p.on}"
    for key in (p.every, p.required, p.gap):
        if isinstance(key, str) and key not in known.policies:
            yield f"{where} has the unknown policy {key}"
    for on in (*ons(p.counts), *ons(p.cancel)):
        yield from names_act(where, on.act, known)

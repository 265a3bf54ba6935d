"""What must hold of a declared checklist: its columns and acts are there, and its items can be told apart and cited."""

from __future__ import annotations

from collections.abc import Iterable

from core.declare import Checklist
from core.host.known import Known, cites, lies_in, names_act


def checklist_problems(plugin: str, c: Checklist, known: Known) -> Iterable[str]:
    where = f"checklist {c.name}"
    yield from lies_in("checklist", c.name, plugin)
    yield from cites(where, c.clause, known)
    for item in c.items:
        yield from cites(f"item {item.key} of {c.name}", item.clause, known)
    keys = [item.key for item in c.items]
    if doubles := sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{where} has items twice: {doubles}"
    for full in (*([c.act] if c.act else []), *c.needed, *c.good):
        yield from names_act(where, full, known)
    subject = known.subjects.get(c.on)
    if subject is None:
        yield f"{where} is on the unknown subject {c.on}"
        return
    named = {name for name in (c.field, c.start, c.variant, c.kept, c.judged) if name}
    if unknown := sorted(named - set(subject.model._meta.fields_map)):
        yield f"{where} reads unknown columns {unknown} of {c.on}"

"""The parts of a case's page that are told beside its facts: steps, duties, clauses in play, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core import clock, i18n
from core.acts.preview import ActPreview
from core.declare import Subject
from core.host.host import host
from core.i18n import _
from core.models import Duty, Journal, Signature
from core.rules.duty import DutyView, duty_view
from core.web.explain import how
from core.web.history import stage_label
from core.web.page_parts import clause_view, left_text

QUIET = ("permission", "state", "off")  # reasons that hold for a whole case or person: told in a list, not as a button


def duty_view_of(duty: Duty) -> DutyView:
    return duty_view(duty, clock.now(), host().registry, host().enabled)


def duty_json(duty: DutyView) -> dict[str, Any]:
    return {
        "code": duty.code,
        "label": _(duty.label),
        "state": duty.state,
        "clause": duty.clause_id,
        "start_at": duty.start_at,
        "due_at": duty.due_at,
        "stop_at": duty.stop_at,
        "percent": duty.percent,
        "policies": duty.policies,
        "computed": duty.computed,
        "window": duty.window,
    }


def duty_line(row: Duty) -> dict[str, Any]:
    """A duty for the macro `due`; `how` tells how its deadline came about."""
    seen = duty_view_of(row)
    clause = clause_view(row.clause)
    who = host().directory.user(row.owner_id) or host().directory.department(row.department_id)
    return {
        "label": _(seen.label),
        "state": seen.state,
        "percent": seen.percent,
        "due_at": row.due_at,
        "left_text": left_text(row.late_from, clock.now()),
        "clause": clause,
        "who": who,
        "how": how(row),
        "href": "",
    }


async def signatures(subject: Subject, row: Any) -> list[dict[str, Any]]:
    """What has been signed and by whom, and what still waits; one statement, none for a subject without records."""
    records = [r for r in host().registry.records_of(subject.name) if r.signatures]
    if not records:
        return []
    given = await Signature.filter(subject_type=subject.name, subject_id=row.id, voided_at=None).order_by("id")
    by_place = {(s.record, s.capacity): s for s in given}
    return [
        _signature(_(r.label), capacity, by_place.get((r.name, capacity))) for r in records for capacity in r.signatures
    ]


def _signature(title: str, capacity: str, given: Signature | None) -> dict[str, Any]:
    if given is None:
        return {
            "title": title,
            "text": _("waits for: %(who)s") % {"who": capacity_label(capacity)},
            "seal": "",
            "note": "",
            "strokes": [],
        }
    digest = bytes(given.content_hash).hex()
    note = _("%(at)s, digest %(head)s") % {"at": i18n.instant(given.at), "head": f"{digest[:4]}\u2026{digest[-4:]}"}
    text = f"{capacity_label(capacity)} {given.signer_name}".strip()
    return {
        "title": title,
        "text": text,
        "seal": _("Sealed") if given.seals else _("Signed"),
        "note": note,
        "strokes": given.strokes or [],
    }


def capacity_label(capacity: str) -> str:
    """In which capacity somebody signs: a role's name, else the word itself."""
    role = host().registry.roles.get(capacity)
    return _(role.label if role else capacity.replace("_", " ").capitalize())


def clauses_in_play(duties: Sequence[Duty], previews: Sequence[ActPreview]) -> list[dict[str, Any]]:
    """The clauses that bear on the case now: refusing, running, kept. Worst first, each once."""
    state: dict[str, tuple[int, str, str]] = {}

    def add(clause: str | None, rank: int, css: str, note: str) -> None:
        if clause and rank < state.get(clause, (9, "", ""))[0]:
            state[clause] = (rank, css, note)

    for seen in map(duty_view_of, duties):
        kept = seen.state in ("met", "cancelled")
        late = seen.state in ("late", "met_late", "missed")
        add(seen.clause_id, 1 if late else 3 if kept else 2, "bad" if late else "ok" if kept else "idle", _(seen.label))
    for found in previews:
        if any(refusal.kind in QUIET for refusal in found.refusals):
            continue  # not at this step, or not this person's: its gates say nothing about now
        for refusal in found.refusals:
            add(refusal.clause, 0, "bad", _("holds back: %(act)s") % {"act": _(found.act.label)})
    ordered = sorted(state.items(), key=lambda pair: pair[1][0])
    views = [(clause_view(name), css, note) for name, (_rank, css, note) in ordered]
    return [{"clause": view, "state": css, "note": note} for view, css, note in views if view]


def steps(subject: Subject, row: Any, history: Sequence[Journal]) -> list[dict[str, str]]:
    """The states in declared order: been there (with the time), here, not yet, or passed by; one end, not all of them."""
    if len(subject.states) < 2:
        return []
    entered = {
        j.state_after: j.at
        for j in history
        if j.subject_type == subject.name and not j.refused and j.state_after != j.state_before
    }
    entered.setdefault(subject.start, row.created_at)
    ends = [name for name, stage in subject.states.items() if stage.category == "done"]
    end = row.state if row.state in ends else next(iter(ends), "")
    names = [name for name in subject.states if name not in ends or name == end]
    here = names.index(row.state) if row.state in names else 0
    found = []
    for index, name in enumerate(names):
        at = entered.get(name)
        state = "current" if index == here else "done" if at and index < here else "skipped" if index < here else "todo"
        found.append(
            {
                "label": stage_label(subject.name, name),
                "sub": i18n.instant_text(at) if at and state != "todo" else "",
                "state": state,
            }
        )
    return found

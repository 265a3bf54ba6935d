"""May this be done now? Permission, state, four eyes, facts, needs and gates: all are asked, all refusals are shown."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import structlog

from core.acts.case import Case
from core.declare import N_, Act, Facts, Gate, Missing, Record
from core.errors import MissingPart, Refusal
from core.host.host import Host
from core.models import Journal, User
from core.models.access import Actor
from core.rules.view import NeedsData, NoData, View

GATE_SECONDS = 2.0  # a gate is pure and quick; one that takes longer is broken and must not let anything pass
_log = structlog.get_logger("guizhang.gates")


def may_not(act: Act, actor: Actor) -> Refusal | None:
    """The refusal of somebody without the right to this act at all."""
    if actor.is_system or (act.by != "system" and actor.may(act.full)):
        return None
    return Refusal(
        "permission",
        act.clause,
        N_("your roles do not allow this"),
        (MissingPart("role", N_("a role that may do this")),),
    )


def out_of_reach(act: Act) -> Refusal:
    part = MissingPart("scope", N_("a data scope that reaches this case"))
    return Refusal("permission", act.clause, N_("your data scope does not reach this case"), (part,))


def off(act: Act, house: Host) -> Refusal | None:
    if house.is_on(act.plugin):
        return None
    return Refusal(
        "off",
        act.clause,
        N_("this regulation is switched off, its data is read-only"),
        (MissingPart("plugin", N_("the plugin switched on")),),
    )


def wrong_state(case: Case) -> Refusal | None:
    if case.row is None or not case.act.source or case.row.state in case.act.source:
        return None
    stages = case.subject.states
    wanted = tuple(MissingPart(f"state:{s}", stages[s].label) for s in case.act.source)
    return Refusal("state", case.act.clause, N_("the case is not at this step"), wanted)


def stale(case: Case) -> Refusal | None:
    if case.row is None or case.version is None or case.row.version == case.version:
        return None
    return Refusal(
        "stale",
        None,
        N_("somebody has changed this meanwhile; look again, then repeat"),
        (MissingPart("version", N_("the newest version")),),
    )


async def four_eyes(cases: Sequence[Case]) -> None:
    """Refuse those whose actor did one of the acts in `unlike` himself ("owner": owns the subject), under whatever account."""
    asked = [c for c in cases if c.open and c.act.unlike and c.row is not None and not c.actor.is_system]
    if not asked:
        return
    act = asked[0].act
    earlier = [f"{act.on}.{name}" for name in act.unlike if name != "owner"]
    done: dict[int, set[int]] = defaultdict(set)
    if earlier:
        ids = [c.subject_id for c in asked]
        for row in await Journal.filter(subject_type=act.on, subject_id__in=ids, act__in=earlier, refused=False).values(
            "subject_id", "actor_id"
        ):
            done[row["subject_id"]].add(row["actor_id"])
    for case in asked:
        if "owner" in act.unlike and case.row is not None and case.row.owner_id:
            done[case.subject_id or 0].add(case.row.owner_id)
    kin = await _accounts({c.actor.id for c in asked}, set().union(*done.values()))
    for case in asked:
        if kin[case.actor.id] & done[case.subject_id or 0]:
            part = MissingPart("other_person", N_("another person than the one before"))
            case.refuse(Refusal("four_eyes", act.clause, N_("the same person may not do both"), (part,)))


async def _accounts(actors: set[int | None], others: set[int]) -> dict[int | None, set[int | None]]:
    """Actor -> he and those of `others` with his telephone: accounts with one telephone are taken for one person."""
    found: dict[int | None, set[int | None]] = {i: {i} for i in actors}
    if others - actors:
        users = await User.filter(id__in=[i for i in actors | others if i]).exclude(phone="").values("id", "phone")
        phones = {u["id"]: u["phone"] for u in users}
        for i, same in found.items():
            same |= {other for other in others if i in phones and phones.get(other) == phones[i]}
    return found


def gates_for(act: Act, house: Host) -> list[Gate]:
    """The gates of all plugins that are on."""
    return [g for g in house.registry.gates.get(act.full, ()) if house.is_on(house.registry.plugin_of(g))]


def wanted_facts(act: Act, house: Host, *, running: bool = True) -> list[Facts]:
    """What the gates need, and, when the act is `running` and not only previewed, its `run`."""
    names = dict.fromkeys([*(act.facts if running else ()), *(name for g in gates_for(act, house) for name in g.facts)])
    return [house.registry.facts[name] for name in names]


async def load_facts(views: Sequence[View], facts: Iterable[Facts]) -> None:
    """Load each kind of facts once for all views. A view whose key is not known yet (a preview) stays without them."""
    for kind in facts:
        keys = [(view, key) for view in views if (key := _key(kind, view)) is not None]
        found = await kind.load(sorted({key for _, key in keys})) if keys else {}
        for view, key in keys:
            view.facts[kind.name] = found.get(key)


def _key(kind: Facts, view: View) -> int | str | None:
    try:
        if kind.key is not None:
            return kind.key(view)
    except NeedsData:
        return None
    return view.subject.id if view.subject is not None else None


def ask_gates(act: Act, view: View, house: Host) -> list[tuple[Gate, Refusal]]:
    """Every gate's refusal. A gate that raises or is slow refuses too, and names its plugin."""
    return [(gate, refusal) for gate in gates_for(act, house) for refusal in _ask(gate, act, view, house)]


def _ask(gate: Gate, act: Act, view: View, house: Host) -> list[Refusal]:
    """One refusal, or one for each clause where a gate guards for several."""
    began = time.perf_counter()
    try:
        missing = [m for m in gate.check(view) if m is not None]
    except NeedsData:
        return []
    except (Exception, SystemExit):
        plugin = house.registry.plugin_of(gate)
        _log.exception("gate_broken", plugin=plugin, act=act.full, clause=gate.clause)
        return [_broken(gate, plugin)]
    if time.perf_counter() - began > GATE_SECONDS:
        return [_broken(gate, house.registry.plugin_of(gate))]
    kind: Any = "warn" if gate.level == "warn" else "gate"
    by_clause: dict[str | None, list[MissingPart]] = defaultdict(list)
    for each in missing:
        by_clause[each.clause or gate.clause].append(part(each))
    return [Refusal(kind, clause, gate.message, tuple(parts)) for clause, parts in by_clause.items()]


def _broken(gate: Gate, plugin: str) -> Refusal:
    text = N_("a check of the plugin {plugin} does not answer; ask the administrator to look at it")
    return Refusal(
        "broken", gate.clause, text, (MissingPart("gate", N_("a working check")),), {"plugin": plugin}, plugin
    )


def part(missing: Missing) -> MissingPart:
    return MissingPart(missing.key, missing.label, missing.where, dict(missing.args))


def needs(act: Act, records: Iterable[Record], view: View, after: Any) -> list[Refusal]:
    """Fields that a clause requires at this act and that neither the input nor the subject holds, one refusal a clause."""
    by_clause: dict[str, list[MissingPart]] = defaultdict(list)
    for record in records:
        for need in record.needs:
            if act.full not in need.at or (need.when is not None and not need.when(view)):
                continue
            value = getattr(after, need.field, None)
            if empty(value) and not isinstance(view.data, NoData):
                value = view.data.get(need.field)
            if empty(value):
                by_clause[need.clause].append(MissingPart(need.field, need.label, need.where or act.full))
    return [Refusal("record", clause, "", tuple(parts)) for clause, parts in by_clause.items()]


def empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or (isinstance(value, str) and not value.strip())

"""Whose turn it is to decide: never the asker's, neither by a second role or account nor through a deputy; one yes from each person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from core.api import N_, Facts, Gate, Missing, View, host
from core.declare.approvals import ROLE
from core.host.approvals import DECIDING, SUBJECT
from core.models import ApprovalRequest, ApprovalStep, User
from core.models.access import Actor

FACTS = "core.approval_steps"
URGE_EVERY = timedelta(hours=1)
Step = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """The steps of one request, in order, `kin`: all accounts of the person who asked, and `accounts`: those of each who decided."""

    steps: tuple[Step, ...]
    kin: frozenset[int]
    accounts: Mapping[int | None, frozenset[int]] = field(default_factory=dict)

    @property
    def counting(self) -> list[Step]:
        """Of each position the rows of its last round."""
        last: dict[int, int] = {}
        for step in self.steps:
            last[step["position"]] = max(step["round"], last.get(step["position"], 0))
        return [s for s in self.steps if s["round"] == last[s["position"]]]

    @property
    def open(self) -> list[Step]:
        return [s for s in self.counting if s["state"] == "open"]

    @property
    def left(self) -> list[Step]:
        """What is still to be decided, in order."""
        return [s for s in self.counting if s["state"] in ("open", "waiting")]

    @property
    def deciders(self) -> set[int]:
        """All accounts of those who said yes, and of those for whom it was said."""
        said_yes = [s for s in self.counting if s["state"] == "approved"]
        people = {i for s in said_yes for i in (s["decided_by_id"], s["deputy_of_id"]) if i}
        return people.union(*[self.accounts.get(i, ()) for i in people])


async def load(ids: Sequence[int]) -> Mapping[int, Standing]:
    """Four statements for any number of requests. Accounts with one telephone are taken for one person."""
    steps: dict[int, list[Step]] = {i: [] for i in ids}
    for step in await ApprovalStep.filter(approval_id__in=ids).order_by("position", "id").values():
        steps[step["approval_id"]].append(step)
    asked = {r["id"]: r["asker_id"] for r in await ApprovalRequest.filter(id__in=ids).values("id", "asker_id")}
    decided = {s[name] for rows in steps.values() for s in rows for name in ("decided_by_id", "deputy_of_id")}
    accounts = await _accounts({i for i in (*asked.values(), *decided) if i})
    return {i: Standing(tuple(steps[i]), accounts.get(asked.get(i), frozenset()), accounts) for i in ids}


async def _accounts(people: set[int]) -> dict[int | None, frozenset[int]]:
    """Person -> his accounts."""
    phones = dict(await User.filter(id__in=sorted(people)).exclude(phone="").values_list("id", "phone"))
    same = await User.filter(phone__in=list(phones.values())).values("id", "phone") if phones else []
    return {i: frozenset({i} | {u["id"] for u in same if u["phone"] == phones.get(i)}) for i in people}


def turn(view: View) -> tuple[Step, Actor] | None:
    """The open step the actor may decide, and for whom: himself or one for whom he stands."""
    standing: Standing = view.facts[FACTS]
    actor, row = view.actor, view.subject
    if actor.id is None or actor.id in standing.kin or actor.id in standing.deciders:
        return None
    for step in standing.open:
        for person in (actor, *actor.stands_for):
            if person.id not in standing.kin and person.id not in standing.deciders and _meant(step, person, row):
                return step, person
    return None


def _meant(step: Step, person: Actor, row: Any) -> bool:
    if step["user_id"]:
        return bool(step["user_id"] == person.id)
    return person.holds(step["need"].removeprefix(ROLE), row)


def decides(view: View) -> Iterable[Missing]:
    standing: Standing = view.facts[FACTS]
    approval = host().registry.approvals.get(view.subject.approval)
    clause = approval.clause if approval else None
    if view.actor.id in standing.kin:
        yield Missing("other_person", N_("another person than the one who asked"), clause=clause)
    elif view.actor.id in standing.deciders:
        yield Missing("other_person", N_("another person than the one who approved before"), clause=clause)
    elif turn(view) is None:
        yield Missing("turn", N_("somebody whose turn it is: {who}"), args={"who": who(standing.open)}, clause=clause)


def who(steps: Iterable[Step]) -> str:
    """Those who may decide, in words."""
    return ", ".join(dict.fromkeys(who_of(step) for step in steps))


def who_of(step: Step) -> str:
    if step["user_id"]:
        return host().directory.user(step["user_id"])
    role = host().registry.roles.get(step["need"].removeprefix(ROLE))
    return role.label if role else step["need"]


def _in_force(view: View) -> Iterable[Missing]:
    """Without its declaration nobody knows who decides: then nobody does."""
    approval = host().registry.approvals.get(view.subject.approval)
    if approval is None or not host().is_on(approval.plugin):
        yield Missing("plugin", N_("the plugin switched on"), "core.plugin_switch")


def _asker(view: View) -> Iterable[Missing]:
    if view.actor.id is None or view.actor.id != view.subject.asker_id:
        yield Missing("asker", N_("the person who asked"))


def _not_yet(view: View) -> Iterable[Missing]:
    urged = view.subject.urged_at
    if urged is not None and view.now - urged < URGE_EVERY:
        yield Missing("hour", N_("an hour since the last reminder"))


def _receiver(view: View) -> Iterable[Missing]:
    to, standing = view.data.user, view.facts[FACTS]
    if to in standing.kin or to in standing.deciders or to == view.actor.id:
        yield Missing("receiver", N_("a person who has neither asked nor decided"))


def _earlier(view: View) -> Iterable[Missing]:
    back = view.data.step
    found = turn(view)
    if back and (view.subject.mode != "order" or found is None or not 1 <= back < found[0]["position"]):
        yield Missing("step", N_("an earlier step"))


_WITH = (FACTS,)
RULES = (
    Facts(FACTS, load),
    Gate(DECIDING, None, _in_force),
    Gate(DECIDING, None, decides, facts=_WITH),
    Gate((f"{SUBJECT}.withdraw", f"{SUBJECT}.urge"), None, _asker),
    Gate(f"{SUBJECT}.urge", None, _not_yet),
    Gate((f"{SUBJECT}.hand_on", f"{SUBJECT}.add_signer"), None, _receiver, facts=_WITH),
    Gate(f"{SUBJECT}.send_back", None, _earlier, facts=_WITH),
)

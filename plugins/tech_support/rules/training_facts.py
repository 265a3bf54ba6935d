"""What the gates and acts of training know of other rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.api import Facts
from plugins.tech_support import names as n
from plugins.tech_support.models import Trainee, TrainingClass
from plugins.tech_support.rules.common import completes, key_of, signed

SIDES = ("user_rep", "training_supervisor")
LAST = {side: completes("exam", side, SIDES) for side in SIDES}


@dataclass(frozen=True)
class Place:
    """A participant still in the class."""

    name: str
    qualified: bool | None
    score: int | None


async def _members(ids: Sequence[int]) -> Mapping[int, list[Place]]:
    found: dict[int, list[Place]] = {i: [] for i in ids}
    rows = Trainee.filter(training_class_id__in=ids).exclude(state="left").order_by("id")
    for row in await rows.values("training_class_id", "name", "qualified", "score"):
        found[row["training_class_id"]].append(Place(row["name"], row["qualified"], row["score"]))
    return found


async def _classes(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(await TrainingClass.filter(id__in=ids).values_list("id", "state"))


MEMBERS = Facts("tech_support.class_members", _members)
CLASS = Facts("tech_support.class_of", _classes, key_of("training_class"))
SIGNED = signed(n.TRAINING)
FACTS = (MEMBERS, CLASS, SIGNED)

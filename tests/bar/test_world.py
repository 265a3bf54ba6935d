"""W holds what the checks rely on: rows of every subject in every place, most of them made by acts."""

from __future__ import annotations

from core.host.host import Host
from tests.bar.world import PLACES, UNPLANTED, World


async def test_every_subject_has_rows_in_every_place(host: Host, world: World) -> None:
    empty = [
        (name, place)
        for name in host.registry.subjects
        for place in PLACES
        if not world.of(name, place) and name not in UNPLANTED
    ]
    assert empty == []


async def test_most_subjects_are_filled_by_acts(host: Host, world: World) -> None:
    print(world.planted)
    assert len(world.planted) <= len(host.registry.subjects) * len(PLACES) // 2, world.planted


async def test_no_act_falls_over_on_what_its_form_lets_in(world: World) -> None:
    assert world.crashed == {}

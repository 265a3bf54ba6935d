"""What everybody may do with his own account, whatever his roles: even before he has any."""

from __future__ import annotations

import dataclasses

from core.models.access import Actor, Granted

SELF = "self"  # held by whoever is signed in, for these acts only; a gate of each sees to it that the account is his
OWN_ACTS = ("core.user.own_password", "core.user.second_on", "core.user.second_off", "core.user.new_codes")


def himself(actor: Actor) -> Actor:
    """The actor at his own account."""
    return dataclasses.replace(actor, grants=(*actor.grants, Granted(SELF, "all")))

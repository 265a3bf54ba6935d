"""Whoever is called by "@login" in a note is told of it, if he may read the case at all."""

from __future__ import annotations

import re

from core.api import Ctx, User, host
from core.models import Notice
from core.own.grants import load_grants

MOST = 20
_CALLED = re.compile(r"(?<![\w@])@([\w.-]{1,60})")
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


def called(text: str) -> list[str]:
    """Login names after an @; in Chinese no blank stands behind one, so its plain letters count by themselves too."""
    found: dict[str, None] = {}
    for word in _CALLED.findall(text):
        plain = _PLAIN.match(word)
        for name in (word, plain[0] if plain else word):
            found[name.rstrip(".-")] = None
    return list(found)[: 2 * MOST]


async def tell_mentioned(ctx: Ctx, text: str) -> list[str]:
    """Write the notices; gives the names of those told. Two statements, none without an @."""
    logins = called(text)
    users = await User.filter(login__in=logins, state="active").order_by("id").limit(MOST) if logins else []
    grants = await load_grants([user.id for user in users]) if users else {}
    told = [
        user
        for user in users
        if user.id != ctx.actor.id and host().make_actor(user, grants[user.id]).reaches("core.ticket.read", ctx.subject)
    ]
    for user in told:  # at most MOST, into one table
        await ctx.add(
            Notice,
            user_id=user.id,
            kind="mentioned",
            subject_type="core.ticket",
            subject_id=ctx.subject.id,
            number=ctx.subject.number,
            by_id=ctx.actor.id,
            at=ctx.now,
            dedupe=f"mentioned:{ctx.uid}",
        )
    return [user.name for user in told]

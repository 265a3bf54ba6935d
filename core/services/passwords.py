"""Password hashes, computed beside the event loop and never more than two at a time.

One check takes 64 MiB and about 140 ms: ten parallel sign-ins in the loop would stop the server. A name nobody bears is
checked against a dummy hash, so that the time taken does not tell who has an account.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.errors import GuizhangError

MAX_LENGTH = 200
# without letters and digits that are taken for one another when read aloud or copied from paper
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

_WORKERS = 2
_WAITING = 20

_T = TypeVar("_T")
_hasher = PasswordHasher()
_pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="passwords")
_pending = 0


class PasswordsBusy(GuizhangError):
    """Too many checks are waiting: try again in a few seconds."""


async def hash_password(plain: str) -> str:
    """An argon2id hash with its own salt. ValueError for more than MAX_LENGTH characters, PasswordsBusy under load."""
    if len(plain) > MAX_LENGTH:
        raise ValueError(f"A password has at most {MAX_LENGTH} characters.")
    return await _beside(lambda: _hasher.hash(plain))


async def verify_password(stored: str | None, plain: str) -> bool:
    """Whether `plain` is the password behind `stored`; without `stored` it takes as long and says no.

    PasswordsBusy under load.
    """
    return await _beside(lambda: _verify(stored, plain[:MAX_LENGTH])) and len(plain) <= MAX_LENGTH


def _verify(stored: str | None, plain: str) -> bool:
    try:
        return _hasher.verify(stored or _dummy(), plain) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _dummy() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))


def made_up() -> str:
    """A fresh password of four groups, about 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def warm_up() -> None:
    """Compute the dummy hash, so that the first unknown name does not take twice as long; the start does not wait for it."""
    _pool.submit(_dummy)


async def _beside(work: Callable[[], _T]) -> _T:
    global _pending
    if _pending >= _WORKERS + _WAITING:
        raise PasswordsBusy
    _pending += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_pool, work)
    finally:
        _pending -= 1

"""Codes of an authenticator (RFC 6238, six digits, half a minute): each is good once, in the half minute before and after its own too."""

from __future__ import annotations

import hmac
import re
from datetime import datetime

import pyotp
from tortoise.expressions import Q

from core import clock
from core.models import RecoveryCode, Totp
from core.services.passwords import made_up
from core.services.tokens import digest

STEP_SECONDS = 30
RECOVERY_CODES = 10
ISSUER = "Guizhang"
POLICY = "core.second_factor"
NOBODY, OFFICERS, EVERYBODY = "nobody", "administrators and auditors", "everybody"
_OFFICERS = frozenset({"admin", "auditor"})
_SECRET = re.compile(r"[A-Z2-7]{32}", re.ASCII)
_CODE = re.compile(r"\d{6}", re.ASCII)


def new_secret() -> str:
    """160 random bits."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    return _SECRET.fullmatch(text) is not None


def address(secret: str, login: str) -> str:
    """What the QR code says."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def matching_step(secret: str, code: str, now: datetime, after: int = 0) -> int | None:
    """The half minute this code belongs to, later than `after`; None for a wrong or an old one."""
    code = re.sub(r"\s", "", code)
    if not _CODE.fullmatch(code):
        return None
    here, totp = int(now.timestamp()) // STEP_SECONDS, pyotp.TOTP(secret)
    steps = [s for s in (here - 1, here, here + 1) if s > after and hmac.compare_digest(totp.generate_otp(s), code)]
    return steps[0] if steps else None


async def accept(user_id: int, code: str) -> bool:
    """Use a code, of the authenticator or a recovery code; False if it is wrong or was used. Of two at once one is let in."""
    row = await Totp.get_or_none(user_id=user_id)
    step = matching_step(row.secret, code, clock.now(), row.last_step) if row else None
    if row is not None and step is not None:
        return bool(await Totp.filter(Q(last_step__lt=step), id=row.id).update(last_step=step))
    found = RecoveryCode.filter(user_id=user_id, digest=recovery_digest(code), used_at=None)
    return row is not None and bool(await found.update(used_at=clock.now()))


def recovery_codes() -> list[str]:
    return [made_up() for _ in range(RECOVERY_CODES)]


def recovery_digest(code: str) -> str:
    """However its groups are written."""
    return digest(re.sub(r"[^a-z0-9]", "", code.lower()))


def required(value: str, roles: frozenset[str]) -> bool:
    """Whether somebody with these roles needs a second factor, by this value of the policy."""
    return bool(roles) and (value == EVERYBODY or (value == OFFICERS and not roles.isdisjoint(_OFFICERS)))

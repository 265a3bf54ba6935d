"""Passwords as people meet them: made up for one use, then typed."""

from __future__ import annotations

import secrets
from typing import Any

from core.api import Text, gettext

_LEAST, _MOST = 10, 100
# without letters and digits that are taken for one another when read aloud or copied from paper
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Password(Text):
    """Shown while it is typed: it is handed to somebody else, who then sets his own."""

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        super().__init__(label, max=_MOST, **kwargs)

    def read(self, raw: Any) -> str:
        text = super().read(raw)
        if len(text) < _LEAST:
            raise ValueError("too short")
        return text

    def expected(self) -> str:
        return gettext("at least %(n)d characters") % {"n": _LEAST}


def one_time() -> str:
    """A fresh password of four groups, about 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))

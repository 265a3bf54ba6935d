"""Passwords as people meet them: made up for one use, then typed."""

from __future__ import annotations

from typing import Any

from core.api import Text, gettext
from core.services.passwords import made_up as one_time

__all__ = ["Password", "one_time"]

_LEAST, _MOST = 10, 100


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

"""What goes on paper, one file per document."""

from __future__ import annotations

from core.api import Print

DECLARED: tuple[Print, ...] = ()

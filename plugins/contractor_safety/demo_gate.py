"""What happens at the gate and inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


async def fill(run: Run) -> None:
    """Nothing yet."""

"""Invented people and companies at the gate, put in through the same acts as everybody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plugins.contractor_safety import demo_gate

Run = Callable[..., Any]


async def fill(run: Run) -> None:
    """`run` acts as the system; a second call adds nothing."""
    await demo_gate.fill(run)

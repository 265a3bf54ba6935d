"""Approvals: an act waits until others have said yes, in order, all of them, or any one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["order", "all", "any"]
ROLE, COLUMN, MANAGER = "role:", "user:", "dept_manager"


@dataclass(frozen=True)
class Approval:
    """`act` (full name, on `on`) may only be done once this is granted. Whoever asked never decides.

    A step is "role:<role>" (within its data scope), "dept_manager" (of the subject's department) or "user:<column of the subject>".
    `content` names the columns that were approved: a change of them voids what was granted. It serves once: with `act` done, it is used.
    `roles` may ask (default: those of `act`).
    """

    name: str
    on: str
    act: str
    clause: str
    steps: tuple[str, ...]
    mode: Mode = "order"
    content: tuple[str, ...] = ()
    label: str = ""
    roles: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.on}:{self.name}"

    @property
    def plugin(self) -> str:
        return self.on.split(".")[0]

    @property
    def ask(self) -> str:
        """The act by which it is asked for."""
        return f"{self.on}.ask_{self.name}"

    @property
    def facts(self) -> str:
        """Facts of the subject: its latest approval that waits or is granted."""
        return f"{self.key}.approval"

    @property
    def step_roles(self) -> frozenset[str]:
        return frozenset(step.removeprefix(ROLE) for step in self.steps if step.startswith(ROLE))

"""Taking something out of use and back into it: the same two acts for everything that is never deleted."""

from __future__ import annotations

from core.api import N_, Act


def archiving(subject: str, confirm: str, *roles: str) -> tuple[Act, Act]:
    """Archive and restore for `roles`, between the states "active" and "archived"; `confirm` says what archived things no longer do."""
    return (
        Act(
            "archive",
            subject,
            N_("Archive"),
            roles,
            source=("active",),
            to="archived",
            icon="box",
            danger=True,
            confirm=confirm,
        ),
        Act("restore", subject, N_("Restore"), roles, source=("archived",), to="active", icon="undo"),
    )

"""What follows for those who were not asked: files move with their case, and whoever gets a case is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.models import Attachment


async def move_files(where: Mapping[str, Any], moved: Mapping[str, Any]) -> None:
    """The files of a handed-over case are reached by whoever reaches the case."""
    await Attachment.filter(**where).update(**moved)

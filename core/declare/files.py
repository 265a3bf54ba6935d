"""What a file can be, where not everybody who reads its subject may read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileKind:
    """A confidential kind of file, chosen when it is attached. `name` is "plugin.kind".

    Only `roles` read such a file (permission "<name>.read", beside the right to its subject); each reading is written into the view log,
    and who may not is refused with `clause`.
    """

    name: str
    label: str
    roles: tuple[str, ...]
    clause: str | None = None

    @property
    def permission(self) -> str:
        return f"{self.name}.read"

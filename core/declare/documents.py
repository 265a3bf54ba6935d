"""Documents: plugin manifests, regulations, clauses, policies and roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

API = 1


def N_(msgid: str) -> str:
    """Mark a msgid for extraction."""
    return msgid


@dataclass(frozen=True)
class Plugin:
    """The manifest. `requires` are packaging specifiers on other plugins: ("service_quality>=1",)."""

    name: str
    label: str
    version: str
    api: int = API
    requires: tuple[str, ...] = ()
    icon: str = "box"


@dataclass(frozen=True)
class Regulation:
    """A document. TS-9: each version carries who drafted, reviewed, approved and issued it (free text, shown on the map)."""

    id: str
    title: str
    effective_from: date | None = None
    drafted: str = ""
    reviewed: str = ""
    approved: str = ""
    issued: str = ""


@dataclass(frozen=True)
class Clause:
    """One demand. `kinds` e.g. "D R" of D P G R T C L X; `planned` for clauses of later work, carried by nothing yet."""

    id: str
    regulation: str
    cite: str
    kinds: str
    text: str
    planned: bool = False


@dataclass(frozen=True)
class Policy:
    """A value of the regulation. Units: "min" "h" "d" "mo" for spans, else free ("km", "fen", ""). `origin` shown on screen."""

    key: str
    clause: str
    label: str
    default: Any
    unit: str = ""
    kind: Literal["number", "switch", "choice", "table"] = "number"
    origin: Literal["regulation", "company"] = "regulation"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Role:
    name: str
    label: str

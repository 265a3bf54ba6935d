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
class Calendar:
    """Working time: `hours` of a working day as ("08:30", "12:00") pairs, `weekdays` from 0 = Monday, and whose public `holidays` and
    make-up working days hold ("cn", or "" for none). Rows an administrator sets for a day go before all of it."""

    name: str
    label: str
    hours: tuple[tuple[str, str], ...]
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    holidays: str = "cn"


WORK = "core.work"  # the calendar meant where a policy names none


@dataclass(frozen=True)
class Policy:
    """A value of the regulation. Units: "min" "h" "d" "mo" for spans, else free ("km", "fen", ""). `origin` shown on screen.

    One without a `clause` is the house's own.

    By a `calendar`: "wh" working hours, "wd" working days. `roll_to_workday`: whether a last day off moves to the next working day, or
    the key of the switch that says so.
    """

    key: str
    clause: str | None
    label: str
    default: Any
    unit: str = ""
    kind: Literal["number", "switch", "choice", "table"] = "number"
    origin: Literal["regulation", "company"] = "regulation"
    choices: tuple[str, ...] = ()
    calendar: str = ""
    roll_to_workday: bool | str = False


@dataclass(frozen=True)
class Role:
    name: str
    label: str

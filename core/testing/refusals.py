"""Expecting a refusal, by what a user would read of it: its clause and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from core.errors import Refusal, Refused


@dataclass
class Expected:
    """Filled once the refusal has happened."""

    refusals: tuple[Refusal, ...] = ()
    log_id: str = ""
    keys: set[str] = field(default_factory=set)


@contextmanager
def expect_refused(clause: str | None, *keys: str, kind: str | None = None) -> Iterator[Expected]:
    """Fails unless the block raises Refused with `clause`, all of `keys` missing and, if given, this kind."""
    expected = Expected()
    with pytest.raises(Refused) as raised:
        yield expected
    refused = raised.value
    expected.refusals, expected.log_id = refused.refusals, refused.log_id
    named = [r for r in refused.refusals if r.clause == clause and (kind is None or r.kind == kind)]
    expected.keys = {k for r in named for k in r.keys}
    assert named, f"refused, but by {[(r.kind, r.clause, r.keys) for r in refused.refusals]}, not by {clause}"
    assert set(keys) <= expected.keys, f"missing {sorted(expected.keys)}, expected {sorted(keys)}"


def named_by(answer: Any, clause: str) -> dict[str, Any]:
    """The refusal with this clause in a JSON answer (409 or 403)."""
    assert answer.status_code in (403, 409), f"{answer.status_code}: {answer.text[:400]}"
    found: list[dict[str, Any]] = [r for r in answer.json()["refusals"] if r["clause"] == clause]
    assert found, f"no refusal by {clause} in {answer.json()['refusals']}"
    return found[0]

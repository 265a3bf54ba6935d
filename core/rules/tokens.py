"""One tokenizer for both databases: CJK bigrams, Latin words, and trigrams of numbers, so that a part of a number is found."""

from __future__ import annotations

import re

_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9]+")
_CJK = 0x3000
_LONGEST = 40  # as the column that keeps them


def tokens(text: str) -> list[str]:
    """Tokens of `text`, in order, repeats kept."""
    found: list[str] = []
    for run in _RUN.findall(text):
        if ord(run[0]) > _CJK:
            found += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        elif any(c.isdigit() for c in run):
            run = run.lower()
            found += [run[i : i + 3] for i in range(len(run) - 2)] or [run]
        else:
            found.append(run.lower()[:_LONGEST])
    return found

"""One tokenizer for both databases, made for looking up the beginnings of tokens: bigrams of CJK, words, tails of numbers, pinyin."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

LONGEST = 40  # as the column that keeps them
MOST_TERMS = 8
_CJK = "\u3400-\u9fff"
# what is joined by dots, dashes or slashes and has a digit is one number: "FW-2026-00001", "139-0000-1234"
_NUMBER = re.compile(r"(?=[A-Za-z./_-]*\d)[A-Za-z0-9]+(?:[./_-][A-Za-z0-9]+)*")
_RUN = re.compile(rf"[{_CJK}]+|{_NUMBER.pattern}|[A-Za-z]+")
_JOINS = re.compile(r"[./_-]")
_SHORTEST_TAIL = 3
_LONGEST_NUMBER, _LONGEST_NAME = 60, 24


class Term(NamedTuple):
    """Tokens from `first` on and below `below`; without it `first` alone."""

    first: str
    below: str = ""


def tokens(text: str) -> list[str]:
    """Tokens under which `text` is found, in order, repeats kept.

    Any two neighbouring CJK characters, the beginning of any word, and any three or more neighbouring characters of a number find it.
    """
    return [token for run in _runs(text) for token in _of_run(run)]


def terms(text: str) -> list[Term]:
    """What must all be found for somebody who types `text`; the longest first, they are the rarest."""
    wanted = [term for run in _runs(text) for term in _asked(run)]
    return sorted(dict.fromkeys(wanted), key=lambda term: -len(term.first))[:MOST_TERMS]


def sounds(text: str) -> list[str]:
    """Pinyin of every CJK run from each of its characters on, in full and by initials; a first character by each of its readings."""
    return [token for run in _runs(text) if _is_cjk(run) for token in _sounds(run[:_LONGEST_NAME])]


def _runs(text: str) -> Iterable[str]:
    for run in _RUN.findall(text):
        yield run if _is_cjk(run) else _JOINS.sub("", run).lower()


def _is_cjk(run: str) -> bool:
    return run[0] >= _CJK[0]


def _is_number(run: str) -> bool:
    return any(c.isdigit() for c in run)


def _of_run(run: str) -> Iterable[str]:
    if _is_cjk(run):
        return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    if _is_number(run):
        run = run[:_LONGEST_NUMBER]
        return [run[i : i + LONGEST] for i in range(len(run) - _SHORTEST_TAIL + 1)] or [run]
    return [run[:LONGEST]]


def _asked(run: str) -> Iterable[Term]:
    if _is_cjk(run):
        return [Term(pair) for pair in _of_run(run)] if len(run) > 1 else [_beginning(run)]
    run = run[:LONGEST]
    # one letter or two digits begin too much to be of any help
    return [_beginning(run) if len(run) >= (_SHORTEST_TAIL if run.isdigit() else 2) else Term(run)]


def _beginning(run: str) -> Term:
    return Term(run, run[:-1] + chr(ord(run[-1]) + 1))


def _sounds(run: str) -> Iterable[str]:
    readings = [_readings(char) for char in run]
    for at, here in enumerate(readings):
        after = [others[0] for others in readings[at + 1 :]]
        for syllable in here:
            yield (syllable + "".join(after))[:LONGEST]
        if after:
            yield from dict.fromkeys(syllable[0] + "".join(s[0] for s in after) for syllable in here)


@lru_cache(maxsize=10_000)
def _readings(char: str) -> tuple[str, ...]:
    """Its syllables without tones, the commonest first; the character itself if it has none."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # their table costs 45 MB and 70 ms, and knows no names
    from pypinyin import Style, pinyin  # imported late: not every process writes or looks up names

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(s for s in (found[0] if found else []) if s)) or (char,)


__all__ = ["LONGEST", "Term", "sounds", "terms", "tokens"]

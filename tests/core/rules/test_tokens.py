"""Whatever is typed as a part of a name or number begins one of its tokens."""

from __future__ import annotations

import subprocess
import sys

import pytest

from core.rules.tokens import LONGEST, sounds, terms, tokens


def hit(text: str, typed: str, *, by_sound: bool = False) -> bool:
    """Whether every word typed begins a token of the text, as the database compares them."""
    found = [*tokens(text), *(sounds(text) if by_sound else [])]
    wanted = terms(typed)
    return bool(wanted) and all(
        any((t.first <= f < t.below) if t.below else t.first == f for f in found) for t in wanted
    )


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("北京第三水泵厂", "水泵"),
        ("北京第三水泵厂", "三水泵厂"),
        ("张三", "张"),
        ("Grand Hotel 大酒店", "gra"),
        ("Grand Hotel 大酒店", "hotel grand"),
        ("13900001234", "1234"),
        ("13900001234", "139 0000 1234"),
        ("13900001234", "139-0000-1234"),
        ("FW-2026-00017", "FW-2026-0001"),
        ("FW-2026-00017", "fw202600017"),
        ("FW-2026-00017", "00017"),
        ("FW-2026-00017", "2026-000"),
        ("SN-GRAND-1", "grand-1"),
        ("Zimmer 19", "19"),
        ("a9", "a9"),
    ],
)
def test_a_part_finds_the_whole(text: str, typed: str) -> None:
    assert hit(text, typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [("13900001234", "4321"), ("Grand Hotel", "rand"), ("张三", "三张"), ("Zimmer 19", "1"), ("x", "")],
)
def test_what_is_no_part_finds_nothing(text: str, typed: str) -> None:
    assert not hit(text, typed)


@pytest.mark.parametrize("typed", ["zs", "zhangsan", "zhang", "san", "张三", "ZS"])
def test_a_name_is_found_by_its_sound(typed: str) -> None:
    assert hit("张三", typed, by_sound=True)


@pytest.mark.parametrize("typed", ["zgf", "zengguofan", "cgf"])
def test_a_first_character_with_two_readings_is_found_by_both(typed: str) -> None:
    assert hit("曾国藩", typed, by_sound=True)


def test_a_company_is_found_by_initials_from_any_character_on() -> None:
    assert hit("北京第三水泵厂", "bjds", by_sound=True)
    assert hit("北京第三水泵厂", "dssbc", by_sound=True)
    assert not hit("北京第三水泵厂", "bjsb", by_sound=True)


def test_tokens_fit_their_column() -> None:
    long = "7" * 90 + " " + "x" * 90 + " " + "水" * 90
    assert max(map(len, [*tokens(long), *sounds(long)])) <= LONGEST


def test_pinyin_is_not_read_at_start() -> None:
    code = "import sys, core.host.host, core.web.app; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

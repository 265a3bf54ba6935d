"""Languages never mix, and instants, money and spans are written exactly."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core import i18n, messages
from core.i18n import gettext, ngettext, use_language
from core.services.passwords import hash_password, verify_password

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "%(days)d d %(hours)d h"
msgstr "%(days)d 天 %(hours)d 小时"

msgid "%(hours)d h %(minutes)d min"
msgstr "%(hours)d 小时 %(minutes)d 分"

msgid "MMM d, HH:mm"
msgstr "M月d日 HH:mm"

msgid "Shop"
msgstr "店铺"

#, fuzzy
msgid "Guess"
msgstr "猜"

msgid "%(num)d row"
msgid_plural "%(num)d rows"
msgstr[0] "%(num)d 行"
"""


@pytest.fixture
def catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "core.po").write_text(PO)
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    i18n.load()
    yield tmp_path
    monkeypatch.undo()
    i18n.load()


async def test_two_languages_at_the_same_time_never_mix(catalogs: Path) -> None:
    async def speak(language: str) -> list[str]:
        heard = []
        with use_language(language):
            for _ in range(20):
                heard.append(gettext("Shop"))
                await asyncio.sleep(0)
        return heard

    heard = await asyncio.gather(*(speak(language) for language in ("zh_CN", "en") * 50))
    assert all(set(words) == {"店铺" if n % 2 == 0 else "Shop"} for n, words in enumerate(heard))


def test_plural_and_unknown_and_fuzzy(catalogs: Path) -> None:
    assert (ngettext("%(num)d row", "%(num)d rows", 1), ngettext("%(num)d row", "%(num)d rows", 2)) == ("1 行", "2 行")
    assert gettext("Guess") == "Guess"
    with use_language("en"):
        assert (ngettext("%(num)d row", "%(num)d rows", 1), ngettext("%(num)d row", "%(num)d rows", 0)) == (
            "1 row",
            "0 rows",
        )
    with use_language("xx"):
        assert gettext("Shop") == "店铺"


def test_text_without_arguments_is_left_as_it_is() -> None:
    assert gettext("100 % of %(x)s") == "100 % of %(x)s"
    assert gettext("%(x)s %%", x=5) == "5 %"


def test_instants_are_shown_in_shanghai(catalogs: Path) -> None:
    at = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
    assert (i18n.instant(at), i18n.day(at), i18n.day(date(2026, 1, 2))) == (
        "2026-11-25 00:30",
        "2026-11-25",
        "2026-01-02",
    )
    assert i18n.instant_text(datetime(2026, 11, 24, 1, 30, tzinfo=UTC)) == "11月24日 09:30"
    with pytest.raises(ValueError, match="time zone"):
        i18n.instant(datetime(2026, 11, 24))


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (128000, "1,280.00"),
        (-1, "-0.01"),
        (-128050, "-1,280.50"),
        (10**17 + 1, "1,000,000,000,000,000.01"),
    ],
)
def test_money_is_exact(fen: int, text: str) -> None:
    assert i18n.yuan(fen) == text


@pytest.mark.parametrize(
    ("fen", "text"),
    [(128000, "壹仟贰佰捌拾元整"), (5, "伍分"), (0, "零元整"), (12345678, "壹拾贰万叁仟肆佰伍拾陆元柒角捌分")],
)
def test_money_in_capitals(fen: int, text: str) -> None:
    assert i18n.capital_yuan(fen) == text


def test_shares_and_spans(catalogs: Path) -> None:
    assert i18n.share(9333) == "93.33 %"
    assert i18n.duration(timedelta(hours=2, minutes=15, seconds=59)) == "2 小时 15 分"
    assert i18n.duration(timedelta(days=1, hours=4, minutes=50)) == "1 天 4 小时"
    assert i18n.duration(-timedelta(hours=2, minutes=15)) == "2 小时 15 分"
    with use_language("en"):
        texts = [i18n.duration(timedelta(seconds=s)) for s in (0, 59, 60, 3600, 86400, 90000)]
    assert texts == ["under 1 min", "under 1 min", "1 min", "1 h", "1 d", "1 d 1 h"]
    assert [f(None) for f in (i18n.yuan, i18n.share, i18n.duration, i18n.instant, i18n.day, i18n.capital_yuan)] == [
        ""
    ] * 6


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of one Python file, one template and one plugin."""
    (tmp_path / "core" / "templates").mkdir(parents=True)
    (tmp_path / "core" / "code.py").write_text(
        'A = _("Save %(what)s")\nB = ngettext("%(num)d row", "%(num)d rows", 3)\n'
    )
    (tmp_path / "core" / "templates" / "a.html").write_text(
        "{{ _('Close') }}{% trans n=1 %}One {{ n }}\n  two{% endtrans %}"
    )
    (tmp_path / "plugins" / "shop").mkdir(parents=True)
    (tmp_path / "plugins" / "shop" / "plugin.py").write_text('C = N_("Shop")\nD = _("Close")\n')
    monkeypatch.setattr(messages, "_ROOT", tmp_path)
    monkeypatch.setattr(messages, "LOCALES", tmp_path / "locales")
    return tmp_path


def _part(checkout: Path, **texts: str) -> Path:
    part = checkout / "part.po"
    part.write_text("".join(f'msgid "{k}"\nmsgstr "{v}"\n\n' for k, v in texts.items()))
    return part


def test_extraction_finds_every_kind_of_text_in_its_domain(checkout: Path) -> None:
    written = messages.extract()
    assert [file.name for file in written] == ["core.po", "shop.po"]
    core, shop = (file.read_text() for file in written)
    for msgid in ("Save %(what)s", "%(num)d rows", "Close", "One %(n)s two"):
        assert f'"{msgid}"' in core
    assert '"Shop"' in shop
    assert '"Shop"' not in core
    first = [file.read_bytes() for file in written]
    messages.extract()
    assert [file.read_bytes() for file in written] == first


def test_parts_are_merged_and_kept(checkout: Path) -> None:
    messages.merge_parts([_part(checkout, Close="关闭", Shop="店铺", Gone="没有")])
    (checkout / "part.po").unlink()
    messages.extract()
    core, shop = ((checkout / "locales/zh_CN/LC_MESSAGES" / f"{d}.po").read_text() for d in ("core", "shop"))
    assert "关闭" in core
    assert "关闭" in shop
    assert "店铺" in shop
    assert "Gone" not in core + shop


def test_check_names_what_is_missing_fuzzy_wrong_or_unused(checkout: Path) -> None:
    everything = {"Close": "关闭", "Shop": "店铺", "Save %(what)s": "保存 %(what)s", "One %(n)s two": "一 %(n)s"}
    messages.merge_parts([_part(checkout, **everything)])
    core = checkout / "locales/zh_CN/LC_MESSAGES/core.po"
    core.write_text(core.read_text().replace('msgstr[0] ""', 'msgstr[0] "%(num)d 行"'))
    assert messages.check_catalogs() == []
    text = core.read_text()
    spoiled = {
        "not translated": text.replace('"保存 %(what)s"', '""'),
        "fuzzy": text.replace('msgid "Close"', '#, fuzzy\nmsgid "Close"'),
        "wrong placeholders": text.replace("保存 %(what)s", "保存 %(other)s"),
        "not used": text + '\nmsgid "Old"\nmsgstr "旧"\n',
        "not in the catalog": text.replace('msgid "Close"', 'msgid "Closed"'),
        "translated in another way": text.replace("关闭", "关上"),
    }
    for what, changed in spoiled.items():
        core.write_text(changed)
        assert any(what in problem for problem in messages.check_catalogs()), what


async def test_password_hash_is_argon2_and_checks_both_ways() -> None:
    stored = await hash_password("correct horse 9")
    assert stored.startswith("$argon2id$")
    assert await verify_password(stored, "correct horse 9")
    assert not await verify_password(stored, "correct horse 8")
    for missing in (None, "", "nonsense"):
        assert not await verify_password(missing, "correct horse 9")
    assert not await verify_password(stored, "correct horse 9" + "x" * 100_000)


def test_a_midnight_until_which_something_is_owed_is_the_24_00_of_the_day_before():
    from datetime import UTC, datetime

    from core.i18n import due, due_text

    midnight = datetime(2024, 8, 20, 16, 0, tzinfo=UTC)
    assert due(midnight) == "2024-08-20 24:00"
    assert due_text(midnight) == "8月20日 24:00"
    assert due(datetime(2024, 8, 20, 15, 59, tzinfo=UTC)) == "2024-08-20 23:59"

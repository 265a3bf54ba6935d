"""The reader's language: texts, plurals and the way instants, money and spans are written.

Code and templates hold English msgids only; what a reader sees comes from the .po catalogs, read once per process and
merged over all domains. The language is a ContextVar, so one process serves both languages at the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from typing import Any, cast

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from core.clock import SHANGHAI
from core.declare import N_ as N_

DEFAULT = "zh_CN"
LANGUAGES = (DEFAULT, "en")
LOCALES = Path(__file__).parent.parent / "locales"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


@dataclass
class _Texts:
    """All texts of one language: msgid -> text, and msgid -> its plural forms in the order of the catalog's rule."""

    single: dict[str, str] = field(default_factory=dict)
    plural: dict[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = lambda n: int(n != 1)


_texts: dict[str, _Texts] | None = None


def load(folders: Iterable[Path] = ()) -> None:
    """Read our catalogs and those in more `folders` (a plugin wheel's `locales`); the first text for a msgid stays."""
    global _texts
    found = {language: _Texts() for language in LANGUAGES}
    for folder in (LOCALES, *folders):
        for language, texts in found.items():
            for file in sorted((folder / language / "LC_MESSAGES").glob("*.po")):
                _add(texts, file, language)
    _texts = found


def _add(texts: _Texts, file: Path, language: str) -> None:
    catalog = _parsed(file, file.stat().st_mtime_ns, language)
    if catalog.plural_expr:
        texts.form = c2py(catalog.plural_expr)
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, str):
            if message.string:
                texts.single.setdefault(message.id, cast(str, message.string))
        elif all(forms := tuple(message.string or ())):
            texts.plural.setdefault(message.id[0], forms)


@lru_cache
def _parsed(file: Path, _changed: int, language: str) -> Catalog:
    """Parsed once as long as the file stays the same: a test run makes many applications."""
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def _now() -> _Texts:
    if _texts is None:
        load()
    return cast(dict[str, _Texts], _texts)[language()]


def language() -> str:
    """The reader's language, one of LANGUAGES."""
    return _language.get()


@contextmanager
def use_language(name: str | None) -> Iterator[None]:
    """Speak `name` in this task for a while; an unknown language is the default one."""
    token = _language.set(name if name in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _language.reset(token)


def gettext(msgid: str, **args: Any) -> str:
    """The text of `msgid`, else the msgid itself. `args` fill %(name)s; without args nothing is filled in."""
    text = _now().single.get(msgid, msgid)
    return text % args if args else text


def ngettext(one: str, many: str, n: int, **args: Any) -> str:
    """The text for `n` things; %(num)s is `n`."""
    return plain_ngettext(one, many, n) % {"num": n, **args}


def plain_ngettext(one: str, many: str, n: int) -> str:
    """The text for `n` things with its placeholders still in it."""
    texts = _now()
    forms = texts.plural.get(one)
    return forms[texts.form(n)] if forms else (one if n == 1 else many)


_ = gettext


def instant(at: datetime | None) -> str:
    """2026-11-24 09:30, in Shanghai."""
    return f"{_local(at):%Y-%m-%d %H:%M}" if at else ""


def instant_text(at: datetime | None) -> str:
    """An instant inside a sentence, in Shanghai; the pattern is the catalog's."""
    if at is None:
        return ""
    return format_datetime(_local(at), _("MMM d, HH:mm"), tzinfo=SHANGHAI, locale=_locale(language()))


def due(at: datetime | None) -> str:
    """An instant until which something is owed: a midnight is the 24:00 of the day before it, as the regulations say it."""
    local = _local(at) if at else None
    if local is None or local.time() != time():
        return instant(at)
    return f"{local - timedelta(days=1):%Y-%m-%d} 24:00"


def due_text(at: datetime | None) -> str:
    """The same inside a sentence."""
    local = _local(at) if at else None
    if local is None or local.time() != time():
        return instant_text(at)
    return f"{day_text(local.date() - timedelta(days=1))} 24:00"


def day(on: date | datetime | None) -> str:
    """2026-11-24; an instant's day is Shanghai's."""
    if on is None:
        return ""
    return (_local(on).date() if isinstance(on, datetime) else on).isoformat()


def day_text(on: date | datetime | None) -> str:
    """A day inside a sentence."""
    if on is None:
        return ""
    return format_date(_local(on).date() if isinstance(on, datetime) else on, _("MMM d"), locale=_locale(language()))


@lru_cache
def _locale(name: str) -> Locale:
    """Babel goes through a thousand names whenever it is given one."""
    return Locale.parse(name)


def _local(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"An instant needs a time zone: {at!r}")
    return at.astimezone(SHANGHAI)


def yuan(fen: int | None) -> str:
    """1,280.00 from 128000 fen, without a unit."""
    if fen is None:
        return ""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def capital_yuan(fen: int | None) -> str:
    """The amount in capital numerals, as printed forms want it."""
    if fen is None:
        return ""
    from cn2an import an2cn  # heavy, and only prints need it

    return str(an2cn(yuan(fen).replace(",", ""), "rmb"))


def share(hundredths: int | None) -> str:
    """93.33 % from 9333."""
    return "" if hundredths is None else f"{yuan(hundredths)} %"


def duration(span: timedelta | None) -> str:
    """A span in its two largest units of days, hours and minutes; the sign is left to the words around it."""
    if span is None:
        return ""
    minutes = int(abs(span).total_seconds()) // 60
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts: Mapping[str, int] = {"days": days, "hours": hours, "minutes": minutes}
    return _(_pattern(days, hours, minutes)) % parts


def _pattern(days: int, hours: int, minutes: int) -> str:
    if days:
        return N_("%(days)d d %(hours)d h") if hours else N_("%(days)d d")
    if hours:
        return N_("%(hours)d h %(minutes)d min") if minutes else N_("%(hours)d h")
    return N_("%(minutes)d min") if minutes else N_("under 1 min")

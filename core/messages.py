"""Catalogs kept in step with the code: extraction, merging of translations, and the check that nothing is missing.

A tool for developers (`guizhang messages`); nothing at run time imports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from core.i18n import DEFAULT, LOCALES

_ROOT = Path(__file__).parent.parent
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
_METHODS = {".py": "python", ".html": "jinja2"}
_OPTIONS = {".py": {}, ".html": {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}}
# Fixed, so that a catalog changes only when a text does
_DATE = datetime(2026, 11, 24, tzinfo=UTC)

Texts = dict[Any, Any]


def extract(parts: Iterable[Path | str] = ()) -> list[Path]:
    """Rewrite every domain's catalog: all msgids of the code, translations kept, those of `parts` (.po files) added.

    A catalog's own translation wins over a part, a part over another domain's. Returns the files written.
    """
    known = [_texts(Path(part)) for part in parts]
    own = {domain: _texts(_file(domain)) for domain in domains()}
    return [_write(domain, [own[domain], *known, *own.values()]) for domain in domains()]


def extract_package(folder: Path) -> Path:
    """The same for the package of a plugin elsewhere: its own catalog is rewritten, known texts of ours are taken over."""
    file = catalog_of(folder)
    known = [_texts(file), *(_texts(_file(domain)) for domain in domains())]
    return _write_to(file, file.stem, template(folder), known)


def catalog_of(folder: Path) -> Path:
    """Where the catalog of a plugin's package lies: with ours, or in the package itself."""
    if folder.parent == _ROOT / "plugins":
        return _file(folder.name)
    place = folder / "locales" / DEFAULT / "LC_MESSAGES"
    return next(iter(sorted(place.glob("*.po"))), place / f"{folder.name}.po")


def untranslated(folder: Path) -> list[str]:
    """Msgids of a plugin's package that no catalog of it, its neighbours or the core translates, or that a fuzzy one does."""
    known: Texts = {}
    for file in (folder / "locales" / DEFAULT / "LC_MESSAGES").glob("*.po"):
        known.update(_texts(file))
    for domain in domains():
        known.update(_texts(_file(domain)))
    return sorted(_name(m.id) for m in template(folder) if m.id and m.id not in known)


def merge_parts(parts: Iterable[Path | str]) -> list[Path]:
    """The same as `extract`: translations from the part files go to every domain whose code uses their msgid."""
    return extract(parts)


def domains() -> dict[str, Path]:
    """Domain -> folder of its code: the core, and each plugin of this checkout."""
    plugins = sorted(p.parent for p in (_ROOT / "plugins").glob("*/plugin.py"))
    return {"core": _ROOT / "core", **{folder.name: folder for folder in plugins}}


def template(folder: Path) -> Catalog:
    """All msgids in the Python and HTML files under `folder`."""
    catalog = Catalog(fuzzy=False)
    for file in sorted(folder.rglob("*")):
        if file.suffix not in _METHODS or "migrations" in file.parts or "static" in file.parts:
            continue
        for _line, msgid, comments, context in _messages(file):
            if msgid:
                place = (file.relative_to(_ROOT if file.is_relative_to(_ROOT) else folder.parent).as_posix(), 0)
                catalog.add(msgid, locations=[place], auto_comments=comments, context=context)
    return catalog


def _messages(file: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    yield from extract_from_file(_METHODS[file.suffix], file, _KEYWORDS, options=_OPTIONS[file.suffix])


def check_catalogs() -> list[str]:
    """Sentences about what is wrong with the default language's catalogs; empty when they are complete."""
    problems: list[str] = []
    texts: dict[Any, tuple[str, Any]] = {}
    for domain, folder in domains().items():
        catalog, used = _read(_file(domain)), template(folder)
        wanted = {m.id for m in used if m.id}
        given = {m.id: m for m in catalog if m.id}
        problems += [f"{domain}: not in the catalog: {_name(msgid)}" for msgid in wanted - given.keys()]
        problems += [f"{domain}: not used in the code: {_name(msgid)}" for msgid in given.keys() - wanted]
        for msgid, message in given.items():
            problems += [f"{domain}: {what}: {_name(msgid)}" for what in _wrong(message, catalog)]
            first = texts.setdefault(msgid, (domain, message.string))
            if first[1] != message.string and all(_full(s) for s in (first[1], message.string)):
                problems.append(f"{domain}: translated in another way than in {first[0]}: {_name(msgid)}")
    return sorted(problems)


def _wrong(message: Message, catalog: Catalog) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    if not _full(message.string):
        yield "not translated"
    else:
        yield from (f"wrong placeholders ({error})" for error in message.check(catalog))


def _full(string: Any) -> bool:
    return bool(string) if isinstance(string, str) else bool(string) and all(string)


def _name(msgid: Any) -> str:
    return repr(msgid if isinstance(msgid, str) else msgid[0])


def _file(domain: str) -> Path:
    return LOCALES / DEFAULT / "LC_MESSAGES" / f"{domain}.po"


def _read(file: Path) -> Catalog:
    if not file.exists():
        return Catalog(locale=DEFAULT, fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=DEFAULT)


def _texts(file: Path) -> Texts:
    """msgid -> translation of one file; empty and fuzzy ones are left out."""
    return {m.id: m.string for m in _read(file) if m.id and _full(m.string) and not m.fuzzy}


def _write(domain: str, known: Iterable[Mapping[Any, Any]]) -> Path:
    return _write_to(_file(domain), domain, template(domains()[domain]), known)


def _write_to(file: Path, domain: str, used: Catalog, known: Iterable[Mapping[Any, Any]]) -> Path:
    catalog = Catalog(
        locale=DEFAULT,
        domain=domain,
        header_comment=f"# Guizhang, {domain}",
        project="Guizhang",
        version="1",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        fuzzy=False,
        creation_date=_DATE,
        revision_date=_DATE,
    )
    known = list(known)
    for message in used:
        if message.id:
            string = next((texts[message.id] for texts in known if message.id in texts), None)
            catalog.add(message.id, string, message.locations, auto_comments=message.auto_comments)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = BytesIO()
    write_po(text, catalog, width=130, sort_output=True, include_lineno=False, ignore_obsolete=True)
    file.write_bytes(text.getvalue())
    return file

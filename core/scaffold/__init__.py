"""The files of a new plugin, and how they are written: a whole, green package to begin from."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Template

FILES = Path(__file__).parent / "files"
_NAME = re.compile(r"[a-z][a-z0-9]+(_[a-z0-9]+)*", re.ASCII)
_TITLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 &-]{0,39}", re.ASCII)
_QUOTES = re.compile(r"[\"\\\n%{}]")
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}", re.ASCII)
_LONGEST = 24  # table names are the plugin's and the model's, and PostgreSQL cuts after 63
_TAKEN = frozenset({"core", "plugins", "tests", "locales"})


class BadName(ValueError):
    """The name cannot be that of a package, a table prefix and a part of addresses at once."""


def write(name: str, folder: Path, *, title: str = "", zh: str = "", code: str = "") -> list[Path]:
    """Write the package of plugin `name` into `folder`/`name`; the files written. FileExistsError if that is there already."""
    _check_name(name)
    title = title or name.replace("_", " ").capitalize()
    code = code or "".join(part[0] for part in name.split("_")).upper().ljust(2, name[1].upper())
    _check_words(title, zh, code)
    target = folder / name
    target.mkdir(parents=True)
    values = {"name": name, "dist": name.replace("_", "-"), "title": title, "zh": zh or title}
    values |= {"code": code, "key": code.lower()}
    return [_one(source, target, values) for source in _sources()]


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or len(name) > _LONGEST or keyword.iskeyword(name):
        raise BadName(f"{name!r}: a plugin's name is up to {_LONGEST} small letters, digits and single underscores.")
    if name in _TAKEN or name in sys.stdlib_module_names:
        raise BadName(f"{name!r} is taken by another package.")


def _check_words(title: str, zh: str, code: str) -> None:
    if not _TITLE.fullmatch(title) or _QUOTES.search(zh):
        raise BadName("A title is up to 40 Latin letters, digits and spaces; its Chinese holds no quotes.")
    if not _CODE.fullmatch(code):
        raise BadName(f"{code!r}: the regulation's code is two to eight capital letters and digits.")


def _sources() -> Iterator[Path]:
    return (path for path in sorted(FILES.rglob("*.tmpl")))


def _one(source: Path, target: Path, values: dict[str, str]) -> Path:
    path = target / str(source.relative_to(FILES)).removesuffix(".tmpl").replace("NAME", values["name"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(Template(source.read_text("utf-8")).substitute(values), "utf-8")
    return path

"""Which files are let in: by the end of the name and by what is in them, both; a picture only after it was drawn anew."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from core.errors import FieldError, InvalidInput
from core.i18n import _

FIELD = "file"
MOST_PIXELS = 40_000_000
LONGEST_SIDE, PREVIEW_SIDE = 1600, 320
_MEMORY, _SECONDS = 1024 * 1024 * 1024, 20
_TOO_LARGE = 3
_HEAD = 8192
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SURE = 0.4  # puremagic's confidence from which a text is taken for something else


@dataclass(frozen=True)
class Kind:
    """`image` is the format a picture is drawn in, `part` the entry by which an office document is known."""

    name: str
    mime: str
    image: str = ""
    part: str = ""
    text: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "png": Kind("png", "image/png", "PNG"),
    "jpg": Kind("jpg", "image/jpeg", "JPEG"),
    "webp": Kind("webp", "image/webp", "WEBP"),
    "gif": Kind("gif", "image/gif", "GIF"),
    "pdf": Kind("pdf", "application/pdf"),
    "xlsx": Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", part="xl/workbook.xml"),
    "docx": Kind("docx", f"{_OFFICE}.wordprocessingml.document", part="word/document.xml"),
    "csv": Kind("csv", "text/csv", text=True),
    "txt": Kind("txt", "text/plain", text=True),
}


def wrong(message: str) -> InvalidInput:
    return InvalidInput([FieldError(FIELD, message)])


def kind_named(name: str) -> Kind:
    """The kind the end of the name promises; InvalidInput if it is none that is let in."""
    end = name.rpartition(".")[2].lower().strip() if "." in name else ""
    kind = KINDS.get("jpg" if end == "jpeg" else end)
    if kind is None:
        raise wrong(_("Files of this kind are not kept here. Send one of: %(kinds)s.") % {"kinds": ", ".join(KINDS)})
    return kind


def check(path: Path, kind: Kind) -> None:
    """InvalidInput if the content is not what the name promises."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    fits = _is_text(path, head) if kind.text else f".{kind.name}" in _ends(head)
    if not fits or (kind.part and not _is_office(path, kind.part)):
        said = _("The content of this file is not what its name says (.%(kind)s). Save it anew in that form.")
        raise wrong(said % {"kind": kind.name})


def _ends(head: bytes, least: float = 0.0) -> set[str]:
    """The ends of names that go with this beginning of a file."""
    import puremagic  # reads its tables when it is imported

    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return set()
    ends = {match.extension for match in found if match.confidence >= least}
    return ends | ({".jpg"} if ends & {".jfif", ".jpeg", ".jpe"} else set())


def _is_text(path: Path, head: bytes) -> bool:
    """Words in UTF-8 or the older Chinese encoding, and no markup that a browser might run."""
    raw = path.read_bytes()
    if _ends(head.lstrip(b"\xef\xbb\xbf \t\r\n"), _SURE) - {".txt", ".csv"}:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            return not _CONTROL.search(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False


def _is_office(path: Path, part: str) -> bool:
    """A document of this kind without macros; only its table of contents is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return part in names and "[Content_Types].xml" in names and not any(n.endswith("vbaProject.bin") for n in names)


def redraw(source: Path, kind: Kind, target: Path, preview: Path) -> None:
    """Draw a picture anew, smaller and without what a camera writes into it, and its preview; InvalidInput if it is none."""
    numbers = (MOST_PIXELS, LONGEST_SIDE, PREVIEW_SIDE, _MEMORY, _SECONDS)
    command = [sys.executable, "-m", "core.services.photo_child", str(source), kind.image, str(target), str(preview)]
    try:
        # paths of our own making, each one argument of our own interpreter: no shell sees them
        done = subprocess.run(  # noqa: S603
            [*command, *map(str, numbers)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS * 2,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise wrong(_("This picture took too long to read. Make it smaller and send it again.")) from None
    if done.returncode == _TOO_LARGE:
        raise wrong(_("This picture has more than 40 million pixels. Make it smaller and send it again."))
    if done.returncode:
        raise wrong(_("This picture cannot be read. Save it anew and send it again."))

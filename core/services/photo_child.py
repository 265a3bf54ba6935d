"""The process that opens a foreign picture: it may break, or ask for more memory than there is, without harm to anybody.

In: path, format, where to write picture and preview, most pixels, longest side of each, bytes of memory, seconds.
Exit status 0 = written, 3 = too many pixels, anything else = not readable. It imports nothing of the application.
"""

from __future__ import annotations

import resource
import sys
from typing import Any

TOO_LARGE = 3
_SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85},
    "GIF": {},
}


def clean(picture: Any, side: int, form: str) -> Any:
    """Upright, no longer than `side`, and nothing but its pixels: place, device and comments stay behind."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(picture)
    alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    drawn = upright.convert("RGBA" if alpha and form != "JPEG" else "RGB")
    drawn.thumbnail((side, side))
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    return bare


def main(source: str, form: str, target: str, preview: str, pixels: int, side: int, small: int) -> int:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # judged here, with an answer of its own
    with Image.open(source, formats=[form]) as picture:
        width, height = picture.size
        if width * height > pixels:
            return TOO_LARGE
        picture.draft("RGB", (side, side))  # a camera's picture is decoded at the size it is kept in
        kept = clean(picture, side, form)
    kept.save(target, format=form, **_SAVED[form])
    clean(kept, small, "WEBP").save(preview, format="WEBP", quality=80)
    return 0


if __name__ == "__main__":
    memory, seconds = int(sys.argv[8]), int(sys.argv[9])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main(*sys.argv[1:5], *(int(each) for each in sys.argv[5:8])))  # type: ignore[arg-type]

"""Makes pictures of pages small: 256 colours are plenty for text on paper. Chromium counts the colours, zlib packs the rows."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page

# the most frequent colours stay exact; every other pixel takes the nearest of them
_PALETTE = """async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const seen = new Map(), data = pen.getImageData(0, 0, image.width, image.height).data;
    const at = (i) => (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
    for (let i = 0; i < data.length; i += 4) seen.set(at(i), (seen.get(at(i)) || 0) + 1);
    const kept = [...seen].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([color]) => color);
    const parts = (c) => [c >> 16, (c >> 8) & 255, c & 255];
    const far = (a, b) => parts(a).reduce((sum, part, n) => sum + (part - parts(b)[n]) ** 2, 0);
    const index = new Map(kept.map((color, n) => [color, n]));
    for (const color of seen.keys())
        if (!index.has(color)) index.set(color, kept.reduce((best, c, n) => far(c, color) < far(kept[best], color) ? n : best, 0));
    let text = "";
    for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(index.get(at(i)));
    return [image.width, image.height, kept, btoa(text)];
}"""


def shrink(page: Page, picture: Path) -> None:
    """Rewrites the PNG with at most 256 colours; `page` is an empty page to compute in."""
    source = "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode()
    width, height, colors, text = page.evaluate(_PALETTE, source)
    pixels = base64.b64decode(text)
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, width * height, width))
    palette = b"".join(struct.pack(">I", color)[1:] for color in colors)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

"""Static files of core, plugins and htmx, under addresses with the content's hash: a browser may keep them for ever."""

from __future__ import annotations

import hashlib
import mimetypes
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotFound

_KEEP = "public, max-age=31536000, immutable"
_ASK = "no-cache"
_TYPES = {
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".css": "text/css",
    ".webmanifest": "application/manifest+json",
}


class StaticFiles:
    """`folders`: namespace -> folder. Files are read whole (they are small), so there are no ranges to abuse."""

    def __init__(self, folders: dict[str, Path]) -> None:
        self._folders = {name: folder.resolve() for name, folder in folders.items()}
        self._hashes: dict[Path, tuple[int, str]] = {}
        self._urls: dict[str, str] = {}

    def url(self, path: str) -> str:
        """The address of "namespace/file" with its hash; without one if there is no such file.

        Found once: a page asks for dozens. A file changed under a running server is served under the old address too.
        """
        if path not in self._urls:
            file = self._find(path)
            self._urls[path] = f"/static/{quote(path)}" + (f"?v={self._hash(file)}" if file else "")
        return self._urls[path]

    def _find(self, path: str) -> Path | None:
        namespace, _slash, rest = path.partition("/")
        folder = self._folders.get(namespace)
        if folder is None or not rest or "\x00" in rest:
            return None
        file = (folder / rest).resolve()
        return file if file.is_relative_to(folder) and file.is_file() else None

    def _hash(self, file: Path) -> str:
        changed = file.stat().st_mtime_ns
        known = self._hashes.get(file)
        if known is None or known[0] != changed:
            known = (changed, hashlib.sha256(file.read_bytes()).hexdigest()[:12])
            self._hashes[file] = known
        return known[1]

    async def serve(self, request: Request) -> Response:
        file = self._find(request.path_params["path"])
        if file is None:
            raise NotFound("no such file")
        tag = self._hash(file)
        headers = {"cache-control": _KEEP if request.query_params.get("v") == tag else _ASK, "etag": f'"{tag}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return Response(file.read_bytes(), headers=headers, media_type=kind)


def htmx_folder() -> Path:
    """Where the package that ships htmx has it."""
    return Path(str(files("js_lib_htmx"))) / "static" / "htmx"

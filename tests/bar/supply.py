"""What the product is made of: locks, floors, licences, history, the shipped script, the wheel. `python -m tests.bar.supply` prints the SBOM."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
FRESH = timedelta(days=45)
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)(?: ; ([^\\]+))?", re.M)
_HASHED = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_FREE = re.compile(
    r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|MPL|Mozilla|ISC|Unlicense|0BSD|Zero-Clause|HPND|MIT-CMU|CC0)",
    re.I,
)
# whose metadata say it in no field we read; looked up in their own licence file
_LOOKED_UP = {"wtforms": "BSD-3-Clause"}
_SECRET = re.compile(
    rb"-----BEGIN (?:RSA |EC |OPENSSH |DSA |PGP )?PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|"
    rb"github_pat_[A-Za-z0-9_]{60}|glpat-[A-Za-z0-9_-]{20}|xox[abprs]-[0-9A-Za-z-]{20}|sk-[A-Za-z0-9]{40}|"
    rb"eyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.|(?:postgres(?:ql)?|mysql|amqp|redis)://[^\s:/@'\"{}]+:[^\s@'\"{}]{6,}@(?![a-z0-9.-]*\.?(?:example|invalid|test)\b)[a-z0-9.-]+\.[a-z]{2,}"
)
_SHIPPED = re.compile(r"^(core|plugins|locales)/|^guizhang-[^/]+\.dist-info/")
_NEVER = re.compile(r"(^|/)(var|\.git[^/]*|__pycache__)/|\.(db|sqlite3?|env|pem|key|log|pyc)$")


def pins(text: str) -> dict[str, str]:
    """Package -> version of a lock, as far as it is meant for this interpreter."""
    return {
        canonicalize_name(name): version
        for name, version, marker in _PIN.findall(text)
        if not marker or Marker(marker.strip()).evaluate()
    }


def unhashed(text: str) -> list[str]:
    """Pins that could be exchanged on the way: without a hash, or with anything but a name and a version."""
    found = []
    for entry in re.split(r"\n(?=\S)", text.strip()):
        if entry.startswith("#"):
            continue
        if not _PIN.match(entry) or not _HASHED.search(entry):
            found.append(f"not locked by hash: {entry.splitlines()[0]}")
    return found


def below(lock: Mapping[str, str], floors: Mapping[str, Any], today: date) -> list[str]:
    found = []
    if today - floors["looked_up"] > FRESH:
        found.append(f"the floors were looked up on {floors['looked_up']}, more than {FRESH.days} days ago")
    for name, floor in floors["floors"].items():
        if name not in lock:
            found.append(f"{name} has a floor and is not in the lock")
        elif Version(lock[name]) < Version(floor["version"]):
            found.append(f"{name} {lock[name]} is below {floor['version']}: {', '.join(floor['ids'])}")
    return found


def exchanged(floors: Mapping[str, Any], folder: Path) -> list[str]:
    """The script that pages load is the one that was looked at."""
    known = floors["htmx"]
    digest = hashlib.sha256((folder / known["file"]).read_bytes()).hexdigest()
    return [] if digest == known["sha256"] else [f"{known['file']} is not the one whose hash is kept: {digest}"]


def licence(name: str) -> str:
    told = metadata.metadata(name)
    words = [told.get("License-Expression"), (told.get("License") or "").split("\n")[0]]
    words += [c for c in told.get_all("Classifier") or [] if c.startswith("License")]
    return " ".join(w for w in words if w) or _LOOKED_UP.get(name, "")


def unfree(lock: Mapping[str, str]) -> list[str]:
    """Packages we ship with whose licence is none that lets one pass them on without passing on one's own code."""
    told = {name: _LOOKED_UP.get(name) or licence(name) for name in lock}
    return [f"{name}: licence {text!r}" for name, text in told.items() if not _FREE.search(text)]


def sbom(lock: Mapping[str, str]) -> dict[str, Any]:
    """CycloneDX 1.6 of what the lock says is installed."""
    components = [
        {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "licenses": [{"license": {"name": _LOOKED_UP.get(name) or licence(name)}}],
        }
        for name, version in sorted(lock.items())
    ]
    own = {"type": "application", "name": "guizhang", "version": metadata.version("guizhang")}
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": own}, "components": components}


def unlike(bom: Mapping[str, Any], installed: Mapping[str, str]) -> list[str]:
    """Where the SBOM and the environment differ."""
    told = {c["name"]: c["version"] for c in bom["components"]}
    return [f"{n} {v} is listed, installed is {installed.get(n)}" for n, v in told.items() if installed.get(n) != v]


def strangers(installed: Mapping[str, str], locked: Mapping[str, str]) -> list[str]:
    """What is installed and stands in no lock."""
    known = {*locked, "guizhang", "pip", "setuptools", "wheel"}
    return [f"{name} {version} is installed and not locked" for name, version in installed.items() if name not in known]


def installed() -> dict[str, str]:
    return {canonicalize_name(d.name): d.version for d in metadata.distributions()}


def secrets(root: Path) -> list[str]:
    """What looks like a key or a password in any version of any file that was ever committed."""
    listed = _git(root, "rev-list", "--all", "--objects")
    names = dict(line.partition(" ")[::2] for line in listed.decode().splitlines())
    asked = "\n".join(names).encode()
    out = _git(root, "cat-file", "--batch", stdin=asked)
    return [f"{names[sha] or sha}: {hit!r}" for sha, body in _blobs(out) if (hit := _hit(body))]


def _hit(body: bytes) -> bytes | None:
    match = _SECRET.search(body)
    return match.group()[:40] if match else None


def _blobs(out: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)
        sha, kind, size = out[at:end].split()
        body = out[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
        if kind == b"blob":
            yield sha.decode(), body


def _git(root: Path, *args: str, stdin: bytes | None = None) -> bytes:
    return subprocess.run(["git", "-C", str(root), *args], input=stdin, capture_output=True, check=True).stdout


def wheel(root: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*command, str(root)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def misplaced(path: Path, root: Path) -> list[str]:
    """What a wheel holds and should not, and what it should and does not."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    found = [f"{n} is in the wheel" for n in names if not _SHIPPED.match(n) or _NEVER.search(n)]
    tracked = _git(root, "ls-files", "core", "plugins", "locales").decode().splitlines()
    return found + [f"{n} is not in the wheel" for n in tracked if n not in names and (root / n).exists()]


def floors() -> dict[str, Any]:
    return tomllib.loads((ROOT / "security/floors.toml").read_text())


if __name__ == "__main__":
    print(json.dumps(sbom(pins((ROOT / "requirements.lock").read_text())), indent=1))

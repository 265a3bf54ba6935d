"""An icon that the sprite does not know leaves a hole on the page and no error anywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
_KNOWN = re.compile(r'id="i-([\w-]+)"')
_NAMED = {".py": re.compile(r'icon="([\w-]+)"'), ".html": re.compile(r'icon\("([\w-]+)"')}


@pytest.mark.parametrize("kind", _NAMED)
def test_every_icon_named_is_in_the_sprite(kind: str) -> None:
    known = set(_KNOWN.findall((ROOT / "core/static/core/icons.svg").read_text()))
    files = [path for part in ("core", "plugins") for path in (ROOT / part).rglob(f"*{kind}")]
    named = {(name, path.name) for path in files for name in _NAMED[kind].findall(path.read_text())}
    assert len(named) > 20
    assert {(name, path) for name, path in named if name not in known} == set()

"""What the everyday run leaves to CI, aloud: minutes of checks that a day's work seldom breaks. Named on the command line they run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
_LONG = (
    "bar",
    "core/scaffold",
    "core/testing",
    "core/db/test_states.py",
    "core/web/test_openapi.py",
    "plugins/contractor_safety/test_conformance.py",
    "plugins/service_quality/test_conformance.py",
    "plugins/realestate_handover/test_conformance.py",
    "plugins/tech_support/test_conformance.py",
    "plugins/vehicle_warranty/test_conformance.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("GUIZHANG_TEST_DB", "").startswith("postgres"):
        apart = [item for item in items if item.get_closest_marker("sqlite")]
        config.hook.pytest_deselected(items=apart)
        items[:] = [item for item in items if item not in set(apart)]
    named = [Path(arg.split("::")[0]).resolve() for arg in config.args]
    if os.environ.get("GUIZHANG_TEST_ALL") == "1" or any(_is_long(path) for path in named):
        return
    left = pytest.mark.skip(reason="left to CI; GUIZHANG_TEST_ALL=1 or the name of its folder runs it")
    for item in items:
        if _is_long(item.path):
            item.add_marker(left)


def _is_long(path: Path) -> bool:
    return any(path == _TESTS / name or (_TESTS / name) in path.parents for name in _LONG)

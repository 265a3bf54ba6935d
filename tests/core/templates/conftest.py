"""Templates as the application makes them, in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from core.i18n import use_language
from core.web import templating


@pytest.fixture
def templates(tmp_path: Path) -> Iterator[Environment]:
    templating.configure([], tmp_path)
    with use_language("en"):
        yield templating.environment()


@pytest.fixture
def ui(templates: Environment) -> Any:
    return templates.get_template("core/ui.html").module

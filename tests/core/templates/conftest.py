"""Templates as the application makes them, in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jinja2 import Environment

from core.i18n import use_language
from core.web import templating


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Compiling the templates takes longer than all that is asked of them."""
    templating.configure([], tmp_path_factory.mktemp("templates"))
    return templating.environment()


@pytest.fixture
def templates(made: Environment) -> Iterator[Environment]:
    with use_language("en"):
        yield made


@pytest.fixture
def ui(templates: Environment) -> Any:
    return templates.get_template("core/ui.html").module

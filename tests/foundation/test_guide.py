"""What the integrator's guide shows of approvals and books can be declared as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core import api
from core.declare import Act, Approval, Book
from core.host import checklists
from core.host.prints import print_acts
from core.services.batch import MOST_PRINTS

GUIDE = Path(__file__).parents[2] / "docs/guide/integrator.md"


def test_the_examples_of_approvals_and_books_hold():
    section = GUIDE.read_text("utf-8").split("## Approvals, books, children")[1].split("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.S)
    space: dict[str, Any] = {name: getattr(api, name) for name in api.__all__}
    exec(compile(code, "guide", "exec"), space)
    assert isinstance(space["write_off"], Approval)
    assert space["write_off"].ask == "bikes.loan.ask_write_off"
    assert isinstance(space["parts"], Book)
    for name in ("children_done", "followers_done"):
        assert name in api.__all__
        assert f"`{name}`" in GUIDE.read_text("utf-8")


def test_the_example_of_checklists_holds():
    section = GUIDE.read_text("utf-8").split("## Checklists")[1].split("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.S)
    space: dict[str, Any] = {name: getattr(api, name) for name in api.__all__}
    exec(compile(code, "guide", "exec"), space)
    gates = checklists.derived([space["check"]], {full: Act("x", "bikes.loan", "") for full in space["check"].needed})
    assert [gate.act for gate in gates] == ["bikes.loan.take_back"]
    assert space["CheckForm"]().answers.checklist == space["check"].name


def test_the_example_of_a_print_holds():
    section = GUIDE.read_text("utf-8").split("## Prints")[1].split("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.S)
    space: dict[str, Any] = {name: getattr(api, name) for name in api.__all__}
    space |= {"Mapping": Mapping, "Any": Any}
    exec(compile(code, "guide", "exec"), space)
    (act,) = print_acts({"bikes.loan.paper": space["paper"]}).values()
    assert act.full == "bikes.loan.print_paper"
    assert str(MOST_PRINTS) in section

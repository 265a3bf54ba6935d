"""Every gate from delivery to training, tried as JSON, as an HTML form, and in a batch; nothing ever changes, and the clause is read."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

import pytest

from core.acts.many import perform_many
from core.clock import Frozen
from core.forms import flatten
from core.host.host import Host
from core.i18n import gettext
from core.models import Journal
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from tests.plugins.tech_support.project import Project
from tests.plugins.tech_support.tries import DELIVERY, WORKS, Try
from tests.plugins.tech_support.tries_after import TRAINING, WARRANTY
from tests.plugins.tech_support.who import WHO

TRIES = [*DELIVERY, *WORKS, *WARRANTY, *TRAINING]


async def _input(project: Project, make: Make, data: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for name, value in data.items():
        if value == "@customer":
            value = (await make.customer()).number
        elif value == "@supervisor":
            value = (await make.actor("supervisor")).id
        elif isinstance(value, str) and value.startswith("@"):
            value = project.numbers[value[1:]]
        found[name] = value
    return found


def _posted(data: Mapping[str, Any]) -> dict[str, Any]:
    """As a browser sends it."""
    flat = {k: json.dumps(v) if k == "signature" else v for k, v in flatten(data).items()}
    return {k: {True: "yes", False: "no"}.get(v, v) if isinstance(v, bool) else v for k, v in flat.items() if v != []}


@pytest.mark.clause("TS-1.0")
@pytest.mark.clause("TS-1.1")
@pytest.mark.clause("TS-1.2a")
@pytest.mark.clause("TS-1.2b")
@pytest.mark.clause("TS-1.2c")
@pytest.mark.clause("TS-1.2d")
@pytest.mark.clause("TS-2.0")
@pytest.mark.clause("TS-2.1")
@pytest.mark.clause("TS-2.2")
@pytest.mark.clause("TS-2.3")
@pytest.mark.clause("TS-2.4")
@pytest.mark.clause("TS-3.0")
@pytest.mark.clause("TS-3.1")
@pytest.mark.clause("TS-3.2")
@pytest.mark.clause("TS-3.3")
@pytest.mark.clause("TS-4.0")
@pytest.mark.clause("TS-4.1")
@pytest.mark.clause("TS-4.2")
@pytest.mark.parametrize("tried", TRIES, ids=lambda t: f"{t.act}-{t.name}")
async def test_gate_refuses_as_json_as_form_and_in_a_batch(
    project: Project, client: Client, make: Make, host: Host, clock: Frozen, tried: Try
) -> None:
    await tried.way(project)
    subject, act = tried.act.split(".")
    data, login = await _input(project, make, tried.data), tried.login or WHO.get(subject, "works_manager")
    creates = project.creates(subject, act)
    before = None if creates else await project.row(subject)
    count, refusals = await project.model(subject).all().count(), await Journal.filter(refused=True).count()

    answer = await project.attempt(subject, act, data, login=login)
    assert answer.status_code == 409, answer.text[:600]
    keys = {
        key
        for r in answer.json()["refusals"]
        if r["clause"] == tried.clause and r["kind"] != "state"
        for key in r["keys"]
    }
    assert keys == set(tried.keys)
    assert named_by(answer, tried.clause)["message"]

    visitor = await client.as_(login)
    printing = act.startswith("print_")
    if not printing:  # a print has a button of its own and no form
        page = await visitor.form(project.path(subject, act), act, _posted(data))
        assert page.status_code == 409, page.text[:300]
        assert gettext(host.registry.clauses[tried.clause].cite) in html.unescape(page.text)

    rows = [data if before is None else {"subject": before.id, **data}]
    (result,) = await perform_many(f"tech_support.{tried.act}", await make.actor(login), rows, key_prefix="batch")
    assert tried.clause in {r.clause for r in result.refusals}, result

    assert await project.model(subject).all().count() == count
    if before is not None:
        after = await project.row(subject)
        assert (after.version, after.state) == (before.version, before.state)
    assert await Journal.filter(refused=True).count() == refusals + (2 if printing else 3)

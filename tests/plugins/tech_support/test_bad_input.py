"""Bad input gets a sentence at its field and changes nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from core.models import Journal
from tests.plugins.tech_support.project import Project

Way = Callable[[Project], Awaitable[Any]]
SYSTEM = {"system": "@system"}

CASES: list[tuple[Way, str, str, dict[str, Any], str]] = [
    (lambda p: p.system(), "agreement", "draft", {**SYSTEM, "reason": "special_wish", "price": "1.005"}, "price"),
    (lambda p: p.system(), "agreement", "draft", {**SYSTEM, "reason": "gift"}, "reason"),
    (lambda p: p.system(), "system_enquiry", "record", {**SYSTEM, "asked_at": "2099-01-01 00:00"}, "asked_at"),
    (lambda p: p.system(), "annual_visit", "record", {"system": "XT-9999-00001"}, "system"),
    (lambda p: p.dispatched(), "shipment", "notify", {"phone": "call me"}, "phone"),
    (lambda p: p.shipment(), "crate", "fill", {"lines": [{"name": "柜", "qty": "1.5"}]}, "lines-0-qty"),
    (lambda p: p.contract(), "contract", "change_terms", {"what": "改", "delivery_on": "2026-02-30"}, "delivery_on"),
    (lambda p: p.trained(), "training", "examine", {"results": [{"name": "甲", "score": 101}]}, "results-0-score"),
    (lambda p: p.works(), "works", "plan", {"stages": "三段"}, "stages"),
    (lambda p: p.asked(), "works", "sign_buyer", {"signature": "X"}, "signature"),
    (lambda p: p.pickup(), "pickup", "notice", {"notice_channel": "pigeon"}, "notice_channel"),
    (lambda p: p.pickup(), "pickup", "notice", {"unknown": "1"}, "unknown"),
]


def _filled(project: Project, data: Mapping[str, Any]) -> dict[str, Any]:
    return {k: project.numbers["system"] if v == "@system" else v for k, v in data.items()}


@pytest.mark.parametrize(
    ("way", "subject", "act", "data", "field"), CASES, ids=lambda v: v if isinstance(v, str) else ""
)
async def test_bad_input_is_told_at_its_field(
    project: Project, way: Way, subject: str, act: str, data: dict[str, Any], field: str
) -> None:
    await way(project)
    before, rows = await Journal.filter(refused=False).count(), await project.model(subject).all().count()
    answer = await project.attempt(subject, act, _filled(project, data))
    assert answer.status_code == 422, answer.text[:300]
    errors = {error["field"]: error["message"] for error in answer.json()["errors"]}
    assert errors.get(field), errors
    assert await Journal.filter(refused=False).count() == before
    assert await project.model(subject).all().count() == rows


async def test_dates_in_the_wrong_order_are_refused_with_their_clause(project: Project) -> None:
    await project.system()
    card = {"product": "XT-200", "warranty_from": "2026-05-02", "warranty_to": "2026-05-01"}
    answer = await project.attempt("system", "edit", card)
    refusal = answer.json()["refusals"][0]
    assert (answer.status_code, refusal["clause"], refusal["keys"]) == (409, "TS-3.1", ["warranty_to"])


async def test_a_card_with_one_day_of_the_warranty_is_refused(project: Project) -> None:
    await project.system()
    answer = await project.attempt("system", "edit", {"product": "XT-200", "warranty_from": "2026-05-02"})
    assert answer.json()["refusals"][0]["keys"] == ["warranty_to"]

"""The pages of a person and of an engagement show the papers they rest on, at a constant cost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.plugins.contractor_safety.yard import Yard

Counting = Callable[[], AbstractContextManager[list[str]]]
DETAIL = 10


@pytest.mark.clause("CS-3.4.1b")
@pytest.mark.clause("CS-3.4.2")
async def test_papers_are_seen_where_they_belong(yard: Yard, statements: Counting) -> None:
    await yard.permit(trades=[{"trade": "电工"}])
    cert = {"trade": "电工", "cert_no": "DG-1", "valid_from": yard.today(-9), "valid_to": yard.today(9)}
    await yard.do("person", "certify", cert)
    await yard.train("company", score=81)
    visitor = await yard.client.as_("safety_company")
    for subject, shown in (("person", ("DG-1", "81", "公司级")), ("engagement", ("持有单位4", "安全技术交底单"))):
        with statements() as seen:
            page = await visitor.get(yard.path(subject))
        assert page.status_code == 200
        for text in shown:
            assert text in page.text, (subject, text)
        assert len(seen) <= DETAIL, (subject, len(seen), seen)

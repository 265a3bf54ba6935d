"""S23: an affiliate that lets its work on is refused and reported; another contractor's crew is not reviewed."""

from __future__ import annotations

import html

import pytest

from core.acts.many import perform_many
from core.testing.refusals import named_by
from tests.plugins.contractor_safety.yard import Yard


async def _two(yard: Yard, *, affiliate: bool) -> str:
    """An approved engagement in hand, and the number of a company that has none."""
    other = await yard.org(name="示例分包公司")
    await yard.org(affiliate=affiliate)
    await yard.engagement()
    return other


@pytest.mark.clause("CS-3.5.7")
async def test_s23_an_affiliate_does_its_job_itself(yard: Yard) -> None:
    other = await _two(yard, affiliate=True)
    own = yard.numbers["org"]
    assert named_by(await yard.attempt("engagement", "add_crew", {"org": other}), "CS-3.5.7")["keys"] == ["own_crew"]
    found = await yard.model("violation").get()
    row = await yard.row("engagement")
    assert (found.kind, found.state, found.clause) == ("sublet", "found", "CS-3.5.7")
    assert (found.org_id, found.engagement_id, found.department_id) == (row.org_id, row.id, row.letting_dept_id)
    assert other in found.description
    visitor = await yard.client.as_("safety_company")
    page = await visitor.form(
        yard.path("engagement"), "add_crew", {"org": str((await yard.model("org").get(number=other)).id)}
    )
    assert page.status_code == 409
    assert "3.5.7" in html.unescape(page.text)
    actor = await yard.make.actor("safety_company")
    sent = [{"subject": row.id, "org": other}]
    (result,) = await perform_many("contractor_safety.engagement.add_crew", actor, sent, key_prefix="batch")
    assert {r.clause for r in result.refusals} == {"CS-3.5.7"}
    assert await yard.model("violation").all().count() == 3, "each try is reported"
    assert (await yard.attempt("engagement", "add_crew", {"org": own})).status_code == 200


@pytest.mark.clause("CS-3.4.2")
async def test_s23_a_company_that_was_not_reviewed_may_not_work_for_another(yard: Yard) -> None:
    other = await _two(yard, affiliate=False)
    refused = await yard.attempt("engagement", "add_crew", {"org": other})
    assert named_by(refused, "CS-3.4.2")["keys"] == ["review"]
    assert not await yard.model("violation").exists()

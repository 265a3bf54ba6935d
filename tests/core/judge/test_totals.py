"""I9 as it is declared: rows sum to a column or to a whole, and a declaration that reads nothing is refused at load."""

from __future__ import annotations

import pytest

from core.declare import Plugin, Subject, Total
from core.host.checks import problems
from core.host.registry import Loaded
from core.models import Contact, Customer
from core.services.judge import judge
from plugins.service_quality.models import ChargeLine, Request

REQUEST = "service_quality.request"


async def test_shares_of_a_whole_sum_to_it_where_there_are_any(host):
    """Whoever has no rows shares nothing."""
    charged = set(await ChargeLine.all().values_list("request_id", flat=True))
    assert 0 < len(charged) < await Request.all().count()
    host.registry.totals.append(Total(REQUEST, ChargeLine, "request_id", "amount", fixed=10000))
    found = await judge(host, ["I9"])
    numbers = {
        f"{REQUEST} {number}" for number in await Request.filter(id__in=charged).values_list("number", flat=True)
    }
    whole = {f.where for f in found if f.what.startswith("the whole is 10000, its rows sum to ")}
    assert whole == {f.where for f in found}
    assert whole <= numbers
    assert len(whole) >= len(numbers) - 1  # one of them may come to just that


@pytest.mark.parametrize(
    ("total", "says"),
    [
        (Total("shop.nothing", Contact, "customer_id", "id"), "unknown subject shop.nothing"),
        (Total("shop.customer", Contact, "customer_id", "amount", "total"), "unknown columns ['amount', 'total']"),
        (Total("shop.customer", Contact, "buyer_id", "id", same={"id": "nr"}), "unknown columns ['buyer_id', 'nr']"),
    ],
)
def test_a_total_of_what_is_not_there_is_refused_at_load(total, says):
    customer = Subject("shop.customer", Customer, "Customer", {}, "", "XX")
    plugin = Loaded(Plugin("shop", "Shop", "1"), "shop", "", [customer, total])
    assert any(says in line for line in problems(plugin, []))

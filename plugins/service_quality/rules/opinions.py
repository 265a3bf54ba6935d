"""What is asked on visits and opinion cards, how answers become marks, and when files and visits are due (ES-2.2, ES-3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.api import N_, Asset, Checklist, Customer, Deadline, Facts, Gate, Item, Missing, On, Periodic, View
from plugins.service_quality import names as n
from plugins.service_quality import policies
from plugins.service_quality.rules.facts import PRODUCT

HOLDER = "service_quality.holder"
_BEST = 5


def _scaled(key: str, text: str, *, fixed: bool = False) -> Item:
    return Item(key, text, "ES-3.1", kind="choice", choices=n.MARKS, fixed=fixed)


# a survey of another name has editions of its own; until one is issued it asks this
CARD = Checklist(
    "service_quality.opinion_card",
    n.OPINION,
    "answers",
    "ES-3.1",
    N_("Opinion card"),
    items=(
        _scaled("overall", N_("How satisfied are you with our service?"), fixed=True),
        _scaled("warmth", N_("Were you treated warmly and politely?")),
        _scaled("skill", N_("Was the work done skilfully?")),
        _scaled("speed", N_("Were we quick enough?")),
        Item("remark", N_("What should we know or do better?"), "ES-2.2", kind="text", required=False),
    ),
    act=n.ENTER_CARD,
    needed=(n.ANSWER_CARD, n.ENTER_CARD, n.ENTER_PAPER),
    variant="survey",
)
VISIT = Checklist(
    "service_quality.visit_questions",
    n.VISIT,
    "answers",
    "ES-2.2",
    N_("Return visit"),
    items=(
        Item("usage", N_("How the product is used and how it runs"), "ES-2.2", kind="text"),
        Item("needs", N_("What the customer needs"), "ES-2.2", kind="text"),
        _scaled("overall", N_("How satisfied the customer is"), fixed=True),
    ),
    act=n.RECORD_VISIT,
    needed=(n.RECORD_VISIT,),
)


def mark(item: Item | None, value: Any) -> int | None:
    """5 for the first of the choices to 1 for the last, whatever their number; None where nothing was chosen."""
    if item is None or value not in item.choices:
        return None
    last = len(item.choices) - 1
    return _BEST - (item.choices.index(value) * (_BEST - 1) * 2 + last) // (2 * last) if last else _BEST


def marks(view: View, checklist: Checklist, answers: Mapping[str, Any], *keys: str) -> dict[str, int | None]:
    """Marks by key, from answers as they are kept."""
    edition = view.edition(checklist)
    return {key: mark(edition.item(key), answers.get(key, {}).get("value")) for key in keys}


@dataclass(frozen=True)
class Holder:
    """The customer of a card: the name for a complaint, and the products that are his."""

    name: str
    assets: frozenset[int]


async def _holders(keys: Sequence[int]) -> Mapping[int, Holder]:
    names = dict(await Customer.filter(id__in=keys).values_list("id", "name"))
    rows = await Asset.filter(customer_id__in=keys).values_list("customer_id", "id")
    return {key: Holder(names[key], frozenset(i for owner, i in rows if owner == key)) for key in keys if key in names}


def _customer(v: View) -> int | None:
    found = v.data.customer if v.subject is None else v.subject.customer_id
    return None if found is None else int(found)


def own_asset(v: View) -> Iterator[Missing]:
    holder: Holder | None = v.facts.get(HOLDER)
    if v.data.asset and holder is not None and v.data.asset not in holder.assets:
        yield Missing("asset", N_("a product of this customer"))


def in_use(v: View) -> Iterator[Missing]:
    if v.data.asset is not None and v.facts.get(PRODUCT.name) is None:
        yield Missing("asset", N_("a product in use"))


def _bought(v: View) -> bool:
    return v.subject.acquired_on is not None


OPINIONS = (
    CARD,
    VISIT,
    Facts(HOLDER, _holders, key=_customer),
    Gate((n.ISSUE_CARD, n.ENTER_PAPER), "ES-2.2", own_asset, facts=(HOLDER,)),
    Gate(n.RECORD_VISIT, "ES-2.2", in_use, facts=(PRODUCT.name,)),
    # entering the product is opening its file: on the day of purchase, or late
    Deadline(
        "file.open",
        "core.asset",
        "ES-2.2",
        N_("Open the customer's file"),
        until="acquired_on",
        start=On("core.asset.register", when=_bought),
        stop=On("core.asset.register"),
        by="service_quality",
    ),
    Periodic(
        "es.visit",
        "core.asset",
        "ES-2.2",
        N_("Visit the customer"),
        anchor="acquired_on",
        every=policies.VISIT.key,
        counts=On(n.RECORD_VISIT, via="asset_id"),
        when={"state": "active"},
        cancel=On("core.asset.archive"),
        owes="role:agent",
        act=n.RECORD_VISIT,
        by="service_quality",
    ),
)
